//! Pages that list articles: the front page, sections, tags, authors.

use serde::{Deserialize, Serialize};

use crate::{ArticleSummary, Picture};

/// Where a page of a list stands among its neighbours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pagination {
    /// This page, from 1.
    pub current: u32,
    /// How many pages the list has, at least 1.
    pub total: u32,
    /// Permalink of the page with newer articles; absent on the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newer: Option<String>,
    /// Permalink of the page with older articles; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub older: Option<String>,
}

/// The front page. Pages after the first have no lead and no seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Front {
    /// The article the editor puts first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<ArticleSummary>,
    /// The two or three articles beside the lead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seconds: Vec<ArticleSummary>,
    /// Everything else, newest first.
    pub river: Vec<ArticleSummary>,
    /// Position in the paged front page.
    pub pagination: Pagination,
}

/// A section's or a tag's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// The section's or tag's name.
    pub title: String,
    /// A sentence about it, plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How many articles the whole list has.
    pub count: u32,
    /// The articles of this page, newest first.
    pub articles: Vec<ArticleSummary>,
    /// Position in the paged list.
    pub pagination: Pagination,
}

/// An author's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// What the author does in the newsroom, plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// A portrait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portrait: Option<Picture>,
    /// Whether the signature is a newsroom's or a group's, not a person's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub collective: bool,
    /// The author's articles; its title is the author's name, its description the biography.
    pub listing: Listing,
}
