//! What was costly to make, kept on disk by what it was made from.
//!
//! An entry's name is the fingerprint of everything its bytes depend on, so an entry is never out of
//! date: it is there or it is not. Entries are written beside their place and renamed into it, which
//! two builds at once may do to the same entry without harm. Each holds the hash of its bytes; one
//! that was damaged is thrown away and made again. A cache that cannot be read or written costs
//! time and nothing else, so no error leaves this module.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::site_file::Fingerprint;

/// First bytes of an entry; the digit goes up with the format.
const MARK: &[u8; 8] = b"kiosque1";
/// Length of the hash after the mark.
const HASH: usize = 32;
/// Bytes kept where the caller names no bound: 2 GiB.
const BOUND: u64 = 2 * 1024 * 1024 * 1024;
/// An entry that is read is marked as used when its mark is older than this.
const FRESH: Duration = Duration::from_secs(24 * 60 * 60);
/// What a build that was killed left half written is removed after this.
const ABANDONED: Duration = Duration::from_secs(60 * 60);
/// Ending of what is being written.
const PARTIAL: &str = "partial";

/// A folder of entries, or no cache at all.
#[derive(Debug)]
pub struct Cache {
    folder: Option<PathBuf>,
    bound: u64,
    written: AtomicU64,
}

impl Cache {
    /// Keeps nothing: everything is made each time.
    pub fn none() -> Self {
        Self {
            folder: None,
            bound: BOUND,
            written: AtomicU64::new(0),
        }
    }

    /// Keeps entries in a folder, made when the first entry comes.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: Some(folder.into()),
            ..Self::none()
        }
    }

    /// The same cache with another bound, in bytes; see [`Cache::prune`].
    #[must_use]
    pub fn bounded(mut self, bytes: u64) -> Self {
        self.bound = bytes;
        self
    }

    /// Its folder, where there is one.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// An entry's bytes.
    pub fn get(&self, key: &Fingerprint) -> Option<Vec<u8>> {
        let path = self.path(key)?;
        let mut entry = fs::read(&path).ok()?;
        if !is_sound(&entry) {
            let _ = fs::remove_file(&path);
            return None;
        }
        mark_as_used(&path);
        Some(entry.split_off(MARK.len() + HASH))
    }

    /// Whether there is an entry, sound or not.
    pub fn has(&self, key: &Fingerprint) -> bool {
        self.path(key).is_some_and(|path| path.is_file())
    }

    /// Keeps an entry's bytes, and says whether it could. What it could not is made again next time.
    pub fn put(&self, key: &Fingerprint, bytes: &[u8]) -> bool {
        let kept = self
            .path(key)
            .is_some_and(|path| write(&path, bytes).is_ok());
        if kept {
            self.written
                .fetch_add(bytes.len() as u64, Ordering::Relaxed);
        }
        kept
    }

    /// Removes an entry, of what nobody may keep.
    pub fn remove(&self, key: &Fingerprint) {
        if let Some(path) = self.path(key) {
            let _ = fs::remove_file(path);
        }
    }

    /// An entry's bytes, made now where the cache does not have them.
    ///
    /// # Errors
    ///
    /// Those of `make`.
    pub fn get_or_make<E>(
        &self,
        key: &Fingerprint,
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, E> {
        if let Some(bytes) = self.get(key) {
            return Ok(bytes);
        }
        let bytes = make()?;
        self.put(key, &bytes);
        Ok(bytes)
    }

    /// Removes the entries unused for longest until the cache is within its bound, and what killed
    /// builds left. Does nothing where nothing was added since the last time. To be called once a
    /// build is over: an entry removed while it is wanted is only made again.
    pub fn prune(&self) {
        if self.written.swap(0, Ordering::Relaxed) == 0 {
            return;
        }
        let Some(folder) = &self.folder else { return };
        let now = SystemTime::now();
        let mut entries = Vec::new();
        for found in WalkDir::new(folder).into_iter().flatten() {
            let Ok(data) = found.metadata() else { continue };
            let Ok(used) = data.modified() else { continue };
            let path = found.into_path();
            // Someone may give a folder that holds other things.
            if !data.is_file() || !is_own(folder, &path) {
                continue;
            }
            if path.extension().is_some_and(|ending| ending == PARTIAL) {
                if now.duration_since(used).is_ok_and(|age| age > ABANDONED) {
                    let _ = fs::remove_file(path);
                }
                continue;
            }
            entries.push((used, data.len(), path));
        }
        let mut total: u64 = entries.iter().map(|(_, size, _)| size).sum();
        entries.sort();
        for (_, size, path) in entries {
            if total <= self.bound {
                break;
            }
            if fs::remove_file(path).is_ok() {
                total -= size;
            }
        }
    }

    fn path(&self, key: &Fingerprint) -> Option<PathBuf> {
        // Spread over folders: some systems are slow with many files in one.
        let (first, rest) = key.as_str().split_at_checked(2)?;
        Some(self.folder.as_ref()?.join(first).join(rest))
    }
}

/// Whether a file has the place and the name of an entry, whole or half written.
fn is_own(folder: &Path, path: &Path) -> bool {
    let hexadecimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let Some((first, name)) = path
        .strip_prefix(folder)
        .ok()
        .and_then(Path::to_str)
        .and_then(|below| below.split_once(std::path::MAIN_SEPARATOR))
    else {
        return false;
    };
    let partial = name
        .strip_suffix(PARTIAL)
        .and_then(|name| name.strip_suffix('.'))
        .is_some_and(|name| {
            name.bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-')
        });
    let entry = name.len() + 2 == Fingerprint::DIGITS && hexadecimal(name);
    first.len() == 2 && hexadecimal(first) && (entry || partial)
}

fn is_sound(entry: &[u8]) -> bool {
    let Some((mark, rest)) = entry.split_at_checked(MARK.len()) else {
        return false;
    };
    let Some((hash, bytes)) = rest.split_at_checked(HASH) else {
        return false;
    };
    mark == MARK && Sha256::digest(bytes).as_slice() == hash
}

fn mark_as_used(path: &Path) {
    let now = SystemTime::now();
    let used = fs::metadata(path).and_then(|data| data.modified());
    if used.is_ok_and(|used| now.duration_since(used).is_ok_and(|age| age > FRESH))
        && let Ok(file) = fs::File::options().append(true).open(path)
    {
        let _ = file.set_modified(now);
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let folder = path.parent().ok_or(io::ErrorKind::NotFound)?;
    fs::create_dir_all(folder)?;
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let partial = folder.join(format!("{}-{number}.{PARTIAL}", process::id()));
    let entry = [MARK, Sha256::digest(bytes).as_slice(), bytes].concat();
    let written = fs::write(&partial, entry).and_then(|()| fs::rename(&partial, path));
    if written.is_err() {
        let _ = fs::remove_file(&partial);
    }
    written
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use tempfile::TempDir;

    use super::*;

    fn key(name: &str) -> Fingerprint {
        Fingerprint::of(&[name])
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        WalkDir::new(folder)
            .into_iter()
            .flatten()
            .filter(|entry| entry.file_type().is_file())
            .map(walkdir::DirEntry::into_path)
            .collect()
    }

    fn age(path: &Path, days: u64) {
        let then = SystemTime::now() - Duration::from_secs(days * 24 * 60 * 60);
        let file = fs::File::options().append(true).open(path).unwrap();
        file.set_modified(then).unwrap();
    }

    #[test]
    fn an_entry_is_made_once() {
        let folder = TempDir::new().unwrap();
        let mut made = 0;
        for _ in 0..2 {
            let cache = Cache::at(folder.path().join("cache"));
            let bytes = cache.get_or_make(&key("a"), || {
                made += 1;
                Ok::<_, Infallible>(b"bytes".to_vec())
            });
            assert_eq!(bytes, Ok(b"bytes".to_vec()));
        }
        assert_eq!(made, 1);
        assert_eq!(Cache::at(folder.path()).get(&key("b")), None);
    }

    #[test]
    fn a_damaged_entry_is_thrown_away_and_made_again() {
        let folder = TempDir::new().unwrap();
        let cache = Cache::at(folder.path());
        for damage in [&b""[..], b"kiosque1", b"other bytes altogether"] {
            cache.put(&key("a"), b"bytes");
            let entry = files(folder.path()).remove(0);
            fs::write(&entry, damage).unwrap();
            assert_eq!(cache.get(&key("a")), None);
            assert!(!entry.exists());
        }
        cache.put(&key("a"), b"bytes");
        let entry = files(folder.path()).remove(0);
        let mut flipped = fs::read(&entry).unwrap();
        *flipped.last_mut().unwrap() ^= 1;
        fs::write(&entry, flipped).unwrap();
        assert_eq!(cache.get(&key("a")), None);
    }

    #[test]
    fn the_entries_unused_for_longest_go_first() {
        let folder = TempDir::new().unwrap();
        let cache = Cache::at(folder.path()).bounded(2500);
        for (name, days) in [("old", 9), ("read again", 8), ("new", 0)] {
            let before = files(folder.path());
            cache.put(&key(name), &[0; 1000]);
            let added = files(folder.path());
            let added = added.iter().find(|path| !before.contains(path)).unwrap();
            age(added, days);
        }
        assert!(cache.get(&key("read again")).is_some());
        cache.prune();
        assert_eq!(cache.get(&key("old")), None);
        assert!(cache.get(&key("read again")).is_some());
        assert!(cache.get(&key("new")).is_some());
    }

    #[test]
    fn what_a_killed_build_left_is_removed_and_what_is_being_written_is_not() {
        let folder = TempDir::new().unwrap();
        let cache = Cache::at(folder.path());
        let (left, fresh) = (
            folder.path().join("ab/1-1.partial"),
            folder.path().join("ab/2-1.partial"),
        );
        fs::create_dir(folder.path().join("ab")).unwrap();
        fs::write(&left, "half").unwrap();
        age(&left, 1);
        fs::write(&fresh, "half").unwrap();
        cache.put(&key("a"), b"bytes");
        cache.prune();
        assert!(!left.exists() && fresh.exists());
    }

    #[test]
    fn two_builds_share_it() {
        let folder = TempDir::new().unwrap();
        let bytes = vec![7; 100_000];
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let cache = Cache::at(folder.path());
                    for round in 0..50 {
                        let key = key(&(round % 5).to_string());
                        let made = cache.get_or_make(&key, || Ok::<_, Infallible>(bytes.clone()));
                        assert_eq!(made.as_ref(), Ok(&bytes));
                    }
                });
            }
        });
        assert_eq!(files(folder.path()).len(), 5);
    }

    #[test]
    fn a_folder_that_cannot_be_written_costs_time_alone() {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let cache = Cache::at(&file);
        let made = cache.get_or_make(&key("a"), || Ok::<_, Infallible>(b"bytes".to_vec()));
        assert_eq!(made, Ok(b"bytes".to_vec()));
        cache.prune();
    }

    #[test]
    fn what_is_not_the_cache_s_is_never_pruned() {
        let folder = TempDir::new().unwrap();
        let others = ["notes.txt", "ab/notes.txt", "ab/cd/0123456789abcdef012345"];
        for other in others {
            let path = folder.path().join(other);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "precious").unwrap();
        }
        let cache = Cache::at(folder.path()).bounded(0);
        assert!(cache.put(&key("one"), b"made again"));
        cache.prune();
        assert!(!cache.has(&key("one")));
        for other in others {
            assert!(folder.path().join(other).is_file(), "{other}");
        }
    }
}
