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

/// Keeps a value. False where the browser refuses: storage is blocked, or full.
pub fn set(key: &str, value: &str) -> bool {
    local().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// The keys that begin like this, in no order.
pub fn keys(start: &str) -> Vec<String> {
    let Some(storage) = local() else {
        return Vec::new();
    };
    let length = storage.length().unwrap_or_default();
    (0..length)
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter(|key| key.starts_with(start))
        .collect()
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
        assert!(super::set(key, "été"));
        assert_eq!(super::get(key).as_deref(), Some("été"));
        assert_eq!(super::keys("kiosque.ess"), [key]);
        super::remove(key);
        assert_eq!(super::get(key), None);
    }
}
