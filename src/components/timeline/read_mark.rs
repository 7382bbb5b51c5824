//! "Read up to here": the furthest post of a timeline that was read, marked on the next visit.
//!
//! A post counts as read once the page has rested with it in the window. What is kept stays on the
//! device. The mark takes no room: it stands in the gap between two posts. Where the newest post comes
//! first, the furthest is the newest that was read, and what is unread stands above it.
//!
//! Accessibility: the mark is text, at its place among the posts; a button of the timeline's tools leads
//! to the first post after it, with focus.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Element, HtmlElement};

use super::super::line_end;
use super::keys;
use crate::markup::element;
use crate::platform::{elements, scroll, slices};
use crate::services::bookmarks;
use crate::words::words;

/// How long the page rests before the posts in its window count as read, in milliseconds.
const READ_MS: u32 = 1_000;

const ENTRY: &str = "li.timeline-entry";

/// The lines whose ends are looked at for room, from the first.
const LINES: &[&str] = &[
    ".timeline-key-switch",
    ".timeline-filters",
    ".timeline-title:not(.visually-hidden)",
    ".timeline-head h3",
    ".timeline-span",
];

/// Marks what was read of the timeline that a fragment names, and keeps what is read from now on, as
/// long as the current owner lasts. Does nothing where there is no browser.
pub fn follow(anchor: String) {
    let comfort = words().comfort;
    let position = scroll::use_position();
    let settled = StoredValue::new_local(None);
    let marked = StoredValue::new(false);
    // An effect's own owner goes with each of its runs.
    let owner = Owner::current();
    Effect::new(move |before: Option<()>| {
        position.track();
        if before.is_none()
            && let (Some(owner), Some(kept)) = (owner.clone(), kept(&anchor))
        {
            let anchor = anchor.clone();
            let [read, to_unread, short] = [
                comfort.read_up_to_here,
                comfort.to_unread,
                comfort.to_unread_short,
            ];
            spawn_local(async move {
                slices::until(|| false).await;
                if !marked.is_disposed() && !marked.get_value() {
                    marked.set_value(true);
                    owner.with(|| mark(&anchor, &kept, read, to_unread, short));
                }
            });
        }
        let anchor = anchor.clone();
        settled.set_value(Some(Timeout::new(READ_MS, move || {
            keep(&anchor, position.get_untracked().viewport);
        })));
    });
}

/// Under which name a timeline's furthest post is kept.
fn name(anchor: &str) -> String {
    let page = window().location().pathname().unwrap_or_default();
    format!("{page}#{anchor}")
}

fn kept(anchor: &str) -> Option<String> {
    bookmarks::get(bookmarks::TIMELINES, &name(anchor))
}

/// Whether the page shows the newest posts first: one that is being covered does.
fn is_newest_first() -> bool {
    elements::find::<Element>(".live-bar").is_some()
}

/// The entry of a post that a fragment names.
fn place_of(entries: &[HtmlElement], post: &str) -> Option<usize> {
    let post = document().get_element_by_id(post)?;
    entries.iter().position(|entry| entry.contains(Some(&post)))
}

/// The entries that the mark stands between, the first of which has it, and the first that is unread.
/// `None` where there is nothing unread.
fn gap(read: usize, entries: usize, newest_first: bool) -> Option<(usize, usize)> {
    if newest_first {
        let unread = read.checked_sub(1)?;
        Some((unread, unread))
    } else {
        (read + 1 < entries).then_some((read, read + 1))
    }
}

fn mark(
    anchor: &str,
    kept: &str,
    read: &'static str,
    to_unread: &'static str,
    short: &'static str,
) {
    let Some(timeline) = document().get_element_by_id(anchor) else {
        return;
    };
    let entries = elements::all(&timeline, ENTRY);
    let gap = place_of(&entries, kept)
        .and_then(|read| gap(read, entries.len(), is_newest_first()))
        .filter(|_| line_end::adopt_style());
    let Some((above, unread)) = gap else { return };
    let mark = element("p").class("read-mark").child(read).make();
    let _ = entries[above].append_child(&mark);
    let tools = elements::first::<Element>(&timeline, ".timeline-tools");
    let button = line_end::button("to-unread", to_unread.into(), short.into());
    let (Some(tools), Some(button)) = (tools, button) else {
        return;
    };
    line_end::place(&button, &tools, LINES);
    let unread = entries[unread].clone();
    let pressed = EventListener::new(&button, "click", move |_| {
        keys::go_to(&unread);
    });
    let pressed = StoredValue::new_local(pressed);
    on_cleanup(move || pressed.dispose());
}

fn keep(anchor: &str, viewport: f64) {
    let Some(timeline) = document().get_element_by_id(anchor) else {
        return;
    };
    let whole = timeline.get_bounding_client_rect();
    if whole.bottom() < 0.0 || whole.top() > viewport || document().hidden() {
        return;
    }
    let newest_first = is_newest_first();
    let entries = elements::all(&timeline, ENTRY);
    let in_view = |entry: &&HtmlElement| {
        let edges = entry.get_bounding_client_rect();
        // What only looks in at the lower edge has not been read.
        edges.height() > 0.0 && edges.bottom() > 0.0 && edges.top() < viewport * 2.0 / 3.0
    };
    let seen = if newest_first {
        entries.iter().position(|entry| in_view(&entry))
    } else {
        entries.iter().rposition(|entry| in_view(&entry))
    };
    let Some(seen) = seen else { return };
    let before = kept(anchor).and_then(|kept| place_of(&entries, &kept));
    if before.is_none_or(|before| is_further(seen, before, newest_first))
        && let Some(post) = elements::first::<Element>(&entries[seen], ".post")
    {
        bookmarks::keep(bookmarks::TIMELINES, &name(anchor), post.id());
    }
}

const fn is_further(seen: usize, before: usize, newest_first: bool) -> bool {
    if newest_first {
        seen < before
    } else {
        seen > before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_after_what_was_read() {
        assert_eq!(gap(3, 10, false), Some((3, 4)));
        assert_eq!(gap(9, 10, false), None, "all is read");
    }

    #[test]
    fn where_the_newest_comes_first_it_stands_above() {
        assert_eq!(gap(3, 10, true), Some((2, 2)));
        assert_eq!(gap(0, 10, true), None, "nothing is newer");
    }

    #[test]
    fn the_furthest_is_the_one_kept() {
        assert!(is_further(4, 3, false) && !is_further(3, 4, false) && !is_further(3, 3, false));
        assert!(is_further(2, 3, true) && !is_further(3, 2, true));
    }
}
