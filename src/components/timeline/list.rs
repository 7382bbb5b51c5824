//! The posts of a section, in order.
//!
//! A timeline may have hundreds. On a printed page they are there already and nothing in them needs
//! the app, which adopts their list and leaves them alone. After a navigation they are made in the
//! browser: a few with the page, the others in slices, in reading order.

use kiosque_model::TimelinePost;
use kiosque_model::timeline::Entry;
use leptos::html;
use leptos::prelude::*;

use super::post::PostView;
use crate::platform::slices;

/// How many posts come with their page when it is made in the browser.
const AT_ONCE: usize = 2;

/// Shows the posts of a section.
#[component]
pub fn PostList(
    /// The posts in reading order, with what the timeline says of each.
    mut posts: Vec<(Entry, TimelinePost)>,
) -> impl IntoView {
    if is_printed() {
        // What an element without children has in it is not looked at.
        return view! { <ol class="timeline-posts"></ol> }.into_any();
    }
    let later = if cfg!(feature = "ssr") {
        Vec::new()
    } else if slices::is_idle() {
        posts.split_off(AT_ONCE.min(posts.len()))
    } else {
        // A list before this one is still being made: it comes first.
        std::mem::take(&mut posts)
    };
    let list = NodeRef::new();
    if !later.is_empty() {
        make_in_slices(list, later);
    }
    view! {
        <ol class="timeline-posts" node_ref=list>
            {posts.into_iter().map(post_view).collect_view()}
        </ol>
    }
    .into_any()
}

fn post_view((entry, post): (Entry, TimelinePost)) -> AnyView {
    view! { <PostView entry post /> }.into_any()
}

/// Whether the page being made is one that the press has printed.
fn is_printed() -> bool {
    #[cfg(feature = "browser")]
    return Owner::current_shared_context().is_some_and(|context| context.during_hydration());
    #[cfg(not(feature = "browser"))]
    false
}

/// Makes posts at the end of a list, as long as the page that asked for them is shown.
fn make_in_slices(list: NodeRef<html::Ol>, posts: Vec<(Entry, TimelinePost)>) {
    let Some(page) = Owner::current() else {
        return;
    };
    let made = StoredValue::new_local(Vec::with_capacity(posts.len()));
    let mut posts = posts.into_iter();
    slices::add(move || {
        if made.is_disposed() {
            return false;
        }
        if let Some(list) = list.get_untracked()
            && let Some(post) = posts.next()
        {
            let mut post = page.with(|| post_view(post).build());
            post.mount(&list, None);
            made.update_value(|made| made.push(post));
        }
        posts.len() > 0
    });
}
