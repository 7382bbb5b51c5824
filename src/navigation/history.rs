//! Each history entry remembers where in its page the reader was.
//!
//! The browser's own restoration acts before the page has come, so it is switched off and the
//! place kept in the entry's `state`, where it survives a reload. How far a page is scrolled does
//! not tell alone: what is far from the window has no height of its own until it comes near
//! (`content-visibility` in `timeline.css`). So the place is kept by what stood in the window too.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::{Object, Reflect};
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{History, ScrollRestoration};

use crate::platform::properties::property;
use crate::platform::timing;

const KEY: &str = "kiosqueScroll";
const MARK: &str = "kiosqueMark";
const MARK_TOP: &str = "kiosqueMarkTop";

/// Pause after the last scroll before its position is written: Safari refuses more than a
/// hundred writes in thirty seconds.
const SETTLED_MS: u32 = 200;

thread_local! {
    static PENDING: RefCell<Option<Timeout>> = const { RefCell::new(None) };
    static SHOWN: RefCell<Option<String>> = const { RefCell::new(None) };
}

fn history() -> Option<History> {
    window().history().ok()
}

/// Starts remembering. The listeners live as long as the document.
pub fn remember_scroll() {
    if let Some(history) = history() {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    EventListener::new(&window(), "scroll", |_| {
        PENDING.set(Some(Timeout::new(SETTLED_MS, save_scroll)));
    })
    .forget();
    EventListener::new(&window(), "pagehide", |_| save_scroll()).forget();
}

/// Says that the page of the current entry is the one in the document now.
pub fn remember_this_page() {
    SHOWN.set(window().location().pathname().ok());
}

/// Whether the current entry is of the page in the document. After Back it is not until its page
/// has come.
pub fn is_of_this_page() -> bool {
    SHOWN.with_borrow(|shown| {
        let path = window().location().pathname().ok();
        shown.is_none() || *shown == path
    })
}

/// Writes the position into the current entry, if it is of the page in the document.
pub fn save_scroll() {
    PENDING.take();
    if !is_of_this_page() {
        return;
    }
    let Some(history) = history() else { return };
    let state = Object::new();
    if let Ok(before) = history.state()
        && before.is_object()
    {
        Object::assign(&state, before.unchecked_ref());
    }
    let y = window().scroll_y().unwrap_or_default();
    let (mark, top) = match mark() {
        Some((mark, top)) => (mark.into(), top.into()),
        None => (JsValue::NULL, JsValue::NULL),
    };
    let kept = [(KEY, y.into()), (MARK, mark), (MARK_TOP, top)]
        .iter()
        .all(|(key, value)| Reflect::set(&state, &(*key).into(), value).is_ok());
    if kept {
        let _ = history.replace_state(&state, "");
    }
}

/// What has an id and stands in the window, and how far its upper edge is from the window's.
fn mark() -> Option<(String, f64)> {
    let window = window();
    let middle = |length: Result<JsValue, _>| length.ok()?.as_f64().map(|length| length / 2.0);
    let (x, y) = (
        middle(window.inner_width())?,
        middle(window.inner_height())?,
    );
    #[expect(clippy::cast_possible_truncation, reason = "half a window in pixels")]
    let mut around = document().element_from_point(x as f32, y as f32)?;
    // What is nearest: in it, or else beside it.
    let named = loop {
        if !around.id().is_empty() {
            break around;
        }
        if let Some(beside) = around.query_selector("[id]").ok().flatten() {
            break beside;
        }
        around = around.parent_element()?;
    };
    Some((named.id(), named.get_bounding_client_rect().top()))
}

/// Gives the current entry another address, and keeps what it remembers.
pub fn replace_address(url: &str) {
    if let Some(history) = history()
        && let Ok(state) = history.state()
    {
        // Refused where an address changes too often: then it changes with the next one.
        let _ = history.replace_state_with_url(&state, "", Some(url));
    }
}

/// Adds an entry for where the reader is, which remembers the same: for what is to be closed by
/// Back. False where the browser refuses.
pub fn push_here() -> bool {
    save_scroll();
    history().is_some_and(|history| {
        let state = history.state().unwrap_or(JsValue::NULL);
        history.push_state(&state, "").is_ok()
    })
}

/// Leaves the current entry for the one before it.
pub fn back() {
    if let Some(history) = history() {
        let _ = history.back();
    }
}

/// Forgets a write that has not happened yet: the entry it was for is no longer the current one.
pub fn drop_pending() {
    PENDING.take();
}

/// A place in a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// How far the page was scrolled, in CSS pixels.
    y: f64,
    /// The id of what stood in the window, and the distance of its upper edge from the window's.
    mark: Option<(String, f64)>,
}

impl Place {
    /// How far the page is to be scrolled, as it is now.
    pub fn y(&self) -> f64 {
        // The top stays the top, whatever has come there since.
        if self.y <= 0.0 {
            return 0.0;
        }
        let scrolled = window().scroll_y().unwrap_or_default();
        self.mark
            .as_ref()
            .and_then(|(id, top)| {
                let mark = document().get_element_by_id(id)?;
                Some(mark.get_bounding_client_rect().top() + scrolled - top)
            })
            .unwrap_or(self.y)
    }

    /// Whether the page is there down to the place.
    pub fn is_there(&self) -> bool {
        let marked = || {
            let mark = self.mark.as_ref();
            mark.is_none_or(|(id, _)| document().get_element_by_id(id).is_some())
        };
        let reaches = || {
            let root = document().document_element();
            root.is_some_and(|root| {
                let lowest = root.scroll_height() - root.client_height();
                self.y() <= f64::from(lowest)
            })
        };
        self.y <= 0.0 || marked() && reaches()
    }
}

/// The place at which the document was left that is loaded again, by a reload or by Back from another
/// one: browsers bring nobody there, since the app was asked to. `None` where the reader has gone on
/// already.
pub fn place_before_loading() -> Option<Place> {
    let how = property(&timing::entries("navigation").get(0), "type")?.as_string()?;
    let is_again = matches!(how.as_str(), "reload" | "back_forward");
    let is_at_top = window().scroll_y().unwrap_or_default() <= 0.0;
    saved_place().filter(|place| is_again && is_at_top && place.y > 0.0)
}

/// The place the current entry remembers.
pub fn saved_place() -> Option<Place> {
    let state = history()?.state().ok()?;
    let get = |key: &str| property(&state, key);
    let mark = || Some((get(MARK)?.as_string()?, get(MARK_TOP)?.as_f64()?));
    Some(Place {
        y: get(KEY)?.as_f64()?,
        mark: mark(),
    })
}

#[cfg(all(test, target_arch = "wasm32"))]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod browser_tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn an_entry_keeps_its_position_and_whatever_else_it_held() {
        let state = Object::new();
        Reflect::set(&state, &"other".into(), &"kept".into()).unwrap();
        let history = history().unwrap();
        history.replace_state(&state, "").unwrap();
        assert_eq!(saved_place(), None);
        save_scroll();
        assert_eq!(saved_place().map(|place| place.y), Some(0.0));
        let other = Reflect::get(&history.state().unwrap(), &"other".into()).unwrap();
        assert_eq!(other.as_string().as_deref(), Some("kept"));
    }
}
