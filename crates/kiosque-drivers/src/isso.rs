//! Isso: what it is asked, and what its answers mean.
//!
//! Rules that name a file are read in Isso 0.14.0. Isso 0.13 differs in lists: it knows neither
//! `sort` nor `offset`, and its `total_replies` are the first comments alone.

use kiosque_model::Comment;
use kiosque_model::discussion::{CommentService, Votes};
use kiosque_model::field_rules::{Field, website};
use serde::{Deserialize, Serialize};

use crate::comments::{
    Outcome, Sort, Submission, Thread, ThreadPage, Unreadable, Wants, Wording, keep_one_of_each,
    read,
};
use crate::exchange::{Answer, Method, Request, count, encoded, id};
use crate::html::unescape;

/// The last second of the year 9999: whoever words an instant is not asked for one beyond.
const LAST: f64 = 253_402_300_799.0;

/// The guard looks at the last minute (`db/spam.py`, `_limit`).
const MINUTE: Outcome = Outcome::TooFast { wait: 60 };

/// Modes of a comment (`db/comments.py`, `fields`); 1 is published.
const HELD: f64 = 2.0;
const DELETED: f64 = 4.0;

#[derive(Deserialize)]
struct Listed {
    total_replies: Option<f64>,
    hidden_replies: Option<f64>,
    replies: Vec<Kept>,
    config: Option<Config>,
}

#[derive(Deserialize)]
struct Config {
    #[serde(rename = "require-author")]
    name: bool,
    #[serde(rename = "require-email")]
    email: bool,
}

#[derive(Deserialize)]
struct Kept {
    id: Option<f64>,
    parent: Option<f64>,
    created: Option<f64>,
    modified: Option<f64>,
    mode: Option<f64>,
    text: Option<String>,
    author: Option<String>,
    website: Option<String>,
    likes: Option<f64>,
    dislikes: Option<f64>,
    replies: Option<Vec<Kept>>,
}

impl Kept {
    /// The writer's name. Isso stores it escaped (`views/comments.py`, `new`).
    fn author(&self) -> String {
        unescape(self.author.as_deref().unwrap_or_default())
    }

    fn comment(self, wording: Wording<'_>) -> Option<Comment> {
        let created = self.created.unwrap_or_default().clamp(0.0, LAST) as i64;
        let deleted = self.mode == Some(DELETED);
        Some(Comment {
            id: id(self.id)?,
            parent: id(self.parent),
            author: self.author(),
            // Stored escaped too: `https://example.org/?a=1&amp;b=2`.
            website: self.website.and_then(|site| website(&unescape(&site))),
            created,
            moment: wording(created),
            edited: self.modified.is_some(),
            deleted,
            votes: Some(Votes {
                likes: count(self.likes),
                dislikes: count(self.dislikes),
            }),
            // Lists give an empty paragraph for a text that is gone.
            html: self.text.filter(|_| !deleted).unwrap_or_default(),
        })
    }
}

pub(crate) fn list(thread: &Thread<'_>, sort: Sort, from: u32) -> Request {
    let sort = match sort {
        Sort::Oldest => "oldest",
        Sort::Newest => "newest",
        Sort::Best => "upvotes",
    };
    // Without `nested_limit` the answers are cut by `limit` and `offset` as well (`views/comments.py`,
    // `fetch`): a second page would lack the first hundred answers to each of its comments.
    Request::get(format!(
        "{}/?uri={}&sort={sort}&limit=100&offset={from}&nested_limit=1000000",
        thread.service.url,
        encoded(thread.name),
    ))
}

pub(crate) fn read_list(
    answer: &Answer,
    from: u32,
    wording: Wording<'_>,
) -> Result<ThreadPage, Unreadable> {
    let listed: Listed = read(answer)?;
    let first = listed.replies.len() as u32;
    let mut comments = Vec::new();
    flatten(listed.replies, wording, &mut comments);
    keep_one_of_each(&mut comments);

    let shown = comments.iter().filter(|comment| !comment.deleted).count() as u32;
    let kept = count(listed.total_replies);
    let hidden = count(listed.hidden_replies) > 0;
    let past = from.saturating_add(first);
    Ok(ThreadPage {
        total: if from == 0 && !hidden {
            shown
        } else {
            kept.saturating_sub(comments.len() as u32 - shown)
                .max(shown)
        },
        // Isso 0.13 hides as many on every page: the total ends what would have no end.
        next: (hidden && first > 0 && past < kept).then_some(past),
        wants: listed.config.map(|config| Wants {
            name: config.name,
            email: config.email,
        }),
        comments,
    })
}

/// Each comment followed by its answers. Isso knows one level of them (`db/comments.py`, `add`).
fn flatten(kept: Vec<Kept>, wording: Wording<'_>, comments: &mut Vec<Comment>) {
    for mut one in kept {
        let replies = one.replies.take();
        comments.extend(one.comment(wording));
        flatten(replies.unwrap_or_default(), wording, comments);
    }
}

#[derive(Serialize)]
struct New<'a> {
    text: &'a str,
    author: Option<&'a str>,
    email: Option<&'a str>,
    website: Option<&'a str>,
    parent: Option<u64>,
    title: &'a str,
}

impl<'a> From<&'a Submission> for New<'a> {
    fn from(submission: &'a Submission) -> Self {
        Self {
            // A first line that is indented is code.
            text: submission.text.trim_end(),
            author: given(&submission.name),
            email: given(&submission.email),
            website: given(&submission.website),
            parent: submission.parent,
            // Isso fetches the page of a thread that it does not know when none is given (`new`).
            title: &submission.title,
        }
    }
}

/// What was given: an empty e-mail address is an address to Isso, which knows one that it has
/// approved before (`db/comments.py`, `is_previously_approved_author`).
fn given(value: &str) -> Option<&str> {
    Some(value.trim()).filter(|value| !value.is_empty())
}

pub(crate) fn submit(thread: &Thread<'_>, submission: &Submission) -> Request {
    let url = format!("{}/new?uri={}", thread.service.url, encoded(thread.name));
    Request::json(Method::Post, url, &New::from(submission)).with_cookies()
}

pub(crate) fn outcome(answer: &Answer, wording: Wording<'_>) -> Outcome {
    match answer.status {
        200..=299 => {
            let Some(kept) = answer.json::<Kept>() else {
                return Outcome::Unclear;
            };
            let held = answer.status == 202 || kept.mode == Some(HELD);
            match kept.comment(wording) {
                Some(comment) if held => Outcome::Held(Some(comment.id)),
                Some(comment) => Outcome::Published(Box::new(comment)),
                None => Outcome::Unclear,
            }
        }
        400 => Outcome::Refused(field(&answer.body)),
        403 => forbidden(&answer.body),
        408 => Outcome::Unclear,
        413 => Outcome::Refused(Some(Field::Text)),
        429 => MINUTE,
        401..=499 => Outcome::Failed,
        _ => Outcome::Unclear,
    }
}

/// Which field a 400 is about (`views/comments.py`, `API.verify`). It is HTML, whatever was asked
/// for: Isso words its own errors as JSON only where it raises them.
fn field(said: &str) -> Option<Field> {
    [
        ("text is ", Field::Text),
        ("text must be ", Field::Text),
        ("author must be ", Field::Name),
        ("email must be ", Field::Email),
        ("rfc5321", Field::Email),
        ("website must be ", Field::Website),
        ("Website not ", Field::Website),
        ("arbitrary length", Field::Website),
    ]
    .into_iter()
    .find_map(|(phrase, field)| said.contains(phrase).then_some(field))
}

/// Why the guard said no (`db/spam.py`, `_limit`). The first phrase is the only one with an address
/// of a page after it, which may hold any of the others.
fn forbidden(said: &str) -> Outcome {
    if said.contains(" direct responses to ") {
        Outcome::Enough
    } else if said.contains("ratelimit exceeded") {
        MINUTE
    } else if said.contains("edit time frame is still open") {
        Outcome::OwnComment
    } else if said.contains("author address required") {
        Outcome::Refused(Some(Field::Name))
    } else if said.contains("email address required") {
        Outcome::Refused(Some(Field::Email))
    } else {
        Outcome::Failed
    }
}

/// Asks for the whole thread: an answer may stand under any comment, and the reader's clock says
/// nothing about `after`.
pub(crate) fn look_for(thread: &Thread<'_>) -> Request {
    Request::get(format!(
        "{}/?uri={}&plain=1",
        thread.service.url,
        encoded(thread.name),
    ))
}

pub(crate) fn is_there(
    answer: &Answer,
    submission: &Submission,
    after: Option<u64>,
) -> Result<Option<u64>, Unreadable> {
    let listed: Listed = read(answer)?;
    Ok(listed
        .replies
        .iter()
        .flat_map(|first| std::iter::once(first).chain(first.replies.iter().flatten()))
        .filter(|kept| {
            // Isso moves an answer to an answer below the first comment, and one to a comment that
            // is gone to the top (`db/comments.py`, `add`).
            (submission.parent.is_some() || kept.parent.is_none())
                && kept.author().trim() == submission.name.trim()
                && same(kept.text.as_deref().unwrap_or_default(), &submission.text)
        })
        .filter_map(|kept| id(kept.id))
        .filter(|id| after.is_none_or(|after| *id > after))
        .min())
}

/// Whether two texts have the same lines. Isso stores a text as it was sent.
fn same(one: &str, other: &str) -> bool {
    one.trim().lines().eq(other.trim().lines())
}

/// What the server says of itself, of which this is the one place (`views/__init__.py`, `Info`).
#[derive(Deserialize)]
struct Info {
    moderation: bool,
}

pub(crate) fn ask_moderation(thread: &Thread<'_>) -> Request {
    Request::get(format!("{}/info", thread.service.url))
}

pub(crate) fn is_moderated(answer: &Answer) -> Result<bool, Unreadable> {
    Ok(read::<Info>(answer)?.moderation)
}

fn address(thread: &Thread<'_>, id: u64) -> String {
    format!("{}/id/{id}", thread.service.url)
}

pub(crate) fn own(thread: &Thread<'_>, id: u64) -> Request {
    Request::get(address(thread, id)).with_cookies()
}

pub(crate) fn source(thread: &Thread<'_>, id: u64) -> Request {
    Request::get(address(thread, id) + "?plain=1").with_cookies()
}

#[derive(Serialize, Deserialize)]
struct Text {
    text: String,
}

pub(crate) fn read_source(answer: &Answer) -> Result<String, Unreadable> {
    Ok(read::<Text>(answer)?.text)
}

/// Isso takes the text, the name and the site; what else there is it leaves (`edit`).
pub(crate) fn edit(thread: &Thread<'_>, id: u64, submission: &Submission) -> Request {
    Request::json(Method::Put, address(thread, id), &New::from(submission)).with_cookies()
}

pub(crate) fn delete(thread: &Thread<'_>, id: u64) -> Request {
    Request {
        method: Method::Delete,
        ..own(thread, id)
    }
}

pub(crate) fn read_own(
    answer: &Answer,
    wording: Wording<'_>,
) -> Result<Option<Comment>, Unreadable> {
    let Some(kept) = read_or_gone::<Kept>(answer)? else {
        return Ok(None);
    };
    kept.comment(wording)
        .map(Some)
        .ok_or(Unreadable::Unexpected)
}

/// Reads what may be gone: `null` after it was taken back, 404 ever after.
fn read_or_gone<T: serde::de::DeserializeOwned>(answer: &Answer) -> Result<Option<T>, Unreadable> {
    if answer.status == 404 {
        return Ok(None);
    }
    read(answer)
}

pub(crate) fn vote(thread: &Thread<'_>, id: u64, against: bool) -> Request {
    let vote = if against { "/dislike" } else { "/like" };
    Request {
        method: Method::Post,
        url: address(thread, id) + vote,
        body: None,
        cookies: true,
    }
}

#[derive(Deserialize)]
struct Tally {
    likes: f64,
    dislikes: f64,
}

/// A vote that does not count, the writer's own or a second one, answers as one that does.
pub(crate) fn read_votes(answer: &Answer) -> Result<Option<Votes>, Unreadable> {
    let tally = read_or_gone::<Tally>(answer)?;
    Ok(tally.map(|tally| Votes {
        likes: count(Some(tally.likes)),
        dislikes: count(Some(tally.dislikes)),
    }))
}

pub(crate) fn preview(thread: &Thread<'_>, text: &str) -> Request {
    let url = thread.service.url.clone() + "/preview";
    Request::json(Method::Post, url, &Text { text: text.into() })
}

pub(crate) fn read_preview(answer: &Answer) -> Result<String, Unreadable> {
    read_source(answer)
}

pub(crate) fn counts(service: &CommentService, names: &[&str]) -> Request {
    Request::json(Method::Post, service.url.clone() + "/count", &names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_whatever_ends_their_lines() {
        assert!(same("un\r\ndeux \n", " un\ndeux"));
        assert!(!same("un\ndeux", "un deux"));
        assert!(same("", "\n"));
    }

    #[test]
    fn only_what_holds_something_is_given() {
        assert_eq!(given(" Inès "), Some("Inès"));
        assert_eq!(given(" \t"), None);
    }
}
