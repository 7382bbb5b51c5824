//! Where links lead.

use std::collections::{BTreeMap, BTreeSet};

use kiosque_catalogue::editor::Problem;

use crate::diagnostic::nearest;
use crate::permalink::Permalink;

/// A checked target of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Within the site: a permalink or a fragment of the page.
    Inside(String),
    /// Another site.
    Outside(String),
    /// A letter or a call.
    Contact(String),
}

/// Everything within the site that a link can lead to.
#[derive(Debug, Default)]
pub struct LinkTargets {
    /// Permalinks of articles by slug; `None` for one that is not published.
    pub articles: BTreeMap<String, Option<Permalink>>,
    /// Every page.
    pub pages: BTreeSet<Permalink>,
}

impl LinkTargets {
    /// Checks a link as an editor wrote it.
    ///
    /// # Errors
    ///
    /// Why it leads nowhere.
    pub fn resolve(&self, link: &str) -> Result<Target, Problem> {
        let (path, fragment) = match link.find('#') {
            Some(at) => link.split_at(at),
            None => (link, ""),
        };
        if path.is_empty() && fragment.len() > 1 {
            return Ok(Target::Inside(link.to_owned()));
        }
        if let Some(slug) = path.strip_prefix("article:") {
            return self
                .article(slug)
                .map(|page| Target::Inside(page.url() + fragment));
        }
        if path.starts_with('/') && !path.starts_with("//") {
            return self
                .page(path)
                .map(|page| Target::Inside(page.url() + fragment));
        }
        let Some((scheme, rest)) = path.split_once(':') else {
            return Err(Problem::RelativeLink {
                link: link.to_owned(),
            });
        };
        match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" if rest.len() > 2 && rest.starts_with("//") => {
                Ok(Target::Outside(link.to_owned()))
            }
            "mailto" | "tel" if !rest.is_empty() => Ok(Target::Contact(link.to_owned())),
            _ => Err(Problem::LinkScheme {
                link: link.to_owned(),
            }),
        }
    }

    fn article(&self, slug: &str) -> Result<&Permalink, Problem> {
        match self.articles.get(slug) {
            Some(Some(permalink)) => Ok(permalink),
            Some(None) => Err(Problem::UnpublishedArticle {
                slug: slug.to_owned(),
            }),
            None => {
                let suggestion = nearest(slug, self.articles.keys().map(String::as_str));
                Err(Problem::UnknownArticle {
                    slug: slug.to_owned(),
                    suggestion,
                })
            }
        }
    }

    fn page(&self, path: &str) -> Result<&Permalink, Problem> {
        let known = Permalink::parse(path)
            .ok()
            .and_then(|page| self.pages.get(&page));
        known.ok_or_else(|| {
            let urls: Vec<_> = self.pages.iter().map(Permalink::written).collect();
            let suggestion = nearest(path, urls.iter().map(String::as_str));
            Problem::UnknownPage {
                link: path.to_owned(),
                suggestion,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets() -> LinkTargets {
        let page = Permalink::parse("/été/visite/").unwrap();
        LinkTargets {
            articles: [
                ("visite".to_owned(), Some(page.clone())),
                ("brouillon".to_owned(), None),
            ]
            .into(),
            pages: [Permalink::root(), page].into(),
        }
    }

    #[test]
    fn right_links_are_resolved() {
        let url = "/%C3%A9t%C3%A9/visite/";
        let cases = [
            ("article:visite", Target::Inside(url.into())),
            (
                "article:visite#matin",
                Target::Inside(format!("{url}#matin")),
            ),
            ("/été/visite/#matin", Target::Inside(format!("{url}#matin"))),
            ("/", Target::Inside("/".into())),
            ("#matin", Target::Inside("#matin".into())),
            (
                "https://a.fr/?q#b",
                Target::Outside("https://a.fr/?q#b".into()),
            ),
            ("mailto:a@b.fr", Target::Contact("mailto:a@b.fr".into())),
        ];
        for (written, target) in cases {
            assert_eq!(targets().resolve(written), Ok(target), "{written}");
        }
    }

    #[test]
    fn links_that_lead_nowhere_say_why() {
        let resolve = |link| targets().resolve(link).unwrap_err();
        assert_eq!(
            resolve("article:visit"),
            Problem::UnknownArticle {
                slug: "visit".into(),
                suggestion: Some("visite".into())
            }
        );
        assert!(matches!(
            resolve("article:brouillon"),
            Problem::UnpublishedArticle { .. }
        ));
        assert!(matches!(
            resolve("/été/visite"),
            Problem::UnknownPage {
                suggestion: Some(_),
                ..
            }
        ));
        for relative in ["visite", "", "#", "../visite/", "//a.fr/"] {
            assert!(
                matches!(resolve(relative), Problem::RelativeLink { .. }),
                "{relative}"
            );
        }
        for scheme in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https:",
            "ftp://a",
        ] {
            assert!(
                matches!(resolve(scheme), Problem::LinkScheme { .. }),
                "{scheme}"
            );
        }
    }
}
