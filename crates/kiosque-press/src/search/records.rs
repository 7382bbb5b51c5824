//! What the index knows of each article.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kiosque_model::{Article, PageBody};
use rayon::prelude::*;

use super::words;
use crate::edition::Edition;

/// One article as Pagefind takes it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(super) struct Record {
    /// Root-relative permalink.
    pub(super) url: String,
    /// Running text, from which excerpts are taken.
    pub(super) content: String,
    /// Searched too, and shown with a result: `title`, `section`, `date`, `authors`, `tags`.
    pub(super) meta: BTreeMap<&'static str, String>,
}

impl Record {
    /// The section's name: what results can be narrowed to.
    pub(super) fn section(&self) -> &str {
        self.meta.get("section").map_or("", String::as_str)
    }
}

/// A record of each article of an edition, the first published first. An edition holds no draft
/// that is not to be shown.
pub(super) fn of(edition: &Edition) -> Vec<Record> {
    let pages: Vec<_> = edition.pages.values().collect();
    let mut records: Vec<(Timestamp, Record)> = pages
        .into_par_iter()
        .filter_map(|page| match &page.body {
            PageBody::Article(article) => {
                // Instants of an edition are always sound; one that is not stands first.
                let published = article.published.iso.parse().unwrap_or_default();
                Some((published, record(&page.url, article)))
            }
            _ => None,
        })
        .collect();
    records.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.url.cmp(&other.url)));
    records.into_iter().map(|(_, record)| record).collect()
}

fn record(url: &str, article: &Article) -> Record {
    let mut content = String::new();
    if let Some(standfirst) = &article.standfirst {
        words::plain(&mut content, standfirst);
    }
    if let Some(hero) = &article.hero {
        words::caption(&mut content, hero);
    }
    for block in &article.body {
        words::block(&mut content, block);
    }
    let named = |names: Vec<&str>| names.join(", ");
    let authors = article.authors.iter().map(|author| author.name.as_str());
    let tags = article.tags.iter().map(|tag| tag.title.as_str());
    let meta = [
        ("title", article.headline.clone()),
        ("section", article.section.title.clone()),
        ("date", article.published.date.clone()),
        ("authors", named(authors.collect())),
        ("tags", named(tags.collect())),
    ];
    Record {
        url: url.to_owned(),
        content,
        meta: meta
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .collect(),
    }
}
