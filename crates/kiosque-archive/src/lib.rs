//! Importers of social posts: what a newsroom can get hold of, turned into [`Post`]s.
//!
//! Everything here is a function from bytes to values: no file is opened and no network asked.
//! One file for each format says how it is recognised and how it is read; what they share is
//! reading JSON that drifts ([`json`]), cutting text at offsets counted in another unit, and
//! keeping only the spans that read as what they claim ([`spans`]).
//!
//! [`Post`]: kiosque_model::Post

pub mod bluesky;
mod draft;
pub mod embed;
pub mod entities;
pub mod format;
pub mod import;
pub mod input;
pub mod json;
mod link;
mod markup;
pub mod mastodon;
pub mod spans;
pub mod written;
pub mod x;

pub use format::Format;
pub use import::{Import, ImportedPost, Refused, Request, import};
