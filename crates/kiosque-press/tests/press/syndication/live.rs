//! An article whose subject is still being covered.

use kiosque_model::{Block, Live, PageBody};
use kiosque_press::feeds;

use super::structured_data::{graph, node};
use super::{VISIT, article_mut, file, sound};
use crate::{article, edition, newsroom, page, write_article};

#[test]
fn front_matter_says_that_an_article_is_live() {
    let folder = newsroom("minimal");
    write_article(
        folder.path(),
        "direct",
        30,
        "live = true",
        "::: fil src=\"journee\"\n:::",
    );
    let edition = edition(folder.path(), false);
    let live = |file| article(&edition, file).live;
    assert_eq!(live("ville/direct/page.json"), Some(Live::Now { pace: 30 }));
    assert_eq!(live(VISIT), None);
    let PageBody::Section(section) = &page(&edition, "ville/page.json").body else {
        panic!("no section")
    };
    let live: Vec<_> = section
        .articles
        .iter()
        .map(|article| article.live)
        .collect();
    assert_eq!(live, [true, false]);
    let mut quiet = article(&edition, VISIT).clone();
    quiet.related.clear();
    let json = serde_json::to_string(&quiet).unwrap();
    assert!(!json.contains("\"live\""), "{json}");
}

/// The sections of an article's timeline with their posts, and its fragments.
fn told(live: &str) -> Vec<(String, Vec<String>, Vec<String>)> {
    let folder = newsroom("minimal");
    write_article(
        folder.path(),
        "direct",
        30,
        live,
        "::: fil src=\"journee\"\n:::",
    );
    let edition = edition(folder.path(), false);
    let Some(Block::Timeline(block)) = article(&edition, "ville/direct/page.json").body.first()
    else {
        panic!("no timeline")
    };
    let sections = block.timeline.sections.iter();
    sections
        .map(|section| {
            let posts = || block.posts_of(section);
            let named = posts().map(|(entry, post)| {
                assert_eq!(entry.post_id, post.post.id);
                entry.post_id.clone()
            });
            let anchors = posts().map(|(_, post)| post.anchor.clone());
            (section.id.clone(), named.collect(), anchors.collect())
        })
        .collect()
}

#[test]
fn a_day_that_goes_on_is_told_backwards() {
    let day = told("");
    let ids: Vec<_> = day.iter().map(|(id, ..)| id.as_str()).collect();
    assert_eq!(ids, ["matin", "apres-midi", "soir"]);
    let mut backwards = told("live = true");
    backwards.reverse();
    for (_, posts, anchors) in &mut backwards {
        posts.reverse();
        anchors.reverse();
    }
    assert_eq!(backwards, day, "the same fragments in the other order");
    assert_eq!(
        told("live = false"),
        day,
        "what is over is told in its order"
    );
}

#[test]
fn coverage_that_is_over_has_an_end() {
    let mut edition = sound();
    article_mut(&mut edition, VISIT).live = Some(Live::Over);
    let nodes = graph(&edition, VISIT);
    let over = node(&nodes, "LiveBlogPosting");
    // The last change is newer than the last post.
    assert_eq!(over["coverageEndTime"], "2014-12-01T08:00:00+01:00");
    let updates = over["liveBlogUpdate"].as_array().unwrap();
    assert_eq!(updates[0]["datePublished"], "2014-11-28T09:05:00+01:00");
    article_mut(&mut edition, VISIT).live = None;
    let told = graph(&edition, VISIT);
    assert!(told.iter().all(|node| node["@type"] != "LiveBlogPosting"));
}

#[test]
fn live_coverage_is_told_post_by_post() {
    let mut edition = sound();
    article_mut(&mut edition, VISIT).live = Some(Live::Now { pace: 30 });
    let nodes = graph(&edition, VISIT);
    node(&nodes, "NewsArticle");
    let live = node(&nodes, "LiveBlogPosting");
    assert_eq!(live["headline"], page(&edition, VISIT).title);
    // The first post is as old as the article.
    assert_eq!(live["coverageStartTime"], "2014-11-28T09:05:00+01:00");
    assert!(live.get("coverageEndTime").is_none(), "it goes on");
    let updates = live["liveBlogUpdate"].as_array().unwrap();
    assert_eq!(
        updates.len(),
        2,
        "the withdrawn post is not told: {updates:#?}"
    );
    let first = &updates[1];
    assert_eq!(first["@type"], "BlogPosting");
    assert_eq!(first["headline"], "Bonjour \"Marseille\" ! #FrenchTech");
    assert_eq!(first["articleBody"], first["headline"]);
    assert_eq!(first["datePublished"], "2014-11-28T09:05:00+01:00");
    assert_eq!(first["author"]["name"], "La rédaction");
    let url = first["url"].as_str().unwrap();
    assert!(
        url.starts_with("https://kiosque.example/ville/visite/#"),
        "{url}"
    );
    assert!(
        first["image"][0]
            .as_str()
            .unwrap()
            .starts_with("https://kiosque.example/media/port.")
    );
    assert!(!live.to_string().contains("secrets"));
}

#[test]
fn what_an_author_covered_is_not_told_around() {
    let mut edition = sound();
    let article = article_mut(&mut edition, VISIT);
    article.live = Some(Live::Over);
    for block in &mut article.body {
        if let kiosque_model::Block::Timeline(timeline) = block {
            for post in &mut timeline.posts {
                post.post.cw = Some("Divulgâcheur".into());
            }
        }
    }
    let live = node(&graph(&edition, VISIT), "LiveBlogPosting").to_string();
    assert!(
        live.contains("Divulgâcheur") && !live.contains("Marseille\\\""),
        "{live}"
    );
}

#[test]
fn feeds_say_that_an_article_is_live() {
    let mut edition = sound();
    article_mut(&mut edition, VISIT).live = Some(Live::Now { pace: 30 });
    let feed = file(&feeds::files(&edition), "ville/feed.json");
    assert!(feed.contains("<p><strong>En direct</strong></p>"), "{feed}");
}
