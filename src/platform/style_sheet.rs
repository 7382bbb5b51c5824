//! Style sheets that come with the app, not with the page.

use leptos::prelude::document;
use web_sys::CssStyleSheet;

/// Adds a sheet to the document, after those it has. False where the browser cannot: what the
/// sheet is for must then be left alone.
///
/// A constructed sheet is no inline style: the security policy has nothing against it.
pub fn adopt(css: &str) -> bool {
    let Ok(sheet) = CssStyleSheet::new() else {
        return false;
    };
    if sheet.replace_sync(css).is_err() {
        return false;
    }
    let adopted = document().adopted_style_sheets();
    !adopted.is_undefined() && adopted.push(&sheet) > 0
}
