//! Old addresses and where they lead.
//!
//! An article names its own in `aliases`, `site.toml` the others under `[[redirects]]`. What they
//! lead to is always the last address: a page, a feed, or a page of another site. So there is no
//! chain, and no loop.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use kiosque_catalogue::editor::{PermalinkFault, Problem, RedirectFault};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use url::Url;

use crate::articles::ArticleFile;
use crate::diagnostic::Findings;
use crate::fields::Fields;
use crate::links::{LinkTargets, Target};
use crate::permalink::Permalink;
use crate::settings::Settings;
use crate::source::{Located, Source};

/// What a target cannot carry as it is: it is written into HTML, a header and three kinds of
/// configuration, some of which put words in the place of `$` and `{}`.
const TARGET: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'$')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Feeds stand beside the first page of each list.
const FEEDS: [&str; 3] = ["feed.xml", "atom.xml", "feed.json"];

/// An address that is not a page's any more.
///
/// With or without its last slash it is the same address: hosts treat them alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldAddress {
    permalink: Permalink,
    /// Whether it was written with a slash at its end.
    slash: bool,
}

impl OldAddress {
    /// Reads an old address as an editor writes it: from the root, with or without a slash at its
    /// end.
    ///
    /// # Errors
    ///
    /// The problem to tell.
    pub fn parse(written: &str) -> Result<Self, Problem> {
        let redirect = |fault| Problem::Redirect {
            address: written.to_owned(),
            fault,
        };
        if !written.starts_with('/') {
            return Err(redirect(RedirectFault::Relative));
        }
        let slash = written.ends_with('/');
        let folder = if slash {
            written.to_owned()
        } else {
            format!("{written}/")
        };
        match Permalink::parse(&folder) {
            Ok(permalink) => Ok(Self { permalink, slash }),
            Err(PermalinkFault::Character('?')) => Err(redirect(RedirectFault::Query)),
            Err(fault) => Err(Problem::Permalink {
                permalink: written.to_owned(),
                fault,
            }),
        }
    }

    /// The root-relative, percent-encoded address, as it was written.
    pub fn url(&self) -> String {
        let mut url = self.permalink.url();
        if !self.slash {
            url.pop();
        }
        url
    }

    /// The path as a web server compares it: letters as they are, no slash at its end.
    pub fn path(&self) -> String {
        format!("/{}", self.permalink.folder())
    }

    /// Whether it is printed as a file of its own name, and not as a folder with an `index.html`.
    pub fn is_file(&self) -> bool {
        let folder = self.permalink.folder().to_lowercase();
        !self.slash && (folder.ends_with(".html") || folder.ends_with(".htm"))
    }

    /// Where it is printed below the output folder, so that hosts without redirects serve a page
    /// there. `/index.php` is a folder: hosts would offer a file of that name for download.
    pub fn file(&self) -> String {
        if self.is_file() {
            self.permalink.folder()
        } else {
            self.permalink.file("index.html")
        }
    }
}

/// An old address and where it leads, permanently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The old address.
    pub from: OldAddress,
    /// A root-relative, percent-encoded URL of the site, or an absolute `https` one; nothing in it
    /// needs quoting in a header or a configuration.
    pub to: String,
}

/// A redirect as `site.toml` has it.
#[derive(Debug, Clone)]
pub struct RedirectSettings {
    /// The old address.
    pub from: Located<OldAddress>,
    /// Where it leads: `article:slug`, a permalink, a feed, or an outside address.
    pub to: Located<String>,
}

/// Reads an article's `aliases`. What is wrong is noted.
pub fn read_aliases(fields: &mut Fields<'_>) -> Vec<Located<OldAddress>> {
    let written = fields.texts("aliases");
    let read = |alias| read_address(fields, alias);
    written.into_iter().filter_map(read).collect()
}

/// Reads the `[[redirects]]` of `site.toml`. What is wrong is noted.
pub fn read_settings(fields: &mut Fields<'_>) -> Vec<RedirectSettings> {
    let mut redirects = Vec::new();
    for mut table in fields.tables("redirects") {
        let (from, to) = (table.required_text("from"), table.required_text("to"));
        let from = from.and_then(|from| read_address(&table, from));
        if let (Some(from), Some(to)) = (from, to) {
            redirects.push(RedirectSettings { from, to });
        }
        table.finish();
    }
    redirects
}

fn read_address(fields: &Fields<'_>, written: Located<String>) -> Option<Located<OldAddress>> {
    let Located { value, at } = written;
    match OldAddress::parse(&value) {
        Ok(value) => Some(Located { value, at }),
        Err(problem) => {
            fields.problem(at, problem);
            None
        }
    }
}

/// What the redirects of an edition are checked against.
pub(crate) struct Ground<'a> {
    /// Every page, with the file it comes from.
    pub(crate) pages: &'a BTreeMap<Permalink, String>,
    /// The first page of each list: feeds stand beside it.
    pub(crate) lists: BTreeSet<Permalink>,
    /// What links may lead to.
    pub(crate) targets: &'a LinkTargets,
}

/// Every redirect of an edition: those of `site.toml` in its order, then the articles'. What is
/// wrong is noted.
pub(crate) fn plan(
    site: &Source,
    settings: &Settings,
    articles: &[&ArticleFile<'_>],
    ground: &Ground<'_>,
    findings: &Findings,
) -> Vec<Redirect> {
    let own = settings.redirects.iter().map(|redirect| Candidate {
        source: site,
        from: &redirect.from,
        to: To::Written(&redirect.to),
    });
    let aliases = articles.iter().flat_map(|article| {
        article.aliases.iter().map(|from| Candidate {
            source: article.source,
            from,
            to: To::Page(&article.permalink.value),
        })
    });
    let candidates: Vec<_> = own.chain(aliases).collect();
    let mut taken: BTreeMap<&Permalink, &Candidate<'_>> = BTreeMap::new();
    for candidate in &candidates {
        let permalink = &candidate.from.value.permalink;
        if let Some(page) = ground.pages.get(permalink) {
            candidate.note(findings, RedirectFault::Page(page.clone()));
        } else if let Some(other) = taken.get(permalink) {
            candidate.note(findings, RedirectFault::Twice(other.source.path.clone()));
        } else {
            taken.insert(permalink, candidate);
        }
    }
    check_files(&taken, ground, findings);
    let redirect = |candidate: &Candidate<'_>| {
        Some(Redirect {
            from: candidate.from.value.clone(),
            to: candidate.target(ground, &taken, findings)?,
        })
    };
    candidates.iter().filter_map(redirect).collect()
}

/// A redirect that is being checked.
struct Candidate<'a> {
    source: &'a Source,
    from: &'a Located<OldAddress>,
    to: To<'a>,
}

enum To<'a> {
    Page(&'a Permalink),
    Written(&'a Located<String>),
}

impl Candidate<'_> {
    fn problem(&self, fault: RedirectFault) -> Problem {
        Problem::Redirect {
            address: self.from.value.url(),
            fault,
        }
    }

    fn note(&self, findings: &Findings, fault: RedirectFault) {
        let at: Range<usize> = self.from.at.clone();
        findings.at(self.source, at, self.problem(fault));
    }

    /// Where it leads, if anywhere.
    fn target(
        &self,
        ground: &Ground<'_>,
        taken: &BTreeMap<&Permalink, &Candidate<'_>>,
        findings: &Findings,
    ) -> Option<String> {
        let written = match self.to {
            To::Page(permalink) => return Some(encoded(&permalink.url())),
            To::Written(written) => written,
        };
        let note = |problem| findings.at(self.source, written.at.clone(), problem);
        let fault = |fault| note(self.problem(fault));
        let to = &written.value;
        if is_feed(to, &ground.lists) {
            return Some(encoded(to));
        }
        match ground.targets.resolve(to) {
            Ok(Target::Inside(url)) if url.starts_with('/') => return Some(encoded(&url)),
            Ok(Target::Outside(_)) => {
                if let Ok(url) = Url::parse(to)
                    && url.scheme() == "https"
                {
                    return Some(encoded(url.as_str()));
                }
                fault(RedirectFault::Target(to.clone()));
            }
            Err(
                problem @ (Problem::UnknownArticle { .. } | Problem::UnpublishedArticle { .. }),
            ) => {
                note(problem);
            }
            Err(problem @ Problem::UnknownPage { .. }) => {
                let path = to.split('#').next().unwrap_or_default();
                match OldAddress::parse(path) {
                    Ok(next) if taken.contains_key(&next.permalink) => {
                        fault(RedirectFault::Chain(to.clone()));
                    }
                    _ => note(problem),
                }
            }
            _ => fault(RedirectFault::Target(to.clone())),
        }
        None
    }
}

/// Nothing can stand below an address that is printed as a file.
fn check_files(
    taken: &BTreeMap<&Permalink, &Candidate<'_>>,
    ground: &Ground<'_>,
    findings: &Findings,
) {
    for file in taken.values().filter(|one| one.from.value.is_file()) {
        let folder = format!("{}/", file.from.value.permalink.folder());
        for below in taken.values() {
            if below.from.value.permalink.folder().starts_with(&folder) {
                below.note(findings, RedirectFault::BelowFile(file.from.value.url()));
            }
        }
        let page = |(page, _): &(&Permalink, &String)| page.folder().starts_with(&folder);
        if let Some((_, other)) = ground.pages.iter().find(page) {
            file.note(findings, RedirectFault::Page(other.clone()));
        }
    }
}

fn is_feed(to: &str, lists: &BTreeSet<Permalink>) -> bool {
    to.rfind('/').is_some_and(|slash| {
        let (folder, name) = to.split_at(slash + 1);
        FEEDS.contains(&name) && Permalink::parse(folder).is_ok_and(|page| lists.contains(&page))
    })
}

fn encoded(url: &str) -> String {
    utf8_percent_encode(url, TARGET).to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn old(written: &str) -> OldAddress {
        OldAddress::parse(written).unwrap()
    }

    #[test]
    fn old_addresses_are_printed_where_hosts_find_them() {
        let cases = [
            (
                "/2014/ancien-lien/",
                "/2014/ancien-lien/",
                "2014/ancien-lien/index.html",
            ),
            (
                "/2014/ancien-lien",
                "/2014/ancien-lien",
                "2014/ancien-lien/index.html",
            ),
            ("/ancien.html", "/ancien.html", "ancien.html"),
            ("/Ancien.HTM", "/Ancien.HTM", "Ancien.HTM"),
            ("/ancien.html/", "/ancien.html/", "ancien.html/index.html"),
            (
                "/index.php/old",
                "/index.php/old",
                "index.php/old/index.html",
            ),
            ("/spip.php", "/spip.php", "spip.php/index.html"),
            (
                "/été à Aix/",
                "/%C3%A9t%C3%A9%20%C3%A0%20Aix/",
                "été à Aix/index.html",
            ),
            ("/%C3%A9t%C3%A9", "/%C3%A9t%C3%A9", "été/index.html"),
        ];
        for (written, url, file) in cases {
            let address = old(written);
            assert_eq!((address.url(), address.file()), (url.into(), file.into()));
        }
        assert_eq!(old("/été à Aix/").path(), "/été à Aix");
    }

    #[test]
    fn unfit_old_addresses_say_why() {
        let fault = |written| match OldAddress::parse(written).unwrap_err() {
            Problem::Redirect { fault, .. } => fault,
            other => panic!("{written}: {other:?}"),
        };
        assert_eq!(fault("/?p=123"), RedirectFault::Query);
        assert_eq!(fault("/spip.php?article12"), RedirectFault::Query);
        assert_eq!(fault("ancien/"), RedirectFault::Relative);
        assert_eq!(fault("https://a.fr/ancien/"), RedirectFault::Relative);
        let cases = [
            ("/a/../b/", PermalinkFault::DotSegment),
            ("/a//b", PermalinkFault::EmptySegment),
            ("/a#b", PermalinkFault::Character('#')),
            ("/a%0d%0ab", PermalinkFault::Character('\r')),
            (
                "/a/index.html",
                PermalinkFault::Reserved("index.html".into()),
            ),
            ("/media/a.png", PermalinkFault::Reserved("media".into())),
            ("/404.html", PermalinkFault::Reserved("404.html".into())),
        ];
        for (written, expected) in cases {
            match OldAddress::parse(written) {
                Err(Problem::Permalink { fault, .. }) => assert_eq!(fault, expected, "{written}"),
                other => panic!("{written}: {other:?}"),
            }
        }
    }

    #[test]
    fn targets_need_no_quoting() {
        assert_eq!(
            encoded("/%C3%A9t%C3%A9/#fil de l’été ${x}"),
            "/%C3%A9t%C3%A9/#fil%20de%20l%E2%80%99%C3%A9t%C3%A9%20%24%7Bx%7D"
        );
    }

    #[test]
    fn feeds_stand_beside_lists() {
        let lists = [Permalink::root(), Permalink::parse("/ville/").unwrap()].into();
        for (to, expected) in [
            ("/feed.xml", true),
            ("/ville/atom.xml", true),
            ("/ville/feed.rss", false),
            ("/autre/feed.xml", false),
            ("https://a.fr/feed.xml", false),
        ] {
            assert_eq!(is_feed(to, &lists), expected, "{to}");
        }
    }
}
