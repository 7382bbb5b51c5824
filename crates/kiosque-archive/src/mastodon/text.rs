//! The HTML of a status as text and spans.

use std::ops::Range;

use kiosque_catalogue::editor::Loss;
use kiosque_model::post::{CustomEmoji, Span, SpanKind};
use serde_json::Value;

use super::account::full_handle;
use crate::json::Part;
use crate::link::{link, target};
use crate::markup::{Flat, Mark, Newlines, Reading, Tag, tokens};

/// What a status says.
pub(super) struct Words {
    pub text: String,
    pub spans: Vec<Span>,
    /// The address under "RE:", which instances put before a quotation for readers that show none.
    pub quoted: Option<String>,
}

/// Reads the HTML of a status. `quotes` says that the quoted post is shown by itself.
pub(super) fn words(
    status: &Value,
    quotes: bool,
    emoji: &[CustomEmoji],
    losses: &mut Vec<Loss>,
) -> Words {
    let html = status
        .at(&["content"])
        .and_then(Value::as_str)
        .unwrap_or_default();
    let reading = Reading {
        newlines: Newlines::Space,
        strike: true,
        hidden_class: quotes.then_some("quote-inline"),
    };
    let flat = Flat::of(&tokens(html), reading);
    let mut spans: Vec<Span> = Vec::new();
    for mark in flat.marks.iter().filter(|mark| mark.tag.name == "a") {
        let words = flat.text.get(mark.range.clone()).unwrap_or_default();
        let Some(href) = mark.tag.attribute("href") else {
            continue;
        };
        match anchor(words, href, &mark.tag, status) {
            Some(kind) => spans.push(span(mark.range.clone(), kind)),
            None => losses.push(Loss::Address { href: href.into() }),
        }
    }
    spans.sort_by_key(|span| span.start);
    let pictures = pictures(&flat.text, emoji);
    add_between(&mut spans, pictures);
    for (names, kind) in [
        (["b", "strong"], SpanKind::Bold),
        (["i", "em"], SpanKind::Italic),
    ] {
        let emphasis = flat
            .marks
            .iter()
            .filter(|mark| names.contains(&mark.tag.name.as_str()))
            .flat_map(|mark| free(&spans, mark))
            .map(|range| span(range, kind.clone()))
            .collect();
        add_between(&mut spans, emphasis);
    }
    Words {
        text: flat.text,
        spans,
        quoted: flat.hidden_links.into_iter().next(),
    }
}

fn span(range: Range<usize>, kind: SpanKind) -> Span {
    Span {
        start: range.start,
        end: range.end,
        kind,
    }
}

/// What an anchor is. A class alone makes neither hashtag nor mention: the status must name the tag
/// or the account, since a link may claim to be anything.
fn anchor(words: &str, href: &str, tag: &Tag, status: &Value) -> Option<SpanKind> {
    let (address, host) = target(href)?;
    if let Some(name) = words.strip_prefix(['#', '＃'])
        && (tag.has_class("hashtag")
            || tag.attribute("rel").is_some_and(|rel| has_word(rel, "tag")))
        && let Some((page, _)) = tagged(name, status.list(&["tags"])).and_then(target)
    {
        return Some(SpanKind::Hashtag {
            tag: name.to_owned(),
            href: page,
        });
    }
    if let Some(name) = words.strip_prefix(['@', '＠'])
        && let Some(handle) = mentioned(name, href, &host, status.list(&["mentions"]))
    {
        return Some(SpanKind::Mention {
            handle,
            href: address,
        });
    }
    link(words, href)
}

/// The page of the tag that a hashtag names.
fn tagged<'a>(name: &str, tags: &'a [Value]) -> Option<&'a str> {
    tags.iter()
        .filter(|tag| {
            tag.text(&["name"])
                .is_some_and(|plain| is_plainly(name, plain))
        })
        .find_map(|tag| tag.text(&["url"]))
}

/// Whether an instance writes a tag like this: in small letters, and Latin ones without their
/// marks (Mastodon, `HashtagNormalizer`).
fn is_plainly(name: &str, plain: &str) -> bool {
    let (name, plain) = (name.to_lowercase(), plain.to_lowercase());
    let is_same = |(letter, plain): (char, char)| {
        letter == plain || (matches!(letter, '\u{c0}'..='\u{17f}') && plain.is_ascii_alphabetic())
    };
    !name.is_empty()
        && name.chars().count() == plain.chars().count()
        && name.chars().zip(plain.chars()).all(is_same)
}

/// The full handle of the account that a mention names.
fn mentioned(name: &str, href: &str, host: &str, mentions: &[Value]) -> Option<String> {
    mentions
        .iter()
        .filter(|mention| mention.text(&["url"]) == Some(href))
        .filter_map(|mention| mention.text(&["acct"]))
        .map(|acct| full_handle(acct, host))
        .find(|handle| {
            let (handle, name) = (handle.to_lowercase(), name.to_lowercase());
            handle == name || handle.split('@').next() == Some(name.as_str())
        })
}

fn has_word(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|one| one == word)
}

/// The emoji between colons that the instance has a picture of.
fn pictures(text: &str, emoji: &[CustomEmoji]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut colons = text.match_indices(':').map(|(at, _)| at).peekable();
    let mut reached = 0;
    while let (Some(start), Some(end)) = (colons.next(), colons.peek().copied()) {
        let known = (start >= reached)
            .then(|| text.get(start + 1..end))
            .flatten()
            .and_then(|name| emoji.iter().find(|emoji| emoji.shortcode == name));
        if let Some(known) = known {
            reached = end + 1;
            spans.push(span(
                start..reached,
                SpanKind::CustomEmoji {
                    shortcode: known.shortcode.clone(),
                    media: Box::new(known.media.clone()),
                },
            ));
        }
    }
    spans
}

/// Adds the spans that touch none of those there are.
fn add_between(spans: &mut Vec<Span>, more: Vec<Span>) {
    let free: Vec<Span> = more
        .into_iter()
        .filter(|one| {
            let next = spans.partition_point(|span| span.end <= one.start);
            spans.get(next).is_none_or(|span| span.start >= one.end)
        })
        .collect();
    spans.extend(free);
    spans.sort_by_key(|span| span.start);
}

/// The parts of a mark that no span covers: a link in bold is a link.
fn free(spans: &[Span], mark: &Mark) -> Vec<Range<usize>> {
    let Range { mut start, end } = mark.range;
    let mut parts = Vec::new();
    let first = spans.partition_point(|span| span.end <= start);
    for span in spans.iter().skip(first) {
        if span.start >= end {
            break;
        }
        if start < span.start {
            parts.push(start..span.start);
        }
        start = start.max(span.end);
    }
    if start < end {
        parts.push(start..end);
    }
    parts
}
