//! French: spaces before high punctuation, « », apostrophes, ellipses.

use super::{Characters, NBSP, NNBSP, OPAQUE, closes, is_gap, is_space, opens};

pub(super) fn set(text: &mut Characters) {
    let pairs = quotation_pairs(text);
    let mut depth = 0_usize;
    let mut index = 0;
    while let Some((c, run, address)) = text.all.get(index).copied() {
        match c {
            _ if address => text.put(run, c),
            ';' | '!' | '?' if ends_words(text, index) => space_before(text, index, NNBSP),
            ':' if colon_ends_words(text, index) => space_before(text, index, NBSP),
            '"' => match pairs.iter().find(|pair| pair.contains(index)) {
                Some(pair) if pair.open == index => {
                    depth += 1;
                    open_quote(text, index, depth);
                }
                Some(_) => {
                    close_quote(text, index, depth);
                    depth = depth.saturating_sub(1);
                }
                None => text.put(run, c),
            },
            '«' => {
                depth += 1;
                open_quote(text, index, 1);
            }
            '»' => {
                close_quote(text, index, 1);
                depth = depth.saturating_sub(1);
            }
            '\'' if !text.before(index).is_some_and(|c| c.is_ascii_digit()) => text.put(run, '’'),
            '.' if three_dots(text, index) => {
                text.put(run, '…');
                index += 2;
            }
            // Spaces behind « were set with it.
            _ if is_space(c) && text.last == Some(NNBSP) && follows_guillemet(text) => {}
            _ => text.put(run, c),
        }
        index += 1;
    }
}

/// Exactly three dots.
pub(super) fn three_dots(text: &Characters, index: usize) -> bool {
    (0..3).all(|ahead| text.at(index + ahead) == Some('.'))
        && text.at(index + 3) != Some('.')
        && text.before(index) != Some('.')
}

fn follows_guillemet(text: &Characters) -> bool {
    let mut set = text.out.iter().rev().flat_map(|run| run.chars().rev());
    set.next() == Some(NNBSP) && set.next() == Some('«')
}

/// Whether high punctuation ends words here: something stands before it that is no bracket and
/// no punctuation of its kind, and nothing of a word comes behind it.
fn ends_words(text: &Characters, index: usize) -> bool {
    let Some(before) = word_before(text, index) else {
        return false;
    };
    let after = text.at(index + 1);
    let last = is_gap(after)
        || after.is_some_and(|c| closes(c) || matches!(c, '!' | '?' | ';' | ':' | '—' | '–'))
        || after == Some(OPAQUE);
    last && !opens_without_space(before) && !matches!(before, '!' | '?' | ';' | ':')
}

/// As [`ends_words`]; a colon inside a word, as in 9:05, needs a space on one side to be one.
fn colon_ends_words(text: &Characters, index: usize) -> bool {
    let after = text.at(index + 1);
    let spaced = text.before(index).is_some_and(is_space);
    let Some(before) = word_before(text, index) else {
        return false;
    };
    (is_gap(after) || (spaced && after != Some(':')))
        && !opens_without_space(before)
        && !matches!(before, '!' | '?' | ';' | ':')
}

/// Behind an opening bracket, punctuation stands alone: "(?)".
fn opens_without_space(c: char) -> bool {
    opens(c) && !matches!(c, '—' | '–' | '/')
}

/// The character before, spaces left out; none at the start of a paragraph or a line.
fn word_before(text: &Characters, index: usize) -> Option<char> {
    (0..index)
        .rev()
        .filter_map(|at| text.at(at))
        .find(|c| !is_space(*c))
        .filter(|c| *c != '\n')
}

fn space_before(text: &mut Characters, index: usize, space: char) {
    let Some((c, run, _)) = text.all.get(index).copied() else {
        return;
    };
    text.unput_spaces(run);
    text.put(run, space);
    text.put(run, c);
}

fn open_quote(text: &mut Characters, index: usize, depth: usize) {
    let Some((_, run, _)) = text.all.get(index).copied() else {
        return;
    };
    if depth > 1 {
        text.put(run, '“');
    } else {
        text.put(run, '«');
        text.put(run, NNBSP);
    }
}

fn close_quote(text: &mut Characters, index: usize, depth: usize) {
    let Some((_, run, _)) = text.all.get(index).copied() else {
        return;
    };
    if depth > 1 {
        text.put(run, '”');
    } else {
        text.unput_spaces(run);
        text.put(run, NNBSP);
        text.put(run, '»');
    }
}

/// Two straight quotes that belong together.
struct Pair {
    open: usize,
    close: usize,
}

impl Pair {
    const fn contains(&self, index: usize) -> bool {
        self.open == index || self.close == index
    }
}

/// Pairs straight quotes; one without a partner, as in 5", stays as it is.
fn quotation_pairs(text: &Characters) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut open = Vec::new();
    for index in 0..text.all.len() {
        if text.at(index) != Some('"') || text.all.get(index).is_some_and(|(.., inside)| *inside) {
            continue;
        }
        let before = text.before(index);
        let opening = (is_gap(before)
            || before.is_some_and(|c| opens(c) || matches!(c, '\'' | '’')))
            && !is_gap(text.at(index + 1));
        if opening {
            open.push(index);
        } else if let Some(start) = open.pop() {
            pairs.push(Pair {
                open: start,
                close: index,
            });
        }
    }
    pairs
}
