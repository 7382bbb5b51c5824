//! Where pages stand.

use kiosque_catalogue::editor::Problem;
use kiosque_model::Language;

use crate::fields::Fields;
use crate::permalink::{Permalink, Scheme};
use crate::source::Located;

const SECTION_ROUTE: &str = "/{slug}/";
const TAG_ROUTE: &str = "/mot-cle/{slug}/";
const AUTHOR_ROUTE: &str = "/auteur/{slug}/";
/// As it is checked; an editor writes it without the leading slash.
const PAGE_ROUTE: &str = "/page/{n}/";

/// The search page's permalink in a language.
const fn search_route(language: Language) -> &'static str {
    match language {
        Language::Fr => "/recherche/",
        Language::En => "/search/",
    }
}

/// The permalink of the newsletter's page in a language.
const fn newsletter_route(language: Language) -> &'static str {
    match language {
        Language::Fr => "/infolettre/",
        Language::En => "/newsletter/",
    }
}

/// The permalink of the reader's own page in a language.
const fn shelf_route(language: Language) -> &'static str {
    match language {
        Language::Fr => "/lectures/",
        Language::En => "/reading-list/",
    }
}

/// The permalink, in a language, of the page shown in place of one that cannot be had.
const fn offline_route(language: Language) -> &'static str {
    match language {
        Language::Fr => "/hors-ligne/",
        Language::En => "/offline/",
    }
}

/// Permalink schemes of the pages that list articles, and the site's own pages.
#[derive(Debug, Clone)]
pub struct Routes {
    /// A section's page.
    pub section: Scheme,
    /// A tag's page.
    pub tag: Scheme,
    /// An author's page.
    pub author: Scheme,
    /// What is appended from the second page of a list on.
    pub page: Scheme,
    /// The search page.
    pub search: Located<Permalink>,
    /// The page of the newsletter, which is there where there is a newsletter.
    pub newsletter: Located<Permalink>,
    /// The reader's own page, which is there where a worker keeps articles.
    pub shelf: Located<Permalink>,
    /// The page shown in place of one that cannot be had, which is there where a worker shows it.
    pub offline: Located<Permalink>,
}

/// Reads the `[routes]` table of `site.toml`. What is wrong is noted.
pub(super) fn read(fields: &mut Fields<'_>, language: Language) -> Option<Routes> {
    let Some(mut table) = fields.table("routes") else {
        let default = |written, part| Scheme::new(written, &[part], Some(part)).ok();
        let own = |route: &str| {
            let value = Permalink::parse(route).ok()?;
            Some(Located { value, at: 0..0 })
        };
        return Some(Routes {
            section: default(SECTION_ROUTE, "slug")?,
            tag: default(TAG_ROUTE, "slug")?,
            author: default(AUTHOR_ROUTE, "slug")?,
            page: default(PAGE_ROUTE, "n")?,
            search: own(search_route(language))?,
            newsletter: own(newsletter_route(language))?,
            shelf: own(shelf_route(language))?,
            offline: own(offline_route(language))?,
        });
    };
    let section = scheme(
        &mut table,
        "section",
        SECTION_ROUTE,
        &["slug"],
        Some("slug"),
    );
    let tag = scheme(&mut table, "tag", TAG_ROUTE, &["slug"], Some("slug"));
    let author = scheme(&mut table, "author", AUTHOR_ROUTE, &["slug"], Some("slug"));
    let page = scheme(&mut table, "page", PAGE_ROUTE, &["n"], Some("n"));
    let search = own_page(&mut table, "search", search_route(language));
    let newsletter = own_page(&mut table, "newsletter", newsletter_route(language));
    let shelf = own_page(&mut table, "shelf", shelf_route(language));
    let offline = own_page(&mut table, "offline", offline_route(language));
    table.finish();
    Some(Routes {
        section: section?,
        tag: tag?,
        author: author?,
        page: page?,
        search: search?,
        newsletter: newsletter?,
        shelf: shelf?,
        offline: offline?,
    })
}

/// Reads a permalink scheme. A scheme without its leading slash is one that is appended.
pub(super) fn scheme(
    fields: &mut Fields<'_>,
    key: &'static str,
    default: &str,
    parts: &[&str],
    must: Option<&'static str>,
) -> Option<Scheme> {
    let written = fields.text(key);
    let at = written.as_ref().map_or(0..0, |written| written.at.clone());
    let text = written.map_or_else(|| default.to_owned(), |written| written.value);
    let appended = key == "page" && !text.starts_with('/');
    let rooted = if appended {
        format!("/{text}")
    } else {
        text.clone()
    };
    Scheme::new(&rooted, parts, must)
        .map_err(|fault| {
            fields.problem(
                at,
                Problem::Permalink {
                    permalink: text,
                    fault,
                },
            )
        })
        .ok()
}

/// The permalink of a page that the site has once.
fn own_page(
    fields: &mut Fields<'_>,
    key: &'static str,
    default: &str,
) -> Option<Located<Permalink>> {
    let Located { value, at } = fields.text(key).unwrap_or_else(|| Located {
        value: default.to_owned(),
        at: 0..0,
    });
    match Permalink::parse(&value) {
        Ok(value) => Some(Located { value, at }),
        Err(fault) => {
            let permalink = value;
            fields.problem(at, Problem::Permalink { permalink, fault });
            None
        }
    }
}
