//! The page on which a reader searches the site.

use serde::{Deserialize, Serialize};

use crate::Link;

/// The search page: where the index is, and where to go without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPage {
    /// Root-relative folders of the index, searched as one; the first holds the engine too. Empty
    /// where the site has no article.
    pub indexes: Vec<String>,
    /// The tags most in use, the most used first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Link>,
}

/// What French elides before a vowel, apostrophe left out.
const ELIDED: [&str; 14] = [
    "c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "presqu", "puisqu", "qu", "quoiqu", "s", "t",
];

/// French text with a space after each elided word: "à l’ Estaque". The index cuts text at spaces
/// alone, and would know "Estaque" in "l’Estaque" only as a part of another word.
pub fn elisions_apart(text: &str) -> String {
    let mut apart = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(end) = elision_end(rest) {
        let (elided, after) = rest.split_at(end);
        apart.push_str(elided);
        if after.starts_with(char::is_alphanumeric) {
            apart.push(' ');
        }
        rest = after;
    }
    apart + rest
}

/// Takes back [`elisions_apart`].
pub fn elisions_together(text: &str) -> String {
    let mut together = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(end) = elision_end(rest) {
        let (elided, after) = rest.split_at(end);
        together.push_str(elided);
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    together + rest
}

/// The end of the first elided word, its apostrophe included.
fn elision_end(text: &str) -> Option<usize> {
    text.match_indices(['\'', '’'])
        .find_map(|(at, apostrophe)| {
            let (before, word) = last_word(&text[..at]);
            // The n of "rock’n’roll" is a part of a word.
            let inner = before.ends_with(['\'', '’']);
            let elided = ELIDED.contains(&word.to_lowercase().as_str());
            (elided && !inner).then_some(at + apostrophe.len())
        })
}

/// The word a text ends with, and what comes before it.
fn last_word(text: &str) -> (&str, &str) {
    let word = text
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    text.split_at(text.len() - word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elided_words_are_set_apart_and_together() {
        let text = "L’été à l'Estaque, jusqu’à l’aube : aujourd’hui, qu’elle s’en aille.";
        let apart = "L’ été à l' Estaque, jusqu’ à l’ aube : aujourd’hui, qu’ elle s’ en aille.";
        assert_eq!(elisions_apart(text), apart);
        assert_eq!(elisions_together(apart), text);
        assert_eq!(elisions_together("au fond de l’ "), "au fond de l’");
        for text in ["", "’", "a’b", "les 3’ d’", "rock’n’roll"] {
            assert_eq!(elisions_apart(text), text);
        }
    }
}
