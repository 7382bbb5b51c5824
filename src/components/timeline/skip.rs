//! The way past a timeline, without script too.
//!
//! Accessibility: first in the timeline, seen when it has focus. It leads to a place after the
//! last post, from where Tab and reading go on.

use kiosque_catalogue::reader::Words;

use crate::markup::{Element, element};

/// The fragment of the place after a timeline.
fn end_of(anchor: &str) -> String {
    format!("{anchor}-fin")
}

/// The link past the posts of a timeline that a fragment names.
pub fn skip(words: &Words, anchor: &str, posts: u32) -> Element {
    element("a")
        .class("timeline-skip visually-hidden")
        .with("href", format!("#{}", end_of(anchor)))
        .child((words.skip_posts)(posts))
}

/// Where [`skip`] leads. It stands last in the timeline.
pub fn end(anchor: &str) -> Element {
    element("span")
        .class("timeline-end")
        .with("id", end_of(anchor))
        .with("tabindex", "-1")
}
