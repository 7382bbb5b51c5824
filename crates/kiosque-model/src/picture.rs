//! Pictures with everything a page needs to keep their place before they arrive.

use serde::{Deserialize, Serialize};

/// A picture the press measured and published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Root-relative URL of the published file.
    pub src: String,
    /// Intrinsic width in CSS pixels, never 0.
    pub width: u32,
    /// Intrinsic height in CSS pixels, never 0.
    pub height: u32,
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
