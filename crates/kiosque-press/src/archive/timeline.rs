//! Posts put into a timeline's file, the form of which stays as its editor gave it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use kiosque_model::timeline::{DayPart, TIMELINE_SCHEMA};
use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use crate::moments::{self, Wording};
use crate::source::Source;

use super::store::Archive;

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

/// What the newsroom's articles say of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Whether an article shows it.
    pub is_shown: bool,
    /// The article that has its name, if there is one.
    pub article: Option<String>,
    /// What a new file begins with.
    pub beginning: Beginning,
}

/// Looks for a timeline in the articles. Its title and day are those of the article that has its
/// name, unless no post is of that day; then the day is that of the first post.
pub fn shown(archive: &Archive, name: &str, posts: &Hours) -> Shown {
    let articles = &archive.content.articles;
    let is_shown = articles.iter().any(|article| shows(&article.text, name));
    let article = articles
        .iter()
        .find_map(|article| Some((article, front_matter(article, name)?)));
    let days: Vec<Date> = posts
        .values()
        .map(|at| archive.wording.local(*at).date())
        .collect();
    let first = days.iter().min().copied();
    let published = article
        .as_ref()
        .and_then(|(_, (_, published))| *published)
        .map(|at| archive.wording.local(at).date());
    let day = published
        .filter(|day| days.is_empty() || days.contains(day))
        .or(first)
        .unwrap_or_else(|| archive.wording.local(Timestamp::now()).date());
    let title = article
        .as_ref()
        .map_or_else(|| name.replace('-', " "), |(_, (title, _))| title.clone());
    Shown {
        is_shown,
        article: article.map(|(article, _)| article.path.clone()),
        beginning: Beginning { title, day },
    }
}

/// Whether a body shows a timeline.
fn shows(text: &str, name: &str) -> bool {
    let source = format!("src=\"{name}\"");
    text.lines().any(|line| {
        let line = line.trim_start();
        let directive = line.trim_start_matches(':').trim_start();
        line.starts_with(":::")
            && (directive.starts_with("fil") || directive.starts_with("timeline"))
            && directive.contains(&source)
    })
}

/// The title and the instant of publication of an article, if it has this slug.
fn front_matter(article: &Source, slug: &str) -> Option<(String, Option<Timestamp>)> {
    let rest = article.text.trim_start_matches('\u{feff}');
    let rest = rest.strip_prefix("+++")?;
    let (front, _) = rest.split_once("\n+++")?;
    let table: toml::Table = front.parse().ok()?;
    if table.get("slug")?.as_str()? != slug {
        return None;
    }
    let published = table
        .get("published")
        .and_then(toml::Value::as_datetime)
        .and_then(|written| written.to_string().parse().ok());
    Some((table.get("title")?.as_str()?.to_owned(), published))
}

#[cfg(test)]
mod tests {
    use kiosque_model::Language;

    use super::*;

    fn paris() -> Wording {
        Wording {
            language: Language::Fr,
            zone: moments::zone("Europe/Paris").unwrap(),
        }
    }

    fn hours(posts: &[(&str, &str)]) -> Hours {
        posts
            .iter()
            .map(|(id, at)| ((*id).to_owned(), at.parse().unwrap()))
            .collect()
    }

    fn known() -> Hours {
        hours(&[
            ("1", "2014-11-28T08:00:00Z"),
            ("2", "2014-11-28T09:00:00Z"),
            ("3", "2014-11-28T15:00:00Z"),
        ])
    }

    fn appended(text: &str, posts: &[(&str, &str)]) -> Appended {
        append(text, &hours(posts), &known(), &paris()).unwrap()
    }

    const SECTIONS: &str = "# Le fil de la journée\nschema = 1\ntitle = \"Fil\"  # court\n\
        day = 2014-11-28\n\n[[sections]]\nid = \"matin\"\n\n# Le premier\n[[sections.entries]]\n\
        post_id = \"1\"\nkey = true # important\n\n# Le deuxième\n[[sections.entries]]\n\
        post_id = \"2\"\n\n[[sections]]\nid = \"cloture\"\ntitle = \"Fin\"\nfrom = \"12:00\"\n\n\
        [[sections.entries]]\npost_id = \"3\"\n\n# Rien après\n";

    #[test]
    fn an_entry_goes_to_its_section_and_everything_else_stays() {
        let after = appended(
            SECTIONS,
            &[
                ("10", "2014-11-28T08:30:00Z"),
                ("11", "2014-11-28T17:00:00Z"),
            ],
        );
        let new = |id: &str| format!("\n[[sections.entries]]\npost_id = \"{id}\"\n");
        let expected = SECTIONS
            .replace("\n# Le deuxième", &format!("{}\n# Le deuxième", new("10")))
            .replace("\n# Rien après", &format!("{}\n# Rien après", new("11")));
        assert_eq!(after.text, expected);
        assert_eq!(after.added, ["10", "11"]);
    }

    #[test]
    fn a_post_is_never_there_twice() {
        let after = appended(SECTIONS, &[("2", "2014-11-28T09:00:00Z")]);
        assert_eq!((after.text.as_str(), after.added.len()), (SECTIONS, 0));
        let once = appended(SECTIONS, &[("10", "2014-11-28T08:30:00Z")]).text;
        assert_eq!(
            appended(&once, &[("10", "2014-11-28T08:30:00Z")]).text,
            once
        );
    }

    #[test]
    fn without_sections_the_list_is_in_the_order_of_time() {
        let begun = begun(&Beginning {
            title: "Une « journée » \"à part\"".into(),
            day: "2014-11-28".parse().unwrap(),
        });
        let after = appended(
            &begun,
            &[("2", "2014-11-28T09:00:00Z"), ("1", "2014-11-28T08:00:00Z")],
        );
        assert_eq!(
            after.text,
            "schema = 1\ntitle = 'Une « journée » \"à part\"'\nday = 2014-11-28\n\
             \n[[entries]]\npost_id = \"1\"\n\n[[entries]]\npost_id = \"2\"\n"
        );
        let first = appended(&after.text, &[("0", "2014-11-28T07:00:00Z")]).text;
        let place = |id: &str| first.find(&format!("\"{id}\"")).unwrap();
        assert!(
            place("0") < place("1") && place("1") < place("2"),
            "{first}"
        );
    }

    #[test]
    fn lists_on_one_line_stay_on_it() {
        let text = "schema = 1\nentries = [{ post_id = \"1\" }, { post_id = \"3\" }]\n";
        let after = appended(
            text,
            &[("0", "2014-11-28T07:00:00Z"), ("2", "2014-11-28T09:00:00Z")],
        );
        assert_eq!(
            after.text,
            "schema = 1\nentries = [{ post_id = \"0\" }, { post_id = \"1\" }, \
             { post_id = \"2\" }, { post_id = \"3\" }]\n"
        );
    }

    #[test]
    fn without_fitting_hours_a_post_follows_those_before_it() {
        let text = "day = 2014-11-28\n[[sections]]\nid = \"a\"\ntitle = \"A\"\n\
            [[sections.entries]]\npost_id = \"1\"\n[[sections]]\nid = \"b\"\ntitle = \"B\"\n\
            [[sections.entries]]\npost_id = \"3\"\n";
        let section = |at: &str| {
            let after = appended(text, &[("10", at)]).text;
            let place = after.find("\"10\"").unwrap();
            if place < after.find("\"b\"").unwrap() {
                'a'
            } else {
                'b'
            }
        };
        assert_eq!(section("2014-11-28T07:00:00Z"), 'a');
        assert_eq!(section("2014-11-28T14:00:00Z"), 'a');
        assert_eq!(section("2014-11-28T16:00:00Z"), 'b');
        assert_eq!(section("2014-11-29T08:00:00Z"), 'b');
    }

    #[test]
    fn what_cannot_be_read_is_left_alone() {
        for text in [
            "title = ",
            "entries = 3\n",
            "sections = []\n",
            "sections = 1\n",
        ] {
            let posts = hours(&[("1", "2014-11-28T08:00:00Z")]);
            assert!(append(text, &posts, &known(), &paris()).is_err(), "{text}");
        }
    }

    #[test]
    fn a_directive_is_found_whatever_its_language() {
        for (text, expected) in [
            ("::: fil src=\"visite\"\n:::", true),
            ("  ::: timeline sections=\"a\" src=\"visite\"\n:::", true),
            ("::: fil src=\"visite-2\"\n:::", false),
            ("::: figure src=\"visite\"", false),
            ("src=\"visite\"", false),
        ] {
            assert_eq!(shows(text, "visite"), expected, "{text}");
        }
    }
}
