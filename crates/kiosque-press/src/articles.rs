//! Article files: front matter and where the body begins.

use std::ops::Range;

use jiff::Timestamp;
use kiosque_catalogue::editor::{ExpectedValue, Problem};
use kiosque_model::Live;

use crate::diagnostic::{Findings, nearest};
use crate::fields::{self, Fields};
use crate::permalink::{Permalink, slug_of};
use crate::redirects::{self, OldAddress};
use crate::settings::Settings;
use crate::source::{Located, Source};
use crate::typography;

/// The line before and after front matter.
const FENCE: &str = "+++";

/// An article as its file has it, its words set in their final typography.
#[derive(Debug, Clone)]
pub struct ArticleFile<'s> {
    /// The file.
    pub source: &'s Source,
    /// The bytes of the Markdown body.
    pub body: Range<usize>,
    /// The headline.
    pub title: String,
    /// The article's name in links.
    pub slug: Located<String>,
    /// Index of its section in the settings.
    pub section: usize,
    /// Indexes of its authors in the settings.
    pub authors: Vec<usize>,
    /// Tags: slug and words.
    pub tags: Vec<(String, String)>,
    /// First publication.
    pub published: Timestamp,
    /// Last change worth telling.
    pub updated: Option<Timestamp>,
    /// The standfirst.
    pub standfirst: Option<String>,
    /// Not to be published yet.
    pub draft: bool,
    /// How what it tells is or was covered live.
    pub live: Option<Live>,
    /// Whether it asks to lead the front page.
    pub lead: bool,
    /// Where it is published, and where that is written.
    pub permalink: Located<Permalink>,
    /// Where it was published before.
    pub aliases: Vec<Located<OldAddress>>,
    /// Slugs of articles to read next.
    pub related: Vec<Located<String>>,
    /// The picture that opens it.
    pub hero: Option<Hero>,
    /// Whether readers comment on it.
    pub comments: Commenting,
    /// The number of the WordPress post whose comments are its own.
    pub comments_post: Option<Located<u32>>,
}

/// Whether readers comment on an article, where they may on the site's articles at all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Commenting {
    /// They read comments and write some.
    #[default]
    Open,
    /// They read what others wrote.
    Closed,
    /// There is no discussion.
    None,
}

/// The opening picture as the front matter has it.
#[derive(Debug, Clone)]
pub struct Hero {
    /// Path below `media/`.
    pub src: Located<String>,
    /// What it shows; `None` where nobody said.
    pub alt: Option<String>,
    /// Caption, Markdown.
    pub caption: Option<Located<String>>,
    /// Who made it.
    pub credit: Option<String>,
}

/// Finds the front matter and the body. A file without both has a problem noted.
pub fn split(source: &Source, findings: &Findings) -> Option<(Range<usize>, Range<usize>)> {
    let text = &source.text;
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let mut at = start;
    let mut opened = None;
    for line in text[start..].split_inclusive('\n') {
        let fence = line.trim_end() == FENCE;
        match opened {
            None if fence => opened = Some(at + line.len()),
            None => break,
            Some(matter) if fence => return Some((matter..at, at + line.len()..text.len())),
            Some(_) => {}
        }
        at += line.len();
    }
    let first_line = start..start + text[start..].lines().next().map_or(0, str::len);
    let problem = if opened.is_some() {
        Problem::FrontMatterUnclosed
    } else {
        Problem::FrontMatterMissing
    };
    findings.at(source, first_line, problem);
    None
}

/// Reads an article's front matter. What is wrong is noted.
pub fn read<'s>(
    source: &'s Source,
    settings: &Settings,
    findings: &Findings,
) -> Option<ArticleFile<'s>> {
    let (matter, body) = split(source, findings)?;
    let table = fields::parse(source, matter.clone(), findings)?;
    let mut fields = Fields::new(source, matter.start, &table, findings);
    let language = settings.wording.language;
    let words = |text: Located<String>| typography::plain(language, &text.value);
    let said = |text: Option<Located<String>>| text.map(words).filter(|text| !text.is_empty());

    let title = fields.required_text("title").map(words);
    let slug = fields.required_slug("slug");
    let section = read_section(&mut fields, settings);
    let authors = read_authors(&mut fields, settings);
    let tags = read_tags(&mut fields, settings);
    let published = fields
        .required_instant("published")
        .map(|instant| instant.value);
    let updated = fields.instant("updated").map(|instant| instant.value);
    let standfirst = said(fields.text("standfirst"));
    let (draft, lead) = (fields.flag("draft"), fields.flag("lead"));
    let pace = settings.pace;
    let live = fields.switch("live").map(|live| match live {
        true => Live::Now { pace },
        false => Live::Over,
    });
    let related = fields.texts("related");
    let aliases = redirects::read_aliases(&mut fields);
    let hero = fields.table("hero").and_then(|mut hero| {
        let src = hero.required_text("src");
        let alt = hero.text("alt").map(words);
        let (caption, credit) = (hero.text("caption"), said(hero.text("credit")));
        hero.finish();
        Some(Hero {
            src: src?,
            alt,
            caption,
            credit,
        })
    });
    let comments = fields.choice(
        "comments",
        ExpectedValue::Comments,
        |written| match written {
            Ok(true) => Some(Commenting::Open),
            Ok(false) => Some(Commenting::None),
            Err("closed") => Some(Commenting::Closed),
            Err(_) => None,
        },
    );
    let comments_post = read_comments_post(&mut fields, settings);
    let own = fields.text("permalink");
    fields.finish();
    // What is wrong is noted, so nothing will be published. Stand-ins let the body, and the links
    // that lead here, be checked in the same run.
    let slug = slug?;
    let title = title.unwrap_or_default();
    let published = published.unwrap_or(Timestamp::UNIX_EPOCH);
    let section = match section {
        Some(section) => section,
        None if settings.sections.is_empty() => return None,
        None => 0,
    };
    let permalink = permalink(own, settings, &slug, section, published, source, findings)?;
    Some(ArticleFile {
        source,
        body,
        title,
        slug,
        section,
        authors,
        tags,
        published,
        updated,
        standfirst,
        draft,
        live,
        lead,
        permalink,
        aliases,
        related,
        hero,
        comments: comments.unwrap_or_default(),
        comments_post,
    })
}

/// The number of a WordPress post, which says nothing to another service.
fn read_comments_post(fields: &mut Fields<'_>, settings: &Settings) -> Option<Located<u32>> {
    let number = fields.count("comments_post")?;
    let discussions = settings.discussions.as_ref();
    if discussions.is_some_and(|discussions| !discussions.is_wordpress()) {
        fields.problem(number.at, Problem::CommentsPostUnused);
        return None;
    }
    Some(number)
}

fn read_section(fields: &mut Fields<'_>, settings: &Settings) -> Option<usize> {
    let section = fields.required_text("section")?;
    let slugs = || {
        settings
            .sections
            .iter()
            .map(|section| section.slug.value.as_str())
    };
    let index = slugs().position(|slug| slug == section.value);
    if index.is_none() {
        let suggestion = nearest(&section.value, slugs());
        let problem = Problem::UnknownSection {
            section: section.value,
            suggestion,
        };
        fields.problem(section.at, problem);
    }
    index
}

fn read_authors(fields: &mut Fields<'_>, settings: &Settings) -> Vec<usize> {
    let written = fields.texts("authors");
    if written.is_empty() {
        let field = "authors".to_owned();
        fields.problem(fields.at(), Problem::MissingField { field });
    }
    let slugs = || {
        settings
            .authors
            .iter()
            .map(|author| author.slug.value.as_str())
    };
    let mut authors = Vec::new();
    for author in written {
        match slugs().position(|slug| slug == author.value) {
            Some(index) if !authors.contains(&index) => authors.push(index),
            Some(_) => {}
            None => {
                let suggestion = nearest(&author.value, slugs());
                let problem = Problem::UnknownAuthor {
                    author: author.value,
                    suggestion,
                };
                fields.problem(author.at, problem);
            }
        }
    }
    authors
}

fn read_tags(fields: &mut Fields<'_>, settings: &Settings) -> Vec<(String, String)> {
    let mut tags: Vec<(String, String)> = Vec::new();
    for tag in fields.texts("tags") {
        let slug = slug_of(&tag.value);
        if slug.is_empty() {
            fields.problem(tag.at, Problem::TagWithoutWords { tag: tag.value });
        } else if tags.iter().all(|(known, _)| *known != slug) {
            tags.push((
                slug,
                typography::plain(settings.wording.language, &tag.value),
            ));
        }
    }
    tags
}

fn permalink(
    own: Option<Located<String>>,
    settings: &Settings,
    slug: &Located<String>,
    section: usize,
    published: Timestamp,
    source: &Source,
    findings: &Findings,
) -> Option<Located<Permalink>> {
    let written = own.unwrap_or_else(|| {
        let day = settings.wording.local(published).date();
        let section = settings
            .sections
            .get(section)
            .map_or("", |section| &section.slug.value);
        let value = settings.permalink.fill(&[
            ("section", section),
            ("slug", &slug.value),
            ("year", &format!("{:04}", day.year())),
            ("month", &format!("{:02}", day.month())),
            ("day", &format!("{:02}", day.day())),
        ]);
        Located {
            value,
            at: slug.at.clone(),
        }
    });
    match Permalink::parse(&written.value) {
        Ok(value) => Some(Located {
            value,
            at: written.at,
        }),
        Err(fault) => {
            let problem = Problem::Permalink {
                permalink: written.value,
                fault,
            };
            findings.at(source, written.at, problem);
            None
        }
    }
}
