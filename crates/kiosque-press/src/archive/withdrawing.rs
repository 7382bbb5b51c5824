//! A post taken down: its hour and its place stay, and nothing of what it said or who said it.

mod log;
mod traces;

use std::fs;

use jiff::Timestamp;
use jiff::civil::Date;
use kiosque_model::Post;
use kiosque_model::post::{Edited, PostState, Quote, Source};

use crate::content::Unreachable;

use self::log::{is_logged, log};
use self::traces::{Traces, delete_media};
use super::placing::remove;
use super::post_files::files_of;
use super::raws::{forget_raw, raw_files};
use super::silencing::{leads_to, mentions, removed_quote, silence};
use super::store::Archive;
use super::timeline::ids_in;
use super::unread::Unread;

/// A decision to take a post down.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The post.
    pub id: String,
    /// What readers are told.
    pub reason: String,
    /// The local day of the decision.
    pub date: Date,
    /// When it was carried out.
    pub now: Timestamp,
}

/// What taking a post down did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Withdrawal {
    /// The tombstone, below the content folder; none for a post that was only quoted.
    pub path: Option<String>,
    /// Files deleted, below the content folder.
    pub deleted: Vec<String>,
    /// Media files that others use, with one of those who do.
    pub kept: Vec<(String, String)>,
    /// Posts that quoted it, below the content folder.
    pub quoted_in: Vec<String>,
    /// Where the newsroom's own words may repeat it: timelines and articles that show it.
    pub look_at: Vec<String>,
}

/// Why a post is not taken down.
#[derive(Debug)]
pub enum NotWithdrawn {
    /// These files of posts are not read, below the content folder: damaged, or second copies of
    /// other posts. They may show it, or what it shows. Nothing was done.
    Unread(Vec<String>),
    /// What the system refuses.
    System(Unreachable),
}

impl From<Unreachable> for NotWithdrawn {
    fn from(error: Unreachable) -> Self {
        Self::System(error)
    }
}

/// Whether there may be a post to take down: one of the archive, one that it quotes, or one of
/// which something is left.
pub fn is_there(archive: &Archive, id: &str) -> bool {
    archive.posts.contains_key(id)
        || archive.withdrawn.contains_key(id)
        || archive
            .posts
            .values()
            .any(|stored| quotes(&stored.post, id))
        || archive.unread.iter().any(|unread| unread.may_hold(id))
        || !Traces::of(archive, id, None).is_empty()
}

fn quotes(post: &Post, id: &str) -> bool {
    matches!(&post.quote, Some(Quote::Post(quoted)) if quoted.id == id)
}

/// Takes a post down. What was interrupted is finished by doing it again.
///
/// # Errors
///
/// Where files of posts are not read, and what the system refuses. The decision is written down
/// first: from then on the post is not archived again.
pub fn withdraw(archive: &mut Archive, decision: &Decision) -> Result<Withdrawal, NotWithdrawn> {
    let id = decision.id.as_str();
    let copies = copies_of(archive, id)?;
    let source = source_of(archive, id);
    let mut withdrawal = Withdrawal {
        look_at: shown_in(archive, id),
        ..Withdrawal::default()
    };
    if archive.withdrawn.get(id) != Some(&decision.reason) || !is_logged(archive, id) {
        log(archive, source, decision)?;
    }
    let mut traces = Traces::of(archive, id, source);
    for copy in copies.iter().filter_map(Unread::post) {
        traces.media.extend(files_of(copy));
    }
    let changed = silence_others(archive, id, &mut traces, &mut withdrawal)?;
    if let Some(stored) = archive.posts.get_mut(id) {
        traces.media.extend(files_of(&stored.post));
        stored.post = tombstone(stored.post.clone(), decision);
    }
    archive
        .withdrawn
        .insert(id.to_owned(), decision.reason.clone());
    // Media go while files still name them: a second run would not find portraits otherwise.
    delete_media(archive, traces.media, &mut withdrawal)?;
    for id in changed {
        if let Some(stored) = archive.posts.get(&id).cloned() {
            archive.write_post(stored.path, stored.post, stored.posted)?;
        }
    }
    withdrawal.path = bury(archive, id)?;
    for copy in copies {
        if Some(&copy.path) != withdrawal.path.as_ref() && remove(&archive.folder.join(&copy.path))?
        {
            withdrawal.deleted.push(copy.path);
        }
    }
    for raw in traces.raws {
        if remove(&archive.folder.join(&raw))? {
            withdrawal.deleted.push(raw);
        }
    }
    Ok(withdrawal)
}

/// The second copies of a stored post.
///
/// # Errors
///
/// Where any other file of a post is not read.
fn copies_of(archive: &Archive, id: &str) -> Result<Vec<Unread>, NotWithdrawn> {
    let is_copy = |unread: &Unread| {
        archive.posts.contains_key(id) && unread.post().is_some_and(|post| post.id == id)
    };
    let unread = archive.unread.iter().cloned();
    let (copies, others): (Vec<Unread>, Vec<Unread>) = unread.partition(is_copy);
    if others.is_empty() {
        return Ok(copies);
    }
    let paths = others.into_iter().map(|unread| unread.path);
    Err(NotWithdrawn::Unread(paths.collect()))
}

/// Takes a post out of those that show it or lead to it. Returns their ids; they are not written
/// yet.
fn silence_others(
    archive: &mut Archive,
    id: &str,
    traces: &mut Traces,
    withdrawal: &mut Withdrawal,
) -> Result<Vec<String>, Unreachable> {
    let own = archive.posts.get(id).map(|stored| stored.post.url.clone());
    let leads_there = |url: &str| leads_to(url, id) || own.as_deref() == Some(url);
    let mut changed = Vec::new();
    for stored in archive.posts.values_mut() {
        if stored.post.id == id {
            continue;
        }
        let quote = stored.post.quote.clone();
        let mut is_changed = silence(&mut stored.post, &|other| other == id, &leads_there);
        if stored.post.quote != quote && stored.post.quote == Some(removed_quote()) {
            withdrawal.quoted_in.push(stored.path.clone());
        }
        if let Some(Quote::Post(quoted)) = &quote
            && quoted.id == id
        {
            traces.media.extend(files_of(quoted));
        }
        // What another post was read from may hold this one, quoted or answered.
        for raw in raw_files(&archive.folder, stored.post.source, &stored.post.id) {
            let path = archive.folder.join(&raw);
            let text = fs::read(&path).map_err(|reason| Unreachable { path, reason })?;
            if mentions(&String::from_utf8_lossy(&text), id) {
                traces.raws.insert(raw);
                forget_raw(&mut stored.post);
                is_changed = true;
            }
        }
        if is_changed {
            changed.push(stored.post.id.clone());
        }
    }
    Ok(changed)
}

/// Writes a tombstone where its post is, then gives that file a name that does not say its author:
/// whatever interrupts this, the words are gone and nothing stands twice.
fn bury(archive: &mut Archive, id: &str) -> Result<Option<String>, Unreachable> {
    let Some(stored) = archive.posts.get(id).cloned() else {
        return Ok(None);
    };
    let path = archive.path_without_author(&stored.post, stored.posted);
    archive.write_post(stored.path.clone(), stored.post, stored.posted)?;
    if stored.path != path {
        archive.rename_post(id, &path)?;
    }
    Ok(Some(path))
}

fn source_of(archive: &Archive, id: &str) -> Option<Source> {
    let own = archive.posts.get(id).map(|stored| stored.post.source);
    own.or_else(|| {
        archive
            .posts
            .values()
            .find_map(|stored| match &stored.post.quote {
                Some(Quote::Post(quoted)) if quoted.id == id => Some(quoted.source),
                _ => None,
            })
    })
}

/// The post with nothing left but its place: identity, hour, state. The address on the network
/// names its author, and so do the record of how it came and the name of its file.
fn tombstone(mut post: Post, decision: &Decision) -> Post {
    let provenance = post.provenance.take().map(|mut from| {
        from.raw_sha256 = None;
        from.capture_method.clear();
        from.licence_note.clear();
        from
    });
    post.state = PostState::Withdrawn {
        date: decision.date.to_string(),
        public_reason: decision.reason.clone(),
    };
    let mut post = post.published();
    post.lang = None;
    post.truncated = false;
    post.sensitive = false;
    post.edited = Edited::None;
    post.provenance = provenance;
    post
}

/// Timelines and articles that show a post.
fn shown_in(archive: &Archive, id: &str) -> Vec<String> {
    let timelines = archive
        .content
        .timelines
        .iter()
        .filter(|timeline| ids_in(&timeline.text).contains(id));
    let mut shown: Vec<String> = Vec::new();
    for timeline in timelines {
        shown.push(timeline.path.clone());
        let name = crate::timelines::name_of(&timeline.path);
        let source = format!("src=\"{name}\"");
        let articles = archive.content.articles.iter();
        shown.extend(
            articles
                .filter(|article| article.text.contains(&source))
                .map(|article| article.path.clone()),
        );
    }
    shown.sort();
    shown.dedup();
    shown
}
