//! Withdrawals that something stopped, and their second run.

use std::fs;

use super::newsroom::{Newsroom, post};
use super::withdrawing::{decision, holding, withdrawn};
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
        let media = newsroom.path().join("media");
        fs::copy(media.join(photo), media.join(other)).unwrap();
        assert_eq!(newsroom.archive().posts["1"].path == copy, first);
        withdrawn(&newsroom, "1");
        assert_eq!(
            newsroom.names(),
            [TOMBSTONE, "posts/withdrawals.log", "site.toml"]
        );
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
    let photo = newsroom
        .path()
        .join("media")
        .join(&arrival.post.media[0].file);
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
