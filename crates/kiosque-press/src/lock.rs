//! One writer at a time in a folder.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use same_file::Handle;

use crate::content::Unreachable;

/// The file that whoever writes holds.
const LOCK: &str = ".kiosque-lock";

/// A lock on a folder: a site's, or a newsroom's content. The system releases it when the process
/// ends, however it ends; a file left behind by a killed one holds nobody up.
pub(crate) struct Lock {
    path: PathBuf,
    file: Option<File>,
}

/// Why a lock is not taken.
#[derive(Debug)]
pub(crate) enum Locked {
    /// Somebody else is writing into this folder.
    Busy(PathBuf),
    /// The system refuses the lock's file.
    System(Unreachable),
}

impl Lock {
    /// Takes the lock, or says that somebody else has it.
    pub(crate) fn take(folder: &Path) -> Result<Self, Locked> {
        let path = folder.join(LOCK);
        let refused = |reason| {
            let path = path.clone();
            Locked::System(Unreachable { path, reason })
        };
        loop {
            let file = File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)
                .map_err(refused)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(Locked::Busy(folder.to_owned())),
                // A file system without locks: better to write unguarded than not at all.
                Err(TryLockError::Error(reason)) if reason.kind() == io::ErrorKind::Unsupported => {
                }
                Err(TryLockError::Error(reason)) => return Err(refused(reason)),
            }
            if is_at(&file, &path) {
                return Ok(Self {
                    path,
                    file: Some(file),
                });
            }
            // Its last holder removed the file between our opening and our locking it.
        }
    }
}

/// Whether an open file is the one that a path leads to.
fn is_at(file: &File, path: &Path) -> bool {
    let opened = file.try_clone().and_then(Handle::from_file);
    matches!((opened, Handle::from_path(path)), (Ok(a), Ok(b)) if a == b)
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is held, so that whoever opened it meanwhile sees that it is gone.
        let _ = fs::remove_file(&self.path);
        drop(self.file.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_waits_for_nobody_and_the_third_goes_on() {
        let folder = tempfile::TempDir::new().unwrap();
        fs::write(folder.path().join(LOCK), "left behind").unwrap();
        let first = Lock::take(folder.path()).map_err(|_| ()).unwrap();
        assert!(matches!(Lock::take(folder.path()), Err(Locked::Busy(_))));
        drop(first);
        assert!(!folder.path().join(LOCK).exists());
        assert!(Lock::take(folder.path()).is_ok());
    }
}
