//! X's data archive: `tweets.js`, `tweet.js` before 2022, `tweets-part1.js` and on.
//!
//! The archive is that of one member and does not say whose posts it holds: `account.js` does.
//! Every number is a string, texts are whole, with the mentions at the head of a reply and the
//! addresses of media at the end. A post that was passed on is there as `RT @handle: …` alone.

pub mod notes;
#[cfg(test)]
mod tests;

use kiosque_catalogue::editor::{Loss, Refusal};
use kiosque_model::Post;
use kiosque_model::post::{Media, Quote, UnavailableReason};
use serde_json::{Value, json};
use url::Url;

use super::account::{self, reposted};
use super::status::{self, Parts, Quoted, Words, of_v1, passed_on_by};
use super::{id_of, post_at, post_url};
use crate::import::{Account, ImportedPost, Outcome, Refused, Request};
use crate::input::{Input, malformed};
use crate::json::Part;

/// What the archive calls the posts in communities.
const COMMUNITY: &str = "community_tweet";

/// Whether an input has the marks of this format: any file of the archive, or the posts of one
/// with the assignment in front of them taken off.
pub fn is_of(input: &Input) -> bool {
    match input {
        Input::Assigned(name, _) => name.starts_with("YTD."),
        Input::Json(_) => entries(input)
            .next()
            .is_some_and(|entry| entry.at(&["tweet", "full_text"]).is_some()),
        Input::Text(_) => false,
    }
}

/// Reads every post. Of an archive, which may hold a hundred thousand, one at a time is more than
/// text.
pub fn read(input: &Input, request: &Request) -> Vec<Outcome> {
    let refused = |why| Err(Refused { id: None, why });
    if let Input::Assigned(name, _) = input
        && !holds_posts(name)
    {
        return vec![refused(Refusal::NotAPost { kind: name.clone() })];
    }
    let Some(account) = &request.account else {
        return vec![refused(Refusal::NoAccount)];
    };
    if let Input::Assigned(name, items) = input {
        let outcome = |json: &str| match serde_json::from_str(json) {
            Ok(entry) => outcome(&entry, json.into(), kind(name), account, request),
            Err(error) => refused(malformed(&error)),
        };
        return items.iter().map(|json| outcome(json)).collect();
    }
    // A post that was kept with its note is read again with it.
    let notes: Vec<_> = entries(input).filter_map(notes::note).collect();
    entries(input)
        .filter(|entry| entry.get("noteTweet").is_none())
        .map(|entry| {
            let raw = entry.to_string().into_bytes();
            let mut imported = outcome(entry, raw, None, account, request)?;
            notes::lengthen_one(&mut imported, &notes);
            Ok(imported)
        })
        .collect()
}

fn outcome(
    entry: &Value,
    raw: Vec<u8>,
    kind: Option<&str>,
    account: &Account,
    request: &Request,
) -> Outcome {
    let tweet = entry.at(&["tweet"]).unwrap_or(entry);
    match one(tweet, account, request) {
        Ok((mut post, losses)) => {
            let folder = folder(kind, tweet);
            for media in &mut post.media {
                as_kept(media, folder, &post.id);
            }
            Ok(ImportedPost { post, raw, losses })
        }
        Err(why) => Err(Refused {
            id: tweet.id(&["id_str"]).map(str::to_owned),
            why,
        }),
    }
}

/// The account of an archive: `account.js`.
pub fn account(bytes: &[u8]) -> Option<Account> {
    let Ok(Input::Assigned(name, items)) = Input::read(bytes) else {
        return None;
    };
    if !name.starts_with("YTD.account.") {
        return None;
    }
    let entry: Value = serde_json::from_str(items.first()?).ok()?;
    let account = entry.at(&["account"])?;
    let handle = account.text(&["username"])?;
    Some(Account {
        id: account
            .id(&["accountId"])
            .filter(|id| super::is_id(id))
            .unwrap_or_default()
            .into(),
        handle: handle.into(),
        name: account
            .text(&["accountDisplayName"])
            .unwrap_or(handle)
            .into(),
    })
}

/// Whether the file of this name is one of those that hold posts. What its author deleted is in
/// another.
fn holds_posts(name: &str) -> bool {
    matches!(kind(name), Some("tweet" | "tweets" | COMMUNITY))
}

fn kind(name: &str) -> Option<&str> {
    name.strip_prefix("YTD.")?.split('.').next()
}

/// The folder of an entry's media. Where the file's name was taken off, as of what is kept of an
/// entry, its community tells.
fn folder(kind: Option<&str>, tweet: &Value) -> &'static str {
    let of_community = match kind {
        Some(kind) => kind == COMMUNITY,
        None => tweet.at(&["community_id_str"]).is_some(),
    };
    if of_community {
        "community_tweet_media"
    } else {
        "tweets_media"
    }
}

fn entries(input: &Input) -> impl Iterator<Item = &Value> {
    input.values().iter().flat_map(|value| match value {
        Value::Array(entries) => entries.as_slice(),
        entry => std::slice::from_ref(entry),
    })
}

fn one(tweet: &Value, account: &Account, request: &Request) -> Result<(Post, Vec<Loss>), Refusal> {
    let id = id_of(tweet, &["id_str", "id"])?;
    let text = ["full_text", "text"]
        .iter()
        .find_map(|key| tweet.get(key).and_then(Value::as_str))
        .ok_or_else(|| Refusal::MissingField {
            field: "full_text".into(),
        })?;
    let old = reposted(text);
    let media = media(tweet);
    let versions = versions(tweet);
    let quoted = quoted(tweet, id, text, &media);
    let shown = quoted.as_ref().map(|(handle, id)| {
        Box::new(Quote::Unavailable {
            reason: UnavailableReason::NeverFetched,
            url: Some(post_url(handle, id)),
        })
    });
    let counted_at = request.captured_at.to_string();
    let parts = Parts {
        id,
        status: &status(tweet, quoted.as_ref().map(|(_, id)| id.as_str())),
        user: &old.map_or_else(
            || user(account),
            |(handle, _)| account::passed_on(tweet, handle),
        ),
        words: Words {
            text,
            escaped: true,
            visible: old.map(|(_, start)| (start, text.chars().count() as u64)),
            entities: tweet.at(&["entities"]).unwrap_or(&Value::Null),
            formatting: Vec::new(),
            media: &media,
            truncated: old.is_some()
                || tweet.is_true(&["truncated"])
                || (versions.len() < 2 && leads_to_itself(tweet, id)),
        },
        quoted: shown.map_or(Quoted::Nothing, Quoted::Shown),
        card: None,
        versions,
        counted_at: &counted_at,
    };
    let (mut post, losses) = status::build(parts, request)?;
    if old.is_some() {
        passed_on_by(&mut post, account::of(account));
    }
    Ok((post, losses))
}

/// What a status needs of an entry, and the id that it quotes, which no entry says.
fn status(tweet: &Value, quoted: Option<&str>) -> Value {
    let mut status = of_v1(tweet);
    if let Some(quoted) = quoted {
        status.insert("quoted_status_id_str".into(), quoted.into());
    }
    Value::Object(status)
}

/// The owner of the archive as v1.1 writes an account.
fn user(account: &Account) -> Value {
    json!({"id_str": account.id, "screen_name": account.handle, "name": account.name})
}

/// The ids of the versions of a post.
fn versions(tweet: &Value) -> Vec<&str> {
    let edited = tweet.list(&["edit_info", "edit", "editControlInitial", "editTweetIds"]);
    let initial = tweet.list(&["edit_info", "initial", "editTweetIds"]);
    edited
        .iter()
        .chain(initial)
        .filter_map(Value::as_str)
        .collect()
}

/// Whether a text ends with the address of the whole post, as one that was cut does.
fn leads_to_itself(tweet: &Value, id: &str) -> bool {
    tweet.list(&["entities", "urls"]).iter().any(|url| {
        url.text(&["expanded_url"]).is_some_and(|address| {
            address.contains("/i/web/status/") && post_at(address).is_some_and(|(_, own)| own == id)
        })
    })
}

/// Handle and id of the post that an entry quotes: no field names it, but its address ends the
/// text, with that of media alone behind it.
fn quoted(tweet: &Value, id: &str, text: &str, media: &[Value]) -> Option<(String, String)> {
    let mut text = text.trim_end();
    let last = |text: &str| {
        tweet.list(&["entities", "urls"]).iter().find(|url| {
            url.text(&["url"])
                .is_some_and(|address| text.ends_with(address))
        })
    };
    while let Some(before) = media
        .iter()
        .find_map(|media| text.strip_suffix(media.text(&["url"])?))
    {
        text = before.trim_end();
    }
    let (handle, quoted) = post_at(last(text)?.text(&["expanded_url"])?)?;
    (quoted != id).then_some((handle, quoted))
}

/// The media of an entry. Of a video's files the archive holds the best one alone.
fn media(tweet: &Value) -> Vec<Value> {
    let list = match tweet.list(&["extended_entities", "media"]) {
        [] => tweet.list(&["entities", "media"]),
        list => list,
    };
    list.iter()
        .map(|media| {
            let variants = media.list(&["video_info", "variants"]);
            let best = variants
                .iter()
                .filter(|variant| variant.text(&["content_type"]) == Some("video/mp4"))
                .max_by_key(|variant| variant.count(&["bitrate"]).unwrap_or(0));
            let mut media = media.clone();
            if let Some(best) = best
                && let Some(info) = media.get_mut("video_info").and_then(Value::as_object_mut)
            {
                info.insert("variants".into(), json!([best]));
            }
            media
        })
        .collect()
}

/// The file of a medium in the archive: its post's id and the last part of its address.
fn as_kept(media: &mut Media, folder: &str, id: &str) {
    let name = Url::parse(&media.file).ok().and_then(|address| {
        let name = address.path_segments()?.next_back()?;
        (!name.is_empty()).then(|| name.to_owned())
    });
    if let Some(name) = name {
        media.file = format!("{folder}/{id}-{name}");
    }
}
