//! What X's own widget asks for: `tweet-result`.
//!
//! It is a status of v1.1 with other names for some of its parts, and with one trap: its ranges
//! count code points, but for the one that says what is shown, which counts UTF-16 units.

#[cfg(test)]
mod tests;

use kiosque_catalogue::editor::Refusal;
use serde_json::{Value, json};

use super::entities::range;
use super::status::{Parts, Place, Read, Words, build, of_v1, quoted};
use super::{id_of, post_url, tombstone, unavailable};
use crate::import::{ImportedPost, Outcome, Refused, Request};
use crate::input::Input;
use crate::json::Part;

/// Whether an input has the marks of this format. `{}` is what the widget is given for a post
/// that is not there.
pub fn is_of(input: &Input) -> bool {
    let nothing = |value: &Value| value.as_object().is_some_and(serde_json::Map::is_empty);
    let mut all = answers(input).peekable();
    (all.peek().is_some() && all.all(nothing)) || answers(input).any(is_answer)
}

/// The answers of an input: one, one a line, or several in a list.
fn answers(input: &Input) -> impl Iterator<Item = &Value> {
    input.values().iter().flat_map(|value| match value {
        Value::Array(values) => values.as_slice(),
        value => std::slice::from_ref(value),
    })
}

fn is_answer(value: &Value) -> bool {
    let kind = value.text(&["__typename"]);
    let of_graphql = value.get("legacy").is_some() || value.get("rest_id").is_some();
    match kind {
        Some("TweetTombstone" | "TweetUnavailable") => true,
        Some("Tweet") => !of_graphql && value.get("id_str").is_some(),
        // Files that were stored without the name of their type.
        None => {
            value.get("id_str").is_some()
                && value.text(&["user", "screen_name"]).is_some()
                && (value.get("mediaDetails").is_some() || value.get("news_action_type").is_some())
        }
        Some(_) => false,
    }
}

/// Reads every answer.
pub fn read(input: &Input, request: &Request) -> Vec<Outcome> {
    answers(input)
        .map(|value| {
            let (post, losses) = one(value, request, Place::Own).map_err(|why| Refused {
                id: value.id(&["id_str"]).map(str::to_owned),
                why,
            })?;
            Ok(ImportedPost {
                post,
                raw: value.to_string().into_bytes(),
                losses,
            })
        })
        .collect()
}

fn one(value: &Value, request: &Request, place: Place) -> Read {
    gone(value)?;
    let id = id_of(value, &["id_str"])?;
    let user = value.at(&["user"]).ok_or_else(|| Refusal::MissingField {
        field: "user".into(),
    })?;
    let status = as_v1(value);
    let media = media(value);
    let text = value
        .get("text")
        .and_then(Value::as_str)
        .ok_or_else(|| Refusal::MissingField {
            field: "text".into(),
        })?;
    let control = &["edit_control"][..];
    let versions = match value.list(&["edit_control", "edit_tweet_ids"]) {
        [] => value.at(control).map_or(&[][..], |edit| {
            edit.list(&["edit_control_initial", "edit_tweet_ids"])
        }),
        versions => versions,
    };
    let mut losses = Vec::new();
    let inner = value.at(&["quoted_tweet"]);
    let quoted = quoted(&status, inner, place, &mut losses, |inner| {
        one(inner, request, Place::Quoted)
    });
    let counted_at = request.captured_at.to_string();
    let parts = Parts {
        id,
        status: &status,
        user,
        words: Words {
            text,
            escaped: true,
            visible: range(value, "display_text_range").map(|range| code_points(text, range)),
            entities: value.at(&["entities"]).unwrap_or(&Value::Null),
            formatting: Vec::new(),
            media: &media,
            // The widget knows that there is more to a long post, and its id, but not the words.
            truncated: value.at(&["note_tweet"]).is_some(),
        },
        quoted,
        card: value.at(&["card"]),
        versions: versions.iter().filter_map(Value::as_str).collect(),
        counted_at: &counted_at,
    };
    let (post, lost) = build(parts, request)?;
    losses.extend(lost);
    Ok((post, losses))
}

/// Why there is no post, where an answer says so.
fn gone(value: &Value) -> Result<(), Refusal> {
    match value.text(&["__typename"]) {
        Some("Tweet") => Ok(()),
        None if value.get("id_str").is_some() || value.get("id").is_some() => Ok(()),
        // X names every reason but one: a post for adults alone has a tombstone without words.
        Some("TweetTombstone") => Err(match value.text(&["tombstone", "text", "text"]) {
            Some(words) => tombstone(words),
            None => tombstone(value.text(&["tombstone", "text"]).unwrap_or_default()),
        }),
        Some("TweetUnavailable") => Err(unavailable(value.text(&["reason"]).unwrap_or_default())),
        Some(kind) => Err(Refusal::NotAPost { kind: kind.into() }),
        None => Err(Refusal::Gone {
            reason: value
                .text(&["error"])
                .or_else(|| value.text(&["message"]))
                .unwrap_or_default()
                .into(),
        }),
    }
}

/// The parts of an answer that v1.1 has under another name.
fn as_v1(value: &Value) -> Value {
    let mut status = of_v1(value);
    // The marks may say where the quoted post was.
    for key in ["quoted_status_id_str", "entities"] {
        if let Some(part) = value.get(key) {
            status.insert(key.into(), part.clone());
        }
    }
    let replies = value
        .get("reply_count")
        .or_else(|| value.get("conversation_count"));
    if let Some(replies) = replies {
        status.insert("reply_count".into(), replies.clone());
    }
    for (name, path) in [
        ("in_reply_to_status_id_str", &["parent", "id_str"][..]),
        (
            "in_reply_to_screen_name",
            &["parent", "user", "screen_name"],
        ),
    ] {
        if !status.contains_key(name)
            && let Some(part) = value.at(path)
        {
            status.insert(name.into(), part.clone());
        }
    }
    if let Some(quoted) = value.at(&["quoted_tweet"])
        && let Some(id) = quoted.id(&["id_str"])
    {
        status.insert("quoted_status_id_str".into(), id.into());
        if let Some(handle) = quoted.text(&["user", "screen_name"]) {
            let address = json!({"expanded": post_url(handle, id)});
            status.insert("quoted_status_permalink".into(), address);
        }
    }
    Value::Object(status)
}

/// The media of an answer as v1.1 lists them. Answers from before 2023 have no `mediaDetails`.
fn media(value: &Value) -> Vec<Value> {
    let details = value.list(&["mediaDetails"]);
    if !details.is_empty() {
        return details.to_vec();
    }
    let photos = value.list(&["photos"]).iter().map(|photo| {
        json!({
            "type": "photo",
            "media_url_https": photo.get("url"),
            "original_info": {"width": photo.get("width"), "height": photo.get("height")},
            "ext_alt_text": photo.get("accessibilityLabel"),
        })
    });
    let video = value.at(&["video"]).map(|video| {
        let variants: Vec<Value> = video
            .list(&["variants"])
            .iter()
            .map(|variant| json!({"content_type": variant.get("type"), "url": variant.get("src")}))
            .collect();
        json!({
            "type": if video.text(&["contentType"]) == Some("gif") { "animated_gif" } else { "video" },
            "media_url_https": video.get("poster"),
            "video_info": {"duration_millis": video.get("durationMs"), "variants": variants},
        })
    });
    photos.chain(video).collect()
}

/// A range of UTF-16 units in code points. Half a character counts as outside it at the start and
/// as inside it at the end; what lies beyond the text still does.
fn code_points(text: &str, (start, end): (u64, u64)) -> (u64, u64) {
    let (mut units, mut points) = (0_u64, 0_u64);
    let (mut first, mut last) = (None, None);
    for letter in text.chars() {
        if units >= start {
            first = first.or(Some(points));
        }
        if units >= end {
            last = last.or(Some(points));
        }
        units += letter.len_utf16() as u64;
        points += 1;
    }
    let at_end = |place: u64| points + place.saturating_sub(units);
    (
        first.unwrap_or_else(|| at_end(start)),
        last.unwrap_or_else(|| at_end(end)),
    )
}
