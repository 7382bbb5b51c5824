//! What is published of a post.

use kiosque_catalogue::editor::Problem;
use kiosque_catalogue::reader::language_name;
use kiosque_model::Language;
use kiosque_model::post::{Media, MediaKind, Post, PostAuthor, Quote, SpanKind};

use super::ArchivedPost;
use crate::diagnostic::Findings;
use crate::media::{MediaShelf, MediaUse, PublishedMedia};
use crate::source::Source;

/// The post as pages carry it: nothing that must not be published, media as URLs with their sizes.
/// A file that is not there leaves its place in the post, marked by an empty address.
pub(super) fn publish(
    archived: &ArchivedPost<'_>,
    language: Language,
    shelf: &MediaShelf<'_>,
    findings: &Findings,
) -> Post {
    let mut post = archived.post.clone().published();
    Publication {
        source: archived.source,
        language,
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
    language: Language,
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
        // Words stand in for an emoji without a picture.
        post.spans.retain(|span| match &span.kind {
            SpanKind::CustomEmoji { media, .. } => is_there(media),
            _ => true,
        });
        if let Some(card) = &mut post.card {
            if let Some(image) = &mut card.image {
                self.media(image, Shown::Large);
            }
            card.image = card.image.take().filter(is_there);
        }
        if let Some(repost) = &mut post.repost_by {
            // Who passed a post on is a name above it.
            repost.author.avatar = None;
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
        author.avatar = author.avatar.take().filter(is_there);
        for emoji in &mut author.name_emoji {
            self.media(&mut emoji.media, Shown::Small);
        }
        author.name_emoji.retain(|emoji| is_there(&emoji.media));
        // No page shows the network's marks: see the author's view.
        author.verified = None;
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
        let archived = std::mem::take(&mut media.file);
        if let Some(file) = self.file(&archived, used_as) {
            media.file = file.url();
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
            if media.width == 0 || media.height == 0 {
                (media.width, media.height) = (file.width, file.height);
            }
        }
        let sizeless = media.width == 0 || media.height == 0;
        if used_as == MediaUse::Video && sizeless && !archived.is_empty() {
            let at = self.source.at_string(&archived);
            self.findings.at(
                self.source,
                at,
                Problem::VideoWithoutSize { file: archived },
            );
        }
        media.captions.retain_mut(|caption| {
            let Some(file) = self.file(&caption.file, MediaUse::Captions) else {
                return false;
            };
            caption.file = file.url();
            caption.label = language_name(self.language, &caption.lang).map(str::to_owned);
            true
        });
        // What only the archive needs.
        media.sha256 = None;
        media.origin_url = None;
        media.bytes = None;
        media.mime = None;
    }

    fn file(&self, name: &str, used_as: MediaUse) -> Option<PublishedMedia> {
        // It could not be kept when the post was archived, which was told then.
        if name.is_empty() {
            return None;
        }
        self.shelf
            .publish(name, used_as)
            .map_err(|problem| {
                // A page says itself what it lost of a post: one file that went astray must not
                // stop the newspaper.
                let problem = match problem {
                    Problem::MediaMissing { file, suggestion } => {
                        Problem::PostMediaMissing { file, suggestion }
                    }
                    other => other,
                };
                self.findings
                    .at(self.source, self.source.at_string(name), problem);
            })
            .ok()
    }
}

fn is_there(media: &Media) -> bool {
    !media.file.is_empty()
}
