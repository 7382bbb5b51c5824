//! Folders that go with their owner.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Error;
use crate::process;

/// A folder that goes with its owner.
#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Makes an empty folder for something of this name.
    pub(crate) fn make(name: &str) -> Result<Self, Error> {
        // A port that is free is a number that nobody else has just now.
        let number = process::free_port()?;
        let name = format!("kiosque-{name}-{}-{number}", std::process::id());
        let folder = Self(std::env::temp_dir().join(name));
        fs::create_dir_all(&folder.0)?;
        Ok(folder)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// The path of something in it.
    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
