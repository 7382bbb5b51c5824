//! What the browser tells of the reader's connection.

use leptos::prelude::window;

use super::properties::property;

/// Whether the reader asked to save data: by `navigator.connection.saveData` or by the
/// `prefers-reduced-data` media feature, where there is one.
pub fn saves_data() -> bool {
    let prefers = window().match_media("(prefers-reduced-data: reduce)");
    if prefers.is_ok_and(|query| query.is_some_and(|query| query.matches())) {
        return true;
    }
    property(&window().navigator(), "connection")
        .and_then(|connection| property(&connection, "saveData"))
        .is_some_and(|value| value.is_truthy())
}
