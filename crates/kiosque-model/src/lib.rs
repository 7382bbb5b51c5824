//! The types that the press writes and the app reads.
//!
//! One [`Page`] is what stands behind one permalink: the press serialises it as `page.json`, the
//! app reads it back. Everything a reader sees is already decided in it (dates are worded,
//! pictures are measured, lists are paged), so that the app carries no time-zone table and no
//! Markdown parser over a phone's connection.
//!
//! Nothing here does I/O.

pub mod article;
pub mod discussion;
pub mod excerpt;
pub mod field_rules;
pub mod listing;
pub mod live;
pub mod moment;
pub mod newsletter;
pub mod page;
pub mod picture;
pub mod post;
pub mod search;
pub mod site;
pub mod timeline;

pub use article::{Article, ArticleSummary, Badge, Block, Byline};
pub use discussion::{Comment, CommentDriver, CommentService, Discussion};
pub use excerpt::excerpt;
pub use listing::{Author, Front, Listing, Pagination};
pub use live::Live;
pub use moment::Moment;
pub use newsletter::{Newsletter, NewsletterService};
pub use page::{PAGE_VERSION, Page, PageBody, PageError};
pub use picture::{Figure, Picture};
pub use post::Post;
pub use search::SearchPage;
pub use site::{Language, Link, Masthead};
pub use timeline::{Timeline, TimelineBlock, TimelinePost, UnreadPost};
