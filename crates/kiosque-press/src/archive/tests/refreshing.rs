//! What a network answers on a bad day.

use std::fs;

use kiosque_model::Post;
use kiosque_model::post::{
    AltBy, Card, CustomEmoji, Edited, Focus, Media, MediaKind, Poll, PollOption, Repost, Span,
    SpanKind,
};

use super::newsroom::{ANEW, Newsroom, post};
use super::server::Reply;
use crate::archive::fates::Fate;
use crate::archive::importing::Manner;
use crate::archive::store::to_json;

/// The photo of a post at another address.
fn moved(mut post: Post) -> Post {
    let address = format!("https://pbs.twimg.com/moved/{}.png", post.id);
    post.media[0].file.clone_from(&address);
    post.media[0].origin_url = Some(address);
    post.text.push('!');
    post
}

fn described(newsroom: &Newsroom, path: &str, mut post: Post) -> Post {
    post.media[0].alt = Some("Décrite par la rédaction".into());
    post.media[0].alt_by = AltBy::Newsroom;
    post.media[0].focus = Some(Focus { x: 10, y: 20 });
    newsroom.write(path, &to_json(&post).unwrap());
    post
}

#[test]
fn a_file_that_moved_and_cannot_be_had_stays() {
    let newsroom = Newsroom::new();
    let arrival = newsroom.keep(post("1"));
    let stored = described(&newsroom, &arrival.path, arrival.post);
    let arrival = newsroom.bring(moved(post("1")), ANEW);
    assert_eq!(arrival.fate, Fate::Refreshed);
    assert_eq!(arrival.post.media, stored.media);
}

#[test]
fn a_file_that_moved_keeps_the_newsroom_s_words() {
    for shade in [b'1', 77] {
        let newsroom = Newsroom::new();
        let arrival = newsroom.keep(post("1"));
        let stored = described(&newsroom, &arrival.path, arrival.post);
        newsroom.server.picture("pbs.twimg.com/moved/1.png", shade);
        let photo = newsroom.bring(moved(post("1")), ANEW).post.media.remove(0);
        assert_eq!(
            photo.origin_url.as_deref(),
            Some("https://pbs.twimg.com/moved/1.png")
        );
        let before = &stored.media[0];
        assert_eq!((&photo.alt, photo.alt_by), (&before.alt, before.alt_by));
        assert_eq!(photo.focus, before.focus);
    }
}

#[test]
fn words_stay_with_their_picture_where_the_order_changed() {
    let newsroom = Newsroom::new();
    for (name, shade) in [("1", 1), ("2", 2), ("m1", 1), ("m2", 2)] {
        let path = format!("pbs.twimg.com/media/{name}.png");
        newsroom.server.picture(&path, shade);
    }
    let photos = |names: [&str; 2]| {
        let mut one = post("1");
        one.media = names
            .map(|name| {
                let mut photo = post(name).media.remove(0);
                photo.alt = None;
                photo
            })
            .into();
        one
    };
    let arrival = newsroom.bring(photos(["1", "2"]), Manner::default());
    described(&newsroom, &arrival.path, arrival.post);
    let anew = newsroom.bring(photos(["m2", "m1"]), ANEW).post;
    let alts: Vec<_> = anew
        .media
        .iter()
        .map(|media| media.alt.as_deref())
        .collect();
    assert_eq!(alts, [None, Some("Décrite par la rédaction")]);
}

#[test]
fn fewer_files_are_for_an_edited_post_alone() {
    let newsroom = Newsroom::new();
    newsroom.keep(post("1"));
    let mut bare = post("1");
    bare.media.clear();
    bare.text.push('!');
    assert_eq!(newsroom.bring(bare.clone(), ANEW).fate, Fate::Poorer);
    bare.edited = Edited::Version {
        n: 1,
        of: 1,
        ids: vec!["1".into()],
    };
    let arrival = newsroom.bring(bare, ANEW);
    assert_eq!(arrival.fate, Fate::Refreshed);
    assert_eq!(arrival.post.media, []);
}

#[test]
fn a_film_that_moved_is_not_replaced_by_its_still() {
    let newsroom = Newsroom::new();
    newsroom.server.picture("pbs.twimg.com/still.png", 5);
    let film = crate::archive::recognised::film(64, 36);
    let reply = Reply::Bytes("video/mp4", film);
    newsroom.server.reply("video.twimg.com/a.mp4", reply);
    let with_film = |address: &str| {
        let mut one = post("1");
        let media = &mut one.media[0];
        media.kind = MediaKind::Video;
        media.file = address.into();
        media.origin_url = Some(address.into());
        media.poster = Some("https://pbs.twimg.com/still.png".into());
        one
    };
    let stored = newsroom.bring(
        with_film("https://video.twimg.com/a.mp4"),
        Manner::default(),
    );
    assert!(stored.post.media[0].file.ends_with(".mp4"));
    let anew = newsroom.bring(with_film("https://video.twimg.com/b.mp4"), ANEW);
    assert_eq!(anew.post.media, stored.post.media);
}

fn picture(name: &str) -> Media {
    let mut media = post("1").media.remove(0);
    let address = format!("https://pbs.twimg.com/{name}.png");
    media.file.clone_from(&address);
    media.origin_url = Some(address);
    media.alt = None;
    media
}

/// A post with everything that may be lost besides its media.
fn rich(suffix: &str) -> Post {
    let mut one = post("1");
    one.text = "Été :fusee: !".into();
    one.spans = vec![Span {
        start: 6,
        end: 13,
        kind: SpanKind::CustomEmoji {
            shortcode: "fusee".into(),
            media: Box::new(picture(&format!("fusee{suffix}"))),
        },
    }];
    one.author.name = "Camille :fusee:".into();
    one.author.name_emoji = vec![CustomEmoji {
        shortcode: "fusee".into(),
        media: picture(&format!("fusee{suffix}")),
    }];
    one.card = Some(Card {
        url: "https://exemple.example/a".into(),
        title: "Un article".into(),
        description: String::new(),
        domain: "exemple.example".into(),
        image: Some(picture(&format!("card{suffix}"))),
    });
    one.poll = Some(Poll {
        options: vec![PollOption {
            label: "oui".into(),
            votes: Some(1),
        }],
        total: Some(1),
        ends_at: None,
        is_final: true,
    });
    let mut by = post("2").author;
    by.id = "8".into();
    by.avatar = Some(picture(&format!("by{suffix}")));
    one.repost_by = Some(Repost {
        author: by,
        at: None,
    });
    one
}

#[test]
fn a_preview_a_poll_emoji_and_portraits_stay() {
    let newsroom = Newsroom::new();
    for (name, shade) in [("media/1", 1), ("fusee", 2), ("card", 3), ("by", 4)] {
        let path = format!("pbs.twimg.com/{name}.png");
        newsroom.server.picture(&path, shade);
    }
    let arrival = newsroom.bring(rich(""), Manner::default());
    assert_eq!(arrival.losses, []);
    let stored = arrival.post;
    // At other addresses, where there is nothing.
    let anew = newsroom.bring(rich("-moved"), ANEW);
    assert_eq!(anew.post, stored);
    // Not spoken of at all.
    let mut bare = rich("");
    bare.spans.clear();
    bare.author.name_emoji.clear();
    bare.card = None;
    bare.poll = None;
    bare.repost_by.as_mut().unwrap().author.avatar = None;
    assert_eq!(newsroom.bring(bare, ANEW).post, stored);
}

#[test]
fn what_a_post_was_read_from_stays_until_the_post_is_written() {
    let newsroom = Newsroom::new();
    let arrival = newsroom.keep(post("1"));
    let raw = |ending: &str| newsroom.path().join(format!("posts/raw/x-1.{ending}"));
    newsroom.write("posts/raw/x-1.html", "<p>Avant</p>");
    fs::write(raw("json"), "avant").unwrap();
    // A folder stands where the post is written first.
    let name = arrival.path.strip_prefix("posts/").unwrap();
    let partial = format!("posts/.{name}.{}.partial", std::process::id());
    fs::create_dir(newsroom.path().join(&partial)).unwrap();
    let refused = newsroom.try_bring(moved(post("1")), ANEW);
    assert!(refused.is_err());
    assert_eq!(fs::read(raw("json")).unwrap(), b"avant");
    assert!(raw("html").is_file());
    fs::remove_dir(newsroom.path().join(&partial)).unwrap();
    newsroom.try_bring(moved(post("1")), ANEW).unwrap();
    assert_ne!(fs::read(raw("json")).unwrap(), b"avant");
    assert!(!raw("html").exists());
    let names = newsroom.names();
    assert!(
        !names.iter().any(|name| name.contains("partial")),
        "{names:?}"
    );
}
