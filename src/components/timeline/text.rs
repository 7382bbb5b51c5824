//! The words of a post, as the network shows them: nothing corrected, nothing injected.

use kiosque_model::Post;
use kiosque_model::post::{Media, SpanKind, hidden_host, web_link};

use crate::markup::{Element, element};

/// A post's text. Every word is a text node; links lead only to the web.
pub fn text(post: &Post) -> Option<Element> {
    let mut text = element("p")
        .class("post-text")
        .with("dir", "auto")
        .maybe("lang", post.lang.clone());
    let pieces = post.pieces();
    if pieces.is_empty() {
        return None;
    }
    for piece in pieces {
        let words = piece.text.to_owned();
        let Some(kind) = piece.kind else {
            text = text.child(words);
            continue;
        };
        let marked = match kind {
            SpanKind::Link { href, display, .. } => {
                link(href, display.clone(), None).child(hidden_host(href, display).map(|host| {
                    element("span")
                        .class("post-host")
                        .child(format!(" ({host})"))
                }))
            }
            SpanKind::Mention { href, .. } => link(href, words, Some("mention")),
            SpanKind::Hashtag { href, .. } | SpanKind::Cashtag { href, .. } => {
                link(href, words, Some("hashtag"))
            }
            SpanKind::Bold => element("b").child(words),
            SpanKind::Italic => element("i").child(words),
            SpanKind::CustomEmoji { media, .. } => emoji(words, media),
        };
        text = text.child(marked);
    }
    Some(text)
}

fn link(href: &str, words: String, class: Option<&'static str>) -> Element {
    match web_link(href) {
        Some(href) => outside(href).maybe("class", class),
        None => element("span"),
    }
    .child(words)
}

/// A link out of the site, empty. Who posted it answers for it, not the newspaper.
pub fn outside(href: &str) -> Element {
    element("a")
        .with("href", href.to_owned())
        .with("rel", "noopener nofollow ugc external")
}

/// An emoji of the network's, as large as the words around it.
pub fn emoji(words: String, media: &Media) -> Element {
    element("img")
        .class("custom-emoji")
        .with("loading", "lazy")
        .with("src", media.file.clone())
        .with("width", "20")
        .with("height", "20")
        .with("alt", words.clone())
        .with("title", words)
}
