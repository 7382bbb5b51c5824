//! What a post carries besides words: photos first, recordings under them.

use kiosque_catalogue::reader::PostWords;
use kiosque_model::post::{AltBy, Media, MediaKind, Post};

use super::super::icon::{Icon, drawing};
use super::card::Matter;
use super::photos::photos;
use super::recording::recording;
use super::text::outside;
use crate::markup::{Element, element};

/// Photos in a grid, recordings one under the other.
pub fn media(words: &'static PostWords, matter: &Matter<'_>) -> Vec<Element> {
    let all = &matter.post.media;
    let described = all.iter().filter(|media| by_newsroom(media)).count();
    let description = format!("{}-description", matter.id);
    let mut shown = Vec::new();
    shown.extend(photos(words, matter, &description));
    shown.extend(
        all.iter()
            .filter(|media| media.kind != MediaKind::Photo)
            .map(|media| recording(words, media, &description, matter.post)),
    );
    if described > 0 {
        shown.push(
            element("p")
                .class("post-small")
                .with("id", description)
                .child((words.described)(u32::try_from(described).unwrap_or(2))),
        );
    }
    shown
}

/// The language of what an author wrote of a medium, where it is theirs and there is any.
pub fn language_of(media: &Media, post: &Post) -> Option<String> {
    let by_author =
        media.alt_by == AltBy::Author && media.alt.as_ref().is_some_and(|alt| !alt.is_empty());
    post.lang.clone().filter(|_| by_author)
}

/// Whether the newsroom wrote what a medium shows.
pub fn by_newsroom(media: &Media) -> bool {
    media.alt_by == AltBy::Newsroom && media.alt.as_ref().is_some_and(|alt| !alt.is_empty())
}

/// In the place of a file that the newsroom lost: what it showed, and where it may still be.
pub fn missing(words: &PostWords, media: &Media, address: Option<&str>) -> Element {
    let alt = media.alt.clone().filter(|alt| !alt.is_empty());
    let said = element("span")
        .child(words.missing_file)
        .child(alt.map(|alt| element("span").with("dir", "auto").child(" ").child(alt)))
        .child(address.map(|href| {
            element("span")
                .child(" ")
                .child(outside(href).child(words.original_address))
        }));
    element("p")
        .class("post-photo-missing")
        .child(drawing(Icon::Frame))
        .child(said)
}
