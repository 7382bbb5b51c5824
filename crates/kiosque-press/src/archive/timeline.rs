//! Posts put into a timeline's file, the form of which stays as its editor gave it.

mod shown;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use kiosque_model::timeline::{DayPart, TIMELINE_SCHEMA};
use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

pub use self::shown::{Shown, shown};
use crate::moments::{self, Wording};

/// A timeline's file with posts added to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// The file's text.
    pub text: String,
    /// The posts that it did not have, in the order of time.
    pub added: Vec<String>,
}

/// What a new timeline's file begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// Its title.
    pub title: String,
    /// Its day.
    pub day: Date,
}

/// Hours of posts, by id.
pub type Hours = BTreeMap<String, Timestamp>;

/// Adds posts to a timeline's text: each to the section whose hours or part of the day it falls in,
/// or else to the one that is going on at its time; without sections to the list, in the order of
/// time. A post that is there already is left where it is.
///
/// # Errors
///
/// What the parser says, or what stands where sections or entries should.
pub fn append(
    text: &str,
    posts: &Hours,
    known: &Hours,
    wording: &Wording,
) -> Result<Appended, String> {
    let mut document: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    let wording = own_zone(&document, wording);
    let day = document
        .get("day")
        .and_then(Item::as_datetime)
        .and_then(|day| day.date)
        .and_then(|day| {
            let (year, month, day) = (day.year, day.month, day.day);
            Date::new(
                i16::try_from(year).ok()?,
                i8::try_from(month).ok()?,
                i8::try_from(day).ok()?,
            )
            .ok()
        });
    let there = ids(&document);
    let mut new: Vec<(&String, Timestamp)> = posts
        .iter()
        .filter(|(id, _)| !there.contains(*id))
        .map(|(id, at)| (id, *at))
        .collect();
    new.sort_by_key(|(_, at)| *at);
    for (id, at) in &new {
        let hours = Placing {
            known,
            posts,
            wording: &wording,
            day,
        };
        hours.put(&mut document, id, *at)?;
    }
    Ok(Appended {
        text: document.to_string(),
        added: new.into_iter().map(|(id, _)| id.clone()).collect(),
    })
}

/// The text of a timeline that begins.
pub fn begun(beginning: &Beginning) -> String {
    let title = Value::from(beginning.title.as_str());
    format!(
        "schema = {TIMELINE_SCHEMA}\ntitle = {}\nday = {}\n",
        title.to_string().trim(),
        beginning.day
    )
}

/// The ids that a timeline's text names; none where it cannot be read.
pub fn ids_in(text: &str) -> BTreeSet<String> {
    text.parse()
        .map(|document| ids(&document))
        .unwrap_or_default()
}

fn own_zone(document: &DocumentMut, wording: &Wording) -> Wording {
    let zone = document
        .get("tz")
        .and_then(Item::as_str)
        .and_then(|name| moments::zone(name).ok());
    Wording {
        zone: zone.unwrap_or_else(|| wording.zone.clone()),
        language: wording.language,
    }
}

fn ids(document: &DocumentMut) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let sections = document.get("sections").into_iter().flat_map(sections_of);
    let lists = sections
        .filter_map(|section| section.get("entries"))
        .chain(document.get("entries"));
    for list in lists {
        ids.extend(ids_of(list).into_iter().flatten().map(str::to_owned));
    }
    ids
}

fn sections_of(item: &Item) -> Vec<&dyn toml_edit::TableLike> {
    match item {
        Item::ArrayOfTables(tables) => tables.iter().map(|table| table as _).collect(),
        Item::Value(Value::Array(array)) => array
            .iter()
            .filter_map(Value::as_inline_table)
            .map(|table| table as _)
            .collect(),
        _ => Vec::new(),
    }
}

/// The ids of a list of entries, in its order; `None` for an entry that names none.
fn ids_of(list: &Item) -> Vec<Option<&str>> {
    sections_of(list)
        .into_iter()
        .map(|entry| entry.get("post_id").and_then(Item::as_str))
        .collect()
}

struct Placing<'a> {
    known: &'a Hours,
    posts: &'a Hours,
    wording: &'a Wording,
    day: Option<Date>,
}

impl Placing<'_> {
    fn hour_of(&self, id: &str) -> Option<Timestamp> {
        self.known.get(id).or_else(|| self.posts.get(id)).copied()
    }

    fn put(&self, document: &mut DocumentMut, id: &str, at: Timestamp) -> Result<(), String> {
        let chosen = document
            .get("sections")
            .map(|sections| self.section_for(&sections_of(sections), at));
        let Some(chosen) = chosen else {
            let root = document.as_table_mut();
            return self.put_into(root, id, at);
        };
        let index = chosen.ok_or("sections")?;
        match document.get_mut("sections") {
            Some(Item::ArrayOfTables(sections)) => {
                let section = sections.get_mut(index).ok_or("sections")?;
                self.put_into(section, id, at)
            }
            Some(Item::Value(Value::Array(sections))) => {
                let section = sections.get_mut(index).and_then(Value::as_inline_table_mut);
                self.put_into(section.ok_or("sections")?, id, at)
            }
            _ => Err("sections".to_owned()),
        }
    }

    /// The section for an instant: by its own hours, by the part of the day that its name says, or
    /// the one whose posts came before it.
    fn section_for(&self, sections: &[&dyn toml_edit::TableLike], at: Timestamp) -> Option<usize> {
        let local = self.wording.local(at);
        if self.day.is_none_or(|day| day == local.date()) {
            let hour = local.strftime("%H:%M").to_string();
            let text = |index: usize, key: &str| {
                let item = sections.get(index)?.get(key)?;
                item.as_str().map(str::to_owned)
            };
            let timed = (0..sections.len()).find(|index| {
                let (from, to) = (text(*index, "from"), text(*index, "to"));
                (from.is_some() || to.is_some())
                    && from.is_none_or(|from| from <= hour)
                    && to.is_none_or(|to| hour < to)
            });
            let part = DayPart::of_hour(u8::try_from(local.hour()).unwrap_or_default());
            let named = || {
                (0..sections.len())
                    .find(|index| text(*index, "id").is_some_and(|id| id == part.id()))
            };
            if let Some(index) = timed.or_else(named) {
                return Some(index);
            }
        }
        let first = |index: &usize| {
            let entries = sections.get(*index)?.get("entries")?;
            let hours = ids_of(entries).into_iter().flatten();
            hours.filter_map(|id| self.hour_of(id)).min()
        };
        let going_on = (0..sections.len())
            .filter(|index| first(index).is_some_and(|first| first <= at))
            .max_by_key(|index| first(index));
        going_on.or_else(|| (!sections.is_empty()).then_some(0))
    }

    fn put_into(
        &self,
        holder: &mut dyn toml_edit::TableLike,
        id: &str,
        at: Timestamp,
    ) -> Result<(), String> {
        match holder.get_mut("entries") {
            None => {
                let mut entries = ArrayOfTables::new();
                entries.push(entry(id));
                holder.insert("entries", Item::ArrayOfTables(entries));
                Ok(())
            }
            Some(item) => {
                let place = self.place(&ids_of(item), at);
                match item {
                    Item::ArrayOfTables(entries) => {
                        entries.insert(place.min(entries.len()), entry(id));
                        Ok(())
                    }
                    Item::Value(Value::Array(entries)) => {
                        insert_inline(entries, place, id);
                        Ok(())
                    }
                    _ => Err("entries".to_owned()),
                }
            }
        }
    }

    /// Where a post of an instant goes: behind the last one that is not later.
    fn place(&self, ids: &[Option<&str>], at: Timestamp) -> usize {
        ids.iter()
            .rposition(|id| {
                id.and_then(|id| self.hour_of(id))
                    .is_some_and(|hour| hour <= at)
            })
            .map_or(0, |index| index + 1)
    }
}

fn entry(id: &str) -> Table {
    let mut table = Table::new();
    table.insert("post_id", value(id));
    table.decor_mut().set_prefix("\n");
    table
}

/// Puts an entry into a list written in one place, spaced as its neighbours are.
fn insert_inline(entries: &mut toml_edit::Array, place: usize, id: &str) {
    let mut table = InlineTable::new();
    table.insert("post_id", id.into());
    let mut new = Value::InlineTable(table);
    let place = place.min(entries.len());
    let neighbour = entries.get(place).or_else(|| entries.get(0));
    let prefix = neighbour
        .and_then(|value| value.decor().prefix())
        .and_then(|prefix| prefix.as_str())
        // Neighbours' comments are theirs.
        .filter(|prefix| !prefix.contains('#'))
        .map(str::to_owned);
    // The first of a list on one line has no space before it, the others have one.
    let spaced = prefix.filter(|prefix| place == 0 || !prefix.is_empty());
    new.decor_mut()
        .set_prefix(spaced.unwrap_or_else(|| if place == 0 { "" } else { " " }.to_owned()));
    if place == 0
        && let Some(next) = entries.get_mut(0)
        && next
            .decor()
            .prefix()
            .and_then(|prefix| prefix.as_str())
            .is_some_and(str::is_empty)
    {
        next.decor_mut().set_prefix(" ");
    }
    entries.insert_formatted(place, new);
}

#[cfg(test)]
mod tests;
