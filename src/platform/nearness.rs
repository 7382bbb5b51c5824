//! Waiting until a reader comes near a place of the page.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// Does something once, when an element is this near to what is seen (a CSS length), unless the
/// current owner is gone by then. At once where the browser cannot tell.
pub fn once(element: &Element, distance: &str, work: impl FnOnce() + 'static) {
    let mut work = Some(work);
    let mut work = move || {
        if let Some(work) = work.take() {
            work();
        }
    };
    let options = IntersectionObserverInit::new();
    options.set_root_margin(distance);
    let seen = Closure::<dyn FnMut(Array, IntersectionObserver)>::new(
        move |entries: Array, observer: IntersectionObserver| {
            let near = entries.iter().any(|entry| {
                entry
                    .dyn_ref::<IntersectionObserverEntry>()
                    .is_some_and(IntersectionObserverEntry::is_intersecting)
            });
            if near {
                observer.disconnect();
                work();
            }
        },
    );
    let Ok(observer) =
        IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options)
    else {
        return;
    };
    observer.observe(element);
    let kept = StoredValue::new_local((observer, seen));
    on_cleanup(move || {
        kept.with_value(|(observer, _)| observer.disconnect());
        kept.dispose();
    });
}
