//! Comments that mean harm: nothing of them but words and the elements that comments may have.
//!
//! Each fragment of `corpus/hostile.toml`, and many that are made of markup at random, is taken
//! apart and looked at; then it is written as HTML again, which both this parser and a browser's
//! (html5ever) must read as the very same.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::HashSet;

use kiosque_drivers::html::{DEPTH, Node, Tag, parse, words};
use scraper::{ElementRef, Html, Node as Dom};
use serde::Deserialize;

#[derive(Deserialize)]
struct Corpus {
    fragment: Vec<Fragment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fragment {
    name: String,
    html: String,
    #[serde(default = "once")]
    repeat: usize,
    #[serde(default)]
    after: String,
    #[serde(default)]
    shown: bool,
}

fn once() -> usize {
    1
}

fn corpus() -> Vec<Fragment> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/hostile.toml");
    let text = std::fs::read_to_string(path).expect("the corpus is a file");
    toml::from_str::<Corpus>(&text)
        .expect("the corpus is TOML")
        .fragment
}

/// What must hold of anything that came out of the parser.
fn check(nodes: &[Node], around: &[Tag]) {
    assert!(around.len() <= DEPTH, "deeper than {DEPTH}");
    let mut text_before = false;
    for node in nodes {
        match node {
            Node::Text(text) => {
                assert!(
                    !text.is_empty() && !text_before,
                    "texts are one where they meet"
                );
                let control = |c: char| c.is_control() && c != '\t' && c != '\n';
                let turning = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
                assert!(
                    !text.contains(|c| control(c) || turning(c)),
                    "a control in {text:?}"
                );
                let in_list = matches!(around.last(), Some(Tag::List | Tag::NumberedList));
                assert!(!in_list, "{text:?} in a list");
            }
            Node::Element {
                tag,
                href,
                children,
            } => {
                match (tag, href) {
                    (Tag::Link, Some(href)) => check_link(href),
                    (Tag::Link, None) => panic!("a link to nowhere"),
                    (_, href) => assert_eq!(*href, None, "{tag:?} leads somewhere"),
                }
                assert_eq!(children.is_empty(), *tag == Tag::Break, "an empty {tag:?}");
                assert!(
                    !(*tag == Tag::Link && around.contains(tag)),
                    "a link in a link"
                );
                let sound = match around.last() {
                    Some(Tag::List | Tag::NumberedList) => *tag == Tag::Item,
                    None | Some(Tag::Quote | Tag::Item) => *tag != Tag::Item,
                    Some(_) => !BLOCKS.contains(tag),
                };
                assert!(sound, "{tag:?} in {around:?}");
                let inner: Vec<Tag> = around.iter().copied().chain([*tag]).collect();
                check(children, if *tag == Tag::Break { around } else { &inner });
            }
        }
        text_before = matches!(node, Node::Text(_));
    }
}

fn check_link(href: &str) {
    let lower = href.to_ascii_lowercase();
    let leads = ["http://", "https://", "mailto:"]
        .iter()
        .any(|start| lower.starts_with(start));
    assert!(leads, "a link leads to {href:?}");
    assert!(!href.contains(char::is_control), "a control in {href:?}");
    assert_eq!(
        href,
        href.trim_matches(|c| c <= ' '),
        "{href:?} is not what a browser goes to"
    );
}

fn write(nodes: &[Node]) -> String {
    let mut html = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => html += &escaped(text),
            Node::Element {
                tag: Tag::Break, ..
            } => html += "<br>",
            Node::Element {
                tag,
                href,
                children,
            } => {
                let name = tag.name();
                let href = href
                    .as_ref()
                    .map(|href| format!(" href=\"{}\"", escaped(href)));
                // A newline right behind the tag is the markup's, not the text's.
                let literal = *tag == Tag::Preformatted
                    && matches!(children.first(), Some(Node::Text(text)) if text.starts_with('\n'));
                let newline = if literal { "\n" } else { "" };
                let href = href.unwrap_or_default();
                html += &format!("<{name}{href}>{newline}{}</{name}>", write(children));
            }
        }
    }
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// What a browser makes of HTML, which has to be what the parser may give.
fn browser_reads(parent: ElementRef<'_>) -> Vec<Node> {
    let read = |node: ElementRef<'_>| {
        let element = node.value();
        let tag = TAGS.iter().find(|tag| tag.name() == element.name());
        let href = element.attr("href").map(str::to_owned);
        assert_eq!(
            element.attrs().count(),
            usize::from(href.is_some()),
            "{element:?}"
        );
        Node::Element {
            tag: *tag.unwrap_or_else(|| panic!("a browser makes {element:?}")),
            href,
            children: browser_reads(node),
        }
    };
    parent
        .children()
        .map(|child| match child.value() {
            Dom::Text(text) => Node::Text(text.to_string()),
            other => read(ElementRef::wrap(child).unwrap_or_else(|| panic!("{other:?}"))),
        })
        .collect()
}

const BLOCKS: [Tag; 6] = [
    Tag::Paragraph,
    Tag::Preformatted,
    Tag::Quote,
    Tag::List,
    Tag::NumberedList,
    Tag::Item,
];

const TAGS: [Tag; 12] = [
    Tag::Paragraph,
    Tag::Break,
    Tag::Emphasis,
    Tag::Strong,
    Tag::Code,
    Tag::Preformatted,
    Tag::Quote,
    Tag::List,
    Tag::NumberedList,
    Tag::Item,
    Tag::Link,
    Tag::Deleted,
];

fn take_apart(html: &str) -> Vec<Node> {
    let nodes = parse(html);
    check(&nodes, &[]);
    let written = write(&nodes);
    assert_eq!(
        parse(&written),
        nodes,
        "it reads otherwise when it is written as {written:?}"
    );
    let browser = Html::parse_fragment(&written);
    assert_eq!(
        browser_reads(browser.root_element()),
        nodes,
        "a browser reads {written:?} otherwise"
    );
    nodes
}

#[test]
fn no_fragment_of_the_corpus_gives_more_than_words_and_allowed_elements() {
    let corpus = corpus();
    let mut names = HashSet::new();
    for Fragment {
        name,
        html,
        repeat,
        after,
        shown,
    } in &corpus
    {
        println!("{name}");
        assert!(names.insert(name), "{name:?} is there twice");
        let nodes = take_apart(&(html.repeat(*repeat) + after));
        // Script is never among the words, unless a browser, too, would only show it.
        assert_eq!(
            words(&nodes).contains("breached"),
            *shown,
            "words of {name:?}"
        );
    }
    println!("{} hostile fragments", corpus.len());
    assert!(corpus.len() >= 240, "{} fragments", corpus.len());
}

#[test]
fn markup_at_random_gives_the_same_again_when_it_is_written_and_read() {
    let seed = std::env::var("HTML_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let mut state: u64 = seed.unwrap_or(0x9e37_79b9_7f4a_7c15);
    println!("HTML_SEED={state}");
    let mut below = |end: usize| {
        // xorshift64 (Marsaglia, 2003)
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % end as u64) as usize
    };
    for _ in 0..20_000 {
        // Few kinds of tokens at a time, so that they meet often.
        let kinds: Vec<&str> = (0..2 + below(16))
            .map(|_| TOKENS[below(TOKENS.len())])
            .collect();
        let html: String = (0..1 + below(40))
            .map(|_| kinds[below(kinds.len())])
            .collect();
        let outcome = std::panic::catch_unwind(|| take_apart(&html));
        assert!(outcome.is_ok(), "taking {html:?} apart");
    }
}

#[rustfmt::skip]
const TOKENS: [&str; 152] = [
    "<", "</", ">", "/>", "=", "/", "\"", "'", "`", "!", "?", "-", "--", " ", "\n", "\t", "\r", "\r\n", "\u{c}", "\0",
    "<!--", "-->", "--!>", "<!-->", "<![CDATA[", "]]>", "<!doctype html>", "<?xml", "<%", "</>", "<3", "< b>",
    "<p>", "</p>", "<p", "<br>", "</br>", "<br/>", "<i>", "</i>", "<em>", "</em>", "<b>", "</b>", "<strong>", "</strong>",
    "<code>", "</code>", "<pre>", "</pre>", "<pre>\n", "<blockquote>", "</blockquote>", "<ul>", "</ul>", "<ol>", "</ol>",
    "<li>", "</li>", "<del>", "</del>", "<s>", "</strike>", "<h2>", "</h2>", "<hr>", "<div>", "</div>", "<span>", "</span>",
    "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<dl><dt>", "<dd>", "<form>", "<button>", "<u>", "<center>",
    "<a href=", "<a href=\"https://evil.example/\">", "<a href='mailto:a@evil.example'>", "</a>", "<a>", "<A HREF=", "<a <a ",
    "href=", "https://evil.example/", "http://127.0.0.1:9/", "javascript:", "java\tscript:", "mailto:", "//evil.example", "data:",
    "onclick=", "style=", "id=", "src=x", "href", "<img ", "<svg>", "</svg>", "<svg/>", "<math>", "</math>", "<template>",
    "</template>", "<select>", "</select>", "<object>", "</object>", "<embed>", "<script>", "</script>", "<script", "</script",
    "<style>", "</style>", "<title>", "</title>", "<textarea>", "</textarea>", "<noscript>", "</noscript>", "<iframe>",
    "&", "&amp;", "&lt", "&lt;", "&gt;", "&#60;", "&#x3c", "&#10;", "&#13;", "&#0;", "&#x202e;", "&#xd800;", "&#99999999999;",
    "&nbsp;", "&copy=", "&colon;", "\u{202e}", "\u{2067}", "\u{feff}", "\u{a0}", "é", "עברית", "word", "two words",
];
