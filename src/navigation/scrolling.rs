//! Comes to a place of the page, and holds it while the page is still being drawn.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A few frames, in milliseconds.
const FRAMES_MS: u32 = 50;

/// How many looks in a row must find the page as it was before it is taken to rest.
const LOOKS_AT_REST: usize = 3;

/// How often a page is looked at that never rests: some two seconds.
const LOOKS_AT_MOST: usize = 24;

/// By what a reader goes on from where they were brought.
const SIGNS_OF_A_READER: [&str; 4] = ["keydown", "pointerdown", "touchstart", "wheel"];

/// Scrolls until the place rests, as long as it is wanted and unless the reader goes on: what comes
/// near the window gets its own height only then, and not every browser holds in place what it
/// moves.
pub async fn hold(is_wanted: impl Fn() -> bool, scroll: impl Fn()) {
    let gone_on = Rc::new(Cell::new(false));
    let _listeners = SIGNS_OF_A_READER.map(|sign| {
        let gone_on = Rc::clone(&gone_on);
        EventListener::new(&window(), sign, move |_| gone_on.set(true))
    });
    scroll();
    let mut here = extent();
    let mut at_rest = 0;
    for _ in 0..LOOKS_AT_MOST {
        a_few_frames().await;
        let now = extent();
        // Nothing but the reader scrolls a page whose length stays.
        let is_scrolled = now.0 != here.0 && now.1 == here.1;
        if gone_on.get() || is_scrolled || !is_wanted() {
            return;
        }
        scroll();
        let there = extent();
        at_rest = if there == here { at_rest + 1 } else { 0 };
        if at_rest == LOOKS_AT_REST {
            return;
        }
        here = there;
    }
}

/// Scrolls to so many CSS pixels from the top of the page.
pub fn scroll_to(y: f64) {
    let options = web_sys::ScrollToOptions::new();
    options.set_top(y);
    options.set_behavior(web_sys::ScrollBehavior::Instant);
    window().scroll_to_with_scroll_to_options(&options);
}

/// How far the page is scrolled, in whole CSS pixels, and how long it is.
fn extent() -> (i32, i32) {
    let root = document().document_element();
    root.map(|root| (root.scroll_top(), root.scroll_height()))
        .unwrap_or_default()
}

/// Waits until the browser has drawn what the window shows now, and what that brings near.
async fn a_few_frames() {
    for _ in 0..2 {
        let frame = js_sys::Promise::new(&mut |drawn, _| {
            let _ = window().request_animation_frame(&drawn);
        });
        let _ = JsFuture::from(frame).await;
    }
    TimeoutFuture::new(FRAMES_MS).await;
}
