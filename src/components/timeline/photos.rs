//! Photos of a post, each a link to the whole of it.
//!
//! Accessibility: a link is named by its photo's description; where there is none it says so and
//! which photo it is, and the photo has no invented text. A description of the newsroom's is told
//! apart by a line under the photos, which is the link's description.

use kiosque_catalogue::reader::PostWords;
use kiosque_model::Picture;
use kiosque_model::picture::srcset;
use kiosque_model::post::{Media, MediaKind};

use super::super::picture::{Place, picture};
use super::card::{Matter, address};
use super::media::{by_newsroom, language_of, missing};
use crate::markup::{Element, element};

/// The photos in a grid, and under it what is left of those that are lost. `description` is the
/// fragment of the line that says whose descriptions they are.
pub fn photos(words: &'static PostWords, matter: &Matter<'_>, description: &str) -> Vec<Element> {
    let all = matter.post.media.iter();
    let photos: Vec<_> = all.filter(|media| media.kind == MediaKind::Photo).collect();
    let of = u32::try_from(photos.len()).unwrap_or(u32::MAX);
    let (mut shown, mut lost) = (Vec::new(), Vec::new());
    for (number, media) in (1..).zip(photos) {
        if is_there(media) {
            let link = photo(words, media, number, of, description);
            shown.push(link.maybe("lang", language_of(media, matter.post)));
        } else {
            lost.push(missing(words, media, address(matter.post)));
        }
    }
    if !shown.is_empty() {
        let grid = element("div")
            .class("post-photos")
            .with("data-count", shown.len().to_string())
            .child(shown);
        lost.insert(0, grid);
    }
    lost
}

fn is_there(media: &Media) -> bool {
    !media.file.is_empty() && media.width > 0 && media.height > 0
}

fn photo(words: &PostWords, media: &Media, number: u32, of: u32, description: &str) -> Element {
    let alt = media.alt.clone().unwrap_or_default();
    let name = alt
        .is_empty()
        .then(|| (words.photo)(number, of, media.alt.is_some()));
    let place = if of == 1 {
        Place::Photo
    } else {
        Place::PhotoAmongOthers
    };
    let by_newsroom = by_newsroom(media);
    let link = element("a")
        .class("post-photo")
        .with("href", whole(media))
        .with("data-photo", "")
        .maybe("data-alt-by", by_newsroom.then_some("newsroom"))
        .maybe("aria-label", name)
        .maybe(
            "aria-describedby",
            by_newsroom.then(|| description.to_owned()),
        );
    let link = match media.focus {
        // A grid crops. Styles cannot stand in the page, so the style sheet knows five places on each
        // axis.
        Some(focus) if of > 1 => link
            .with("data-x", step(focus.x))
            .with("data-y", step(focus.y)),
        _ => link,
    };
    link.child(picture(
        Picture {
            src: media.file.clone(),
            width: media.width,
            height: media.height,
            widths: media.widths.clone(),
            alt,
            placeholder: media.placeholder.clone(),
        },
        place,
    ))
}

/// The largest file of a photo.
fn whole(media: &Media) -> String {
    media
        .widths
        .last()
        .filter(|widest| **widest > media.width)
        .and_then(|widest| srcset(&media.file, &[*widest]))
        .and_then(|candidate| Some(candidate.split_once(' ')?.0.to_owned()))
        .unwrap_or_else(|| media.file.clone())
}

/// The nearest of five places from 0 to 4.
fn step(hundredths: u8) -> &'static str {
    match hundredths {
        0..13 => "0",
        13..38 => "1",
        38..63 => "2",
        63..88 => "3",
        _ => "4",
    }
}
