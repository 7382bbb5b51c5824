//! What the index knows of each article.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kiosque_model::search::elisions_apart;
use kiosque_model::{Article, Language, PageBody};
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
    /// The section's name: what results can be narrowed to.
    pub(super) section: String,
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
                let record = record(edition.site.language, &page.url, article);
                Some((published, record))
            }
            _ => None,
        })
        .collect();
    records.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.url.cmp(&other.url)));
    records.into_iter().map(|(_, record)| record).collect()
}

fn record(language: Language, url: &str, article: &Article) -> Record {
    let words_of = |text: String| match language {
        Language::Fr => elisions_apart(&text),
        Language::En => text,
    };
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
        content: words_of(content),
        meta: meta
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| (name, words_of(text)))
            .collect(),
        section: article.section.title.clone(),
    }
}
