//! Content in, site out.
//!
//! A content folder is read into [`content::Content`], compiled in memory into an
//! [`edition::Edition`] or a list of [`diagnostic::Diagnostic`]s, and written by [`output`]. Only
//! [`content`] and [`output`] touch files.

pub mod articles;
pub mod body;
pub mod content;
pub mod desk;
pub mod diagnostic;
pub mod directives;
pub mod edition;
pub mod fields;
pub mod html;
pub mod links;
pub mod media;
pub mod moments;
pub mod output;
pub mod permalink;
pub mod posts;
pub mod prose;
pub mod report;
pub mod settings;
pub mod site_file;
pub mod source;
pub mod timelines;
pub mod typography;
