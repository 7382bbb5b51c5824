//! JSON Feed against the rules of version 1.1.

use jiff::Timestamp;
use kiosque_press::feeds;
use serde_json::Value;

use super::{LEGAL, editions, file, made, sound, spoiled};

fn check(feed: &Value) {
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert!(
        feed["title"]
            .as_str()
            .is_some_and(|title| !title.is_empty())
    );
    for name in ["home_page_url", "feed_url", "favicon"] {
        assert!(is_web(&feed[name]), "{name}: {}", feed[name]);
    }
    check_authors(&feed["authors"]);
    let mut ids = Vec::new();
    for item in feed["items"].as_array().unwrap() {
        let id = item["id"].as_str().unwrap();
        assert!(!ids.contains(&id));
        ids.push(id);
        assert!(is_web(&item["url"]));
        assert!(
            item["content_html"]
                .as_str()
                .is_some_and(|html| !html.is_empty())
        );
        for date in ["date_published", "date_modified"] {
            assert!(item[date].as_str().unwrap().parse::<Timestamp>().is_ok());
        }
        if let Some(image) = item.get("image") {
            assert!(is_web(image));
        }
        if let Some(authors) = item.get("authors") {
            check_authors(authors);
        }
        assert!(
            item["tags"]
                .as_array()
                .unwrap()
                .iter()
                .all(Value::is_string)
        );
        assert!(item.get("author").is_none(), "deprecated since 1.1");
    }
}

fn check_authors(authors: &Value) {
    let authors = authors.as_array().unwrap();
    assert!(!authors.is_empty());
    for author in authors {
        assert!(author["name"].is_string() && is_web(&author["url"]));
    }
}

fn is_web(url: &Value) -> bool {
    url.as_str().is_some_and(|url| url.starts_with("https://"))
}

#[test]
fn json_feeds_are_valid() {
    for (kind, edition) in editions() {
        let feeds = made(&feeds::files(&edition), "feed.json");
        assert!(!feeds.is_empty(), "{kind}");
        for (_, json) in feeds {
            check(&serde_json::from_slice(&json).unwrap());
        }
    }
}

#[test]
fn an_item_says_all_of_its_article() {
    let edition = sound();
    let text = file(&feeds::files(&edition), "auteur/marie-durand/feed.json");
    let feed: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(feed["authors"][0]["name"], "Marie Durand");
    assert_eq!(
        feed["feed_url"],
        "https://kiosque.example/auteur/marie-durand/feed.json"
    );
    assert_eq!(feed["language"], "fr");
    let item = &feed["items"][0];
    assert_eq!(item["id"], "https://kiosque.example/ville/visite/");
    assert_eq!(
        item["tags"],
        serde_json::json!(["Ville", "visite", "French Tech"])
    );
    assert_eq!(item["date_modified"], "2014-12-01T08:00:00+01:00");
    assert!(
        item["content_html"]
            .as_str()
            .unwrap()
            .contains("<h3>Le matin à Marseille</h3>")
    );
}

#[test]
fn spoiled_words_stay_words() {
    let edition = spoiled();
    let text = file(&feeds::files(&edition), "ville/feed.json");
    let feed: Value = serde_json::from_str(&text).unwrap();
    let item = &feed["items"][0];
    assert!(item.get("authors").is_none());
    let html = item["content_html"].as_str().unwrap();
    assert!(
        !html.contains("</script>") && !html.contains('\u{1b}'),
        "{html}"
    );
    assert!(html.contains("A &lt;b&gt; &amp; "), "{html}");
    assert_eq!(item["title"], LEGAL);
    assert_eq!(item["tags"][0], LEGAL);
    assert_eq!(feed["description"], LEGAL);
}
