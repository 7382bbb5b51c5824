//! Asks Pagefind, whose engine is loaded with the first question and on the search page alone.

mod excerpt;
mod pagefind;
mod query;

use std::cell::RefCell;

use js_sys::{Array, Object, Reflect};
use kiosque_model::Language;
use kiosque_model::search::elisions_together;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};

pub use excerpt::Piece;
pub use query::{from_address, to_address};

use pagefind::Pagefind;

/// The index could not be loaded or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unavailable;

/// Everything that was found, best first.
#[derive(Debug, Clone)]
pub struct Found {
    results: Array,
}

/// An article that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its permalink.
    pub url: String,
    /// Its headline.
    pub title: String,
    /// Its section's name.
    pub section: String,
    /// The day it was published, worded.
    pub date: String,
    /// The words around those looked for.
    pub excerpt: Vec<Piece>,
}

/// Letters that a word found must have in common with the words looked for, where these have as
/// many.
const TELLING: usize = 3;

impl Hit {
    /// Whether what was found answers the words. Where no article has a word, Pagefind shortens
    /// it until one does, down to a lone letter.
    pub fn answers(&self, words: &str) -> bool {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let shortest = words.split_whitespace().map(letters).min();
        let telling = shortest.unwrap_or_default().min(TELLING);
        let mut marked = self.excerpt.iter().filter(|piece| piece.marked).peekable();
        // What was found in a headline is not marked in the excerpt.
        marked.peek().is_none() || marked.any(|piece| letters(&piece.text) >= telling)
    }
}

thread_local! {
    static ENGINE: RefCell<Option<Pagefind>> = const { RefCell::new(None) };
}

/// Looks for words in the articles, of one section where its name is given.
///
/// # Errors
///
/// [`Unavailable`] when the engine or its index cannot be loaded.
pub async fn search(
    indexes: &[String],
    language: Language,
    words: &str,
    section: Option<&str>,
) -> Result<Found, Unavailable> {
    let words = query::for_engine(language, words);
    if indexes.is_empty() || words.is_empty() {
        return Ok(Found::nothing());
    }
    let engine = engine(indexes).await.map_err(unavailable)?;
    let options = Object::new();
    if let Some(section) = section {
        let filters = Object::new();
        set(&filters, "section", &section.into());
        set(&options, "filters", &filters);
    }
    let answer = engine.search(&words, &options).await.map_err(unavailable)?;
    let results = get(&answer, "results").dyn_into().map_err(unavailable)?;
    Ok(Found { results })
}

impl Found {
    /// Nothing.
    pub fn nothing() -> Self {
        Self {
            results: Array::new(),
        }
    }

    /// How many articles were found.
    pub fn count(&self) -> u32 {
        self.results.length()
    }

    /// Some of the articles, by their place among all.
    ///
    /// # Errors
    ///
    /// [`Unavailable`] when one of them cannot be loaded.
    pub async fn hits(&self, from: u32, to: u32) -> Result<Vec<Hit>, Unavailable> {
        let wanted = self.results.slice(from, to);
        let data: Array = wanted
            .iter()
            .filter_map(|result| {
                let load: js_sys::Function = get(&result, "data").dyn_into().ok()?;
                load.call0(&result).ok()
            })
            .collect();
        let loaded = wasm_bindgen_futures::JsFuture::from(js_sys::Promise::all(&data))
            .await
            .map_err(unavailable)?;
        let loaded: Array = loaded.dyn_into().map_err(unavailable)?;
        Ok(loaded.iter().map(|data| hit(&data)).collect())
    }
}

fn hit(data: &JsValue) -> Hit {
    let meta = get(data, "meta");
    let text = |from, name| get(from, name).as_string().unwrap_or_default();
    let words = |name| elisions_together(&text(&meta, name));
    Hit {
        url: text(data, "url"),
        title: words("title"),
        section: words("section"),
        date: words("date"),
        excerpt: excerpt::read(&text(data, "excerpt")),
    }
}

/// The engine, loaded once for as long as the document lives.
async fn engine(indexes: &[String]) -> Result<Pagefind, JsValue> {
    if let Some(engine) = ENGINE.with_borrow(Clone::clone) {
        return Ok(engine);
    }
    let (first, others) = indexes.split_first().ok_or(JsValue::UNDEFINED)?;
    // From the document's origin: the app's own script may stand elsewhere.
    let origin = window().location().origin().unwrap_or_default();
    let module = pagefind::import(&format!("{origin}{first}pagefind.js")).await?;
    let engine: Pagefind = module.unchecked_into();
    for other in others {
        engine.merge_index(other).await?;
    }
    ENGINE.set(Some(engine.clone()));
    Ok(engine)
}

fn unavailable(error: JsValue) -> Unavailable {
    leptos::logging::warn!("search: {error:?}");
    Unavailable
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // An object of our own refuses nothing.
    let _ = Reflect::set(object, &name.into(), value);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(excerpt: &[(&str, bool)]) -> Hit {
        let piece = |(text, marked): &(&str, bool)| Piece {
            text: (*text).to_owned(),
            marked: *marked,
        };
        Hit {
            url: String::new(),
            title: String::new(),
            section: String::new(),
            date: String::new(),
            excerpt: excerpt.iter().map(piece).collect(),
        }
    }

    #[test]
    fn a_lone_letter_answers_only_those_who_asked_for_it() {
        let letter = hit(&[("il ", false), ("n’", true), ("y a pas", false)]);
        assert!(!letter.answers("navires"));
        assert!(letter.answers("n"));
        assert!(hit(&[("un ", false), ("navire", true)]).answers("navires du port"));
        assert!(hit(&[("rien de marqué", false)]).answers("navires"));
    }
}
