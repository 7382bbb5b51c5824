//! The page at an old address. The press prints it and the app never shows it, so its words stay
//! out of the app's.

use kiosque_model::Language;

/// The words of the page at an old address.
#[derive(Debug)]
pub struct MovedWords {
    /// Its title.
    pub title: &'static str,
    /// Before the link to the new address.
    pub now_at: &'static str,
}

/// The words in a language.
pub const fn moved_words(language: Language) -> &'static MovedWords {
    match language {
        Language::Fr => &MovedWords {
            title: "Cette page a changé d’adresse",
            now_at: "Elle est maintenant ici\u{a0}:",
        },
        Language::En => &MovedWords {
            title: "This page has moved",
            now_at: "It is now here:",
        },
    }
}
