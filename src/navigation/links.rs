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
    let external = anchor.rel().split_ascii_whitespace().any(|rel| rel == "external");
    let same_origin = window()
        .location()
        .origin()
        .is_ok_and(|origin| anchor.origin() == origin);
    let path = anchor.pathname();
    (own_tab && !external && !anchor.has_attribute("download") && same_origin && is_permalink(&path))
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
    path.rsplit('/').next().is_some_and(|last| !last.contains('.'))
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
