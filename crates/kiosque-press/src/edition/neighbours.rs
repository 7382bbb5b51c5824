//! What stands around an article: its trail, what to read next, what came before and after.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use kiosque_model::{Link, PageBody};
use rayon::prelude::*;

use super::Head;
use super::articles::Compiled;
use crate::articles::ArticleFile;
use crate::permalink::Permalink;

/// How many articles are proposed next.
const RELATED: usize = 3;

/// The pages of articles. `visible` and `compiled` are in one order, newest first.
pub(super) fn pages(
    visible: &[&ArticleFile<'_>],
    compiled: &[Compiled],
    home: &Link,
) -> Vec<(Permalink, Head, PageBody)> {
    let index = Index::of(visible);
    compiled
        .par_iter()
        .enumerate()
        .map_init(
            || vec![0_u16; visible.len()],
            |common, (at, own)| {
                let mut article = own.article.clone();
                article.breadcrumb = vec![home.clone(), article.section.clone()];
                article.related = index
                    .related(visible, at, common)
                    .into_iter()
                    .filter_map(|other| Some(compiled.get(other)?.summary.clone()))
                    .collect();
                let link = |other: Option<usize>| {
                    let summary = &compiled.get(other?)?.summary;
                    Some(Link {
                        title: summary.headline.clone(),
                        url: summary.url.clone(),
                    })
                };
                let (newer, older) = index.beside(visible, at);
                (article.next, article.previous) = (link(newer), link(older));
                (
                    own.permalink.clone(),
                    own.head.clone(),
                    PageBody::Article(Box::new(article)),
                )
            },
        )
        .collect()
}

/// Positions of articles, newest first, by what they share.
struct Index<'a> {
    slugs: BTreeMap<&'a str, usize>,
    tags: BTreeMap<&'a str, Vec<usize>>,
    sections: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Index<'a> {
    fn of(visible: &[&'a ArticleFile<'_>]) -> Self {
        let mut index = Self {
            slugs: BTreeMap::new(),
            tags: BTreeMap::new(),
            sections: BTreeMap::new(),
        };
        for (at, article) in visible.iter().enumerate() {
            index.slugs.insert(&article.slug.value, at);
            index.sections.entry(article.section).or_default().push(at);
            for (tag, _) in &article.tags {
                index.tags.entry(tag).or_default().push(at);
            }
        }
        index
    }

    /// The newer and the older neighbour in the same section.
    fn beside(&self, visible: &[&ArticleFile<'_>], at: usize) -> (Option<usize>, Option<usize>) {
        let section = visible
            .get(at)
            .and_then(|article| self.sections.get(&article.section));
        let Some((section, place)) =
            section.and_then(|section| Some((section, section.binary_search(&at).ok()?)))
        else {
            return (None, None);
        };
        let newer = place.checked_sub(1).and_then(|place| section.get(place));
        (newer.copied(), section.get(place + 1).copied())
    }

    /// The editor's choice first, then by common tags, then by section, newest first.
    ///
    /// `common` is scratch space, all zero before and after: a tag may be on thousands of articles.
    fn related(&self, visible: &[&ArticleFile<'_>], at: usize, common: &mut [u16]) -> Vec<usize> {
        let Some(own) = visible.get(at) else {
            return Vec::new();
        };
        let mut chosen: Vec<usize> = Vec::new();
        for slug in &own.related {
            if let Some(other) = self.slugs.get(slug.value.as_str())
                && *other != at
                && !chosen.contains(other)
            {
                chosen.push(*other);
            }
        }
        let tagged = || {
            own.tags
                .iter()
                .filter_map(|(tag, _)| self.tags.get(tag.as_str()))
                .flatten()
        };
        for other in tagged() {
            common[*other] += 1;
        }
        let mut best: Vec<(Reverse<(u16, bool)>, usize)> = Vec::new();
        for other in tagged() {
            let shared = std::mem::take(&mut common[*other]);
            if shared == 0 || *other == at || chosen.contains(other) {
                continue;
            }
            let same = visible
                .get(*other)
                .is_some_and(|other| other.section == own.section);
            let ranked = (Reverse((shared, same)), *other);
            let place = best.partition_point(|known| *known < ranked);
            if place < RELATED {
                best.insert(place, ranked);
                best.truncate(RELATED);
            }
        }
        chosen.extend(best.into_iter().map(|(_, other)| other));
        for other in self.sections.get(&own.section).into_iter().flatten() {
            if chosen.len() >= RELATED {
                break;
            }
            if *other != at && !chosen.contains(other) {
                chosen.push(*other);
            }
        }
        chosen.truncate(RELATED);
        chosen
    }
}
