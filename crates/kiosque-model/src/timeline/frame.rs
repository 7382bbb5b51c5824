//! What stands around the posts of a timeline, told once by the press.
//!
//! A page whose posts are printed carries this and not the posts: the app that adopts it looks
//! at nothing else of them.

mod choices;

use serde::{Deserialize, Serialize};

use super::{DayPart, TimelineBlock, TimelinePost};
use crate::{Moment, excerpt};
pub use choices::{AuthorChoice, Choices};

/// Longest label of a key post, in characters.
const LABEL: usize = 70;

/// The matter of a timeline's headings and tools.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// How many posts there are.
    pub posts: u32,
    /// One for each section of the timeline, in its order.
    pub sections: Vec<SectionFrame>,
    /// The day's key posts, in reading order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<KeyPost>,
    /// What its posts can be filtered by, where that helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choices: Option<Choices>,
}

/// What the heading of a section says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionFrame {
    /// How many posts there are.
    pub posts: u32,
    /// The part of the day it is, or begins in.
    pub part: DayPart,
    /// The day of its posts, worded, where it is one day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// The hours of the earliest and the latest post, worded; with their days where the posts are of
    /// more than one day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<(String, String)>,
}

/// A key post, as a link into the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPost {
    /// Fragment of the post.
    pub anchor: String,
    /// When it was posted.
    pub posted: Moment,
    /// The editor's note, or the post's first words.
    pub label: String,
    /// The language of the label, where it is the post's and known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

impl Frame {
    /// The frame of a timeline that has its posts.
    pub fn of(block: &TimelineBlock) -> Self {
        let sections = &block.timeline.sections;
        let all = || sections.iter().flat_map(|section| block.posts_of(section));
        let keys = all().filter(|(entry, _)| entry.key).map(|(entry, post)| {
            let note = entry.note.clone();
            KeyPost {
                anchor: post.anchor.clone(),
                posted: post.posted.clone(),
                lang: post.post.lang.clone().filter(|_| note.is_none()),
                label: note.unwrap_or_else(|| excerpt(&post.post.text, LABEL)),
            }
        });
        Self {
            posts: number(all().count()),
            keys: keys.collect(),
            choices: Choices::of(all().map(|(_, post)| &post.post)),
            sections: sections
                .iter()
                .map(|section| {
                    let posts: Vec<_> = block.posts_of(section).map(|(_, post)| post).collect();
                    SectionFrame::of(&section.id, &posts)
                })
                .collect(),
        }
    }
}

impl SectionFrame {
    fn of(id: &str, posts: &[&TimelinePost]) -> Self {
        // An editor may put them in another order than that of time. Dates of one zone are in order
        // as text, but within the hour that a clock goes back by.
        let moments = || posts.iter().map(|post| &post.posted);
        let first = moments().min_by_key(|moment| &moment.iso);
        let last = moments().max_by_key(|moment| &moment.iso);
        let is_one_day = first.map(|moment| &moment.date) == last.map(|moment| &moment.date);
        let hour = |moment: &Moment| {
            if is_one_day {
                moment.hour.clone()
            } else {
                moment.full.clone()
            }
        };
        Self {
            posts: number(posts.len()),
            part: DayPart::from_id(id)
                .or_else(|| part_of(first?))
                .unwrap_or(DayPart::Morning),
            day: first
                .filter(|_| is_one_day)
                .map(|moment| moment.date.clone()),
            hours: first
                .zip(last)
                .map(|(first, last)| (hour(first), hour(last))),
        }
    }
}

/// The part of the day a moment is in, by the local hour in its RFC 3339 date.
fn part_of(moment: &Moment) -> Option<DayPart> {
    let hour = moment.iso.get(11..13)?;
    hour.parse().ok().map(DayPart::of_hour)
}

fn number(posts: usize) -> u32 {
    u32::try_from(posts).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::{Entry, Section, TIMELINE_SCHEMA, Timeline};

    fn block() -> Result<TimelineBlock, serde_json::Error> {
        let moment = |hour: &str| {
            serde_json::json!({ "iso": format!("2014-11-28T{hour}:05:00+01:00"), "full": "",
                "date": "28 novembre 2014", "hour": hour })
        };
        let post = |id: &str, hour: &str| {
            serde_json::from_value(serde_json::json!({
                "post": { "schema": 1, "source": "x", "id": id, "url": "", "text": id.repeat(80),
                    "author": { "id": "", "name": "", "handle": "", "profile_url": "" },
                    "created_at": "", "archived_at": "" },
                "posted": moment(hour), "archived": moment(hour), "anchor": format!("m-{id}")
            }))
        };
        let section: Section = serde_json::from_value(serde_json::json!({
            "id": "port", "title": "Sur le port", "entries": [
                { "post_id": "a", "key": true }, { "post_id": "b" },
                { "post_id": "c", "key": true, "note": "La note" }] }))?;
        let timeline = Timeline {
            schema: TIMELINE_SCHEMA,
            day: "2014-11-28".into(),
            tz: "Europe/Paris".into(),
            title: "Le jour".into(),
            sections: vec![section],
        };
        let posts = vec![post("a", "14")?, post("b", "15")?, post("c", "16")?];
        Ok(TimelineBlock::new(timeline, "t".into(), posts))
    }

    #[test]
    fn a_heading_spans_its_posts_whatever_their_order() -> Result<(), serde_json::Error> {
        let mut block = block()?;
        block.posts.reverse();
        let hours = |block: &TimelineBlock| Frame::of(block).sections[0].hours.clone();
        assert_eq!(hours(&block), Some(("14".into(), "16".into())));
        let later = &mut block.posts[0].posted;
        later.iso = later.iso.replace("-28T", "-30T");
        later.date = "30 novembre 2014".into();
        later.full = "30 novembre 2014 à 16".into();
        let section = &Frame::of(&block).sections[0];
        assert_eq!(section.day, None, "of two days");
        let (from, to) = section.hours.clone().unwrap_or_default();
        assert_eq!((from.as_str(), to.as_str()), ("", "30 novembre 2014 à 16"));
        Ok(())
    }

    #[test]
    fn a_day_told_backwards_has_the_same_headings() -> Result<(), serde_json::Error> {
        let day = block()?;
        let told = block()?.newest_first();
        assert_eq!(told.frame.sections, day.frame.sections);
        let anchors = |block: &TimelineBlock| {
            let posts = block.posts_of(&block.timeline.sections[0]);
            let pair = |(entry, post): (&Entry, &TimelinePost)| {
                assert_eq!(entry.post_id, post.post.id);
                post.anchor.clone()
            };
            posts.map(pair).collect::<Vec<_>>()
        };
        assert_eq!(anchors(&told), ["m-c", "m-b", "m-a"]);
        let keys: Vec<_> = told.frame.keys.iter().map(|key| &key.anchor).collect();
        assert_eq!(keys, ["m-c", "m-a"]);
        assert_eq!(told.newest_first(), day);
        Ok(())
    }

    #[test]
    fn headings_and_key_posts_are_told_without_the_posts() -> Result<(), serde_json::Error> {
        let mut block = block()?;
        let frame = block.frame.clone();
        let [section] = &frame.sections[..] else {
            unreachable!("one section");
        };
        assert_eq!((frame.posts, section.posts), (3, 3));
        assert_eq!(section.part, DayPart::Afternoon, "of the first post");
        assert_eq!(section.hours, Some(("14".into(), "16".into())));
        let labels: Vec<_> = frame.keys.iter().map(|key| key.label.as_str()).collect();
        assert_eq!((labels.len(), labels[1]), (2, "La note"));
        assert!(labels[0].chars().count() <= LABEL && labels[0].ends_with('…'));
        block.leave_posts_out();
        assert_eq!(block.frame, frame);
        assert_eq!(
            (block.posts.len(), block.timeline.sections[0].entries.len()),
            (0, 0)
        );
        Ok(())
    }
}
