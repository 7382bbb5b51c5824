//! A post archived again: what the newsroom added stays, what would be lost stays.

mod emoji;
mod media;

use kiosque_archive::Format;
use kiosque_model::Post;
use kiosque_model::post::{Card, Edited, PostState, Quote};

use self::media::keep_additions;

/// Whether what was given anew says less than what is stored: a card made of an embed in place of
/// a post, a beginning in place of the whole, a quote that the network no longer gives.
pub fn is_poorer(stored: &Post, anew: &Post) -> bool {
    let lean = |post: &Post| {
        let format = post.provenance.as_ref().map(|from| from.format.as_str());
        [Format::Oembed, Format::Blockquote, Format::Written]
            .iter()
            .any(|lean| format == Some(lean.name()))
    };
    let lost_media = anew.media.len() < stored.media.len();
    (lean(anew) && !lean(stored))
        || (anew.truncated && !stored.truncated)
        || (lost_media && !is_other_version(stored, anew))
}

/// Whether the author changed the post in between, as the network tells. Words alone say nothing:
/// formats and their importers read them each in its way; nor does a format that tells no edits.
fn is_other_version(stored: &Post, anew: &Post) -> bool {
    anew.edited != Edited::None && (stored.edited != anew.edited || stored.text != anew.text)
}

/// The post as it is stored anew.
#[must_use]
pub fn merged(stored: &Post, mut anew: Post) -> Post {
    // The newsroom's decision, which nothing that a network says overrules.
    if stored.state != PostState::LiveSnapshot {
        anew.state = stored.state.clone();
    }
    let is_other = is_other_version(stored, &anew);
    media::keep(&stored.media, &mut anew.media, is_other);
    match (&stored.card, &mut anew.card) {
        (Some(before), Some(now)) if !is_other || before.url == now.url => keep_image(before, now),
        (before, now @ None) if !is_other => now.clone_from(before),
        _ => {}
    }
    if anew.poll.is_none() && !is_other {
        anew.poll.clone_from(&stored.poll);
    }
    if stored.thread.is_some() && anew.thread.is_none() {
        anew.thread.clone_from(&stored.thread);
    }
    if stored.lang.is_some() && anew.lang.is_none() {
        anew.lang.clone_from(&stored.lang);
    }
    emoji::keep_author(&stored.author, &mut anew.author);
    emoji::keep_spans(stored, &mut anew);
    if let (Some(before), Some(now)) = (&stored.repost_by, &mut anew.repost_by)
        && before.author.profile_url == now.author.profile_url
    {
        emoji::keep_author(&before.author, &mut now.author);
    }
    match (&stored.quote, &mut anew.quote) {
        // What is gone upstream was archived in time.
        (Some(Quote::Post(before)), now @ (None | Some(Quote::Unavailable { .. })))
            if !is_removed(now) =>
        {
            *now = Some(Quote::Post(before.clone()));
        }
        (Some(Quote::Post(before)), Some(Quote::Post(now))) if before.id == now.id => {
            **now = if is_poorer(before, now) {
                (**before).clone()
            } else {
                merged(before, (**now).clone())
            };
        }
        _ => {}
    }
    anew
}

/// Keeps the picture of a preview.
fn keep_image(before: &Card, now: &mut Card) {
    match (&before.image, &mut now.image) {
        (Some(before), Some(now)) => keep_additions(before, now),
        (before, now) => *now = now.take().or_else(|| before.clone()),
    }
}

fn is_removed(quote: &Option<Quote>) -> bool {
    matches!(
        quote,
        Some(Quote::Unavailable {
            reason: kiosque_model::post::UnavailableReason::RemovedByUs,
            ..
        })
    )
}

#[cfg(test)]
mod tests {
    use kiosque_model::post::{AltBy, UnavailableReason};

    use super::*;
    use crate::archive::tests::post;

    fn with_format(mut post: Post, format: Format) -> Post {
        if let Some(provenance) = &mut post.provenance {
            provenance.format = format.name().into();
        }
        post
    }

    #[test]
    fn what_says_less_is_told_from_what_says_otherwise() {
        let stored = with_format(post("1"), Format::XSyndication);
        assert!(!is_poorer(&stored, &stored));
        assert!(is_poorer(&stored, &with_format(post("1"), Format::Oembed)));
        let mut cut = stored.clone();
        cut.truncated = true;
        assert!(is_poorer(&stored, &cut) && !is_poorer(&cut, &stored));
        let mut bare = stored.clone();
        bare.media.clear();
        assert!(is_poorer(&stored, &bare));
        bare.text.push_str(" (autrement)");
        assert!(is_poorer(&stored, &bare), "words say nothing of an edit");
        bare.edited = Edited::Version {
            n: 2,
            of: 2,
            ids: vec!["0".into(), "1".into()],
        };
        assert!(!is_poorer(&stored, &bare));
        let mut edited = stored.clone();
        edited.edited = bare.edited.clone();
        let mut untold = bare.clone();
        untold.edited = Edited::None;
        assert!(is_poorer(&edited, &untold), "not told is no edit");
        assert!(!is_poorer(&edited, &bare), "edited again");
        bare.text.clone_from(&edited.text);
        assert!(is_poorer(&edited, &bare), "the same version");
    }

    #[test]
    fn the_newsroom_s_words_and_decisions_stay() {
        let mut stored = post("1");
        stored.state = PostState::DeletedUpstream;
        stored.media[0].alt = Some("Décrit par la rédaction".into());
        stored.media[0].alt_by = AltBy::Newsroom;
        let mut anew = post("1");
        anew.text = "Autre texte".into();
        anew.media[0].alt = Some("Décrit par l’auteur, depuis".into());
        let merged = merged(&stored, anew);
        assert_eq!(merged.state, PostState::DeletedUpstream);
        assert_eq!(merged.text, "Autre texte");
        assert_eq!(merged.media[0].alt, stored.media[0].alt);
        assert_eq!(merged.media[0].alt_by, AltBy::Newsroom);
    }

    #[test]
    fn a_file_that_can_no_longer_be_had_stays() {
        let stored = post("1");
        let mut anew = post("1");
        anew.media[0].file.clear();
        anew.media[0].sha256 = None;
        assert_eq!(merged(&stored, anew).media, stored.media);
    }

    #[test]
    fn a_quote_that_is_gone_stays_unless_the_newsroom_took_it_down() {
        let mut stored = post("1");
        stored.quote = Some(Quote::Post(Box::new(post("2"))));
        let unavailable = |reason| Some(Quote::Unavailable { reason, url: None });
        let mut anew = post("1");
        anew.quote = unavailable(UnavailableReason::Deleted);
        assert_eq!(merged(&stored, anew.clone()).quote, stored.quote);
        anew.quote = unavailable(UnavailableReason::RemovedByUs);
        assert_eq!(merged(&stored, anew.clone()).quote, anew.quote);
        let mut bare = post("2");
        bare.media.clear();
        anew.quote = Some(Quote::Post(Box::new(bare)));
        assert_eq!(merged(&stored, anew).quote, stored.quote);
    }
}
