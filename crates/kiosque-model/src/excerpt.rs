//! The beginning of a text, where the whole has no room.

/// A text on one line, cut between words to at most `longest` characters, the ellipsis of a cut
/// one included. No-break spaces stay; the punctuation before a cut does not.
pub fn excerpt(text: &str, longest: usize) -> String {
    let breaks = |c: char| c.is_whitespace() && !is_no_break(c);
    let words = text.split(breaks).filter(|word| !word.is_empty());
    let line = words.collect::<Vec<_>>().join(" ");
    if line.chars().nth(longest).is_none() {
        return line;
    }
    // One character is the ellipsis.
    let room = longest.saturating_sub(1);
    let end = line.char_indices().nth(room).map_or(0, |(at, _)| at);
    let (head, rest) = line.split_at(end);
    let head = match head.rfind(' ') {
        Some(space) if !rest.starts_with(' ') => head.split_at(space).0,
        _ => head,
    };
    let head =
        head.trim_end_matches(|c| matches!(c, ',' | ';' | ':' | '.' | ' ') || is_no_break(c));
    format!("{head}…")
}

const fn is_no_break(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}')
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn a_short_text_stays_whole_on_one_line() {
        assert_eq!(excerpt(" Bonjour\nMarseille ", 70), "Bonjour Marseille");
        assert_eq!(excerpt("Déjà\u{202f}!", 6), "Déjà\u{202f}!");
        assert_eq!(excerpt("", 3), "");
    }

    #[test]
    fn a_long_text_is_cut_between_words_whatever_its_letters() {
        let text = "été à Château-Gombert, 🚀 ".repeat(20);
        for longest in 1..130 {
            let cut = excerpt(&text, longest);
            assert!(cut.chars().count() <= longest, "{longest}: {cut}");
            assert!(
                cut.ends_with('…') && !cut.contains(",…"),
                "{longest}: {cut}"
            );
        }
        assert_eq!(excerpt("un deux trois", 8), "un deux…");
        assert_eq!(excerpt("un deux trois", 7), "un…");
    }

    #[test]
    fn a_word_without_end_is_cut_itself() {
        assert_eq!(excerpt(&"a".repeat(20), 5), "aaaa…");
    }
}
