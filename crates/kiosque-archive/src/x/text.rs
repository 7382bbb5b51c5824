//! X's text: ranges on the raw text, cut, then unescaped, in that order.
//!
//! X counts in code points, or in UTF-16 units where its own widget asks, on a text whose `&`, `<`
//! and `>` are still written `&amp;`, `&lt;` and `&gt;`. Posts count in bytes of what is shown. Here,
//! and nowhere else, the one becomes the other.

mod places;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use kiosque_catalogue::editor::Loss;
use kiosque_model::post::{Span, SpanKind};

use places::Places;

/// What X counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points.
    CodePoints,
    /// UTF-16 code units.
    Utf16,
}

/// What becomes of a stretch that X marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// It is shown as this kind.
    Kept(SpanKind),
    /// The visible text leaves it out: the address of the post's own media.
    Dropped,
    /// The address of the quoted post: left out at the end of the text, a link of this kind where
    /// words follow it.
    Quote(SpanKind),
}

/// A stretch that X marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// First unit.
    pub start: u64,
    /// Unit after the last.
    pub end: u64,
    /// The address that X says stands there, for links and for what is left out.
    pub address: Option<String>,
    /// What becomes of it.
    pub mark: Mark,
}

/// A text as X gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw<'a> {
    /// The words.
    pub text: &'a str,
    /// Whether `&`, `<` and `>` are written as references. They are not in note tweets.
    pub escaped: bool,
    /// What the ranges count.
    pub unit: Unit,
    /// The part X shows, in `unit`, end-exclusive; all of it where X does not say.
    pub visible: Option<(u64, u64)>,
    /// The stretches X marked, in any order.
    pub entities: Vec<Entity>,
}

/// A text as a post keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// What X shows, unescaped.
    pub text: String,
    /// The stretches kept, in bytes of `text`, sorted and disjoint.
    pub spans: Vec<Span>,
    /// What could not be used.
    pub losses: Vec<Loss>,
}

/// Cuts a text to what X shows, with its stretches.
///
/// A stretch whose words are not what it claims, which is how offsets counted in the wrong unit
/// show, stays as plain text and is told. No word is left out for the sake of such a stretch.
pub fn cut(raw: Raw<'_>) -> Cut {
    let text = raw.text;
    let mut losses = Vec::new();
    let places = Places::of(text, raw.unit, &raw.entities, raw.visible);
    let visible = match raw.visible.map(|range| places.visible(range)) {
        None => 0..text.len(),
        Some((range, sound)) => {
            if !sound {
                losses.push(Loss::RangeOutside);
            }
            let start = reference_around(text, raw.escaped, range.start);
            let end = reference_around(text, raw.escaped, range.end);
            start.map_or(range.start, |around| around.start)
                ..end.map_or(range.end, |around| around.end)
        }
    };
    let mut placed = Vec::with_capacity(raw.entities.len());
    for entity in raw.entities {
        match places.place(&entity, text, raw.escaped, &visible) {
            Ok(Some(range)) => placed.push((range, entity.mark)),
            Ok(None) => {}
            Err(loss) => losses.push(loss),
        }
    }
    let placed = settle_quotes(text, &visible, disjoint(text, placed, &mut losses));

    let mut writing = Writing::default();
    let mut reached = visible.start;
    for (range, mark) in placed {
        writing.push(text, reached..range.start, raw.escaped);
        reached = range.end;
        match mark {
            Mark::Kept(kind) | Mark::Quote(kind) => {
                let start = writing.text.len();
                writing.push(text, range, raw.escaped);
                writing.spans.push(Span {
                    start,
                    end: writing.text.len(),
                    kind,
                });
            }
            Mark::Dropped => reached = writing.close_gap(text, reached, visible.end),
        }
    }
    writing.push(text, reached..visible.end, raw.escaped);
    let (text, spans) = writing.trimmed();
    Cut {
        text,
        spans,
        losses,
    }
}

/// The part X shows, where the format does not say (API v2, the data archive): without the
/// mentions at the head of a reply, each followed by one space.
///
/// What is left out at the end is so by its [`Mark`]. A reply made of nothing but mentions keeps
/// them, because some of them are what its author wrote.
pub fn visible(text: &str, unit: Unit, entities: &[Entity], reply: bool) -> (u64, u64) {
    let places = Places::of(text, unit, entities, None);
    let mentions: HashMap<u64, &Entity> = entities
        .iter()
        .filter(|entity| matches!(entity.mark, Mark::Kept(SpanKind::Mention { .. })))
        .map(|entity| (entity.start, entity))
        .collect();
    let mut start = 0;
    while reply
        && let Some(mention) = mentions.get(&start)
        && let Mark::Kept(kind) = &mention.mark
        && places
            .words(text, mention)
            .is_some_and(|words| kind.reads_as(words))
    {
        start = mention.end;
        let rest = places.at(start).and_then(|at| text.get(at..));
        if rest.is_some_and(|rest| rest.starts_with(' ')) {
            start += 1;
        } else {
            break;
        }
    }
    if start >= places.length && start > 0 {
        start = 0;
    }
    (start, places.length)
}

/// `&amp;`, `&lt;` and `&gt;` read once. X writes no other reference.
pub fn unescape(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        read.push_str(before);
        let found = REFERENCES
            .iter()
            .find_map(|(name, letter)| Some((letter, after.strip_prefix(name)?)));
        rest = match found {
            Some((letter, after)) => {
                read.push(*letter);
                after
            }
            None => {
                read.push('&');
                after
            }
        };
    }
    read.push_str(rest);
    read
}

/// The references X writes, their `&` left out.
const REFERENCES: [(&str, char); 3] = [("amp;", '&'), ("lt;", '<'), ("gt;", '>')];

/// The reference that a place would cut in two.
fn reference_around(text: &str, escaped: bool, at: usize) -> Option<Range<usize>> {
    // None is longer: what stands farther in front is not read for every place again.
    let from = at.saturating_sub("&amp".len());
    let before = escaped.then(|| text.as_bytes().get(from..at)).flatten()?;
    let start = from + before.iter().rposition(|byte| *byte == b'&')?;
    REFERENCES.iter().find_map(|(name, _)| {
        let end = start + 1 + name.len();
        (at < end && text.get(start + 1..end) == Some(name)).then_some(start..end)
    })
}

/// Whether raw words are what an entity claims. Nothing that X marks holds an escaped character but
/// addresses, and those not always on both sides.
fn reads(entity: &Entity, words: &str) -> bool {
    let bare = |address: &str| {
        let address = unescape(address).to_lowercase();
        let rest = ["https://", "http://"]
            .into_iter()
            .find_map(|scheme| address.strip_prefix(scheme));
        rest.map_or_else(|| address.clone(), str::to_owned)
    };
    match (&entity.address, &entity.mark) {
        (Some(address), _) => bare(words) == bare(address),
        (None, Mark::Dropped | Mark::Kept(SpanKind::Link { .. }) | Mark::Quote(_)) => false,
        (None, Mark::Kept(kind)) => kind.reads_as(words),
    }
}

type Placed = (Range<usize>, Mark);

/// Sorted and disjoint: of two that begin together the longer, of two that overlap the earlier.
/// Photos of one post share one address; bold and italic give way to all else.
fn disjoint(text: &str, placed: Vec<Placed>, losses: &mut Vec<Loss>) -> Vec<Placed> {
    let (mut formatting, mut named): (Vec<Placed>, Vec<Placed>) = placed
        .into_iter()
        .partition(|(_, mark)| matches!(mark, Mark::Kept(SpanKind::Bold | SpanKind::Italic)));
    named.sort_by_key(|(range, mark)| {
        let order = match mark {
            Mark::Dropped => 0,
            Mark::Quote(_) => 1,
            Mark::Kept(_) => 2,
        };
        (range.start, Reverse(range.end), order)
    });
    let mut kept: Vec<Placed> = Vec::with_capacity(named.len());
    for (range, mark) in named {
        match kept.last() {
            Some((before, other)) if *before == range => {
                if *other != mark && matches!((other, &mark), (Mark::Kept(_), Mark::Kept(_))) {
                    losses.push(overlap(text, range));
                }
            }
            Some((before, _)) if range.start < before.end => losses.push(overlap(text, range)),
            _ => kept.push((range, mark)),
        }
    }
    let mut between = Vec::new();
    let mut reached = 0;
    formatting.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
    for (range, mark) in formatting {
        let mut start = range.start.max(reached);
        reached = reached.max(range.end);
        let first = kept.partition_point(|(other, _)| other.end <= start);
        for (other, _) in kept.iter().skip(first) {
            if other.start >= range.end {
                break;
            }
            if start < other.start {
                between.push((start..other.start, mark.clone()));
            }
            start = other.end;
        }
        if start < range.end {
            between.push((start..range.end, mark));
        }
    }
    kept.extend(between);
    kept.sort_by_key(|(range, _)| range.start);
    kept
}

fn overlap(text: &str, range: Range<usize>) -> Loss {
    Loss::SpanOverlap {
        text: text.get(range).unwrap_or_default().into(),
    }
}

/// Leaves out the quoted post's address where nothing that is shown follows it.
fn settle_quotes(text: &str, visible: &Range<usize>, mut placed: Vec<Placed>) -> Vec<Placed> {
    let mut end = visible.end;
    for (range, mark) in placed.iter_mut().rev() {
        let between = text.get(range.end..end).unwrap_or_default();
        if !between.trim().is_empty() || matches!(mark, Mark::Kept(_)) {
            break;
        }
        *mark = Mark::Dropped;
        end = range.start;
    }
    placed
}

/// A text being written, with what was marked in it.
#[derive(Default)]
struct Writing {
    text: String,
    spans: Vec<Span>,
}

impl Writing {
    fn push(&mut self, text: &str, range: Range<usize>, escaped: bool) {
        let words = text.get(range).unwrap_or_default();
        if escaped {
            self.text.push_str(&unescape(words));
        } else {
            self.text.push_str(words);
        }
    }

    /// Leaves one space, not two, where a stretch was left out. Gives where to go on.
    fn close_gap(&mut self, text: &str, at: usize, end: usize) -> usize {
        let rest = text.get(at..end).unwrap_or_default();
        let after_gap = self.text.is_empty() || self.text.ends_with([' ', '\n']);
        if after_gap && rest.starts_with(' ') {
            return at + 1;
        }
        if rest.starts_with('\n') {
            let floor = self.spans.last().map_or(0, |span| span.end);
            let length = self.text.trim_end_matches(' ').len().max(floor);
            self.text.truncate(length);
        }
        at
    }

    /// The text without white space at its ends, which X never shows.
    fn trimmed(self) -> (String, Vec<Span>) {
        let text = self.text.trim();
        let lead = self.text.len() - self.text.trim_start().len();
        let spans = self
            .spans
            .into_iter()
            .map(|span| Span {
                start: span.start.saturating_sub(lead),
                end: span.end.saturating_sub(lead).min(text.len()),
                kind: span.kind,
            })
            .filter(|span| span.start < span.end)
            .collect();
        (text.to_owned(), spans)
    }
}
