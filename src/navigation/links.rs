//! Which links the app follows itself.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlAnchorElement, MouseEvent};

/// Where a link leads within the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Root-relative path, percent-encoded.
    pub path: String,
    /// Query with its `?`, or nothing.
    pub search: String,
    /// Fragment with its `#`, or nothing.
    pub hash: String,
}

impl Target {
    /// The whole root-relative address.
    pub fn url(&self) -> String {
        format!("{}{}{}", self.path, self.search, self.hash)
    }

    /// Where the browser is.
    pub fn current() -> Self {
        let location = window().location();
        Self {
            path: location.pathname().unwrap_or_default(),
            search: location.search().unwrap_or_default(),
            hash: location.hash().unwrap_or_default(),
        }
    }

    /// Whether both are places in one document.
    pub fn same_document(&self, other: &Self) -> bool {
        self.path == other.path && self.search == other.search
    }
}

/// The link under an event, if the app can follow it: same origin, same tab, a permalink.
pub fn target_of(event: &Event) -> Option<Target> {
    let anchor = event
        .target()?
        .dyn_into::<web_sys::Element>()
        .ok()?
        .closest("a[href]")
        .ok()??
        // An `a` inside an SVG is another type and stays the browser's.
        .dyn_into::<HtmlAnchorElement>()
        .ok()?;
    let own_tab = matches!(anchor.target().as_str(), "" | "_self");
    let external = anchor
        .rel()
        .split_ascii_whitespace()
        .any(|rel| rel == "external");
    let same_origin = window()
        .location()
        .origin()
        .is_ok_and(|origin| anchor.origin() == origin);
    let path = anchor.pathname();
    (own_tab
        && !external
        && !anchor.has_attribute("download")
        && same_origin
        && is_permalink(&path))
    .then(|| Target {
        path,
        search: anchor.search(),
        hash: anchor.hash(),
    })
}

/// Whether a click asks for nothing but to follow its link here.
pub fn is_plain_click(event: &MouseEvent) -> bool {
    !event.default_prevented()
        && event.button() == 0
        && !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key())
}

/// Whether a path may be a page: its last segment names no file.
fn is_permalink(path: &str) -> bool {
    path.rsplit('/')
        .next()
        .is_some_and(|last| !last.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::is_permalink;

    #[test]
    fn files_are_left_to_the_browser() {
        for page in ["/", "/guide/", "/guide/publier", "/v1.2/notes/", "/a%20b/"] {
            assert!(is_permalink(page), "{page}");
        }
        for file in ["/media/port.1a2b.svg", "/feed.xml", "/guide/plan.pdf"] {
            assert!(!is_permalink(file), "{file}");
        }
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod browser_tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use gloo_events::{EventListener, EventListenerOptions};
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::HtmlElement;

    use super::*;

    /// What the app makes of a click on the element `#here` of this HTML.
    fn clicked(html: &str) -> Option<Target> {
        let place = document().create_element("div").unwrap();
        place.set_inner_html(html);
        document().body().unwrap().append_child(&place).unwrap();
        let seen = Rc::new(RefCell::new(None));
        let seen_there = Rc::clone(&seen);
        let options = EventListenerOptions::enable_prevent_default();
        let listener =
            EventListener::new_with_options(&document(), "click", options, move |event| {
                *seen_there.borrow_mut() = target_of(event);
                event.prevent_default();
            });
        let here = place.query_selector("#here").unwrap().unwrap();
        here.unchecked_into::<HtmlElement>().click();
        drop(listener);
        place.remove();
        seen.take()
    }

    #[wasm_bindgen_test]
    fn a_link_of_the_site_is_followed_even_from_inside_it() {
        let target = clicked("<a href='/guide/a%20b/?x=1#fin'><em id='here'>Lire</em></a>");
        let target = target.unwrap();
        assert_eq!(target.url(), "/guide/a%20b/?x=1#fin");
        assert_eq!(
            (target.path.as_str(), target.hash.as_str()),
            ("/guide/a%20b/", "#fin")
        );
    }

    #[wasm_bindgen_test]
    fn everything_else_is_the_browsers() {
        for html in [
            "<a id='here' href='https://kiosque.example/guide/'>ailleurs</a>",
            "<a id='here' href='/guide/' target='_blank'>autre onglet</a>",
            "<a id='here' href='/guide/' download>fichier</a>",
            "<a id='here' href='/guide/' rel='nofollow external'>dehors</a>",
            "<a id='here' href='/media/plan.pdf'>plan</a>",
            "<a id='here'>rien</a>",
            "<button id='here' type='button'>bouton</button>",
        ] {
            assert_eq!(clicked(html), None, "{html}");
        }
    }
}
