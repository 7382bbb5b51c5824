//! Elements put into one another.

use std::mem::take;

use super::references::{self, Place};
use super::{DEPTH, Node, Tag};

/// An element whose end has not come.
struct Open {
    tag: Tag,
    href: Option<String>,
    children: Vec<Node>,
}

/// What has been read so far.
///
/// Blocks stand in quotes and items only: each block's start ends what is open in those, paragraphs
/// as well as emphasis and links, which the standard would take up again in the block.
#[derive(Default)]
pub(super) struct Tree {
    root: Vec<Node>,
    open: Vec<Open>,
    /// Elements that are open but stand too deep to be made.
    beyond: usize,
    /// A `pre` has just begun: a newline there is only how it is written.
    fresh: bool,
}

impl Tree {
    /// Adds words as they are written.
    pub(super) fn text(&mut self, raw: &str) {
        let text = references::resolve(raw, Place::Text);
        let text = match text.strip_prefix('\n') {
            Some(text) if take(&mut self.fresh) => text,
            _ => &text,
        };
        self.fresh = false;
        if self.in_list() {
            if is_blank(text) {
                return;
            }
            self.push(Tag::Item, None);
        }
        self.add(text);
    }

    /// Begins an element.
    pub(super) fn start(&mut self, tag: Tag, href: Option<String>) {
        if tag == Tag::Item {
            // A quote in an item has no items of that list.
            match self.last(|tag| tag.is_list() || is_apart(tag)) {
                Some((list, at)) if list.is_list() => {
                    self.cut(at + 1);
                    self.push(tag, None);
                }
                _ => self.apart(),
            }
            return;
        }
        if tag == Tag::Link && self.last(|open| open == tag).is_some() {
            return;
        }
        if tag.is_block() {
            if self.last(|open| open == Tag::Preformatted).is_some() {
                return self.apart();
            }
            let around = self.last(|open| open.is_block() && open != Tag::Paragraph);
            self.cut(around.map_or(0, |(_, at)| at + 1));
        }
        if self.in_list() {
            self.push(Tag::Item, None);
        }
        // A list leaves room for its items.
        if self.open.len() + usize::from(tag.is_list()) >= DEPTH {
            if tag.is_block() || tag == Tag::Break {
                self.apart();
            }
            self.beyond += usize::from(tag != Tag::Break);
        } else if tag == Tag::Break {
            self.fresh = false;
            self.here().push(Node::Element {
                tag,
                href,
                children: Vec::new(),
            });
        } else {
            self.push(tag, href);
        }
    }

    /// Ends an element, and with it what was begun in it; an end tag of nothing is not an end.
    pub(super) fn end(&mut self, tag: Tag) {
        if tag == Tag::Break {
            // (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody)
            return self.start(tag, None);
        }
        if self.beyond > 0 {
            self.beyond -= 1;
        } else if self.close(tag) {
            return;
        }
        if tag.is_block() {
            self.apart();
        }
    }

    /// Sees to it that the next words do not run into those before.
    pub(super) fn apart(&mut self) {
        let meets = match self.here().last() {
            Some(Node::Text(text)) => !text.ends_with([' ', '\t', '\n']),
            Some(Node::Element { .. }) => !self.in_list(),
            None => false,
        };
        if meets {
            self.add("\n");
        }
    }

    /// Everything, whether it has ended or not.
    pub(super) fn finish(mut self) -> Vec<Node> {
        self.cut(0);
        trim(&mut self.root);
        self.root
    }

    fn close(&mut self, tag: Tag) -> bool {
        // An item's end is its own list's matter.
        let found = self
            .last(|open| open == tag || (tag == Tag::Item && (open.is_list() || is_apart(open))));
        match found {
            Some((open, at)) if open == tag => {
                self.cut(at);
                true
            }
            _ => false,
        }
    }

    fn push(&mut self, tag: Tag, href: Option<String>) {
        self.fresh = tag == Tag::Preformatted;
        self.open.push(Open {
            tag,
            href,
            children: Vec::new(),
        });
    }

    /// Ends all but the outermost elements.
    fn cut(&mut self, keep: usize) {
        while self.open.len() > keep {
            self.pop();
            self.beyond = 0;
        }
    }

    fn pop(&mut self) {
        let Some(Open {
            tag,
            href,
            mut children,
        }) = self.open.pop()
        else {
            return;
        };
        if tag.is_block() && tag != Tag::Preformatted {
            trim(&mut children);
        }
        if !children.iter().all(is_empty) {
            if tag.is_block() {
                trim(self.here());
            }
            self.here().push(Node::Element {
                tag,
                href,
                children,
            });
        } else if tag.is_block() {
            self.apart();
        } else {
            for child in children {
                match child {
                    Node::Text(text) => self.add(&text),
                    element => self.here().push(element),
                }
            }
        }
    }

    /// Adds words to those before. White space that begins a block or follows one is not shown.
    fn add(&mut self, text: &str) {
        let begins = self
            .open
            .last()
            .is_none_or(|open| open.tag.is_block() && open.tag != Tag::Preformatted);
        let here = self.here();
        let hidden = match here.last_mut() {
            Some(Node::Text(before)) => return before.push_str(text),
            Some(Node::Element { tag, .. }) => tag.is_block(),
            None => begins,
        };
        if !(text.is_empty() || hidden && is_blank(text)) {
            here.push(Node::Text(text.to_owned()));
        }
    }

    fn here(&mut self) -> &mut Vec<Node> {
        match self.open.last_mut() {
            Some(open) => &mut open.children,
            None => &mut self.root,
        }
    }

    fn in_list(&self) -> bool {
        self.open.last().is_some_and(|open| open.tag.is_list())
    }

    /// The innermost open element of some kinds, and how many are around it.
    fn last(&self, is_meant: impl Fn(Tag) -> bool) -> Option<(Tag, usize)> {
        let at = self.open.iter().rposition(|open| is_meant(open.tag))?;
        Some((self.open.get(at)?.tag, at))
    }
}

/// Whether items of the list around it are none in it.
fn is_apart(tag: Tag) -> bool {
    matches!(tag, Tag::Quote | Tag::Preformatted)
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_whitespace())
}

/// Whether a piece shows nothing.
fn is_empty(node: &Node) -> bool {
    match node {
        Node::Text(text) => is_blank(text),
        Node::Element { tag, .. } => *tag == Tag::Break,
    }
}

/// Takes white space away that ends a block or stands before one, where it is not shown.
fn trim(nodes: &mut Vec<Node>) {
    if let Some(Node::Text(text)) = nodes.last_mut() {
        text.truncate(text.trim_ascii_end().len());
        if text.is_empty() {
            nodes.pop();
        }
    }
}
