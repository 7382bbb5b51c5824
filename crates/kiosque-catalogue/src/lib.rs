//! Every sentence a person reads, in French and in English.
//!
//! One module for each person: the reader of the site, the editor who builds it. French strings
//! carry their narrow no-break spaces (U+202F) and typographic apostrophes (U+2019) already.

pub mod editor;
pub mod reader;
