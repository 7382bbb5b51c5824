//! Style sheets that come with the app, not with the page.

use std::cell::RefCell;

use leptos::prelude::document;
use web_sys::CssStyleSheet;

thread_local! {
    static ADOPTED: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// Adds a sheet to the document, after those it has, unless it has it. False where the browser
/// cannot: what the sheet is for must then be left alone.
///
/// A constructed sheet is no inline style: the security policy has nothing against it.
pub fn adopt(css: &'static str) -> bool {
    let known = |adopted: &RefCell<Vec<&str>>| adopted.borrow().contains(&css);
    if ADOPTED.with(known) {
        return true;
    }
    let Ok(sheet) = CssStyleSheet::new() else {
        return false;
    };
    if sheet.replace_sync(css).is_err() {
        return false;
    }
    let adopted = document().adopted_style_sheets();
    if adopted.is_undefined() || adopted.push(&sheet) == 0 {
        return false;
    }
    ADOPTED.with_borrow_mut(|adopted| adopted.push(css));
    true
}
