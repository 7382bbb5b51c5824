//! What a file that came from a network is, by its bytes.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use kiosque_catalogue::editor::MediaRefusal;
use kiosque_model::post::MediaKind;

use crate::media::{Kind, MediaUse, identify};

/// What a part of a post may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A photo, an avatar, an emoji, a still, the picture of a link's preview.
    Picture,
    /// A video.
    Video,
    /// A loop: a video, or an animated picture.
    Loop,
    /// Sound.
    Sound,
    /// Captions of a video.
    Captions,
}

impl Role {
    /// What a post's own media are.
    pub(super) const fn of(kind: MediaKind) -> Self {
        match kind {
            MediaKind::Photo => Self::Picture,
            MediaKind::Gif => Self::Loop,
            MediaKind::Video => Self::Video,
            MediaKind::Audio => Self::Sound,
        }
    }

    /// Whether a file of a type can be in this place.
    pub(super) fn fits(self, mime: &str) -> bool {
        let is = |family: &str| mime.starts_with(family);
        match self {
            Self::Picture => is("image/"),
            Self::Video => is("video/"),
            Self::Loop => is("video/") || mime == "image/gif",
            Self::Sound => is("audio/"),
            Self::Captions => mime == "text/vtt",
        }
    }

    /// The most bytes that are kept: of films what hosts of Git repositories take.
    pub(super) const fn limit(self) -> u64 {
        match self {
            Self::Picture => 25_000_000,
            Self::Video | Self::Loop => 100_000_000,
            Self::Sound => 50_000_000,
            Self::Captions => 2_000_000,
        }
    }
}

/// A file that can be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Recognised {
    pub(super) kind: Kind,
    /// In pixels; 0 where there are none, or nothing tells.
    pub(super) width: u32,
    /// In pixels; 0 where there are none, or nothing tells.
    pub(super) height: u32,
}

/// Tells what a file is. Pictures are decoded whole; drawings are refused: networks serve none, and
/// one can do more than draw.
///
/// # Errors
///
/// Why it is not kept.
pub(super) fn read(
    path: &Path,
    role: Role,
    told: Option<&str>,
) -> Result<Recognised, MediaRefusal> {
    let unreadable = |error: io::Error| MediaRefusal::Unreachable {
        reason: error.to_string(),
    };
    let mut file = File::open(path).map_err(unreadable)?;
    let mut head = Vec::new();
    file.by_ref()
        .take(4096)
        .read_to_end(&mut head)
        .map_err(unreadable)?;
    let uses: &[MediaUse] = match role {
        Role::Picture => &[MediaUse::Picture],
        Role::Video => &[MediaUse::Video],
        Role::Loop => &[MediaUse::Video, MediaUse::Picture],
        Role::Sound => &[MediaUse::Sound],
        Role::Captions => &[MediaUse::Captions],
    };
    for used_as in uses {
        let found = if used_as.is_picture() {
            let whole = std::fs::read(path).map_err(unreadable)?;
            identify(&whole, *used_as)
        } else {
            identify(&head, *used_as)
        };
        let Some((kind, width, height)) = found else {
            continue;
        };
        let (width, height) = if kind == Kind::Mp4 {
            film_size(&mut file).unwrap_or((0, 0))
        } else {
            (width, height)
        };
        // A still picture in a loop's place would be shown as a film.
        if role == Role::Loop && *used_as == MediaUse::Picture && kind != Kind::Gif {
            continue;
        }
        return Ok(Recognised {
            kind,
            width,
            height,
        });
    }
    Err(MediaRefusal::Type {
        found: looks_like(&head, told),
    })
}

/// What a file that is refused says or seems to be.
fn looks_like(head: &[u8], told: Option<&str>) -> String {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start().to_ascii_lowercase();
    if text.starts_with("<svg") || (text.starts_with("<?xml") && text.contains("<svg")) {
        return "image/svg+xml".into();
    }
    if text.starts_with("<!doctype html") || text.starts_with("<html") {
        return "text/html".into();
    }
    if text.starts_with("#extm3u") {
        return "application/vnd.apple.mpegurl".into();
    }
    told.map(|told| told.chars().take(80).collect())
        .filter(|told: &String| !told.is_empty())
        .unwrap_or_else(|| "application/octet-stream".into())
}

/// Width and height of the first track of an MP4 that has them: box `tkhd` of ISO/IEC 14496-12,
/// 8.3.2, whose last eight bytes are the two in 16.16 fixed point.
fn film_size(file: &mut File) -> Option<(u32, u32)> {
    let end = file.seek(SeekFrom::End(0)).ok()?;
    let (start, end) = find(file, *b"moov", 0, end)?;
    let mut at = start;
    while let Some((start, next)) = find(file, *b"trak", at, end) {
        at = next;
        let Some((_, header_end)) = find(file, *b"tkhd", start, next) else {
            continue;
        };
        file.seek(SeekFrom::Start(header_end.checked_sub(8)?))
            .ok()?;
        let mut size = [0; 8];
        file.read_exact(&mut size).ok()?;
        let [a, b, _, _, c, d, _, _] = size;
        let (width, height) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
        if width > 0 && height > 0 {
            return Some((width.into(), height.into()));
        }
    }
    None
}

/// The content of the first box of a name between two places: where it begins and ends.
fn find(file: &mut File, name: [u8; 4], mut at: u64, end: u64) -> Option<(u64, u64)> {
    // A sound file has a handful of boxes on a level; a hostile one could have a million.
    for _ in 0..1000 {
        if at.checked_add(8)? > end {
            return None;
        }
        file.seek(SeekFrom::Start(at)).ok()?;
        let mut header = [0; 8];
        file.read_exact(&mut header).ok()?;
        let [a, b, c, d, found @ ..] = header;
        let (content, size) = match u32::from_be_bytes([a, b, c, d]) {
            0 => (at + 8, end - at),
            1 => {
                let mut long = [0; 8];
                file.read_exact(&mut long).ok()?;
                (at + 16, u64::from_be_bytes(long))
            }
            short => (at + 8, short.into()),
        };
        let next = at.checked_add(size).filter(|next| *next <= end)?;
        if next < content {
            return None;
        }
        if found == name {
            return Some((content, next));
        }
        at = next;
    }
    None
}

#[cfg(test)]
pub(super) use tests::film;

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).unwrap();
        [&size.to_be_bytes()[..], name, content].concat()
    }

    pub(in crate::archive) fn film(width: u16, height: u16) -> Vec<u8> {
        let fixed = |size: u16| u32::from(size) << 16;
        let sized = |width: u16, height: u16| {
            let mut header = vec![0; 76];
            header.extend(fixed(width).to_be_bytes());
            header.extend(fixed(height).to_be_bytes());
            boxed(b"trak", &boxed(b"tkhd", &header))
        };
        let tracks = [sized(0, 0), sized(width, height)].concat();
        [boxed(b"ftyp", b"isom\0\0\0\0"), boxed(b"moov", &tracks)].concat()
    }

    fn told(bytes: &[u8], role: Role) -> Result<Recognised, MediaRefusal> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        read(file.path(), role, None)
    }

    #[test]
    fn a_film_says_its_size() {
        let found = told(&film(640, 360), Role::Video).unwrap();
        assert_eq!(
            (found.kind, found.width, found.height),
            (Kind::Mp4, 640, 360)
        );
        let cut = film(640, 360);
        for end in 12..cut.len() {
            assert!(told(&cut[..end], Role::Video).is_ok(), "{end}");
        }
        let mut endless = film(640, 360);
        endless[16..20].copy_from_slice(&u32::MAX.to_be_bytes());
        assert_eq!(told(&endless, Role::Video).unwrap().width, 0);
    }

    #[test]
    fn the_bytes_count_and_not_what_they_are_called() {
        let refused = |bytes: &[u8], role| match told(bytes, role) {
            Err(MediaRefusal::Type { found }) => found,
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(b"<html><body>", Role::Picture), "text/html");
        assert_eq!(
            refused(
                b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                Role::Picture
            ),
            "image/svg+xml"
        );
        assert_eq!(
            refused(b"#EXTM3U\n", Role::Video),
            "application/vnd.apple.mpegurl"
        );
        assert_eq!(
            refused(&film(1, 1), Role::Picture),
            "application/octet-stream"
        );
        assert_eq!(
            refused(b"\x89PNG\r\n\x1a\nbroken", Role::Picture),
            "application/octet-stream"
        );
        assert!(told(b"WEBVTT\n\n", Role::Captions).is_ok());
        assert!(told(b"ID3\x04", Role::Sound).is_ok());
    }
}
