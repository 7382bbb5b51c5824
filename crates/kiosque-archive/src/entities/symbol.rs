//! Stock symbols.

use super::{Entity, EntityKind, Reading};

/// Letters of a symbol, and of what may stand behind its `.` or `_`: X's limits.
const LONGEST_SYMBOL: usize = 6;
const LONGEST_CLASS: usize = 2;

/// The stock symbols in a text, in order.
pub(super) fn cashtags(text: &str) -> Vec<Entity<'_>> {
    let reading = Reading(text);
    text.match_indices('$')
        .filter_map(|(start, _)| cashtag(reading, start))
        .collect()
}

fn cashtag(text: Reading<'_>, start: usize) -> Option<Entity<'_>> {
    if text.before(start).is_some_and(|sign| !sign.is_whitespace()) {
        return None;
    }
    let name = start + 1;
    let letters = |from| text.run(from, |sign| sign.is_ascii_alphabetic());
    let mut end = letters(name);
    if !(1..=LONGEST_SYMBOL).contains(&(end - name)) {
        return None;
    }
    if matches!(text.at(end), Some('.' | '_')) {
        let class = letters(end + 1);
        if (1..=LONGEST_CLASS).contains(&(class - end - 1)) && ends(text.at(class)) {
            end = class;
        }
    }
    ends(text.at(end)).then_some(Entity {
        start,
        end,
        kind: EntityKind::Cashtag {
            symbol: text.between(name, end),
        },
    })
}

/// Whether a symbol may end before a character.
fn ends(next: Option<char>) -> bool {
    next.is_none_or(|sign| !sign.is_alphanumeric())
}
