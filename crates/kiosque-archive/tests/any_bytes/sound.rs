//! What holds of an import, whatever the bytes were.

use jiff::Timestamp;
use kiosque_archive::import::Account;
use kiosque_archive::{Format, Import, Request, import};
use kiosque_model::post::{Media, PostAuthor, Quote, Source, SpanKind, web_link};
use kiosque_model::{Language, Post};
use url::Url;

/// Imports bytes and checks all that the archive promises.
///
/// # Panics
///
/// Where it breaks a promise.
pub fn check(bytes: &[u8], format: Option<Format>) {
    // What an input does not say is told of one half of them.
    let told = bytes.len().is_multiple_of(2);
    let request = Request {
        format,
        captured_at: Timestamp::UNIX_EPOCH,
        capture_method: "file".into(),
        licence_note: "test".into(),
        url: told.then(|| "https://bsky.app/profile/did:plc:camilledemo/post/3kdemo".into()),
        account: told.then(|| Account {
            id: "900000001".into(),
            handle: "camille_demo".into(),
            name: "Camille Exemple 🗞️".into(),
        }),
        largest_video: 10_000_000,
    };
    match import(bytes, &request) {
        Ok(import) => sound(&import),
        Err(refusal) => said(|language| refusal.message(language) + &refusal.mend(language)),
    }
}

fn sound(import: &Import) {
    assert!(!import.posts.is_empty() || !import.refused.is_empty());
    for refused in &import.refused {
        said(|language| refused.why.message(language) + &refused.why.mend(language));
    }
    for imported in &import.posts {
        for loss in &imported.losses {
            said(|language| loss.message(language));
        }
        assert!(!imported.raw.is_empty(), "nothing is kept of the input");
        assert!(imported.post.provenance.is_some());
        post(&imported.post);
        let json = serde_json::to_string(&imported.post).expect("a post is JSON");
        let again: Post = serde_json::from_str(&json).expect("the post reads back");
        assert_eq!(again, imported.post);
    }
}

fn said(sentence: impl Fn(Language) -> String) {
    for language in [Language::Fr, Language::En] {
        assert!(!sentence(language).trim().is_empty());
    }
}

fn post(it: &Post) {
    assert_eq!(it.span_faults(), [], "{:?} {:?}", it.text, it.spans);
    let mut reached = 0;
    for span in &it.spans {
        assert!(
            reached <= span.start && span.start < span.end,
            "{:?}",
            it.spans
        );
        reached = span.end;
        match &span.kind {
            SpanKind::Link { href, .. } => web(href),
            SpanKind::CustomEmoji { media: emoji, .. } => media(emoji),
            kind => kind.href().into_iter().for_each(page),
        }
    }
    let joined: String = it.pieces().iter().map(|piece| piece.text).collect();
    assert_eq!(joined, it.text);
    is_file_name(&it.id);
    page(&it.url);
    if let Some(uri) = &it.uri {
        is_of_network(uri, it);
    }
    moment(&it.created_at);
    moment(&it.archived_at);
    it.indexed_at.iter().for_each(|at| moment(at));
    author(&it.author);
    if let Some(lang) = &it.lang {
        let plain = lang
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        assert!(plain && !lang.is_empty(), "{lang:?}");
    }
    it.media.iter().for_each(media);
    if let Some(card) = &it.card {
        web(&card.url);
        card.image.iter().for_each(media);
    }
    if let Some(poll) = &it.poll {
        poll.ends_at.iter().for_each(|at| moment(at));
    }
    if let Some(url) = it.reply_to.as_ref().and_then(|to| to.url.as_ref()) {
        page(url);
    }
    if let Some(repost) = &it.repost_by {
        author(&repost.author);
        repost.at.iter().for_each(|at| moment(at));
    }
    match &it.quote {
        Some(Quote::Post(quoted)) => {
            assert!(quoted.quote.is_none(), "a quote within a quote");
            post(quoted);
        }
        Some(Quote::Unavailable { url: Some(url), .. }) => page(url),
        _ => {}
    }
}

fn author(it: &PostAuthor) {
    page(&it.profile_url);
    it.avatar.iter().for_each(media);
    for emoji in &it.name_emoji {
        media(&emoji.media);
    }
}

/// An address, or a path that stays in the folder of the export.
fn media(it: &Media) {
    let places = [Some(&it.file), it.poster.as_ref()];
    let captions = it.captions.iter().map(|caption| &caption.file);
    for place in places.into_iter().flatten().chain(captions) {
        if place.contains("://") {
            web(place);
        } else {
            let inside = !place.contains(['\\', '\0'])
                && place
                    .split('/')
                    .all(|part| !part.is_empty() && part != "." && part != "..");
            assert!(inside, "{place:?} leads out of the export");
        }
    }
    if let Some(url) = &it.origin_url {
        web(url);
    }
    if let Some(focus) = it.focus {
        assert!(focus.x <= 100 && focus.y <= 100, "{focus:?}");
    }
}

fn web(href: &str) {
    assert!(web_link(href).is_some(), "{href:?} is linked");
    let url = Url::parse(href).unwrap_or_else(|error| panic!("{href:?} is linked: {error}"));
    assert!(
        matches!(url.scheme(), "http" | "https"),
        "{href:?} is linked"
    );
}

/// A page of a network. Those of X and Bluesky are made of names, and no name leads up and out.
fn page(href: &str) {
    web(href);
    let (_, place) = href.split_once("://").unwrap_or_default();
    let path = place.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.split(['/', '\\']);
    if matches!(parts.next(), Some("x.com" | "bsky.app")) {
        let up = |part: &str| {
            let part = part.to_ascii_lowercase().replace("%2e", ".");
            part == "." || part == ".."
        };
        assert!(!parts.any(up), "{href:?} leads elsewhere");
    }
}

/// The record's own address. Mastodon's is a name that is not linked, and may be anything.
fn is_of_network(uri: &str, it: &Post) {
    let sound = match it.source {
        Source::X => false,
        Source::Bluesky => {
            uri.starts_with("at://did:") && uri.ends_with(&format!("/app.bsky.feed.post/{}", it.id))
        }
        Source::Mastodon => !uri.is_empty(),
    };
    assert!(sound, "{uri:?} is no address of {:?}", it.id);
}

fn moment(text: &str) {
    assert!(text.ends_with('Z'), "{text:?} is not in UTC");
    assert!(text.parse::<Timestamp>().is_ok(), "{text:?} is no moment");
}

/// Ids name files of the archive.
fn is_file_name(id: &str) {
    let sound = !id.is_empty()
        && id.len() <= 200
        && id != "."
        && id != ".."
        && !id.contains(['/', '\\'])
        && !id
            .chars()
            .any(|sign| sign.is_control() || sign.is_whitespace());
    assert!(sound, "{id:?} is no id");
}
