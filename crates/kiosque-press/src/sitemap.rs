//! What search engines are told of the site's addresses: `sitemap.xml`, `sitemap-news.xml` and
//! `robots.txt`, by the sitemaps.org protocol and Google's news extension of it.
//!
//! First pages of lists are in the sitemap; the pages after them are not. Each of those is its own
//! canonical page and is reached by links, but what stands on it moves with every new article and
//! nobody wants it as an answer; the articles it leads to are all in the sitemap themselves. Lists
//! without articles have nothing to be found for.

mod news;
mod parts;

use std::collections::BTreeMap;

use jiff::Timestamp;
use kiosque_model::{Article, PageBody};

use crate::edition::{Edition, ListKind};
use crate::site_file::SiteFile;
use parts::Limits;

/// The file that names every address, or every part that does.
const SITEMAP: &str = "sitemap.xml";
/// The file of the last two days.
const NEWS: &str = "sitemap-news.xml";
/// The namespace of the protocol.
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// An address that search engines may show.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Address {
    /// Absolute and percent-encoded.
    url: String,
    /// When it last changed, RFC 3339.
    changed: Option<String>,
}

/// Sitemap, news sitemap and robots file of an edition.
pub fn files(edition: &Edition) -> Vec<SiteFile<'_>> {
    let mut files = parts::files(
        addresses(edition),
        Limits::PROTOCOL,
        &edition.site.absolute("/"),
    );
    files.push(news::file(edition));
    files.push(SiteFile::ready("robots.txt", robots(edition)));
    files
}

fn robots(edition: &Edition) -> String {
    let root = edition.site.absolute("/");
    format!("User-agent: *\nAllow: /\n\nSitemap: {root}{SITEMAP}\nSitemap: {root}{NEWS}\n")
}

/// Articles, oldest first, so that a new one changes the last part alone; then lists, then the
/// newsletter's page.
fn addresses(edition: &Edition) -> Vec<Address> {
    let site = &edition.site;
    let published = published(edition);
    let articles = published.iter().rev().map(|(url, article)| Address {
        url: site.absolute(url),
        changed: Some(article.last_change().iso.clone()),
    });
    let newest: BTreeMap<&str, &Article> = published.iter().copied().collect();
    let lists = edition.lists.iter().filter_map(|list| {
        let newest = list.articles.first().and_then(|url| newest.get(&**url));
        let first = list.pages.first()?;
        (newest.is_some() || list.kind == ListKind::Front).then(|| Address {
            url: site.absolute(first),
            changed: newest.map(|article| article.published.iso.clone()),
        })
    });
    let newsletter = edition.newsletter.iter().map(|newsletter| Address {
        url: site.absolute(&newsletter.page),
        changed: None,
    });
    articles.chain(lists).chain(newsletter).collect()
}

/// Published articles under their permalinks, newest first; drafts and articles to come left out.
fn published(edition: &Edition) -> Vec<(&str, &Article)> {
    edition
        .lists
        .iter()
        .filter(|list| list.kind == ListKind::Front)
        .flat_map(|list| &list.articles)
        .filter_map(|url| match &edition.page(url)?.body {
            PageBody::Article(article) => Some((url.as_str(), &**article)),
            _ => None,
        })
        .collect()
}

/// The instant of an RFC 3339 date.
fn instant(iso: &str) -> Option<Timestamp> {
    iso.parse().ok()
}
