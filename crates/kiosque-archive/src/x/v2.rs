//! X API v2: `data` with `includes` and `errors`, and the lines that twarc makes of them.
//!
//! Ranges count code points of the escaped text. No range says what X shows: the mentions at the
//! head of a reply and the addresses of media and quote at the end are found by their marks.

mod answer;
mod parts;
#[cfg(test)]
mod tests;

use kiosque_catalogue::editor::{Loss, Refusal};
use kiosque_model::Post;
use kiosque_model::post::{Counts, PostAuthor, Quote, ReplyTo, Repost};
use serde_json::Value;

use super::account::{self, reposted};
use super::text::{self, Raw, Unit};
use super::{begin, edited, id_of, is_notice, moment, post_url, reason_of, user};
use crate::import::{ImportedPost, Outcome, Refused, Request};
use crate::input::Input;
use crate::json::Part;
use crate::spans::settle;
use answer::{Answer, Referred};

/// Whether an input has the marks of this format.
pub fn is_of(input: &Input) -> bool {
    matches!(input, Input::Json(_)) && answers(input).any(Answer::is_one)
}

/// Reads every post that was asked for.
pub fn read(input: &Input, request: &Request) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for value in answers(input) {
        let answer = Answer::of(value);
        for post in answer.posts() {
            outcomes.push(one(&answer, post, request).map_err(|why| Refused {
                id: post.id(&["id"]).map(str::to_owned),
                why,
            }));
        }
        outcomes.extend(answer.refused().into_iter().map(Err));
    }
    outcomes
}

/// The answers of an input: one, one a line, or several in a list.
fn answers(input: &Input) -> impl Iterator<Item = &Value> {
    input.values().iter().flat_map(|value| match value {
        Value::Array(values) => values.as_slice(),
        value => std::slice::from_ref(value),
    })
}

fn one<'a>(
    answer: &Answer<'a>,
    value: &'a Value,
    request: &Request,
) -> Result<ImportedPost, Refusal> {
    let (post, losses) = match answer.referred(value, "retweeted") {
        Some(inner) => repost(answer, value, inner, request)?,
        None => whole(answer, value, author(answer, value, request)?, request)?,
    };
    Ok(ImportedPost {
        post,
        raw: answer.part(value),
        losses,
    })
}

/// The post that was passed on. X cuts the words of the one that passes it on, so that these
/// serve only where nothing else is there.
fn repost<'a>(
    answer: &Answer<'a>,
    value: &'a Value,
    inner: Referred<'a>,
    request: &Request,
) -> Result<(Post, Vec<Loss>), Refusal> {
    let by = author(answer, value, request)?;
    check(value, &by)?;
    let written = value.text(&["text"]).unwrap_or_default();
    let old = reposted(written);
    let named = |handle: &str| {
        answer
            .named(handle)
            .map_or_else(|| Ok(account::named(handle)), user::author)
    };
    let (mut post, losses) = match (inner.post, old) {
        (Some(inner), old) => {
            let author = match (author(answer, inner, request), old) {
                (Err(Refusal::MissingField { .. }), Some((handle, _))) => named(handle),
                (author, _) => author,
            }?;
            whole(answer, inner, author, request)?
        }
        (None, Some((handle, start))) => {
            // Words of a post that is not public any more are not to be had from those who
            // passed it on.
            if let Some(why) = answer.refusal_of(inner.id)
                && !matches!(why, Refusal::Gone { .. } | Refusal::Deleted)
            {
                return Err(why);
            }
            let mut words = words(
                answer,
                value,
                named(handle)?,
                Place::PassedOn(start),
                request,
            )?;
            words.0.truncated = true;
            words.1.push(Loss::Truncated);
            // The id is that of the one who passed it on, and leads on from there.
            words.0.url = post_url(&by.handle, &words.0.id);
            words
        }
        (None, None) => {
            return Err(answer
                .refusal_of(inner.id)
                .unwrap_or(Refusal::MissingField {
                    field: "includes.tweets".into(),
                }));
        }
    };
    post.repost_by = Some(Repost {
        author: by,
        at: value
            .text(&["created_at"])
            .and_then(moment)
            .map(|at| at.to_string()),
    });
    Ok((post, losses))
}

/// A post with all that belongs to it.
fn whole<'a>(
    answer: &Answer<'a>,
    value: &'a Value,
    author: PostAuthor,
    request: &Request,
) -> Result<(Post, Vec<Loss>), Refusal> {
    let (mut post, mut losses) = words(answer, value, author, Place::Alone, request)?;
    if let Some(quoted) = answer.referred(value, "quoted") {
        post.quote = Some(quote(answer, value, quoted, request, &mut losses));
    }
    if post.media.is_empty() && post.quote.is_none() {
        post.card = parts::card(value);
    }
    Ok((post, losses))
}

fn quote<'a>(
    answer: &Answer<'a>,
    value: &'a Value,
    quoted: Referred<'a>,
    request: &Request,
    losses: &mut Vec<Loss>,
) -> Quote {
    let inner = quoted
        .post
        .ok_or_else(|| {
            answer
                .refusal_of(quoted.id)
                .unwrap_or(Refusal::MissingField {
                    field: "includes.tweets".into(),
                })
        })
        .and_then(|inner| {
            words(
                answer,
                inner,
                author(answer, inner, request)?,
                Place::Quoted,
                request,
            )
        });
    match inner {
        Ok((post, inner)) => {
            losses.extend(inner);
            if quoted
                .post
                .is_some_and(|post| answer.referred(post, "quoted").is_some())
            {
                losses.push(Loss::InnerQuote);
            }
            Quote::Post(Box::new(post))
        }
        Err(why) => Quote::Unavailable {
            reason: reason_of(&why),
            url: Some(parts::address_of(value, quoted.id)),
        },
    }
}

/// The account that wrote a post.
fn author<'a>(
    answer: &Answer<'a>,
    value: &'a Value,
    request: &Request,
) -> Result<PostAuthor, Refusal> {
    match answer.author(value) {
        Some(user) if user.at(&["withheld"]).is_some() => Err(Refusal::Withheld),
        Some(user) => user::author(user),
        // A timeline of one account may leave it out. Others' posts in it are not this account's.
        None => request
            .account
            .as_ref()
            .filter(|account| {
                let id = value.text(&["author_id"]);
                if account.id.is_empty() {
                    let posts = answer.posts();
                    posts.iter().any(|post| std::ptr::eq(post, value))
                        && posts.iter().all(|post| post.text(&["author_id"]) == id)
                } else {
                    id == Some(account.id.as_str())
                }
            })
            .map(account::of)
            .ok_or_else(|| Refusal::MissingField {
                field: "includes.users".into(),
            }),
    }
}

/// Whether a post is one, and not a notice in its place.
fn check(value: &Value, author: &PostAuthor) -> Result<(), Refusal> {
    let notice = value
        .text(&["text"])
        .is_some_and(|text| is_notice(text, &author.handle));
    if notice || value.at(&["withheld"]).is_some() {
        return Err(Refusal::Withheld);
    }
    Ok(())
}

/// Where a post stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// By itself.
    Alone,
    /// Inside the post that quotes it. What it quotes in its turn stays a link.
    Quoted,
    /// Inside the words of the one who passed it on, from this code point.
    PassedOn(u64),
}

/// A post without the one it quotes.
fn words<'a>(
    answer: &Answer<'a>,
    value: &'a Value,
    author: PostAuthor,
    place: Place,
    request: &Request,
) -> Result<(Post, Vec<Loss>), Refusal> {
    let id = id_of(value, &["id"])?;
    check(value, &author)?;
    let (mut post, mut losses) = begin(
        id,
        author,
        value.text(&["created_at"]),
        value.text(&["lang"]),
        request,
    )?;
    post.media = parts::media(answer, value, request, &mut losses);

    let note = value.text(&["note_tweet", "text"]);
    let written = match note.or_else(|| value.get("text").and_then(Value::as_str)) {
        Some(written) => written,
        None if !post.media.is_empty() => "",
        None => {
            return Err(Refusal::MissingField {
                field: "text".into(),
            });
        }
    };
    let versions = value.list(&["edit_history_tweet_ids"]);
    post.edited = edited(versions.iter().filter_map(Value::as_str), id, &mut losses);
    let replied = answer.referred(value, "replied_to");
    let entities = match note {
        Some(_) => value.at(&["note_tweet", "entities"]),
        None => value.at(&["entities"]),
    };
    let around = parts::Around {
        id,
        quote: answer
            .referred(value, "quoted")
            .filter(|_| place != Place::Quoted)
            .map(|quoted| quoted.id),
        media: !post.media.is_empty(),
    };
    let marks = entities.map_or_else(Vec::new, |entities| parts::marks(entities, around));
    // A text that was cut ends with the address of the whole post. So did, in 2022, the texts of
    // posts that were edited.
    let cut_short = note.is_none()
        && versions.len() < 2
        && entities.is_some_and(|entities| parts::leads_to_itself(entities, id));
    let visible = match place {
        Place::PassedOn(start) => (start, written.chars().count() as u64),
        Place::Alone | Place::Quoted => {
            text::visible(written, Unit::CodePoints, &marks, replied.is_some())
        }
    };
    let cut = text::cut(Raw {
        text: written,
        escaped: note.is_none(),
        unit: Unit::CodePoints,
        visible: Some(visible),
        entities: marks,
    });
    post.text = cut.text;
    losses.extend(cut.losses);
    settle(&mut post, cut.spans, &mut losses);
    if cut_short {
        post.truncated = true;
        losses.push(Loss::Truncated);
    }

    if replied.is_some() || value.text(&["in_reply_to_user_id"]).is_some() {
        post.reply_to = Some(reply_to(answer, value, replied));
    }
    post.sensitive = value.is_true(&["possibly_sensitive"]);
    post.poll = parts::poll(answer, value, &mut losses);
    // The counts of one who passes a post on are not those of the post.
    let metrics = value
        .at(&["public_metrics"])
        .filter(|_| !matches!(place, Place::PassedOn(_)));
    post.counts = metrics.map(|metrics| Counts {
        replies: metrics.count(&["reply_count"]),
        reposts: metrics.count(&["retweet_count"]),
        likes: metrics.count(&["like_count"]),
        quotes: metrics.count(&["quote_count"]),
        captured_at: answer
            .retrieved_at()
            .unwrap_or(request.captured_at)
            .to_string(),
    });
    Ok((post, losses))
}

fn reply_to<'a>(answer: &Answer<'a>, value: &'a Value, replied: Option<Referred<'a>>) -> ReplyTo {
    let answered = value.text(&["in_reply_to_user_id"]);
    let handle = answer
        .answered(value)
        .or_else(|| answer.author(replied?.post?))
        .or_else(|| {
            value
                .list(&["entities", "mentions"])
                .iter()
                .find(|user| answered.is_some() && user.text(&["id"]) == answered)
        })
        .and_then(|user| user.text(&["username"]));
    ReplyTo {
        handle: handle.map(str::to_owned),
        id: replied.map(|replied| replied.id.to_owned()),
        url: replied.map(|replied| post_url(handle.unwrap_or_default(), replied.id)),
    }
}
