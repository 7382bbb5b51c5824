//! What is left of posts whose file somebody removed.

use std::fs;

use super::newsroom::{Newsroom, post};
use super::withdrawing::withdrawn;
use crate::archive::verifying::verify;
use crate::archive::withdrawing::is_there;

#[test]
fn a_post_whose_file_was_removed_can_be_withdrawn() {
    let newsroom = Newsroom::new();
    let path = newsroom.keep(post("1")).path;
    newsroom.keep(post("2"));
    fs::remove_file(newsroom.path().join(path)).unwrap();
    let archive = newsroom.archive();
    assert!(is_there(&archive, "1") && !is_there(&archive, "3"));
    let faults = verify(&archive, &|| {}).faults;
    let raw = faults.iter().any(|(path, _)| path == "posts/raw/x-1.json");
    assert!(raw, "{faults:?}");
    let withdrawal = withdrawn(&newsroom, "1");
    assert_eq!(withdrawal.path, None);
    assert_eq!(withdrawal.deleted.len(), 2, "{withdrawal:?}");
    assert_eq!(verify(&newsroom.archive(), &|| {}).faults, []);
    let names = newsroom.names();
    assert!(
        names.contains(&"posts/raw/x-2.json".to_owned()),
        "{names:?}"
    );
}

#[test]
fn what_a_withdrawn_post_was_read_from_is_told_without_its_file() {
    let newsroom = Newsroom::new();
    newsroom.keep(post("1"));
    let path = withdrawn(&newsroom, "1").path.unwrap();
    fs::remove_file(newsroom.path().join(path)).unwrap();
    newsroom.write("posts/raw/x-1.html", "<p>Été</p>");
    let faults = verify(&newsroom.archive(), &|| {}).faults;
    let codes: Vec<_> = faults.iter().map(|(_, fault)| fault.code()).collect();
    assert_eq!(codes, ["archive-withdrawn-raw"]);
}

#[test]
fn portraits_are_no_post_s() {
    let newsroom = Newsroom::new();
    newsroom.keep(post("1"));
    assert!(!is_there(&newsroom.archive(), "avatar"));
}
