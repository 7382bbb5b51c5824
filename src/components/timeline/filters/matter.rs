//! What there is to filter in a timeline.

use kiosque_model::TimelineBlock;
use kiosque_model::post::{MediaKind, Post, PostState, Quote, Source};

/// Fewest posts of a timeline that has filters: what is shorter is read at a glance.
const LONG: usize = 8;

/// Who has posts in a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Author {
    network: Source,
    handle: String,
    name: String,
    /// The places of their posts, counted from 0.
    posts: Vec<usize>,
}

/// What there is to filter in a timeline. A withdrawn post is nobody's and shows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Matter {
    /// How many posts there are.
    pub posts: usize,
    /// In the order of their first posts; empty where there is no choice.
    pub authors: Vec<Author>,
    /// The places of posts with a photo, counted from 0; empty where that is no choice.
    pub with_photo: Vec<usize>,
}

impl Matter {
    /// What a timeline offers to filter by, if that helps.
    pub fn of(block: &TimelineBlock) -> Option<Self> {
        let mut matter = Self::default();
        let sections = &block.timeline.sections;
        let posts = sections.iter().flat_map(|section| block.posts_of(section));
        for (place, (_, post)) in posts.enumerate() {
            matter.posts += 1;
            if !matches!(post.post.state, PostState::Withdrawn { .. }) {
                matter.add(place, &post.post);
            }
        }
        if matter.posts < LONG {
            return None;
        }
        if matter.authors.len() < 2 {
            matter.authors.clear();
        }
        if matter.with_photo.len() == matter.posts {
            matter.with_photo.clear();
        }
        (!matter.authors.is_empty() || !matter.with_photo.is_empty()).then_some(matter)
    }

    fn add(&mut self, place: usize, post: &Post) {
        if has_photo(post) {
            self.with_photo.push(place);
        }
        let known = self
            .authors
            .iter_mut()
            .find(|author| author.network == post.source && author.handle == post.author.handle);
        match known {
            Some(author) => author.posts.push(place),
            None => self.authors.push(Author {
                network: post.source,
                handle: post.author.handle.clone(),
                name: post.author.name.trim().to_owned(),
                posts: vec![place],
            }),
        }
    }

    /// The authors' names, and the places of their posts. The handle tells namesakes apart.
    pub fn named_authors(&self) -> impl Iterator<Item = (String, Vec<usize>)> {
        self.authors.iter().map(|author| {
            let of_that_name = self.authors.iter().filter(|a| a.name == author.name);
            let name = if author.name.is_empty() {
                format!("@{}", author.handle)
            } else if of_that_name.count() > 1 {
                format!("{} @{}", author.name, author.handle)
            } else {
                author.name.clone()
            };
            (name, author.posts.clone())
        })
    }
}

/// Whether a card shows a photo, its own or a quoted one.
fn has_photo(post: &Post) -> bool {
    let own = |post: &Post| post.media.iter().any(|m| m.kind == MediaKind::Photo);
    own(post) || matches!(&post.quote, Some(Quote::Post(quoted)) if own(quoted))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    /// A post in the timeline: its number, its author's handle, what else its JSON has.
    type Written<'a> = (u32, &'a str, &'a str);

    const PHOTO: &str = r#","media":[{"kind":"photo","file":"/a.jpg","width":4,"height":3}]"#;

    fn timeline(sections: &[&[Written<'_>]]) -> TimelineBlock {
        let moment = r#"{"iso":"2014-11-28T09:05:00+01:00","full":"","date":"","hour":"9 h 05"}"#;
        let posts: Vec<_> = sections
            .concat()
            .iter()
            .map(|(id, handle, more)| {
                format!(
                    r#"{{"post":{{"schema":1,"source":"x","id":"{id}","url":"https://x.com/a",
                    "author":{{"id":"1","name":"Camille","handle":"{handle}",
                    "profile_url":"https://x.com/a"}},"text":"Oui",
                    "created_at":"2014-11-28T08:05:00Z","archived_at":"2014-11-29T08:00:00Z"{more}}},
                    "posted":{moment},"archived":{moment},"anchor":"message-{id}"}}"#
                )
            })
            .collect();
        let sections: Vec<_> = sections
            .iter()
            .enumerate()
            .map(|(index, posts)| {
                let entries: Vec<_> = posts
                    .iter()
                    .map(|(id, ..)| format!(r#"{{"post_id":"{id}"}}"#))
                    .collect();
                let entries = entries.join(",");
                format!(r#"{{"id":"s{index}","title":"T","entries":[{entries}]}}"#)
            })
            .collect();
        let json = format!(
            r#"{{"timeline":{{"schema":1,"day":"2014-11-28","tz":"Europe/Paris","title":"T",
            "sections":[{}]}},"anchor":"t","posts":[{}]}}"#,
            sections.join(","),
            posts.join(",")
        );
        serde_json::from_str(&json).unwrap()
    }

    const MORNING: [Written<'_>; 5] = [
        (1, "a", ""),
        (2, "b", PHOTO),
        (3, "a", PHOTO),
        (4, "a", ""),
        (5, "b", ""),
    ];
    const EVENING: [Written<'_>; 3] = [(6, "a", ""), (7, "a", ""), (8, "b", "")];

    #[test]
    fn places_go_on_from_section_to_section() {
        let matter = Matter::of(&timeline(&[&MORNING, &EVENING])).unwrap();
        assert_eq!(matter.with_photo, [1, 2]);
        let authors: Vec<_> = matter.named_authors().collect();
        assert_eq!(
            authors,
            [
                ("Camille @a".to_owned(), vec![0, 2, 3, 5, 6]),
                ("Camille @b".to_owned(), vec![1, 4, 7]),
            ]
        );
    }

    #[test]
    fn what_would_change_nothing_is_not_offered() {
        let one_author: Vec<Written<'_>> = (0..8).map(|id| (id, "a", "")).collect();
        assert_eq!(Matter::of(&timeline(&[&one_author])), None);
        let all_photos: Vec<Written<'_>> = (0..8).map(|id| (id, "a", PHOTO)).collect();
        assert_eq!(Matter::of(&timeline(&[&all_photos])), None);
        assert_eq!(Matter::of(&timeline(&[&MORNING])), None, "short");
    }

    #[test]
    fn a_withdrawn_post_has_no_author_and_no_photo() {
        let state = r#","state":{"withdrawn":{"date":"2020-01-02","public_reason":"Non."}}"#;
        let withdrawn = format!("{PHOTO}{state}");
        let mut posts = [MORNING.as_slice(), &EVENING].concat();
        posts.push((9, "c", &withdrawn));
        let matter = Matter::of(&timeline(&[&posts])).unwrap();
        assert_eq!((matter.posts, matter.authors.len()), (9, 2));
        assert_eq!(matter.with_photo, [1, 2]);
    }
}
