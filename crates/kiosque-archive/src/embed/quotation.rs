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
