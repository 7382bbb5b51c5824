//! `site.toml`: the newsroom.

mod routes;

use std::collections::BTreeSet;

use kiosque_catalogue::editor::Problem;
use kiosque_model::post::web_link;
use kiosque_model::{Language, Newsletter};

use crate::archive::hosts::{self, ArchiveSettings};
use crate::diagnostic::Findings;
use crate::discussions::{self, DiscussionSettings};
use crate::fields::{self, Fields};
use crate::hosting::{self, Security};
use crate::moments::{self, Wording};
use crate::newsletter::{self, NewsletterSettings};
use crate::permalink::Scheme;
use crate::pocket::{self, PocketSettings};
use crate::redirects::{self, RedirectSettings};
use crate::source::{Located, Source};
use crate::typography;

pub use routes::Routes;
use routes::scheme;

/// Seconds between two questions where the newsroom does not say.
const PACE: u32 = 30;
/// A reader notices no more, and a host answers a thousand readers.
const FASTEST: u32 = 10;
/// Less often than once in an hour is not live.
const SLOWEST: u32 = 3600;

/// The name of the settings file.
pub const SITE_FILE: &str = "site.toml";

/// A newsroom's settings, its words set in their final typography.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The newspaper's name.
    pub name: String,
    /// The line under the name.
    pub tagline: Option<String>,
    /// Description of the front page.
    pub description: String,
    /// Where the site is published, without a trailing slash.
    pub base_url: String,
    /// Language and zone.
    pub wording: Wording,
    /// IANA name of the zone.
    pub zone_name: String,
    /// Permalinks of articles.
    pub permalink: Scheme,
    /// Articles on each page of a list.
    pub per_page: usize,
    /// Permalinks of other pages.
    pub routes: Routes,
    /// Sections in the editor's order.
    pub sections: Vec<SectionSettings>,
    /// Authors in the editor's order.
    pub authors: Vec<AuthorSettings>,
    /// Links at the foot of every page: title and target.
    pub footer: Vec<(String, Located<String>)>,
    /// Old addresses and where they lead, articles' own left out.
    pub redirects: Vec<RedirectSettings>,
    /// Other sites that the page may talk to.
    pub security: Security,
    /// Servers that posts may be archived from, the networks' own left out.
    pub archive: ArchiveSettings,
    /// Readers' comments, where there are any.
    pub discussions: Option<DiscussionSettings>,
    /// The newsletter, where there is one.
    pub newsletter: Option<NewsletterSettings>,
    /// Seconds between two questions of an app whose reader follows a live article.
    pub pace: u32,
    /// The site installed, and without a network.
    pub pocket: PocketSettings,
}

/// A section of the newspaper.
#[derive(Debug, Clone)]
pub struct SectionSettings {
    /// Its slug.
    pub slug: Located<String>,
    /// Its name.
    pub name: String,
    /// A sentence about it.
    pub description: Option<String>,
}

/// Someone who signs articles.
#[derive(Debug, Clone)]
pub struct AuthorSettings {
    /// Their slug.
    pub slug: Located<String>,
    /// Their name.
    pub name: String,
    /// What they do in the newsroom.
    pub role: Option<String>,
    /// A few sentences about them.
    pub biography: Option<String>,
    /// Portrait below `media/`.
    pub portrait: Option<Located<String>>,
    /// What the portrait shows; `None` where nobody said.
    pub portrait_alt: Option<String>,
    /// Whether they are a newsroom or a group, not a person.
    pub collective: bool,
}

impl Settings {
    /// What a page needs to offer the newsletter, where there is one.
    pub fn offered_newsletter(&self) -> Option<Newsletter> {
        let newsletter = self.newsletter.as_ref()?;
        Some(newsletter.offered(&self.routes.newsletter.value))
    }
}

/// The language of a settings file, as far as it can be read: problems are told in it.
pub fn language_of(site: &Source) -> Option<Language> {
    let table: toml::Table = site.text.parse().ok()?;
    language(table.get("language")?.as_str()?)
}

fn language(tag: &str) -> Option<Language> {
    [Language::Fr, Language::En]
        .into_iter()
        .find(|language| language.tag() == tag)
}

/// Reads `site.toml`. What is wrong is noted; without a name, a language and a zone there are no
/// settings.
pub fn read(source: &Source, findings: &Findings) -> Option<Settings> {
    let table = fields::parse(source, 0..source.text.len(), findings)?;
    let mut fields = Fields::new(source, 0, &table, findings);
    let name = fields.required_text("name");
    let language = read_language(&mut fields);
    let zone = fields
        .required_text("time_zone")
        .and_then(|name| zone_named(&fields, name));
    let words = |text: Option<Located<String>>| {
        text.map(|text| typography::plain(language.unwrap_or_default(), &text.value))
            .filter(|text| !text.is_empty())
    };
    let tagline = words(fields.text("tagline"));
    let base_url = read_base_url(&mut fields);
    let description = words(fields.text("description"));
    let parts = ["section", "slug", "year", "month", "day"];
    let permalink = scheme(
        &mut fields,
        "permalink",
        "/{section}/{slug}/",
        &parts,
        Some("slug"),
    );
    let per_page = fields
        .count("articles_per_page")
        .map_or(8, |count| count.value);
    let routes = routes::read(&mut fields, language.unwrap_or_default());
    let mut slugs = BTreeSet::new();
    let mut sections = Vec::new();
    for mut table in fields.tables("sections") {
        let slug = read_slug(&mut table, &mut slugs);
        let name = table.required_text("name");
        let description = words(table.text("description"));
        if let (Some(slug), Some(name)) = (slug, words(name)) {
            sections.push(SectionSettings {
                slug,
                name,
                description,
            });
        }
        table.finish();
    }
    let mut slugs = BTreeSet::new();
    let mut authors = Vec::new();
    for mut table in fields.tables("authors") {
        let slug = read_slug(&mut table, &mut slugs);
        let name = table.required_text("name");
        let role = words(table.text("role"));
        let biography = words(table.text("biography"));
        let portrait = table.text("portrait");
        let alt = table.text("portrait_alt");
        let portrait_alt =
            alt.map(|alt| typography::plain(language.unwrap_or_default(), &alt.value));
        let collective = table.flag("collective");
        if let (Some(slug), Some(name)) = (slug, words(name)) {
            authors.push(AuthorSettings {
                slug,
                name,
                role,
                biography,
                portrait,
                portrait_alt,
                collective,
            });
        }
        table.finish();
    }
    let mut footer = Vec::new();
    for mut table in fields.tables("footer") {
        let (title, link) = (table.required_text("title"), table.required_text("link"));
        if let (Some(title), Some(link)) = (words(title), link) {
            footer.push((title, link));
        }
        table.finish();
    }
    let redirects = redirects::read_settings(&mut fields);
    let mut security = hosting::read(&mut fields);
    let archive = hosts::read(&mut fields);
    let discussions = discussions::read(&mut fields);
    let newsletter = newsletter::read(&mut fields, language.unwrap_or_default());
    let pace = read_pace(&mut fields);
    let pocket = pocket::read(&mut fields, language.unwrap_or_default());
    fields.finish();
    if let Some(discussions) = &discussions {
        discussions.allow(&mut security);
    }
    if let Some(newsletter) = &newsletter {
        newsletter.allow(&mut security);
    }
    let (zone_name, zone) = zone?;
    Some(Settings {
        name: words(name)?,
        tagline,
        description: description.unwrap_or_default(),
        base_url: base_url?,
        wording: Wording {
            language: language?,
            zone,
        },
        zone_name,
        permalink: permalink?,
        per_page: usize::try_from(per_page).unwrap_or(usize::MAX),
        routes: routes?,
        sections,
        authors,
        footer,
        redirects,
        security,
        archive,
        discussions,
        newsletter,
        pace,
        pocket,
    })
}

/// Reads the `[live]` table. What is wrong is noted.
fn read_pace(fields: &mut Fields<'_>) -> u32 {
    let Some(mut table) = fields.table("live") else {
        return PACE;
    };
    let pace = table.number("pace", FASTEST..=SLOWEST);
    table.finish();
    pace.unwrap_or(PACE)
}

fn read_language(fields: &mut Fields<'_>) -> Option<Language> {
    let tag = fields.required_text("language")?;
    let known = language(&tag.value);
    if known.is_none() {
        fields.problem(
            tag.at,
            Problem::UnknownLanguage {
                language: tag.value,
            },
        );
    }
    known
}

/// Finds a time zone by its name, noting one that is unknown.
pub(crate) fn zone_named(
    fields: &Fields<'_>,
    name: Located<String>,
) -> Option<(String, jiff::tz::TimeZone)> {
    match moments::zone(&name.value) {
        Ok(zone) => Some((name.value, zone)),
        Err(suggestion) => {
            fields.problem(
                name.at,
                Problem::UnknownTimeZone {
                    zone: name.value,
                    suggestion,
                },
            );
            None
        }
    }
}

fn read_base_url(fields: &mut Fields<'_>) -> Option<String> {
    let url = fields.required_text("base_url")?;
    let host = web_link(&url.value)
        .and_then(|url| url.split_once("://"))
        .map(|(_, host)| host);
    if host.is_some_and(|host| !host.contains(['/', '?', '#', ' '])) {
        return Some(url.value);
    }
    fields.problem(url.at, Problem::BaseUrl { url: url.value });
    None
}

/// A slug that must be there, sound, and new among its kind.
fn read_slug(table: &mut Fields<'_>, known: &mut BTreeSet<String>) -> Option<Located<String>> {
    let slug = table.required_slug("slug")?;
    if !known.insert(slug.value.clone()) {
        let other = SITE_FILE.to_owned();
        table.problem(
            slug.at,
            Problem::DuplicateSlug {
                slug: slug.value,
                other,
            },
        );
        return None;
    }
    Some(slug)
}
