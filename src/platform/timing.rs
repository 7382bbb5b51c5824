//! What the browser noted of the document's loading (<https://w3c.github.io/performance-timeline/>).

use js_sys::Array;
use leptos::prelude::window;
use wasm_bindgen::JsValue;

use super::properties::{call, property};

/// The entries of a kind: `navigation`, `resource`. None where the browser notes nothing.
pub fn entries(kind: &str) -> Array {
    let entries = property(&window(), "performance").and_then(|performance| {
        call(
            &performance,
            "getEntriesByType",
            &kind.into(),
            &JsValue::UNDEFINED,
        )
    });
    entries.map_or_else(Array::new, |entries| Array::from(&entries))
}
