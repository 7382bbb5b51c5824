use std::time::Duration;

use kiosque_catalogue::editor::MediaRefusal;
use kiosque_model::post::Source;

use super::newsroom::Newsroom;
use super::server::{Reply, png};
use crate::archive::hosts::Wanted;

fn ask(newsroom: &Newsroom, address: &str, source: Source) -> Result<Vec<u8>, MediaRefusal> {
    let patience = Duration::from_secs(20);
    let answer = newsroom
        .asker()
        .ask(address, source, Wanted::Media, patience)?;
    answer.bytes(1_000_000)
}

fn refused(newsroom: &Newsroom, address: &str, source: Source) -> MediaRefusal {
    match ask(newsroom, address, source) {
        Err(why) => why,
        Ok(bytes) => panic!("{} bytes from {address}", bytes.len()),
    }
}

#[test]
fn only_the_network_s_own_hosts_are_asked_and_over_https() {
    let newsroom = Newsroom::new();
    newsroom.server.picture("pbs.twimg.com/media/a.png", 1);
    assert_eq!(
        ask(
            &newsroom,
            "https://pbs.twimg.com/media/a.png?name=orig",
            Source::X
        ),
        Ok(png(1))
    );
    let host = |name: &str| MediaRefusal::Host { host: name.into() };
    for (address, source, why) in [
        (
            "https://evil.example/a.png",
            Source::X,
            host("evil.example"),
        ),
        (
            "https://pbs.twimg.com/media/a.png",
            Source::Bluesky,
            host("pbs.twimg.com"),
        ),
        (
            "https://pbs.twimg.com:8443/a.png",
            Source::X,
            host("pbs.twimg.com"),
        ),
        (
            "https://evil@pbs.twimg.com/a.png",
            Source::X,
            host("pbs.twimg.com"),
        ),
        (
            "https://pbs.twimg.com@evil.example/a",
            Source::X,
            host("evil.example"),
        ),
        ("https://127.0.0.1/a.png", Source::X, host("127.0.0.1")),
        (
            "http://pbs.twimg.com/media/a.png",
            Source::X,
            MediaRefusal::Scheme,
        ),
        ("file:///etc/passwd", Source::X, host("")),
        ("not an address", Source::X, host("not an address")),
    ] {
        assert_eq!(refused(&newsroom, address, source), why, "{address}");
    }
    assert_eq!(newsroom.server.asked(), ["pbs.twimg.com/media/a.png"]);
}

#[test]
fn a_listed_name_that_leads_inside_is_refused() {
    let newsroom = Newsroom::new();
    let why = refused(&newsroom, "https://localhost/a.png", Source::Mastodon);
    assert!(
        matches!(why, MediaRefusal::PrivateAddress { .. }),
        "{why:?}"
    );
}

#[test]
fn redirections_stay_on_the_list() {
    let newsroom = Newsroom::new();
    let to = |path: &str, location: &str| {
        newsroom.server.reply(
            &format!("pbs.twimg.com/{path}"),
            Reply::Redirect(location.into()),
        );
    };
    newsroom.server.picture("video.twimg.com/b.png", 2);
    to("inside", "https://video.twimg.com/b.png");
    to("twice", "/inside");
    to("away", "https://evil.example/b.png");
    to("down", "http://pbs.twimg.com/inside");
    to("home", "http://169.254.169.254/latest/meta-data/");
    to("round", "https://pbs.twimg.com/round");
    let from = |path: &str| {
        ask(
            &newsroom,
            &format!("https://pbs.twimg.com/{path}"),
            Source::X,
        )
    };
    assert_eq!(from("inside"), Ok(png(2)));
    assert_eq!(from("twice"), Ok(png(2)));
    let redirect = |to: &str| Err(MediaRefusal::Redirect { to: to.into() });
    assert_eq!(from("away"), redirect("https://evil.example/b.png"));
    assert_eq!(from("down"), redirect("http://pbs.twimg.com/inside"));
    assert_eq!(
        from("home"),
        redirect("http://169.254.169.254/latest/meta-data/")
    );
    assert_eq!(from("round"), redirect(""));
}

#[test]
fn an_answer_without_end_is_cut_at_the_limit() {
    let newsroom = Newsroom::new();
    let limit = MediaRefusal::TooLarge { limit: 1_000_000 };
    for (path, length) in [("a", None), ("b", Some(4_000_000_000))] {
        newsroom
            .server
            .reply(&format!("pbs.twimg.com/{path}"), Reply::Endless(length));
        let address = format!("https://pbs.twimg.com/{path}");
        assert_eq!(refused(&newsroom, &address, Source::X), limit);
    }
}

#[test]
fn other_answers_are_told() {
    let newsroom = Newsroom::new();
    newsroom
        .server
        .reply("pbs.twimg.com/gone", Reply::Status(410));
    newsroom.server.reply("pbs.twimg.com/cut", Reply::Cut);
    let from = |path: &str| {
        refused(
            &newsroom,
            &format!("https://pbs.twimg.com/{path}"),
            Source::X,
        )
    };
    assert_eq!(from("gone"), MediaRefusal::Status(410));
    assert_eq!(from("absent"), MediaRefusal::Status(404));
    assert!(matches!(from("cut"), MediaRefusal::Unreachable { .. }));
}
