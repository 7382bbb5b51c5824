//! French spacing, put in once so that sentences stay readable in the source.

/// Narrow no-break spaces inside quotation marks and before high punctuation, a no-break space
/// before a colon.
pub(super) fn spaced(sentence: &str) -> String {
    sentence
        .replace("« ", "«\u{202f}")
        .replace(" »", "\u{202f}»")
        .replace(" ;", "\u{202f};")
        .replace(" !", "\u{202f}!")
        .replace(" ?", "\u{202f}?")
        .replace(" :", "\u{a0}:")
}
