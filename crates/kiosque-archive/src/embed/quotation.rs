//! An embed's quotation taken apart: the words, and the line that says whose they are and when.

use std::ops::Range;

use super::date::printed;
use crate::markup::{Flat, Mark, Newlines, Reading, Tag, Token, Wordless};

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
    /// The link to the post and its words, which are the date or nothing.
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
        let Flat {
            text,
            marks,
            wordless,
            ..
        } = Flat::of(inner, reading);
        let anchors: Vec<Mark> = marks
            .into_iter()
            .filter(|mark| mark.tag.name == "a")
            .collect();
        let leads_there = |tag: &Tag| tag.attribute("href").is_some_and(&is_permalink);
        let shown = anchors.iter().rfind(|anchor| leads_there(&anchor.tag));
        let bare = wordless.iter().rfind(|link| leads_there(&link.tag));
        let last = [
            shown.map(|anchor| Candidate::shown(anchor, &text)),
            bare.map(Candidate::bare),
        ]
        .into_iter()
        .flatten()
        .find(|link| link.is_below(&text));
        let date = last.as_ref().map_or(text.len(), |link| link.range.start);
        let dated = last.as_ref().is_some_and(|link| link.is_dated(&text));
        // Words may begin with a dash too.
        let byline = byline(&text, date).filter(|line| dated || line.handle.is_some());
        let end = byline.as_ref().map_or(date, |line| line.start);
        let permalink = last.map(|link| (link.tag.clone(), link.words(&text).to_owned()));
        let (name, handle) = byline.map_or((None, None), |line| (line.name, line.handle));
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

    /// Takes stretches out of the words, with the space around them, and moves the links.
    pub fn cut(&mut self, mut stretches: Vec<Range<usize>>) {
        stretches.sort_by_key(|range| range.start);
        let mut kept = String::with_capacity(self.text.len());
        // What was taken out, and how many bytes up to there.
        let mut gone: Vec<(Range<usize>, usize)> = Vec::new();
        let mut reached = 0;
        for stretch in stretches {
            let Some(before) = self.text.get(reached..stretch.start) else {
                continue;
            };
            let before = before.trim_end_matches([' ', '\n']);
            kept.push_str(before);
            let start = reached + before.len();
            reached = stretch.end;
            if kept.is_empty() {
                let rest = self.text.get(reached..).unwrap_or_default();
                reached += rest.len() - rest.trim_start_matches([' ', '\n']).len();
            }
            let bytes = gone.last().map_or(0, |(_, bytes)| *bytes);
            gone.push((start..reached, bytes + reached - start));
        }
        kept.push_str(self.text.get(reached..).unwrap_or_default());
        self.text = kept;
        self.anchors.retain_mut(|anchor| {
            let before = gone.partition_point(|(range, _)| range.end <= anchor.range.start);
            if gone
                .get(before)
                .is_some_and(|(range, _)| range.start < anchor.range.end)
            {
                return false;
            }
            let by = before
                .checked_sub(1)
                .and_then(|last| gone.get(last))
                .map_or(0, |(_, bytes)| *bytes);
            anchor.range = anchor.range.start - by..anchor.range.end - by;
            true
        });
    }
}

/// A link that may be the one to the post.
struct Candidate<'a> {
    tag: &'a Tag,
    range: Range<usize>,
    /// Nothing stands before it on its line.
    own_line: bool,
}

impl<'a> Candidate<'a> {
    fn shown(anchor: &'a Mark, text: &str) -> Self {
        let before = text.get(..anchor.range.start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        Self {
            tag: &anchor.tag,
            range: anchor.range.clone(),
            own_line: line.trim().is_empty(),
        }
    }

    fn bare(link: &'a Wordless) -> Self {
        Self {
            tag: &link.tag,
            range: link.at..link.at,
            own_line: link.own_line,
        }
    }

    fn words<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range.clone()).unwrap_or_default()
    }

    fn is_dated(&self, text: &str) -> bool {
        printed(self.words(text)).is_some()
    }

    /// Whether it stands below the words: a link to another post may end them.
    fn is_below(&self, text: &str) -> bool {
        let last = text
            .get(self.range.end..)
            .is_some_and(|rest| rest.trim().is_empty());
        let signed = || byline(text, self.range.start).is_some_and(|line| line.handle.is_some());
        last && (self.own_line || self.is_dated(text) || signed())
    }
}

const DASHES: [char; 3] = ['—', '–', '-'];

/// The line below the words, up to the date: `— Name (@handle)`.
struct Byline {
    /// Its first byte.
    start: usize,
    name: Option<String>,
    handle: Option<String>,
}

/// What stands before the date on its line, where that may be a byline.
fn byline(text: &str, date: usize) -> Option<Byline> {
    let before = text.get(..date)?;
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let start = before.get(line..)?;
    let own_line = start.trim_start().starts_with(DASHES);
    let dash = if own_line {
        0
    } else {
        // Without a paragraph of its own: after the last dash that a handle follows.
        start.get(..start.rfind('(')?)?.rfind(['—', '–'])?
    };
    let (name, handle) = who(start.get(dash..)?);
    (own_line || handle.is_some()).then_some(Byline {
        start: line + dash,
        name,
        handle,
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::tokens;

    #[test]
    fn links_stay_on_their_words_when_others_are_taken_out() {
        let html = "<p><a href=x>pic 1</a> 👩‍🚀 <a href=a>é</a> <a href=x>pic 2</a> <a href=x>pic 3</a> \
                    fin <a href=b>là</a> <a href=x>pic 4</a></p>";
        let mut quotation = Quotation::read(&tokens(html), Newlines::Space, |_| false);
        let pictures = quotation
            .anchors
            .iter()
            .filter(|anchor| anchor.tag.attribute("href") == Some("x"))
            .map(|anchor| anchor.range.clone())
            .collect();
        quotation.cut(pictures);
        assert_eq!(quotation.text, "👩‍🚀 é fin là");
        let words: Vec<_> = quotation
            .anchors
            .iter()
            .map(|anchor| quotation.text.get(anchor.range.clone()))
            .collect();
        assert_eq!(words, [Some("é"), Some("là")]);
    }

    #[test]
    fn the_line_below_the_words_says_who() {
        for (html, name, handle, text) in [
            ("<p>a</p>&mdash; N (@n) ", "N", "n", "a"),
            ("a &mdash; N — O (P) (@n_1) ", "O (P)", "n_1", "a — N"),
            (
                "<p>a — b</p><p>– N ( @n.exemple.example ) ",
                "N",
                "n.exemple.example",
                "a — b",
            ),
            ("<p>a</p>\n- N O (@n) ", "N O", "n", "a"),
        ] {
            let html = format!("{html}<a href=post>1 mai 2014</a>");
            let quotation = Quotation::read(&tokens(&html), Newlines::Space, |href| href == "post");
            assert_eq!(quotation.name.as_deref(), Some(name), "{html}");
            assert_eq!(quotation.handle.as_deref(), Some(handle), "{html}");
            assert_eq!(quotation.text, text, "{html}");
        }
    }
}
