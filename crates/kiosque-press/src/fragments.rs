//! Whether links to a part of a page lead to a part that is there.

use std::collections::{BTreeMap, BTreeSet};

use kiosque_catalogue::editor::Problem;
use kiosque_model::{Article, Block, Page, PageBody};
use percent_encoding::percent_decode_str;

use crate::content::Content;
use crate::desk::OWN_FRAGMENTS;
use crate::diagnostic::{Diagnostic, Findings, nearest};
use crate::discussions::is_of_comment;
use crate::edition::Edition;
use crate::permalink::Permalink;
use crate::written_links;

/// Every link of a published article whose fragment names nothing.
pub fn check(content: &Content, edition: &Edition) -> Vec<Diagnostic> {
    let articles = written_links::articles(content);
    let permalinks: BTreeMap<&str, &Permalink> = articles
        .iter()
        .map(|article| (article.slug.value.as_str(), &article.permalink.value))
        .collect();
    let findings = Findings::default();
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for article in &articles {
        let own = article.permalink.value.url();
        if edition.page(&own).is_none() {
            continue;
        }
        for link in written_links::of(article) {
            let Some((path, fragment)) = link.target.split_once('#') else {
                continue;
            };
            let Some(url) = url_of(path, &own, &permalinks) else {
                continue;
            };
            let Some(page) = edition.page(&url) else {
                continue;
            };
            let names = known.entry(url).or_insert_with(|| fragments_of(page));
            let fragment = percent_decode_str(fragment).decode_utf8_lossy();
            // Only its service knows which comments there are.
            let comment = is_of_comment(&fragment) && has_discussion(page);
            if fragment.is_empty() || comment || names.contains(&*fragment) {
                continue;
            }
            let problem = Problem::UnknownFragment {
                suggestion: nearest(&fragment, names.iter().map(String::as_str)),
                fragment: fragment.into_owned(),
            };
            findings.at(link.source, link.at, problem);
        }
    }
    findings.into_sorted()
}

/// The page a link leads to; none for one that leads outside.
fn url_of(path: &str, own: &str, permalinks: &BTreeMap<&str, &Permalink>) -> Option<String> {
    if path.is_empty() {
        return Some(own.to_owned());
    }
    match path.strip_prefix("article:") {
        Some(slug) => permalinks.get(slug).map(|permalink| permalink.url()),
        None => Permalink::parse(path).ok().map(|permalink| permalink.url()),
    }
}

fn has_discussion(page: &Page) -> bool {
    matches!(&page.body, PageBody::Article(article) if article.discussion.is_some())
}

/// Everything in a page that a fragment can name.
fn fragments_of(page: &Page) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = OWN_FRAGMENTS.map(String::from).into();
    if let PageBody::Article(article) = &page.body {
        for block in &article.body {
            add(block, &mut names);
        }
        add_captions(article, &mut names);
    }
    names
}

fn add(block: &Block, names: &mut BTreeSet<String>) {
    match block {
        Block::Prose { html } | Block::PullQuote { html, .. } | Block::Correction { html, .. } => {
            names.extend(ids(html));
        }
        Block::Explainer { anchor, html, .. } => {
            names.insert(anchor.clone());
            names.extend(ids(html));
        }
        Block::Timeline(block) => {
            names.insert(block.anchor.clone());
            for section in &block.timeline.sections {
                names.insert(format!("{}-{}", block.anchor, section.id));
            }
            names.extend(block.posts.iter().map(|post| post.anchor.clone()));
        }
        Block::Figure(figure) => names.extend(figure.caption.iter().flat_map(|html| ids(html))),
    }
}

fn add_captions(article: &Article, names: &mut BTreeSet<String>) {
    let caption = article.hero.as_ref().and_then(|hero| hero.caption.as_ref());
    names.extend(caption.iter().flat_map(|html| ids(html)));
}

/// The ids in HTML that the press wrote, which always quotes them so.
fn ids(html: &str) -> impl Iterator<Item = String> + '_ {
    html.split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_from_the_presses_own_html() {
        let html =
            "<h2 id=\"le-matin\">Le matin</h2><sup class=\"a\"><a href=\"#b\" id=\"c\">1</a>";
        assert_eq!(ids(html).collect::<Vec<_>>(), ["le-matin", "c"]);
    }

    #[test]
    fn links_lead_to_pages() {
        let visit = Permalink::parse("/ville/visite/").unwrap();
        let permalinks = [("visite", &visit)].into();
        let url = |path| url_of(path, "/ici/", &permalinks);
        assert_eq!(url(""), Some("/ici/".into()));
        assert_eq!(url("article:visite"), Some("/ville/visite/".into()));
        assert_eq!(url("/été/"), Some("/%C3%A9t%C3%A9/".into()));
        assert_eq!(url("article:rien"), None);
        assert_eq!(url("https://a.fr/"), None);
    }
}
