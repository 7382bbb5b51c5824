//! Media files: checked, measured, named by their content.
//!
//! Still pictures of pixels are published as WebP at several widths and once in a format every
//! browser reads, all made from the newsroom's file, which stays where it is: turned upright, in
//! sRGB, and without what a camera wrote in it. Drawings, animations, videos and sound are published
//! as they are.

mod derivative;
mod files;
mod kind;
mod pixels;
mod placeholder;
mod raster;
mod svg;

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use kiosque_catalogue::editor::Problem;
use kiosque_model::Picture;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use self::derivative::Plan;
pub(crate) use self::derivative::jpeg;
pub use self::files::files;
pub(crate) use self::files::{Prints, forget};
pub use self::kind::Kind;
pub(crate) use self::pixels::Pixels;
pub(crate) use self::raster::pixels_of;
pub(crate) use self::svg::{draw, looks_like as svg_looks_like};
use crate::cache::Cache;
use crate::diagnostic::nearest;
use crate::permalink::slug_of;
use crate::site_file::Fingerprint;

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
    /// A picture of an article, a list or a post, shown at many widths.
    Picture,
    /// The portrait on an author's page.
    Portrait,
    /// A picture as large as a few letters: an avatar, an emoji.
    Avatar,
    /// The still picture of a video.
    Poster,
    /// A picture of the site itself, shown to who is about to install it.
    Screenshot,
    /// A video, or a loop.
    Video,
    /// Sound.
    Sound,
    /// A WebVTT caption track.
    Captions,
}

impl MediaUse {
    /// Whether the file is decoded and measured.
    pub const fn is_picture(self) -> bool {
        matches!(
            self,
            Self::Picture | Self::Portrait | Self::Avatar | Self::Poster | Self::Screenshot
        )
    }
}

/// A media file of the edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedMedia {
    /// Path below `media/` in the content folder.
    pub source: String,
    /// SHA-256 of the file there, in hexadecimal.
    pub digest: String,
    /// Path below the output folder of the file every browser reads: `media/NAME.HASH.EXT` where
    /// the file is published as it is, `media/NAME.HASH-WIDTH.EXT` where it is made from it.
    pub file: String,
    /// Whether everything published is made from the file, which is then not published itself.
    pub derived: bool,
    /// Widths it has as WebP; see [`Picture::widths`].
    pub widths: Vec<u32>,
    /// Width in pixels of `file`, its orientation applied; 0 for what is no picture.
    pub width: u32,
    /// Height in pixels of `file`, its orientation applied; 0 for what is no picture.
    pub height: u32,
    /// A few pixels of a picture as a `data:` URI.
    pub placeholder: Option<String>,
    /// What `file` is.
    pub kind: Kind,
    /// Size in bytes of `file` where it is published as it is.
    pub bytes: Option<u64>,
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
            widths: self.widths.clone(),
            alt,
            placeholder: self.placeholder.clone(),
        }
    }
}

/// What a decoder found out about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Measured {
    kind: Kind,
    width: u32,
    height: u32,
    placeholder: Option<String>,
    /// A picture of pixels that stands still, and whether one of them can be seen through.
    still: Option<Transparency>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Transparency {
    Opaque,
    Transparent,
}

type Entry = Arc<OnceLock<Result<PublishedMedia, Problem>>>;

/// The media files that pages ask for, each read once.
pub struct MediaShelf<'a> {
    folder: &'a dyn MediaFolder,
    cache: Option<&'a Cache>,
    asked: Mutex<BTreeMap<(String, MediaUse), Entry>>,
}

impl<'a> MediaShelf<'a> {
    /// A shelf over a folder, nothing read yet.
    pub fn new(folder: &'a dyn MediaFolder) -> Self {
        Self {
            folder,
            cache: None,
            asked: Mutex::default(),
        }
    }

    /// The same shelf, which decodes nothing that it measured before.
    #[must_use]
    pub fn with_cache(mut self, cache: &'a Cache) -> Self {
        self.cache = Some(cache);
        self
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
        let mut published: BTreeMap<String, PublishedMedia> = BTreeMap::new();
        for media in asked
            .values()
            .filter_map(|entry| entry.get()?.as_ref().ok())
        {
            let known = published
                .entry(media.file.clone())
                .or_insert_with(|| media.clone());
            // One file in two uses: of a small picture both have the same.
            known.widths.extend(&media.widths);
            known.widths.sort_unstable();
            known.widths.dedup();
        }
        published
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
        let digest = digest(&bytes);
        let measured = if used_as.is_picture() {
            self.measure(name, &bytes, &digest)?
        } else {
            recognise(name, &bytes, used_as)?
        };
        let plan = measured.still.and_then(|transparency| {
            let width = measured.width;
            derivative::plan(used_as, measured.kind, transparency, width)
        });
        let stem = stem(name);
        Ok(match plan {
            Some(Plan { main, widths }) => PublishedMedia {
                source: name.to_owned(),
                file: main.path(&stem, &digest),
                digest,
                derived: true,
                widths,
                width: main.width,
                height: derivative::height_at(main.width, measured.width, measured.height),
                placeholder: measured.placeholder,
                kind: main.kind,
                bytes: None,
            },
            None => PublishedMedia {
                source: name.to_owned(),
                file: format!(
                    "media/{stem}.{}.{}",
                    digest.get(..16).unwrap_or_default(),
                    measured.kind.extension()
                ),
                digest,
                derived: false,
                widths: Vec::new(),
                width: measured.width,
                height: measured.height,
                placeholder: measured.placeholder,
                kind: measured.kind,
                bytes: Some(bytes.len() as u64),
            },
        })
    }

    /// Measures a picture, which decodes it, or remembers what it measured.
    fn measure(&self, name: &str, bytes: &[u8], digest: &str) -> Result<Measured, Problem> {
        let key = measured_key(digest);
        let known = self.cache.and_then(|cache| cache.get(&key));
        if let Some(known) = known.and_then(|json| serde_json::from_slice(&json).ok()) {
            return Ok(known);
        }
        let measured = if svg::looks_like(bytes) {
            svg::measure(name, bytes)?
        } else {
            raster::measure(name, bytes)?
        };
        if let (Some(cache), Ok(json)) = (self.cache, serde_json::to_vec(&measured)) {
            cache.put(&key, &json);
        }
        Ok(measured)
    }
}

/// Under what the cache keeps what was measured of a picture.
fn measured_key(digest: &str) -> Fingerprint {
    Fingerprint::of(&["measured", MEASURES, digest])
}

/// Version of what [`MediaShelf::measure`] finds out: goes up when the same file would be measured
/// or refused otherwise.
const MEASURES: &str = "2";

/// Whether a name stays below the folder it is looked for in.
pub(crate) fn is_below_media(name: &str) -> bool {
    !name.contains('\\')
        && !name.contains(':')
        && name.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// The part of a published name that people read.
fn stem(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = slug_of(file.rsplit_once('.').map_or(file, |(stem, _)| stem));
    if stem.is_empty() {
        return "media".to_owned();
    }
    stem.chars().take(80).collect()
}

/// SHA-256 in hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What some bytes are, if they may be used so: the format, and a picture's width and height in
/// pixels. A picture is decoded whole. A drawing is none of these.
pub(crate) fn identify(bytes: &[u8], used_as: MediaUse) -> Option<(Kind, u32, u32)> {
    let measured = if used_as.is_picture() {
        raster::measure("", bytes).ok()?
    } else {
        recognise("", bytes, used_as).ok()?
    };
    Some((measured.kind, measured.width, measured.height))
}

/// Tells a video, sound or caption file by its first bytes, so that nothing else is published
/// under the newsroom's origin.
fn recognise(name: &str, bytes: &[u8], used_as: MediaUse) -> Result<Measured, Problem> {
    let at = |start: usize, mark: &[u8]| bytes.get(start..start + mark.len()) == Some(mark);
    let found = match used_as {
        MediaUse::Video if at(4, b"ftyp") => Some(Kind::Mp4),
        MediaUse::Video if at(0, b"\x1a\x45\xdf\xa3") => Some(Kind::WebM),
        MediaUse::Sound if at(4, b"ftyp") => Some(Kind::M4a),
        MediaUse::Sound if at(0, b"OggS") => Some(Kind::Ogg),
        MediaUse::Sound if at(0, b"RIFF") && at(8, b"WAVE") => Some(Kind::Wav),
        MediaUse::Sound
            if at(0, b"ID3") || at(0, b"\xff\xfb") || at(0, b"\xff\xf3") || at(0, b"\xff\xf2") =>
        {
            Some(Kind::Mp3)
        }
        MediaUse::Captions if at(0, b"WEBVTT") || at(0, b"\xef\xbb\xbfWEBVTT") => Some(Kind::Vtt),
        _ => None,
    };
    let accepted = match used_as {
        MediaUse::Video => "MP4, WebM",
        MediaUse::Sound => "MP3, M4A, Ogg, WAV",
        MediaUse::Captions => "WebVTT",
        _ => "PNG, JPEG, WebP, GIF, SVG",
    };
    found
        .map(|kind| Measured {
            kind,
            width: 0,
            height: 0,
            placeholder: None,
            still: None,
        })
        .ok_or_else(|| Problem::MediaKind {
            file: name.to_owned(),
            accepted,
        })
}

#[cfg(test)]
mod tests;
