//! The printed site, read back.

use std::fs;
use std::path::{Path, PathBuf};

use kiosque_model::{Block, Page, PageBody};
use walkdir::WalkDir;

use crate::Error;

/// A file of the site, compressed copies aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path below the site's folder, with `/`.
    pub path: String,
    /// Its bytes on the disk.
    pub bytes: u64,
    /// Its bytes on the wire: those of its Brotli copy where it has one.
    pub wire: u64,
}

/// Every file a web server may send, by path.
pub fn files(site: &Path) -> Result<Vec<File>, Error> {
    let mut files = Vec::new();
    for entry in WalkDir::new(site).sort_by_file_name() {
        let entry = entry.map_err(|error| format!("the site cannot be read: {error}"))?;
        let relative = entry.path().strip_prefix(site).unwrap_or(entry.path());
        let path = relative.to_string_lossy().replace('\\', "/");
        let hidden = path.split('/').any(|part| part.starts_with('.'));
        if hidden || !entry.file_type().is_file() || is_copy(entry.path()) {
            continue;
        }
        files.push(file(site, &path)?);
    }
    Ok(files)
}

/// One file of the site.
pub fn file(site: &Path, path: &str) -> Result<File, Error> {
    let place = site.join(path);
    let size = |place: &Path| fs::metadata(place).map(|metadata| metadata.len());
    let bytes =
        size(&place).map_err(|error| format!("cannot read {}: {error}", place.display()))?;
    Ok(File {
        path: path.to_owned(),
        bytes,
        wire: size(&with_suffix(&place, ".br")).unwrap_or(bytes),
    })
}

/// The path with something behind it.
pub fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Whether a file is the compressed copy of one beside it.
fn is_copy(path: &Path) -> bool {
    let coding = path.extension().is_some_and(|it| it == "br" || it == "gz");
    coding && path.with_extension("").is_file()
}

/// The permalink of the article with the most posts in its timelines: the report.
pub fn report(site: &Path) -> Result<String, Error> {
    let mut best: Option<(usize, String)> = None;
    for entry in WalkDir::new(site).sort_by_file_name() {
        let entry = entry.map_err(|error| format!("the site cannot be read: {error}"))?;
        if entry.file_name() != "page.json" {
            continue;
        }
        let page: Page = serde_json::from_slice(&fs::read(entry.path())?)
            .map_err(|error| format!("{}: {error}", entry.path().display()))?;
        let PageBody::Article(article) = page.body else {
            continue;
        };
        let posts = article.body.iter().map(|block| match block {
            Block::Timeline(timeline) => timeline.posts.len(),
            _ => 0,
        });
        let posts: usize = posts.sum();
        if best.as_ref().is_none_or(|(most, _)| posts > *most) {
            best = Some((posts, page.url));
        }
    }
    best.map(|(_, url)| url)
        .ok_or_else(|| format!("{} has no article: is it a printed site?", site.display()).into())
}
