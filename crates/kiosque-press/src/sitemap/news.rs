//! The news sitemap: articles of the last two days, by Google's `sitemap-news/0.9`.

use std::io;

use jiff::SignedDuration;
use kiosque_model::Article;

use super::{NAMESPACE, NEWS, instant, published};
use crate::edition::{Edition, Site};
use crate::site_file::{Fingerprint, SiteFile};
use crate::xml::Document;

/// How old an article may be.
const RECENT: SignedDuration = SignedDuration::from_hours(48);
/// The most articles a news sitemap may have. More in two days are left to the sitemap.
const MOST: usize = 1000;

pub(super) fn file(edition: &Edition) -> SiteFile<'_> {
    let site = &edition.site;
    let recent: Vec<(&str, &Article)> = published(edition)
        .into_iter()
        .filter(|(_, article)| {
            instant(&article.published.iso)
                .is_some_and(|at| at <= site.now && site.now.duration_since(at) <= RECENT)
        })
        .take(MOST)
        .collect();
    let mut parts = vec![site.name.as_str(), site.language.tag(), &site.base_url];
    for (url, article) in &recent {
        parts.extend([url, article.published.iso.as_str(), &article.headline]);
    }
    let fingerprint = Fingerprint::of(&parts);
    SiteFile::made(NEWS, fingerprint, move || print(site, &recent))
}

fn print(site: &Site, articles: &[(&str, &Article)]) -> io::Result<Vec<u8>> {
    let mut xml = Document::new()?;
    let namespaces = [
        ("xmlns", NAMESPACE),
        (
            "xmlns:news",
            "http://www.google.com/schemas/sitemap-news/0.9",
        ),
    ];
    xml.open("urlset", &namespaces)?;
    for (url, article) in articles {
        xml.open("url", &[])?;
        xml.text("loc", &site.absolute(url))?;
        xml.open("news:news", &[])?;
        xml.open("news:publication", &[])?;
        xml.text("news:name", &site.name)?;
        xml.text("news:language", site.language.tag())?;
        xml.close("news:publication")?;
        // The first publication, whatever was changed since.
        xml.text("news:publication_date", &article.published.iso)?;
        xml.text("news:title", &article.headline)?;
        xml.close("news:news")?;
        xml.close("url")?;
    }
    xml.close("urlset")?;
    Ok(xml.finish())
}
