//! Words looked for: in the address, and as the engine takes them.

use kiosque_model::Language;
use kiosque_model::search::elisions_apart;

/// The words as the engine takes them. The index knows "Estaque" in "l’Estaque", and would find
/// no "lestaque".
pub(super) fn for_engine(language: Language, words: &str) -> String {
    let words = match language {
        Language::Fr => elisions_apart(words),
        Language::En => words.to_owned(),
    };
    let words: Vec<&str> = words
        .split_whitespace()
        .filter(|word| language != Language::Fr || !word.ends_with(['\'', '’']))
        .collect();
    words.join(" ")
}

/// The words that an address asks for, from its query: `?q=le+port`.
pub fn from_address(search: &str) -> String {
    web_sys::UrlSearchParams::new_with_str(search)
        .ok()
        .and_then(|parameters| parameters.get("q"))
        .unwrap_or_default()
}

/// The address that asks for words: that of the page itself where there are none.
pub fn to_address(page: &str, words: &str) -> String {
    if words.is_empty() {
        return page.to_owned();
    }
    let words = String::from(js_sys::encode_uri_component(words));
    format!("{page}?q={}", words.replace("%20", "+"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elided_articles_are_left_out_in_french() {
        let asked = |words| for_engine(Language::Fr, words);
        assert_eq!(asked(" l’Estaque  d'Afrique "), "Estaque Afrique");
        assert_eq!(asked("aujourd’hui"), "aujourd’hui");
        assert_eq!(asked("L’\u{a0}été"), "été");
        assert_eq!(asked("\u{202f}"), "");
        assert_eq!(for_engine(Language::En, "l’Estaque"), "l’Estaque");
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod browser_tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn words_go_to_the_address_and_back() {
        for words in [
            "navire",
            "l’été à Aix & 100 %",
            "a+b=c?#d",
            "«\u{202f}mot\u{202f}»",
        ] {
            let address = to_address("/recherche/", words);
            let (page, search) = address.split_once('?').unwrap_or_default();
            assert_eq!(page, "/recherche/");
            assert_eq!(from_address(&format!("?{search}")), words);
        }
        assert_eq!(to_address("/recherche/", ""), "/recherche/");
        assert_eq!(from_address("?autre=1"), "");
    }
}
