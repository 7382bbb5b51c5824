use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use kiosque_catalogue::editor::Problem;

use super::*;
use crate::desk::Anchors;
use crate::diagnostic::Findings;
use crate::links::LinkTargets;
use crate::media::MediaShelf;
use crate::settings;
use crate::source::Source;

const SITE: &str = "name = \"K\"\nlanguage = \"fr\"\ntime_zone = \"Europe/Paris\"\n\
                    base_url = \"https://k.example\"\n";
const DRAWING: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'/>";

/// Runs a compilation over some Markdown with a sound newsroom around it.
pub(crate) fn at_desk<T>(markdown: &str, run: impl FnOnce(&Desk<'_>) -> T) -> (T, Vec<Problem>) {
    let findings = Findings::default();
    let site = Source {
        path: "site.toml".into(),
        text: SITE.into(),
    };
    let source = Source {
        path: "articles/a.md".into(),
        text: markdown.into(),
    };
    let media = BTreeMap::from([("dessin.svg".to_owned(), DRAWING.to_vec())]);
    let desk = Desk {
        source: &source,
        settings: &settings::read(&site, &findings).unwrap(),
        targets: &LinkTargets::default(),
        shelf: &MediaShelf::new(&media),
        findings: &findings,
        anchors: Anchors::default(),
        words: Cell::new(0),
        opening: RefCell::default(),
    };
    let result = run(&desk);
    (
        result,
        findings
            .into_vec()
            .into_iter()
            .map(|found| found.problem)
            .collect(),
    )
}

fn html(markdown: &str) -> String {
    let (html, problems) = at_desk(markdown, |desk| desk.markdown(0..markdown.len()));
    assert_eq!(problems, [], "{markdown}");
    html.trim().to_owned()
}

#[test]
fn headings_have_stable_unique_ids_below_the_headline() {
    assert_eq!(
        html("# L'été\n\n### *L'été* `!`\n\n## Page"),
        "<h2 id=\"l-ete\">L’été</h2>\n<h3 id=\"l-ete-2\"><em>L’été</em> <code>!</code></h3>\n\
         <h2 id=\"page-2\">Page</h2>"
    );
}

#[test]
fn typography_spares_code_and_addresses() {
    assert_eq!(
        html("Dit \"oui\" ! `a \"b\" !` <https://a.fr/?q='x'>"),
        "<p>Dit «\u{202f}oui\u{202f}»\u{202f}! <code>a \"b\" !</code> \
         <a href=\"https://a.fr/?q='x'\" rel=\"noopener\">https://a.fr/?q='x'</a></p>"
    );
    assert_eq!(
        html("```toml title\na = \"b\" ; # c'est !\n```"),
        "<pre><code class=\"language-toml\">a = \"b\" ; # c'est !\n</code></pre>"
    );
}

#[test]
fn quotes_close_across_emphasis_and_lines() {
    assert_eq!(
        html("\"Un *mot*\nencore\"."),
        "<p>«\u{202f}Un <em>mot</em>\nencore\u{202f}».</p>"
    );
    // A quotation does not run from one paragraph or cell into the next.
    assert_eq!(html("5\" un\n\n\"deux"), "<p>5\" un</p>\n<p>\"deux</p>");
}

#[test]
fn pictures_in_a_line_keep_their_place() {
    let html = html("Un ![dessin d'ici](dessin.svg) ici !");
    assert!(
        html.contains("alt=\"dessin d’ici\" width=\"40\" height=\"20\" loading=\"lazy\""),
        "{html}"
    );
    assert!(html.ends_with("ici\u{202f}!</p>"), "{html}");
}

#[test]
fn html_is_let_through_by_an_allow_list() {
    assert_eq!(
        html(
            "Un <abbr title=\"x\">mot</abbr> <span class=\"a\">b</span>"
                .replace("span", "kbd")
                .as_str()
        ),
        "<p>Un <abbr title=\"x\">mot</abbr> <kbd>b</kbd></p>"
    );
    let markdown = "Texte <script>alert(1)</script>\n\n<form action=\"/x\">";
    let (html, problems) = at_desk(markdown, |desk| desk.markdown(0..markdown.len()));
    assert!(!html.contains("alert") && !html.contains("form"), "{html}");
    let refused = |tag: &str| Problem::HtmlRefused { tag: tag.into() };
    assert!(problems.contains(&refused("script")) && problems.contains(&refused("form")));
}

#[test]
fn captions_are_inline() {
    let caption = |text: &str| at_desk("", |desk| desk.caption(text, &(0..0))).0;
    assert_eq!(
        caption("Vu d'*ici*\n\nencore").as_deref(),
        Some("Vu d’<em>ici</em><br>encore")
    );
    assert_eq!(caption(" \n"), None);
}

#[test]
fn words_are_counted_without_punctuation() {
    let markdown = "Un mot : deux — `trois`.\n\n    code ici\n";
    let (words, _) = at_desk(markdown, |desk| {
        desk.markdown(0..markdown.len());
        desk.words.get()
    });
    assert_eq!(words, 6);
}
