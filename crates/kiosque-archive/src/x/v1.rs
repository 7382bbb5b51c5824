//! X: statuses of the REST API v1.1 and of its streams.
//!
//! One object, a list, JSON lines, or a search's `statuses`. The text is in one of three modes:
//! `full_text` (extended), `extended_tweet.full_text` (streams), or `text`, which may be cut
//! (compatible).

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use kiosque_catalogue::editor::Refusal;
use kiosque_model::post::Repost;
use serde_json::Value;

use super::status::{Parts, Place, Read, Words, build, display_range, quoted};
use super::user::author;
use super::{id_of, is_id, moment};
use crate::import::{ImportedPost, Outcome, Refused, Request};
use crate::input::Input;
use crate::json::Part;

/// Whether an input holds statuses of v1.1, or its words for why there is none.
pub fn is_of(input: &Input) -> bool {
    matches!(input, Input::Json(_))
        && statuses(input).any(|value| is_status(value) || is_error(value))
}

/// Reads every status of an input.
pub fn read(input: &Input, request: &Request) -> Vec<Outcome> {
    statuses(input)
        .map(|value| outcome(value, request))
        .collect()
}

fn statuses(input: &Input) -> impl Iterator<Item = &Value> {
    input
        .values()
        .iter()
        .flat_map(|value| {
            value
                .as_array()
                .map_or(std::slice::from_ref(value), Vec::as_slice)
        })
        .flat_map(|value| match value.at(&["statuses"]) {
            Some(Value::Array(list)) => list.as_slice(),
            _ => std::slice::from_ref(value),
        })
}

fn is_status(value: &Value) -> bool {
    let has = |key| value.at(&[key]).is_some();
    (has("text") || has("full_text") || has("extended_tweet"))
        && value.at(&["user"]).is_some_and(Value::is_object)
        && (has("id_str") || has("id"))
        && !has("__typename")
        && !has("mediaDetails")
}

/// `errors` of v1.1 have numbers; those of other formats have titles. X's site answers with the same
/// beside `data` that hold nothing.
fn is_error(value: &Value) -> bool {
    let nothing = |data: &Value| data.as_object().is_some_and(serde_json::Map::is_empty);
    value.at(&["data"]).is_none_or(nothing)
        && value.list(&["errors"]).first().is_some_and(|error| {
            error.count(&["code"]).is_some() && error.text(&["message"]).is_some()
        })
}

fn outcome(value: &Value, request: &Request) -> Outcome {
    let counted_at = delivered_at(value)
        .unwrap_or(request.captured_at)
        .to_string();
    let read = if is_error(value) {
        Err(error(value))
    } else if value.at(&["delete", "status"]).is_some() {
        Err(Refusal::Deleted)
    } else if let Some(kind) = only_key(value) {
        Err(Refusal::NotAPost { kind })
    } else {
        status(value, request, &counted_at, Place::Own)
    };
    match read {
        Ok((post, losses)) => Ok(ImportedPost {
            post,
            raw: serde_json::to_vec(value).unwrap_or_default(),
            losses,
        }),
        Err(why) => Err(Refused {
            id: [&["id_str"][..], &["id"], &["delete", "status", "id_str"]]
                .into_iter()
                .find_map(|path| value.id(path))
                .filter(|id| is_id(id))
                .map(str::to_owned),
            why,
        }),
    }
}

/// When a stream delivered a status: its counts are of that moment.
fn delivered_at(value: &Value) -> Option<Timestamp> {
    let milliseconds = i64::try_from(value.count(&["timestamp_ms"])?).ok()?;
    Timestamp::from_millisecond(milliseconds).ok()
}

/// What the numbers of v1.1's errors mean.
fn error(value: &Value) -> Refusal {
    let error = value.list(&["errors"]).first().unwrap_or(&Value::Null);
    match error.count(&["code"]) {
        Some(63) => Refusal::Suspended,
        Some(179) => Refusal::Protected,
        _ => Refusal::Gone {
            reason: error.text(&["message"]).unwrap_or_default().into(),
        },
    }
}

fn status(value: &Value, request: &Request, counted_at: &str, place: Place) -> Read {
    let id = id_of(value, &["id_str", "id"])?;
    let user = value.at(&["user"]).ok_or_else(|| Refusal::MissingField {
        field: "user".into(),
    })?;
    if let Some(inner) = value.at(&["retweeted_status"])
        && place == Place::Own
    {
        let author = author(user)?;
        let (mut post, losses) = status(inner, request, counted_at, Place::Reposted)?;
        post.repost_by = Some(Repost {
            author,
            at: value
                .text(&["created_at"])
                .and_then(moment)
                .map(|at| at.to_string()),
        });
        return Ok((post, losses));
    }
    let words = words(value)?;
    let mut losses = Vec::new();
    let quote = quoted(
        value,
        value.at(&["quoted_status"]),
        place,
        &mut losses,
        |inner| status(inner, request, counted_at, Place::Quoted),
    );
    let versions = value.list(&["edit_history", "edit_tweet_ids"]);
    let (post, lost) = build(
        Parts {
            id,
            status: value,
            user,
            words,
            quoted: quote,
            card: value.at(&["card"]),
            versions: versions.iter().filter_map(Value::as_str).collect(),
            counted_at,
        },
        request,
    )?;
    losses.extend(lost);
    Ok((post, losses))
}

fn words(value: &Value) -> Result<Words<'_>, Refusal> {
    let modes = [
        value
            .at(&["extended_tweet"])
            .and_then(|inner| Some((inner, string(inner, "full_text")?))),
        string(value, "full_text").map(|text| (value, text)),
    ];
    let whole = modes.into_iter().flatten().next();
    let (holder, text) = whole
        .or_else(|| Some((value, string(value, "text")?)))
        .ok_or_else(|| Refusal::MissingField {
            field: "full_text".into(),
        })?;
    let media = [
        holder.list(&["extended_entities", "media"]),
        value.list(&["extended_entities", "media"]),
        holder.list(&["entities", "media"]),
    ];
    Ok(Words {
        text,
        escaped: true,
        visible: display_range(holder),
        entities: holder.at(&["entities"]).unwrap_or(&Value::Null),
        formatting: Vec::new(),
        media: media
            .into_iter()
            .find(|list| !list.is_empty())
            .unwrap_or_default(),
        truncated: whole.is_none() && value.is_true(&["truncated"]),
    })
}

/// A string, be it empty: a photo may come without words.
fn string<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.at(&[key])?.as_str()
}

/// The key of an object that has one alone, as the notices of a stream do.
fn only_key(value: &Value) -> Option<String> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    object.keys().next().cloned()
}
