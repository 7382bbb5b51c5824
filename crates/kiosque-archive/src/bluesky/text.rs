//! Facets: ranges of UTF-8 bytes, with what stands there.

use kiosque_catalogue::editor::Loss;
use kiosque_model::post::{Span, SpanKind};
use serde_json::Value;

use super::address::profile;
use crate::json::Part;
use crate::link::{below, link};

/// The spans that facets announce in a text. What cannot be one is told.
pub(super) fn spans(text: &str, facets: &[Value], losses: &mut Vec<Loss>) -> Vec<Span> {
    facets
        .iter()
        .filter_map(|facet| match span(text, facet) {
            Ok(span) => Some(span),
            Err(loss) => {
                losses.push(loss);
                None
            }
        })
        .collect()
}

fn span(text: &str, facet: &Value) -> Result<Span, Loss> {
    let edge = |name| {
        facet
            .count(&["index", name])
            .and_then(|edge| usize::try_from(edge).ok())
            .ok_or_else(|| Loss::Field {
                field: format!("facets.index.{name}"),
            })
    };
    let (start, end) = (edge("byteStart")?, edge("byteEnd")?);
    let words = text
        .get(start..end)
        .filter(|words| !words.is_empty())
        .ok_or(Loss::SpanOutside { start, end })?;
    let features = facet.list(&["features"]);
    let kind = features
        .iter()
        .find_map(|feature| kind(words, feature))
        .unwrap_or_else(|| {
            Err(Loss::Field {
                field: features
                    .first()
                    .and_then(|feature| feature.text(&["$type"]))
                    .unwrap_or("facets.features")
                    .to_owned(),
            })
        })?;
    Ok(Span { start, end, kind })
}

/// What a feature makes of some words; none where it is of a kind that is not known.
fn kind(words: &str, feature: &Value) -> Option<Result<SpanKind, Loss>> {
    let missing = || Loss::SpanMismatch { text: words.into() };
    Some(match feature.text(&["$type"])? {
        "app.bsky.richtext.facet#link" => {
            let address = feature.text(&["uri"]).unwrap_or_default();
            link(words, address).ok_or_else(|| Loss::Address {
                href: address.into(),
            })
        }
        "app.bsky.richtext.facet#mention" => {
            let did = feature.text(&["did"]).filter(|did| did.starts_with("did:"));
            match (words.strip_prefix(['@', '＠']), did) {
                (Some(handle), Some(did)) if !handle.is_empty() => Ok(SpanKind::Mention {
                    handle: handle.to_owned(),
                    href: profile(did),
                }),
                // Other words that lead to an account are a link like another.
                (None, Some(did)) => link(words, &profile(did)).ok_or_else(missing),
                _ => Err(missing()),
            }
        }
        "app.bsky.richtext.facet#tag" => feature
            .text(&["tag"])
            .map(|tag| tag.trim_start_matches(['#', '＃']))
            .filter(|tag| !tag.is_empty())
            .map(|tag| SpanKind::Hashtag {
                tag: tag.to_owned(),
                href: below("https://bsky.app/hashtag", &[tag]),
            })
            .ok_or_else(missing),
        _ => return None,
    })
}
