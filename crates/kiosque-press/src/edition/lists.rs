//! Pages that list articles, and the links to them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use kiosque_catalogue::editor::Problem;
use kiosque_catalogue::reader;
use kiosque_model::{ArticleSummary, Author, Front, Link, Listing, PageBody, Pagination};

use super::articles::Compiled;
use super::{ArticleList, Head, ListKind};
use crate::articles::ArticleFile;
use crate::diagnostic::Findings;
use crate::media::{MediaShelf, MediaUse};
use crate::permalink::{Permalink, Scheme};
use crate::settings::{SITE_FILE, Settings};
use crate::source::Source;

/// Articles beside the lead of the front page.
const SECONDS: usize = 3;

/// A list of articles, paged.
struct List {
    kind: Kind,
    title: String,
    description: Option<String>,
    /// Permalinks of its pages, the first one first.
    pages: Vec<Permalink>,
    /// Where `site.toml` names it.
    at: Range<usize>,
    /// Indexes of its articles, newest first.
    articles: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Front,
    Section(usize),
    Tag(String),
    Author(usize),
}

/// Every list of the site.
pub(super) struct Lists {
    lists: Vec<List>,
    /// The first page of each.
    links: BTreeMap<Kind, Link>,
    per_page: usize,
}

/// Plans the lists over the visible articles, newest first. Permalinks that cannot be are noted.
pub(super) fn plan(
    settings: &Settings,
    visible: &[&ArticleFile<'_>],
    findings: &Findings,
) -> Lists {
    let mut plan = Plan {
        settings,
        findings,
        lists: Vec::new(),
    };
    let numbers = |with: &dyn Fn(&ArticleFile<'_>) -> bool| -> Vec<usize> {
        let chosen = visible
            .iter()
            .enumerate()
            .filter(|(_, article)| with(article));
        chosen.map(|(index, _)| index).collect()
    };
    let mut front = numbers(&|_| true);
    if let Some(lead) = visible.iter().position(|article| article.lead) {
        front[..=lead].rotate_right(1);
    }
    let description = Some(settings.description.clone()).filter(|text| !text.is_empty());
    plan.add(
        Kind::Front,
        settings.name.clone(),
        description,
        Some(Permalink::root()),
        0..0,
        front,
    );
    for (index, section) in settings.sections.iter().enumerate() {
        let permalink = plan.permalink(&settings.routes.section, &section.slug.value);
        plan.add(
            Kind::Section(index),
            section.name.clone(),
            section.description.clone(),
            permalink,
            section.slug.at.clone(),
            numbers(&|article| article.section == index),
        );
    }
    for (index, author) in settings.authors.iter().enumerate() {
        let permalink = plan.permalink(&settings.routes.author, &author.slug.value);
        plan.add(
            Kind::Author(index),
            author.name.clone(),
            author.biography.clone(),
            permalink,
            author.slug.at.clone(),
            numbers(&|article| article.authors.contains(&index)),
        );
    }
    // The newest article's spelling of a tag names its page.
    let mut tags: BTreeMap<&str, (&str, Vec<usize>)> = BTreeMap::new();
    for (index, article) in visible.iter().enumerate() {
        for (slug, words) in &article.tags {
            tags.entry(slug)
                .or_insert((words, Vec::new()))
                .1
                .push(index);
        }
    }
    for (slug, (words, articles)) in tags {
        let permalink = plan.permalink(&settings.routes.tag, slug);
        plan.add(
            Kind::Tag(slug.to_owned()),
            words.to_owned(),
            None,
            permalink,
            0..0,
            articles,
        );
    }
    let links = plan
        .lists
        .iter()
        .filter_map(|list| {
            let url = list.pages.first()?.url();
            Some((
                list.kind.clone(),
                Link {
                    title: list.title.clone(),
                    url,
                },
            ))
        })
        .collect();
    Lists {
        lists: plan.lists,
        links,
        per_page: settings.per_page,
    }
}

/// The first step of every trail.
pub(super) fn home(settings: &Settings) -> Link {
    let title = reader::words(settings.wording.language)
        .front_page
        .to_owned();
    Link {
        title,
        url: Permalink::root().url(),
    }
}

struct Plan<'a> {
    settings: &'a Settings,
    findings: &'a Findings,
    lists: Vec<List>,
}

impl Plan<'_> {
    fn permalink(&self, scheme: &Scheme, slug: &str) -> Option<Permalink> {
        let written = scheme.fill(&[("slug", slug)]);
        self.sound(&written, Permalink::parse(&written))
    }

    fn sound<T>(
        &self,
        written: &str,
        result: Result<T, kiosque_catalogue::editor::PermalinkFault>,
    ) -> Option<T> {
        result
            .map_err(|fault| {
                let permalink = written.to_owned();
                self.findings
                    .in_file(SITE_FILE, Problem::Permalink { permalink, fault });
            })
            .ok()
    }

    fn add(
        &mut self,
        kind: Kind,
        title: String,
        description: Option<String>,
        first: Option<Permalink>,
        at: Range<usize>,
        articles: Vec<usize>,
    ) {
        let Some(first) = first else { return };
        let total = articles.len().div_ceil(self.settings.per_page).max(1);
        let mut pages = vec![first.clone()];
        for number in 2..=total {
            let appended = self
                .settings
                .routes
                .page
                .fill(&[("n", &number.to_string())]);
            pages.extend(self.sound(&appended, first.join(&appended)));
        }
        self.lists.push(List {
            kind,
            title,
            description,
            pages,
            at,
            articles,
        });
    }
}

impl Lists {
    /// Every permalink, with the place in `site.toml` that names it.
    pub(super) fn permalinks(&self) -> impl Iterator<Item = (Permalink, Range<usize>)> {
        self.lists.iter().flat_map(|list| {
            list.pages
                .iter()
                .map(|page| (page.clone(), list.at.clone()))
        })
    }

    /// The first page of each list.
    pub(super) fn first_pages(&self) -> BTreeSet<Permalink> {
        let firsts = self.lists.iter().filter_map(|list| list.pages.first());
        firsts.cloned().collect()
    }

    fn link(&self, kind: &Kind) -> Option<Link> {
        self.links.get(kind).cloned()
    }

    /// Links to the sections, in the editor's order.
    pub(super) fn section_links(&self) -> Vec<Link> {
        let sections = self
            .lists
            .iter()
            .filter(|list| matches!(list.kind, Kind::Section(_)));
        sections.filter_map(|list| self.link(&list.kind)).collect()
    }

    /// Links to the tags of most articles, the most used first.
    pub(super) fn most_used_tags(&self, at_most: usize) -> Vec<Link> {
        let mut tags: Vec<&List> = self
            .lists
            .iter()
            .filter(|list| matches!(list.kind, Kind::Tag(_)))
            .collect();
        // Stable: tags of as many articles stay in the order of their slugs.
        tags.sort_by_key(|list| std::cmp::Reverse(list.articles.len()));
        tags.truncate(at_most);
        tags.into_iter()
            .filter_map(|list| self.link(&list.kind))
            .collect()
    }

    /// The link to a section; empty where its permalink was refused, which was noted.
    pub(super) fn section_link(&self, index: usize) -> Link {
        let absent = || Link {
            title: String::new(),
            url: String::new(),
        };
        self.link(&Kind::Section(index)).unwrap_or_else(absent)
    }

    /// The link to an author.
    pub(super) fn author_link(&self, index: usize) -> Option<Link> {
        self.link(&Kind::Author(index))
    }

    /// The link to a tag.
    pub(super) fn tag_link(&self, slug: &str) -> Option<Link> {
        self.link(&Kind::Tag(slug.to_owned()))
    }

    /// What feeds follow.
    pub(super) fn articles(&self, compiled: &[Compiled]) -> Vec<ArticleList> {
        let list = |list: &List| {
            let mut numbers = list.articles.clone();
            // The front page puts its lead first.
            numbers.sort_unstable();
            ArticleList {
                kind: match list.kind {
                    Kind::Front => ListKind::Front,
                    Kind::Section(_) => ListKind::Section,
                    Kind::Tag(_) => ListKind::Tag,
                    Kind::Author(_) => ListKind::Author,
                },
                title: list.title.clone(),
                description: list.description.clone(),
                pages: list.pages.iter().map(Permalink::url).collect(),
                articles: numbers
                    .into_iter()
                    .filter_map(|number| compiled.get(number))
                    .filter(|compiled| compiled.article.badge.is_none())
                    .map(|compiled| compiled.permalink.url())
                    .collect(),
            }
        };
        self.lists.iter().map(list).collect()
    }

    /// The pages of every list.
    pub(super) fn pages(
        &self,
        settings: &Settings,
        site: &Source,
        compiled: &[Compiled],
        shelf: &MediaShelf<'_>,
        findings: &Findings,
    ) -> Vec<(Permalink, Head, PageBody)> {
        let mut pages = Vec::new();
        for list in &self.lists {
            let portrait = match list.kind {
                Kind::Author(index) => portrait(settings, site, index, shelf, findings),
                _ => None,
            };
            for (number, permalink) in list.pages.iter().enumerate() {
                let shown = list
                    .articles
                    .iter()
                    .skip(number * self.per_page)
                    .take(self.per_page);
                let articles: Vec<ArticleSummary> = shown
                    .filter_map(|index| compiled.get(*index))
                    .map(|compiled| compiled.summary.clone())
                    .collect();
                let pagination = list.pagination(number);
                let listing = |articles| Listing {
                    title: list.title.clone(),
                    description: list.description.clone(),
                    count: u32::try_from(list.articles.len()).unwrap_or(u32::MAX),
                    articles,
                    pagination: pagination.clone(),
                };
                let body = match list.kind {
                    Kind::Front => PageBody::Front(front(articles, number, pagination.clone())),
                    Kind::Section(_) => PageBody::Section(listing(articles)),
                    Kind::Tag(_) => PageBody::Tag(listing(articles)),
                    Kind::Author(index) => PageBody::Author(Author {
                        role: settings
                            .authors
                            .get(index)
                            .and_then(|author| author.role.clone()),
                        portrait: portrait.clone(),
                        collective: settings
                            .authors
                            .get(index)
                            .is_some_and(|author| author.collective),
                        listing: listing(articles),
                    }),
                };
                pages.push((permalink.clone(), list.head(settings, number), body));
            }
        }
        pages
    }
}

impl List {
    fn head(&self, settings: &Settings, number: usize) -> Head {
        let words = reader::words(settings.wording.language);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let position = (words.page_of)(count(number + 1), count(self.pages.len()));
        let title = match (&self.kind, number) {
            (_, 0) => self.title.clone(),
            (Kind::Front, _) => position,
            _ => format!("{} – {position}", self.title),
        };
        let description = self
            .description
            .clone()
            .unwrap_or_else(|| settings.description.clone());
        Head { title, description }
    }

    fn pagination(&self, number: usize) -> Pagination {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let newer = number
            .checked_sub(1)
            .and_then(|newer| self.pages.get(newer));
        Pagination {
            current: count(number + 1),
            total: count(self.pages.len()),
            newer: newer.map(Permalink::url),
            older: self.pages.get(number + 1).map(Permalink::url),
        }
    }
}

fn front(mut articles: Vec<ArticleSummary>, number: usize, pagination: Pagination) -> Front {
    if number > 0 || articles.is_empty() {
        return Front {
            lead: None,
            seconds: Vec::new(),
            river: articles,
            pagination,
        };
    }
    let lead = articles.remove(0);
    let river = articles.split_off(articles.len().min(SECONDS));
    Front {
        lead: Some(lead),
        seconds: articles,
        river,
        pagination,
    }
}

fn portrait(
    settings: &Settings,
    site: &Source,
    author: usize,
    shelf: &MediaShelf<'_>,
    findings: &Findings,
) -> Option<kiosque_model::Picture> {
    let author = settings.authors.get(author)?;
    let src = author.portrait.as_ref()?;
    let note = |problem| findings.at(site, src.at.clone(), problem);
    if author.portrait_alt.is_none() {
        note(Problem::MissingAlt {
            file: format!("media/{}", src.value),
        });
    }
    let media = shelf
        .publish(&src.value, MediaUse::Portrait)
        .map_err(note)
        .ok()?;
    Some(media.picture(author.portrait_alt.clone().unwrap_or_default()))
}
