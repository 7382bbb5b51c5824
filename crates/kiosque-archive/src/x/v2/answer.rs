//! An answer of API v2: posts, what they refer to, and what X could not give.

use std::collections::HashMap;

use jiff::Timestamp;
use kiosque_catalogue::editor::Refusal;
use serde_json::{Map, Value, json};

use crate::import::Refused;
use crate::json::Part;
use crate::x::{is_id, moment, tombstone};

/// What X says of a request it refused, or of a part of it.
const PROBLEM: &str = "/2/problems/";

/// One answer, or one line of twarc's, which holds inside a post what `includes` holds beside it.
pub struct Answer<'a> {
    value: &'a Value,
    users: HashMap<&'a str, &'a Value>,
    posts: HashMap<&'a str, &'a Value>,
    media: HashMap<&'a str, &'a Value>,
    polls: HashMap<&'a str, &'a Value>,
}

/// A post that another one refers to.
#[derive(Debug, Clone, Copy)]
pub struct Referred<'a> {
    /// Its id.
    pub id: &'a str,
    /// The post, where the answer has it.
    pub post: Option<&'a Value>,
}

impl<'a> Answer<'a> {
    /// Reads what an answer includes.
    pub fn of(value: &'a Value) -> Self {
        let by = |list: &str, key: &str| {
            value
                .list(&["includes", list])
                .iter()
                .filter_map(|item| Some((item.text(&[key])?, item)))
                .collect()
        };
        Self {
            value,
            users: by("users", "id"),
            posts: by("tweets", "id"),
            media: by("media", "media_key"),
            polls: by("polls", "id"),
        }
    }

    /// Whether a value has the marks of an answer of API v2 that holds posts, or says why it
    /// holds none.
    pub fn is_one(value: &Value) -> bool {
        let problem = |value: &Value| {
            value
                .text(&["type"])
                .is_some_and(|kind| kind.contains(PROBLEM))
        };
        match value.get("data") {
            Some(Value::Array(posts)) if !posts.is_empty() => posts.iter().any(is_post),
            Some(post @ Value::Object(_)) => is_post(post),
            _ => {
                is_flattened(value) || problem(value) || value.list(&["errors"]).iter().any(problem)
            }
        }
    }

    /// The posts that were asked for. Those included beside them were not.
    pub fn posts(&self) -> &'a [Value] {
        match self.value.get("data") {
            Some(Value::Array(posts)) => posts,
            Some(post @ Value::Object(_)) => std::slice::from_ref(post),
            _ if is_flattened(self.value) => std::slice::from_ref(self.value),
            _ => &[],
        }
    }

    /// When X gave the answer, where the program that asked wrote it down.
    pub fn retrieved_at(&self) -> Option<Timestamp> {
        moment(self.value.text(&["__twarc", "retrieved_at"])?)
    }

    /// The account that wrote a post.
    pub fn author(&self, post: &'a Value) -> Option<&'a Value> {
        post.at(&["author"])
            .filter(|user| user.text(&["username"]).is_some())
            .or_else(|| self.users.get(post.text(&["author_id"])?).copied())
    }

    /// The account that a post answers.
    pub fn answered(&self, post: &'a Value) -> Option<&'a Value> {
        post.at(&["in_reply_to_user"])
            .filter(|user| user.text(&["username"]).is_some())
            .or_else(|| {
                self.users
                    .get(post.text(&["in_reply_to_user_id"])?)
                    .copied()
            })
    }

    /// The account of a handle.
    pub fn named(&self, handle: &str) -> Option<&'a Value> {
        self.users.values().copied().find(|user| {
            user.text(&["username"])
                .is_some_and(|name| name.eq_ignore_ascii_case(handle))
        })
    }

    /// The media of a post in its order, each with its key; without those the answer left out.
    pub fn media(&self, post: &'a Value) -> Vec<(&'a str, Option<&'a Value>)> {
        let inline = post.list(&["attachments", "media"]);
        post.list(&["attachments", "media_keys"])
            .iter()
            .filter_map(Value::as_str)
            .map(|key| {
                let own = inline
                    .iter()
                    .find(|media| media.text(&["media_key"]) == Some(key));
                (key, own.or_else(|| self.media.get(key).copied()))
            })
            .collect()
    }

    /// The poll of a post: `Some(None)` where there is one that the answer left out.
    pub fn poll(&self, post: &'a Value) -> Option<Option<&'a Value>> {
        let id = post.list(&["attachments", "poll_ids"]).last()?.as_str()?;
        let inline = post
            .at(&["attachments", "poll"])
            .filter(|poll| poll.at(&["options"]).is_some());
        Some(inline.or_else(|| self.polls.get(id).copied()))
    }

    /// The post that another one quotes, answers or passes on: `quoted`, `replied_to`,
    /// `retweeted`.
    pub fn referred(&self, post: &'a Value, how: &str) -> Option<Referred<'a>> {
        let reference = post
            .list(&["referenced_tweets"])
            .iter()
            .find(|reference| reference.text(&["type"]) == Some(how))?;
        let id = reference.text(&["id"]).filter(|id| is_id(id))?;
        let inline = Some(reference).filter(|reference| is_post(reference));
        Some(Referred {
            id,
            post: inline.or_else(|| self.posts.get(id).copied()),
        })
    }

    /// Why X did not give a post, where it says so.
    pub fn refusal_of(&self, id: &str) -> Option<Refusal> {
        self.errors()
            .iter()
            .find(|error| names(error, id))
            .map(refusal)
    }

    /// The posts that were asked for and not given. An answer without posts has at least one
    /// refusal where it says anything at all.
    pub fn refused(&self) -> Vec<Refused> {
        let refused = |error: &Value| Refused {
            id: resource(error).filter(|id| is_id(id)).map(str::to_owned),
            why: refusal(error),
        };
        let asked = self.errors().iter().filter(|error| {
            let of_a_post = error
                .text(&["resource_type"])
                .is_none_or(|kind| kind == "tweet");
            of_a_post && matches!(error.text(&["parameter"]), Some("id" | "ids"))
        });
        // X repeats an error for each part of the request that met it.
        let mut asked: Vec<Refused> = asked.map(refused).collect();
        asked.dedup();
        if !asked.is_empty() || !self.posts().is_empty() {
            return asked;
        }
        if self.errors().is_empty() && self.value.text(&["detail"]).is_some() {
            return vec![refused(self.value)];
        }
        self.errors()
            .iter()
            .map(|error| Refused {
                id: None,
                why: refusal(error),
            })
            .collect()
    }

    /// One post with what it needs of the answer, such that it can be read again.
    pub fn part(&self, post: &'a Value) -> Vec<u8> {
        if self.value.get("data").is_none() {
            return self.value.to_string().into_bytes();
        }
        let referred = |post: &'a Value| {
            ["retweeted", "quoted", "replied_to"]
                .into_iter()
                .filter_map(|how| self.referred(post, how))
                .collect::<Vec<_>>()
        };
        let mut posts = vec![post];
        let mut errors: Vec<&Value> = Vec::new();
        // A post passed on may quote another, which may quote a third.
        let mut level = 0;
        for _ in 0..3 {
            let next = posts.len();
            for reference in posts
                .get(level..next)
                .unwrap_or_default()
                .iter()
                .flat_map(|post| referred(post))
                .collect::<Vec<_>>()
            {
                match reference.post {
                    Some(inner) if !posts.iter().any(|known| std::ptr::eq(*known, inner)) => {
                        posts.push(inner);
                    }
                    Some(_) => {}
                    None => errors.extend(self.errors().iter().filter(|e| names(e, reference.id))),
                }
            }
            level = next;
        }
        let mut users: Vec<&Value> = Vec::new();
        let accounts = posts
            .iter()
            .flat_map(|post| [self.author(post), self.answered(post)]);
        for user in accounts.flatten() {
            if !users.iter().any(|known| std::ptr::eq(*known, user)) {
                users.push(user);
            }
        }
        let media = posts.iter().flat_map(|post| self.media(post));
        let polls = posts.iter().filter_map(|post| self.poll(post));
        let mut includes = Map::new();
        let mut keep = |name: &str, values: Vec<&Value>| {
            if !values.is_empty() {
                let values = values.into_iter().cloned().collect();
                includes.insert(name.into(), Value::Array(values));
            }
        };
        keep("users", users);
        keep("media", media.filter_map(|(_, media)| media).collect());
        keep("polls", polls.flatten().collect());
        keep("tweets", posts.iter().skip(1).copied().collect());
        let mut part = Map::new();
        part.insert("data".into(), post.clone());
        part.insert("includes".into(), Value::Object(includes));
        if let Some(at) = self.value.at(&["__twarc", "retrieved_at"]) {
            part.insert("__twarc".into(), json!({"retrieved_at": at}));
        }
        if !errors.is_empty() {
            let errors = errors.into_iter().cloned().collect();
            part.insert("errors".into(), Value::Array(errors));
        }
        Value::Object(part).to_string().into_bytes()
    }

    fn errors(&self) -> &'a [Value] {
        self.value.list(&["errors"])
    }
}

/// Whether a value is a post and not the mere name of one.
fn is_post(value: &Value) -> bool {
    value.at(&["id"]).is_some()
        && value.get("text").is_some_and(Value::is_string)
        // Lists, spaces and direct messages have neither.
        && ["author_id", "author", "edit_history_tweet_ids", "created_at", "public_metrics"]
            .into_iter()
            .any(|key| value.get(key).is_some())
        && value.get("dm_conversation_id").is_none()
}

/// A line that `twarc2 flatten` wrote.
fn is_flattened(value: &Value) -> bool {
    is_post(value) && value.text(&["author", "username"]).is_some()
}

fn resource(error: &Value) -> Option<&str> {
    error
        .text(&["resource_id"])
        .or_else(|| error.text(&["value"]))
}

/// Whether an error is about a post of this id.
fn names(error: &Value, id: &str) -> bool {
    error
        .text(&["resource_type"])
        .is_none_or(|kind| kind == "tweet")
        && resource(error) == Some(id)
}

fn refusal(error: &Value) -> Refusal {
    let words = ["detail", "message", "title"]
        .iter()
        .find_map(|key| error.text(&[key]))
        .unwrap_or_default();
    match tombstone(words) {
        Refusal::Gone { .. }
            if error
                .text(&["type"])
                .is_some_and(|kind| kind.ends_with("/not-authorized-for-resource")) =>
        {
            Refusal::Protected
        }
        why => why,
    }
}
