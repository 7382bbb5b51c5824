//! A newsroom's content compiled into the pages of its site.

mod articles;
mod lists;
mod masthead;
mod neighbours;
mod own_pages;
mod pocket;
mod site;

use std::collections::BTreeMap;

use jiff::Timestamp;
use kiosque_catalogue::editor::{Problem, Severity};
use kiosque_catalogue::reader;
use kiosque_model::{Language, Masthead, Newsletter, PAGE_VERSION, Page, PageBody};
use rayon::prelude::*;

pub use self::site::{ArticleList, ListKind, Site};
use crate::articles::ArticleFile;
use crate::content::Content;
use crate::diagnostic::{Diagnostic, Findings, sorted};
use crate::discussions::EditionDiscussions;
use crate::hosting::Security;
use crate::links::LinkTargets;
use crate::media::{MediaShelf, PublishedMedia};
use crate::permalink::Permalink;
use crate::pocket::Pocket;
use crate::redirects::{self, Redirect};
use crate::settings::{SITE_FILE, Settings};
use crate::source::{Located, Source};
use crate::{articles as article_files, fields, posts, settings, timelines};

/// What a compilation shows.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Show drafts and articles dated in the future.
    pub drafts: bool,
    /// The instant that tells the future from the past.
    pub now: Timestamp,
}

/// Everything that is published at once.
#[derive(Debug, Clone)]
pub struct Edition {
    /// What holds for the whole site.
    pub site: Site,
    /// Pages by the path of their `page.json` below the output folder; `404.json` among them.
    pub pages: BTreeMap<String, Page>,
    /// What feeds follow: the site, each section, tag and author.
    pub lists: Vec<ArticleList>,
    /// Media files by their path below the output folder.
    pub media: BTreeMap<String, PublishedMedia>,
    /// Old addresses and where they lead.
    pub redirects: Vec<Redirect>,
    /// Other sites that the settings let the page talk to.
    pub security: Security,
    /// Readers' comments, where there are any. They are put under the articles by
    /// [`discussions::print`](crate::discussions::print).
    pub discussions: Option<EditionDiscussions>,
    /// The newsletter, where there is one.
    pub newsletter: Option<Newsletter>,
    /// What makes the site fit for a pocket.
    pub pocket: Pocket,
}

impl Edition {
    /// The page behind a root-relative, percent-encoded permalink.
    pub fn page(&self, url: &str) -> Option<&Page> {
        self.pages.get(&Permalink::parse(url).ok()?.file(PAGE_FILE))
    }

    /// The edition without its worker, for who looks at the site where it is made: what a worker
    /// keeps would hide the next edition. Workers that are there already are called back.
    pub fn call_worker_back(&mut self) {
        self.pocket.worker = false;
        for page in self.pages.values_mut() {
            page.masthead.shelf = None;
        }
    }
}

/// A page's data, in the folder of its permalink.
const PAGE_FILE: &str = "page.json";

/// What came of a compilation.
#[derive(Debug)]
pub struct Outcome {
    /// The edition; none where there is an error.
    pub edition: Option<Edition>,
    /// Every problem, in the order of files and lines.
    pub diagnostics: Vec<Diagnostic>,
    /// The site's language, where `site.toml` tells it.
    pub language: Option<Language>,
}

/// Compiles a content folder. The same content gives the same edition.
pub fn compile(content: &Content, options: Options) -> Outcome {
    let findings = Findings::default();
    findings.extend(content.faults.iter().cloned());
    let language = content.site.as_ref().and_then(settings::language_of);
    let edition = match &content.site {
        Some(site) => match settings::read(site, &findings) {
            Some(settings) => Some(
                Press {
                    content,
                    site,
                    settings,
                    options,
                    findings: &findings,
                }
                .run(),
            ),
            None => {
                check_shapes(content, &findings);
                None
            }
        },
        None => {
            if content.faults.iter().all(|fault| fault.file != SITE_FILE) {
                findings.in_file(SITE_FILE, Problem::SiteMissing);
            }
            check_shapes(content, &findings);
            None
        }
    };
    let diagnostics = findings.into_sorted();
    let sound = diagnostics
        .iter()
        .all(|found| found.severity != Severity::Error);
    Outcome {
        edition: edition.filter(|_| sound),
        diagnostics,
        language,
    }
}

/// Every problem of a content folder, its drafts included.
pub fn check(content: &Content, now: Timestamp) -> Outcome {
    let published = compile(content, Options { drafts: false, now });
    let all = compile(content, Options { drafts: true, now });
    let diagnostics = sorted([published.diagnostics, all.diagnostics].concat());
    Outcome {
        edition: published.edition,
        diagnostics,
        language: published.language,
    }
}

/// Without settings, what can be told of the other files is whether they parse.
fn check_shapes(content: &Content, findings: &Findings) {
    for source in &content.articles {
        if let Some((matter, _)) = article_files::split(source, findings) {
            fields::parse(source, matter, findings);
        }
    }
    for source in &content.timelines {
        fields::parse(source, 0..source.text.len(), findings);
    }
    posts::read_all(&content.posts, findings);
}

/// A compilation under way.
struct Press<'a> {
    content: &'a Content,
    site: &'a Source,
    settings: Settings,
    options: Options,
    findings: &'a Findings,
}

impl Press<'_> {
    fn run(&self) -> Edition {
        let articles = self.read_articles();
        let visible: Vec<&ArticleFile<'_>> = articles
            .iter()
            .filter(|article| self.options.drafts || !self.is_unpublished(article))
            .collect();
        let lists = lists::plan(&self.settings, &visible, self.findings);
        let mut targets = LinkTargets::default();
        for article in &articles {
            targets.articles.insert(article.slug.value.clone(), None);
        }
        for article in &visible {
            let permalink = article.permalink.value.clone();
            targets
                .articles
                .insert(article.slug.value.clone(), Some(permalink));
        }
        let taken = self.register(&visible, &lists);
        targets.pages = taken.keys().cloned().collect();
        self.check_related(&articles, &targets);
        let ground = redirects::Ground {
            pages: &taken,
            lists: lists.first_pages(),
            targets: &targets,
        };
        let redirects =
            redirects::plan(self.site, &self.settings, &visible, &ground, self.findings);

        let shelf = MediaShelf::new(self.content.media.as_ref()).with_cache(&self.content.cache);
        let posts = posts::read_all(&self.content.posts, self.findings);
        let timelines = timelines::read_all(
            &self.content.timelines,
            &self.settings,
            &posts,
            self.findings,
        );
        let archive = crate::body::Archive {
            timelines: &timelines,
            posts: &posts,
        };
        let compiled = self.compile_articles(&visible, &targets, &shelf, &archive, &lists);

        let masthead = self.masthead(&visible, &lists, &targets);
        let home = lists::home(&self.settings);
        let mut pages = BTreeMap::new();
        let printed = neighbours::pages(&visible, &compiled, &home);
        let listed = lists.pages(&self.settings, self.site, &compiled, &shelf, self.findings);
        let own = self.own_pages(&lists, compiled.len());
        for (permalink, head, body) in printed.into_iter().chain(listed).chain(own) {
            let page = page(permalink.url(), head, masthead.clone(), body);
            pages.insert(permalink.file(PAGE_FILE), page);
        }
        let words = reader::words(self.settings.wording.language);
        let head = Head {
            title: words.not_found.to_owned(),
            description: words.not_found_text.to_owned(),
        };
        let not_found = page("/404.html".to_owned(), head, masthead, PageBody::NotFound);
        pages.insert("404.json".to_owned(), not_found);
        let pocket = self.pocket(&shelf);
        Edition {
            site: Site {
                name: self.settings.name.clone(),
                tagline: self.settings.tagline.clone(),
                description: self.settings.description.clone(),
                base_url: self.settings.base_url.clone(),
                language: self.settings.wording.language,
                now: self.options.now,
            },
            lists: lists.articles(&compiled),
            pages,
            media: shelf.published(),
            redirects,
            security: self.settings.security.clone(),
            discussions: self
                .settings
                .discussions
                .as_ref()
                .map(|settings| EditionDiscussions {
                    settings: settings.clone(),
                    wording: self.settings.wording.clone(),
                }),
            newsletter: self.settings.offered_newsletter(),
            pocket,
        }
    }

    /// Every article that can be read, newest first.
    fn read_articles(&self) -> Vec<ArticleFile<'_>> {
        let mut articles: Vec<ArticleFile<'_>> = Vec::new();
        let mut slugs: BTreeMap<String, String> = BTreeMap::new();
        let mut posts: BTreeMap<u32, &String> = BTreeMap::new();
        let settings = &self.settings;
        let read: Vec<_> = self
            .content
            .articles
            .par_iter()
            .map(|source| {
                let findings = Findings::default();
                let article = article_files::read(source, settings, &findings);
                (source, article, findings.into_vec())
            })
            .collect();
        for (source, article, found) in read {
            self.findings.extend(found);
            let Some(article) = article else { continue };
            let slug = article.slug.value.clone();
            if let Some(other) = slugs.get(&slug) {
                let problem = Problem::DuplicateSlug {
                    slug,
                    other: other.clone(),
                };
                self.findings.at(source, article.slug.at.clone(), problem);
                continue;
            }
            slugs.insert(slug, source.path.clone());
            if let Some(Located { value: number, at }) = &article.comments_post {
                match posts.get(number) {
                    Some(other) => {
                        let problem = Problem::DuplicateCommentsPost {
                            number: *number,
                            other: String::clone(other),
                        };
                        self.findings.at(source, at.clone(), problem);
                    }
                    None => {
                        posts.insert(*number, &source.path);
                    }
                }
            }
            articles.push(article);
        }
        articles.sort_by(|a, b| {
            b.published
                .cmp(&a.published)
                .then_with(|| a.slug.value.cmp(&b.slug.value))
        });
        articles
    }

    fn is_unpublished(&self, article: &ArticleFile<'_>) -> bool {
        article.draft || article.published > self.options.now
    }

    /// Every permalink with the file it comes from; two pages on one are noted.
    fn register(
        &self,
        articles: &[&ArticleFile<'_>],
        lists: &lists::Lists,
    ) -> BTreeMap<Permalink, String> {
        let mut taken: BTreeMap<Permalink, String> = BTreeMap::new();
        let listed = lists
            .permalinks()
            .map(|(permalink, at)| (permalink, self.site, at));
        let own = self
            .own_permalinks()
            .map(|Located { value, at }| (value.clone(), self.site, at.clone()));
        let mut printed: Vec<_> = articles
            .iter()
            .map(|article| {
                let Located { value, at } = &article.permalink;
                (value.clone(), article.source, at.clone())
            })
            .collect();
        // In the order of files, so that the message does not depend on dates.
        printed.sort_by(|(_, a, _), (_, b, _)| a.path.cmp(&b.path));
        for (permalink, source, at) in listed.chain(own).chain(printed) {
            match taken.get(&permalink) {
                Some(other) => {
                    let problem = Problem::DuplicatePermalink {
                        permalink: permalink.url(),
                        other: other.clone(),
                    };
                    self.findings.at(source, at, problem);
                }
                None => {
                    taken.insert(permalink, source.path.clone());
                }
            }
        }
        taken
    }

    fn check_related(&self, articles: &[ArticleFile<'_>], targets: &LinkTargets) {
        for article in articles {
            for slug in &article.related {
                let link = format!("article:{}", slug.value);
                // One that is not published yet joins the others when it is.
                if let Err(problem @ Problem::UnknownArticle { .. }) = targets.resolve(&link) {
                    self.findings.at(article.source, slug.at.clone(), problem);
                }
            }
        }
    }
}

/// Title and description of a page.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) title: String,
    pub(crate) description: String,
}

fn page(url: String, head: Head, masthead: Masthead, body: PageBody) -> Page {
    Page {
        version: PAGE_VERSION,
        url,
        title: head.title,
        description: head.description,
        masthead,
        body,
    }
}
