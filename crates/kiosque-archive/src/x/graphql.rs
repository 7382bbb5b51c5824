//! X: what its site and apps ask for, with the status of v1.1 under `legacy`.
//!
//! A single `tweetResult`, a bare result, or a whole timeline, in which results stand at any
//! depth.

#[cfg(test)]
mod tests;
mod walk;

use std::collections::HashSet;

use kiosque_catalogue::editor::{Loss, Refusal};
use kiosque_model::post::{Repost, SpanKind};
use serde_json::Value;

use super::account::{self, reposted};
use super::status::{Parts, Place, Read, Words, build, display_range, passed_on_by, quoted};
use super::text::{Entity, Mark};
use super::user::author;
use super::{card, id_of, moment, tombstone, unavailable};
use crate::import::{ImportedPost, Outcome, Refused, Request};
use crate::input::Input;
use crate::json::Part;

/// Whether an input holds results of X's own interface.
pub fn is_of(input: &Input) -> bool {
    matches!(input, Input::Json(_))
        && walk::results(input.values())
            .iter()
            .any(|found| found.within || is_own(found.result))
}

/// Reads every result of an input, each post once.
pub fn read(input: &Input, request: &Request) -> Vec<Outcome> {
    let outcomes: Vec<(Option<&str>, Outcome)> = walk::results(input.values())
        .into_iter()
        .map(|found| (id(found.result), outcome(&found, request)))
        .collect();
    // The same post may stand in an advertisement, or damaged, and whole elsewhere.
    let whole: HashSet<&str> = outcomes
        .iter()
        .filter(|(_, outcome)| outcome.is_ok())
        .filter_map(|(id, _)| *id)
        .collect();
    let mut seen = HashSet::new();
    outcomes
        .into_iter()
        .filter(|(id, outcome)| {
            id.is_none_or(|id| (outcome.is_ok() || !whole.contains(id)) && seen.insert(id))
        })
        .map(|(_, outcome)| outcome)
        .collect()
}

/// Whether a result by itself could be of no other format.
fn is_own(result: &Value) -> bool {
    ["legacy", "tweet", "reason"]
        .iter()
        .any(|key| result.at(&[key]).is_some())
}

fn outcome(found: &walk::Found<'_>, request: &Request) -> Outcome {
    let read = if found.promoted {
        Err(Refusal::NotAPost {
            kind: "promotedMetadata".into(),
        })
    } else {
        post(found.result, request, Place::Own)
    };
    match read {
        Ok((post, losses)) => Ok(ImportedPost {
            post,
            raw: serde_json::to_vec(found.result).unwrap_or_default(),
            losses,
        }),
        Err(why) => Err(Refused {
            id: id(found.result).map(str::to_owned),
            why,
        }),
    }
}

/// The id of a result, inside what limits its visibility too.
fn id(result: &Value) -> Option<&str> {
    let result = result.at(&["tweet"]).unwrap_or(result);
    id_of(result, &["rest_id"])
        .or_else(|_| id_of(result.at(&["legacy"]).unwrap_or(&Value::Null), &["id_str"]))
        .ok()
}

fn post(result: &Value, request: &Request, place: Place) -> Read {
    let limited = result.at(&["tweet"]);
    let interstitial = limited.is_some() && result.at(&["tweetInterstitial"]).is_some();
    if let Some(visibility) = audience(result).or_else(|| limited.and_then(audience)) {
        return Err(Refusal::Private {
            visibility: visibility.into(),
        });
    }
    let result = limited.unwrap_or(result);
    present(result)?;
    let legacy = result
        .at(&["legacy"])
        .ok_or_else(|| Refusal::MissingField {
            field: "legacy".into(),
        })?;
    let id = match id_of(result, &["rest_id"]) {
        Err(Refusal::MissingField { .. }) => id_of(legacy, &["id_str"])?,
        id => id?,
    };
    let user = user(result)?;
    let passed_on = passed_on(result, legacy).filter(|_| place == Place::Own);
    if let Some(Some(inner)) = passed_on {
        let author = author(user)?;
        let (mut post, losses) = post(inner, request, Place::Reposted)?;
        post.repost_by = Some(Repost {
            author,
            at: legacy
                .text(&["created_at"])
                .and_then(moment)
                .map(|at| at.to_string()),
        });
        return Ok((post, losses));
    }
    let short = short(legacy)?;
    let old = passed_on.and_then(|_| reposted(short.text));
    let (words, named) = match old {
        Some((handle, start)) => {
            let words = Words {
                visible: Some((start, short.text.chars().count() as u64)),
                truncated: true,
                ..short
            };
            (words, Some(account::passed_on(legacy, handle)))
        }
        None => (words(result, short), None),
    };
    let mut losses = Vec::new();
    let given = result
        .at(&["quoted_status_result", "result"])
        .or_else(|| legacy.at(&["quoted_status_result", "result"]))
        .or_else(|| result.at(&["quotedRefResult", "result"]));
    let quote = quoted(legacy, given, place, &mut losses, |inner| {
        post(inner, request, Place::Quoted)
    });
    let counted_at = request.captured_at.to_string();
    let (mut post, lost) = build(
        Parts {
            id,
            status: legacy,
            user: named.as_ref().unwrap_or(user),
            words,
            quoted: quote,
            card: result.at(&["card"]).or_else(|| legacy.at(&["card"])),
            versions: versions(result),
            counted_at: &counted_at,
        },
        request,
    )?;
    if named.is_some() {
        passed_on_by(&mut post, author(user)?);
    }
    post.sensitive |= interstitial;
    losses.extend(lost);
    if let Some(article) = result.at(&["article"]) {
        post.card = card::article(article).or(post.card);
        if post.card.is_none() {
            losses.push(Loss::UnknownEmbed {
                kind: "article".into(),
            });
        }
    }
    Ok((post, losses))
}

/// The post that a result passes on: `Some(None)` where X says that there is one and not which.
fn passed_on<'a>(result: &'a Value, legacy: &'a Value) -> Option<Option<&'a Value>> {
    let holders = [legacy, result].map(|holder| holder.at(&["retweeted_status_result"]));
    let mut holders = holders.into_iter().flatten().peekable();
    holders.peek()?;
    let inner = holders
        .filter_map(|holder| holder.at(&["result"]))
        .find(|inner| inner.as_object().is_none_or(|map| !map.is_empty()));
    Some(inner)
}

/// What X calls the readers of a post that is not for all.
fn audience(result: &Value) -> Option<&'static str> {
    let has = |key| result.at(&[key]).is_some();
    let limited = result.text(&["legacy", "limited_actions"]);
    if has("trusted_friends_info_result") || limited == Some("limit_trusted_friends_tweet") {
        Some("trusted friends")
    } else if has("exclusive_tweet_info")
        || has("exclusivity_info")
        || result.text(&["__typename"]) == Some("TweetPreviewDisplay")
    {
        Some("subscribers")
    } else {
        None
    }
}

/// Refuses what stands in the place of a post.
fn present(result: &Value) -> Result<(), Refusal> {
    match result.text(&["__typename"]) {
        Some("TweetTombstone") => Err(tombstone(
            result
                .text(&["tombstone", "text", "text"])
                .unwrap_or_default(),
        )),
        Some("TweetUnavailable") => Err(unavailable(result.text(&["reason"]).unwrap_or_default())),
        _ if result.as_object().is_none_or(serde_json::Map::is_empty) => Err(Refusal::Gone {
            reason: String::new(),
        }),
        _ => Ok(()),
    }
}

fn user(result: &Value) -> Result<&Value, Refusal> {
    let user = [
        &["core", "user_results", "result"][..],
        &["core", "user_result", "result"],
        &["core", "user"],
    ]
    .into_iter()
    .find_map(|path| result.at(path))
    .ok_or_else(|| Refusal::MissingField {
        field: "core.user_results".into(),
    })?;
    if user.text(&["__typename"]) == Some("UserUnavailable") {
        return Err(unavailable(user.text(&["reason"]).unwrap_or_default()));
    }
    Ok(user)
}

fn versions(result: &Value) -> Vec<&str> {
    let initial = result.list(&["edit_control", "edit_control_initial", "edit_tweet_ids"]);
    let own = result.list(&["edit_control", "edit_tweet_ids"]);
    initial
        .iter()
        .chain(own)
        .filter_map(Value::as_str)
        .collect()
}

/// The words of a post without its note.
fn short(legacy: &Value) -> Result<Words<'_>, Refusal> {
    let text = legacy
        .at(&["full_text"])
        .and_then(Value::as_str)
        .ok_or_else(|| Refusal::MissingField {
            field: "legacy.full_text".into(),
        })?;
    let media = [
        legacy.list(&["extended_entities", "media"]),
        legacy.list(&["entities", "media"]),
    ];
    Ok(Words {
        text,
        escaped: true,
        visible: display_range(legacy),
        entities: legacy.at(&["entities"]).unwrap_or(&Value::Null),
        formatting: Vec::new(),
        media: media
            .into_iter()
            .find(|list| !list.is_empty())
            .unwrap_or_default(),
        truncated: false,
    })
}

fn words<'a>(result: &'a Value, short: Words<'a>) -> Words<'a> {
    let Some(note) = result.at(&["note_tweet"]) else {
        return short;
    };
    let note = note
        .at(&["note_tweet_results", "result"])
        .filter(|note| note.text(&["text"]).is_some());
    // Without the note the words are those X cut.
    let Some((note, whole)) = note.and_then(|note| Some((note, note.text(&["text"])?))) else {
        return Words {
            truncated: true,
            ..short
        };
    };
    Words {
        text: whole,
        escaped: false,
        visible: reply_prefix(whole, &short),
        entities: note.at(&["entity_set"]).unwrap_or(&Value::Null),
        formatting: formatting(note, whole),
        ..short
    }
}

/// A note has no visible range. Where it begins with the very names that the short text hides, it
/// hides them too; else it is shown whole.
fn reply_prefix(whole: &str, short: &Words<'_>) -> Option<(u64, u64)> {
    let length = whole.chars().count() as u64;
    let hidden = short.visible.map_or(0, |(start, _)| start);
    let names = usize::try_from(hidden).unwrap_or(usize::MAX);
    let same = hidden < length && whole.chars().take(names).eq(short.text.chars().take(names));
    Some((if same { hidden } else { 0 }, length))
}

/// Bold and italic of a note. A stretch that would begin or end inside a word was counted in
/// another unit, and is left out.
fn formatting(note: &Value, whole: &str) -> Vec<Entity> {
    let letters: Vec<char> = whole.chars().collect();
    let within_word = |at: u64| {
        let letter = |at: Option<usize>| {
            at.and_then(|at| letters.get(at))
                .is_some_and(|letter| letter.is_alphanumeric())
        };
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        letter(at.checked_sub(1)) && letter(Some(at))
    };
    let tags = note.list(&["richtext", "richtext_tags"]).iter();
    tags.filter_map(|tag| {
        let kind =
            tag.list(&["richtext_types"])
                .iter()
                .find_map(|kind| match kind.as_str()? {
                    "Bold" => Some(SpanKind::Bold),
                    "Italic" => Some(SpanKind::Italic),
                    _ => None,
                })?;
        let (start, end) = (tag.count(&["from_index"])?, tag.count(&["to_index"])?);
        (!within_word(start) && !within_word(end)).then_some(Entity {
            start,
            end,
            address: None,
            mark: Mark::Kept(kind),
        })
    })
    .collect()
}
