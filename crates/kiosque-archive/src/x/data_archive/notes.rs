//! The long posts of X's data archive: `note-tweet.js`.
//!
//! `tweets.js` cuts a long post, and this file has the whole text under another id. Nothing links
//! the two but the second they were written in and the words they begin with. The shape is what
//! public readers of archives agree on; X documents none.

use jiff::Timestamp;
use kiosque_catalogue::editor::Loss;
use kiosque_model::Post;
use kiosque_model::post::{Quote, SpanKind, UnavailableReason};
use serde_json::{Value, json};

use crate::entities::{EntityKind, Grammar, entities};
use crate::import::{Import, ImportedPost, Request};
use crate::input::Input;
use crate::json::Part;
use crate::spans::settle;
use crate::x::entities::link;
use crate::x::text::{Entity, Mark, Raw, Unit, cut, visible};
use crate::x::{cashtag_url, hashtag_url, moment, post_at, post_url, profile_url};

/// A long text.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    written: Timestamp,
    value: Value,
}

/// The long texts of `note-tweet.js`; none where the bytes are another file.
pub fn notes(bytes: &[u8]) -> Vec<Note> {
    match Input::read(bytes) {
        Ok(Input::Assigned(name, items)) if name.starts_with("YTD.note_tweet.") => items
            .iter()
            .filter_map(|json| note(&serde_json::from_str(json).ok()?))
            .collect(),
        _ => Vec::new(),
    }
}

/// Gives the posts of an import their whole text, where these notes have it. What is kept of the
/// input is then two lines: the post and its note.
pub fn lengthen(import: &mut Import, notes: &[Note], request: &Request) {
    for imported in &mut import.posts {
        if lengthen_one(imported, notes) {
            imported.post.provenance = Some(request.provenance(import.format, &imported.raw));
        }
    }
}

/// A note among the entries of a file.
pub(super) fn note(entry: &Value) -> Option<Note> {
    let value = entry.at(&["noteTweet"])?;
    value.text(&["core", "text"])?;
    Some(Note {
        written: moment(value.text(&["createdAt"])?)?,
        value: value.clone(),
    })
}

/// Whether a note had the whole text of a post, which it then has.
pub(super) fn lengthen_one(imported: &mut ImportedPost, notes: &[Note]) -> bool {
    let post = &mut imported.post;
    let Some(created) = moment(&post.created_at) else {
        return false;
    };
    // A text passed on is never in the archive of the one who passed it on.
    if post.repost_by.is_some() {
        return false;
    }
    for note in notes {
        let apart = note.written.duration_since(created).unsigned_abs();
        if apart.as_secs() > 1 {
            continue;
        }
        let reply = post.reply_to.as_ref().is_some_and(|to| to.id.is_some());
        let Some(text) = note.value.text(&["core", "text"]) else {
            continue;
        };
        let quoted = quoted(&note.value, text);
        let marks = marks(
            &note.value,
            text,
            quoted.as_ref().map(|(_, id)| id.as_str()),
        );
        let range = visible(text, Unit::CodePoints, &marks, reply);
        let whole = cut(Raw {
            text,
            escaped: false,
            unit: Unit::CodePoints,
            visible: Some(range),
            entities: marks,
        });
        if !begins(post, &whole.text) {
            continue;
        }
        post.text = whole.text;
        post.truncated = false;
        if let Some((handle, id)) = quoted
            && post.quote.is_none()
        {
            post.quote = Some(Quote::Unavailable {
                reason: UnavailableReason::NeverFetched,
                url: Some(post_url(&handle, &id)),
            });
        }
        imported.losses.retain(|loss| *loss != Loss::Truncated);
        imported.losses.extend(whole.losses);
        settle(post, whole.spans, &mut imported.losses);
        imported.raw.push(b'\n');
        let line = json!({ "noteTweet": note.value }).to_string();
        imported.raw.extend(line.into_bytes());
        return true;
    }
    false
}

/// Whether a post is the beginning of a longer text. X's redirects differ between the two.
fn begins(post: &Post, whole: &str) -> bool {
    let short = post.text.trim_end().trim_end_matches('…').trim_end();
    let words = short.split("https://t.co/").next().unwrap_or_default();
    !words.trim().is_empty() && whole.starts_with(words) && whole.len() > short.len()
}

/// Handle and id of the post that a note quotes, whose address ends it.
fn quoted(note: &Value, text: &str) -> Option<(String, String)> {
    let last = note.list(&["core", "urls"]).iter().find(|url| {
        url.text(&["shortUrl"])
            .is_some_and(|address| text.trim_end().ends_with(address))
    })?;
    post_at(last.text(&["expandedUrl"])?)
}

fn marks(note: &Value, text: &str, quoted: Option<&str>) -> Vec<Entity> {
    let given = |entity: &Value, address: Option<&str>, kind: SpanKind| {
        let leads_to = kind.href().and_then(post_at).map(|(_, id)| id);
        Some(Entity {
            start: entity.count(&["fromIndex"])?,
            end: entity.count(&["toIndex"])?,
            address: address.map(str::to_owned),
            mark: if leads_to.is_some() && leads_to.as_deref() == quoted {
                Mark::Quote(kind)
            } else {
                Mark::Kept(kind)
            },
        })
    };
    let urls = note.list(&["core", "urls"]).iter().filter_map(|url| {
        let v1 = json!({
            "url": url.get("shortUrl"),
            "expanded_url": url.get("expandedUrl"),
            "display_url": url.get("displayUrl"),
        });
        given(url, url.text(&["shortUrl"]), link(&v1)?)
    });
    let mentions = note.list(&["core", "mentions"]).iter().filter_map(|user| {
        let handle = user.text(&["screenName"])?;
        let kind = SpanKind::Mention {
            handle: handle.into(),
            href: profile_url(handle),
        };
        given(user, None, kind)
    });
    // Points are counted on from the tag before, and not from the beginning for each.
    let (mut reached, mut points) = (0, 0_u64);
    let mut point = |at: usize| {
        points += text.get(reached..at)?.chars().count() as u64;
        reached = at;
        Some(points)
    };
    // Tags are named, if at all, without their place.
    let tags = entities(text, Grammar::X).into_iter().filter_map(|found| {
        let kind = match found.kind {
            EntityKind::Hashtag { tag } => SpanKind::Hashtag {
                tag: tag.into(),
                href: hashtag_url(tag),
            },
            EntityKind::Cashtag { symbol } => SpanKind::Cashtag {
                symbol: symbol.into(),
                href: cashtag_url(symbol),
            },
            _ => return None,
        };
        Some(Entity {
            start: point(found.start)?,
            end: point(found.end)?,
            address: None,
            mark: Mark::Kept(kind),
        })
    });
    urls.chain(mentions).chain(tags).collect()
}
