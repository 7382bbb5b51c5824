//! Records that are no posts, and posts without their address.

use kiosque_catalogue::editor::{Loss, Refusal};
use kiosque_model::post::{Quote, UnavailableReason};
use serde_json::{Value, json};

use super::{first, read, request};
use crate::import::{ImportedPost, Request, import};

const FEED: &str = "at://did:plc:noedemo/app.bsky.feed.generator/3kfeed";

fn with_embed(embed: &Value) -> ImportedPost {
    let mut answer: Value =
        serde_json::from_slice(include_bytes!("../../../fixtures/bluesky/posts.json")).unwrap();
    answer["posts"][0]["embed"] = embed.clone();
    first(&read(answer.to_string().as_bytes())).clone()
}

#[test]
fn only_a_post_that_is_gone_is_a_quote_that_is_gone() {
    for kind in ["viewNotFound", "viewBlocked"] {
        let named = format!("app.bsky.embed.record#{kind}");
        let embed = |uri: &str| {
            with_embed(&json!({
                "$type": "app.bsky.embed.record#view",
                "record": {"$type": named, "uri": uri},
            }))
        };
        let ImportedPost { post, losses, .. } = embed(FEED);
        assert_eq!((&post.quote, &post.card), (&None, &None), "{kind}");
        assert!(
            losses.contains(&Loss::UnknownEmbed {
                kind: named.clone()
            }),
            "{losses:?}"
        );
        let gone = embed("at://did:plc:noedemo/app.bsky.feed.post/3kgone").post;
        assert_eq!(
            gone.quote,
            Some(Quote::Unavailable {
                reason: UnavailableReason::Gone,
                url: Some("https://bsky.app/profile/did:plc:noedemo/post/3kgone".into()),
            })
        );
    }
}

#[test]
fn a_quoted_record_of_another_kind_is_no_post_that_is_missing() {
    let ImportedPost { post, losses, .. } = with_embed(&json!({
        "$type": "app.bsky.embed.record#view",
        "record": {
            "$type": "app.bsky.embed.record#viewRecord", "uri": FEED,
            "author": {"did": "did:plc:noedemo", "handle": "noe.exemple.example"},
            "value": {"$type": "app.bsky.feed.generator"},
        },
    }));
    assert_eq!(post.quote, None);
    assert!(
        losses.contains(&Loss::UnknownEmbed {
            kind: "app.bsky.feed.generator".into()
        }),
        "{losses:?}"
    );
}

#[test]
fn an_answer_to_what_is_no_post_leads_nowhere() {
    let mut answer: Value =
        serde_json::from_slice(include_bytes!("../../../fixtures/bluesky/posts.json")).unwrap();
    answer["posts"][0]["record"]["reply"] = json!({"parent": {"uri": FEED}, "root": {"uri": FEED}});
    let post = first(&read(answer.to_string().as_bytes())).post.clone();
    let reply = post.reply_to.unwrap();
    assert_eq!((reply.id, reply.url), (None, None));
}

#[test]
fn one_address_is_one_record_s() {
    let record: Value =
        serde_json::from_slice(include_bytes!("../../../fixtures/bluesky/record.json")).unwrap();
    let mut other = record.clone();
    other["text"] = "Autre".into();
    let page = Request {
        url: Some("https://bsky.app/profile/camille.exemple.example/post/3kbare2aaaaaa".into()),
        ..request()
    };
    let several = json!([record, other]).to_string();
    let import = import(several.as_bytes(), &page).unwrap();
    assert!(import.posts.is_empty(), "{import:?}");
    assert_eq!(import.refused.len(), 2);
    assert!(
        import
            .refused
            .iter()
            .all(|refused| refused.why == Refusal::OneAddress { posts: 2 }),
        "{import:?}"
    );
}
