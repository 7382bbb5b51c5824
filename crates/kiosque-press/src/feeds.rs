//! Feeds: RSS 2.0, Atom and JSON Feed of the site and of each section, tag and author.
//!
//! A feed stands in the folder of its list and carries the newest articles whole, so that a reader
//! of feeds never has to leave theirs. It is made when it is wanted; what tells whether it changed
//! is the matter of its articles, looked at once for all feeds.

mod atom;
mod content;
mod dates;
mod feed;
mod json;
mod posts;
mod rss;

use std::collections::{BTreeSet, HashMap};
use std::io;

use kiosque_model::{Article, Page, PageBody, Pagination};
use rayon::prelude::*;

use crate::edition::{ArticleList, Edition, ListKind};
use crate::permalink::Permalink;
use crate::site_file::{Fingerprint, SiteFile};
use feed::Feed;

/// Articles in a feed.
const NEWEST: usize = 20;

/// How a feed is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RSS 2.0.
    Rss,
    /// Atom, RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl Format {
    /// Every format, the most widely read first.
    pub const ALL: [Self; 3] = [Self::Rss, Self::Atom, Self::Json];

    /// Its name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Atom => "Atom",
            Self::Json => "JSON Feed",
        }
    }

    /// The file's name in the list's folder.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Rss => "feed.xml",
            Self::Atom => "atom.xml",
            Self::Json => "feed.json",
        }
    }

    /// MIME type.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }
}

/// Where a page says that a feed is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedLink {
    /// What a reader of feeds offers to choose from.
    pub title: String,
    /// MIME type.
    pub mime: &'static str,
    /// Root-relative and percent-encoded.
    pub url: String,
}

/// Every feed of an edition.
pub fn files(edition: &Edition) -> Vec<SiteFile<'_>> {
    let matter = matter(edition);
    let feeds = edition
        .lists
        .iter()
        .filter_map(|list| Some((list, Permalink::parse(list.pages.first()?).ok()?)));
    feeds
        .flat_map(|(list, permalink)| {
            let parts = parts(edition, list, &matter);
            Format::ALL.map(|format| {
                let path = permalink.file(format.file());
                let fingerprint = {
                    let mut parts = parts.clone();
                    parts.push(format.name());
                    Fingerprint::of(&parts)
                };
                SiteFile::made(path, fingerprint, move || print(edition, list, format))
            })
        })
        .collect()
}

/// The feeds that a page names: its own list's in every format, then those it belongs to.
///
/// The latter as Atom alone, which loses nothing: six more lines in the head of each article would
/// help nobody.
pub fn links(edition: &Edition, page: &Page) -> Vec<FeedLink> {
    let site = &edition.site;
    let front = link(&site.name, "/", Format::Atom);
    let own = |list: &ArticleList| {
        let first = list.pages.first().map_or("/", String::as_str);
        let title = feed::title(site, list);
        Format::ALL.map(|format| link(&title, first, format))
    };
    match &page.body {
        PageBody::Article(article) => {
            let title = format!("{} – {}", article.section.title, site.name);
            vec![front, link(&title, &article.section.url, Format::Atom)]
        }
        PageBody::Front(_) => edition
            .lists
            .iter()
            .find(|list| list.kind == ListKind::Front)
            .map(own)
            .map_or_else(Vec::new, Vec::from),
        PageBody::Section(listing) | PageBody::Tag(listing) => {
            let own = list_with(edition, &page.url, &listing.pagination).map(own);
            own.into_iter().flatten().chain([front]).collect()
        }
        PageBody::Author(author) => {
            let own = list_with(edition, &page.url, &author.listing.pagination).map(own);
            own.into_iter().flatten().chain([front]).collect()
        }
        _ => vec![front],
    }
}

/// The list that has a page. Where the page stands in it is known, so that looking among ten
/// thousand lists compares one address of each.
fn list_with<'e>(edition: &'e Edition, url: &str, at: &Pagination) -> Option<&'e ArticleList> {
    let place = usize::try_from(at.current).ok()?.checked_sub(1)?;
    edition
        .lists
        .iter()
        .find(|list| list.pages.get(place).is_some_and(|page| page == url))
}

fn link(title: &str, first_page: &str, format: Format) -> FeedLink {
    FeedLink {
        title: format!("{title} ({})", format.name()),
        mime: format.mime(),
        url: format!("{first_page}{}", format.file()),
    }
}

fn print(edition: &Edition, list: &ArticleList, format: Format) -> io::Result<Vec<u8>> {
    let feed = Feed::of(edition, list)?;
    match format {
        Format::Rss => rss::print(&feed),
        Format::Atom => atom::print(&feed),
        Format::Json => json::print(&feed),
    }
}

/// Permalinks of the articles in a list's feed.
fn newest(list: &ArticleList) -> &[String] {
    list.articles.get(..NEWEST).unwrap_or(&list.articles)
}

/// What a feed's bytes depend on.
fn parts<'a>(
    edition: &'a Edition,
    list: &'a ArticleList,
    matter: &'a HashMap<&str, Fingerprint>,
) -> Vec<&'a str> {
    let site = &edition.site;
    let mut parts = vec![
        site.name.as_str(),
        &site.description,
        &site.base_url,
        site.language.tag(),
        match list.kind {
            ListKind::Author => "author",
            _ => "list",
        },
        &list.title,
        list.description.as_deref().unwrap_or_default(),
        list.pages.first().map_or("", String::as_str),
    ];
    for url in newest(list) {
        parts.push(url);
        parts.push(matter.get(url.as_str()).map_or("", Fingerprint::as_str));
    }
    parts
}

/// What a feed shows of each article that is in one. What else a page carries (its neighbours, the
/// date of the edition) changes often and is not in it.
fn matter(edition: &Edition) -> HashMap<&str, Fingerprint> {
    let urls: BTreeSet<&str> = edition
        .lists
        .iter()
        .flat_map(|list| newest(list).iter().map(String::as_str))
        .collect();
    urls.into_par_iter()
        .filter_map(|url| {
            let page = edition.page(url)?;
            let PageBody::Article(article) = &page.body else {
                return None;
            };
            let Article {
                headline,
                standfirst,
                section,
                authors,
                published,
                updated,
                live,
                hero,
                body,
                tags,
                discussion,
                ..
            } = &**article;
            let opening = (&page.description, headline, standfirst, section, authors);
            let rest = (published, updated, live, hero, body, tags);
            // Where there is one, it is linked to; what is written in it is not told.
            let discussed = discussion.is_some();
            let json = serde_json::to_vec(&(opening, rest, discussed)).ok()?;
            Some((url, Fingerprint::of(&[json])))
        })
        .collect()
}
