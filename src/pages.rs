//! One file for each kind of page.

pub mod article;
pub mod author;
pub mod failure;
pub mod front;
pub mod listing;
pub mod newsletter;
pub mod not_found;
pub mod search;
pub mod shelf;
