//! Content in, site out.
//!
//! A content folder is read into [`content::Content`], compiled in memory into an
//! [`edition::Edition`] or a list of [`diagnostic::Diagnostic`]s, and written by [`output`]. Only
//! [`content`] and [`output`] touch files.

pub mod archive;
pub mod articles;
pub mod body;
pub mod bundle;
pub mod cache;
pub mod content;
pub mod desk;
pub mod diagnostic;
pub mod directives;
pub mod discussions;
pub mod edition;
pub mod feed_check;
pub mod feeds;
pub mod fields;
pub mod fragments;
pub mod head;
pub mod hosting;
pub mod html;
pub mod links;
mod lock;
pub mod media;
pub mod moments;
pub mod newsletter;
pub mod output;
pub mod outside_links;
pub mod permalink;
pub mod pocket;
pub mod posts;
#[cfg(feature = "print")]
pub mod print;
pub mod prose;
pub mod redirects;
pub mod report;
pub mod search;
mod services;
pub mod settings;
pub mod share_image;
pub mod site;
pub mod site_file;
pub mod sitemap;
pub mod source;
pub mod structured_data;
pub mod timelines;
pub mod typography;
pub mod written_links;
pub mod xml;
