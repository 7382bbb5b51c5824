//! Pictures with everything a page needs to keep their place before they arrive.

use serde::{Deserialize, Serialize};

/// A picture the press measured and published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Root-relative URL of the file every browser reads.
    pub src: String,
    /// Width of that file in pixels, never 0.
    pub width: u32,
    /// Height of that file in pixels, never 0.
    pub height: u32,
    /// Widths in pixels the picture has as WebP, narrowest first; see [`srcset`]. Empty for what
    /// is shown from one file: drawings, animations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub widths: Vec<u32>,
    /// What the picture shows. Empty for a picture that only decorates.
    pub alt: String,
    /// A few pixels of it as a `data:` URI, shown until the file arrives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
}

/// A picture with its caption and credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The picture itself.
    pub picture: Picture,
    /// Caption as cleaned inline HTML.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Who made the picture, plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
}

/// Every width of a picture for the `srcset` attribute, none where it has but one file.
///
/// A file made from a picture is named `NAME-WIDTH.EXTENSION`; those of one picture share the name.
/// So a page carries their widths and no address more than once.
pub fn srcset(src: &str, widths: &[u32]) -> Option<String> {
    let (name, _) = src.rsplit_once('-')?;
    let candidates: Vec<String> = widths
        .iter()
        .map(|width| format!("{name}-{width}.webp {width}w"))
        .collect();
    (!candidates.is_empty()).then(|| candidates.join(", "))
}

/// The address of a picture's file at one of its widths; none where it has but one file.
pub fn file_at(src: &str, width: u32) -> Option<String> {
    let (name, _) = src.rsplit_once('-')?;
    Some(format!("{name}-{width}.webp"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_a_picture_are_named_by_their_widths() {
        assert_eq!(
            srcset("/media/vieux-port.0a1b-1280.jpg", &[320, 640]).as_deref(),
            Some("/media/vieux-port.0a1b-320.webp 320w, /media/vieux-port.0a1b-640.webp 640w")
        );
        assert_eq!(srcset("/media/vieux-port.0a1b.svg", &[]), None);
    }

    #[test]
    fn a_page_written_before_there_were_widths_is_read() -> Result<(), serde_json::Error> {
        let json = r#"{"src":"/media/a.svg","width":8,"height":5,"alt":""}"#;
        let picture: Picture = serde_json::from_str(json)?;
        assert_eq!(picture.widths, Vec::<u32>::new());
        assert_eq!(serde_json::to_string(&picture)?, json);
        Ok(())
    }
}
