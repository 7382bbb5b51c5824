//! A file of the archive, and what a post notes of it.

use std::fs::File;
use std::io;
use std::path::Path;

use kiosque_model::post::Media;
use sha2::{Digest, Sha256};

/// A file of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    /// Path below `media/`.
    pub file: String,
    pub sha256: String,
    pub bytes: u64,
    pub mime: String,
    pub width: u32,
    pub height: u32,
}

impl Kept {
    /// What stands for a file in a trial.
    pub fn dry(address: &str) -> Self {
        Self {
            file: address.to_owned(),
            sha256: String::new(),
            bytes: 0,
            mime: String::new(),
            width: 0,
            height: 0,
        }
    }

    /// The file of a stored post's media, where all was noted of it.
    pub fn of(media: &Media) -> Option<Self> {
        Some(Self {
            file: Some(media.file.clone()).filter(|file| !file.is_empty())?,
            sha256: media.sha256.clone()?,
            bytes: media.bytes?,
            mime: media.mime.clone()?,
            width: media.width,
            height: media.height,
        })
    }

    /// Notes it in a post's media.
    pub fn fill(self, media: &mut Media) {
        media.file = self.file;
        media.sha256 = Some(self.sha256).filter(|sum| !sum.is_empty());
        media.bytes = Some(self.bytes);
        media.mime = Some(self.mime).filter(|mime| !mime.is_empty());
        if self.width > 0 && self.height > 0 {
            (media.width, media.height) = (self.width, self.height);
        }
    }
}

/// SHA-256 of a file in hexadecimal, whatever its size.
pub(super) fn sum_of(path: &Path) -> io::Result<String> {
    let mut sum = Sha256::new();
    io::copy(&mut File::open(path)?, &mut sum)?;
    Ok(hexadecimal(&sum.finalize()))
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
