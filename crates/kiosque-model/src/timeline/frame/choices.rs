//! What a timeline's posts can be filtered by.

use serde::{Deserialize, Serialize};

use super::number;
use crate::post::{MediaKind, Post, PostState, Quote, Source};

/// Fewest posts of a timeline that has filters: what is shorter is read at a glance.
const LONG: u32 = 8;

/// What there is to filter in a timeline. A withdrawn post is nobody's and shows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// In the order of their first posts; empty where there is no choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<AuthorChoice>,
    /// The places of posts with a photo, counted from 0; empty where that is no choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with_photo: Vec<u32>,
}

/// The posts of an author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorChoice {
    /// What the author is called, namesakes told apart.
    pub name: String,
    /// The places of their posts in the timeline, counted from 0.
    pub posts: Vec<u32>,
}

/// Who has posts in a timeline.
struct Author<'a> {
    network: Source,
    handle: &'a str,
    name: String,
    posts: Vec<u32>,
}

impl Choices {
    /// What posts in their order offer to filter by, if that helps.
    pub(super) fn of<'a>(posts: impl Iterator<Item = &'a Post>) -> Option<Self> {
        let (mut authors, mut with_photo, mut count) = (Vec::new(), Vec::new(), 0);
        for (place, post) in posts.enumerate() {
            let place = number(place);
            count = place + 1;
            if !matches!(post.state, PostState::Withdrawn { .. }) {
                add(&mut authors, post, place);
                if has_photo(post) {
                    with_photo.push(place);
                }
            }
        }
        if authors.len() < 2 {
            authors.clear();
        }
        if number(with_photo.len()) == count {
            with_photo.clear();
        }
        let helps = count >= LONG && !(authors.is_empty() && with_photo.is_empty());
        helps.then(|| Self {
            authors: named(&authors),
            with_photo,
        })
    }
}

fn add<'a>(authors: &mut Vec<Author<'a>>, post: &'a Post, place: u32) {
    let known = authors
        .iter_mut()
        .find(|author| author.network == post.source && author.handle == post.author.handle);
    match known {
        Some(author) => author.posts.push(place),
        None => authors.push(Author {
            network: post.source,
            handle: &post.author.handle,
            name: post.author.spoken_name(),
            posts: vec![place],
        }),
    }
}

/// The authors' names, and the places of their posts. The handle tells namesakes apart.
fn named(authors: &[Author<'_>]) -> Vec<AuthorChoice> {
    let name_of = |author: &Author<'_>| {
        let of_that_name = authors.iter().filter(|other| other.name == author.name);
        if author.name.is_empty() {
            format!("@{}", author.handle)
        } else if of_that_name.count() > 1 {
            format!("{} @{}", author.name, author.handle)
        } else {
            author.name.clone()
        }
    };
    let choice = |author| AuthorChoice {
        name: name_of(author),
        posts: author.posts.clone(),
    };
    authors.iter().map(choice).collect()
}

/// Whether a card shows a photo, its own or a quoted one.
fn has_photo(post: &Post) -> bool {
    let own = |post: &Post| post.media.iter().any(|m| m.kind == MediaKind::Photo);
    own(post) || matches!(&post.quote, Some(Quote::Post(quoted)) if own(quoted))
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]
mod tests {
    use super::super::Frame;
    use super::*;
    use crate::TimelineBlock;

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
            "sections":[{}]}},"anchor":"t","frame":{{"posts":0,"sections":[]}},"posts":[{}]}}"#,
            sections.join(","),
            posts.join(",")
        );
        serde_json::from_str(&json).unwrap()
    }

    fn choices(block: &TimelineBlock) -> Option<Choices> {
        Frame::of(block).choices
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
        let found = choices(&timeline(&[&MORNING, &EVENING])).unwrap();
        assert_eq!(found.with_photo, [1, 2]);
        let [a, b] = &found.authors[..] else {
            panic!("{found:?}");
        };
        assert_eq!(
            (a.name.as_str(), &a.posts[..]),
            ("Camille @a", &[0, 2, 3, 5, 6][..])
        );
        assert_eq!(
            (b.name.as_str(), &b.posts[..]),
            ("Camille @b", &[1, 4, 7][..])
        );
    }

    #[test]
    fn what_would_change_nothing_is_not_offered() {
        let one_author: Vec<Written<'_>> = (0..8).map(|id| (id, "a", "")).collect();
        assert_eq!(choices(&timeline(&[&one_author])), None);
        let all_photos: Vec<Written<'_>> = (0..8).map(|id| (id, "a", PHOTO)).collect();
        assert_eq!(choices(&timeline(&[&all_photos])), None);
        assert_eq!(choices(&timeline(&[&MORNING])), None, "short");
    }

    #[test]
    fn a_withdrawn_post_has_no_author_and_no_photo() {
        let state = r#","state":{"withdrawn":{"date":"2020-01-02","public_reason":"Non."}}"#;
        let withdrawn = format!("{PHOTO}{state}");
        let mut posts = [MORNING.as_slice(), &EVENING].concat();
        posts.push((9, "c", &withdrawn));
        let found = choices(&timeline(&[&posts])).unwrap();
        assert_eq!(
            (found.authors.len(), &found.with_photo[..]),
            (2, &[1, 2][..])
        );
    }
}
