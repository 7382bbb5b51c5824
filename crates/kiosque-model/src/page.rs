//! `page.json`: what stands behind one permalink.

use std::borrow::Cow;
use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::{
    Article, Author, Block, Discussion, Front, Listing, Masthead, Newsletter, SearchPage,
    TimelinePost,
};

/// The version of the `page.json` contract that this code reads and writes.
///
/// Raise it when an older app could not show a newer page; an app that meets a newer version
/// loads the page again, to get the app that goes with it.
pub const PAGE_VERSION: u32 = 4;

/// Everything the app needs to show one permalink. `P` is how it holds posts, see
/// [`TimelineBlock`](crate::TimelineBlock).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<P = TimelinePost> {
    /// [`PAGE_VERSION`] of the press that wrote it.
    pub version: u32,
    /// The page's own root-relative permalink.
    pub url: String,
    /// The document's title, site name left out.
    pub title: String,
    /// One or two sentences for search engines and link previews, plain text.
    pub description: String,
    /// Name and navigation of the site.
    pub masthead: Masthead,
    /// The page's own matter.
    pub body: PageBody<P>,
}

/// The kinds of page.
///
/// Tagged from outside (`{"article": {…}}`), like every enum of this crate: serde reads that form
/// as it comes, while a tag inside makes it buffer the value and compile every reader twice, some
/// 100 kB of wasm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageBody<P = TimelinePost> {
    /// The front page.
    Front(Front),
    /// One article.
    Article(Box<Article<P>>),
    /// A section's articles.
    Section(Listing),
    /// A tag's articles.
    Tag(Listing),
    /// An author and their articles.
    Author(Author),
    /// The page on which a reader searches the site.
    Search(SearchPage),
    /// The page on which a reader subscribes to the newsletter.
    Newsletter(Box<Newsletter>),
    /// The reader's own page: what they kept for later, what can be read without a network.
    Shelf,
    /// What is shown in place of a page that neither the network nor the device gives.
    Offline,
    /// What is shown where nothing is.
    NotFound,
}

/// Why a `page.json` cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageError {
    /// Written by a newer press than this code knows.
    Newer {
        /// The version found in the file.
        found: u32,
    },
    /// Not a page at all.
    Malformed {
        /// What the parser met, and where.
        reason: String,
    },
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer { found } => write!(
                f,
                "page.json has version {found}, newer than {PAGE_VERSION}, which this program reads"
            ),
            Self::Malformed { reason } => write!(f, "page.json does not parse: {reason}"),
        }
    }
}

impl std::error::Error for PageError {}

impl<P: DeserializeOwned> Page<P> {
    /// Reads a `page.json`.
    ///
    /// # Errors
    ///
    /// [`PageError::Newer`] when the file says a version above [`PAGE_VERSION`], even if the rest
    /// does not parse; [`PageError::Malformed`] when it is not a page.
    pub fn from_json(json: &str) -> Result<Self, PageError> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let newer = |found| (found > PAGE_VERSION).then_some(PageError::Newer { found });
        match serde_json::from_str::<Self>(json) {
            Ok(page) => newer(page.version).map_or(Ok(page), Err),
            // A newer page may have another shape.
            Err(error) => Err(serde_json::from_str(json)
                .ok()
                .and_then(|Versioned { version }| newer(version))
                .unwrap_or_else(|| PageError::Malformed {
                    reason: error.to_string(),
                })),
        }
    }
}

impl<P: Clone + Serialize> Page<P> {
    /// The title of the document that shows the page: the page's own, then the site's name.
    pub fn document_title(&self) -> String {
        if self.title == self.masthead.name {
            self.title.clone()
        } else {
            format!("{} – {}", self.title, self.masthead.name)
        }
    }

    /// The page as its own printed document carries it: posts and comments, which are printed and
    /// which the app adopts without looking at them, are left out.
    #[must_use]
    pub fn in_its_document(&self) -> Cow<'_, Self> {
        let PageBody::Article(article) = &self.body else {
            return Cow::Borrowed(self);
        };
        let has_posts = |block: &Block<P>| matches!(block, Block::Timeline(_));
        let has_comments = |discussion: &Discussion| !discussion.comments.is_empty();
        if !article.body.iter().any(has_posts)
            && !article.discussion.as_deref().is_some_and(has_comments)
        {
            return Cow::Borrowed(self);
        }
        let mut page = self.clone();
        if let PageBody::Article(article) = &mut page.body {
            for block in &mut article.body {
                if let Block::Timeline(timeline) = block {
                    timeline.leave_posts_out();
                }
            }
            if let Some(discussion) = &mut article.discussion {
                discussion.comments.clear();
            }
        }
        Cow::Owned(page)
    }

    /// Writes a `page.json`.
    ///
    /// # Errors
    ///
    /// None for the types of this crate; the result is kept because serialisation is fallible.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"{"version":4,"url":"/rien/","title":"Introuvable","description":"",
        "masthead":{"name":"K","language":"fr","home":"/","edition":"","sections":[]},
        "body":"not_found"}"#;

    #[test]
    fn reads_back_what_it_writes() -> Result<(), Box<dyn std::error::Error>> {
        let page = <Page>::from_json(PAGE)?;
        assert_eq!(<Page>::from_json(&page.to_json()?)?, page);
        Ok(())
    }

    #[test]
    fn the_site_is_named_once_in_a_title() -> Result<(), Box<dyn std::error::Error>> {
        let mut page = <Page>::from_json(PAGE)?;
        assert_eq!(page.document_title(), "Introuvable – K");
        page.title = "K".into();
        assert_eq!(page.document_title(), "K");
        Ok(())
    }

    #[test]
    fn a_newer_version_is_told_apart_even_when_its_shape_is_unknown() {
        let newer = r#"{"version":5,"body":{"hologram":{}}}"#;
        assert_eq!(<Page>::from_json(newer), Err(PageError::Newer { found: 5 }));
    }

    #[test]
    fn anything_else_is_malformed() {
        for text in ["", "<!doctype html>", "[]", r#"{"version":4}"#] {
            assert!(
                matches!(<Page>::from_json(text), Err(PageError::Malformed { .. })),
                "{text:?} was accepted"
            );
        }
    }
}
