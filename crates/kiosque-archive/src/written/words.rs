//! What stands in the words of a post copied by hand.

use std::ops::Range;

use kiosque_catalogue::editor::Loss;
use kiosque_model::Post;
use kiosque_model::post::{Source, Span, SpanKind};

use super::permalink::Permalink;
use crate::entities::{Entity, EntityKind, entities};
use crate::link;
use crate::spans::settle;
use crate::x;

/// Marks the text of a post: first the words that the record links itself, then what is found.
pub(super) fn mark(
    post: &mut Post,
    permalink: &Permalink,
    links: &[(&str, &str)],
    losses: &mut Vec<Loss>,
) {
    let text = std::mem::take(&mut post.text);
    let mut spans: Vec<Span> = Vec::new();
    for (words, href) in links {
        match linked(&text, words, href, &spans) {
            Some(span) => {
                let place = spans.partition_point(|other| other.start < span.start);
                spans.insert(place, span);
            }
            None => losses.push(Loss::LinkNotFound {
                text: (*words).to_owned(),
            }),
        }
    }
    let mut found = Vec::new();
    for entity in entities(&text, permalink.grammar()) {
        if !is_free(entity.start..entity.end, &spans) {
            continue;
        }
        let end = entity.end - list_of(&entity).len();
        match kind(&text, &entity, permalink) {
            Some(kind) => found.push(Span {
                start: entity.start,
                end,
                kind,
            }),
            None => losses.push(Loss::UnknownTarget {
                text: text.get(entity.start..end).unwrap_or_default().to_owned(),
            }),
        }
    }
    spans.extend(found);
    post.text = text;
    settle(post, spans, losses);
}

/// Whether a stretch touches none of some spans, which are in order and disjoint.
fn is_free(stretch: Range<usize>, spans: &[Span]) -> bool {
    let next = spans.partition_point(|span| span.end <= stretch.start);
    spans.get(next).is_none_or(|span| stretch.end <= span.start)
}

/// The first place where the words stand alone and are not yet linked.
fn linked(text: &str, words: &str, href: &str, taken: &[Span]) -> Option<Span> {
    let kind = link::link(words, href)?;
    let in_word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    text.match_indices(words).find_map(|(start, _)| {
        let end = start + words.len();
        let cuts = (in_word(words.chars().next())
            && in_word(text.get(..start)?.chars().next_back()))
            || (in_word(words.chars().next_back()) && in_word(text.get(end..)?.chars().next()));
        (!cuts && is_free(start..end, taken)).then(|| Span {
            start,
            end,
            kind: kind.clone(),
        })
    })
}

/// What is written behind an account to name a list of it: no page is known for that.
fn list_of<'t>(entity: &Entity<'t>) -> &'t str {
    match entity.kind {
        EntityKind::Mention { list, .. } => list,
        _ => "",
    }
}

fn kind(text: &str, entity: &Entity<'_>, permalink: &Permalink) -> Option<SpanKind> {
    Some(match entity.kind {
        EntityKind::Url { url, scheme } => {
            let rest = text.get(entity.end..)?;
            let cut = rest.starts_with('…') || rest.starts_with("...");
            let address = match (scheme, permalink.source) {
                (true, _) => url.to_owned(),
                // As each network completes them.
                (false, Source::Bluesky) => format!("https://{url}"),
                (false, _) => format!("http://{url}"),
            };
            let (_, host) = link::target(&address)?;
            if cut || host == "t.co" {
                return None;
            }
            link::link(url, &address)?
        }
        EntityKind::Hashtag { tag } => SpanKind::Hashtag {
            tag: tag.to_owned(),
            href: permalink.hashtag(tag),
        },
        EntityKind::Mention { handle, .. } => SpanKind::Mention {
            handle: handle.to_owned(),
            href: permalink.profile(handle),
        },
        EntityKind::Cashtag { symbol } => SpanKind::Cashtag {
            symbol: symbol.to_owned(),
            href: x::cashtag_url(symbol),
        },
    })
}
