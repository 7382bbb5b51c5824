//! What stands around an article: its trail, what to read next, what came before and after.

use kiosque_model::{ArticleSummary, Link, PageBody};

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
    let all: Vec<_> = visible.iter().copied().zip(compiled).collect();
    all.iter()
        .enumerate()
        .map(|(index, (file, own))| {
            let mut article = own.article.clone();
            article.breadcrumb = vec![home.clone(), article.section.clone()];
            article.related = related(file, &all);
            let same = |other: &&(&ArticleFile<'_>, &Compiled)| other.0.section == file.section;
            let link = |(_, other): &(&ArticleFile<'_>, &Compiled)| Link {
                title: other.summary.headline.clone(),
                url: other.summary.url.clone(),
            };
            article.next = all[..index].iter().rev().find(same).map(link);
            article.previous = all[index + 1..].iter().find(same).map(link);
            (
                own.permalink.clone(),
                own.head.clone(),
                PageBody::Article(Box::new(article)),
            )
        })
        .collect()
}

/// The editor's choice first, then by common tags, then by section, newest first.
fn related(file: &ArticleFile<'_>, all: &[(&ArticleFile<'_>, &Compiled)]) -> Vec<ArticleSummary> {
    let mut chosen: Vec<&Compiled> = Vec::new();
    for slug in &file.related {
        let found = all.iter().find(|(other, _)| other.slug.value == slug.value);
        if let Some((other, compiled)) = found
            && other.slug.value != file.slug.value
            && chosen
                .iter()
                .all(|known| known.permalink != compiled.permalink)
        {
            chosen.push(compiled);
        }
    }
    let mut rest: Vec<_> = all
        .iter()
        .filter(|(other, compiled)| {
            other.slug.value != file.slug.value
                && chosen
                    .iter()
                    .all(|known| known.permalink != compiled.permalink)
        })
        .map(|(other, compiled)| {
            let tags = |tag: &&(String, String)| file.tags.iter().any(|(slug, _)| *slug == tag.0);
            let common = other.tags.iter().filter(tags).count();
            (common, other.section == file.section, *compiled)
        })
        .filter(|(common, same_section, _)| *common > 0 || *same_section)
        .collect();
    // A stable sort: among equals, the newest stays first.
    rest.sort_by_key(|(common, same_section, _)| std::cmp::Reverse((*common, *same_section)));
    chosen.extend(rest.into_iter().map(|(.., compiled)| compiled));
    chosen.truncate(RELATED);
    chosen
        .into_iter()
        .map(|compiled| compiled.summary.clone())
        .collect()
}
