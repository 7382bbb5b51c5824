//! `entities` as v1.1 writes them, which GraphQL, the widget and the data archive kept.

use kiosque_model::post::SpanKind;
use serde_json::Value;

use super::text::{Entity, Mark};
use super::{cashtag_url, hashtag_url, post_at, profile_url};
use crate::json::Part;

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
    let urls = entities.list(&["urls"]).iter().filter_map(|url| {
        let mark = url_mark(url, around)?;
        placed(url, mark)
    });
    let mentions = entities.list(&["user_mentions"]).iter().filter_map(|user| {
        let handle = user.text(&["screen_name"])?;
        let kind = SpanKind::Mention {
            handle: handle.into(),
            href: profile_url(handle),
        };
        placed(user, Mark::Kept(kind))
    });
    let hashtags = entities.list(&["hashtags"]).iter().filter_map(|tag| {
        let word = tag.text(&["text"])?;
        let kind = SpanKind::Hashtag {
            tag: word.into(),
            href: hashtag_url(word),
        };
        placed(tag, Mark::Kept(kind))
    });
    let symbols = entities.list(&["symbols"]).iter().filter_map(|symbol| {
        let word = symbol.text(&["text"])?;
        let kind = SpanKind::Cashtag {
            symbol: word.into(),
            href: cashtag_url(word),
        };
        placed(symbol, Mark::Kept(kind))
    });
    let media = entities
        .list(&["media"])
        .iter()
        .filter_map(|media| placed(media, Mark::Dropped));
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
        href: expanded.into(),
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
    let written = url.text(&["url"])?;
    if around
        .media
        .iter()
        .any(|media| media.text(&["url"]) == Some(written))
    {
        return Some(Mark::Dropped);
    }
    let leads_to = kind.href().and_then(post_at);
    let own = |address: &str| address.contains("/i/web/status/");
    Some(match leads_to {
        Some((_, id)) if Some(id.as_str()) == around.quote => Mark::Quote(kind),
        // A text that was cut ends with the address of the whole post.
        Some((_, id)) if id == around.id && kind.href().is_some_and(own) => Mark::Dropped,
        _ => Mark::Kept(kind),
    })
}

fn placed(entity: &Value, mark: Mark) -> Option<Entity> {
    let (start, end) = range(entity, "indices")?;
    Some(Entity { start, end, mark })
}

/// A pair of whole numbers, also where they were written as strings.
pub fn range(value: &Value, key: &str) -> Option<(u64, u64)> {
    let whole = |value: &Value| value.count(&[]);
    match value.list(&[key]) {
        [start, end] => Some((whole(start)?, whole(end)?)),
        _ => None,
    }
}
