//! Bluesky: views of posts, alone, in threads and feeds, and the bare records of a repository.

pub(crate) mod address;
mod embed;
mod labels;
mod post;
mod text;

use kiosque_catalogue::editor::Refusal;
use serde_json::Value;

use crate::import::{ImportedPost, Outcome, Refused, Request};
use crate::input::Input;
use crate::json::Part;

use address::{AtUri, POSTS};

/// Whether an input has Bluesky's marks: `at://` addresses, or the name of its records.
pub fn is_of(input: &Input) -> bool {
    input
        .values()
        .iter()
        .flat_map(items)
        .any(|item| match item {
            Item::View(view) => AtUri::of(view).is_some(),
            Item::Record { .. } | Item::InFeed { .. } | Item::InThread(_) | Item::Absent { .. } => {
                true
            }
            Item::Error(_) => false,
        })
}

/// Reads the posts of an input. Of a thread, the post that was asked for.
pub fn read(input: &Input, request: &Request) -> Vec<Outcome> {
    let items: Vec<Item<'_>> = input.values().iter().flat_map(items).collect();
    let is_bare = |item: &&Item<'_>| matches!(item, Item::Record { uri: None, .. });
    let bare = items.iter().filter(is_bare).count();
    items
        .into_iter()
        .map(|item| {
            if bare > 1 && request.url.is_some() && is_bare(&&item) {
                return Err(Refused {
                    id: None,
                    why: Refusal::OneAddress { posts: bare },
                });
            }
            item.read(request)
        })
        .collect()
}

/// A post as an answer holds it.
#[derive(Debug, Clone, Copy)]
enum Item<'a> {
    /// `app.bsky.feed.defs#postView`.
    View(&'a Value),
    /// `#threadViewPost`: the view with the posts above it.
    InThread(&'a Value),
    /// `#feedViewPost`: the view with why it is in the feed.
    InFeed(&'a Value),
    /// `app.bsky.feed.post`, with the address it was read from where the answer says it.
    Record {
        raw: &'a Value,
        record: &'a Value,
        uri: Option<&'a str>,
    },
    /// `#notFoundPost` or `#blockedPost`.
    Absent { uri: &'a str, kind: &'a str },
    /// What the server says in place of an answer.
    Error(&'a Value),
}

fn items(value: &Value) -> Vec<Item<'_>> {
    if let Some(list) = value.as_array() {
        return list.iter().flat_map(items).collect();
    }
    let feed = value.list(&["feed"]);
    if feed.iter().any(|item| item.at(&["post", "uri"]).is_some()) {
        return feed.iter().map(Item::InFeed).collect();
    }
    let posts = value.list(&["posts"]);
    if posts.iter().any(|post| AtUri::of(post).is_some()) {
        return posts.iter().map(Item::View).collect();
    }
    let records = value.list(&["records"]);
    if records.iter().any(|record| AtUri::of(record).is_some()) {
        return records.iter().flat_map(items).collect();
    }
    // The second version of the thread's answer: a list around the post asked for, at depth 0.
    if let Some(anchor) = value
        .list(&["thread"])
        .iter()
        .find(|item| item.at(&["depth"]).and_then(Value::as_i64) == Some(0))
    {
        return anchor.at(&["value"]).map(items).unwrap_or_default();
    }
    if let Some(thread) = value.at(&["thread"]).filter(|thread| thread.is_object()) {
        return items(thread);
    }
    if let Some(uri) = value
        .text(&["uri"])
        .filter(|uri| AtUri::read(uri).is_some())
    {
        if value.at(&["record"]).is_some() {
            return vec![Item::View(value)];
        }
        if let Some(record) = value.at(&["value"]) {
            return vec![Item::Record {
                raw: value,
                record,
                uri: Some(uri),
            }];
        }
        let kind = value.text(&["$type"]).unwrap_or_default();
        if kind.ends_with("#notFoundPost") || value.is_true(&["notFound"]) {
            return vec![Item::Absent {
                uri,
                kind: "notFoundPost",
            }];
        }
        if kind.ends_with("#blockedPost") || value.is_true(&["blocked"]) {
            return vec![Item::Absent {
                uri,
                kind: "blockedPost",
            }];
        }
        return vec![Item::View(value)];
    }
    if value
        .at(&["post"])
        .is_some_and(|post| AtUri::of(post).is_some())
    {
        return vec![if value.at(&["reason"]).is_some() {
            Item::InFeed(value)
        } else {
            Item::InThread(value)
        }];
    }
    if value.text(&["$type"]) == Some(POSTS) {
        return vec![Item::Record {
            raw: value,
            record: value,
            uri: None,
        }];
    }
    if value.text(&["error"]).is_some() && value.text(&["message"]).is_some() {
        return vec![Item::Error(value)];
    }
    // A store of a site's own around what the network gave.
    value
        .at(&["data"])
        .filter(|data| data.is_object())
        .map(items)
        .unwrap_or_default()
}

impl Item<'_> {
    fn read(self, request: &Request) -> Outcome {
        let (raw, found) = match self {
            Self::View(view) => (view, post::Found::view(view)),
            Self::InThread(thread) => (
                thread,
                thread.at(&["post"]).and_then(|view| {
                    post::Found::view(view).map(|found| found.under(thread.at(&["parent"])))
                }),
            ),
            Self::InFeed(item) => (
                item,
                item.at(&["post"]).and_then(|view| {
                    post::Found::view(view).map(|found| {
                        found
                            .answering(item.at(&["reply", "parent"]))
                            .because(item.at(&["reason"]))
                    })
                }),
            ),
            Self::Record { raw, record, uri } => {
                let asked = request.url.as_deref();
                let found = uri
                    .or(asked)
                    .and_then(|address| AtUri::read(address).or_else(|| AtUri::of_page(address)));
                let Some(uri) = found else {
                    return Err(Refused {
                        id: None,
                        why: Refusal::NoPermalink,
                    });
                };
                (raw, Some(post::Found::record(record, uri, request)))
            }
            Self::Absent { uri, kind } => {
                return Err(Refused {
                    id: AtUri::read(uri).map(|uri| uri.rkey.to_owned()),
                    why: Refusal::Gone {
                        reason: kind.into(),
                    },
                });
            }
            Self::Error(error) => {
                return Err(Refused {
                    id: None,
                    why: Refusal::Gone {
                        reason: error.text(&["message"]).unwrap_or_default().into(),
                    },
                });
            }
        };
        let Some(found) = found else {
            return Err(Refused {
                id: None,
                why: Refusal::MissingField {
                    field: "uri".into(),
                },
            });
        };
        let mut losses = Vec::new();
        match found.post(request, post::Depth::Outer, &mut losses) {
            Ok(post) => Ok(ImportedPost {
                post,
                raw: raw.to_string().into_bytes(),
                losses,
            }),
            Err(why) => Err(Refused {
                id: Some(found.uri.rkey.to_owned()),
                why,
            }),
        }
    }
}

#[cfg(test)]
mod tests;
