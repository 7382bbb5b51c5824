//! A feed before it is written in one of its formats.

use std::io;

use jiff::Timestamp;
use kiosque_catalogue::reader;
use kiosque_model::{Article, PageBody, Picture};

use super::{Format, content, newest};
use crate::edition::{ArticleList, Edition, ListKind, Site};

/// A list's newest articles.
pub(super) struct Feed<'e> {
    pub(super) site: &'e Site,
    pub(super) title: String,
    /// A sentence about it, never empty: RSS requires one.
    pub(super) description: &'e str,
    /// Permalink of the list, absolute.
    pub(super) home: String,
    /// Who signs all of it, where one author does.
    pub(super) author: Option<&'e str>,
    /// Newest first.
    pub(super) items: Vec<Item<'e>>,
}

/// An article in a feed.
pub(super) struct Item<'e> {
    /// Permalink, absolute; the article's id.
    pub(super) url: String,
    pub(super) article: &'e Article,
    /// Plain text.
    pub(super) summary: &'e str,
    /// The whole article as HTML, every address absolute.
    pub(super) content: String,
    pub(super) image: Option<Image<'e>>,
}

/// An article's opening picture.
pub(super) struct Image<'e> {
    /// Absolute.
    pub(super) url: String,
    pub(super) picture: &'e Picture,
    pub(super) credit: Option<&'e str>,
    pub(super) mime: &'static str,
    /// Size of the file in bytes, where it is known before the file is made.
    pub(super) bytes: Option<u64>,
}

/// The name of a list's feed.
pub(super) fn title(site: &Site, list: &ArticleList) -> String {
    match list.kind {
        ListKind::Front => site.name.clone(),
        _ => format!("{} – {}", list.title, site.name),
    }
}

impl<'e> Feed<'e> {
    pub(super) fn of(edition: &'e Edition, list: &'e ArticleList) -> io::Result<Self> {
        let site = &edition.site;
        let description = list
            .description
            .as_deref()
            .or(Some(site.description.as_str()).filter(|text| !text.is_empty()))
            .or(site.tagline.as_deref())
            .unwrap_or(&site.name);
        let items: io::Result<Vec<_>> = newest(list)
            .iter()
            .filter_map(|url| Item::of(edition, url).transpose())
            .collect();
        Ok(Self {
            site,
            title: title(site, list),
            description,
            home: site.absolute(list.pages.first().map_or("/", String::as_str)),
            author: (list.kind == ListKind::Author).then_some(list.title.as_str()),
            items: items?,
        })
    }

    /// Where it is in a format, absolute.
    pub(super) fn address(&self, format: Format) -> String {
        format!("{}{}", self.home, format.file())
    }

    /// The last change of any of its articles, RFC 3339; none without articles.
    pub(super) fn updated(&self) -> Option<&'e str> {
        let dates = self.items.iter().map(Item::updated);
        dates.max_by_key(|iso| iso.parse::<Timestamp>().ok())
    }
}

impl<'e> Item<'e> {
    fn of(edition: &'e Edition, url: &str) -> io::Result<Option<Self>> {
        let Some(page) = edition.page(url) else {
            return Ok(None);
        };
        let PageBody::Article(article) = &page.body else {
            return Ok(None);
        };
        let site = &edition.site;
        let words = reader::words(site.language);
        Ok(Some(Self {
            url: site.absolute(url),
            article,
            summary: &page.description,
            content: content::html(site, words, url, article)?,
            image: article.hero.as_ref().and_then(|hero| {
                let media = edition.media.get(hero.picture.src.strip_prefix('/')?)?;
                Some(Image {
                    url: site.absolute(&hero.picture.src),
                    picture: &hero.picture,
                    credit: hero.credit.as_deref(),
                    mime: media.kind.mime(),
                    bytes: media.bytes,
                })
            }),
        }))
    }

    /// First publication, RFC 3339.
    pub(super) fn published(&self) -> &'e str {
        &self.article.published.iso
    }

    /// Last change, RFC 3339.
    pub(super) fn updated(&self) -> &'e str {
        &self.article.last_change().iso
    }

    /// The section, then the tags.
    pub(super) fn categories(&self) -> impl Iterator<Item = &'e str> {
        let article = self.article;
        std::iter::once(&article.section)
            .chain(&article.tags)
            .map(|link| link.title.as_str())
    }
}
