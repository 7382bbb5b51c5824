//! Atom, RFC 4287.

use std::io;

use super::Format;
use super::feed::{Feed, Item};
use crate::head::LOGO;
use crate::xml::Document;

/// When a feed without entries last changed. RFC 4287 requires a date, and the moment of the build
/// would make another file of it each time.
const NEVER: &str = "1970-01-01T00:00:00Z";

pub(super) fn print(feed: &Feed<'_>) -> io::Result<Vec<u8>> {
    let site = feed.site;
    let mut xml = Document::new()?;
    let attributes = [
        ("xmlns", "http://www.w3.org/2005/Atom"),
        ("xml:lang", site.language.tag()),
    ];
    xml.open("feed", &attributes)?;
    xml.text("id", &feed.home)?;
    xml.text("title", &feed.title)?;
    xml.text("subtitle", feed.description)?;
    xml.text("updated", feed.updated().unwrap_or(NEVER))?;
    let own = feed.address(Format::Atom);
    link(&mut xml, "self", Format::Atom.mime(), &own)?;
    link(&mut xml, "alternate", "text/html", &feed.home)?;
    xml.text("icon", &site.absolute(LOGO))?;
    // An entry that nobody signs has the feed's author (section 4.2.1).
    xml.open("author", &[])?;
    xml.text("name", feed.author.unwrap_or(&site.name))?;
    xml.text("uri", &feed.home)?;
    xml.close("author")?;
    for item in &feed.items {
        entry(&mut xml, feed, item)?;
    }
    xml.close("feed")?;
    Ok(xml.finish())
}

fn entry(xml: &mut Document, feed: &Feed<'_>, item: &Item<'_>) -> io::Result<()> {
    let site = feed.site;
    xml.open("entry", &[])?;
    xml.text("id", &item.url)?;
    xml.text("title", &item.article.headline)?;
    link(xml, "alternate", "text/html", &item.url)?;
    if let Some(image) = &item.image {
        link(xml, "enclosure", image.mime, &image.url)?;
    }
    xml.text("published", item.published())?;
    xml.text("updated", item.updated())?;
    for author in &item.article.authors {
        xml.open("author", &[])?;
        xml.text("name", &author.name)?;
        xml.text("uri", &site.absolute(&author.url))?;
        xml.close("author")?;
    }
    for category in item.categories() {
        xml.empty("category", &[("term", category)])?;
    }
    if !item.summary.is_empty() {
        xml.text_with("summary", &[("type", "text")], item.summary)?;
    }
    xml.text_with("content", &[("type", "html")], &item.content)?;
    xml.close("entry")
}

fn link(xml: &mut Document, rel: &str, mime: &str, href: &str) -> io::Result<()> {
    xml.empty("link", &[("rel", rel), ("type", mime), ("href", href)])
}
