//! What the worker says it has.

use js_sys::Array;
use wasm_bindgen::JsValue;

use crate::platform::properties::property;

/// What can be read without a network.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Pages: those kept for later first, then by when they were last read.
    pub pages: Vec<Kept>,
    /// What all that is kept weighs.
    pub bytes: u64,
    /// How many files that is.
    pub files: u32,
}

/// A page that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Permalink.
    pub url: String,
    /// Title.
    pub title: String,
    /// Whether the reader kept it for later.
    pub saved: bool,
    /// When it came from the network, RFC 3339.
    pub stored: Option<String>,
}

impl Shelf {
    /// Reads an answer. Nothing where it is none.
    pub(super) fn read(answer: &JsValue) -> Option<Self> {
        let text = |of: &JsValue, name: &str| property(of, name)?.as_string();
        let number = |name: &str| property(answer, name).and_then(|number| number.as_f64());
        let pages = Array::from(&property(answer, "pages")?);
        Some(Self {
            pages: pages
                .iter()
                .filter_map(|page| {
                    Some(Kept {
                        url: text(&page, "url")?,
                        title: text(&page, "title")?,
                        saved: property(&page, "saved").is_some_and(|saved| saved.is_truthy()),
                        stored: text(&page, "stored"),
                    })
                })
                .collect(),
            bytes: number("bytes").unwrap_or_default() as u64,
            files: number("files").unwrap_or_default() as u32,
        })
    }

    /// Whether a page is kept for later.
    pub fn has_saved(&self, url: &str) -> bool {
        self.pages.iter().any(|page| page.saved && page.url == url)
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod browser_tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn what_is_no_answer_is_told_apart_from_an_empty_shelf() {
        let read = |json| Shelf::read(&js_sys::JSON::parse(json).unwrap());
        assert_eq!(read(r#"{"fault":"unknown"}"#), None);
        assert_eq!(read("null"), None);
        let empty = read(r#"{"pages":[],"bytes":0,"files":0}"#);
        assert_eq!(empty, Some(Shelf::default()));
    }

    #[wasm_bindgen_test]
    fn a_page_without_a_name_is_left_out() {
        let answer = r#"{"pages":[
            {"url":"/a/","title":"A","kind":"article","saved":true,"stored":"2026-11-30T09:12:00Z","read":null},
            {"url":"/b/","saved":false}],"bytes":123456,"files":42}"#;
        let shelf = Shelf::read(&js_sys::JSON::parse(answer).unwrap()).unwrap();
        assert!(shelf.has_saved("/a/") && !shelf.has_saved("/b/"));
        assert_eq!(
            (shelf.pages.len(), shelf.bytes, shelf.files),
            (1, 123_456, 42)
        );
    }
}
