//! What readers write under an article, and the service that keeps it.

use serde::{Deserialize, Serialize};

use crate::Moment;

/// The discussion under an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discussion {
    /// Who keeps the comments.
    pub service: CommentService,
    /// The thread's name there: for Isso the article's permalink, for WordPress the number of its
    /// post.
    pub thread: String,
    /// Whether readers may write. The service may know better when it is asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closed: bool,
    /// IANA name of the zone that hours are told in.
    pub zone: String,
    /// Absolute address of the page, to which WordPress leads a reader back who writes without
    /// script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// How many comments were published when the page was printed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub total: u32,
    /// The comments that were published when the page was printed, parents before their answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// A service that keeps comments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentService {
    /// What runs there.
    pub driver: CommentDriver,
    /// Where browsers ask it: an origin with or without a path, or a path of the site's own. Without
    /// a slash at the end. For Isso the folder of its API, for WordPress the address of its front page.
    pub url: String,
    /// Whether it wants the writer's name.
    pub name_required: bool,
    /// Whether it wants the writer's e-mail address.
    pub email_required: bool,
}

/// The programs that the app can talk to about comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CommentDriver {
    /// Isso 0.13 and later.
    Isso,
    /// WordPress, by its REST API.
    WordPress,
}

/// A comment as its service gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The service's number for it. It names the comment's place in the page: `comment-12`.
    pub id: u64,
    /// The comment it answers. It may be one that nobody can see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<u64>,
    /// The writer's name as they wrote it, plain text; empty where they gave none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// The writer's site, `http` or `https`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// When it was sent, in whole seconds since 1970.
    pub created: i64,
    /// The same, worded.
    pub moment: Moment,
    /// Whether its writer changed it afterwards.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub edited: bool,
    /// Whether it was taken back, and is kept because of its answers.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
    /// Readers for and against it, where the service counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<Votes>,
    /// HTML as the service gave it. It is never shown as it is, whatever the service promises: what
    /// an allow-list lets through is built anew.
    pub html: String,
}

/// What readers think of a comment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Votes {
    /// Readers for it.
    pub likes: u32,
    /// Readers against it.
    pub dislikes: u32,
}
