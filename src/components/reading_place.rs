//! Where a reader was in a long article, offered when they come again.
//!
//! The place is kept by the part that stood at the window's upper third, its name where it has one, and
//! how many parts there were, so that it is found in an article that has been edited since. A page never
//! jumps by itself: the reader is offered the way, and Back, a reload and a link to a fragment have
//! places of their own. Who has reached the end has no place to come back to.
//!
//! Accessibility: a button in the article's head, at the end of a line that has room; focus goes with
//! the view.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Element, HtmlElement};

use super::{line_end, sliced};
use crate::navigation::{history, scrolling};
use crate::platform::{elements, scroll, slices};
use crate::services::bookmarks;
use crate::words::words;

/// Pause after the last scroll before a place is kept, in milliseconds.
const SETTLED_MS: u32 = 400;

/// How many windows an article is long whose places are kept, at least.
const LONG: f64 = 2.0;

/// What an article is counted by.
const PARTS: &str = ".article-body > :not(.live-bar, .prose, .timeline, .end-mark), \
    .article-body > .prose > *, .timeline-entry";

/// The lines whose ends are looked at for room, from the first.
const LINES: &[&str] = &[
    ".breadcrumb ol",
    ".article-section",
    ".byline-authors",
    ".byline-dates",
];

/// A place in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    /// Which part stood at the window's upper third.
    part: usize,
    /// How many parts there were.
    of: usize,
    /// Its name in the page, empty where it has none.
    id: String,
}

impl Place {
    fn written(&self) -> String {
        format!("{} {} {}", self.part, self.of, self.id)
    }

    fn read(written: &str) -> Option<Self> {
        let mut parts = written.splitn(3, ' ');
        Some(Self {
            part: parts.next()?.parse().ok()?,
            of: parts.next()?.parse().ok().filter(|of| *of > 0)?,
            id: parts.next()?.to_owned(),
        })
    }

    /// How much lies before it, in hundredths.
    fn share(&self) -> u32 {
        u32::try_from(self.part * 100 / self.of).map_or(100, |share| share.min(100))
    }

    /// Which part of the article it is now: the one of its name, or else the one as far down.
    fn find(&self, ids: &[String]) -> Option<usize> {
        let named = ids.iter().position(|id| !id.is_empty() && *id == self.id);
        named.or_else(|| {
            let last = ids.len().checked_sub(1)?;
            Some((self.part * ids.len() / self.of).min(last))
        })
    }
}

/// Offers the place kept of the article shown, and keeps the one where its reader is, as long as the
/// current owner lasts. Does nothing where there is no browser.
pub fn follow() {
    let words = words().comfort;
    let position = scroll::use_position();
    let settled = StoredValue::new_local(None);
    let printed = sliced::is_printed();
    // An effect's own owner goes with each of its runs.
    let owner = Owner::current();
    Effect::new(move |before: Option<()>| {
        position.track();
        if before.is_none() {
            if let (Some(place), Some(owner)) = (to_offer(printed), &owner) {
                let long = (words.resume)(place.share());
                owner.with(|| offer(long, words.resume_short.to_owned(), place));
            }
            return;
        }
        settled.set_value(Some(Timeout::new(SETTLED_MS, move || {
            keep(position.get_untracked());
        })));
    });
}

fn permalink() -> String {
    window().location().pathname().unwrap_or_default()
}

/// The place kept, unless the reader comes back to another.
fn to_offer(printed: bool) -> Option<Place> {
    let hash = window().location().hash().unwrap_or_default();
    let is_brought = if printed {
        window().scroll_y().unwrap_or_default() > 0.0 || history::place_before_loading().is_some()
    } else {
        history::saved_place().is_some_and(|place| place.y() > 0.0)
    };
    if !hash.is_empty() || is_brought {
        return None;
    }
    Place::read(&bookmarks::get(bookmarks::READING, &permalink())?)
}

fn offer(long: String, short: String, place: Place) {
    let head: Option<Element> = elements::find(".article-head");
    let (Some(head), true) = (head, line_end::adopt_style()) else {
        return;
    };
    let Some(button) = line_end::button("resume", long, short) else {
        return;
    };
    line_end::place(&button, &head, LINES);
    let pressed = {
        let button = button.clone();
        EventListener::new(&button.clone(), "click", move |_| {
            spawn_local(resume(button.clone(), place.clone()));
        })
    };
    let pressed = StoredValue::new_local(pressed);
    on_cleanup(move || pressed.dispose());
}

async fn resume(button: HtmlElement, place: Place) {
    slices::until(|| false).await;
    let Some(root) = elements::root() else { return };
    let parts = elements::all(&root, PARTS);
    let ids: Vec<_> = parts.iter().map(id_of).collect();
    let Some(part) = place.find(&ids).and_then(|part| parts.get(part)) else {
        return;
    };
    let post: Option<HtmlElement> = elements::first(part, ".post");
    let focused = post.as_ref().unwrap_or(part);
    if !focused.has_attribute("tabindex") {
        let _ = focused.set_attribute("tabindex", "-1");
    }
    elements::focus(focused);
    button.remove();
    let third = || f64::from(root.client_height()) / 3.0;
    let scroll = || {
        let top = part.get_bounding_client_rect().top();
        // A little above where it was kept at, so that the same part is kept again.
        scrolling::scroll_to(window().scroll_y().unwrap_or_default() + top - third() + 8.0);
    };
    scrolling::hold(|| part.is_connected(), scroll).await;
}

fn id_of(part: &HtmlElement) -> String {
    match elements::first::<Element>(part, ".post") {
        Some(post) => post.id(),
        None => part.id(),
    }
}

fn keep(position: scroll::Position) {
    let Some(root) = elements::root() else { return };
    let Some(body) = elements::first::<HtmlElement>(&root, ".article-body") else {
        return;
    };
    let is_long = f64::from(body.offset_height()) > LONG * position.viewport;
    // Who has not left the first window yet may still want the place of last time.
    if !is_long || !position.past_one_screen() {
        return;
    }
    let end = elements::first::<Element>(&body, ".end-mark");
    if end.is_some_and(|end| end.get_bounding_client_rect().top() < position.viewport) {
        bookmarks::forget(bookmarks::READING, &permalink());
        return;
    }
    let parts = elements::all(&root, PARTS);
    let third = position.viewport / 3.0;
    // In the document's order, their tops are in order.
    let above = parts.partition_point(|part| part.get_bounding_client_rect().top() <= third);
    let Some(part) = above.checked_sub(1) else {
        return;
    };
    let place = Place {
        part,
        of: parts.len(),
        id: id_of(&parts[part]),
    };
    bookmarks::keep(bookmarks::READING, &permalink(), place.written());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(part: usize, of: usize, id: &str) -> Place {
        Place {
            part,
            of,
            id: id.to_owned(),
        }
    }

    #[test]
    fn a_place_is_read_back() {
        for kept in [place(3, 12, "m-7"), place(0, 1, ""), place(2, 5, "a b")] {
            assert_eq!(Place::read(&kept.written()), Some(kept));
        }
        for other in ["", "3", "3 0 x", "a b c", "-1 2 x"] {
            assert_eq!(Place::read(other), None, "{other}");
        }
    }

    #[test]
    fn a_place_outlives_what_is_edited_around_it() {
        let ids = ["", "", "m-7", "", ""].map(String::from);
        assert_eq!(place(0, 3, "m-7").find(&ids), Some(2), "by its name");
        assert_eq!(place(3, 10, "m-9").find(&ids), Some(1), "by its distance");
        assert_eq!(place(9, 10, "").find(&ids), Some(4));
        assert_eq!(place(12, 10, "").find(&ids), Some(4), "never past the end");
        assert_eq!(place(0, 3, "").find(&[]), None);
    }

    #[test]
    fn what_lies_before_is_told_in_hundredths() {
        assert_eq!(place(1, 3, "").share(), 33);
        assert_eq!(place(5, 3, "").share(), 100);
    }
}
