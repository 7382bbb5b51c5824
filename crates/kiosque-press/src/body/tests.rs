use kiosque_catalogue::editor::Problem;

use super::*;
use crate::prose::tests::at_desk;

fn blocks(markdown: &str) -> (Vec<Block>, Vec<Problem>) {
    let archive = Archive {
        timelines: &BTreeMap::new(),
        posts: &BTreeMap::new(),
    };
    at_desk(markdown, |desk| compile(desk, &archive, 0..markdown.len()))
}

/// A block in a word, prose as its HTML without line ends.
fn outline(markdown: &str) -> Vec<String> {
    let (blocks, problems) = blocks(markdown);
    assert_eq!(problems, [], "{markdown}");
    blocks
        .into_iter()
        .map(|block| match block {
            Block::Prose { html } => html.replace('\n', ""),
            Block::Figure(figure) => format!("figure {:?}", figure.caption),
            Block::PullQuote { html, .. } => format!("quote {html}"),
            Block::Explainer { anchor, .. } => format!("explainer #{anchor}"),
            Block::Correction { date, .. } => format!("correction {}", date.iso),
            Block::Timeline(_) => "timeline".to_owned(),
        })
        .collect()
}

#[test]
fn a_picture_alone_in_its_paragraph_is_a_figure() {
    assert_eq!(
        outline("Un\n\n![Un dessin](dessin.svg \"Vu *d'ici*\")\n\nDeux"),
        [
            "<p>Un</p>",
            "figure Some(\"Vu <em>d’ici</em>\")",
            "<p>Deux</p>"
        ]
    );
    let two = "![Un](dessin.svg) ![deux](dessin.svg)";
    assert!(
        outline(two)[0].starts_with("<p><img"),
        "two pictures are no figure"
    );
}

#[test]
fn a_directive_ends_whatever_stands_before_it() {
    let quote = "::: exergue\nMots\n:::";
    for (before, after, first, last) in [
        ("- a", "- b", "<ul><li>a</li></ul>", "<ul><li>b</li></ul>"),
        ("> a", "b", "<blockquote><p>a</p></blockquote>", "<p>b</p>"),
        (
            "un paragraphe",
            "la suite",
            "<p>un paragraphe</p>",
            "<p>la suite</p>",
        ),
        ("<details>\na", "b", "<details>a</details>", "<p>b</p>"),
    ] {
        let found = outline(&format!("{before}\n{quote}\n{after}"));
        assert_eq!(found, [first, "quote <p>Mots</p>", last], "{before}");
    }
}

#[test]
fn directives_follow_one_another() {
    let markdown = "::: pull-quote\nA\n:::\n::: explainer title=\"L'été\"\nB\n:::\n\
                    ::: correction date=2026-03-05T10:00:00+01:00\nC\n:::";
    assert_eq!(
        outline(markdown),
        [
            "quote <p>A</p>",
            "explainer #l-ete",
            "correction 2026-03-05T10:00:00+01:00"
        ]
    );
}

#[test]
fn notes_stand_last_whatever_stands_between() {
    let markdown = "Un[^b] deux[^a] trois[^b].\n\n[^a]: Note *a*.\n\n::: exergue\nMots\n:::\n\n\
                    [^b]: Note b.\n\n## Note 1\n";
    let found = outline(markdown);
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(
        found[0].contains("deux<sup class=\"footnote-ref\"><a href=\"#note-2\""),
        "{}",
        found[0]
    );
    assert_eq!(found[2], "<h2 id=\"note-1-2\">Note 1</h2>");
    let notes = &found[3];
    assert!(
        notes.contains("<li id=\"note-1\"><p>Note b. <a href=\"#appel-1\">↩</a></p></li>"),
        "{notes}"
    );
    assert!(
        notes.contains("<li id=\"note-2\"><p>Note <em>a</em>."),
        "{notes}"
    );
}

#[test]
fn an_empty_directive_is_a_problem() {
    let (blocks, problems) = blocks("::: exergue\n\n:::\n");
    assert_eq!(blocks, []);
    assert_eq!(
        problems,
        [Problem::EmptyDirective {
            name: "exergue".into()
        }]
    );
}
