//! RSS 2.0, with what its Advisory Board's best-practices profile recommends: a self link, whole
//! articles in `content:encoded`, authors in `dc:creator`, pictures in Media RSS.

use std::io;

use super::Format;
use super::dates::rfc822;
use super::feed::{Feed, Image, Item};
use crate::discussions::FRAGMENT;
use crate::html::escape;
use crate::xml::Document;

pub(super) fn print(feed: &Feed<'_>) -> io::Result<Vec<u8>> {
    let mut xml = Document::new()?;
    let namespaces = [
        ("version", "2.0"),
        ("xmlns:atom", "http://www.w3.org/2005/Atom"),
        ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:media", "http://search.yahoo.com/mrss/"),
    ];
    xml.open("rss", &namespaces)?;
    xml.open("channel", &[])?;
    xml.text("title", &feed.title)?;
    xml.text("link", &feed.home)?;
    // Readers take a description for HTML.
    xml.text("description", &escape(feed.description))?;
    xml.text("language", feed.site.language.tag())?;
    if let Some(date) = feed.updated().and_then(rfc822) {
        xml.text("lastBuildDate", &date)?;
    }
    let own = feed.address(Format::Rss);
    let attributes = [
        ("href", own.as_str()),
        ("rel", "self"),
        ("type", Format::Rss.mime()),
    ];
    xml.empty("atom:link", &attributes)?;
    for item in &feed.items {
        print_item(&mut xml, item)?;
    }
    xml.close("channel")?;
    xml.close("rss")?;
    Ok(xml.finish())
}

fn print_item(xml: &mut Document, item: &Item<'_>) -> io::Result<()> {
    xml.open("item", &[])?;
    xml.text("title", &item.article.headline)?;
    xml.text("link", &item.url)?;
    xml.text_with("guid", &[("isPermaLink", "true")], &item.url)?;
    if let Some(date) = rfc822(item.published()) {
        xml.text("pubDate", &date)?;
    }
    xml.text("atom:updated", item.updated())?;
    for author in &item.article.authors {
        xml.text("dc:creator", &author.name)?;
    }
    for category in item.categories() {
        xml.text("category", category)?;
    }
    if item.article.discussion.is_some() {
        xml.text("comments", &format!("{}#{FRAGMENT}", item.url))?;
    }
    if !item.summary.is_empty() {
        xml.text("description", &escape(item.summary))?;
    }
    xml.text("content:encoded", &item.content)?;
    if let Some(image) = &item.image {
        print_image(xml, image)?;
    }
    xml.close("item")
}

fn print_image(xml: &mut Document, image: &Image<'_>) -> io::Result<()> {
    let Image {
        url,
        picture,
        credit,
        mime,
        bytes,
    } = image;
    let (width, height) = (picture.width.to_string(), picture.height.to_string());
    // The Advisory Board asks for 0 where the size is not known.
    let length = bytes.unwrap_or_default().to_string();
    xml.empty(
        "enclosure",
        &[("url", url), ("length", &length), ("type", mime)],
    )?;
    let attributes = [
        ("url", url.as_str()),
        ("medium", "image"),
        ("type", mime),
        ("width", &width),
        ("height", &height),
    ];
    xml.open("media:content", &attributes)?;
    if !picture.alt.is_empty() {
        xml.text_with("media:description", &[("type", "plain")], &picture.alt)?;
    }
    if let Some(credit) = credit {
        xml.text("media:credit", credit)?;
    }
    xml.close("media:content")
}
