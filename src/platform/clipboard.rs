//! The system's clipboard.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Copies text. False where the browser has no clipboard (pages served over plain HTTP have
/// none) or refused.
pub async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    if !js_sys::Reflect::has(&navigator, &"clipboard".into()).unwrap_or(false) {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text))
        .await
        .is_ok()
}
