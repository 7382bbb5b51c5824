//! The HTML of a status as text and spans.

use std::ops::Range;

use kiosque_catalogue::editor::Loss;
use kiosque_model::post::{CustomEmoji, Span, SpanKind};
use serde_json::Value;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

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
        && let Some((page, _)) = tagged(name, href, status.list(&["tags"])).and_then(target)
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

/// The page of the tag that a hashtag names. Several may differ by their marks alone: then it is
/// the one that the hashtag is, or leads to.
fn tagged<'a>(name: &str, href: &str, tags: &'a [Value]) -> Option<&'a str> {
    let (lower, plain) = (name.to_lowercase(), folded(name));
    let likely: Vec<(&str, &str)> = tags
        .iter()
        .filter_map(|tag| Some((tag.text(&["name"])?, tag.text(&["url"])?)))
        .filter(|(tag, _)| !tag.is_empty() && folded(tag) == plain)
        .collect();
    likely
        .iter()
        .find(|(tag, _)| tag.to_lowercase() == lower)
        .or_else(|| likely.iter().find(|(_, url)| *url == href))
        .or(match likely.as_slice() {
            [one] => Some(one),
            _ => None,
        })
        .map(|(_, url)| *url)
}

/// A tag as instances write it: in small letters, and Latin ones without their marks (Mastodon,
/// `HashtagNormalizer`). Other scripts keep theirs, which make other letters.
fn folded(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.to_lowercase().nfd() {
        match letter {
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ß' => plain.push_str("ss"),
            'đ' | 'ð' => plain.push('d'),
            'ħ' => plain.push('h'),
            'ı' => plain.push('i'),
            'ł' => plain.push('l'),
            'ø' => plain.push('o'),
            'ŧ' => plain.push('t'),
            mark if is_combining_mark(mark)
                && plain.ends_with(|last: char| last.is_ascii_alphabetic()) => {}
            other => plain.push(other),
        }
    }
    plain
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_hashtag_names_one_tag() {
        let page = |name: &str| format!("https://exemple.example/tags/{name}");
        for (name, tags, found) in [
            ("Noël", vec!["noel"], Some("noel")),
            ("Noe\u{308}l", vec!["noël"], Some("noël")),
            ("né", vec!["nu", "ne"], Some("ne")),
            ("né", vec!["ne", "né"], Some("né")),
            ("NÉ", vec!["nè", "né"], Some("né")),
            ("né", vec!["nè", "ne"], None),
            ("né", vec!["nu"], None),
            ("côte", vec!["cite"], None),
            ("Œuvre", vec!["oeuvre"], Some("oeuvre")),
            ("Łódź", vec!["lodz"], Some("lodz")),
            ("Straße", vec!["strasse"], Some("strasse")),
            ("が", vec!["か"], None),
            ("", vec![""], None),
        ] {
            let tags: Vec<Value> = tags
                .into_iter()
                .map(|name| json!({"name": name, "url": page(name)}))
                .collect();
            let found = found.map(page);
            assert_eq!(tagged(name, "", &tags), found.as_deref(), "{name}");
        }
        // Where none is written like it, the one it leads to.
        let tags = ["nè", "ne"].map(|name| json!({"name": name, "url": page(name)}));
        assert_eq!(tagged("né", &page("ne"), &tags), Some(page("ne").as_str()));
        assert_eq!(tagged("nu", &page("ne"), &tags), None);
    }
}
