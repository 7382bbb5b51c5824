//! The system's share sheet (Web Share).

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Whether the browser has a share sheet.
pub fn available() -> bool {
    js_sys::Reflect::has(&window().navigator(), &"share".into()).unwrap_or(false)
}

/// Opens the share sheet. A reader who closes it without sharing is no error.
pub async fn share(title: &str, url: &str) {
    let data = web_sys::ShareData::new();
    data.set_title(title);
    data.set_url(url);
    // The only refusals are the reader's own and a sheet already open: nothing to tell.
    let _ = JsFuture::from(window().navigator().share_with_data(&data)).await;
}
