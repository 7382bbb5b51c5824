//! The reader's wishes on motion.

use leptos::prelude::window;
use web_sys::ScrollBehavior;

/// Whether the reader asked for less motion.
pub fn reduced() -> bool {
    window()
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// How to scroll to a place the reader asked for.
pub fn scroll_behavior() -> ScrollBehavior {
    if reduced() {
        ScrollBehavior::Instant
    } else {
        ScrollBehavior::Smooth
    }
}
