//! An article's Markdown as blocks.

mod blocks;

use std::collections::BTreeMap;
use std::ops::Range;

use kiosque_model::{Block, Figure};
use pulldown_cmark::{Event, Tag, TagEnd};

use crate::desk::Desk;
use crate::directives::{self, Directive};
use crate::html;
use crate::posts::{self, ArchivedPost};
use crate::prose::{self, Located};
use crate::timelines::ReadTimeline;

/// What takes a directive's place while Markdown is read around it: a comment after a blank line,
/// which ends whatever block stands before and keeps every offset.
const PLACE: &str = "\n<!---->";

/// The archive that timelines in an article are taken from.
pub struct Archive<'a> {
    /// Timelines by name; `None` for one whose file is wrong.
    pub timelines: &'a BTreeMap<&'a str, Option<ReadTimeline>>,
    /// Posts by id.
    pub posts: &'a BTreeMap<String, ArchivedPost<'a>>,
}

/// Compiles the body of an article. What is wrong is noted at the desk.
pub fn compile(desk: &Desk<'_>, archive: &Archive<'_>, part: Range<usize>) -> Vec<Block> {
    let directives = directives::find(desk.source, part.clone(), desk.findings);
    blocks::reserve_sections(desk, archive, &directives);
    let text = with_places(
        desk.source.text.get(part.clone()).unwrap_or_default(),
        part.start,
        &directives,
    );
    let mut body = Body {
        desk,
        blocks: Vec::new(),
        prose: Vec::new(),
        notes: Notes::default(),
    };
    let events = body.notes.take_from(prose::parse_body(&text, part.start));
    for number in 1..=body.notes.called.len() {
        desk.anchors.reserve(&format!("note-{number}"));
    }
    let mut pending = directives.iter().peekable();
    for element in elements(events) {
        let start = element.first().map_or(part.end, |(_, at)| at.start);
        while let Some(directive) = pending.next_if(|directive| directive.whole.start <= start) {
            body.end_prose();
            body.blocks
                .extend(blocks::of_directive(desk, archive, directive));
        }
        if is_place(&element) {
            continue;
        }
        match figure(desk, &element) {
            Some(figure) => {
                body.end_prose();
                body.blocks.extend(figure);
            }
            None => body.prose.extend(element),
        }
    }
    for directive in pending {
        body.end_prose();
        body.blocks
            .extend(blocks::of_directive(desk, archive, directive));
    }
    body.end_prose();
    let notes = std::mem::take(&mut body.notes);
    body.blocks.extend(notes.block(desk));
    posts::answer(&mut body.blocks);
    body.blocks
}

/// The text with a place in each directive's stead.
fn with_places(text: &str, offset: usize, directives: &[Directive]) -> String {
    let mut places = String::with_capacity(text.len());
    let mut at = 0;
    for directive in directives {
        let start = directive.whole.start - offset;
        let end = directive.whole.end - offset;
        places.push_str(&text[at..start]);
        let length = end - start;
        if length >= PLACE.len() {
            places.push_str(PLACE);
        }
        let filled = if length >= PLACE.len() {
            length - PLACE.len()
        } else {
            length
        };
        places.extend(std::iter::repeat_n(' ', filled));
        at = end;
    }
    places.push_str(&text[at..]);
    places
}

/// Cuts events into the top-level elements of the document.
fn elements(events: Vec<Located<'_>>) -> Vec<Vec<Located<'_>>> {
    let mut elements = Vec::new();
    let mut depth = 0_usize;
    let mut element = Vec::new();
    for (event, at) in events {
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        element.push((event, at));
        if depth == 0 {
            elements.push(std::mem::take(&mut element));
        }
    }
    elements
}

fn is_place(element: &[Located<'_>]) -> bool {
    let mut inner = element
        .iter()
        .filter(|(event, _)| !matches!(event, Event::Start(Tag::HtmlBlock) | Event::End(_)));
    inner.all(|(event, _)| matches!(event, Event::Html(html) if html.trim() == PLACE.trim()))
}

/// A paragraph that holds one picture alone is a figure.
fn figure(desk: &Desk<'_>, element: &[Located<'_>]) -> Option<Option<Block>> {
    let [
        (Event::Start(Tag::Paragraph), _),
        (
            Event::Start(Tag::Image {
                dest_url, title, ..
            }),
            at,
        ),
        inner @ ..,
        (Event::End(TagEnd::Image), _),
        (Event::End(TagEnd::Paragraph), _),
    ] = element
    else {
        return None;
    };
    if inner
        .iter()
        .any(|(event, _)| matches!(event, Event::End(TagEnd::Image)))
    {
        return None;
    }
    let alt = prose::words_of(inner);
    let said = (!alt.trim().is_empty()).then_some(alt.as_str());
    let alt = desk.alt(said, dest_url, at.clone());
    let caption = desk.caption(title, at);
    let picture = desk
        .picture(dest_url, at.clone())
        .map(|media| media.picture(alt));
    Some(picture.map(|picture| {
        Block::Figure(Figure {
            picture,
            caption,
            credit: None,
        })
    }))
}

struct Body<'a, 'd, 'e> {
    desk: &'a Desk<'d>,
    blocks: Vec<Block>,
    prose: Vec<Located<'e>>,
    notes: Notes<'e>,
}

impl Body<'_, '_, '_> {
    fn end_prose(&mut self) {
        let html = self.desk.render(std::mem::take(&mut self.prose));
        let html = html.trim();
        if !html.is_empty() {
            self.blocks.push(Block::Prose {
                html: html.to_owned(),
            });
        }
    }
}

/// Footnotes: numbered in the order they are first called, printed behind the last block.
#[derive(Default)]
struct Notes<'e> {
    called: Vec<String>,
    written: BTreeMap<String, Vec<Located<'e>>>,
}

impl<'e> Notes<'e> {
    /// Takes the notes out of a document and puts numbered calls in the references' place.
    fn take_from(&mut self, events: Vec<Located<'e>>) -> Vec<Located<'e>> {
        let mut rest = Vec::with_capacity(events.len());
        let mut note: Option<String> = None;
        for (event, at) in events {
            match event {
                Event::Start(Tag::FootnoteDefinition(label)) => note = Some(label.to_string()),
                Event::End(TagEnd::FootnoteDefinition) => note = None,
                event => {
                    let event = match event {
                        Event::FootnoteReference(label) => {
                            Event::FootnoteReference(self.number(&label).to_string().into())
                        }
                        event => event,
                    };
                    match &note {
                        Some(label) => {
                            self.written
                                .entry(label.clone())
                                .or_default()
                                .push((event, at));
                        }
                        None => rest.push((event, at)),
                    }
                }
            }
        }
        rest
    }

    fn number(&mut self, label: &str) -> usize {
        let known = self.called.iter().position(|called| called == label);
        if known.is_none() {
            self.called.push(label.to_owned());
        }
        known.unwrap_or(self.called.len() - 1) + 1
    }

    /// The list of notes.
    fn block(mut self, desk: &Desk<'_>) -> Option<Block> {
        let mut items = String::new();
        for (number, label) in (1..).zip(&self.called) {
            let html = desk.render(self.written.remove(label)?);
            let back = format!(" <a href=\"#appel-{number}\">↩</a>");
            let html = match html.trim_end().strip_suffix("</p>") {
                Some(open) => format!("{open}{back}</p>"),
                None => format!("{html}{back}"),
            };
            items.push_str(&format!("<li id=\"note-{number}\">{html}</li>"));
        }
        let html = format!("<section class=\"footnotes\"><ol>{items}</ol></section>");
        (!items.is_empty()).then(|| Block::Prose {
            html: html::clean(&html),
        })
    }
}

#[cfg(test)]
mod tests;
