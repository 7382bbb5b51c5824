//! Where units counted by X lie in a text's bytes.

use std::collections::BTreeMap;
use std::ops::Range;

use kiosque_catalogue::editor::Loss;

use super::{Entity, Mark, Unit, reads, reference_around, unescape};

/// Where the units asked for lie in the text.
pub struct Places {
    /// Bytes by unit; units inside a character have none.
    bytes: BTreeMap<u64, usize>,
    /// The whole text, in units.
    pub length: u64,
}

impl Places {
    /// Finds the units of these ranges.
    pub fn of(text: &str, unit: Unit, entities: &[Entity], visible: Option<(u64, u64)>) -> Self {
        let mut wanted: Vec<u64> = entities
            .iter()
            .flat_map(|entity| [entity.start, entity.end])
            // A range may end inside a surrogate pair: then its neighbours are asked for.
            .chain(
                visible
                    .into_iter()
                    .flat_map(|(start, end)| [start, start.saturating_sub(1), end]),
            )
            .chain(visible.map(|(_, end)| end.saturating_add(1)))
            .collect();
        wanted.sort_unstable();
        let mut wanted = wanted.into_iter().peekable();
        let mut bytes = BTreeMap::new();
        let mut length = 0;
        for (at, letter) in text.char_indices() {
            while wanted
                .next_if(|&place| place <= length)
                .is_some_and(|place| {
                    if place == length {
                        bytes.insert(place, at);
                    }
                    true
                })
            {}
            length += match unit {
                Unit::CodePoints => 1,
                Unit::Utf16 => letter.len_utf16() as u64,
            };
        }
        bytes.insert(length, text.len());
        Self { bytes, length }
    }

    /// The byte of a unit that was asked for and begins a character, or ends the text.
    pub fn at(&self, unit: u64) -> Option<usize> {
        self.bytes.get(&unit).copied()
    }

    /// The words an entity covers.
    pub fn words<'a>(&self, text: &'a str, entity: &Entity) -> Option<&'a str> {
        text.get(self.at(entity.start)?..self.at(entity.end)?)
    }

    /// The bytes X shows, and whether its range was sound. A range that makes no sense shows all.
    pub fn visible(&self, (start, end): (u64, u64)) -> (Range<usize>, bool) {
        let whole = 0..self.at(self.length).unwrap_or_default();
        if start > end || start > self.length {
            return (whole, false);
        }
        let first = self.at(start);
        let last = self.at(end.min(self.length));
        let sound = first.is_some() && last.is_some() && end <= self.length;
        let first = first.or_else(|| self.at(start.saturating_sub(1)));
        let last = last.or_else(|| self.at(end.saturating_add(1)));
        match (first, last) {
            (Some(first), Some(last)) => (first..last, sound),
            _ => (whole, false),
        }
    }

    /// The bytes of an entity; none where it is not shown.
    pub fn place(
        &self,
        entity: &Entity,
        text: &str,
        escaped: bool,
        visible: &Range<usize>,
    ) -> Result<Option<Range<usize>>, Loss> {
        let (Some(start), Some(end)) = (self.at(entity.start), self.at(entity.end)) else {
            return Err(Loss::SpanOutside {
                start: usize::try_from(entity.start).unwrap_or(usize::MAX),
                end: usize::try_from(entity.end).unwrap_or(usize::MAX),
            });
        };
        if start >= end {
            return Err(Loss::SpanOutside { start, end });
        }
        let words = text.get(start..end).unwrap_or_default();
        let mismatch = || Loss::SpanMismatch {
            text: if escaped {
                unescape(words)
            } else {
                words.into()
            },
        };
        let halved = [start, end]
            .into_iter()
            .any(|at| reference_around(text, escaped, at).is_some());
        if halved || !reads(entity, words) {
            return Err(mismatch());
        }
        if end <= visible.start || start >= visible.end {
            return Ok(None);
        }
        match &entity.mark {
            Mark::Dropped | Mark::Quote(_) => {
                Ok(Some(start.max(visible.start)..end.min(visible.end)))
            }
            Mark::Kept(_) if start < visible.start || end > visible.end => Err(mismatch()),
            Mark::Kept(_) => Ok(Some(start..end)),
        }
    }
}
