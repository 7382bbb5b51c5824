//! Emoji and portraits of a post archived again that could no longer be had.

use kiosque_model::Post;
use kiosque_model::post::{PostAuthor, Span, SpanKind};

/// Keeps the pictures of an account.
pub(super) fn keep_author(before: &PostAuthor, now: &mut PostAuthor) {
    if now.avatar.is_none() {
        now.avatar.clone_from(&before.avatar);
    }
    for emoji in &before.name_emoji {
        let is_there = now
            .name_emoji
            .iter()
            .any(|known| known.shortcode == emoji.shortcode);
        if !is_there && now.name.contains(&format!(":{}:", emoji.shortcode)) {
            now.name_emoji.push(emoji.clone());
        }
    }
}

/// Keeps the emoji of a text, where their names stand in it as mere words now.
pub(super) fn keep_spans(before: &Post, now: &mut Post) {
    let mut known: Vec<&str> = Vec::new();
    for span in &before.spans {
        let SpanKind::CustomEmoji { shortcode, .. } = &span.kind else {
            continue;
        };
        if known.contains(&shortcode.as_str()) {
            continue;
        }
        known.push(shortcode);
        let name = format!(":{shortcode}:");
        for (start, found) in now.text.match_indices(&name) {
            let end = start + found.len();
            let place = now.spans.partition_point(|other| other.end <= start);
            if now.spans.get(place).is_none_or(|other| other.start >= end) {
                let kind = span.kind.clone();
                now.spans.insert(place, Span { start, end, kind });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::tests::post;

    fn emoji(start: usize, end: usize) -> Span {
        let media = Box::new(post("1").media.remove(0));
        Span {
            start,
            end,
            kind: SpanKind::CustomEmoji {
                shortcode: "fusee".into(),
                media,
            },
        }
    }

    #[test]
    fn emoji_come_back_where_their_names_are_and_nothing_else_is() {
        let mut before = post("1");
        before.text = ":fusee: :fusee:".into();
        before.spans = vec![emoji(0, 7), emoji(8, 15)];
        let mut now = post("1");
        now.text = "é:fusee: :fusee: :fusee".into();
        now.spans = vec![Span {
            start: 0,
            end: 3,
            kind: SpanKind::Bold,
        }];
        keep_spans(&before, &mut now);
        let places: Vec<_> = now
            .spans
            .iter()
            .map(|span| (span.start, span.end))
            .collect();
        assert_eq!(places, [(0, 3), (10, 17)]);
        assert_eq!(now.span_faults(), []);
        let again = now.clone();
        keep_spans(&before, &mut now);
        assert_eq!(now, again);
    }
}
