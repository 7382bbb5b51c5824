//! Articles: what the newsroom publishes under one permalink.

use serde::{Deserialize, Serialize};

use crate::{
    Discussion, Figure, Link, Live, Moment, Newsletter, Picture, TimelineBlock, TimelinePost,
};

/// Why a reader of the published site would not see this article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Badge {
    /// Its front matter says `draft = true`.
    Draft,
    /// Its publication date is in the future.
    Scheduled,
}

/// One signature under the standfirst.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Byline {
    /// The author's name.
    pub name: String,
    /// Permalink of the author's page.
    pub url: String,
    /// Whether the signature is a newsroom's or a group's, not a person's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub collective: bool,
}

/// An article with its body, ready to be shown. `P` is how it holds posts, see [`TimelineBlock`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article<P = TimelinePost> {
    /// The headline, plain text in final typography.
    pub headline: String,
    /// The standfirst (chapô), plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standfirst: Option<String>,
    /// The section the article belongs to.
    pub section: Link,
    /// From the front page down to the section, the article itself left out.
    pub breadcrumb: Vec<Link>,
    /// Who signs, in order.
    pub authors: Vec<Byline>,
    /// First publication.
    pub published: Moment,
    /// Last change worth telling the reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Moment>,
    /// How what the article tells is or was covered live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub live: Option<Live>,
    /// Whole minutes, at least 1.
    pub reading_minutes: u32,
    /// The picture that opens the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hero: Option<Figure>,
    /// The body.
    pub body: Vec<Block<P>>,
    /// Tags, each a link to its page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Link>,
    /// Articles a reader of this one may want next.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<ArticleSummary>,
    /// The article published just before in the same section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Link>,
    /// The article published just after in the same section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Link>,
    /// What readers write under it; none where nobody may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discussion: Option<Box<Discussion>>,
    /// The newsletter offered under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newsletter: Option<Box<Newsletter>>,
    /// Set only in a build that shows unpublished articles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub badge: Option<Badge>,
}

impl<P> Article<P> {
    /// The last change, or the publication where nothing changed since.
    pub fn last_change(&self) -> &Moment {
        self.updated.as_ref().unwrap_or(&self.published)
    }

    /// Whether the newsroom is still covering what the article tells.
    pub fn is_live(&self) -> bool {
        self.live.is_some_and(Live::is_now)
    }
}

/// A piece of an article's body.
///
/// HTML in a block was cleaned by the press against an allow-list; the app inserts it as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block<P = TimelinePost> {
    /// Running text: paragraphs, headings with `id`, links, lists, quotes, tables, code.
    Prose {
        /// Cleaned HTML.
        html: String,
    },
    /// A picture with caption and credit.
    Figure(Figure),
    /// Words taken out of the text and set large.
    PullQuote {
        /// Cleaned HTML of the words, without quotation marks.
        html: String,
        /// Who said them, plain text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cite: Option<String>,
    },
    /// A box that explains a term or a background.
    Explainer {
        /// Title of the box, plain text.
        title: String,
        /// Fragment that names the box within the page.
        anchor: String,
        /// Cleaned HTML.
        html: String,
    },
    /// A dated correction.
    Correction {
        /// When the newsroom corrected.
        date: Moment,
        /// Cleaned HTML.
        html: String,
    },
    /// Archived social posts under titled sections.
    Timeline(TimelineBlock<P>),
}

/// What a list shows of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleSummary {
    /// Permalink of the article.
    pub url: String,
    /// Its headline.
    pub headline: String,
    /// Its standfirst, plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standfirst: Option<String>,
    /// Its section.
    pub section: Link,
    /// First publication.
    pub published: Moment,
    /// Whether the newsroom is still covering what it tells.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub live: bool,
    /// Whole minutes, at least 1.
    pub reading_minutes: u32,
    /// Its opening picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// Set only in a build that shows unpublished articles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub badge: Option<Badge>,
}
