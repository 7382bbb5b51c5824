//! Media attached to posts.

use serde::{Deserialize, Serialize};

/// Kinds of media.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MediaKind {
    /// A still picture.
    Photo,
    /// A short silent loop, stored as a video.
    Gif,
    /// A video.
    Video,
    /// Sound.
    Audio,
}

/// Who wrote an alternative text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AltBy {
    /// The post's author.
    #[default]
    Author,
    /// The newsroom, afterwards.
    Newsroom,
}

/// The point of a picture to keep in sight when it is cropped, each axis from 0 to 100 per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Focus {
    /// From the left edge.
    pub x: u8,
    /// From the top edge.
    pub y: u8,
}

/// A caption track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caption {
    /// BCP 47 language.
    pub lang: String,
    /// WebVTT file, as [`Media::file`].
    pub file: String,
    /// The language's name in the site's language; only in published pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// A file kept with a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// What it is.
    pub kind: MediaKind,
    /// In the archive: path below `content/media`. In a published page: root-relative URL. Empty
    /// where the file could not be kept: its alternative text and the post's permalink stand for it.
    pub file: String,
    /// Still picture of a video, as `file`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poster: Option<String>,
    /// Width in pixels; 0 where only the press can measure it.
    #[serde(default)]
    pub width: u32,
    /// Height in pixels; 0 where only the press can measure it.
    #[serde(default)]
    pub height: u32,
    /// Widths of a picture as WebP, as [`Picture::widths`](crate::Picture::widths); only in
    /// published pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub widths: Vec<u32>,
    /// Where to crop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<Focus>,
    /// Length of a video or sound, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<u64>,
    /// Alternative text: `None` where nobody wrote one, empty where the author said "decorative".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// Who wrote `alt`.
    #[serde(default)]
    pub alt_by: AltBy,
    /// Captions of a video.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<Caption>,
    /// SHA-256 of the file, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Size of the file in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// MIME type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mime: Option<String>,
    /// Where the network served it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin_url: Option<String>,
    /// A few pixels of it as a `data:` URI; only in published pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
}
