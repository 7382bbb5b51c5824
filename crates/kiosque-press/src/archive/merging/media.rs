//! The media of a post archived again, each with the one it was before.

use kiosque_model::post::{AltBy, Media};

/// Keeps what was added to media, and files that can no longer be had. Where the author changed the
/// post in between, the place of media says nothing of what they show.
pub(super) fn keep(stored: &[Media], anew: &mut [Media], is_other_version: bool) {
    let pairs = pairs(stored, anew, !is_other_version);
    for (before, now) in pairs.into_iter().zip(anew) {
        if let Some(before) = before.and_then(|index| stored.get(index)) {
            keep_additions(before, now);
        }
    }
}

/// Which stored media each one is, none being two: that of the same address, or else of the same
/// content, or else of the same place and kind where there are as many.
fn pairs(stored: &[Media], anew: &[Media], by_place: bool) -> Vec<Option<usize>> {
    let mut pairs: Vec<Option<usize>> = vec![None; anew.len()];
    for is_same in [has_same_address, has_same_content] {
        for (index, now) in anew.iter().enumerate() {
            if pairs.get(index) != Some(&None) {
                continue;
            }
            // Of several that are alike, the one in its place.
            let found = std::iter::once(index)
                .chain(0..stored.len())
                .filter(|place| !pairs.contains(&Some(*place)))
                .find(|place| {
                    stored
                        .get(*place)
                        .is_some_and(|before| is_same(before, now))
                });
            if let (Some(pair), Some(found)) = (pairs.get_mut(index), found) {
                *pair = Some(found);
            }
        }
    }
    if by_place && stored.len() == anew.len() {
        for (index, (before, now)) in stored.iter().zip(anew).enumerate() {
            let is_free = pairs.get(index) == Some(&None) && !pairs.contains(&Some(index));
            if let (Some(pair), true) = (pairs.get_mut(index), is_free && before.kind == now.kind) {
                *pair = Some(index);
            }
        }
    }
    pairs
}

fn has_same_address(before: &Media, now: &Media) -> bool {
    before.origin_url.is_some() && before.origin_url == now.origin_url
}

/// A film's still may stand for it.
fn has_same_content(before: &Media, now: &Media) -> bool {
    (before.sha256.is_some() && before.sha256 == now.sha256)
        || (!before.file.is_empty() && now.poster.as_ref() == Some(&before.file))
}

/// Keeps what was added to one, and its file where that can no longer be had.
pub(super) fn keep_additions(before: &Media, now: &mut Media) {
    if before.alt_by == AltBy::Newsroom && before.alt.is_some() {
        now.alt.clone_from(&before.alt);
        now.alt_by = AltBy::Newsroom;
    }
    if now.focus.is_none() {
        now.focus = before.focus;
    }
    if now.captions.is_empty() {
        now.captions.clone_from(&before.captions);
    }
    if now.poster.is_none() && now.kind == before.kind {
        now.poster.clone_from(&before.poster);
    }
    // What could be had then and not now.
    if now.file.is_empty() && !before.file.is_empty() {
        let (alt, alt_by) = (now.alt.take(), now.alt_by);
        *now = before.clone();
        (now.alt, now.alt_by) = (alt, alt_by);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::tests::post;

    fn photo(address: &str, sum: &str) -> Media {
        let mut photo = post("1").media.remove(0);
        photo.origin_url = Some(address.to_owned()).filter(|address| !address.is_empty());
        photo.sha256 = Some(sum.to_owned()).filter(|sum| !sum.is_empty());
        photo
    }

    #[test]
    fn media_are_found_again_by_address_then_content_then_place() {
        let stored = [photo("a", "1"), photo("b", "2"), photo("c", "2")];
        let found = |anew: &[Media], by_place| pairs(&stored, anew, by_place);
        let moved = [photo("c", "9"), photo("x", "1"), photo("y", "8")];
        assert_eq!(found(&moved, true), [Some(2), Some(0), None]);
        let alike = [photo("x", "2"), photo("y", "2"), photo("z", "2")];
        assert_eq!(found(&alike, false), [Some(1), Some(2), None]);
        let others = [photo("x", "7"), photo("y", "2"), photo("", "")];
        assert_eq!(found(&others, true), [Some(0), Some(1), Some(2)]);
        assert_eq!(found(&others, false), [None, Some(1), None]);
        let fewer = [photo("x", "7"), photo("y", "8")];
        assert_eq!(found(&fewer, true), [None, None]);
        assert_eq!(pairs(&[], &fewer, true), [None, None]);
    }

    #[test]
    fn a_place_holds_media_of_one_kind() {
        let stored = [photo("a", "1")];
        let mut film = photo("b", "2");
        film.kind = kiosque_model::post::MediaKind::Video;
        assert_eq!(pairs(&stored, std::slice::from_ref(&film), true), [None]);
        film.poster = Some(stored[0].file.clone());
        assert_eq!(pairs(&stored, &[film], true), [Some(0)]);
    }
}
