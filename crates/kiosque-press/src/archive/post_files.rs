//! The files that a post names.

use kiosque_model::Post;
use kiosque_model::post::{Media, PostAuthor, Quote, Source, SpanKind};

use super::recognised::Role;
use super::store::file_part;

/// A media file that was not kept: its alternative text and the post's permalink stand for it.
pub(super) fn unkept(media: &mut Media) {
    media.file.clear();
    media.sha256 = None;
    media.bytes = None;
    media.mime = None;
}

/// Whether a media file of a post was not kept.
pub fn is_unkept(media: &Media) -> bool {
    media.file.is_empty()
}

/// Takes out of a post the small pictures that were not kept: an emoji is then its name between
/// colons, an author has no portrait. Its own media stay, to be told as missing.
pub(super) fn leave_out(post: &mut Post) {
    author(&mut post.author);
    post.spans.retain(
        |span| !matches!(&span.kind, SpanKind::CustomEmoji { media, .. } if is_unkept(media)),
    );
    if let Some(card) = &mut post.card {
        card.image = card.image.take().filter(|image| !is_unkept(image));
    }
    if let Some(repost) = &mut post.repost_by {
        author(&mut repost.author);
    }
    if let Some(Quote::Post(quoted)) = &mut post.quote {
        leave_out(quoted);
    }
    fn author(author: &mut PostAuthor) {
        author.avatar = author.avatar.take().filter(|avatar| !is_unkept(avatar));
        author.name_emoji.retain(|emoji| !is_unkept(&emoji.media));
    }
}

/// Calls a function with every media of a post and of the post it quotes: what it may be, the
/// network it is of, and how its file's name begins.
pub(super) fn for_each_media(post: &mut Post, f: &mut dyn FnMut(&mut Media, Role, Source, &str)) {
    let (source, stem) = (post.source, file_part(&post.id));
    author(&mut post.author, source, f);
    for media in &mut post.media {
        f(media, Role::of(media.kind), source, &stem);
    }
    for span in &mut post.spans {
        if let SpanKind::CustomEmoji { media, .. } = &mut span.kind {
            f(media, Role::Picture, source, "emoji");
        }
    }
    if let Some(image) = post.card.as_mut().and_then(|card| card.image.as_mut()) {
        f(image, Role::Picture, source, &stem);
    }
    if let Some(repost) = &mut post.repost_by {
        author(&mut repost.author, source, f);
    }
    if let Some(Quote::Post(quoted)) = &mut post.quote {
        for_each_media(quoted, f);
    }
    fn author(
        author: &mut PostAuthor,
        source: Source,
        f: &mut dyn FnMut(&mut Media, Role, Source, &str),
    ) {
        if let Some(avatar) = &mut author.avatar {
            f(avatar, Role::Picture, source, "avatar");
        }
        for emoji in &mut author.name_emoji {
            f(&mut emoji.media, Role::Picture, source, "emoji");
        }
    }
}

/// How many files a post has.
pub fn count_files(post: &Post) -> usize {
    let mut count = 0;
    for_each_media(&mut post.clone(), &mut |media, _, _, _| {
        count += 1 + usize::from(media.poster.is_some()) + media.captions.len();
    });
    count
}

/// Every path below `media/` that a post names, itself or in what it quotes.
pub fn files_of(post: &Post) -> Vec<String> {
    let mut files = Vec::new();
    for_each_media(&mut post.clone(), &mut |media, _, _, _| {
        files.extend(Some(media.file.clone()).filter(|file| !file.is_empty()));
        files.extend(media.poster.clone());
        files.extend(media.captions.iter().map(|caption| caption.file.clone()));
    });
    files
}
