//! What the browser remembers between visits.

use leptos::prelude::window;

fn local() -> Option<web_sys::Storage> {
    // Reading the property throws where cookies are blocked.
    window().local_storage().ok().flatten()
}

/// The value under a key, if there is one and the browser lets us read it.
pub fn get(key: &str) -> Option<String> {
    local()?.get_item(key).ok().flatten()
}

/// Keeps a value. A browser that refuses forgets it at the end of the visit, as it was told to.
pub fn set(key: &str, value: &str) {
    if let Some(storage) = local() {
        let _ = storage.set_item(key, value);
    }
}

/// Forgets a value.
pub fn remove(key: &str) {
    if let Some(storage) = local() {
        let _ = storage.remove_item(key);
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod browser_tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn what_is_kept_is_found_until_it_is_forgotten() {
        let key = "kiosque.essai";
        super::set(key, "été");
        assert_eq!(super::get(key).as_deref(), Some("été"));
        super::remove(key);
        assert_eq!(super::get(key), None);
    }
}
