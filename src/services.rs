//! What talks to the outside.

pub mod content;
pub mod search;
