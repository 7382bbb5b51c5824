//! The files of an export, in its folder.

use std::path::{Path, PathBuf};

/// Where X's data archives have the media of posts: by their age, and those of posts to a community
/// apart.
const MEDIA: [&str; 3] = ["tweets_media", "tweet_media", "community_tweet_media"];

/// A file of an export; none that lies outside its folder, whatever its name says.
pub(super) fn file(folder: &Path, name: &str) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    if !crate::media::is_below_media(name) {
        return None;
    }
    let others = name
        .split_once('/')
        .filter(|(first, _)| MEDIA.contains(first))
        .map(|(_, rest)| MEDIA.map(|media| format!("{media}/{rest}")));
    let names: Vec<String> = [name.to_owned()]
        .into_iter()
        .chain(others.into_iter().flatten())
        .collect();
    // An archive may be given by the folder that its own is in.
    let below = names.iter().map(|name| format!("data/{name}"));
    names
        .iter()
        .cloned()
        .chain(below)
        .filter_map(|name| folder.join(name).canonicalize().ok())
        .find(|path| path.starts_with(&folder) && path.is_file())
}
