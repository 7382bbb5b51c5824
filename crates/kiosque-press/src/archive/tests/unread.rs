use std::fs;

use kiosque_model::post::Quote;

use super::newsroom::{ANEW, Newsroom, post};
use super::withdrawing::decision;
use crate::archive::importing::Manner;
use crate::archive::withdrawing::{NotWithdrawn, withdraw};

const ID: &str = "538242208583651329";

/// A post stored and then damaged so that it cannot be read, and the file it is in.
fn damaged(newsroom: &Newsroom, damage: impl Fn(String) -> String) -> String {
    let path = newsroom.keep(post(ID)).path;
    let json = fs::read_to_string(newsroom.path().join(&path)).unwrap();
    newsroom.write(&path, &damage(json));
    path
}

fn is_left_alone(newsroom: &Newsroom) {
    let (before, asked) = (newsroom.tree(), newsroom.server.asked());
    for manner in [Manner::default(), ANEW] {
        let arrival = newsroom.bring(post(ID), manner);
        assert!(!arrival.fate.is_well(), "{:?}", arrival.fate);
        assert_eq!(newsroom.tree(), before);
    }
    assert_eq!(newsroom.server.asked(), asked);
}

#[test]
fn what_is_stored_and_cannot_be_read_is_not_written_over() {
    let half = |json: String| json[..json.len() / 2].to_owned();
    let newer = |json: String| json.replace("\"schema\": 1", "\"schema\": 99");
    let undated = |json: String| json.replace("2014-11-28T08:05:17Z", "hier");
    let nothing = |_| "{".to_owned();
    let damages: [&dyn Fn(String) -> String; 4] = [&half, &newer, &undated, &nothing];
    for damage in damages {
        let newsroom = Newsroom::new();
        damaged(&newsroom, damage);
        is_left_alone(&newsroom);
    }
}

#[test]
fn what_cannot_be_read_is_found_under_any_name() {
    let newsroom = Newsroom::new();
    let path = damaged(&newsroom, |json| json.replace("Une place", "Une\nplace"));
    let renamed = newsroom.path().join("posts/la-gare.json");
    fs::rename(newsroom.path().join(path), &renamed).unwrap();
    is_left_alone(&newsroom);
    // Saved in another encoding.
    let bytes = fs::read_to_string(&renamed).unwrap();
    let latin: Vec<u8> = bytes
        .chars()
        .map(|c| u8::try_from(c).unwrap_or(b'?'))
        .collect();
    fs::write(&renamed, latin).unwrap();
    is_left_alone(&newsroom);
}

#[test]
fn what_cannot_be_read_stops_no_other_post() {
    let ids = [
        "538241984053248001",
        "538241984053248002",
        "538241984053248003",
    ];
    let newsroom = Newsroom::new();
    damaged(&newsroom, |json| json[..json.len() / 2].to_owned());
    assert!(newsroom.keep(post(ids[0])).fate.is_well());
    // A second copy of a post can be read, and so is known to be no other.
    let path = newsroom.keep(post(ids[1])).path;
    let json = fs::read_to_string(newsroom.path().join(path)).unwrap();
    let naming = json.replace("Une place", &format!("Une place, {}", ids[2]));
    newsroom.write("posts/copie.json", &naming);
    assert!(newsroom.keep(post(ids[2])).fate.is_well());
}

#[test]
fn nothing_is_withdrawn_beside_what_cannot_be_read() {
    let newsroom = Newsroom::new();
    newsroom.keep(post("1"));
    let mut quoting = post("2");
    quoting.quote = Some(Quote::Post(Box::new(post("1"))));
    let path = newsroom.keep(quoting).path;
    let json = fs::read_to_string(newsroom.path().join(&path)).unwrap();
    newsroom.write(&path, &json[..json.len() - 9]);
    let before = newsroom.tree();
    let refused = withdraw(&mut newsroom.archive(), &decision("1"));
    assert!(refused.is_err());
    assert_eq!(newsroom.tree(), before);
    newsroom.write(&path, &json);
    let done = withdraw(&mut newsroom.archive(), &decision("1")).unwrap();
    assert_eq!(done.quoted_in, [path]);
}

#[test]
fn nor_beside_a_second_copy_of_another_post() {
    let newsroom = Newsroom::new();
    newsroom.keep(post("1"));
    let path = newsroom.keep(post("2")).path;
    let json = fs::read_to_string(newsroom.path().join(path)).unwrap();
    newsroom.write("posts/copie.json", &json);
    let before = newsroom.tree();
    let mut archive = newsroom.archive();
    let refused = withdraw(&mut archive, &decision("1"));
    let Err(NotWithdrawn::Unread(files)) = refused else {
        panic!("{refused:?}");
    };
    // Its diagnostic is what tells the newsroom which.
    assert!(
        archive
            .diagnostics
            .iter()
            .any(|found| files == [found.file.clone()])
    );
    assert_eq!(newsroom.tree(), before);
}
