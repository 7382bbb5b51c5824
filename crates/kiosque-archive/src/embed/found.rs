//! Finding embeds in HTML.

use kiosque_catalogue::editor::Refusal;

use super::{bluesky, x};
use crate::import::{Outcome, Refused, Request};
use crate::link::target;
use crate::markup::{Tag, Token, tokens};

/// The classes of embeds. `nojs-tweet` is what sites write that keep X's script away.
const CLASSES: [(&str, Network); 5] = [
    ("twitter-tweet", Network::X),
    ("twitter-video", Network::X),
    ("nojs-tweet", Network::X),
    ("bluesky-embed", Network::Bluesky),
    ("mastodon-embed", Network::Mastodon),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Network {
    X,
    Bluesky,
    Mastodon,
}

/// What is said of a post beside its embed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Said<'a> {
    /// The author's name.
    pub name: Option<&'a str>,
    /// The permalink, the surest first. A link in the embed to another post is then not its own.
    pub urls: [Option<&'a str>; 2],
}

/// An embed.
#[derive(Debug, Clone)]
pub(super) struct Embed {
    network: Network,
    /// The tag that opens it.
    pub tag: Tag,
    /// What stands in it.
    pub inner: Vec<Token>,
    /// Its source.
    pub raw: String,
}

impl Embed {
    /// The post in it.
    pub fn post(&self, said: Said<'_>, request: &Request) -> Outcome {
        match self.network {
            Network::X => x::post(self, said, request),
            Network::Bluesky => bluesky::post(self, request),
            Network::Mastodon => Err(self.mastodon()),
        }
    }

    /// Mastodon's embeds hold an address and no word of the post.
    fn mastodon(&self) -> Refused {
        let address = ["src", "data-embed-url"]
            .into_iter()
            .find_map(|name| self.tag.attribute(name))
            .and_then(target)
            .map(|(address, _)| address.trim_end_matches("/embed").to_owned());
        Refused {
            id: address
                .as_deref()
                .and_then(|address| address.rsplit('/').next())
                .map(str::to_owned),
            why: Refusal::NotAPost {
                kind: match address {
                    Some(address) => format!("mastodon-embed, {address}"),
                    None => "mastodon-embed".into(),
                },
            },
        }
    }
}

/// Whether a text looks like HTML with an embed in it.
pub(super) fn has_embed(html: &str) -> bool {
    (html.contains('<') || html.contains("&lt;"))
        && CLASSES.iter().any(|(class, _)| html.contains(class))
        && !embeds(html).is_empty()
}

/// The embeds of some HTML, in its order. Where the HTML was escaped once more, as editors do to
/// show it or to store it, it is read through.
pub(super) fn embeds(html: &str) -> Vec<Embed> {
    in_html(html, true)
}

fn in_html(html: &str, look_into_text: bool) -> Vec<Embed> {
    let mut found: Vec<Embed> = Vec::new();
    let mut current: Option<Open> = None;
    let mut in_source = false;
    for token in tokens(html) {
        match &token {
            Token::Open(tag) => {
                in_source = matches!(tag.name.as_str(), "script" | "style");
                if let Some(network) = network(tag) {
                    // Embeds do not stand in one another: the last one was never closed.
                    if let Some(open) = current.take() {
                        let end = tag_start(html, tag);
                        found.push(open.close(html, end));
                    }
                    let open = Open {
                        network,
                        start: tag_start(html, tag),
                        tag: tag.clone(),
                        inner: Vec::new(),
                        depth: 0,
                    };
                    if tag.name == "iframe" {
                        found.push(open.close(html, tag.end));
                    } else {
                        current = Some(open);
                    }
                    continue;
                }
                if let Some(open) = &mut current
                    && tag.name == "blockquote"
                {
                    open.depth += 1;
                }
            }
            Token::Close { name, end } => {
                in_source = false;
                if name == "blockquote"
                    && let Some(open) = &mut current
                {
                    if open.depth == 0 {
                        if let Some(open) = current.take() {
                            found.push(open.close(html, *end));
                        }
                        continue;
                    }
                    open.depth -= 1;
                }
            }
            Token::Text(text) => {
                let escaped = text.contains("<blockquote") && text.contains("</blockquote");
                if look_into_text && escaped && !in_source && current.is_none() {
                    found.extend(in_html(text, false));
                }
            }
        }
        if let Some(open) = &mut current {
            open.inner.push(token);
        }
    }
    if let Some(open) = current {
        found.push(open.close(html, html.len()));
    }
    found
}

fn network(tag: &Tag) -> Option<Network> {
    matches!(tag.name.as_str(), "blockquote" | "iframe")
        .then_some(CLASSES)?
        .into_iter()
        .find(|(class, _)| tag.has_class(class))
        .map(|(_, network)| network)
        .filter(|network| tag.name == "blockquote" || *network == Network::Mastodon)
}

/// Where a tag begins whose end is known.
fn tag_start(html: &str, tag: &Tag) -> usize {
    html.get(..tag.end)
        .and_then(|before| before.rfind('<'))
        .unwrap_or(tag.end)
}

struct Open {
    network: Network,
    start: usize,
    tag: Tag,
    inner: Vec<Token>,
    depth: usize,
}

impl Open {
    fn close(self, html: &str, end: usize) -> Embed {
        Embed {
            network: self.network,
            tag: self.tag,
            inner: self.inner,
            raw: html.get(self.start..end).unwrap_or_default().to_owned(),
        }
    }
}
