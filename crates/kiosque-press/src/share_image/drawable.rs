//! What of a text the faces can draw.

use deunicode::deunicode_char;

use super::face::Face;

/// The text with letters of the face alone, on one line; none where too little of it is left to be
/// read. Emoji go. Letters of Latin script that the face does not have lose their ornaments.
pub(super) fn drawable(face: &Face, text: &str) -> Option<String> {
    let (mut kept, mut lost) = (0, 0);
    let mut out = String::new();
    for letter in text.chars() {
        let letter = match letter {
            '\u{2009}' | '\u{200a}' => '\u{202f}',
            '\u{2007}' => '\u{a0}',
            '\u{2010}' | '\u{2011}' => '-',
            '\t' | '\n' | '\r' => ' ',
            other => other,
        };
        if face.has(letter) {
            out.push(letter);
            kept += usize::from(letter.is_alphanumeric());
            continue;
        }
        match deunicode_char(letter).filter(|_| is_latin(letter)) {
            Some(plain) => {
                out.push_str(plain);
                kept += usize::from(letter.is_alphanumeric());
            }
            None => lost += usize::from(letter.is_alphanumeric()),
        }
    }
    // A fourth of the letters gone is more than a reader fills in.
    if kept == 0 || lost * 3 > kept {
        return None;
    }
    let words: Vec<&str> = out.split(' ').filter(|word| !word.is_empty()).collect();
    Some(words.join(" "))
}

/// Letters and marks of Latin script, and the punctuation that goes with any.
fn is_latin(letter: char) -> bool {
    matches!(letter,
        '\u{100}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}'
        | '\u{a720}'..='\u{a7ff}' | '\u{fb00}'..='\u{fb06}'
        | '\u{2012}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{ff01}'..='\u{ff5e}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::share_image::face::faces;

    fn drawn(text: &str) -> Option<String> {
        drawable(&faces().unwrap().display, text)
    }

    #[test]
    fn words_stay_and_emoji_go() {
        assert_eq!(
            drawn("Aix en quatre dessins 🎨 : l’été ☀️ revient 👩🏽‍💻").as_deref(),
            Some("Aix en quatre dessins : l’été revient")
        );
        assert_eq!(drawn("10\u{2009}000 €").as_deref(), Some("10\u{202f}000 €"));
        assert_eq!(drawn("ĳs, ŉ").as_deref(), Some("ijs, 'n"));
        assert_eq!(
            drawn("Le mot « سلام » en titre").as_deref(),
            Some("Le mot « » en titre")
        );
    }

    #[test]
    fn what_is_in_another_script_is_not_half_drawn() {
        for text in [
            "",
            "🎨🎨",
            "أخبار مرسيليا",
            "马赛新闻",
            "Μασσαλία",
            "Марсель 2014",
        ] {
            assert_eq!(drawn(text), None, "{text}");
        }
    }
}
