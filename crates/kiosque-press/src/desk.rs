//! What compiling one article needs at hand.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::ops::Range;

use kiosque_catalogue::editor::Problem;

use crate::diagnostic::Findings;
use crate::discussions::is_of_comment;
use crate::links::LinkTargets;
use crate::media::{MediaShelf, MediaUse, PublishedMedia};
use crate::settings::Settings;
use crate::source::Source;
use crate::typography;

/// What stands in a page already, by fragment. The app's own come first.
pub(crate) const OWN_FRAGMENTS: [&str; 19] = [
    "app",
    "au-fil",
    "aller-au-contenu",
    "commentaire",
    "commentaires",
    "comments",
    "contenu",
    "courrier",
    "fil-des-commentaires",
    "haut",
    "infolettre",
    "laisser-un-commentaire",
    "main",
    "menu",
    "newsletter",
    "page",
    "recherche",
    "search",
    "top",
];

/// The fragments of one page.
#[derive(Debug)]
pub struct Anchors(RefCell<BTreeSet<String>>);

impl Default for Anchors {
    fn default() -> Self {
        Self(RefCell::new(OWN_FRAGMENTS.map(String::from).into()))
    }
}

impl Anchors {
    /// A fragment nobody has yet: the one wanted, or with a number behind it.
    pub fn claim(&self, wanted: &str) -> String {
        let wanted = if wanted.is_empty() { "section" } else { wanted };
        // Every number behind this word is a comment's, there or to come.
        let numbered = if wanted == "comment" {
            "comment-section"
        } else {
            wanted
        };
        let mut taken = self.0.borrow_mut();
        let free = (1_u32..)
            .map(|n| {
                if n == 1 {
                    wanted.to_owned()
                } else {
                    format!("{numbered}-{n}")
                }
            })
            .find(|name| !taken.contains(name) && !is_of_comment(name))
            .unwrap_or_default();
        taken.insert(free.clone());
        free
    }

    /// Keeps a fragment that something else in the page will use.
    pub fn reserve(&self, name: &str) {
        self.0.borrow_mut().insert(name.to_owned());
    }
}

/// What compiling an article needs at hand.
pub struct Desk<'a> {
    /// The file.
    pub source: &'a Source,
    /// The newsroom.
    pub settings: &'a Settings,
    /// Where links lead.
    pub targets: &'a LinkTargets,
    /// The media files.
    pub shelf: &'a MediaShelf<'a>,
    /// What is wrong.
    pub findings: &'a Findings,
    /// The page's fragments.
    pub anchors: Anchors,
    /// Words a reader reads.
    pub words: Cell<usize>,
    /// The beginning of the running text, for descriptions.
    pub opening: RefCell<String>,
}

/// Length in bytes at which enough of the running text is known for a description.
pub(crate) const OPENING: usize = 600;

impl Desk<'_> {
    /// Counts the words of a text.
    pub fn count(&self, text: &str) {
        let words = text
            .split_whitespace()
            .filter(|word| word.contains(char::is_alphanumeric));
        self.words.set(self.words.get() + words.count());
    }

    /// A picture for a page, or a noted problem.
    pub fn picture(&self, file: &str, at: Range<usize>) -> Option<PublishedMedia> {
        let outside = file.contains("://") || file.starts_with("//") || file.starts_with("data:");
        let published = if outside {
            Err(Problem::MediaElsewhere {
                link: file.to_owned(),
            })
        } else {
            self.shelf.publish(file, MediaUse::Picture)
        };
        published
            .map_err(|problem| self.findings.at(self.source, at, problem))
            .ok()
    }

    /// An alternative text; a missing one is noted.
    pub fn alt(&self, alt: Option<&str>, file: &str, at: Range<usize>) -> String {
        if alt.is_none() {
            let problem = Problem::MissingAlt {
                file: format!("media/{file}"),
            };
            self.findings.at(self.source, at, problem);
        }
        self.plain(alt.unwrap_or_default())
    }

    /// Plain words in the site's typography.
    pub fn plain(&self, words: &str) -> String {
        typography::plain(self.settings.wording.language, words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_heading_takes_the_place_of_a_comment() {
        let anchors = Anchors::default();
        let claimed: Vec<_> = [
            "comment",
            "comment",
            "comment",
            "comment-12",
            "comment-12",
            "comment-faire",
            "laisser-un-commentaire",
            "",
        ]
        .map(|wanted| anchors.claim(wanted))
        .into();
        assert_eq!(
            claimed,
            [
                "comment",
                "comment-section-2",
                "comment-section-3",
                "comment-12-2",
                "comment-12-3",
                "comment-faire",
                "laisser-un-commentaire-2",
                "section",
            ]
        );
    }
}
