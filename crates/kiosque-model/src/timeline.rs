//! Timelines: the chosen posts of one day, under titled sections.

mod frame;
mod unread;

use serde::{Deserialize, Serialize};

use crate::{Moment, Post};
pub use frame::{AuthorChoice, Choices, Frame, KeyPost, SectionFrame};
pub use unread::UnreadPost;

/// The version of the timeline file format.
pub const TIMELINE_SCHEMA: u32 = 1;

/// The posts of a day that an editor kept, in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// [`TIMELINE_SCHEMA`] of the writer.
    pub schema: u32,
    /// The local day, `YYYY-MM-DD`.
    pub day: String,
    /// IANA name of the zone the day is counted in: `Europe/Paris`.
    pub tz: String,
    /// Title of the whole timeline.
    pub title: String,
    /// Sections in reading order.
    pub sections: Vec<Section>,
}

/// A titled part of a timeline, most often a part of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Stable name, used in fragments: `matin`, `apres-midi`, or the editor's own.
    pub id: String,
    /// What the reader sees: "Le matin à Marseille".
    pub title: String,
    /// Local hour the section begins at, `HH:MM`, where the editor gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Local hour the section ends at, `HH:MM`, where the editor gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Posts in reading order.
    pub entries: Vec<Entry>,
}

/// One post in a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// [`Post::id`] of the post shown here.
    pub post_id: String,
    /// Whether the post is one of the day's key moments.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub key: bool,
    /// A line by the editor, plain text in final typography.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A part of the local day.
///
/// The boundaries stand here and nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayPart {
    /// From 0 h to 5 h 59.
    Night,
    /// From 6 h to 11 h 59.
    Morning,
    /// From 12 h to 17 h 59.
    Afternoon,
    /// From 18 h to 23 h 59.
    Evening,
}

impl DayPart {
    /// The part of the day a local hour falls in; hours of 24 and above count as evening.
    pub const fn of_hour(hour: u8) -> Self {
        match hour {
            0..=5 => Self::Night,
            6..=11 => Self::Morning,
            12..=17 => Self::Afternoon,
            _ => Self::Evening,
        }
    }

    /// The section id of this part in fragments and files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Night => "nuit",
            Self::Morning => "matin",
            Self::Afternoon => "apres-midi",
            Self::Evening => "soir",
        }
    }

    /// The part a section id stands for, if it is one of ours.
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Night, Self::Morning, Self::Afternoon, Self::Evening]
            .into_iter()
            .find(|part| part.id() == id)
    }
}

/// A timeline inside an article, with the posts it names.
///
/// `P` is how posts are held: read, or as the text they came in ([`UnreadPost`]) by who shows them
/// one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineBlock<P = TimelinePost> {
    /// The timeline, cut down to the sections this block shows.
    pub timeline: Timeline,
    /// Fragment that names the block within the page.
    pub anchor: String,
    /// What stands around the posts.
    pub frame: Frame,
    /// The posts that the entries name: one for each, in reading order. Left out of the data within
    /// a printed page, where they are printed.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<P>,
}

impl TimelineBlock {
    /// A timeline and the posts it names, one for each entry, in reading order.
    pub fn new(timeline: Timeline, anchor: String, posts: Vec<TimelinePost>) -> Self {
        let mut block = Self {
            timeline,
            anchor,
            frame: Frame::default(),
            posts,
        };
        block.frame = Frame::of(&block);
        block
    }

    /// The timeline told backwards, section by section and post by post, as a day that is not over
    /// is read. Fragments stay with their posts.
    #[must_use]
    pub fn newest_first(self) -> Self {
        let Self {
            mut timeline,
            anchor,
            mut posts,
            ..
        } = self;
        timeline.sections.reverse();
        for section in &mut timeline.sections {
            section.entries.reverse();
        }
        posts.reverse();
        Self::new(timeline, anchor, posts)
    }
}

impl<P> TimelineBlock<P> {
    /// The timeline without its posts, which are printed around it.
    pub(crate) fn leave_posts_out(&mut self) {
        self.posts.clear();
        for section in &mut self.timeline.sections {
            section.entries.clear();
        }
    }

    /// The posts of one of the timeline's sections, in its order, with their entries.
    pub fn posts_of<'a>(
        &'a self,
        section: &'a Section,
    ) -> impl Iterator<Item = (&'a Entry, &'a P)> {
        let sections = self.timeline.sections.iter();
        let before: usize = sections
            .take_while(|other| !std::ptr::eq(*other, section))
            .map(|section| section.entries.len())
            .sum();
        section.entries.iter().zip(self.posts.iter().skip(before))
    }
}

/// A post as a page carries it: what is published, and when it was, worded for the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelinePost {
    /// The post, with media URLs in place of archive file names and without its provenance.
    pub post: Post,
    /// When it was posted, in the timeline's zone.
    pub posted: Moment,
    /// When the newsroom archived it, in the timeline's zone.
    pub archived: Moment,
    /// When the quoted post was posted, where one is quoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quoted: Option<Moment>,
    /// The day and hour the post was passed on, worded, where the network told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reposted: Option<String>,
    /// The day the counts were taken, worded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<String>,
    /// Dates of the post's poll.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<PollDates>,
    /// Dates of the quoted post's poll.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quoted_poll: Option<PollDates>,
    /// Fragment of the post answered, where the page has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<String>,
    /// Fragment of the thread's first post, where the page has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<String>,
    /// The day the newsroom withdrew it, worded: "2 janvier 2020".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_on: Option<String>,
    /// Fragment that names the post within the page.
    pub anchor: String,
}

/// When a poll stood as it is shown, and when it ends, worded in the timeline's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollDates {
    /// The day and hour the votes were counted.
    pub as_of: String,
    /// The day and hour it ends or ended, where the network told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hour_has_its_part() {
        let parts: Vec<_> = [0, 5, 6, 11, 12, 17, 18, 23].map(DayPart::of_hour).into();
        use DayPart::{Afternoon, Evening, Morning, Night};
        assert_eq!(
            parts,
            [
                Night, Night, Morning, Morning, Afternoon, Afternoon, Evening, Evening
            ]
        );
    }

    #[test]
    fn each_section_has_its_own_posts() {
        let section = |ids: &str| Section {
            id: ids.into(),
            title: String::new(),
            from: None,
            to: None,
            entries: ids
                .chars()
                .map(|id| Entry {
                    post_id: id.into(),
                    key: false,
                    note: None,
                })
                .collect(),
        };
        let block = TimelineBlock {
            timeline: Timeline {
                schema: TIMELINE_SCHEMA,
                day: String::new(),
                tz: String::new(),
                title: String::new(),
                sections: ["ab", "", "cde"].map(section).into(),
            },
            anchor: String::new(),
            frame: Frame::default(),
            posts: "ABCDE".chars().collect(),
        };
        let shown = block.timeline.sections.iter().map(|section| {
            let posts = block.posts_of(section);
            posts.map(|(entry, post)| format!("{}{post}", entry.post_id))
        });
        let shown: Vec<String> = shown.map(Iterator::collect).collect();
        assert_eq!(shown, ["aAbB", "", "cCdDeE"]);
    }

    #[test]
    fn part_ids_read_back() {
        for hour in 0..24 {
            let part = DayPart::of_hour(hour);
            assert_eq!(DayPart::from_id(part.id()), Some(part));
        }
        assert_eq!(DayPart::from_id("midi-pile"), None);
    }
}
