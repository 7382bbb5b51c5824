//! The parts of a post of API v2: marks, media, poll, link preview.

use kiosque_catalogue::editor::Loss;
use kiosque_model::post::{Card, Media, Poll, PollOption, SpanKind};
use serde_json::{Value, json};
use url::Url;

use super::answer::Answer;
use crate::import::Request;
use crate::json::Part;
use crate::x::entities::link;
use crate::x::media;
use crate::x::text::{Entity, Mark};
use crate::x::{cashtag_url, hashtag_url, moment, post_at, post_url, profile_url};

/// What the marks of one text need to know of its post.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// Id of the post.
    pub id: &'a str,
    /// Id of the post it quotes.
    pub quote: Option<&'a str>,
    /// Whether its media are there: only then do their addresses go.
    pub media: bool,
}

/// The marks of `urls`, `mentions`, `hashtags` and `cashtags`. What has no place or no name is
/// left out.
pub fn marks(entities: &Value, around: Around<'_>) -> Vec<Entity> {
    let named = |list: &'static str, key: &'static str, kind: fn(&str) -> SpanKind| {
        entities.list(&[list]).iter().filter_map(move |entity| {
            let name = entity.text(&[key])?;
            placed(entity, None, Mark::Kept(kind(name)))
        })
    };
    let mentions = named("mentions", "username", |handle| SpanKind::Mention {
        handle: handle.into(),
        href: profile_url(handle),
    });
    let hashtags = named("hashtags", "tag", |tag| SpanKind::Hashtag {
        tag: tag.into(),
        href: hashtag_url(tag),
    });
    let cashtags = named("cashtags", "tag", |symbol| SpanKind::Cashtag {
        symbol: symbol.into(),
        href: cashtag_url(symbol),
    });
    let urls = entities.list(&["urls"]).iter().filter_map(|url| {
        let kind = link(url)?;
        let leads_to = kind.href().and_then(post_at).map(|(_, id)| id);
        let mark = if around.media && is_media(url) || is_itself(url, around.id) {
            Mark::Dropped
        } else if leads_to.is_some() && leads_to.as_deref() == around.quote {
            Mark::Quote(kind)
        } else {
            Mark::Kept(kind)
        };
        placed(url, url.text(&["url"]), mark)
    });
    urls.chain(mentions)
        .chain(hashtags)
        .chain(cashtags)
        .collect()
}

/// Whether a text names its own post, as one that was cut does.
pub fn leads_to_itself(entities: &Value, id: &str) -> bool {
    entities
        .list(&["urls"])
        .iter()
        .any(|url| is_itself(url, id))
}

/// Where a post is that another one quotes: by the address in its text, or by the id alone.
pub fn address_of(value: &Value, id: &str) -> String {
    value
        .list(&["entities", "urls"])
        .iter()
        .filter_map(|url| post_at(url.text(&["expanded_url"])?))
        .find(|(_, quoted)| quoted == id)
        .map_or_else(|| post_url("", id), |(handle, id)| post_url(&handle, &id))
}

/// Media are named by a key, and before 2022 by nothing but what X shows of their address.
fn is_media(url: &Value) -> bool {
    let shown = url.text(&["display_url"]).unwrap_or_default();
    url.text(&["media_key"]).is_some()
        || shown.starts_with("pic.twitter.com/")
        || shown.starts_with("pic.x.com/")
}

fn is_itself(url: &Value, id: &str) -> bool {
    url.text(&["expanded_url"]).is_some_and(|address| {
        address.contains("/i/web/status/") && post_at(address).is_some_and(|(_, own)| own == id)
    })
}

fn placed(entity: &Value, address: Option<&str>, mark: Mark) -> Option<Entity> {
    Some(Entity {
        start: entity.count(&["start"])?,
        end: entity.count(&["end"])?,
        address: address.map(str::to_owned),
        mark,
    })
}

/// The media of a post. Those that the answer left out are told.
pub fn media<'a>(
    answer: &Answer<'a>,
    value: &'a Value,
    request: &Request,
    losses: &mut Vec<Loss>,
) -> Vec<Media> {
    let mut list = Vec::new();
    for (key, media) in answer.media(value) {
        match media {
            Some(media) => list.push(as_v1(media)),
            None => losses.push(Loss::Field {
                field: format!("includes.media {key}"),
            }),
        }
    }
    media::media(&list, request.largest_video, losses)
}

/// A medium with the names that v1.1 gives to the same things.
fn as_v1(media: &Value) -> Value {
    let variants: Vec<Value> = media
        .list(&["variants"])
        .iter()
        .map(|variant| {
            json!({
                "bitrate": variant.get("bit_rate"),
                "content_type": variant.get("content_type"),
                "url": variant.get("url"),
            })
        })
        .collect();
    json!({
        "type": media.get("type"),
        "media_url_https": media.at(&["url"]).or_else(|| media.at(&["preview_image_url"])),
        "ext_alt_text": media.get("alt_text"),
        "original_info": {"width": media.get("width"), "height": media.get("height")},
        "video_info": {"duration_millis": media.get("duration_ms"), "variants": variants},
    })
}

/// The poll of a post, as it stood.
pub fn poll<'a>(answer: &Answer<'a>, value: &'a Value, losses: &mut Vec<Loss>) -> Option<Poll> {
    let Some(poll) = answer.poll(value)? else {
        losses.push(Loss::Field {
            field: "includes.polls".into(),
        });
        return None;
    };
    let mut options: Vec<(u64, PollOption)> = poll
        .list(&["options"])
        .iter()
        .filter_map(|option| {
            let position = option.count(&["position"]).unwrap_or(u64::MAX);
            let option = PollOption {
                label: option.text(&["label"])?.into(),
                votes: option.count(&["votes"]),
            };
            Some((position, option))
        })
        .collect();
    if options.is_empty() {
        losses.push(Loss::Field {
            field: "includes.polls.options".into(),
        });
        return None;
    }
    options.sort_by_key(|(position, _)| *position);
    let options: Vec<PollOption> = options.into_iter().map(|(_, option)| option).collect();
    Some(Poll {
        total: options
            .iter()
            .try_fold(0_u64, |total, option| total.checked_add(option.votes?)),
        options,
        ends_at: poll
            .text(&["end_datetime"])
            .and_then(moment)
            .map(|end| end.to_string()),
        is_final: poll.text(&["voting_status"]) == Some("closed"),
    })
}

/// The preview of the last link that has a title.
pub fn card(value: &Value) -> Option<Card> {
    let note = value.list(&["note_tweet", "entities", "urls"]);
    let url = value
        .list(&["entities", "urls"])
        .iter()
        .chain(note)
        .rfind(|url| url.text(&["title"]).is_some() && !is_media(url))?;
    let address = url
        .text(&["unwound_url"])
        .or_else(|| url.text(&["expanded_url"]))?;
    let target = Url::parse(address)
        .ok()
        .filter(|target| matches!(target.scheme(), "http" | "https"))?;
    let host = target.host_str()?;
    let largest = url
        .list(&["images"])
        .iter()
        .max_by_key(|image| image.count(&["width"]).unwrap_or(0));
    let image = largest.and_then(|image| {
        let pixels = |key| {
            image
                .count(&[key])
                .and_then(|count| u32::try_from(count).ok())
                .unwrap_or(0)
        };
        media::photo(
            image.text(&["url"])?,
            (pixels("width"), pixels("height")),
            None,
        )
    });
    Some(Card {
        url: address.into(),
        title: url.text(&["title"])?.into(),
        description: url.text(&["description"]).unwrap_or_default().into(),
        domain: host.strip_prefix("www.").unwrap_or(host).into(),
        image,
    })
}
