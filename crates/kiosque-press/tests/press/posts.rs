//! What pages and feeds carry of an archived post.

use std::fs;
use std::path::Path;

use kiosque_catalogue::editor::Problem;
use kiosque_model::{Block, TimelinePost};
use kiosque_press::edition::Edition;
use kiosque_press::feeds;
use tempfile::TempDir;

use crate::{article, compile, edition, newsroom};

const VISIT: &str = "ville/visite/page.json";

/// The sound newsroom, its post of the afternoon with more in it.
fn with(extra: &str) -> TempDir {
    let folder = newsroom("minimal");
    let file = folder.path().join("posts/apres-midi.json");
    let text = fs::read_to_string(&file).unwrap();
    let text = text.replace("\"provenance\"", &format!("{extra}, \"provenance\""));
    fs::write(&file, text).unwrap();
    folder
}

fn media(folder: &Path, name: &str, bytes: &[u8]) {
    fs::write(folder.join("media").join(name), bytes).unwrap();
}

/// The post of the afternoon.
fn afternoon(edition: &Edition) -> &TimelinePost {
    let posts = article(edition, VISIT)
        .body
        .iter()
        .flat_map(|block| match block {
            Block::Timeline(timeline) => timeline.posts.as_slice(),
            _ => &[],
        });
    let mut posts = posts.filter(|post| post.post.id == "102");
    posts.next().unwrap()
}

fn feed(edition: &Edition) -> String {
    let files = feeds::files(edition);
    let file = files.iter().find(|file| file.path == "feed.xml").unwrap();
    String::from_utf8((file.make)().unwrap()).unwrap()
}

#[test]
fn an_answer_finds_what_it_answers_on_the_page() {
    let folder = with(
        r#""reply_to": {"handle": "redaction", "id": "101"},
        "thread": {"root": "101", "position": 2}"#,
    );
    let edition = edition(folder.path(), false);
    let post = afternoon(&edition);
    assert_eq!(post.answered.as_deref(), Some("message-101"));
    assert_eq!(post.thread.as_deref(), Some("message-101"));
    let feed = feed(&edition);
    let link = "#message-101&quot;&gt;En réponse à @redaction&lt;";
    assert!(feed.contains(link), "{feed}");
    let folder = with(r#""reply_to": {"id": "404"}"#);
    let edition = crate::edition(folder.path(), false);
    assert_eq!(afternoon(&edition).answered, None);
}

#[test]
fn dates_are_worded_where_the_site_is() {
    let folder = with(
        r#""counts": {"replies": 12, "captured_at": "2014-11-29T23:30:00Z"},
        "repost_by": {"at": "2014-11-28T23:05:00Z", "author": {"id": "2", "name": "Camille",
            "handle": "camille_demo", "profile_url": "https://x.com/camille_demo"}},
        "poll": {"options": [{"label": "Oui", "votes": 3}], "ends_at": "2014-11-30T08:00:00Z", "final": false}"#,
    );
    let edition = edition(folder.path(), false);
    let post = afternoon(&edition);
    let plain = |text: &Option<String>| text.as_ref().unwrap().replace('\u{a0}', " ");
    assert_eq!(plain(&post.counted), "30 novembre 2014");
    assert_eq!(plain(&post.reposted), "29 novembre 2014 à 0 h 05");
    let poll = post.poll.as_ref().unwrap();
    assert_eq!(poll.as_of.replace('\u{a0}', " "), "29 novembre 2014 à 9 h");
    assert_eq!(plain(&poll.ends), "30 novembre 2014 à 9 h");
    assert_eq!(post.quoted_poll, None);
    let feed = feed(&edition).replace('\u{a0}', " ");
    for part in [
        "Partagé par Camille – 29 novembre 2014 à 0 h 05",
        "Résultats provisoires, relevés le 29 novembre 2014 à 9 h",
        "Le 30 novembre 2014 : 12 réponses",
    ] {
        assert!(feed.contains(part), "no {part} in {feed}");
    }
}

#[test]
fn a_lost_file_is_warned_of_and_the_site_is_printed() {
    let folder = with(
        r#""media": [{"kind": "photo", "file": "prot.svg", "alt": "Le port", "width": 8, "height": 5}]"#,
    );
    let outcome = compile(folder.path(), false);
    let problems: Vec<_> = outcome
        .diagnostics
        .iter()
        .map(|found| &found.problem)
        .collect();
    let lost = Problem::PostMediaMissing {
        file: "prot.svg".into(),
        suggestion: Some("port.svg".into()),
    };
    assert!(problems.contains(&&lost), "{problems:?}");
    let edition = outcome.edition.unwrap();
    let photo = &afternoon(&edition).post.media[0];
    assert_eq!(
        (photo.file.as_str(), photo.alt.as_deref()),
        ("", Some("Le port"))
    );
    assert!(feed(&edition).contains("Ce fichier manque dans l’archive."));
}

#[test]
fn captions_are_named_and_what_only_the_archive_needs_stays_there() {
    let folder = with(
        r#""media": [{"kind": "video", "file": "mer.mp4", "width": 320, "height": 180,
            "alt": "La mer", "duration_ms": 3000, "bytes": 12, "mime": "video/mp4",
            "origin_url": "https://video.example/mer.mp4",
            "captions": [{"lang": "fr-FR", "file": "mer.vtt"}]}]"#,
    );
    media(folder.path(), "mer.mp4", b"\0\0\0\x0cftypisom");
    media(folder.path(), "mer.vtt", b"WEBVTT\n");
    let edition = edition(folder.path(), false);
    let video = &afternoon(&edition).post.media[0];
    assert_eq!(video.captions[0].label.as_deref(), Some("français"));
    assert!(video.captions[0].file.starts_with("/media/mer."));
    assert_eq!(
        (&video.bytes, &video.mime, &video.origin_url),
        (&None, &None, &None)
    );
    let feed = feed(&edition).replace('\u{a0}', " ");
    assert!(feed.contains("Vidéo (3 s) – La mer"), "{feed}");
}

#[test]
fn a_quoted_post_that_was_withdrawn_is_told_as_one() {
    let folder = with(
        r#""quote": {"post": {"schema": 1, "source": "x", "id": "9", "url": "https://x.com/camille_demo/status/9",
            "author": {"id": "2", "name": "Camille", "handle": "camille_demo",
                "profile_url": "https://x.com/camille_demo"},
            "created_at": "2014-11-28T08:05:00Z", "archived_at": "2014-11-29T08:00:00Z", "text": "Indicible",
            "state": {"withdrawn": {"date": "2020-01-02", "public_reason": "Erreur."}}}}"#,
    );
    let edition = edition(folder.path(), false);
    let feed = feed(&edition);
    assert!(
        feed.contains("La rédaction a retiré le message cité."),
        "{feed}"
    );
    assert!(!feed.contains("Indicible") && !feed.contains("camille_demo"));
}
