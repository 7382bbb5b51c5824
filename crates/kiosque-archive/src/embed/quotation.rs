//! An embed's quotation taken apart: the words, and the line that says whose they are and when.

use std::ops::Range;

use crate::markup::{Flat, Mark, Newlines, Reading, Tag, Token};

/// What an embed shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quotation {
    /// The words, without the line below them.
    pub text: String,
    /// The links in the words.
    pub anchors: Vec<Mark>,
    /// The author's name.
    pub name: Option<String>,
    /// His handle, without `@`.
    pub handle: Option<String>,
    /// The link to the post, whose words are the date.
    pub permalink: Option<(Tag, String)>,
    /// The language that the words are marked with.
    pub lang: Option<String>,
}

impl Quotation {
    /// Reads what stands in an embed. `is_permalink` says whether an address is a post's.
    pub fn read(inner: &[Token], newlines: Newlines, is_permalink: impl Fn(&str) -> bool) -> Self {
        let reading = Reading {
            newlines,
            ..Reading::default()
        };
        let Flat { text, marks, .. } = Flat::of(inner, reading);
        let anchors: Vec<Mark> = marks
            .into_iter()
            .filter(|mark| mark.tag.name == "a")
            .collect();
        let last = anchors
            .iter()
            .rfind(|anchor| anchor.tag.attribute("href").is_some_and(&is_permalink))
            // A link to another post may stand in the words; below them stands nothing else.
            .filter(|anchor| {
                text.get(anchor.range.end..)
                    .is_some_and(|rest| rest.trim().is_empty())
            });
        let (end, line) = match last {
            Some(anchor) => byline(&text, anchor.range.start),
            None => byline(&text, text.len()),
        };
        let (name, handle) = line
            .and_then(|line| text.get(line))
            .map_or((None, None), who);
        let permalink = last.map(|anchor| {
            let words = text.get(anchor.range.clone()).unwrap_or_default();
            (anchor.tag.clone(), words.to_owned())
        });
        let words = text.get(..end).unwrap_or_default().trim_end();
        Self {
            anchors: anchors
                .into_iter()
                .filter(|anchor| anchor.range.end <= words.len())
                .collect(),
            text: words.to_owned(),
            name,
            handle,
            permalink,
            lang: inner.iter().find_map(|token| match token {
                Token::Open(tag) if tag.name == "p" => tag.attribute("lang").map(str::to_owned),
                _ => None,
            }),
        }
    }

    /// Takes stretches out of the words, with the space before them, and moves the links.
    pub fn cut(&mut self, mut stretches: Vec<Range<usize>>) {
        stretches.sort_by_key(|range| std::cmp::Reverse(range.start));
        for stretch in stretches {
            let (Some(before), Some(after)) =
                (self.text.get(..stretch.start), self.text.get(stretch.end..))
            else {
                continue;
            };
            let before = before.trim_end_matches([' ', '\n']);
            let removed = before.len()..stretch.end;
            self.text = format!("{before}{after}");
            let by = removed.len();
            self.anchors.retain(|anchor| {
                anchor.range.end <= removed.start || anchor.range.start >= removed.end
            });
            for anchor in &mut self.anchors {
                if anchor.range.start >= removed.end {
                    anchor.range = anchor.range.start - by..anchor.range.end - by;
                }
            }
        }
    }
}

const DASHES: [char; 3] = ['—', '–', '-'];

/// Where the words end, and the line below them up to the date: `— Name (@handle)`.
fn byline(text: &str, date: usize) -> (usize, Option<Range<usize>>) {
    let Some(before) = text.get(..date) else {
        return (text.len(), None);
    };
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let start = before.get(line..).unwrap_or_default();
    if start.trim_start().starts_with(DASHES) {
        return (line, Some(line..date));
    }
    // Without a paragraph of its own: after the last dash that a handle follows.
    let handle = start.rfind('(').unwrap_or(start.len());
    let dash = start
        .get(..handle)
        .and_then(|before| before.rfind(['—', '–']));
    match dash {
        Some(dash) => (line + dash, Some(line + dash..date)),
        // The date alone, or no line at all.
        None if date < text.len() && start.trim().is_empty() => (line, None),
        None => (date, None),
    }
}

/// Name and handle of `— Name (@handle)`.
fn who(line: &str) -> (Option<String>, Option<String>) {
    let line = line.trim().trim_start_matches(DASHES).trim_start();
    let (name, handle) = match line.rsplit_once('(') {
        Some((name, rest)) => {
            let handle = rest
                .split(')')
                .next()
                .and_then(|rest| rest.trim().strip_prefix('@'))
                .map(str::trim)
                .filter(|handle| {
                    !handle.is_empty()
                        && handle.len() <= 253
                        && handle
                            .chars()
                            .all(|letter| letter.is_ascii_alphanumeric() || "_.-".contains(letter))
                });
            match handle {
                Some(handle) => (name, Some(handle)),
                None => (line, None),
            }
        }
        None => (line, None),
    };
    let name = name.trim();
    (
        (!name.is_empty()).then(|| name.to_owned()),
        handle.map(str::to_owned),
    )
}
