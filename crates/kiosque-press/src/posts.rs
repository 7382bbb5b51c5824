//! Archived posts: read, checked, and made ready for pages.

mod page;
mod publication;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use kiosque_catalogue::editor::{ExpectedValue, Problem};
use kiosque_model::post::{MediaKind, POST_SCHEMA, Post, PostState, Quote, web_link};

pub use self::page::{answer, on_page};
use crate::diagnostic::Findings;
use crate::source::Source;

/// A post with the file it came from.
#[derive(Debug, Clone)]
pub struct ArchivedPost<'s> {
    /// The file.
    pub source: &'s Source,
    /// The post.
    pub post: Post,
    /// When it was posted.
    pub posted: Timestamp,
    /// When the newsroom archived it.
    pub archived: Timestamp,
}

/// Reads every post, by id. What is wrong is noted.
pub fn read_all<'s>(
    sources: &'s [Source],
    findings: &Findings,
) -> BTreeMap<String, ArchivedPost<'s>> {
    let mut posts: BTreeMap<String, ArchivedPost<'s>> = BTreeMap::new();
    for source in sources {
        let Some(post) = read(source, findings) else {
            continue;
        };
        if let Some(first) = posts.get(&post.post.id) {
            let id = post.post.id;
            let other = first.source.path.clone();
            findings.at(
                source,
                source.at_string(&id),
                Problem::DuplicatePost { id, other },
            );
            continue;
        }
        posts.insert(post.post.id.clone(), post);
    }
    posts
}

fn read<'s>(source: &'s Source, findings: &Findings) -> Option<ArchivedPost<'s>> {
    let text = source.text.trim_start_matches('\u{feff}');
    let shift = source.text.len() - text.len();
    let post: Post = match serde_json::from_str(text) {
        Ok(post) => post,
        Err(error) => {
            #[derive(serde::Deserialize)]
            struct Versioned {
                schema: u64,
            }
            if let Ok(Versioned { schema }) = serde_json::from_str(text)
                && schema > u64::from(POST_SCHEMA)
            {
                newer(source, schema, findings);
                return None;
            }
            let at = source.at_line(error.line(), error.column());
            let at = at.start + shift..at.end + shift;
            findings.at(
                source,
                at,
                Problem::PostJson {
                    reason: error.to_string(),
                },
            );
            return None;
        }
    };
    if post.schema > POST_SCHEMA {
        newer(source, u64::from(post.schema), findings);
        return None;
    }
    if post.id.trim().is_empty() {
        findings.at(
            source,
            source.at_string("id"),
            Problem::EmptyField { field: "id".into() },
        );
        return None;
    }
    if post.provenance.is_none() {
        let at = source.at_string(&post.id);
        findings.at(
            source,
            at,
            Problem::PostWithoutProvenance {
                id: post.id.clone(),
            },
        );
    }
    check(source, &post, findings);
    let posted = posted(source, &post, findings);
    let archived = instant(source, "archived_at", &post.archived_at, findings);
    Some(ArchivedPost {
        source,
        posted: posted?,
        archived: archived?,
        post,
    })
}

fn newer(source: &Source, found: u64, findings: &Findings) {
    let at = source.at_string("schema");
    findings.at(
        source,
        at,
        Problem::NewerSchema {
            found,
            known: POST_SCHEMA,
        },
    );
}

fn instant(source: &Source, field: &str, value: &str, findings: &Findings) -> Option<Timestamp> {
    let parsed = value.parse().ok();
    if parsed.is_none() {
        let at = source.at_string(value);
        let problem = Problem::WrongValue {
            field: field.to_owned(),
            expected: ExpectedValue::Timestamp,
        };
        findings.at(source, at, problem);
    }
    parsed
}

/// When a post was posted: the earlier of the author's clock and the network's, because Bluesky
/// lets the author declare the first.
fn posted(source: &Source, post: &Post, findings: &Findings) -> Option<Timestamp> {
    let created = instant(source, "created_at", &post.created_at, findings);
    let indexed = post
        .indexed_at
        .as_ref()
        .and_then(|at| instant(source, "indexed_at", at, findings));
    Some(created?.min(indexed.unwrap_or(Timestamp::MAX)))
}

/// Checks what a page would carry of a post.
fn check(source: &Source, post: &Post, findings: &Findings) {
    if let PostState::Withdrawn { date, .. } = &post.state {
        if withdrawn_on(post).is_none() {
            let problem = Problem::WrongValue {
                field: "date".to_owned(),
                expected: ExpectedValue::Day,
            };
            findings.at(source, source.at_string(date), problem);
        }
        return;
    }
    for fault in post.span_faults() {
        let word = match &fault {
            kiosque_model::post::SpanFault::Scheme { href } => href,
            _ => "spans",
        };
        findings.at(source, source.at_string(word), Problem::Span { fault });
    }
    for media in &post.media {
        let described = media.alt.as_deref().is_some();
        if media.kind != MediaKind::Audio && !described {
            // What could not be kept is known by where it was.
            let (file, word) = match &media.origin_url {
                Some(origin) if media.file.is_empty() => (origin.clone(), origin),
                _ => (format!("media/{}", media.file), &media.file),
            };
            findings.at(source, source.at_string(word), Problem::MissingAlt { file });
        }
    }
    let mut links = vec![
        ("url", post.url.as_str()),
        ("profile_url", &post.author.profile_url),
    ];
    if let Some(card) = &post.card {
        links.push(("card.url", &card.url));
    }
    if let Some(repost) = &post.repost_by {
        links.push(("repost_by.author.profile_url", &repost.author.profile_url));
    }
    if let Some(url) = post
        .reply_to
        .as_ref()
        .and_then(|reply| reply.url.as_deref())
    {
        links.push(("reply_to.url", url));
    }
    match post.quote.as_ref() {
        Some(Quote::Post(quoted)) => {
            check(source, quoted, findings);
            posted(source, quoted, findings);
        }
        Some(Quote::Unavailable { url: Some(url), .. }) => links.push(("quote.url", url)),
        _ => {}
    }
    for (field, link) in links {
        if web_link(link).is_none() {
            let problem = Problem::WrongValue {
                field: field.to_owned(),
                expected: ExpectedValue::WebAddress,
            };
            findings.at(source, source.at_string(link), problem);
        }
    }
}

/// The day a post was taken down, where it was.
fn withdrawn_on(post: &Post) -> Option<Date> {
    match &post.state {
        PostState::Withdrawn { date, .. } => date.parse().ok(),
        _ => None,
    }
}
