//! What a post leaves in folders.

use std::collections::BTreeSet;
use std::path::Path;

use kiosque_model::post::Source;
use walkdir::WalkDir;

use crate::content::Unreachable;

use super::Withdrawal;
use crate::archive::placing::remove;
use crate::archive::post_files::files_of;
use crate::archive::raws::raw_files;
use crate::archive::store::{Archive, NETWORKS, file_part, network};
use crate::archive::verifying::texts_with;

/// Files of a post.
#[derive(Debug, Default)]
pub(super) struct Traces {
    /// Below `media/`.
    pub media: BTreeSet<String>,
    /// What it was read from, below the content folder.
    pub raws: BTreeSet<String>,
}

impl Traces {
    /// The files that are named after a post, whether it is stored or not; of every network where
    /// nobody knows its own.
    pub fn of(archive: &Archive, id: &str, source: Option<Source>) -> Self {
        let networks = NETWORKS
            .into_iter()
            .filter(|network| source.is_none_or(|source| source == *network));
        let mut traces = Self::default();
        for network in networks {
            let folder = &archive.folder;
            traces.media.extend(media_named_by(folder, network, id));
            traces.raws.extend(raw_files(folder, network, id));
        }
        traces
    }

    pub fn is_empty(&self) -> bool {
        self.media.is_empty() && self.raws.is_empty()
    }
}

/// The media files of a network that are named after a post.
fn media_named_by(folder: &Path, source: Source, id: &str) -> Vec<String> {
    // These name what many posts show.
    if matches!(id, "avatar" | "emoji") {
        return Vec::new();
    }
    let stem = format!("{}-", file_part(id));
    let below = format!("posts/{}", network(source));
    let entries = WalkDir::new(folder.join("media").join(&below)).max_depth(1);
    entries
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy();
            let hash = name.strip_prefix(&stem)?.split('.').next()?;
            (hash.len() == 12).then(|| format!("{below}/{name}"))
        })
        .collect()
}

/// Deletes media files, but for those that others show.
pub(super) fn delete_media(
    archive: &Archive,
    media: BTreeSet<String>,
    withdrawal: &mut Withdrawal,
) -> Result<(), Unreachable> {
    for file in media {
        if !crate::media::is_below_media(&file) {
            continue;
        }
        let post = archive
            .posts
            .values()
            .find(|stored| files_of(&stored.post).contains(&file))
            .map(|stored| stored.path.as_str());
        let user = post.or_else(|| texts_with(archive, &file).next());
        if let Some(user) = user {
            withdrawal
                .kept
                .push((format!("media/{file}"), user.to_owned()));
            continue;
        }
        let content = &archive.content;
        crate::media::forget(&file, content.media.as_ref(), &content.cache);
        if remove(&archive.folder.join("media").join(&file))? {
            withdrawal.deleted.push(format!("media/{file}"));
        }
    }
    Ok(())
}
