//! X, formerly Twitter: what its formats share.

pub mod account;
pub mod card;
pub mod data_archive;
pub mod entities;
pub mod graphql;
pub mod media;
pub mod status;
pub mod syndication;
pub mod text;
pub mod user;
pub mod v1;
pub mod v2;

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::fmt::strtime::BrokenDownTime;
use kiosque_catalogue::editor::{Loss, Refusal};
use kiosque_model::Post;
use kiosque_model::post::{Edited, PostAuthor, Source, UnavailableReason};
use serde_json::Value;
use url::form_urlencoded::byte_serialize;

use crate::draft::{Identity, draft};
use crate::import::Request;
use crate::json::Part;

/// The permalink of a post; the one that leads to it without a handle where there is none.
pub fn post_url(handle: &str, id: &str) -> String {
    if handle.is_empty() {
        format!("https://x.com/i/status/{}", encoded(id))
    } else {
        format!("https://x.com/{}/status/{}", encoded(handle), encoded(id))
    }
}

/// The page of an account.
pub fn profile_url(handle: &str) -> String {
    format!("https://x.com/{}", encoded(handle))
}

/// The page of a hashtag, its `#` left out.
pub fn hashtag_url(tag: &str) -> String {
    format!("https://x.com/hashtag/{}", encoded(tag))
}

/// The page of a stock symbol, its `$` left out.
pub fn cashtag_url(symbol: &str) -> String {
    format!("https://x.com/search?q=%24{}", encoded(symbol))
}

fn encoded(word: &str) -> String {
    // A browser takes these for a way up, `%2E` as well as the sign itself: twice encoded, they are
    // the name of no page.
    if matches!(word, "." | "..") {
        return word.replace('.', "%252E");
    }
    byte_serialize(word.as_bytes()).collect()
}

/// Handle and id in the address of a post, on any of the hosts X had. The handle is empty in
/// `/i/status/…` and `/i/web/status/…`.
pub fn post_at(address: &str) -> Option<(String, String)> {
    let address = url::Url::parse(address).ok()?;
    let host = address.host_str()?;
    let host = ["www.", "mobile.", "m."]
        .into_iter()
        .find_map(|prefix| host.strip_prefix(prefix))
        .unwrap_or(host);
    if !matches!(host, "x.com" | "twitter.com") {
        return None;
    }
    let parts: Vec<&str> = address.path_segments()?.collect();
    let (handle, id) = match parts.as_slice() {
        ["i", "status", id, ..] | ["i", "web", "status", id, ..] => ("", id),
        [handle, "status" | "statuses", id, ..] => (*handle, id),
        _ => return None,
    };
    is_id(id).then(|| (handle.to_owned(), (*id).to_owned()))
}

/// Whether a word is an id of X: digits.
pub fn is_id(word: &str) -> bool {
    !word.is_empty() && word.len() <= 20 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a word can be a handle of X: 15 signs today, up to 20 in its first years.
pub fn is_handle(word: &str) -> bool {
    (1..=20).contains(&word.len())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The id of a post or an account, under the first of these keys that has one.
///
/// # Errors
///
/// Where there is none, where it is written as a number, which may have been rounded, or holds
/// anything but digits.
pub fn id_of<'a>(value: &'a Value, keys: &[&str]) -> Result<&'a str, Refusal> {
    if let Some((key, id)) = keys
        .iter()
        .find_map(|key| value.id(&[key]).map(|id| (key, id)))
    {
        return if is_id(id) {
            Ok(id)
        } else {
            Err(Refusal::WrongField {
                field: (*key).into(),
                found: id.into(),
            })
        };
    }
    let numbered = keys
        .iter()
        .chain(&["id"])
        .any(|key| value.at(&[key]).is_some_and(Value::is_number));
    Err(if numbered {
        Refusal::NumberId
    } else {
        Refusal::MissingField {
            field: keys.first().copied().unwrap_or("id").into(),
        }
    })
}

/// A moment as X writes it: `Wed Oct 10 20:19:24 +0000 2018`, or RFC 3339 in newer formats.
pub fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        BrokenDownTime::parse("%a %b %d %H:%M:%S %z %Y", text)
            .ok()?
            .to_timestamp()
            .ok()
    })
}

/// When an id was given out; nothing for ids from before they held a time.
///
/// Since November 2010 the bits above the 22 lowest count milliseconds from 1288834974657.
pub fn moment_of_id(id: &str) -> Option<Timestamp> {
    let id: u64 = id.parse().ok().filter(|id| *id > 30_000_000_000)?;
    let milliseconds = i64::try_from((id >> 22).checked_add(1_288_834_974_657)?).ok()?;
    Timestamp::from_millisecond(milliseconds).ok()
}

/// The language of a post as BCP 47 has it. X's own codes for "no words", "only a link" and the
/// like read as none.
pub fn lang(code: &str) -> Option<String> {
    let primary = code.split('-').next().unwrap_or_default();
    let letters = (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_lowercase())
        && code.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    // ISO 639-2 keeps qaa to qtz for private use.
    let private = primary.len() == 3 && ("qaa"..="qtz").contains(&primary);
    if !letters || private || matches!(primary, "und" | "zxx" | "mis" | "mul" | "art") {
        return None;
    }
    Some(match code {
        // Codes that ISO 639 withdrew in 1989 and X still writes.
        "in" => "id".into(),
        "iw" => "he".into(),
        "ji" => "yi".into(),
        code => code.into(),
    })
}

/// Which version of an edited post this is, by the ids of all of them.
pub fn edited<'a>(
    ids: impl IntoIterator<Item = &'a str>,
    id: &str,
    losses: &mut Vec<Loss>,
) -> Edited {
    let mut ids: Vec<&str> = ids.into_iter().filter(|id| is_id(id)).collect();
    ids.sort_unstable_by_key(|id| (id.len(), *id));
    ids.dedup();
    if ids.len() < 2 {
        return Edited::None;
    }
    let Some(position) = ids.iter().position(|version| *version == id) else {
        losses.push(Loss::Field {
            field: "edit_tweet_ids".into(),
        });
        return Edited::None;
    };
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Edited::Version {
        n: number(position + 1),
        of: number(ids.len()),
        ids: ids.into_iter().map(str::to_owned).collect(),
    }
}

/// Whether the words are X's own notice in place of a post: no flag says so.
pub fn is_notice(text: &str, handle: &str) -> bool {
    let text = text.trim().replace('\u{2019}', "'");
    let Some(at) = text.find('@') else {
        return false;
    };
    let (before, named) = text.split_at(at);
    let Some(rest) = named
        .get(1..1 + handle.len())
        .filter(|name| name.eq_ignore_ascii_case(handle))
        .and_then(|_| named.get(1 + handle.len()..))
    else {
        return false;
    };
    match before {
        "" => {
            rest.starts_with("'s account has been withheld")
                || rest.starts_with("'s account is temporarily unavailable because it violates")
        }
        "This Tweet from " | "This Post from " | "This post from " => {
            rest.starts_with(" has been withheld")
        }
        _ => false,
    }
}

/// Why a post is not there, by the words X shows in its place.
pub fn tombstone(words: &str) -> Refusal {
    let lower = words.to_lowercase().replace('\u{2019}', "'");
    let says = |part: &str| lower.contains(part);
    if says("suspended") {
        Refusal::Suspended
    } else if says("withheld") {
        Refusal::Withheld
    } else if says("limits who can") || says("protected") || says("not authorized") {
        Refusal::Protected
    } else if says("deleted by") || says("no longer exists") || says("was deleted") {
        Refusal::Deleted
    } else {
        Refusal::Gone {
            reason: words.into(),
        }
    }
}

/// Why a post is not there, by the reason that `TweetUnavailable` gives.
pub fn unavailable(reason: &str) -> Refusal {
    match reason {
        "Suspended" => Refusal::Suspended,
        "Protected" => Refusal::Protected,
        "Deleted" | "Deactivated" | "Offboarded" => Refusal::Deleted,
        "Withheld" => Refusal::Withheld,
        reason => Refusal::Gone {
            reason: reason.into(),
        },
    }
}

/// What a post that quotes it says of a post that is not there.
pub fn reason_of(refusal: &Refusal) -> UnavailableReason {
    match refusal {
        Refusal::Protected | Refusal::Private { .. } => UnavailableReason::Protected,
        Refusal::Suspended => UnavailableReason::Suspended,
        Refusal::Withheld => UnavailableReason::Withheld,
        Refusal::Deleted => UnavailableReason::Deleted,
        Refusal::Gone { .. } => UnavailableReason::Gone,
        _ => UnavailableReason::NeverFetched,
    }
}

/// A post of X without words yet, and what its date gave cause to say.
///
/// # Errors
///
/// Where the moment of publication cannot be read.
pub fn begin(
    id: &str,
    author: PostAuthor,
    created_at: Option<&str>,
    language: Option<&str>,
    request: &Request,
) -> Result<(Post, Vec<Loss>), Refusal> {
    let written = created_at.ok_or_else(|| Refusal::MissingField {
        field: "created_at".into(),
    })?;
    let declared = moment(written).ok_or_else(|| Refusal::WrongField {
        field: "created_at".into(),
        found: written.into(),
    })?;
    let mut losses = Vec::new();
    // They agree within a second; a minute leaves room for versions of an edited post.
    if let Some(observed) = moment_of_id(id)
        && declared.duration_since(observed).unsigned_abs().as_secs() > 60
    {
        losses.push(Loss::Clock {
            declared: declared.to_string(),
            observed: observed.to_string(),
        });
    }
    let identity = Identity {
        source: Source::X,
        id: id.into(),
        url: post_url(&author.handle, id),
    };
    let post = Post {
        lang: language.and_then(lang),
        ..draft(identity, author, declared, request)
    };
    Ok((post, losses))
}
