//! HTML turned into text: never kept as markup, never put into a page.
//!
//! The tokenizer is the standard's own (html5ever); no tree is built, so that nesting costs
//! nothing, however deep.

mod flat;
mod token;

pub(crate) use flat::{Flat, Mark, Newlines, Reading, Wordless};
pub(crate) use token::{Tag, Token, tokens};
