//! What the browser tells of the reader's connection.

use js_sys::Reflect;
use leptos::prelude::window;

/// Whether the reader asked to save data (`navigator.connection.saveData`, where there is one).
pub fn saves_data() -> bool {
    Reflect::get(&window().navigator(), &"connection".into())
        .and_then(|connection| Reflect::get(&connection, &"saveData".into()))
        .is_ok_and(|value| value.is_truthy())
}
