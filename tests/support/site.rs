//! What the press published, read back from the built site, so that no test names a permalink.

use std::fs;
use std::path::{Path, PathBuf};

use kiosque_model::{Article, Block, Page, PageBody, TimelineBlock, TimelinePost};

use crate::Error;

/// The printed site's folder and its pages.
#[derive(Debug)]
pub struct Site {
    folder: PathBuf,
    bundle: PathBuf,
    pages: Vec<Page>,
}

/// An address of no page.
const UNKNOWN: &str = "/une/adresse/inconnue/";

/// The path of a permalink's `page.json`.
#[must_use]
pub fn path_of_json(permalink: &str) -> String {
    format!("{permalink}page.json")
}

impl Site {
    /// Reads the site in the folder that KIOSQUE_DIST names; KIOSQUE_BUNDLE names the app's own.
    ///
    /// # Errors
    ///
    /// When there is no such site, with what makes one; when one of its pages does not parse.
    pub fn from_environment() -> Result<Self, Error> {
        let folder = named_by("KIOSQUE_DIST", "e2e/dist");
        let bundle = named_by("KIOSQUE_BUNDLE", "bundle");
        for (folder, what) in [(&folder, "printed site"), (&bundle, "app")] {
            if !folder.join("index.html").is_file() {
                return Err(format!(
                    "there is no {what} in {}. `cargo xtask test` builds it; so does `trunk build \
                     --release --offline --dist target/e2e/dist`.",
                    folder.display()
                )
                .into());
            }
        }
        let mut pages = Vec::new();
        read_pages(&folder, &mut pages)?;
        // Folders are listed in any order; tests must choose the same pages every time.
        pages.sort_by(|a, b| a.url.cmp(&b.url));
        Ok(Self {
            folder,
            bundle,
            pages,
        })
    }

    /// The site's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The app's folder: its entry page is the empty shell.
    #[must_use]
    pub fn bundle(&self) -> &Path {
        &self.bundle
    }

    /// Every page with a permalink.
    #[must_use]
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The path of one of the app's two files, whose names hold a hash, by its ending.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn file_ending(&self, ending: &str) -> Result<String, Error> {
        fs::read_dir(&self.folder)?
            .filter_map(Result::ok)
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .find(|name| name.starts_with("kiosque-app-") && name.ends_with(ending))
            .map(|name| format!("/{name}"))
            .ok_or_else(|| format!("the built site has no file that ends in {ending}").into())
    }

    /// The front page.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn front(&self) -> Result<&Page, Error> {
        self.find("front page", |page| page.url == "/")
    }

    /// A page of each kind: its name and its path.
    ///
    /// # Errors
    ///
    /// Names the first kind that the site lacks.
    pub fn kinds(&self) -> Result<[(&'static str, String); 9], Error> {
        let url = |what, is: fn(&Page) -> bool| self.find(what, is).map(|page| page.url.clone());
        let second = |page: &Page| matches!(&page.body, PageBody::Front(front) if front.pagination.current == 2);
        let plain = |article: &Article| timelines(article).next().is_none();
        Ok([
            ("front", self.front()?.url.clone()),
            ("front, page 2", url("second page of its front", second)?),
            ("report", self.report()?.0.url.clone()),
            ("article", self.article("no timeline", plain)?.0.url.clone()),
            (
                "section",
                url("section", |page| matches!(page.body, PageBody::Section(_)))?,
            ),
            (
                "tag",
                url("tag", |page| matches!(page.body, PageBody::Tag(_)))?,
            ),
            (
                "author",
                url("author", |page| matches!(page.body, PageBody::Author(_)))?,
            ),
            (
                "search",
                url("search page", |page| {
                    matches!(page.body, PageBody::Search(_))
                })?,
            ),
            ("not found", UNKNOWN.to_owned()),
        ])
    }

    /// The first page of which something holds.
    ///
    /// # Errors
    ///
    /// When it holds of none; `what` says what was looked for.
    pub fn find(&self, what: &str, holds: impl Fn(&Page) -> bool) -> Result<&Page, Error> {
        self.pages
            .iter()
            .find(|page| holds(page))
            .ok_or_else(|| format!("the demonstration site has no {what}").into())
    }

    /// The first article of which something holds.
    ///
    /// # Errors
    ///
    /// When it holds of none; `what` says what was looked for.
    pub fn article(
        &self,
        what: &str,
        holds: impl Fn(&Article) -> bool,
    ) -> Result<(&Page, &Article), Error> {
        self.pages
            .iter()
            .find_map(|page| match &page.body {
                PageBody::Article(article) if holds(article) => Some((page, article.as_ref())),
                _ => None,
            })
            .ok_or_else(|| format!("the demonstration site has no article with {what}").into())
    }

    /// The article with the most posts in its timelines: the report.
    ///
    /// # Errors
    ///
    /// When no article has a timeline.
    pub fn report(&self) -> Result<(&Page, &Article), Error> {
        let most = self
            .pages
            .iter()
            .filter_map(|page| match &page.body {
                PageBody::Article(article) => Some(posts_in(article)),
                _ => None,
            })
            .max()
            .unwrap_or_default();
        self.article("a timeline", |article| {
            most > 0 && posts_in(article) == most
        })
    }
}

fn named_by(variable: &str, default: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    std::env::var_os(variable).map_or_else(|| target.join(default), PathBuf::from)
}

fn posts_in(article: &Article) -> usize {
    timelines(article).map(|block| block.posts.len()).sum()
}

/// A text with its white space run together, as [`crate::Tab::text`] gives it. Spaces that do not
/// break are kept: typography put them there.
#[must_use]
pub fn run_together(text: &str) -> String {
    text.split([' ', '\n', '\t'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The timelines of an article.
pub fn timelines(article: &Article) -> impl Iterator<Item = &TimelineBlock> {
    article.body.iter().filter_map(|block| match block {
        Block::Timeline(timeline) => Some(timeline),
        _ => None,
    })
}

/// The posts of a timeline, in reading order.
#[must_use]
pub fn in_order(block: &TimelineBlock) -> Vec<&TimelinePost> {
    let sections = block.timeline.sections.iter();
    sections
        .flat_map(|section| block.posts_of(section).map(|(_, post)| post))
        .collect()
}

fn read_pages(folder: &Path, pages: &mut Vec<Page>) -> Result<(), Error> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_pages(&path, pages)?;
        } else if path.ends_with("page.json") {
            let page = <Page>::from_json(&fs::read_to_string(&path)?)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            pages.push(page);
        }
    }
    Ok(())
}
