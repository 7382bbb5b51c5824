//! The posts of a section, in order.
//!
//! A timeline may have hundreds. On a printed page they are there already and nothing in them needs
//! the app, which adopts their list and leaves them alone. After a navigation a few come with the
//! page, the others in slices, in reading order.
//!
//! Accessibility: a list without marks is told to be one, for Safari.

use std::borrow::Cow;

use kiosque_model::TimelinePost;
use kiosque_model::timeline::Entry;
use leptos::html;
use leptos::prelude::*;

use super::super::sliced;
use super::super::when::Precision;
use super::post::PostView;
use crate::HeldPost;

/// How many posts come with their page when it is made in the browser.
const AT_ONCE: usize = 2;

/// Shows the posts of a section.
#[component]
pub fn PostList(
    /// The posts in reading order, with what the timeline says of each.
    mut posts: Vec<(Entry, HeldPost)>,
    /// How much to show of when they were posted.
    precision: Precision,
) -> impl IntoView {
    if sliced::is_printed() {
        // What an element without children has in it is not looked at.
        return view! { <ol class="timeline-posts" role="list"></ol> }.into_any();
    }
    let post_view = move |post| post_view(post, precision);
    let list = NodeRef::<html::Ol>::new();
    let later = sliced::later(&mut posts, AT_ONCE);
    sliced::make(list, None, later, post_view);
    view! {
        <ol class="timeline-posts" role="list" node_ref=list>
            {posts.into_iter().map(post_view).collect_view()}
        </ol>
    }
    .into_any()
}

fn post_view((entry, post): (Entry, HeldPost), precision: Precision) -> AnyView {
    read(post)
        .map(|post| view! { <PostView entry post precision /> })
        .into_any()
}

/// A post as text, by which two states of it are told apart.
#[cfg(feature = "ssr")]
pub(super) fn text(post: &HeldPost) -> Cow<'_, str> {
    serde_json::to_string(post).unwrap_or_default().into()
}

/// A post as text, by which two states of it are told apart.
#[cfg(not(feature = "ssr"))]
pub(super) fn text(post: &HeldPost) -> Cow<'_, str> {
    post.as_json().into()
}

/// Reads a post, if it reads.
#[cfg(feature = "ssr")]
pub(super) fn read(post: HeldPost) -> Option<TimelinePost> {
    Some(post)
}

/// Reads a post. One that does not read is left out: its page came whole, so the press wrote it
/// wrong, and the others are there.
#[cfg(not(feature = "ssr"))]
pub(super) fn read(post: HeldPost) -> Option<TimelinePost> {
    post.read()
        .inspect_err(|error| leptos::logging::warn!("a post does not parse: {error}"))
        .ok()
}
