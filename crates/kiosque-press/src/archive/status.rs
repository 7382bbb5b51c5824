//! What is in the archive, post by post.

use std::collections::BTreeMap;
use std::fs;

use jiff::Timestamp;
use kiosque_model::post::PostState;

use super::post_files::files_of;
use super::store::{Archive, StoredPost};
use super::timeline::ids_in;

/// A post of the archive, in a line.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// The post.
    pub stored: &'a StoredPost,
    /// When it was archived.
    pub archived: Option<Timestamp>,
    /// How many files it has.
    pub files: usize,
    /// Their size in bytes, of those that are there.
    pub bytes: u64,
    /// The timelines that name it.
    pub timelines: Vec<&'a str>,
}

/// Every post, in the order of time.
pub fn rows(archive: &Archive) -> Vec<Row<'_>> {
    let mut timelines: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for timeline in &archive.content.timelines {
        for id in ids_in(&timeline.text) {
            let name = crate::timelines::name_of(&timeline.path);
            timelines.entry(id).or_default().push(name);
        }
    }
    let mut rows: Vec<Row<'_>> = archive
        .posts
        .values()
        .map(|stored| {
            let mut files = files_of(&stored.post);
            files.sort();
            files.dedup();
            let size = |file: &String| {
                let path = archive.folder.join("media").join(file);
                fs::metadata(path).map_or(0, |data| data.len())
            };
            Row {
                stored,
                archived: stored.post.archived_at.parse().ok(),
                bytes: files.iter().map(size).sum(),
                files: files.len(),
                timelines: timelines.get(&stored.post.id).cloned().unwrap_or_default(),
            }
        })
        .collect();
    rows.sort_by_key(|row| (row.stored.posted, row.stored.post.id.clone()));
    rows
}

/// The place of a state in [`ArchiveWords::states`](kiosque_catalogue::editor::ArchiveWords::states).
pub const fn state_index(state: &PostState) -> usize {
    match state {
        PostState::LiveSnapshot => 0,
        PostState::DeletedUpstream => 1,
        PostState::Protected => 2,
        PostState::Suspended => 3,
        PostState::Withheld => 4,
        PostState::Withdrawn { .. } => 5,
    }
}

/// A state's name for programs.
pub const fn state_name(state: &PostState) -> &'static str {
    match state {
        PostState::LiveSnapshot => "live_snapshot",
        PostState::DeletedUpstream => "deleted_upstream",
        PostState::Protected => "protected",
        PostState::Suspended => "suspended",
        PostState::Withheld => "withheld",
        PostState::Withdrawn { .. } => "withdrawn",
    }
}
