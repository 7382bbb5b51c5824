//! Archived posts: read, checked, and made ready for pages.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use kiosque_catalogue::editor::{ExpectedValue, Problem};
use kiosque_model::post::{
    CustomEmoji, Media, MediaKind, POST_SCHEMA, Post, PostAuthor, PostState, Quote, SpanKind,
    web_link,
};

use crate::diagnostic::Findings;
use crate::media::{MediaShelf, MediaUse};
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
            let problem = Problem::MissingAlt {
                file: format!("media/{}", media.file),
            };
            findings.at(source, source.at_string(&media.file), problem);
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

/// When a quoted post was posted, where one is quoted.
pub fn quoted_at(post: &Post) -> Option<Timestamp> {
    match post.quote.as_ref()? {
        Quote::Post(quoted) => {
            let created: Timestamp = quoted.created_at.parse().ok()?;
            let indexed = quoted.indexed_at.as_ref().and_then(|at| at.parse().ok());
            Some(created.min(indexed.unwrap_or(Timestamp::MAX)))
        }
        Quote::Unavailable { .. } => None,
    }
}

/// The day a post was taken down, where it was.
pub fn withdrawn_on(post: &Post) -> Option<Date> {
    match &post.state {
        PostState::Withdrawn { date, .. } => date.parse().ok(),
        _ => None,
    }
}

/// The post as pages carry it: nothing that must not be published, media as URLs with their sizes.
pub fn publish(archived: &ArchivedPost<'_>, shelf: &MediaShelf<'_>, findings: &Findings) -> Post {
    let mut post = archived.post.clone().published();
    Publication {
        source: archived.source,
        shelf,
        findings,
    }
    .post(&mut post);
    post
}

/// How large a picture of a post is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// As wide as the post.
    Large,
    /// As a few letters, without a placeholder.
    Small,
}

struct Publication<'a> {
    source: &'a Source,
    shelf: &'a MediaShelf<'a>,
    findings: &'a Findings,
}

impl Publication<'_> {
    fn post(&self, post: &mut Post) {
        self.author(&mut post.author);
        for media in &mut post.media {
            self.media(media, Shown::Large);
        }
        for span in &mut post.spans {
            match &mut span.kind {
                SpanKind::CustomEmoji { media, .. } => self.media(media, Shown::Small),
                // X's redirect is kept for the record and never linked.
                SpanKind::Link { tco, .. } => *tco = None,
                _ => {}
            }
        }
        if let Some(image) = post.card.as_mut().and_then(|card| card.image.as_mut()) {
            self.media(image, Shown::Large);
        }
        if let Some(repost) = &mut post.repost_by {
            self.author(&mut repost.author);
        }
        if let Some(Quote::Post(quoted)) = post.quote.as_mut() {
            self.post(quoted);
        }
    }

    fn author(&self, author: &mut PostAuthor) {
        if let Some(avatar) = &mut author.avatar {
            self.media(avatar, Shown::Small);
        }
        for CustomEmoji { media, .. } in &mut author.name_emoji {
            self.media(media, Shown::Small);
        }
    }

    fn media(&self, media: &mut Media, shown: Shown) {
        let used_as = match media.kind {
            MediaKind::Photo if shown == Shown::Small => MediaUse::Avatar,
            MediaKind::Photo => MediaUse::Picture,
            MediaKind::Gif if media.file.to_ascii_lowercase().ends_with(".gif") => {
                MediaUse::Picture
            }
            MediaKind::Gif | MediaKind::Video => MediaUse::Video,
            MediaKind::Audio => MediaUse::Sound,
        };
        let archived = media.file.clone();
        if let Some(file) = self.file(&archived, used_as) {
            media.file = file.url();
            media.bytes = file.bytes;
            media.mime = Some(file.kind.mime().to_owned());
            media.widths = file.widths;
            if used_as.is_picture() {
                (media.width, media.height) = (file.width, file.height);
                media.placeholder = file.placeholder.filter(|_| shown == Shown::Large);
            }
        }
        if let Some(poster) = media.poster.take()
            && let Some(file) = self.file(&poster, MediaUse::Poster)
        {
            media.poster = Some(file.url());
            media.placeholder = file.placeholder;
            if media.width == 0 || media.height == 0 {
                (media.width, media.height) = (file.width, file.height);
            }
        }
        if used_as == MediaUse::Video && (media.width == 0 || media.height == 0) {
            let at = self.source.at_string(&archived);
            self.findings.at(
                self.source,
                at,
                Problem::VideoWithoutSize { file: archived },
            );
        }
        for caption in &mut media.captions {
            if let Some(file) = self.file(&caption.file, MediaUse::Captions) {
                caption.file = file.url();
            }
        }
        media.sha256 = None;
        media.origin_url = None;
    }

    fn file(&self, name: &str, used_as: MediaUse) -> Option<crate::media::PublishedMedia> {
        self.shelf
            .publish(name, used_as)
            .map_err(|problem| {
                self.findings
                    .at(self.source, self.source.at_string(name), problem);
            })
            .ok()
    }
}
