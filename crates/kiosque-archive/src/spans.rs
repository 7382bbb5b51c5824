//! Keeping the spans that can be used.

use kiosque_catalogue::editor::Loss;
use kiosque_model::Post;
use kiosque_model::post::Span;

use crate::link::target;

/// Puts spans into a post: sorted, disjoint, on character boundaries, each reading as its kind
/// demands and leading to the web alone. What fails is left as text and told.
///
/// Of two that begin together the longer is kept, of two that overlap the earlier.
pub fn settle(post: &mut Post, mut spans: Vec<Span>, losses: &mut Vec<Loss>) {
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    // Photos of one post share one address: the same span, once a photo.
    spans.dedup();
    post.spans.clear();
    let mut reached = 0;
    for span in spans {
        let Some(text) = post
            .text
            .get(span.start..span.end)
            .filter(|text| !text.is_empty())
        else {
            losses.push(Loss::SpanOutside {
                start: span.start,
                end: span.end,
            });
            continue;
        };
        if span.start < reached {
            losses.push(Loss::SpanOverlap { text: text.into() });
            continue;
        }
        if let Some(href) = span.kind.href()
            && target(href).is_none()
        {
            losses.push(Loss::Address { href: href.into() });
            continue;
        }
        if !span.kind.reads_as(text) {
            losses.push(Loss::SpanMismatch { text: text.into() });
            continue;
        }
        reached = span.end;
        post.spans.push(span);
    }
}
