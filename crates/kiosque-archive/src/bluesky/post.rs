//! One post, whichever way it was handed out.

use jiff::{SignedDuration, Timestamp};
use kiosque_catalogue::editor::{Loss, Refusal};
use kiosque_model::Post;
use kiosque_model::post::{Counts, MediaKind, PostAuthor, ReplyTo, Repost, Source, Thread};
use serde_json::Value;

use super::address::{AtUri, POSTS, handle, permalink, profile};
use super::embed;
use super::labels::Labels;
use super::text::spans;
use crate::draft::{Identity, account, draft, language, media, moment};
use crate::import::Request;
use crate::json::Part;
use crate::spans::settle;

/// The first public posts are of November 2022: a record that says an earlier date was brought in
/// from elsewhere, or lies.
const FIRST_POSTS: &str = "2022-11-01T00:00:00Z";

/// Whether a post stands by itself or is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    Outer,
    Quoted,
}

/// A post as it was found.
#[derive(Debug, Clone)]
pub(super) struct Found<'a> {
    pub uri: AtUri<'a>,
    /// What the network says around the record; the record itself where it says nothing.
    view: &'a Value,
    /// What the author wrote.
    record: &'a Value,
    /// What the network shows with it.
    embeds: Vec<&'a Value>,
    author: PostAuthor,
    author_view: &'a Value,
    parent: Option<&'a Value>,
    reason: Option<&'a Value>,
}

impl<'a> Found<'a> {
    /// A post view, or the view of a quoted record.
    pub fn view(view: &'a Value) -> Option<Self> {
        let uri = AtUri::of(view)?;
        let record = view
            .at(&["record"])
            .or_else(|| view.at(&["value"]))
            .unwrap_or(&Value::Null);
        let author_view = view.at(&["author"]).unwrap_or(&Value::Null);
        let did = author_view
            .text(&["did"])
            .or_else(|| uri.did())
            .unwrap_or(uri.authority);
        let embeds = view
            .at(&["embed"])
            .into_iter()
            .chain(view.list(&["embeds"]))
            .collect();
        Some(Self {
            uri,
            view,
            record,
            embeds,
            author: who(author_view, did),
            author_view,
            parent: None,
            reason: None,
        })
    }

    /// A record alone. Its author is in its address, and his names in the request.
    pub fn record(record: &'a Value, uri: AtUri<'a>, request: &Request) -> Self {
        let page = request
            .url
            .as_deref()
            .and_then(AtUri::of_page)
            .filter(|page| page.rkey == uri.rkey)
            .map(|page| page.authority)
            .filter(|handle| !handle.starts_with("did:"));
        let (handle, name) = match &request.account {
            Some(account) => (account.handle.as_str(), account.name.as_str()),
            None => (page.unwrap_or(uri.authority), ""),
        };
        let did = uri.did().or_else(|| {
            request
                .account
                .as_ref()
                .map(|account| account.id.as_str())
                .filter(|id| id.starts_with("did:"))
        });
        Self {
            uri,
            view: &Value::Null,
            record,
            embeds: Vec::new(),
            author: account(did.unwrap_or_default(), handle, name, profile(handle)),
            author_view: &Value::Null,
            parent: None,
            reason: None,
        }
    }

    /// The post above it in a thread.
    pub fn under(mut self, parent: Option<&'a Value>) -> Self {
        self.parent = parent;
        self
    }

    /// The post it answers, as a feed shows it.
    pub fn answering(self, parent: Option<&'a Value>) -> Self {
        self.under(parent)
    }

    /// Why it is in a feed.
    pub fn because(mut self, reason: Option<&'a Value>) -> Self {
        self.reason = reason;
        self
    }

    /// The account's DID, where it is known.
    pub fn did(&self) -> Option<&str> {
        Some(self.author.id.as_str()).filter(|id| id.starts_with("did:"))
    }

    /// The post.
    ///
    /// # Errors
    ///
    /// Where it is no post, lacks its text or its moment, or is not for everyone.
    pub fn post(
        &self,
        request: &Request,
        depth: Depth,
        losses: &mut Vec<Loss>,
    ) -> Result<Post, Refusal> {
        let record = self.record;
        let kind = record.text(&["$type"]).unwrap_or(self.uri.collection);
        if kind != POSTS || self.uri.collection != POSTS {
            return Err(Refusal::NotAPost { kind: kind.into() });
        }
        let labels = Labels::of(self.view, self.author_view, record, request.captured_at);
        if let Some(refusal) = labels.refusal {
            return Err(refusal);
        }
        // Photos may stand without words, but the field is always there.
        let text = record
            .at(&["text"])
            .and_then(Value::as_str)
            .ok_or_else(|| Refusal::MissingField {
                field: "record.text".into(),
            })?;
        let clock = Clock::read(record, self.view, request.captured_at, losses)?;
        let shown = if self.author.handle.is_empty() {
            self.uri.authority
        } else {
            &self.author.handle
        };
        let identity = Identity {
            source: Source::Bluesky,
            id: self.uri.rkey.to_owned(),
            url: permalink(shown, self.uri.rkey),
        };
        let mut post = draft(identity, self.author.clone(), clock.created, request);
        post.indexed_at = clock.indexed.map(|moment| moment.to_string());
        post.uri = self.did().map(|did| {
            AtUri {
                authority: did,
                ..self.uri
            }
            .text()
        });
        if let Some(address) = self.author_view.text(&["avatar"]) {
            post.author.avatar = media(MediaKind::Photo, address, losses);
        }
        post.lang = record
            .list(&["langs"])
            .first()
            .and_then(Value::as_str)
            .and_then(language);
        post.sensitive = labels.sensitive;
        post.text = text.to_owned();
        let marked = spans(text, record.list(&["facets"]), losses);
        settle(&mut post, marked, losses);
        post.counts = self.counts(&post.archived_at);
        post.reply_to = self.reply_to();
        if depth == Depth::Outer {
            post.thread = self.thread();
            post.repost_by = self.repost_by(losses);
        }
        embed::fill(&mut post, self, depth, request, losses);
        Ok(post)
    }

    /// What the network shows with the post, as views where it gave them.
    pub fn embeds(&self) -> Vec<&'a Value> {
        if self.embeds.is_empty() {
            self.record.at(&["embed"]).into_iter().collect()
        } else {
            self.embeds.clone()
        }
    }

    fn counts(&self, captured_at: &str) -> Option<Counts> {
        let count = |name| self.view.count(&[name]);
        let counts = Counts {
            replies: count("replyCount"),
            reposts: count("repostCount"),
            likes: count("likeCount"),
            quotes: count("quoteCount"),
            captured_at: captured_at.to_owned(),
        };
        let known = [counts.replies, counts.reposts, counts.likes, counts.quotes];
        known.iter().any(Option::is_some).then_some(counts)
    }

    fn reply_to(&self) -> Option<ReplyTo> {
        let answered = self
            .record
            .text(&["reply", "parent", "uri"])
            .and_then(AtUri::read)?;
        // A thread holds the parent under `post`, a feed holds it bare.
        let parent = self
            .parent
            .map(|parent| parent.at(&["post"]).unwrap_or(parent))
            .filter(|parent| AtUri::of(parent) == Some(answered));
        let account = parent
            .and_then(|parent| parent.at(&["author"]))
            .and_then(handle)
            // An account that answers itself says its handle here.
            .or_else(|| {
                (answered.did() == self.did())
                    .then_some(self.author.handle.as_str())
                    .filter(|handle| !handle.is_empty())
            });
        let is_post = answered.collection == POSTS;
        let url = || permalink(account.unwrap_or(answered.authority), answered.rkey);
        Some(ReplyTo {
            handle: account.map(str::to_owned),
            id: is_post.then(|| answered.rkey.to_owned()),
            url: is_post.then(url),
        })
    }

    /// The place in the author's own thread, where every post above it is there and his.
    fn thread(&self) -> Option<Thread> {
        let root = self
            .record
            .text(&["reply", "root", "uri"])
            .and_then(AtUri::read)?;
        let mut position: u32 = 1;
        let mut above = self.parent;
        while let Some(item) = above {
            let view = item.at(&["post"])?;
            let uri = AtUri::of(view)?;
            if uri.did() != self.did() {
                return None;
            }
            position = position.checked_add(1)?;
            if uri == root {
                return Some(Thread {
                    root: root.rkey.to_owned(),
                    position,
                });
            }
            above = item.at(&["parent"]);
        }
        None
    }

    fn repost_by(&self, losses: &mut Vec<Loss>) -> Option<Repost> {
        let reason = self.reason.filter(|reason| {
            reason
                .text(&["$type"])
                .is_some_and(|kind| kind.ends_with("#reasonRepost"))
        })?;
        let by = reason.at(&["by"])?;
        let mut author = who(by, by.text(&["did"])?);
        if let Some(address) = by.text(&["avatar"]) {
            author.avatar = media(MediaKind::Photo, address, losses);
        }
        Some(Repost {
            author,
            at: moment("reason.indexedAt", reason.text(&["indexedAt"]))
                .ok()
                .map(|moment| moment.to_string()),
        })
    }
}

fn who(author: &Value, did: &str) -> PostAuthor {
    let handle = handle(author).unwrap_or(did);
    let name = author.text(&["displayName"]).unwrap_or_default();
    account(did, handle, name, profile(handle))
}

/// When a post was made.
struct Clock {
    created: Timestamp,
    indexed: Option<Timestamp>,
}

impl Clock {
    /// The author's own clock says when a post was made, unless it says what cannot be: later than
    /// the network saw it, or before the network was there.
    fn read(
        record: &Value,
        view: &Value,
        captured_at: Timestamp,
        losses: &mut Vec<Loss>,
    ) -> Result<Self, Refusal> {
        let indexed = view
            .text(&["indexedAt"])
            .and_then(|moment| moment.parse::<Timestamp>().ok());
        let declared = match moment("record.createdAt", record.text(&["createdAt"])) {
            Ok(declared) => declared,
            Err(refusal) => {
                let indexed = indexed.ok_or(refusal)?;
                losses.push(Loss::Field {
                    field: "record.createdAt".into(),
                });
                return Ok(Self {
                    created: indexed,
                    indexed: Some(indexed),
                });
            }
        };
        let observed = indexed.unwrap_or(captured_at);
        let apart = declared.duration_since(observed);
        let day = SignedDuration::from_hours(24);
        if apart > day || (indexed.is_some() && apart < -day) {
            losses.push(Loss::Clock {
                declared: declared.to_string(),
                observed: observed.to_string(),
            });
        }
        let plausible = declared <= observed
            && FIRST_POSTS
                .parse::<Timestamp>()
                .is_ok_and(|first| declared >= first);
        Ok(Self {
            created: match indexed {
                Some(indexed) if !plausible => indexed,
                _ => declared,
            },
            indexed,
        })
    }
}
