//! Tokens laid out as lines of text, with what marks them.

use std::ops::Range;

use super::token::{Tag, Token};

/// Elements followed at one time. Beyond, tags are passed over and their words kept.
const DEPTH: usize = 128;

/// How some HTML is read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reading {
    /// What a line break of the source means.
    pub newlines: Newlines,
    /// Whether `del` and `s` strike words out: shown as `~~words~~`, since their words unmarked
    /// would say the contrary.
    pub strike: bool,
    /// Elements of this class are left out; links below them are in [`Flat::hidden_links`].
    pub hidden_class: Option<&'static str>,
}

/// What a line break of the source means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Newlines {
    /// A space, as in HTML.
    #[default]
    Space,
    /// Within `p`, a line break of the author's.
    Authored,
}

/// HTML as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Flat {
    /// The words, lines and blank lines between them.
    pub text: String,
    /// Links and emphasis, in the order in which they end.
    pub marks: Vec<Mark>,
    /// Where the links lead that stand below [`Reading::hidden_class`].
    pub hidden_links: Vec<String>,
    /// Links that stand around nothing.
    pub wordless: Vec<Wordless>,
}

/// A marked stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Bytes of [`Flat::text`].
    pub range: Range<usize>,
    /// `a`, `b`, `strong`, `i` or `em`.
    pub tag: Tag,
}

/// A link that stands around no word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wordless {
    /// How much of [`Flat::text`] stands before it, in bytes.
    pub at: usize,
    /// Whether it stands on a line of its own.
    pub own_line: bool,
    /// `a`.
    pub tag: Tag,
}

impl Flat {
    /// Lays tokens out.
    pub fn of(tokens: &[Token], reading: Reading) -> Self {
        let mut layout = Layout {
            flat: Self::default(),
            reading,
            open: Vec::new(),
            gap: Gap::default(),
            marker: None,
            settled: false,
            hidden: 0,
            left_out: 0,
        };
        for token in tokens {
            match token {
                Token::Open(tag) => layout.open(tag),
                Token::Close { name, .. } => layout.close(name),
                Token::Text(text) => layout.words(text),
            }
        }
        layout.close_from(0);
        layout.flat
    }
}

/// What stands between the last word and the next.
#[derive(Debug, Default, PartialEq, Eq)]
struct Gap {
    lines: usize,
    spaces: usize,
    /// A line break or tab of the source was among the spaces: together they are one space.
    folded: bool,
}

/// An element whose end was not met.
#[derive(Debug)]
struct Element {
    tag: Tag,
    /// Where its first word is, once there was one.
    start: Option<usize>,
    /// Its words are not shown.
    hidden: bool,
    /// It is of the class that is left out.
    left_out: bool,
    /// The number of the next item of an ordered list.
    item: Option<u64>,
}

struct Layout {
    flat: Flat,
    reading: Reading,
    open: Vec<Element>,
    gap: Gap,
    /// The mark of a list item, before its first word.
    marker: Option<String>,
    /// Nothing was opened since the last word.
    settled: bool,
    /// How many of the open elements are hidden.
    hidden: usize,
    /// How many of these are of the class that is left out.
    left_out: usize,
}

/// How an element stands among others: blank line, own line, within a line.
fn lines_around(name: &str) -> usize {
    match name {
        "p" | "blockquote" | "ul" | "ol" | "pre" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        | "table" | "hr" => 2,
        "div" | "li" | "tr" | "dl" | "dt" | "dd" | "section" | "article" | "header" | "footer"
        | "figure" | "figcaption" | "body" | "html" => 1,
        _ => 0,
    }
}

impl Layout {
    fn open(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        match name {
            "br" => {
                if !self.hidden() {
                    self.gap.lines += 1;
                }
                return;
            }
            // Emoji that a site turned into pictures are still there as their description.
            "img" => {
                if let Some(alt) = tag.attribute("alt") {
                    self.words(alt);
                }
                return;
            }
            "hr" | "wbr" | "input" | "meta" | "link" | "source" | "track" | "embed" | "area"
            | "base" | "col" | "param" => {
                self.separate(lines_around(name));
                return;
            }
            // A link ends where the next begins, a paragraph or an item too: HTML, 13.2.6.4.7.
            "a" | "li" => self.close(name),
            "p" if self
                .open
                .last()
                .is_some_and(|element| element.tag.name == "p") =>
            {
                self.close(name);
            }
            _ => {}
        }
        let left_out = self
            .reading
            .hidden_class
            .is_some_and(|class| tag.has_class(class));
        let hidden = matches!(
            name,
            "script" | "style" | "template" | "iframe" | "object" | "svg" | "head" | "noembed"
        ) || tag.has_class("invisible")
            || left_out;
        // What is hidden elsewhere is the author's, who may have meant anything by it.
        if name == "a"
            && self.left_out > 0
            && let Some(href) = tag.attribute("href")
        {
            self.flat.hidden_links.push(href.to_owned());
        }
        self.separate(lines_around(name));
        if name == "li" && !self.hidden() {
            self.marker = Some(self.item_mark());
            self.settled = false;
        }
        if self.strikes(name) {
            self.words("~~");
        }
        if self.open.len() < DEPTH {
            self.settled = false;
            self.hidden += usize::from(hidden);
            self.left_out += usize::from(left_out);
            self.open.push(Element {
                tag: tag.clone(),
                start: None,
                hidden,
                left_out,
                item: (name == "ol").then(|| {
                    tag.attribute("start")
                        .and_then(|start| start.parse().ok())
                        .unwrap_or(1)
                }),
            });
        }
    }

    fn item_mark(&mut self) -> String {
        let list = self
            .open
            .iter_mut()
            .rev()
            .find(|element| matches!(element.tag.name.as_str(), "ol" | "ul"));
        match list.and_then(|list| list.item.as_mut()) {
            Some(number) => {
                let mark = format!("{number}. ");
                *number = number.saturating_add(1);
                mark
            }
            None => "• ".into(),
        }
    }

    fn close(&mut self, name: &str) {
        let Some(index) = self
            .open
            .iter()
            .rposition(|element| element.tag.name == name)
        else {
            return;
        };
        self.close_from(index);
    }

    fn close_from(&mut self, index: usize) {
        while self.open.len() > index {
            let Some(element) = self.open.pop() else {
                return;
            };
            self.hidden -= usize::from(element.hidden);
            self.left_out -= usize::from(element.left_out);
            let name = element.tag.name.as_str();
            if !self.hidden() {
                if element.tag.has_class("ellipsis") && element.start.is_some() {
                    self.flat.text.push('…');
                }
                if self.strikes(name) {
                    self.flat.text.push_str("~~");
                }
            }
            let end = self.flat.text.len();
            if name == "a" && element.start.is_none() && !element.hidden && !self.hidden() {
                self.flat.wordless.push(Wordless {
                    at: end,
                    own_line: end == 0 || self.gap.lines > 0,
                    tag: element.tag.clone(),
                });
            }
            if let Some(start) = element.start
                && start < end
                && matches!(name, "a" | "b" | "strong" | "i" | "em")
            {
                self.flat.marks.push(Mark {
                    range: start..end,
                    tag: element.tag.clone(),
                });
            }
            self.separate(lines_around(name));
        }
    }

    fn strikes(&self, name: &str) -> bool {
        self.reading.strike && matches!(name, "del" | "s" | "strike") && !self.hidden()
    }

    fn hidden(&self) -> bool {
        self.hidden > 0
    }

    fn within(&self, name: &str) -> bool {
        self.open.iter().any(|element| element.tag.name == name)
    }

    /// Puts at least so many line breaks before the next word.
    fn separate(&mut self, lines: usize) {
        if lines > 0 && !self.hidden() {
            self.gap.lines = self.gap.lines.max(lines);
        }
    }

    fn words(&mut self, words: &str) {
        if self.hidden() {
            return;
        }
        let pre = self.within("pre");
        let authored = self.reading.newlines == Newlines::Authored && self.within("p");
        for letter in words.chars() {
            match letter {
                '\n' if pre => self.break_line(usize::MAX),
                // An author's blank line is kept; indented source has more than he wrote.
                '\n' if authored => self.break_line(2),
                ' ' => self.gap.spaces = self.gap.spaces.saturating_add(1),
                '\n' | '\r' | '\t' | '\u{c}' => self.gap.folded = true,
                _ => {
                    if !self.settled || self.gap != Gap::default() {
                        self.bridge(pre);
                    }
                    self.flat.text.push(letter);
                }
            }
        }
    }

    fn break_line(&mut self, most: usize) {
        self.gap.lines = self.gap.lines.saturating_add(1).min(most);
        self.gap.spaces = 0;
    }

    /// Writes what stands before a word, and lets the open elements begin at it.
    fn bridge(&mut self, pre: bool) {
        let gap = std::mem::take(&mut self.gap);
        let text = &mut self.flat.text;
        let first = text.is_empty();
        if first || gap.lines > 0 {
            if !first {
                text.extend(std::iter::repeat_n('\n', gap.lines));
            }
            let depth = self
                .open
                .iter()
                .filter(|element| element.tag.name == "blockquote")
                .count();
            text.extend(std::iter::repeat_n("> ", depth.min(3)));
            if pre {
                text.extend(std::iter::repeat_n(' ', gap.spaces));
            }
        } else if gap.folded {
            text.push(' ');
        } else {
            text.extend(std::iter::repeat_n(' ', gap.spaces));
        }
        if let Some(marker) = self.marker.take() {
            text.push_str(&marker);
        }
        let start = text.len();
        for element in &mut self.open {
            element.start.get_or_insert(start);
        }
        self.settled = true;
    }
}

#[cfg(test)]
mod tests;
