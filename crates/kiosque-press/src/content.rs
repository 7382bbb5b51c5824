//! A content folder, read.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use kiosque_catalogue::editor::Problem;
use walkdir::WalkDir;

use crate::cache::Cache;
use crate::diagnostic::{Diagnostic, Findings};
use crate::media::MediaFolder;
use crate::settings::SITE_FILE;
use crate::source::Source;

/// Everything a newsroom wrote, media files aside, which are read when a page asks for them.
pub struct Content {
    /// `site.toml`.
    pub site: Option<Source>,
    /// `articles/**/*.md`, by path.
    pub articles: Vec<Source>,
    /// `posts/*.json`, by path.
    pub posts: Vec<Source>,
    /// `timelines/*.toml`, by path.
    pub timelines: Vec<Source>,
    /// `media/**`.
    pub media: Box<dyn MediaFolder>,
    /// What earlier builds found out about media files, and made of them.
    pub cache: Cache,
    /// Files that could be read and are not text.
    pub faults: Vec<Diagnostic>,
}

/// A file or folder that could not be read or written.
#[derive(Debug)]
pub struct Unreachable {
    /// Its path.
    pub path: PathBuf,
    /// What the system said.
    pub reason: io::Error,
}

impl std::fmt::Display for Unreachable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for Unreachable {}

impl Content {
    /// Reads a content folder.
    ///
    /// # Errors
    ///
    /// The first file or folder the system refuses. A folder without `site.toml` is read: its
    /// absence is the content's problem.
    pub fn read(folder: &Path) -> Result<Self, Unreachable> {
        if !folder.is_dir() {
            let kind = io::ErrorKind::NotADirectory;
            return Err(Unreachable {
                path: folder.to_owned(),
                reason: kind.into(),
            });
        }
        let findings = Findings::default();
        let site = if folder.join(SITE_FILE).is_file() {
            read_text(folder, SITE_FILE, &findings)?
        } else {
            None
        };
        Ok(Self {
            site,
            articles: read_texts(folder, "articles", "md", usize::MAX, &findings)?,
            posts: read_texts(folder, "posts", "json", 1, &findings)?,
            timelines: read_texts(folder, "timelines", "toml", 1, &findings)?,
            media: Box::new(DiskMedia {
                folder: folder.join("media"),
            }),
            cache: Cache::none(),
            faults: findings.into_sorted(),
        })
    }

    /// The same content, with a cache for what its media files cost.
    #[must_use]
    pub fn with_cache(mut self, cache: Cache) -> Self {
        self.cache = cache;
        self
    }

    /// How many text files there are.
    pub fn files(&self) -> usize {
        usize::from(self.site.is_some())
            + self.articles.len()
            + self.posts.len()
            + self.timelines.len()
    }

    /// A text file by its path.
    pub fn source(&self, path: &str) -> Option<&Source> {
        let all = self
            .articles
            .iter()
            .chain(&self.posts)
            .chain(&self.timelines);
        self.site
            .iter()
            .chain(all)
            .find(|source| source.path == path)
    }
}

fn read_text(
    folder: &Path,
    name: &str,
    findings: &Findings,
) -> Result<Option<Source>, Unreachable> {
    let path = folder.join(name);
    let bytes = fs::read(&path).map_err(|reason| Unreachable { path, reason })?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(Source {
            path: name.to_owned(),
            text,
        })),
        Err(_) => {
            findings.in_file(name, Problem::NotUtf8);
            Ok(None)
        }
    }
}

fn read_texts(
    folder: &Path,
    below: &str,
    extension: &str,
    depth: usize,
    findings: &Findings,
) -> Result<Vec<Source>, Unreachable> {
    let mut sources = Vec::new();
    for name in names(&folder.join(below), depth)? {
        let hidden = name.split('/').any(|part| part.starts_with('.'));
        if !hidden
            && name
                .rsplit_once('.')
                .is_some_and(|(_, found)| found == extension)
        {
            sources.extend(read_text(folder, &format!("{below}/{name}"), findings)?);
        }
    }
    Ok(sources)
}

/// Files below a folder, sorted, `/` between the parts of their paths. No folder, no files.
fn names(folder: &Path, depth: usize) -> Result<Vec<String>, Unreachable> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in WalkDir::new(folder).max_depth(depth).follow_links(true) {
        let entry = entry.map_err(|error| Unreachable {
            path: error.path().unwrap_or(folder).to_owned(),
            reason: error.into(),
        })?;
        if entry.file_type().is_file()
            && let Ok(path) = entry.path().strip_prefix(folder)
        {
            let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            names.push(parts.join("/"));
        }
    }
    names.sort();
    Ok(names)
}

/// Media files on disk.
struct DiskMedia {
    folder: PathBuf,
}

impl MediaFolder for DiskMedia {
    fn names(&self) -> Vec<String> {
        names(&self.folder, usize::MAX).unwrap_or_default()
    }

    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        fs::read(self.folder.join(name))
    }
}
