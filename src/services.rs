//! What talks to the outside.

pub mod bookmarks;
pub mod content;
pub mod exchange;
pub mod live;
pub mod outbox;
pub mod pocket;
pub mod search;
pub mod writer;
