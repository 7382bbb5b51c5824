//! What becomes of a post on its way into the archive.

use jiff::Timestamp;
use kiosque_catalogue::editor::Loss;
use kiosque_model::Post;
use kiosque_model::post::Source;
use url::Url;

use super::address::Named;
use super::keeping::Count;
use super::post_files::count_files;
use super::store::Archive;

/// What became of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is in the archive now.
    Kept,
    /// It was in the archive and is stored anew.
    Refreshed,
    /// It was in the archive, and nothing about it is new.
    Unchanged,
    /// It was in the archive, and nobody asked for it anew.
    Already,
    /// The newsroom withdrew it.
    Withdrawn,
    /// Another network's post has this id, in this file.
    OtherNetwork(String),
    /// The post of another author or of another server has this id, in this file.
    OtherPost(String),
    /// This file may hold it, and cannot be read.
    Unreadable(String),
    /// What was given says less than what is stored.
    Poorer,
}

impl Fate {
    /// Whether the post is in the archive, as was asked.
    pub const fn is_well(&self) -> bool {
        matches!(
            self,
            Self::Kept | Self::Refreshed | Self::Unchanged | Self::Already
        )
    }
}

/// A post with what became of it.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The post, as it is stored or would be.
    pub post: Post,
    /// When it was posted.
    pub posted: Timestamp,
    /// What became of it.
    pub fate: Fate,
    /// Its file, below the content folder.
    pub path: String,
    /// Its files.
    pub media: Count,
    /// What it lost.
    pub losses: Vec<Loss>,
    /// The input it came in.
    pub from: String,
    /// The inputs of its other copies, which were left aside.
    pub copies: Vec<String>,
}

impl Arrival {
    /// A post of which nothing was done.
    pub(super) fn left(
        post: Post,
        posted: Timestamp,
        fate: Fate,
        path: String,
        from: String,
    ) -> Self {
        let all = count_files(&post);
        Self {
            post,
            posted,
            fate,
            path,
            media: Count { kept: all, all },
            losses: Vec::new(),
            from,
            copies: Vec::new(),
        }
    }
}

/// What is known of a post before it is brought in.
pub(super) fn known_fate(archive: &Archive, post: &Post, refresh: bool) -> Option<Fate> {
    barred(archive, post.source, &post.id).or_else(|| {
        let stored = archive.posts.get(&post.id)?;
        if !is_same(&stored.post, post) {
            return Some(Fate::OtherPost(stored.path.clone()));
        }
        (!refresh).then_some(Fate::Already)
    })
}

/// What is known of the post of an address, without asking anybody.
pub fn fate_of_address(archive: &Archive, named: &Named, refresh: bool) -> Option<Fate> {
    barred(archive, named.network, &named.id).or_else(|| {
        let stored = archive.posts.get(&named.id)?;
        (!refresh && is_named(&stored.post, named)).then_some(Fate::Already)
    })
}

/// Why a post of an id cannot come in, whoever wrote it.
fn barred(archive: &Archive, source: Source, id: &str) -> Option<Fate> {
    if archive.withdrawn.contains_key(id) {
        return Some(Fate::Withdrawn);
    }
    let Some(stored) = archive.posts.get(id) else {
        let unread = archive.unread.iter().find(|unread| unread.may_hold(id));
        return unread.map(|unread| Fate::Unreadable(unread.path.clone()));
    };
    (stored.post.source != source).then(|| Fate::OtherNetwork(stored.path.clone()))
}

/// What is in the archive already, as something that came in.
pub fn known_arrival(archive: &Archive, id: &str, fate: Fate, from: &str) -> Option<Arrival> {
    let stored = archive.posts.get(id)?;
    Some(Arrival::left(
        stored.post.clone(),
        stored.posted,
        fate,
        stored.path.clone(),
        from.to_owned(),
    ))
}

/// Whether two posts of one network and one id are one. X's ids are its own alone; on Bluesky each
/// account counts for itself, on Mastodon each server.
pub(super) fn is_same(one: &Post, other: &Post) -> bool {
    match one.source {
        Source::X => true,
        Source::Bluesky => match (did(one), did(other)) {
            (Some(one), Some(other)) => one == other,
            _ => one.author.handle.eq_ignore_ascii_case(&other.author.handle),
        },
        Source::Mastodon => host(&one.url) == host(&other.url),
    }
}

/// Whether an address is surely that of a stored post. Where it names the account or the server
/// otherwise, only the network can tell.
fn is_named(post: &Post, named: &Named) -> bool {
    let from = post.provenance.as_ref().map(|from| &from.capture_method);
    if named.asks.iter().any(|ask| Some(&ask.url) == from) {
        return true;
    }
    match post.source {
        Source::X => true,
        Source::Bluesky => {
            let path = named.url.split("/profile/").nth(1).unwrap_or_default();
            let account = path.split('/').next().unwrap_or_default();
            did(post) == Some(account) || account.eq_ignore_ascii_case(&post.author.handle)
        }
        Source::Mastodon => host(&post.url) == host(&named.url),
    }
}

/// The DID of a post's author, where it is known.
fn did(post: &Post) -> Option<&str> {
    let authority = || {
        post.uri
            .as_deref()?
            .strip_prefix("at://")?
            .split('/')
            .next()
    };
    [Some(post.author.id.as_str()), authority()]
        .into_iter()
        .flatten()
        .find(|id| id.starts_with("did:"))
}

fn host(address: &str) -> Option<String> {
    Url::parse(address).ok()?.host_str().map(str::to_owned)
}
