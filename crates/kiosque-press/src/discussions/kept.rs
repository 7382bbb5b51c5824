//! What a service last told, kept from one build to the next.
//!
//! A folder beside the cache's own entries: what is here cannot be made again while the service is
//! down, so nothing removes it to make room. One file for each newsroom and address: what a service
//! that is being tried out tells is never printed for readers of another.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use kiosque_model::discussion::{Comment, CommentDriver};
use serde::{Deserialize, Serialize};

use crate::cache::Cache;
use crate::site_file::Fingerprint;

/// Goes up with the format; a file of another one is as none.
const FORMAT: u32 = 1;

/// The folder in the cache's.
const FOLDER: &str = "comments";

/// What a service told of each thread.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// By the thread's name.
    pub threads: BTreeMap<String, KeptThread>,
}

/// What a service told of a thread.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptThread {
    /// When it was asked, in whole seconds since 1970.
    pub asked: i64,
    /// How many comments were published.
    pub total: u32,
    /// They, parents before their answers. Their hours are worded when they are printed.
    pub comments: Vec<Comment>,
}

#[derive(Serialize, Deserialize)]
struct File<T> {
    format: u32,
    kept: T,
}

/// Where the comments of a newsroom's service are kept; nowhere without a cache.
#[derive(Debug)]
pub struct Keeper {
    path: Option<PathBuf>,
}

impl Keeper {
    /// The place for what a service told at an address, about a site.
    pub fn of(cache: &Cache, site: &str, driver: CommentDriver, address: &str) -> Self {
        let driver = match driver {
            CommentDriver::Isso => "isso",
            CommentDriver::WordPress => "wordpress",
        };
        let name = Fingerprint::of(&["comments", site, driver, address]);
        let folder = cache.folder().map(|folder| folder.join(FOLDER));
        Self {
            path: folder.map(|folder| folder.join(format!("{}.json", name.as_str()))),
        }
    }

    /// What was kept; nothing where it cannot be read.
    pub fn read(&self) -> Kept {
        let read = || {
            let text = fs::read(self.path.as_ref()?).ok()?;
            let file: File<Kept> = serde_json::from_slice(&text).ok()?;
            (file.format == FORMAT).then_some(file.kept)
        };
        read().unwrap_or_default()
    }

    /// Keeps what was told, all of it or nothing. What the system refuses costs the next build
    /// nothing as long as the service answers it.
    pub fn write(&self, kept: &Kept) {
        let Some(path) = &self.path else { return };
        let _ = write(path, kept);
    }
}

fn write(path: &Path, kept: &Kept) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::NotFound)?;
    fs::create_dir_all(folder)?;
    let file = File {
        format: FORMAT,
        kept,
    };
    let mut partial = tempfile::NamedTempFile::new_in(folder)?;
    partial.write_all(&serde_json::to_vec(&file)?)?;
    partial.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn kept(total: u32) -> Kept {
        let thread = KeptThread {
            asked: 1,
            total,
            comments: Vec::new(),
        };
        Kept {
            threads: [("/a/".to_owned(), thread)].into(),
        }
    }

    #[test]
    fn what_is_kept_is_found_again_for_its_newsroom_and_address_alone() {
        let folder = TempDir::new().unwrap();
        let keeper = |site: &str, address: &str| {
            let cache = Cache::at(folder.path());
            Keeper::of(&cache, site, CommentDriver::Isso, address)
        };
        let own = keeper("https://a.example", "http://127.0.0.1:8801");
        assert_eq!(own.read(), Kept::default());
        own.write(&kept(3));
        own.write(&kept(4));
        assert_eq!(own.read(), kept(4));
        for other in [
            keeper("https://b.example", "http://127.0.0.1:8801"),
            keeper("https://a.example", "http://127.0.0.1:8802"),
        ] {
            assert_eq!(other.read(), Kept::default());
        }
        let files = fs::read_dir(folder.path().join(FOLDER)).unwrap();
        assert_eq!(files.count(), 1, "nothing half written is left");
    }

    #[test]
    fn a_file_that_cannot_be_read_is_as_none() {
        let folder = TempDir::new().unwrap();
        let cache = Cache::at(folder.path());
        let keeper = Keeper::of(&cache, "a", CommentDriver::WordPress, "b");
        keeper.write(&kept(1));
        for text in ["", "{", "{\"format\":2,\"kept\":{\"threads\":{}}}", "[]"] {
            fs::write(keeper.path.as_ref().unwrap(), text).unwrap();
            assert_eq!(keeper.read(), Kept::default(), "{text}");
        }
        let nowhere = Keeper::of(&Cache::none(), "a", CommentDriver::Isso, "b");
        nowhere.write(&kept(1));
        assert_eq!(nowhere.read(), Kept::default());
    }

    #[test]
    fn what_is_kept_outlives_a_cache_that_is_made_smaller() {
        let folder = TempDir::new().unwrap();
        let cache = Cache::at(folder.path()).bounded(0);
        let keeper = Keeper::of(&cache, "a", CommentDriver::Isso, "b");
        keeper.write(&kept(1));
        cache.put(&Fingerprint::of(&["a"]), b"bytes");
        cache.prune();
        assert_eq!(keeper.read(), kept(1));
    }
}
