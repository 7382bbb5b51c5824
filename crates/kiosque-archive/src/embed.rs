//! Embeds: oEmbed answers, and the quotations that embeds left in articles.
//!
//! A network's embed is a `<blockquote>` that its script was to replace. Text, author, date and
//! link are in it, and are all that is left of a post when the network no longer answers.

pub mod blockquote;
pub mod oembed;

mod bluesky;
mod date;
mod found;
mod quotation;
mod x;

#[cfg(test)]
mod tests;
