//! JSON Feed 1.1. JSON may carry the characters that XML forbids; the HTML that readers make of it
//! may not.

use std::borrow::Cow;
use std::io;

use serde::Serialize;

use super::Format;
use super::feed::{Feed, Item};
use crate::head::LOGO;
use crate::xml::legal;

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: Cow<'a, str>,
    home_page_url: &'a str,
    feed_url: String,
    description: Cow<'a, str>,
    favicon: String,
    authors: Vec<Author<'a>>,
    language: &'static str,
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: Cow<'a, str>,
    url: String,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: &'a str,
    url: &'a str,
    title: Cow<'a, str>,
    content_html: Cow<'a, str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: &'a str,
    date_modified: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    tags: Vec<Cow<'a, str>>,
    language: &'static str,
}

pub(super) fn print(feed: &Feed<'_>) -> io::Result<Vec<u8>> {
    let site = feed.site;
    let json = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: legal(&feed.title),
        home_page_url: &feed.home,
        feed_url: feed.address(Format::Json),
        description: legal(feed.description),
        favicon: site.absolute(LOGO),
        authors: vec![Author {
            name: legal(feed.author.unwrap_or(&site.name)),
            url: feed.home.clone(),
        }],
        language: site.language.tag(),
        items: feed
            .items
            .iter()
            .map(|item| self::item(feed, item))
            .collect(),
    };
    Ok(serde_json::to_vec(&json)?)
}

fn item<'a>(feed: &'a Feed<'_>, item: &'a Item<'_>) -> JsonItem<'a> {
    JsonItem {
        id: &item.url,
        url: &item.url,
        title: legal(&item.article.headline),
        content_html: legal(&item.content),
        summary: legal(item.summary),
        image: item.image.as_ref().map(|image| image.url.as_str()),
        date_published: item.published(),
        date_modified: item.updated(),
        authors: item
            .article
            .authors
            .iter()
            .map(|author| Author {
                name: legal(&author.name),
                url: feed.site.absolute(&author.url),
            })
            .collect(),
        tags: item.categories().map(legal).collect(),
        language: feed.site.language.tag(),
    }
}
