//! Parts of a page that are made one after the other, while the page answers.
//!
//! A page that the press printed has them already, and the press prints them at once. After a
//! navigation they are made in the browser, in slices.

use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::tachys::renderer::CastFrom;
use leptos::tachys::renderer::types::{Element, Node};
use wasm_bindgen::JsCast;

use crate::platform::slices;

/// Says of an element that more of it is on its way: what follows it is not shown until then, or it
/// would be seen to move.
pub const COMING: &str = "data-coming";

/// Whether the page being made is one that the press has printed.
pub fn is_printed() -> bool {
    #[cfg(feature = "browser")]
    return Owner::current_shared_context().is_some_and(|context| context.during_hydration());
    #[cfg(not(feature = "browser"))]
    false
}

/// Takes from parts in their order those that are to be made later: all but the first few.
/// `at_once` is how many come with their page.
pub fn later<T>(parts: &mut Vec<T>, at_once: usize) -> Vec<T> {
    if cfg!(feature = "ssr") || is_printed() {
        Vec::new()
    } else if slices::is_idle() {
        parts.split_off(at_once.min(parts.len()))
    } else {
        // What comes before these is still being made.
        std::mem::take(parts)
    }
}

/// Makes parts in an element, before its part that a selector names or else at its end, as long as
/// the page that asked for them is shown. [`COMING`] is taken from the element after the last, and
/// after what that one still has to make.
pub fn make<E, T>(
    place: NodeRef<E>,
    before: Option<&'static str>,
    parts: Vec<T>,
    view: impl Fn(T) -> AnyView + 'static,
) where
    E: ElementType + 'static,
    E::Output: JsCast + CastFrom<Element> + AsRef<web_sys::Element> + Clone + 'static,
    T: 'static,
{
    let Some(page) = Owner::current().filter(|_| !parts.is_empty()) else {
        return;
    };
    let made = StoredValue::new_local(Vec::with_capacity(parts.len()));
    let mut parts = parts.into_iter();
    slices::add(move || {
        if made.is_disposed() {
            return false;
        }
        if let Some(place) = place.get_untracked()
            && let Some(part) = parts.next()
        {
            let place: &web_sys::Element = place.as_ref();
            let mut part = page.with(|| view(part).build());
            let marker = before.and_then(|before| place.query_selector(before).ok()?);
            part.mount(place, marker.as_ref().map(AsRef::<Node>::as_ref));
            made.update_value(|made| made.push(part));
            if parts.len() == 0 && place.has_attribute(COMING) {
                let place = place.clone();
                slices::add(move || {
                    let _ = place.remove_attribute(COMING);
                    false
                });
            }
        }
        parts.len() > 0
    });
}
