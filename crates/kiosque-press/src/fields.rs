//! TOML settings, read one by one so that every mistake of a file is told at once.

use std::ops::{Range, RangeInclusive};

use jiff::Timestamp;
use jiff::civil::Date;
use kiosque_catalogue::editor::{ExpectedValue, Problem};
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Findings, nearest};
use crate::permalink::{is_slug, slug_of};
use crate::source::{Located, Source};

/// Parses the TOML in a part of a file. Mistakes are noted, and then there is no table.
pub fn parse<'s>(
    source: &'s Source,
    part: Range<usize>,
    findings: &Findings,
) -> Option<DeTable<'s>> {
    let (table, errors) = DeTable::parse_recoverable(source.text.get(part.clone())?);
    for error in &errors {
        let span = error.span().unwrap_or_default();
        let span = part.start + span.start..part.start + span.end;
        findings.at(
            source,
            span,
            Problem::Toml {
                reason: error.message().to_owned(),
            },
        );
    }
    errors.is_empty().then(|| table.into_inner())
}

/// A table of settings being read.
pub struct Fields<'a> {
    source: &'a Source,
    findings: &'a Findings,
    table: &'a DeTable<'a>,
    /// Where the TOML begins in the file.
    base: usize,
    /// Where the table is announced.
    at: Range<usize>,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// The settings of a parsed part of a file.
    pub fn new(
        source: &'a Source,
        base: usize,
        table: &'a DeTable<'a>,
        findings: &'a Findings,
    ) -> Self {
        Self {
            source,
            findings,
            table,
            base,
            at: base..base,
            known: Vec::new(),
        }
    }

    /// Where the table is announced.
    pub fn at(&self) -> Range<usize> {
        self.at.clone()
    }

    fn span(&self, span: Range<usize>) -> Range<usize> {
        self.base + span.start..self.base + span.end
    }

    fn get(&mut self, key: &'static str) -> Option<(&'a DeValue<'a>, Range<usize>)> {
        self.known.push(key);
        let value = self.table.get(key)?;
        Some((value.get_ref(), self.span(value.span())))
    }

    fn wrong(&self, key: &str, at: Range<usize>, expected: ExpectedValue) {
        self.problem(
            at,
            Problem::WrongValue {
                field: key.to_owned(),
                expected,
            },
        );
    }

    /// Notes a problem in this file.
    pub fn problem(&self, at: Range<usize>, problem: Problem) {
        self.findings.at(self.source, at, problem);
    }

    /// Words, where they are set.
    pub fn text(&mut self, key: &'static str) -> Option<Located<String>> {
        let (value, at) = self.get(key)?;
        if let Some(text) = value.as_str() {
            return Some(Located {
                value: text.to_owned(),
                at,
            });
        }
        self.wrong(key, at, ExpectedValue::Text);
        None
    }

    /// Notes a field that is not there.
    fn expect(&mut self, key: &'static str) -> Option<()> {
        if self.table.contains_key(key) {
            return Some(());
        }
        self.known.push(key);
        self.problem(
            self.at(),
            Problem::MissingField {
                field: key.to_owned(),
            },
        );
        None
    }

    /// A slug that must be there. One that is malformed is noted, and the nearest sound one stands
    /// in for it, so that what depends on it can be checked in the same run.
    pub fn required_slug(&mut self, key: &'static str) -> Option<Located<String>> {
        let Located { value: slug, at } = self.required_text(key)?;
        if is_slug(&slug) {
            return Some(Located { value: slug, at });
        }
        let suggestion = slug_of(&slug);
        let problem = Problem::MalformedSlug {
            slug,
            suggestion: suggestion.clone(),
        };
        self.problem(at.clone(), problem);
        (!suggestion.is_empty()).then_some(Located {
            value: suggestion,
            at,
        })
    }

    /// An hour `HH:MM`, where it is set.
    pub fn hour(&mut self, key: &'static str) -> Option<String> {
        let Located { value: hour, at } = self.text(key)?;
        let sound = hour.split_once(':').is_some_and(|(hours, minutes)| {
            let below = |digits: &str, end: u8| {
                digits.len() == 2 && digits.parse::<u8>().is_ok_and(|number| number < end)
            };
            below(hours, 24) && below(minutes, 60)
        });
        if !sound {
            self.wrong(key, at, ExpectedValue::Hour);
            return None;
        }
        Some(hour)
    }

    /// Words that must be there and say something.
    pub fn required_text(&mut self, key: &'static str) -> Option<Located<String>> {
        self.expect(key)?;
        let text = self.text(key)?;
        if text.value.trim().is_empty() {
            self.problem(
                text.at,
                Problem::EmptyField {
                    field: key.to_owned(),
                },
            );
            return None;
        }
        Some(text)
    }

    /// A list of words; empty where it is not set.
    pub fn texts(&mut self, key: &'static str) -> Vec<Located<String>> {
        let Some((value, at)) = self.get(key) else {
            return Vec::new();
        };
        let Some(items) = value.as_array() else {
            self.wrong(key, at, ExpectedValue::Texts);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items.iter() {
            let at = self.span(item.span());
            match item.get_ref().as_str() {
                Some(text) => texts.push(Located {
                    value: text.to_owned(),
                    at,
                }),
                None => self.wrong(key, at, ExpectedValue::Texts),
            }
        }
        texts
    }

    /// `true` or `false`; `false` where it is not set.
    pub fn flag(&mut self, key: &'static str) -> bool {
        self.switch(key).unwrap_or(false)
    }

    /// `true` or `false`, where it is set.
    pub fn switch(&mut self, key: &'static str) -> Option<bool> {
        let (value, at) = self.get(key)?;
        if value.as_bool().is_none() {
            self.wrong(key, at, ExpectedValue::Flag);
        }
        value.as_bool()
    }

    /// `true`, `false` or a word, as `choice` knows them, where it is set. What `choice` does not
    /// know is noted.
    pub fn choice<T>(
        &mut self,
        key: &'static str,
        expected: ExpectedValue,
        choice: impl Fn(Result<bool, &str>) -> Option<T>,
    ) -> Option<T> {
        let (value, at) = self.get(key)?;
        let written = value.as_bool().map(Ok).or(value.as_str().map(Err));
        let chosen = written.and_then(choice);
        if chosen.is_none() {
            self.wrong(key, at, expected);
        }
        chosen
    }

    /// Every setting of a table whose names are the editor's own, as words.
    pub fn all_texts(self) -> Vec<(String, String)> {
        let mut texts = Vec::new();
        for (key, value) in self.table {
            let name: &str = key.get_ref();
            match value.get_ref().as_str() {
                Some(text) => texts.push((name.to_owned(), text.to_owned())),
                None => self.wrong(name, self.span(value.span()), ExpectedValue::Text),
            }
        }
        texts
    }

    /// A whole number above 0.
    pub fn count(&mut self, key: &'static str) -> Option<Located<u32>> {
        let (value, at) = self.get(key)?;
        let number = value
            .as_integer()
            .and_then(|number| u32::from_str_radix(number.as_str(), number.radix()).ok())
            .filter(|number| *number > 0);
        if number.is_none() {
            self.wrong(key, at.clone(), ExpectedValue::Count);
        }
        Some(Located { value: number?, at })
    }

    /// A whole number between two that are allowed too.
    pub fn number(&mut self, key: &'static str, range: RangeInclusive<u32>) -> Option<u32> {
        let (value, at) = self.get(key)?;
        let number = value
            .as_integer()
            .and_then(|number| u32::from_str_radix(number.as_str(), number.radix()).ok())
            .filter(|number| range.contains(number));
        if number.is_none() {
            let problem = Problem::NumberOutside {
                field: key.to_owned(),
                least: *range.start(),
                most: *range.end(),
            };
            self.problem(at, problem);
        }
        number
    }

    /// An instant with its zone.
    pub fn instant(&mut self, key: &'static str) -> Option<Located<Timestamp>> {
        let (value, at) = self.get(key)?;
        let Some(written) = value.as_datetime() else {
            self.wrong(key, at, ExpectedValue::Instant);
            return None;
        };
        if written.offset.is_none() || written.date.is_none() {
            self.problem(
                at,
                Problem::DateWithoutZone {
                    field: key.to_owned(),
                },
            );
            return None;
        }
        match written.to_string().parse() {
            Ok(value) => Some(Located { value, at }),
            Err(_) => {
                self.wrong(key, at, ExpectedValue::Instant);
                None
            }
        }
    }

    /// An instant that must be there.
    pub fn required_instant(&mut self, key: &'static str) -> Option<Located<Timestamp>> {
        self.expect(key)?;
        self.instant(key)
    }

    /// A local day that must be there.
    pub fn required_day(&mut self, key: &'static str) -> Option<Located<Date>> {
        self.expect(key)?;
        let (value, at) = self.get(key)?;
        let day = value
            .as_datetime()
            .filter(|written| written.time.is_none())
            .and_then(|written| written.to_string().parse().ok());
        if day.is_none() {
            self.wrong(key, at.clone(), ExpectedValue::Day);
        }
        Some(Located { value: day?, at })
    }

    /// A table, where it is set.
    pub fn table(&mut self, key: &'static str) -> Option<Fields<'a>> {
        let (value, at) = self.get(key)?;
        match value.as_table() {
            Some(table) => Some(Fields {
                table,
                at,
                known: Vec::new(),
                ..*self
            }),
            None => {
                self.wrong(key, at, ExpectedValue::Table);
                None
            }
        }
    }

    /// A list of tables; empty where it is not set.
    pub fn tables(&mut self, key: &'static str) -> Vec<Fields<'a>> {
        let Some((value, at)) = self.get(key) else {
            return Vec::new();
        };
        let Some(items) = value.as_array() else {
            self.wrong(key, at, ExpectedValue::Tables);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            let at = self.span(item.span());
            match item.get_ref().as_table() {
                Some(table) => tables.push(Fields {
                    table,
                    at,
                    known: Vec::new(),
                    ..*self
                }),
                None => self.wrong(key, at, ExpectedValue::Tables),
            }
        }
        tables
    }

    /// Whether a setting is there, whatever it is.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Ends the reading: settings that nobody asked for are mistakes.
    pub fn finish(self) {
        for (key, _) in self.table {
            let name: &str = key.get_ref();
            if !self.known.contains(&name) {
                let suggestion = nearest(name, self.known.iter().copied());
                self.problem(
                    self.span(key.span()),
                    Problem::UnknownField {
                        field: name.to_owned(),
                        suggestion,
                    },
                );
            }
        }
    }
}

#[cfg(test)]
mod tests;
