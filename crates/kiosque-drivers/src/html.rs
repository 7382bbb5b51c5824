//! HTML of comments, taken apart: what an allow-list lets through, as data.
//!
//! Browsers' own parsers would do it, and run or load something on the way; here nothing is ever
//! given to one. What comes out is words and a few kinds of elements, which the app makes one by
//! one. The allow-list is what Isso's Markdown and WordPress's comment filter can give that means
//! something under an article; words of anything else are kept, the rest is dropped.
//!
//! Tags are told from words as the HTML standard's tokeniser does (§ 13.2.5). Of its tree
//! construction (§ 13.2.6) only what keeps words in their paragraphs and lists is followed: markup
//! that is closed in another order than it was opened ends at the outer end tag. Any text takes
//! time in proportion to its length, and nothing recurses deeper than [`DEPTH`].

mod elements;
mod links;
mod references;
#[cfg(test)]
mod tests;
mod tokens;
mod tree;

use elements::Kind;
use tokens::{Token, Tokens};
use tree::Tree;

/// How deep elements stand in one another at most: what lies deeper is words of the one around it.
pub const DEPTH: usize = 32;

/// A piece of a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Words, character references resolved.
    Text(String),
    /// An element with what is in it.
    Element {
        /// Its kind.
        tag: Tag,
        /// Where a link leads: `http`, `https` or `mailto`; none for other elements.
        href: Option<String>,
        /// What is in it.
        children: Vec<Node>,
    },
}

/// The elements that comments may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tag {
    /// `p`
    Paragraph,
    /// `br`
    Break,
    /// `em`, and `i`
    Emphasis,
    /// `strong`, `b`, and headings
    Strong,
    /// `code`
    Code,
    /// `pre`
    Preformatted,
    /// `blockquote`
    Quote,
    /// `ul`
    List,
    /// `ol`
    NumberedList,
    /// `li`
    Item,
    /// `a`
    Link,
    /// `del`, `s`, and `strike`
    Deleted,
}

impl Tag {
    /// The element's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paragraph => "p",
            Self::Break => "br",
            Self::Emphasis => "em",
            Self::Strong => "strong",
            Self::Code => "code",
            Self::Preformatted => "pre",
            Self::Quote => "blockquote",
            Self::List => "ul",
            Self::NumberedList => "ol",
            Self::Item => "li",
            Self::Link => "a",
            Self::Deleted => "del",
        }
    }

    const fn is_block(self) -> bool {
        matches!(
            self,
            Self::Paragraph
                | Self::Preformatted
                | Self::Quote
                | Self::List
                | Self::NumberedList
                | Self::Item
        )
    }

    const fn is_list(self) -> bool {
        matches!(self, Self::List | Self::NumberedList)
    }
}

/// Takes HTML apart. Any text gives something: what cannot be read as HTML is words.
///
/// What comes out is sound HTML: blocks stand in quotes, in items, or alone; lists have items only;
/// paragraphs, preformatted text and everything inline have nothing but inline elements in them,
/// links no links, and no element is without words. Blocks that comments may not have, `div` or a
/// table's row, become paragraphs, so that their words do not run into the next ones.
pub fn parse(html: &str) -> Vec<Node> {
    let mut tokens = Tokens::new(html);
    let mut tree = Tree::default();
    // The dropped element that we are in, and how many of its name are open.
    let mut dropped: Option<(&str, usize)> = None;
    while let Some(token) = tokens.next() {
        match (token, &mut dropped) {
            (Token::Text(text), None) => tree.text(text),
            (Token::Text(_), Some(_)) => {}
            (Token::Start { name, href, closed }, _) => match (Kind::of(name), &mut dropped) {
                // In a dropped element too: its end tag may stand in a script's text.
                (Kind::Raw, _) => tokens.skip_raw(name),
                (Kind::Endless, _) => break,
                (Kind::Foreign, _) if closed => {}
                (_, Some((outer, depth))) => {
                    if name.eq_ignore_ascii_case(outer) {
                        *depth += 1;
                    }
                }
                (Kind::Dropped | Kind::Foreign, none) => *none = Some((name, 1)),
                (Kind::Allowed(Tag::Link), _) => {
                    if let Some(href) = href.and_then(links::sound) {
                        tree.start(Tag::Link, Some(href));
                    }
                }
                (Kind::Allowed(tag), _) => tree.start(tag, None),
                (Kind::Heading, _) => {
                    tree.start(Tag::Paragraph, None);
                    tree.start(Tag::Strong, None);
                }
                (Kind::Block, _) => tree.start(Tag::Paragraph, None),
                (Kind::Apart, _) => tree.apart(),
                (Kind::Other, _) => {}
            },
            (Token::End(name), Some((outer, depth))) => {
                if name.eq_ignore_ascii_case(outer) {
                    *depth -= 1;
                    if *depth == 0 {
                        dropped = None;
                    }
                }
            }
            (Token::End(name), None) => match Kind::of(name) {
                Kind::Allowed(tag) => tree.end(tag),
                Kind::Heading => {
                    tree.end(Tag::Strong);
                    tree.end(Tag::Paragraph);
                }
                Kind::Block => tree.end(Tag::Paragraph),
                Kind::Apart => tree.apart(),
                _ => {}
            },
        }
    }
    tree.finish()
}

/// A text without tags whose character references are resolved: what a service escaped once.
///
/// Controls are left out as [`parse`] leaves them out of words.
pub fn unescape(text: &str) -> String {
    references::resolve(text, references::Place::Text)
}

/// The words of a line, a name's for instance, without controls and without what would turn the
/// words around it.
pub fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_whitespace() { ' ' } else { c })
        .filter(|c| references::is_shown(*c))
        .collect()
}

/// The words alone, each block on a line of its own.
pub fn words(nodes: &[Node]) -> String {
    fn line(words: &mut String) {
        if !words.is_empty() && !words.ends_with('\n') {
            words.push('\n');
        }
    }
    fn collect(nodes: &[Node], words: &mut String) {
        for node in nodes {
            match node {
                Node::Text(text) => words.push_str(text),
                Node::Element {
                    tag: Tag::Break, ..
                } => words.push('\n'),
                Node::Element { tag, children, .. } => {
                    if tag.is_block() {
                        line(words);
                    }
                    collect(children, words);
                    if tag.is_block() {
                        line(words);
                    }
                }
            }
        }
    }
    let mut words = String::new();
    collect(nodes, &mut words);
    words.truncate(words.trim_end().len());
    words
}
