//! Imports and withdrawals that something stopped, and their second run.

use std::fs;

use super::newsroom::{ANEW, Newsroom, post};
use super::withdrawing::{decision, holding, withdrawn};
use crate::archive::fates::Fate;
use crate::archive::store::Archive;
use crate::archive::verifying::verify;
use crate::archive::withdrawing::withdraw;

const TOMBSTONE: &str = "posts/2014-11-28-09h05-1.json";

#[test]
fn whatever_stops_it_no_file_has_the_words_once_one_has_the_decision() {
    let newsroom = Newsroom::new();
    newsroom.keep(post("1"));
    // Nothing can be put where the post goes.
    let way = newsroom.path().join(TOMBSTONE);
    fs::create_dir(&way).unwrap();
    assert!(withdraw(&mut newsroom.archive(), &decision("1")).is_err());
    let words = holding(&newsroom, "Été 🌞");
    assert_eq!(words, [""; 0]);
    fs::remove_dir(way).unwrap();
    assert_eq!(withdrawn(&newsroom, "1").path.as_deref(), Some(TOMBSTONE));
    let posts = holding(&newsroom, "posts/2014");
    assert_eq!(posts, [TOMBSTONE]);
}

#[test]
fn a_second_copy_of_the_post_goes_too() {
    for (copy, first) in [("posts/a.json", false), ("posts/0.json", true)] {
        let newsroom = Newsroom::new();
        let arrival = newsroom.keep(post("1"));
        let json = fs::read_to_string(newsroom.path().join(&arrival.path)).unwrap();
        // The copy names another file.
        let photo = &arrival.post.media[0].file;
        let other = photo.replace("/1-", "/copie-");
        newsroom.write(copy, &json.replace(photo, &other));
        fs::copy(newsroom.media(photo), newsroom.media(&other)).unwrap();
        assert_eq!(newsroom.archive().posts["1"].path == copy, first);
        let withdrawal = withdrawn(&newsroom, "1");
        assert_eq!(
            newsroom.names(),
            [TOMBSTONE, "posts/withdrawals.log", "site.toml"]
        );
        let second = if first { &arrival.path } else { copy };
        let deleted = &withdrawal.deleted;
        assert!(deleted.iter().any(|path| path == second), "{withdrawal:?}");
    }
}

#[test]
fn a_tombstone_beside_the_whole_post_stays_and_the_post_goes() {
    let newsroom = Newsroom::new();
    let arrival = newsroom.keep(post("1"));
    let json = fs::read_to_string(newsroom.path().join(&arrival.path)).unwrap();
    withdrawn(&newsroom, "1");
    for copy in [arrival.path.as_str(), "posts/0.json"] {
        newsroom.write(copy, &json);
        withdrawn(&newsroom, "1");
        assert_eq!(
            newsroom.names(),
            [TOMBSTONE, "posts/withdrawals.log", "site.toml"]
        );
        let words = holding(&newsroom, "Été 🌞");
        assert_eq!(words, [""; 0], "{copy}");
    }
}

#[test]
fn portraits_are_found_again_by_the_second_run() {
    let newsroom = Newsroom::new();
    let arrival = newsroom.keep(post("1"));
    let photo = newsroom.media(&arrival.post.media[0].file);
    // What is no file cannot be removed as one.
    fs::remove_file(&photo).unwrap();
    fs::create_dir(&photo).unwrap();
    assert!(withdraw(&mut newsroom.archive(), &decision("1")).is_err());
    fs::remove_dir(&photo).unwrap();
    withdrawn(&newsroom, "1");
    let left = holding(&newsroom, "media/");
    assert_eq!(left, [""; 0]);
    assert_eq!(verify(&newsroom.archive(), &|| {}).faults, []);
}

#[test]
fn what_a_post_was_read_from_is_put_there_by_the_second_run() {
    let raw = "posts/raw/x-1.json";
    let stops: [&dyn Fn(&Newsroom); 3] = [
        &|newsroom| fs::remove_file(newsroom.path().join(raw)).unwrap(),
        &|newsroom| newsroom.write(raw, "{\"id_str\": \"1\"}"),
        // The format before had another ending.
        &|newsroom| newsroom.write("posts/raw/x-1.html", "<p>Été</p>"),
    ];
    for stop in stops {
        let newsroom = Newsroom::new();
        newsroom.keep(post("1"));
        let files = newsroom.names();
        stop(&newsroom);
        assert_eq!(newsroom.bring(post("1"), ANEW).fate, Fate::Refreshed);
        assert_eq!(newsroom.names(), files);
        assert_eq!(verify(&newsroom.archive(), &|| {}).faults, []);
        assert_eq!(newsroom.bring(post("1"), ANEW).fate, Fate::Unchanged);
    }
}

#[test]
fn who_writes_removes_what_was_left_half_written() {
    let newsroom = Newsroom::new();
    newsroom.keep(post("1"));
    let files = newsroom.names();
    let partials = [
        "posts/.a.json.1.partial",
        "posts/raw/.x-1.json.1.partial",
        "media/posts/x/.file.1.partial",
        "timelines/.a.toml.1.partial",
    ];
    for path in partials {
        newsroom.write(path, "Été");
    }
    let reading = Archive::open(newsroom.path());
    assert!(reading.is_ok() && newsroom.names() != files);
    assert!(Archive::open_to_write(newsroom.path()).is_ok());
    assert_eq!(newsroom.names(), files);
}
