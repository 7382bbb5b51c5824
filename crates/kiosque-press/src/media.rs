//! Media files: checked, measured, named by their content.

mod placeholder;
mod raster;
mod svg;

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use kiosque_catalogue::editor::Problem;
use kiosque_model::Picture;
use sha2::{Digest, Sha256};

use crate::diagnostic::nearest;
use crate::permalink::slug_of;

/// Where media files are read from.
pub trait MediaFolder: Sync {
    /// Every file's path below `media/`, `/` between its parts.
    fn names(&self) -> Vec<String>;

    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// What the system says where the file is not there or cannot be read.
    fn read(&self, name: &str) -> io::Result<Vec<u8>>;
}

impl MediaFolder for BTreeMap<String, Vec<u8>> {
    fn names(&self) -> Vec<String> {
        self.keys().cloned().collect()
    }

    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        self.get(name)
            .cloned()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// What a media file may be, by where it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MediaUse {
    /// A picture, decoded and measured.
    Picture,
    /// A video, or a loop.
    Video,
    /// Sound.
    Sound,
    /// A WebVTT caption track.
    Captions,
}

/// A media file of the edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedMedia {
    /// Path below `media/` in the content folder.
    pub source: String,
    /// Path below the output folder: `media/NAME.HASH.EXT`.
    pub file: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Width in pixels, its orientation applied; 0 for what is no picture.
    pub width: u32,
    /// Height in pixels, its orientation applied; 0 for what is no picture.
    pub height: u32,
    /// A few pixels of a picture as a `data:` URI.
    pub placeholder: Option<String>,
    /// MIME type.
    pub mime: &'static str,
}

impl PublishedMedia {
    /// Root-relative URL.
    pub fn url(&self) -> String {
        format!("/{}", self.file)
    }

    /// The picture as pages carry it.
    pub fn picture(&self, alt: String) -> Picture {
        Picture {
            src: self.url(),
            width: self.width,
            height: self.height,
            alt,
            placeholder: self.placeholder.clone(),
        }
    }
}

/// What a decoder found out about a picture.
struct Measured {
    width: u32,
    height: u32,
    extension: &'static str,
    mime: &'static str,
    placeholder: Option<String>,
}

type Entry = Arc<OnceLock<Result<PublishedMedia, Problem>>>;

/// The media files that pages ask for, each read once.
pub struct MediaShelf<'a> {
    folder: &'a dyn MediaFolder,
    asked: Mutex<BTreeMap<(String, MediaUse), Entry>>,
}

impl<'a> MediaShelf<'a> {
    /// A shelf over a folder, nothing read yet.
    pub fn new(folder: &'a dyn MediaFolder) -> Self {
        Self {
            folder,
            asked: Mutex::default(),
        }
    }

    /// A file for a page; from now on it belongs to the edition.
    ///
    /// # Errors
    ///
    /// Why the file cannot be published.
    pub fn publish(&self, name: &str, used_as: MediaUse) -> Result<PublishedMedia, Problem> {
        if !is_below_media(name) {
            return Err(Problem::MediaPath {
                file: name.to_owned(),
            });
        }
        let entry = {
            let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            asked.entry((name.to_owned(), used_as)).or_default().clone()
        };
        entry.get_or_init(|| self.read(name, used_as)).clone()
    }

    /// Every file published so far, by its path in the output folder.
    pub fn published(&self) -> BTreeMap<String, PublishedMedia> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked
            .values()
            .filter_map(|entry| entry.get()?.as_ref().ok())
            .map(|media| (media.file.clone(), media.clone()))
            .collect()
    }

    fn read(&self, name: &str, used_as: MediaUse) -> Result<PublishedMedia, Problem> {
        let bytes = self.folder.read(name).map_err(|_| {
            let names = self.folder.names();
            let suggestion = nearest(name, names.iter().map(String::as_str));
            Problem::MediaMissing {
                file: name.to_owned(),
                suggestion,
            }
        })?;
        let measured = match used_as {
            MediaUse::Picture if svg::looks_like(&bytes) => svg::measure(name, &bytes)?,
            MediaUse::Picture => raster::measure(name, &bytes)?,
            other => recognise(name, &bytes, other)?,
        };
        Ok(PublishedMedia {
            source: name.to_owned(),
            file: published_name(name, &bytes, measured.extension),
            bytes: bytes.len() as u64,
            width: measured.width,
            height: measured.height,
            placeholder: measured.placeholder,
            mime: measured.mime,
        })
    }
}

fn is_below_media(name: &str) -> bool {
    !name.contains('\\')
        && !name.contains(':')
        && name.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// `media/NAME.HASH.EXT`: the name for people, the hash for caches.
fn published_name(name: &str, bytes: &[u8], extension: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = slug_of(file.rsplit_once('.').map_or(file, |(stem, _)| stem));
    let stem = if stem.is_empty() { "media" } else { &stem };
    let hash = Sha256::digest(bytes);
    let hash: String = hash
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let stem: String = stem.chars().take(80).collect();
    format!("media/{stem}.{hash}.{extension}")
}

/// Tells a video, sound or caption file by its first bytes, so that nothing else is published
/// under the newsroom's origin.
fn recognise(name: &str, bytes: &[u8], used_as: MediaUse) -> Result<Measured, Problem> {
    let at = |start: usize, mark: &[u8]| bytes.get(start..start + mark.len()) == Some(mark);
    let found = match used_as {
        MediaUse::Video if at(4, b"ftyp") => Some(("mp4", "video/mp4")),
        MediaUse::Video if at(0, b"\x1a\x45\xdf\xa3") => Some(("webm", "video/webm")),
        MediaUse::Sound if at(4, b"ftyp") => Some(("m4a", "audio/mp4")),
        MediaUse::Sound if at(0, b"OggS") => Some(("ogg", "audio/ogg")),
        MediaUse::Sound if at(0, b"RIFF") && at(8, b"WAVE") => Some(("wav", "audio/wav")),
        MediaUse::Sound
            if at(0, b"ID3") || at(0, b"\xff\xfb") || at(0, b"\xff\xf3") || at(0, b"\xff\xf2") =>
        {
            Some(("mp3", "audio/mpeg"))
        }
        MediaUse::Captions if at(0, b"WEBVTT") || at(0, b"\xef\xbb\xbfWEBVTT") => {
            Some(("vtt", "text/vtt"))
        }
        _ => None,
    };
    let accepted = match used_as {
        MediaUse::Picture => "PNG, JPEG, WebP, GIF, SVG",
        MediaUse::Video => "MP4, WebM",
        MediaUse::Sound => "MP3, M4A, Ogg, WAV",
        MediaUse::Captions => "WebVTT",
    };
    found
        .map(|(extension, mime)| Measured {
            width: 0,
            height: 0,
            extension,
            mime,
            placeholder: None,
        })
        .ok_or_else(|| Problem::MediaKind {
            file: name.to_owned(),
            accepted,
        })
}

#[cfg(test)]
mod tests;
