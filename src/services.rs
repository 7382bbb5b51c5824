//! What talks to the outside.

pub mod content;
pub mod exchange;
pub mod outbox;
pub mod search;
pub mod writer;
