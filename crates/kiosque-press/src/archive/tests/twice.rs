//! One id, and two posts or two copies of one.

use kiosque_model::Post;
use kiosque_model::post::{Repost, Source};

use super::newsroom::{ANEW, Newsroom, incoming, post};
use crate::archive::fates::Fate;
use crate::archive::importing::Manner;

fn bluesky(did: &str, handle: &str) -> Post {
    let mut one = post("3kdemofacets2");
    one.source = Source::Bluesky;
    one.author.id = did.into();
    one.author.handle = handle.into();
    one.author.avatar = None;
    one.media.clear();
    one.url = format!("https://bsky.app/profile/{handle}/post/3kdemofacets2");
    one
}

fn mastodon(host: &str) -> Post {
    let mut one = post("112000000000000001");
    one.source = Source::Mastodon;
    one.author.avatar = None;
    one.media.clear();
    one.url = format!("https://{host}/@camille_demo/112000000000000001");
    one
}

#[test]
fn another_author_s_or_server_s_post_is_neither_there_nor_replaced() {
    for (first, second) in [
        (
            bluesky("did:plc:a", "a.exemple.example"),
            bluesky("did:plc:b", "b.exemple.example"),
        ),
        (
            bluesky("", "a.exemple.example"),
            bluesky("did:plc:b", "b.exemple.example"),
        ),
        (
            mastodon("un.exemple.example"),
            mastodon("deux.exemple.example"),
        ),
    ] {
        let newsroom = Newsroom::new();
        newsroom.bring(first.clone(), Manner::default());
        let before = newsroom.tree();
        for manner in [Manner::default(), ANEW] {
            let arrival = newsroom.bring(second.clone(), manner);
            assert!(!arrival.fate.is_well(), "{:?}", arrival.fate);
            assert_eq!(newsroom.tree(), before);
        }
        // Both in one run, and in a trial.
        for dry in [false, true] {
            let newsroom = Newsroom::new();
            let manner = Manner {
                dry,
                ..Manner::default()
            };
            let both = vec![incoming(first.clone()), incoming(second.clone())];
            let arrivals = newsroom.bring_all(both, manner);
            let well: Vec<_> = arrivals.iter().map(|one| one.fate.is_well()).collect();
            assert_eq!(well, [true, false]);
        }
    }
}

#[test]
fn an_author_may_change_his_name() {
    let newsroom = Newsroom::new();
    newsroom.bring(bluesky("did:plc:a", "a.exemple.example"), Manner::default());
    let renamed = bluesky("did:plc:a", "b.exemple.example");
    assert_eq!(
        newsroom.bring(renamed, Manner::default()).fate,
        Fate::Already
    );
}

#[test]
fn of_two_copies_the_fuller_one_is_kept() {
    let mut card = post("1");
    card.media.clear();
    card.provenance.as_mut().unwrap().format = "oembed".into();
    let mut passed_on = post("1");
    passed_on.repost_by = Some(Repost {
        author: post("2").author,
        at: None,
    });
    let copies = [incoming(card), incoming(passed_on), incoming(post("1"))];
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [1, 0, 2]] {
        let newsroom = Newsroom::new();
        newsroom.server.picture("pbs.twimg.com/media/1.png", 1);
        let copies = order.map(|index| {
            let mut copy = incoming(copies[index].post.clone());
            copy.from = format!("{index}.json");
            copy
        });
        let arrivals = newsroom.bring_all(copies.into(), Manner::default());
        assert_eq!(arrivals.len(), 1);
        let kept = &arrivals[0];
        assert_eq!(kept.from, "2.json", "{order:?}");
        assert_eq!((&kept.post.repost_by, kept.post.media.len()), (&None, 1));
    }
}
