use std::fs;

use kiosque_catalogue::editor::ArchiveFault;

use super::newsroom::{Newsroom, post};
use super::server::png;
use crate::archive::verifying::{Verified, verify};

fn verified(newsroom: &Newsroom) -> Verified {
    verify(&newsroom.archive(), &|| {})
}

fn faults(newsroom: &Newsroom) -> Vec<ArchiveFault> {
    verified(newsroom)
        .faults
        .into_iter()
        .map(|(_, fault)| fault)
        .collect()
}

#[test]
fn a_sound_archive_has_no_fault() {
    let newsroom = Newsroom::new();
    newsroom.keep(post("1"));
    newsroom.keep(post("2"));
    let verified = verified(&newsroom);
    assert_eq!(verified.faults, []);
    assert_eq!(verified.diagnostics, []);
    assert_eq!((verified.posts, verified.files), (2, 4));
}

#[test]
fn each_damage_is_told() {
    let newsroom = Newsroom::new();
    let arrival = newsroom.keep(post("1"));
    let file = arrival.post.media[0].file.clone();
    let photo = newsroom.media(&file);
    let whole = fs::read(&photo).unwrap();

    // The same size, another content.
    let mut flipped = whole.clone();
    *flipped.last_mut().unwrap() ^= 1;
    fs::write(&photo, flipped).unwrap();
    let changed = [ArchiveFault::MediaChanged { file: file.clone() }];
    assert_eq!(faults(&newsroom), changed);
    fs::write(&photo, b"").unwrap();
    assert_eq!(faults(&newsroom), changed);
    fs::remove_file(&photo).unwrap();
    assert_eq!(faults(&newsroom), [ArchiveFault::MediaMissing { file }]);
    fs::write(&photo, whole).unwrap();

    let raw = "posts/raw/x-1.json";
    newsroom.write(raw, "{}");
    assert_eq!(
        faults(&newsroom),
        [ArchiveFault::RawChanged { file: raw.into() }]
    );
    fs::remove_file(newsroom.path().join(raw)).unwrap();
    assert!(matches!(
        &faults(&newsroom)[..],
        [ArchiveFault::RawMissing { .. }]
    ));
}

#[test]
fn a_post_that_cannot_be_read_is_told_with_its_line() {
    let newsroom = Newsroom::new();
    let arrival = newsroom.keep(post("1"));
    let path = newsroom.path().join(&arrival.path);
    let json = fs::read_to_string(&path).unwrap();
    fs::write(&path, &json[..json.len() / 2]).unwrap();
    let codes = |newsroom: &Newsroom| -> Vec<String> {
        let diagnostics = verified(newsroom).diagnostics.into_iter();
        diagnostics.map(|found| found.problem.code()).collect()
    };
    assert_eq!(codes(&newsroom), ["post-json"]);
    fs::write(&path, json.replace("\"start\": 14", "\"start\": 13")).unwrap();
    assert_eq!(codes(&newsroom), ["span"]);
    fs::write(&path, json.replace("2014-11-28T08:05:17Z", "hier")).unwrap();
    assert_eq!(codes(&newsroom), ["wrong-value"]);
}

#[test]
fn a_path_that_leaves_the_media_is_told_and_not_followed() {
    let newsroom = Newsroom::new();
    let mut arrival = newsroom.keep(post("1"));
    arrival.post.media[0].file = "../site.toml".into();
    let json = crate::archive::store::to_json(&arrival.post).unwrap();
    newsroom.write(&arrival.path, &json);
    let faults = faults(&newsroom);
    assert!(
        faults.contains(&ArchiveFault::MediaPath {
            file: "../site.toml".into()
        }),
        "{faults:?}"
    );
}

#[test]
fn files_that_nobody_shows_are_noted() {
    let newsroom = Newsroom::new();
    newsroom.keep(post("1"));
    let left = newsroom.path().join("media/posts/x/9-0123456789ab.png");
    fs::write(left, png(1)).unwrap();
    let file = "posts/x/9-0123456789ab.png".to_owned();
    assert_eq!(
        faults(&newsroom),
        [ArchiveFault::Unused { file: file.clone() }]
    );
    newsroom.write("articles/a.md", &format!("![Une image]({file})"));
    assert_eq!(faults(&newsroom), []);
}
