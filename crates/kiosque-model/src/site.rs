//! What every page of a newsroom's site has in common.

use serde::{Deserialize, Serialize};

/// The language of the interface and of the newsroom's own prose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French, the default.
    #[default]
    Fr,
    /// English.
    En,
}

impl Language {
    /// The BCP 47 tag, as the `lang` attribute wants it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }
}

/// A titled link inside the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What the reader sees, in final typography.
    pub title: String,
    /// Root-relative permalink, percent-encoded, with its trailing slash.
    pub url: String,
}

/// The newsroom's name and navigation, carried by every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Masthead {
    /// The newspaper's name.
    pub name: String,
    /// The line under the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tagline: Option<String>,
    /// Language of the interface.
    pub language: Language,
    /// Permalink of the front page.
    pub home: String,
    /// Permalink of the search page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Permalink of the page that lists what can be read offline; none where the site has no worker
    /// that keeps anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shelf: Option<String>,
    /// The edition's date, worded: "vendredi 28 novembre 2014".
    pub edition: String,
    /// Sections in the editor's order.
    pub sections: Vec<Link>,
    /// Links at the foot of every page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub footer: Vec<Link>,
}
