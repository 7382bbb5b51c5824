//! Timeline files: an editor's sections, or posts split by the hour.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kiosque_catalogue::editor::Problem;
use kiosque_catalogue::reader;
use kiosque_model::Timeline;
use kiosque_model::timeline::{DayPart, Entry, Section, TIMELINE_SCHEMA};

use crate::diagnostic::{Findings, nearest};
use crate::fields::{self, Fields};
use crate::moments::Wording;
use crate::posts::ArchivedPost;
use crate::settings::{Settings, zone_named};
use crate::source::{Located, Source};
use crate::typography;

/// A timeline with the words its posts' hours are told in.
#[derive(Debug, Clone)]
pub struct ReadTimeline {
    /// The timeline.
    pub timeline: Timeline,
    /// Its zone and language.
    pub wording: Wording,
}

/// The posts of the archive, by id.
pub type Posts<'s> = BTreeMap<String, ArchivedPost<'s>>;

/// The name of a timeline: its file's, folder and extension left out.
pub fn name_of(path: &str) -> &str {
    path.strip_prefix("timelines/")
        .unwrap_or(path)
        .trim_end_matches(".toml")
}

/// Reads every timeline, by name. What is wrong is noted; one that is wrong is `None`, so that it
/// is not taken for one that does not exist.
pub fn read_all<'s>(
    sources: &'s [Source],
    settings: &Settings,
    posts: &Posts<'_>,
    findings: &Findings,
) -> BTreeMap<&'s str, Option<ReadTimeline>> {
    sources
        .iter()
        .map(|source| {
            (
                name_of(&source.path),
                read(source, settings, posts, findings),
            )
        })
        .collect()
}

fn read(
    source: &Source,
    settings: &Settings,
    posts: &Posts<'_>,
    findings: &Findings,
) -> Option<ReadTimeline> {
    let table = fields::parse(source, 0..source.text.len(), findings)?;
    let mut fields = Fields::new(source, 0, &table, findings);
    if let Some(schema) = fields.count("schema")
        && schema.value > TIMELINE_SCHEMA
    {
        let found = u64::from(schema.value);
        fields.problem(
            schema.at,
            Problem::NewerSchema {
                found,
                known: TIMELINE_SCHEMA,
            },
        );
        return None;
    }
    let title = fields.required_text("title");
    let day = fields.required_day("day");
    let (zone_name, wording) = read_zone(&mut fields, settings)?;
    let titles = read_titles(&mut fields);
    let (sectioned, loose) = (fields.has("sections"), fields.has("entries"));
    if sectioned == loose {
        fields.problem(fields.at(), Problem::TimelineShape { both: sectioned });
    }
    let mut reading = Reading {
        posts,
        wording: &wording,
        named: BTreeSet::new(),
        titles,
    };
    let sections = reading.sections(fields.tables("sections"));
    let entries = reading.entries(fields.tables("entries"));
    fields.finish();
    let day = day?.value;
    let title = typography::plain(wording.language, &title?.value);
    let sections = if sectioned {
        sections
    } else {
        reading.split(day, entries)
    };
    Some(ReadTimeline {
        timeline: Timeline {
            schema: TIMELINE_SCHEMA,
            day: day.to_string(),
            tz: zone_name,
            title,
            sections,
        },
        wording,
    })
}

fn read_zone(fields: &mut Fields<'_>, settings: &Settings) -> Option<(String, Wording)> {
    let Some(name) = fields.text("tz") else {
        return Some((settings.zone_name.clone(), settings.wording.clone()));
    };
    let (name, zone) = zone_named(fields, name)?;
    let language = settings.wording.language;
    Some((name, Wording { zone, language }))
}

/// Titles of the parts of the day, by id.
fn read_titles(fields: &mut Fields<'_>) -> BTreeMap<&'static str, String> {
    let mut titles = BTreeMap::new();
    if let Some(mut table) = fields.table("titles") {
        for part in [
            DayPart::Night,
            DayPart::Morning,
            DayPart::Afternoon,
            DayPart::Evening,
        ] {
            if let Some(title) = table.text(part.id()) {
                titles.insert(part.id(), title.value);
            }
        }
        table.finish();
    }
    titles
}

struct Reading<'a, 's> {
    posts: &'a Posts<'s>,
    wording: &'a Wording,
    /// Ids of posts and sections met so far.
    named: BTreeSet<String>,
    titles: BTreeMap<&'static str, String>,
}

impl Reading<'_, '_> {
    fn sections(&mut self, tables: Vec<Fields<'_>>) -> Vec<Section> {
        let mut sections = Vec::new();
        let mut ids = BTreeSet::new();
        for mut table in tables {
            let id = section_id(&mut table, &mut ids);
            let part = id.as_deref().and_then(DayPart::from_id);
            let title = match part {
                Some(part) if !table.has("title") => {
                    table.text("title");
                    Some(self.title(part))
                }
                _ => table
                    .required_text("title")
                    .map(|title| typography::plain(self.wording.language, &title.value)),
            };
            let (from, to) = (table.hour("from"), table.hour("to"));
            let entries = table.tables("entries");
            if entries.is_empty() {
                let field = "entries".to_owned();
                table.problem(table.at(), Problem::MissingField { field });
            }
            let entries = self
                .entries(entries)
                .into_iter()
                .map(|entry| entry.value)
                .collect();
            table.finish();
            if let (Some(id), Some(title)) = (id, title) {
                sections.push(Section {
                    id,
                    title,
                    from,
                    to,
                    entries,
                });
            }
        }
        sections
    }

    fn entries(&mut self, tables: Vec<Fields<'_>>) -> Vec<Located<Entry>> {
        let mut entries = Vec::new();
        for mut table in tables {
            let id = table.required_text("post_id");
            let key = table.flag("key");
            let note = table
                .text("note")
                .map(|note| typography::plain(self.wording.language, &note.value))
                .filter(|note| !note.is_empty());
            if let Some(Located { value: post_id, at }) = id {
                if !self.posts.contains_key(&post_id) {
                    let known = self.posts.keys().map(String::as_str);
                    let suggestion = nearest(&post_id, known);
                    table.problem(
                        at,
                        Problem::UnknownPost {
                            id: post_id,
                            suggestion,
                        },
                    );
                } else if !self.named.insert(post_id.clone()) {
                    table.problem(at, Problem::PostTwice { id: post_id });
                } else {
                    entries.push(Located {
                        value: Entry { post_id, key, note },
                        at,
                    });
                }
            }
            table.finish();
        }
        entries
    }

    fn title(&self, part: DayPart) -> String {
        self.titles.get(part.id()).map_or_else(
            || (reader::words(self.wording.language).day_part)(part).to_owned(),
            |title| typography::plain(self.wording.language, title),
        )
    }

    /// Entries in the order of time, a section for each part of the day. A post of another day
    /// than the timeline's gets a section that names its day.
    fn split(&self, day: Date, entries: Vec<Located<Entry>>) -> Vec<Section> {
        let mut entries: Vec<_> = entries
            .into_iter()
            .filter_map(|entry| {
                let posted = self.posts.get(&entry.value.post_id)?.posted;
                Some((posted, entry.value))
            })
            .collect();
        entries.sort_by_key(|(posted, _)| *posted);
        let mut sections: Vec<Section> = Vec::new();
        for (posted, entry) in entries {
            let local = self.wording.local(posted);
            let part = DayPart::of_hour(u8::try_from(local.hour()).unwrap_or_default());
            let (id, title) = if local.date() == day {
                (part.id().to_owned(), self.title(part))
            } else {
                let dated = self.wording.day(local.date());
                (
                    format!("{}-{}", part.id(), local.date()),
                    format!("{} ({dated})", self.title(part)),
                )
            };
            match sections.last_mut() {
                Some(section) if section.id == id => section.entries.push(entry),
                _ => sections.push(Section {
                    id,
                    title,
                    from: None,
                    to: None,
                    entries: vec![entry],
                }),
            }
        }
        sections
    }
}

fn section_id(table: &mut Fields<'_>, ids: &mut BTreeSet<String>) -> Option<String> {
    let id = table.required_slug("id")?;
    if !ids.insert(id.value.clone()) {
        table.problem(id.at, Problem::DuplicateSection { id: id.value });
        return None;
    }
    Some(id.value)
}

#[cfg(test)]
mod tests;
