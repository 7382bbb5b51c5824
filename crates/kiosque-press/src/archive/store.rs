//! The archive on disk: what is there, and how it is written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use kiosque_model::Post;
use kiosque_model::post::{PostState, Source};

use crate::content::{Content, Unreachable};
use crate::diagnostic::{Diagnostic, Findings};
use crate::lock::{Lock, Locked};
use crate::moments::Wording;
use crate::permalink::slug_of;
use crate::posts;
use crate::settings;

use super::hosts::ArchiveSettings;
use super::placing::{place, remove_partials};
use super::raws::RAW;
use super::unread::{Unread, unread};

/// Where withdrawals are written down, below the content folder: instant, network, id and the
/// reason that readers are told, and nothing of what the post said.
pub const WITHDRAWALS: &str = "posts/withdrawals.log";

/// A newsroom's archive.
pub struct Archive {
    /// The content folder.
    pub folder: PathBuf,
    /// What the newsroom wrote.
    pub content: Content,
    /// The site's language and zone.
    pub wording: Wording,
    /// IANA name of the zone.
    pub zone_name: String,
    /// Who may be asked.
    pub settings: ArchiveSettings,
    /// The posts that can be read, by id.
    pub posts: BTreeMap<String, StoredPost>,
    /// What is wrong in the others' files, and in these.
    pub diagnostics: Vec<Diagnostic>,
    /// The files of posts that are not among these.
    pub unread: Vec<Unread>,
    /// Ids of the posts that were withdrawn, those whose file is gone included.
    pub withdrawn: BTreeMap<String, String>,
    /// Held by who writes.
    _lock: Option<Lock>,
}

/// A post in its file.
#[derive(Debug, Clone)]
pub struct StoredPost {
    /// Path below the content folder.
    pub path: String,
    /// The post.
    pub post: Post,
    /// When it was posted.
    pub posted: Timestamp,
}

/// Why an archive cannot be worked on.
pub enum Closed {
    /// Somebody else is writing into the folder.
    Busy(PathBuf),
    /// The system refuses a file or folder.
    System(Unreachable),
    /// The settings do not say the site's language and zone.
    Settings(Box<Content>, Vec<Diagnostic>),
}

impl From<Unreachable> for Closed {
    fn from(error: Unreachable) -> Self {
        Self::System(error)
    }
}

impl From<Locked> for Closed {
    fn from(locked: Locked) -> Self {
        match locked {
            Locked::Busy(folder) => Self::Busy(folder),
            Locked::System(error) => Self::System(error),
        }
    }
}

impl Archive {
    /// Reads the archive of a content folder for who writes into it: nobody else does as long as
    /// this lives.
    ///
    /// # Errors
    ///
    /// See [`Closed`].
    pub fn open_to_write(folder: &Path) -> Result<Self, Closed> {
        // Before anything is read: what is read while somebody writes is soon no longer so. Where
        // there is no folder, reading it says so.
        let lock = folder.is_dir().then(|| Lock::take(folder)).transpose()?;
        if lock.is_some() {
            remove_all_partials(folder)?;
        }
        Ok(Self {
            _lock: lock,
            ..Self::open(folder)?
        })
    }

    /// Reads the archive of a content folder.
    ///
    /// # Errors
    ///
    /// See [`Closed`].
    pub fn open(folder: &Path) -> Result<Self, Closed> {
        let content = Content::read(folder)?;
        let findings = Findings::default();
        let settings = match &content.site {
            Some(site) => settings::read(site, &findings),
            None => {
                findings.in_file(
                    settings::SITE_FILE,
                    kiosque_catalogue::editor::Problem::SiteMissing,
                );
                None
            }
        };
        let Some(settings) = settings else {
            return Err(Closed::Settings(Box::new(content), findings.into_sorted()));
        };
        let findings = Findings::default();
        let stored: BTreeMap<String, StoredPost> = posts::read_all(&content.posts, &findings)
            .into_iter()
            .map(|(id, archived)| {
                let stored = StoredPost {
                    path: archived.source.path.clone(),
                    post: archived.post,
                    posted: archived.posted,
                };
                (id, stored)
            })
            .collect();
        findings.extend(content.faults.iter().cloned());
        let paths: BTreeSet<&str> = stored.values().map(|one| one.path.as_str()).collect();
        let unread = unread(folder, &content, |path| paths.contains(path))?;
        let mut archive = Self {
            folder: folder.to_owned(),
            wording: settings.wording,
            zone_name: settings.zone_name,
            settings: settings.archive,
            posts: stored,
            diagnostics: findings.into_sorted(),
            unread,
            withdrawn: BTreeMap::new(),
            content,
            _lock: None,
        };
        archive.withdrawn = archive.withdrawals()?;
        Ok(archive)
    }

    /// What was withdrawn, by id: the reason.
    fn withdrawals(&self) -> Result<BTreeMap<String, String>, Unreachable> {
        let mut withdrawn: BTreeMap<String, String> = BTreeMap::new();
        let path = self.folder.join(WITHDRAWALS);
        match fs::read_to_string(&path) {
            Ok(log) => {
                for line in log.lines() {
                    let mut parts = line.split('\t').skip(2);
                    if let Some(id) = parts.next() {
                        let reason = parts.next().unwrap_or_default();
                        withdrawn.insert(id.to_owned(), reason.to_owned());
                    }
                }
            }
            Err(reason) if reason.kind() == io::ErrorKind::NotFound => {}
            Err(reason) => return Err(Unreachable { path, reason }),
        }
        for (id, stored) in &self.posts {
            if let PostState::Withdrawn { public_reason, .. } = &stored.post.state {
                withdrawn.insert(id.clone(), public_reason.clone());
            }
        }
        Ok(withdrawn)
    }

    /// Where a post is stored: day and hour in the site's zone, the handle, the id. A post that has
    /// a file keeps it.
    pub fn path_of(&self, post: &Post, posted: Timestamp) -> String {
        if let Some(stored) = self.posts.get(&post.id) {
            return stored.path.clone();
        }
        let hour = self.hour_of(posted);
        let handle = slug_of(&post.author.handle);
        let handle: String = handle.chars().take(40).collect();
        let id = file_part(&post.id);
        if handle.is_empty() {
            format!("posts/{hour}-{id}.json")
        } else {
            format!("posts/{hour}-{handle}-{id}.json")
        }
    }

    /// Where a withdrawn post is stored: its file no longer names its author.
    pub fn path_without_author(&self, post: &Post, posted: Timestamp) -> String {
        let hour = self.hour_of(posted);
        format!("posts/{hour}-{}.json", file_part(&post.id))
    }

    fn hour_of(&self, posted: Timestamp) -> String {
        self.wording
            .local(posted)
            .strftime("%Y-%m-%d-%Hh%M")
            .to_string()
    }

    /// Writes a post into its file and remembers it.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn write_post(
        &mut self,
        path: String,
        post: Post,
        posted: Timestamp,
    ) -> Result<(), Unreachable> {
        let full = self.folder.join(&path);
        let json = to_json(&post).map_err(|error| Unreachable {
            path: full.clone(),
            reason: io::Error::other(error),
        })?;
        place(&full, json.as_bytes())?;
        self.remember(path, post, posted);
        Ok(())
    }

    /// Gives a post's file another name.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub(super) fn rename_post(&mut self, id: &str, path: &str) -> Result<(), Unreachable> {
        let to = self.folder.join(path);
        if let Some(stored) = self.posts.get_mut(id) {
            fs::rename(self.folder.join(&stored.path), &to)
                .map_err(|reason| Unreachable { path: to, reason })?;
            path.clone_into(&mut stored.path);
        }
        Ok(())
    }

    /// Counts a post among those of the archive.
    pub(super) fn remember(&mut self, path: String, post: Post, posted: Timestamp) {
        self.posts
            .insert(post.id.clone(), StoredPost { path, post, posted });
    }
}

/// Removes what killed runs left half written, wherever the archive writes.
fn remove_all_partials(folder: &Path) -> Result<(), Unreachable> {
    for below in ["posts", RAW, "timelines"] {
        remove_partials(&folder.join(below))?;
    }
    for source in NETWORKS {
        remove_partials(&folder.join("media/posts").join(network(source)))?;
    }
    Ok(())
}

/// A post as its file holds it.
///
/// # Errors
///
/// None is known: everything in a post has a form in JSON.
pub fn to_json(post: &Post) -> Result<String, serde_json::Error> {
    let mut json = serde_json::to_string_pretty(post)?;
    json.push('\n');
    Ok(json)
}

/// Every network.
pub const NETWORKS: [Source; 3] = [Source::X, Source::Bluesky, Source::Mastodon];

/// What a network is called in paths.
pub const fn network(source: Source) -> &'static str {
    match source {
        Source::X => "x",
        Source::Bluesky => "bluesky",
        Source::Mastodon => "mastodon",
    }
}

/// An id as a part of a file's name. Networks' ids are letters and digits; what is not is never
/// left to mean something in a path.
pub fn file_part(id: &str) -> String {
    let plain: String = id
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' || c == '_' {
                c
            } else {
                '-'
            }
        })
        .take(80)
        .collect();
    if plain == id {
        return plain;
    }
    // Two ids that read alike once made plain are still two.
    let sum = crate::media::digest(id.as_bytes());
    format!("{plain}-{}", sum.get(..8).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_never_leaves_its_folder() {
        assert_eq!(file_part("538242208583651329"), "538242208583651329");
        assert_eq!(file_part("3kabc_-"), "3kabc_-");
        for id in ["../../a", "a/b", "a\\b", "..", "é", "a\u{0}"] {
            let part = file_part(id);
            assert!(
                part.chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'),
                "{part}"
            );
        }
        assert_ne!(file_part("a/b"), file_part("a.b"));
    }
}
