//! What posts were read from: kept beside them, and never published.

use std::path::Path;

use kiosque_archive::Format;
use kiosque_model::Post;
use kiosque_model::post::Source;
use walkdir::WalkDir;

use super::kept::sum_of;
use super::store::{file_part, network};

/// Where what posts were read from is kept, below the content folder. No page is made of it.
pub const RAW: &str = "posts/raw";
/// The endings of its files.
const ENDINGS: [&str; 3] = ["json", "html", "toml"];

/// Where what a post was read from is stored, below the content folder; the file's ending left out.
pub fn raw_stem(source: Source, id: &str) -> String {
    format!("{RAW}/{}-{}", network(source), file_part(id))
}

/// The files that a post was read from: one, or none, or more where formats followed each other.
pub fn raw_files(folder: &Path, source: Source, id: &str) -> Vec<String> {
    let stem = raw_stem(source, id);
    ENDINGS
        .into_iter()
        .map(|ending| format!("{stem}.{ending}"))
        .filter(|path| folder.join(path).is_file())
        .collect()
}

/// Every file that some post was read from, in the order of their paths.
pub fn all_raw_files(folder: &Path) -> Vec<String> {
    let mut files: Vec<String> = WalkDir::new(folder.join(RAW))
        .max_depth(1)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| {
            let ending = name.rsplit_once('.').map(|(_, ending)| ending);
            !name.starts_with('.') && ending.is_some_and(|ending| ENDINGS.contains(&ending))
        })
        .map(|name| format!("{RAW}/{name}"))
        .collect();
    files.sort();
    files
}

/// The file of what a post was read from, below the content folder.
pub(super) fn raw_path(post: &Post) -> String {
    let format = post.provenance.as_ref().map(|from| from.format.as_str());
    let ending = if format == Some(Format::Blockquote.name()) {
        "html"
    } else if format == Some(Format::Written.name()) {
        "toml"
    } else {
        "json"
    };
    format!("{}.{ending}", raw_stem(post.source, &post.id))
}

/// Whether beside a post stands what it says it was read from, and nothing else: an import that was
/// stopped leaves the old one, or none, or both.
pub(super) fn has_its_raw(folder: &Path, post: &Post) -> bool {
    let files = raw_files(folder, post.source, &post.id);
    let from = post.provenance.as_ref();
    match from.and_then(|from| from.raw_sha256.as_ref()) {
        Some(sum) => {
            let path = raw_path(post);
            let found = sum_of(&folder.join(&path));
            files == [path] && found.is_ok_and(|found| found.eq_ignore_ascii_case(sum))
        }
        None => files.is_empty(),
    }
}

/// Notes that there is nothing any more that a post was read from.
pub(super) fn forget_raw(post: &mut Post) {
    if let Some(provenance) = &mut post.provenance {
        provenance.raw_sha256 = None;
    }
}
