//! Pagefind's own interface, as far as it is used.

use js_sys::Object;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// JavaScript's `import(…)`: the engine is a module that no other page loads.
    #[wasm_bindgen(catch)]
    pub(super) async fn import(url: &str) -> Result<JsValue, JsValue>;

    /// The engine's module.
    #[derive(Clone)]
    pub(super) type Pagefind;

    #[wasm_bindgen(method, catch)]
    pub(super) async fn search(
        this: &Pagefind,
        words: &str,
        options: &Object,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = mergeIndex)]
    pub(super) async fn merge_index(this: &Pagefind, folder: &str) -> Result<JsValue, JsValue>;
}
