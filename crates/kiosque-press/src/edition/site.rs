//! What an edition says of its whole site, for feeds, heads and hosts.

use jiff::Timestamp;
use kiosque_model::Language;

/// What holds for the whole site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The newspaper's name.
    pub name: String,
    /// The line under the name.
    pub tagline: Option<String>,
    /// A sentence about it; may be empty.
    pub description: String,
    /// Where the site is published, without a trailing slash: `https://kiosque.example`. May hold
    /// a path.
    pub base_url: String,
    /// Language of the site.
    pub language: Language,
    /// The instant of the compilation.
    pub now: Timestamp,
}

impl Site {
    /// The absolute URL of a root-relative one.
    pub fn absolute(&self, url: &str) -> String {
        format!("{}{url}", self.base_url)
    }
}

/// What a list of articles is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListKind {
    /// The whole site.
    Front,
    /// A section.
    Section,
    /// A tag.
    Tag,
    /// An author.
    Author,
}

/// A list of articles that has pages of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleList {
    /// What it is about.
    pub kind: ListKind,
    /// Its name: the newspaper's for the front page.
    pub title: String,
    /// A sentence about it.
    pub description: Option<String>,
    /// Permalinks of its pages, root-relative and percent-encoded, the first one first.
    pub pages: Vec<String>,
    /// Permalinks of its published articles, newest first, drafts and future ones left out.
    pub articles: Vec<String>,
}
