//! English: curly quotes, apostrophes, ellipses.

use super::{Characters, is_gap, opens};

pub(super) fn set(text: &mut Characters) {
    let mut index = 0;
    while let Some((c, run, address)) = text.all.get(index).copied() {
        let before = text.before(index);
        let opening = is_gap(before) || before.is_some_and(|c| opens(c) || c == '"' || c == '\'');
        match c {
            _ if address => text.put(run, c),
            '"' if before.is_some_and(|c| c.is_ascii_digit()) && is_gap(text.at(index + 1)) => {
                text.put(run, quote_or_inches(text, index));
            }
            '"' => text.put(run, if opening { '“' } else { '”' }),
            '\'' if opening && !decade(text, index) => text.put(run, '‘'),
            '\'' => text.put(run, '’'),
            '.' if super::french::three_dots(text, index) => {
                text.put(run, '…');
                index += 2;
            }
            _ => text.put(run, c),
        }
        index += 1;
    }
}

/// A straight mark behind a digit closes a quotation where one is open, and counts inches else.
fn quote_or_inches(text: &Characters, index: usize) -> char {
    let open = text
        .out
        .iter()
        .flat_map(|run| run.chars())
        .filter(|c| *c == '“')
        .count();
    let closed = text
        .out
        .iter()
        .flat_map(|run| run.chars())
        .filter(|c| *c == '”')
        .count();
    if open > closed {
        '”'
    } else {
        text.at(index).unwrap_or('"')
    }
}

/// `'90s`: an apostrophe, though it opens a word.
fn decade(text: &Characters, index: usize) -> bool {
    text.at(index + 1).is_some_and(|c| c.is_ascii_digit())
}
