//! The posts of a section, in order.

use kiosque_model::TimelinePost;
use kiosque_model::timeline::Entry;
use leptos::prelude::*;

use super::post::PostView;

/// Shows the posts of a section.
#[component]
pub fn PostList(
    /// The posts in reading order, with what the timeline says of each.
    posts: Vec<(Entry, TimelinePost)>,
) -> impl IntoView {
    view! {
        <ol class="timeline-posts">
            {posts
                .into_iter()
                .map(|(entry, post)| view! { <PostView entry post /> })
                .collect_view()}
        </ol>
    }
    .into_any()
}
