//! Long posts and their notes.

use super::super::notes::{lengthen, notes};
use super::*;

const NOTES: &[u8] = include_bytes!("../../../../fixtures/x/archive-note-tweet.js");

#[test]
fn notes_give_cut_posts_their_whole_text() {
    let mut whole = import(TWEETS, &request()).unwrap();
    let before = whole.clone();
    let found = notes(NOTES);
    assert_eq!(found.len(), 1);
    lengthen(&mut whole, &found, &request());
    for (place, (after, before)) in whole.posts.iter().zip(&before.posts).enumerate() {
        assert_eq!(after == before, place != 5, "{place}");
    }
    let long = &whole.posts[5];
    assert!(!long.post.truncated);
    assert_eq!(long.losses, []);
    assert!(
        long.post
            .text
            .ends_with("<suit> avec https://t.co/demo000023 et @yasmine_demo, jusqu’au bout.")
    );
    assert_eq!(
        words(&long.post),
        ["#Long", "https://t.co/demo000023", "@yasmine_demo"]
    );
    assert_ne!(
        long.post.provenance.as_ref().unwrap().raw_sha256,
        before.posts[5].post.provenance.as_ref().unwrap().raw_sha256
    );
    // The two lines that are kept are enough to read it again.
    let again = read(&Input::read(&long.raw).unwrap(), &request());
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].as_ref().unwrap().post.text, long.post.text);
}

#[test]
fn a_note_that_ends_with_the_address_of_a_post_quotes_it() {
    let text = std::str::from_utf8(NOTES).unwrap();
    let mut entries: Value = serde_json::from_str(text.split_once('=').unwrap().1).unwrap();
    let core = &mut entries[0]["noteTweet"]["core"];
    let whole = format!("{} https://t.co/demo000024", core["text"].as_str().unwrap());
    let start = whole.chars().count() - 23;
    core["text"] = whole.into();
    core["urls"].as_array_mut().unwrap().push(json!({
        "shortUrl": "https://t.co/demo000024", "fromIndex": start.to_string(),
        "toIndex": (start + 23).to_string(), "displayUrl": "x.com/yasmine_demo/s…",
        "expandedUrl": "https://x.com/yasmine_demo/status/1633000000000000009"}));
    let found = notes(format!("window.YTD.note_tweet.part0 = {entries}").as_bytes());
    let mut import = import(TWEETS, &request()).unwrap();
    lengthen(&mut import, &found, &request());
    let post = &import.posts[5].post;
    assert!(post.text.ends_with("jusqu’au bout."), "{}", post.text);
    assert_eq!(
        post.quote,
        Some(Quote::Unavailable {
            reason: UnavailableReason::NeverFetched,
            url: Some("https://x.com/yasmine_demo/status/1633000000000000009".into()),
        })
    );
}

#[test]
fn a_note_of_another_moment_or_with_other_words_changes_nothing() {
    let text = std::str::from_utf8(NOTES).unwrap();
    for (from, to) in [
        ("09:50:00", "09:51:00"),
        ("🧾 Un texte", "🧾 Un autre texte"),
    ] {
        let mut whole = import(TWEETS, &request()).unwrap();
        let before = whole.clone();
        lengthen(
            &mut whole,
            &notes(text.replace(from, to).as_bytes()),
            &request(),
        );
        assert_eq!(whole, before);
    }
    assert_eq!(notes(TWEETS), []);
}

#[test]
fn a_note_directed_at_somebody_keeps_the_name_at_its_head() {
    let entry = json!({"tweet": {"id_str": "1633000000000000000", "created_at": "Tue Mar 07 09:50:00 +0000 2023",
        "full_text": "@yasmine_demo 🧾 Un texte…", "in_reply_to_screen_name": "yasmine_demo",
        "entities": {"user_mentions": [{"screen_name": "yasmine_demo", "indices": ["0", "13"]}]}}});
    let note = json!({"noteTweet": {"createdAt": "2023-03-07T09:50:00.000Z", "core": {
        "text": "@yasmine_demo 🧾 Un texte jusqu’au bout",
        "mentions": [{"screenName": "yasmine_demo", "fromIndex": "0", "toIndex": "13"}]}}});
    let read = |entry: &Value| {
        let input = Input::Json(vec![entry.clone(), note.clone()]);
        read(&input, &request()).remove(0).unwrap().post.text
    };
    assert_eq!(read(&entry), "@yasmine_demo 🧾 Un texte jusqu’au bout");
    let mut reply = entry;
    reply["tweet"]["in_reply_to_status_id_str"] = "1632000000000000000".into();
    assert_eq!(read(&reply), "🧾 Un texte jusqu’au bout");
}
