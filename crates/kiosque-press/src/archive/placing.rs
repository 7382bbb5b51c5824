//! Files put into the archive whole, and taken out of it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::content::Unreachable;

/// Writes a file beside its place and moves it there, so that nobody meets half of it.
///
/// # Errors
///
/// What the system says; then the file before is there, whole.
pub fn place(path: &Path, bytes: &[u8]) -> Result<(), Unreachable> {
    Staged::write(path, bytes)?.put(path)
}

/// A file beside its place, removed unless it is put there.
pub(super) struct Staged {
    /// Where it is until then.
    pub partial: PathBuf,
}

impl Staged {
    /// Makes an empty file beside a place.
    pub fn create(path: &Path) -> Result<(Self, File), Unreachable> {
        let at = |reason| Unreachable {
            path: path.to_owned(),
            reason,
        };
        let partial = partial_of(path).ok_or_else(|| at(io::ErrorKind::InvalidFilename.into()))?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(at)?;
        }
        let file = File::create(&partial).map_err(at)?;
        Ok((Self { partial }, file))
    }

    /// Writes a file beside its place.
    pub fn write(path: &Path, bytes: &[u8]) -> Result<Self, Unreachable> {
        let (staged, mut file) = Self::create(path)?;
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        written.map_err(|reason| Unreachable {
            path: path.to_owned(),
            reason,
        })?;
        Ok(staged)
    }

    /// Moves it to its place.
    pub fn put(self, path: &Path) -> Result<(), Unreachable> {
        fs::rename(&self.partial, path).map_err(|reason| Unreachable {
            path: path.to_owned(),
            reason,
        })
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.partial);
    }
}

/// The ending of a file that is being written.
const PARTIAL: &str = ".partial";

/// The hidden name that a file has while it is written.
fn partial_of(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy();
    Some(path.with_file_name(format!(".{name}.{}{PARTIAL}", std::process::id())))
}

/// Removes from a folder what killed runs left half written: nobody else looks for the words in it.
///
/// # Errors
///
/// What the system says.
pub(super) fn remove_partials(folder: &Path) -> Result<(), Unreachable> {
    let entries = WalkDir::new(folder).min_depth(1).max_depth(1);
    for entry in entries.into_iter().flatten() {
        let name = entry.file_name().to_string_lossy();
        if entry.file_type().is_file() && name.starts_with('.') && name.ends_with(PARTIAL) {
            remove(entry.path())?;
        }
    }
    Ok(())
}

/// Removes a file that may not be there, and says whether it was.
///
/// # Errors
///
/// What the system says.
pub fn remove(path: &Path) -> Result<bool, Unreachable> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(reason) => Err(Unreachable {
            path: path.to_owned(),
            reason,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("a/b.json");
        place(&path, b"one").unwrap();
        place(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        let beside = fs::read_dir(path.parent().unwrap()).unwrap().count();
        assert_eq!(beside, 1);
        assert!(remove(&path).unwrap());
        assert!(!remove(&path).unwrap());
    }
}
