//! `entities` as v1.1 writes them, which GraphQL, the widget and the data archive kept.

use std::collections::HashSet;

use kiosque_model::post::SpanKind;
use serde_json::Value;

use super::text::{Entity, Mark};
use super::{cashtag_url, hashtag_url, post_at, profile_url};
use crate::json::Part;
use crate::link::target;

/// What the marks of one text need to know of its post.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around<'a> {
    /// Id of the post, whose own address says nothing when it stands in its text.
    pub id: &'a str,
    /// Id of the quoted post, where the quote is shown.
    pub quote: Option<&'a str>,
    /// The media of the post: their addresses are left out.
    pub media: &'a [Value],
}

/// The marks of `urls`, `user_mentions`, `hashtags`, `symbols` and `media`, and of the post's own
/// media. What has no place or no name is left out.
pub fn marks(entities: &Value, around: Around<'_>) -> Vec<Entity> {
    let of_media: HashSet<&str> = around
        .media
        .iter()
        .filter_map(|media| media.text(&["url"]))
        .collect();
    let urls = entities.list(&["urls"]).iter().filter_map(|url| {
        let mark = if of_media.contains(url.text(&["url"])?) {
            Mark::Dropped
        } else {
            url_mark(url, around)?
        };
        placed(url, url.text(&["url"]), mark)
    });
    let mentions = entities.list(&["user_mentions"]).iter().filter_map(|user| {
        let handle = user.text(&["screen_name"])?;
        let kind = SpanKind::Mention {
            handle: handle.into(),
            href: profile_url(handle),
        };
        placed(user, None, Mark::Kept(kind))
    });
    let hashtags = entities.list(&["hashtags"]).iter().filter_map(|tag| {
        let word = tag.text(&["text"])?;
        let kind = SpanKind::Hashtag {
            tag: word.into(),
            href: hashtag_url(word),
        };
        placed(tag, None, Mark::Kept(kind))
    });
    let symbols = entities.list(&["symbols"]).iter().filter_map(|symbol| {
        let word = symbol.text(&["text"])?;
        let kind = SpanKind::Cashtag {
            symbol: word.into(),
            href: cashtag_url(word),
        };
        placed(symbol, None, Mark::Kept(kind))
    });
    let media = entities
        .list(&["media"])
        .iter()
        .filter_map(|media| placed(media, Some(media.text(&["url"])?), Mark::Dropped));
    urls.chain(mentions)
        .chain(hashtags)
        .chain(symbols)
        .chain(media)
        .collect()
}

/// The link of a `urls` entity: where it leads, what X shows, and X's redirect.
pub fn link(url: &Value) -> Option<SpanKind> {
    let written = url.text(&["url"])?;
    let expanded = url
        .text(&["expanded_url"])
        .or_else(|| url.text(&["unwound", "url"]))
        .unwrap_or(written);
    let bare = |address: &str| {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        rest.strip_prefix("www.").unwrap_or(rest).to_owned()
    };
    Some(SpanKind::Link {
        // What leads nowhere is left for the post's own reading to tell.
        href: target(expanded).map_or_else(|| expanded.into(), |(href, _)| href),
        display: url
            .text(&["display_url"])
            .map_or_else(|| bare(expanded), str::to_owned),
        tco: is_tco(written).then(|| written.into()),
    })
}

/// Whether an address is X's redirect.
pub fn is_tco(address: &str) -> bool {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    rest.get(..5)
        .is_some_and(|host| host.eq_ignore_ascii_case("t.co/"))
}

fn url_mark(url: &Value, around: Around<'_>) -> Option<Mark> {
    let kind = link(url)?;
    let leads_to = kind.href().and_then(post_at);
    let own = |address: &str| address.contains("/i/web/status/");
    Some(match leads_to {
        Some((_, id)) if Some(id.as_str()) == around.quote => Mark::Quote(kind),
        // A text that was cut ends with the address of the whole post.
        Some((_, id)) if id == around.id && kind.href().is_some_and(own) => Mark::Dropped,
        _ => Mark::Kept(kind),
    })
}

fn placed(entity: &Value, address: Option<&str>, mark: Mark) -> Option<Entity> {
    let (start, end) = range(entity, "indices")?;
    Some(Entity {
        start,
        end,
        address: address.map(str::to_owned),
        mark,
    })
}

/// A pair of whole numbers, also where they were written as strings.
pub fn range(value: &Value, key: &str) -> Option<(u64, u64)> {
    let whole = |value: &Value| value.count(&[]);
    match value.list(&[key]) {
        [start, end] => Some((whole(start)?, whole(end)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn places_may_be_strings_and_lists_may_be_anything() {
        let entities = json!({"hashtags": {}, "symbols": null, "media": [],
            "user_mentions": [{"screen_name": "camille_demo", "indices": ["3", "16"]},
                {"screen_name": "sans_place"}, {"indices": [0, 3]}, null]});
        let marks = marks(&entities, Around::default());
        assert_eq!(
            marks,
            [Entity {
                start: 3,
                end: 16,
                address: None,
                mark: Mark::Kept(SpanKind::Mention {
                    handle: "camille_demo".into(),
                    href: "https://x.com/camille_demo".into(),
                }),
            }]
        );
    }

    #[test]
    fn the_address_of_media_of_a_quote_and_of_the_post_itself() {
        let url = |tco: &str, expanded: &str| json!({"urls": [{"url": tco, "expanded_url": expanded, "indices": [0, 9]}]});
        let media = [json!({"url": "https://t.co/photo"})];
        let around = Around {
            id: "12",
            quote: Some("34"),
            media: &media,
        };
        let mark = |entities: Value| marks(&entities, around).remove(0).mark;
        let own = "https://twitter.com/i/web/status/12";
        assert_eq!(
            mark(url(
                "https://t.co/photo",
                "https://x.com/a/status/9/photo/1"
            )),
            Mark::Dropped
        );
        assert_eq!(mark(url("https://t.co/a", own)), Mark::Dropped);
        assert!(matches!(
            mark(url(
                "https://t.co/a",
                "https://twitter.com/a/status/34?s=20"
            )),
            Mark::Quote(_)
        ));
        for kept in [
            "https://twitter.com/a/status/12",
            "https://x.com/a/status/345",
            "https://exemple.example/34",
        ] {
            assert!(
                matches!(mark(url("https://t.co/a", kept)), Mark::Kept(_)),
                "{kept}"
            );
        }
    }

    #[test]
    fn links_from_before_the_redirect_show_their_host_and_path() {
        let old = json!({"url": "http://www.exemple.example/2009?a=b", "expanded_url": null});
        assert_eq!(
            link(&old),
            Some(SpanKind::Link {
                href: "http://www.exemple.example/2009?a=b".into(),
                display: "exemple.example/2009?a=b".into(),
                tco: None,
            })
        );
        assert!(is_tco("HTTPS://T.CO/a") && !is_tco("https://t.com/a") && !is_tco("t.co/a"));
    }
}
