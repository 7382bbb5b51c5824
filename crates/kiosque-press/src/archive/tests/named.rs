use std::fs;
use std::path::Path;

use kiosque_archive::Format;
use kiosque_catalogue::editor::{MediaRefusal, Refusal};

use super::newsroom::Newsroom;
use super::server::Reply;
use crate::archive::address;
use crate::archive::given::{ReadInput, ask};

const SYNDICATION: &str = "cdn.syndication.twimg.com/tweet-result";
const OEMBED: &str = "publish.x.com/oembed";
const THREAD: &str = "public.api.bsky.app/xrpc/app.bsky.feed.getPostThread";

fn fixture(name: &str) -> Reply {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../kiosque-archive/fixtures");
    Reply::Bytes("application/json", fs::read(folder.join(name)).unwrap())
}

fn asked(newsroom: &Newsroom, address: &str) -> Result<ReadInput, Refusal> {
    let asker = newsroom.asker();
    let named = address::read(address, asker.hosts())?;
    let now = "2026-01-02T03:04:05Z".parse().unwrap();
    ask(&asker, &named, address, "citation", now)
}

/// The one post that came of an address: its id, the format it was read from.
fn one(newsroom: &Newsroom, address: &str) -> (String, Format) {
    let read = asked(newsroom, address).unwrap_or_else(|why| panic!("{why:?}"));
    let import = read.import.unwrap();
    assert_eq!(import.posts.len(), 1);
    let post = &import.posts[0].post;
    let from = post.provenance.as_ref().unwrap();
    assert!(from.capture_method.starts_with("https://"), "{from:?}");
    assert_eq!(post.archived_at, "2026-01-02T03:04:05Z");
    (post.id.clone(), import.format)
}

#[test]
fn x_is_asked_for_the_post_then_for_its_card() {
    let newsroom = Newsroom::new();
    let address = "https://twitter.com/camille_demo/status/1633015723062202369?s=20";
    newsroom
        .server
        .reply(SYNDICATION, fixture("x/syndication-post.json"));
    assert_eq!(
        one(&newsroom, address),
        ("1633015723062202369".into(), Format::XSyndication)
    );
    assert_eq!(newsroom.server.asked(), [SYNDICATION]);

    let address = "https://x.com/camille_demo/status/538241984053248001";
    newsroom.server.reply(SYNDICATION, Reply::Status(404));
    newsroom.server.reply(OEMBED, fixture("embed/x.json"));
    assert_eq!(
        one(&newsroom, address),
        ("538241984053248001".into(), Format::Oembed)
    );
    newsroom.server.reply(
        SYNDICATION,
        Reply::Bytes(
            "application/json",
            b"{\"__typename\": \"TweetTombstone\"}".to_vec(),
        ),
    );
    assert_eq!(one(&newsroom, address).1, Format::Oembed);
    newsroom.server.reply(OEMBED, Reply::Status(404));
    assert!(asked(&newsroom, address).is_err());
}

#[test]
fn another_post_than_the_one_asked_for_is_not_taken() {
    let newsroom = Newsroom::new();
    newsroom
        .server
        .reply(SYNDICATION, fixture("x/syndication-post.json"));
    assert!(asked(&newsroom, "https://x.com/camille_demo/status/12").is_err());
}

#[test]
fn bluesky_and_mastodon_are_asked_for_one_post() {
    let newsroom = Newsroom::new();
    newsroom
        .server
        .reply(THREAD, fixture("bluesky/thread.json"));
    assert_eq!(
        one(
            &newsroom,
            "https://bsky.app/profile/camille.exemple.example/post/3kthread3aaaa"
        ),
        ("3kthread3aaaa".into(), Format::Bluesky)
    );
    newsroom.server.reply(
        "exemple.example/api/v1/statuses/112000000000000001",
        fixture("mastodon/status.json"),
    );
    assert_eq!(
        one(
            &newsroom,
            "https://exemple.example/@camille_demo/112000000000000001"
        ),
        ("112000000000000001".into(), Format::Mastodon)
    );
}

#[test]
fn a_post_that_bluesky_has_no_more_is_gone() {
    let newsroom = Newsroom::new();
    let refusal = |body: &[u8]| {
        newsroom
            .server
            .reply(THREAD, Reply::Refused(400, body.to_vec()));
        let address = "https://bsky.app/profile/camille.exemple.example/post/3kgone";
        match asked(&newsroom, address) {
            Err(why) => why,
            Ok(_) => panic!("a post came"),
        }
    };
    let reason = "Post not found: at://did:plc:a/app.bsky.feed.post/3kgone";
    let gone = format!("{{\"error\": \"NotFound\", \"message\": \"{reason}\"}}");
    assert_eq!(
        refusal(gone.as_bytes()),
        Refusal::Gone {
            reason: reason.into()
        }
    );
    let too_long = [gone.as_bytes(), &vec![b' '; 1_000_000]].concat();
    for other in [
        b"{\"error\": \"InvalidRequest\", \"message\": \"?\"}".as_slice(),
        b"<html>",
        &too_long,
    ] {
        assert_eq!(
            refusal(other),
            Refusal::Unanswered {
                host: "public.api.bsky.app".into(),
                why: MediaRefusal::Status(400)
            }
        );
    }
}

#[test]
fn what_a_network_answers_instead_is_told() {
    let newsroom = Newsroom::new();
    let address = "https://exemple.example/@camille_demo/112000000000000001";
    let path = "exemple.example/api/v1/statuses/112000000000000001";
    let refusal = |reply: Reply| {
        newsroom.server.reply(path, reply);
        match asked(&newsroom, address) {
            Err(why) => why,
            Ok(_) => panic!("a post came"),
        }
    };
    assert_eq!(
        refusal(Reply::Status(404)),
        Refusal::Gone {
            reason: String::new()
        }
    );
    let unanswered = |why| Refusal::Unanswered {
        host: "exemple.example".into(),
        why,
    };
    assert_eq!(
        refusal(Reply::Status(503)),
        unanswered(MediaRefusal::Status(503))
    );
    let limit = 20_000_000;
    assert_eq!(
        refusal(Reply::Endless(None)),
        unanswered(MediaRefusal::TooLarge { limit })
    );
    assert!(matches!(
        refusal(Reply::Bytes("text/html", b"<html>".to_vec())),
        Refusal::NoPost { .. } | Refusal::NotAPost { .. } | Refusal::UnknownFormat
    ));
}
