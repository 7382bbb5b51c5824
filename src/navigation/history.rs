//! Each history entry remembers how far its page was scrolled.
//!
//! The browser's own restoration acts before the page has come, so it is switched off and the
//! position kept in the entry's `state`, where it survives a reload.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::{Object, Reflect};
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{History, ScrollRestoration};

const KEY: &str = "kiosqueScroll";

/// Pause after the last scroll before its position is written: Safari refuses more than a
/// hundred writes in thirty seconds.
const SETTLED_MS: u32 = 200;

thread_local! {
    static PENDING: RefCell<Option<Timeout>> = const { RefCell::new(None) };
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

/// Writes the position into the current entry.
pub fn save_scroll() {
    PENDING.take();
    let Some(history) = history() else { return };
    let state = Object::new();
    if let Ok(before) = history.state()
        && before.is_object()
    {
        Object::assign(&state, before.unchecked_ref());
    }
    let y = window().scroll_y().unwrap_or_default();
    if Reflect::set(&state, &KEY.into(), &JsValue::from_f64(y)).is_ok() {
        let _ = history.replace_state(&state, "");
    }
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

/// Forgets a write that has not happened yet: the entry it was for is no longer the current one.
pub fn drop_pending() {
    PENDING.take();
}

/// The position the current entry remembers.
pub fn saved_scroll() -> Option<f64> {
    let state = history()?.state().ok()?;
    Reflect::get(&state, &KEY.into()).ok()?.as_f64()
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
        assert_eq!(saved_scroll(), None);
        save_scroll();
        assert_eq!(saved_scroll(), Some(0.0));
        let other = Reflect::get(&history.state().unwrap(), &"other".into()).unwrap();
        assert_eq!(other.as_string().as_deref(), Some("kept"));
    }
}
