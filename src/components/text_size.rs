//! How large the text is: four sizes, one press at a time.
//!
//! Sizes are parts of the browser's own, which its reader may have set, and everything is measured by
//! the text. `index.html` sets the size kept on the device before the first paint.

use gloo_events::EventListener;
use leptos::prelude::*;
use web_sys::Element as DomElement;

use super::icon::{Icon, drawing};
use crate::markup::{self, element};
use crate::platform::{elements, storage};
use crate::words::words;

/// Where the choice is kept. `index.html` reads it too.
const KEY: &str = "kiosque.text-size";
/// The attribute of the root by which `tokens.css` knows it.
const ATTRIBUTE: &str = "data-text-size";

const BUTTON: &str = ".text-size";

/// Goes through the sizes.
#[component]
pub fn TextSize() -> impl IntoView {
    let words = words().comfort;
    let label = move |size: usize| {
        let size = words.text_sizes.get(size).copied().unwrap_or_default();
        format!("{} – {size}", words.text_size)
    };
    Effect::new(move |_| {
        let tell = move |size| {
            if let Some(button) = elements::find::<DomElement>(BUTTON) {
                let _ = button.set_attribute("aria-label", &label(size));
                let _ = button.set_attribute("title", &label(size));
            }
        };
        // The stored choice is the browser's: the printed button tells the first.
        let stored = stored();
        if stored > 0 {
            tell(stored);
        }
        let pressed = EventListener::new(&document(), "click", move |event| {
            if elements::under::<DomElement>(event, BUTTON).is_some() {
                let size = (self::stored() + 1) % words.text_sizes.len();
                apply(size);
                tell(size);
            }
        });
        let pressed = StoredValue::new_local(pressed);
        on_cleanup(move || pressed.dispose());
    });
    markup::view(move || {
        element("button")
            .class("text-size")
            .with("type", "button")
            .with("aria-label", label(0))
            .with("title", label(0))
            .child(drawing(Icon::TextSize))
    })
}

fn stored() -> usize {
    let root = elements::root().and_then(|root| root.get_attribute(ATTRIBUTE));
    root.and_then(|size| size.parse().ok()).unwrap_or_default()
}

fn apply(size: usize) {
    let Some(root) = elements::root() else { return };
    if size == 0 {
        storage::remove(KEY);
        let _ = root.remove_attribute(ATTRIBUTE);
    } else {
        let size = size.to_string();
        storage::set(KEY, &size);
        let _ = root.set_attribute(ATTRIBUTE, &size);
    }
    // What measures the page measures it again.
    if let Ok(event) = web_sys::Event::new("resize") {
        let _ = window().dispatch_event(&event);
    }
}
