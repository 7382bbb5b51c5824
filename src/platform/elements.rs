//! Finding elements of the document, and giving them focus.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusOptions, HtmlElement};

/// The elements within one that match a selector, in the document's order.
pub fn all(within: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = within.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into().ok())
        .collect()
}

/// The first element within one that matches a selector.
pub fn first<E: JsCast>(within: &Element, selector: &str) -> Option<E> {
    within.query_selector(selector).ok()??.dyn_into().ok()
}

/// The first element of the document that matches a selector.
pub fn find<E: JsCast>(selector: &str) -> Option<E> {
    first(&root()?, selector)
}

/// The nearest element that matches a selector: this one, or one around it.
pub fn around<E: JsCast>(element: &Element, selector: &str) -> Option<E> {
    element.closest(selector).ok()??.dyn_into().ok()
}

/// The nearest element that matches a selector, from what an event happened to outwards.
pub fn under<E: JsCast>(event: &Event, selector: &str) -> Option<E> {
    around(&event.target()?.dyn_into().ok()?, selector)
}

/// The element that holds all others.
pub fn root() -> Option<Element> {
    document().document_element()
}

/// Gives an element focus, and lets the page stay where it is.
pub fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}
