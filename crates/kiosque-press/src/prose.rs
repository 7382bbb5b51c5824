//! Markdown to clean HTML in the newsroom's typography.

mod tables;

use std::ops::Range;

use kiosque_catalogue::editor::Problem;
use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
    TextMergeWithOffset,
};

use crate::desk::{Desk, OPENING};
use crate::html;
use crate::links::Target;
use crate::typography::{self, Run};

/// A Markdown event with its bytes in the file.
pub type Located<'a> = (Event<'a>, Range<usize>);

impl Desk<'_> {
    /// Markdown of a part of the file as clean HTML.
    pub fn markdown(&self, part: Range<usize>) -> String {
        let text = self.source.text.get(part.clone()).unwrap_or_default();
        let events = parse(text, part.start);
        self.render(events)
    }

    /// A caption: Markdown without its paragraphs, lines between them.
    pub fn caption(&self, markdown: &str, at: &Range<usize>) -> Option<String> {
        let events = parse(markdown, 0)
            .into_iter()
            .map(|(event, _)| (event, at.clone()));
        let html = self.render(events.collect());
        let inline = html
            .trim()
            .replace("</p>\n<p>", "<br>")
            .replace("<p>", "")
            .replace("</p>", "");
        (!inline.is_empty()).then_some(inline)
    }

    /// Events as clean HTML.
    pub fn render(&self, events: Vec<Located<'_>>) -> String {
        let mut renderer = Renderer {
            desk: self,
            out: Vec::new(),
            line: Vec::new(),
            code: false,
            address: false,
        };
        renderer.run(events);
        let mut written = String::new();
        pulldown_cmark::html::push_html(&mut written, renderer.out.into_iter());
        html::clean(&written)
    }
}

/// Parses an article's Markdown, which begins at an offset of its file.
pub fn parse_body(text: &str, offset: usize) -> Vec<Located<'_>> {
    parse_with(text, offset, Options::ENABLE_FOOTNOTES)
}

/// Parses the Markdown of a part of an article. It has no footnotes: those are the article's.
pub fn parse(text: &str, offset: usize) -> Vec<Located<'_>> {
    parse_with(text, offset, Options::empty())
}

fn parse_with(text: &str, offset: usize, more: Options) -> Vec<Located<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | more;
    TextMergeWithOffset::new(Parser::new_ext(text, options).into_offset_iter())
        .map(|(event, at)| (event, at.start + offset..at.end + offset))
        .collect()
}

/// The words of events, markup left out.
pub fn words_of(events: &[Located<'_>]) -> String {
    events
        .iter()
        .map(|(event, _)| match event {
            Event::Text(text) | Event::Code(text) => text.as_ref(),
            Event::SoftBreak | Event::HardBreak => " ",
            _ => "",
        })
        .collect()
}

/// Rewrites events on their way to HTML.
struct Renderer<'a, 'd, 'e> {
    desk: &'a Desk<'d>,
    out: Vec<Event<'e>>,
    /// Positions in `out` of the runs of the paragraph being read.
    line: Vec<usize>,
    code: bool,
    /// Whether the next words are an address that links to itself.
    address: bool,
}

impl<'e> Renderer<'_, '_, 'e> {
    fn run(&mut self, events: Vec<Located<'e>>) {
        let mut tables = tables::Tables::default();
        let mut index = 0;
        while let Some((event, at)) = events.get(index) {
            index += 1;
            match event {
                Event::Start(Tag::Image { dest_url, .. }) => {
                    let length = events[index..]
                        .iter()
                        .position(|(event, _)| matches!(event, Event::End(TagEnd::Image)))
                        .unwrap_or(0);
                    let alt = words_of(&events[index..index + length]);
                    index += length + 1;
                    self.image(dest_url, &alt, at.clone());
                }
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    ..
                }) => {
                    self.address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                    self.link(dest_url, at.clone());
                }
                Event::Text(text) if self.address => {
                    self.address = false;
                    self.line.push(self.out.len());
                    self.out.push(Event::InlineHtml(html::escape(text).into()));
                }
                Event::Start(Tag::Heading { level, .. }) => {
                    let length = events[index..]
                        .iter()
                        .position(|(event, _)| matches!(event, Event::End(TagEnd::Heading(_))))
                        .unwrap_or(0);
                    let words = words_of(&events[index..index + length]);
                    self.end_line();
                    let id = self.desk.anchors.claim(&crate::permalink::slug_of(&words));
                    self.out.push(Event::Start(Tag::Heading {
                        level: below_headline(*level),
                        id: Some(id.into()),
                        classes: Vec::new(),
                        attrs: Vec::new(),
                    }));
                }
                Event::End(TagEnd::Heading(level)) => {
                    self.end_line();
                    self.out
                        .push(Event::End(TagEnd::Heading(below_headline(*level))));
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    self.end_line();
                    self.code = true;
                    self.out
                        .push(Event::Start(Tag::CodeBlock(language_of(kind))));
                }
                Event::End(TagEnd::CodeBlock) => {
                    self.code = false;
                    self.out.push(Event::End(TagEnd::CodeBlock));
                }
                Event::FootnoteReference(number) => {
                    let id = self.desk.anchors.claim(&format!("appel-{number}"));
                    let call = format!(
                        "<sup class=\"footnote-ref\"><a href=\"#note-{number}\" id=\"{id}\">{number}</a></sup>"
                    );
                    self.out.push(Event::InlineHtml(call.into()));
                }
                Event::Html(html) | Event::InlineHtml(html) => self.html(html, at.clone(), event),
                event => {
                    if let Some(html) = tables.html(event) {
                        self.end_line();
                        self.out.push(Event::InlineHtml(html.into()));
                    } else {
                        self.other(event.clone());
                    }
                }
            }
        }
        self.end_line();
    }

    fn other(&mut self, event: Event<'e>) {
        match &event {
            Event::Text(text) => {
                self.desk.count(text);
                if !self.code {
                    self.line.push(self.out.len());
                }
            }
            Event::Code(code) => {
                self.desk.count(code);
                self.line.push(self.out.len());
            }
            Event::SoftBreak | Event::HardBreak => self.line.push(self.out.len()),
            Event::Start(tag) if !is_inline(&tag.to_end()) => self.end_line(),
            Event::End(tag) if !is_inline(tag) => self.end_line(),
            _ => {}
        }
        self.out.push(event);
    }

    /// Sets the paragraph that ends here.
    fn end_line(&mut self) {
        if self.line.is_empty() {
            return;
        }
        let line = std::mem::take(&mut self.line);
        let runs: Vec<Run<'_>> = line
            .iter()
            .map(|at| match self.out.get(*at) {
                Some(Event::Text(text)) => Run::Words(text),
                Some(Event::SoftBreak | Event::HardBreak) => Run::Break,
                _ => Run::Opaque,
            })
            .collect();
        let set = typography::set(self.desk.settings.wording.language, &runs);
        let mut opening = self.desk.opening.borrow_mut();
        for (at, words) in line.into_iter().zip(set) {
            match self.out.get_mut(at) {
                Some(Event::Text(text)) => {
                    if opening.len() < OPENING {
                        opening.push_str(&words);
                    }
                    *text = CowStr::from(words);
                }
                Some(Event::Code(code)) if opening.len() < OPENING => opening.push_str(code),
                Some(_) if opening.len() < OPENING => opening.push(' '),
                _ => {}
            }
        }
        opening.push(' ');
    }

    fn image(&mut self, file: &str, alt: &str, at: Range<usize>) {
        let said = (!alt.trim().is_empty()).then_some(alt);
        let alt = self.desk.alt(said, file, at.clone());
        if let Some(media) = self.desk.picture(file, at) {
            self.line.push(self.out.len());
            self.out.push(Event::InlineHtml(
                format!(
                    "<img src=\"{}\" alt=\"{}\" width=\"{}\" height=\"{}\" loading=\"lazy\">",
                    media.url(),
                    html::escape(&alt),
                    media.width,
                    media.height
                )
                .into(),
            ));
        }
    }

    fn link(&mut self, href: &str, at: Range<usize>) {
        let attributes = match self.desk.targets.resolve(href) {
            Ok(Target::Outside(url)) => {
                format!("href=\"{}\" rel=\"noopener\"", html::escape(&url))
            }
            Ok(Target::Inside(url) | Target::Contact(url)) => {
                format!("href=\"{}\"", html::escape(&url))
            }
            Err(problem) => {
                self.desk.findings.at(self.desk.source, at, problem);
                String::new()
            }
        };
        self.out
            .push(Event::InlineHtml(format!("<a {attributes}>").into()));
    }

    fn html(&mut self, html: &str, at: Range<usize>, event: &Event<'e>) {
        if let Some((offset, tag)) = html::refused_tag(html) {
            let start = at.start + offset;
            let span = start..start + tag.len() + 1;
            self.desk
                .findings
                .at(self.desk.source, span, Problem::HtmlRefused { tag });
        }
        self.out.push(event.clone());
    }
}

/// The headline is the page's only first-level heading.
const fn below_headline(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H2,
        other => other,
    }
}

/// The first word of a fence's info string.
fn language_of<'e>(kind: &CodeBlockKind<'e>) -> CodeBlockKind<'e> {
    match kind {
        CodeBlockKind::Fenced(info) => {
            let word = info.split([' ', ',', '{']).next().unwrap_or_default();
            CodeBlockKind::Fenced(word.to_owned().into())
        }
        CodeBlockKind::Indented => CodeBlockKind::Indented,
    }
}

const fn is_inline(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

#[cfg(test)]
pub(crate) mod tests;
