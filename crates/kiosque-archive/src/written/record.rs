//! A TOML table, read key by key so that each mistake has its line.

use std::ops::Range;

use jiff::Timestamp;
use kiosque_catalogue::editor::{RecordValue, Refusal};
use toml::de::{DeTable, DeValue};

/// Characters of a value that cannot be read that are shown.
const SHOWN: usize = 60;

/// A record as a whole.
pub(super) struct Document<'a> {
    text: &'a str,
    table: DeTable<'a>,
}

impl<'a> Document<'a> {
    /// # Errors
    ///
    /// Where it is no TOML.
    pub fn parse(text: &'a str) -> Result<Self, Refusal> {
        let table = DeTable::parse(text).map_err(|error| Refusal::MalformedToml {
            line: line(text, error.span().map_or(0, |span| span.start)),
            reason: error.message().to_owned(),
        })?;
        Ok(Self {
            text,
            table: table.into_inner(),
        })
    }

    /// What stands above all tables.
    pub fn record(&self) -> Record<'_> {
        Record {
            text: self.text,
            table: &self.table,
            at: 0..self.text.len(),
        }
    }
}

/// A table of a record.
pub(super) struct Record<'a> {
    text: &'a str,
    table: &'a DeTable<'a>,
    at: Range<usize>,
}

impl<'a> Record<'a> {
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The table as it was written.
    pub fn raw(&self) -> &'a str {
        self.text.get(self.at.clone()).unwrap_or_default().trim()
    }

    /// # Errors
    ///
    /// Where the table has another key than these: the first one is named.
    pub fn known(&self, keys: &'static [&'static str]) -> Result<(), Refusal> {
        let unknown = self
            .table
            .keys()
            .filter(|key| !keys.contains(&key.get_ref().as_ref()))
            .min_by_key(|key| key.span().start);
        match unknown {
            None => Ok(()),
            Some(key) => Err(Refusal::UnknownKey {
                key: key.get_ref().to_string(),
                line: line(self.text, key.span().start),
                known: keys,
            }),
        }
    }

    /// Words as they are written.
    pub fn words(&self, key: &str) -> Result<Option<&'a str>, Refusal> {
        match self.table.get(key).map(|value| value.get_ref()) {
            None => Ok(None),
            Some(DeValue::String(words)) => Ok(Some(words)),
            Some(_) => Err(self.wrong(key, RecordValue::Text)),
        }
    }

    /// Words that say something, without the spaces around them.
    pub fn text(&self, key: &str) -> Result<Option<&'a str>, Refusal> {
        let words = self.words(key)?.map(str::trim);
        Ok(words.filter(|words| !words.is_empty()))
    }

    /// Words that must be there.
    pub fn needed(&self, key: &str) -> Result<&'a str, Refusal> {
        self.text(key)?.ok_or_else(|| self.missing(key))
    }

    /// A moment with its zone: TOML's own, or the same between quotes.
    pub fn moment(&self, key: &str) -> Result<Option<Timestamp>, Refusal> {
        let wrong = || self.wrong(key, RecordValue::Moment);
        let written = match self.table.get(key).map(|value| value.get_ref()) {
            None => return Ok(None),
            Some(DeValue::Datetime(moment)) => moment.to_string(),
            Some(DeValue::String(words)) => words.trim().to_owned(),
            Some(_) => return Err(wrong()),
        };
        written.parse().map(Some).map_err(|_| wrong())
    }

    /// The tables of a list; none where there is no list.
    pub fn tables(&self, key: &str) -> Result<Vec<Record<'a>>, Refusal> {
        let Some(value) = self.table.get(key) else {
            return Ok(Vec::new());
        };
        let wrong = || self.wrong(key, RecordValue::Tables);
        let list = value.get_ref().as_array().ok_or_else(wrong)?;
        let mut tables = Vec::new();
        for entry in list {
            let table = entry.get_ref().as_table().ok_or_else(wrong)?;
            tables.push(Record {
                text: self.text,
                table,
                at: entry.span(),
            });
        }
        // The parser says where a table is announced; it goes on to the next one.
        let starts: Vec<usize> = tables.iter().map(|table| table.at.start).collect();
        let ends = starts.into_iter().skip(1).chain([self.at.end]);
        for (table, end) in tables.iter_mut().zip(ends) {
            table.at.end = end;
        }
        Ok(tables)
    }

    pub fn missing(&self, key: &str) -> Refusal {
        Refusal::MissingKey {
            key: key.to_owned(),
            line: line(self.text, self.at.start),
        }
    }

    /// The refusal of what a key holds.
    pub fn wrong(&self, key: &str, expected: RecordValue) -> Refusal {
        let span = self.table.get(key).map_or(0..0, |value| value.span());
        let found = self.text.get(span.clone()).unwrap_or_default();
        let mut shown: String = found.chars().take(SHOWN).collect();
        if shown.len() < found.len() {
            shown.push('…');
        }
        Refusal::WrongKey {
            key: key.to_owned(),
            line: line(self.text, span.start),
            found: shown,
            expected,
        }
    }
}

/// The line of a byte, from 1.
fn line(text: &str, at: usize) -> usize {
    let before = text.as_bytes().iter().take(at);
    before.filter(|byte| **byte == b'\n').count() + 1
}
