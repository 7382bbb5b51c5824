//! One post at its place on the rail.

use kiosque_catalogue::reader::Words;
use kiosque_model::TimelinePost;
use kiosque_model::post::PostState;
use kiosque_model::timeline::Entry;
use leptos::prelude::*;

use super::super::when::{Precision, time};
use super::card::card;
use crate::markup::{self, Element, element};
use crate::words::words;

/// A post at its place on the rail.
#[component]
pub fn PostView(
    /// What the timeline says of it.
    entry: Entry,
    /// The post.
    post: TimelinePost,
    /// How much to show of when it was posted.
    #[prop(default = Precision::Hour)]
    precision: Precision,
) -> impl IntoView {
    let words = words();
    markup::view(move || place(words, &entry, &post, precision))
}

/// A post at its place on the rail, as an element.
pub(super) fn place(
    words: &'static Words,
    entry: &Entry,
    post: &TimelinePost,
    precision: Precision,
) -> Element {
    let hour = element("a")
        .with("href", format!("#{}", post.anchor))
        .child(time(&post.posted, precision));
    let key = entry.key.then(|| {
        element("span")
            .class("visually-hidden")
            .child(" – ")
            .child(words.key_post)
    });
    let note = entry.note.as_ref().map(|note| {
        let said = element("span")
            .class("visually-hidden")
            .child(words.posts.editor_note)
            .child(" ");
        element("p")
            .class("post-note")
            .child(said)
            .child(note.clone())
    });
    let post = match &post.post.state {
        PostState::Withdrawn { public_reason, .. } => withdrawn(words, post, public_reason),
        _ => card(&words.posts, post),
    };
    element("li")
        .class("timeline-entry")
        .when(entry.key, "data-key")
        .child(element("p").class("timeline-hour").child(hour).child(key))
        .child(note)
        .child(post)
}

/// What is left of a post that the newsroom took down: its hour, its fragment, and why.
fn withdrawn(words: &'static Words, post: &TimelinePost, reason: &str) -> Element {
    let date = post.withdrawn_on.as_deref().unwrap_or_default();
    let name = format!("{}-retrait", post.anchor);
    let said = element("p")
        .with("id", name.clone())
        .child((words.posts.withdrawn)(date))
        .child(" ")
        .child(reason.to_owned());
    element("article")
        .class("post post-withdrawn")
        .with("id", post.anchor.clone())
        .with("tabindex", "-1")
        .with("aria-labelledby", name)
        .child(said)
}

#[cfg(all(test, feature = "ssr"))]
mod tests;
