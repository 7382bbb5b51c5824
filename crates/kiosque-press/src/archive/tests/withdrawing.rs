use std::fs;

use kiosque_model::post::{PostState, Quote, ReplyTo, UnavailableReason};

use tempfile::TempDir;
use walkdir::WalkDir;

use super::newsroom::{Newsroom, post};
use super::server::Reply;
use crate::archive::fates::Fate;
use crate::archive::importing::Manner;
use crate::archive::verifying::verify;
use crate::archive::withdrawing::{Decision, Withdrawal, is_there, withdraw};
use crate::cache::Cache;
use crate::media::{MediaShelf, MediaUse};

pub(super) fn decision(id: &str) -> Decision {
    Decision {
        id: id.into(),
        reason: "À la demande de son auteur.".into(),
        date: "2020-01-02".parse().unwrap(),
        now: "2020-01-02T10:00:00Z".parse().unwrap(),
    }
}

pub(super) fn withdrawn(newsroom: &Newsroom, id: &str) -> Withdrawal {
    withdraw(&mut newsroom.archive(), &decision(id)).unwrap()
}

/// Every file that still holds some bytes, by its name or its content.
pub(super) fn holding(newsroom: &Newsroom, words: &str) -> Vec<String> {
    newsroom
        .tree()
        .into_iter()
        .filter(|(name, (bytes, _))| {
            name.contains(words) || String::from_utf8_lossy(bytes).contains(words)
        })
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn nothing_is_left_but_the_hour_the_anchor_and_the_reason() {
    let newsroom = Newsroom::new();
    newsroom.keep(post("538242208583651329"));
    let withdrawal = withdrawn(&newsroom, "538242208583651329");
    assert_eq!(
        withdrawal.path.as_deref(),
        Some("posts/2014-11-28-09h05-538242208583651329.json")
    );
    for trace in [
        "camille",
        "Camille",
        "Été",
        "Aix",
        "citation",
        "pbs.twimg.com",
    ] {
        assert_eq!(holding(&newsroom, trace), [""; 0], "{trace}");
    }
    let names = newsroom.names();
    assert_eq!(
        names,
        [
            "posts/2014-11-28-09h05-538242208583651329.json",
            "posts/withdrawals.log",
            "site.toml"
        ]
    );
    let archive = newsroom.archive();
    let stored = &archive.posts["538242208583651329"].post;
    assert_eq!(stored.created_at, "2014-11-28T08:05:17Z");
    assert_eq!(
        stored.state,
        PostState::Withdrawn {
            date: "2020-01-02".into(),
            public_reason: "À la demande de son auteur.".into()
        }
    );
    assert_eq!(archive.diagnostics, []);
    assert_eq!(verify(&archive, &|| {}).faults, []);
    let log = fs::read_to_string(newsroom.path().join("posts/withdrawals.log")).unwrap();
    assert_eq!(
        log,
        "2020-01-02T10:00:00Z\tx\t538242208583651329\tÀ la demande de son auteur.\n"
    );
}

#[test]
fn it_never_comes_back_even_when_its_tombstone_is_gone() {
    let newsroom = Newsroom::new();
    newsroom.keep(post("1"));
    let path = withdrawn(&newsroom, "1").path.unwrap();
    let refresh = Manner {
        refresh: true,
        ..Manner::default()
    };
    assert_eq!(newsroom.bring(post("1"), refresh).fate, Fate::Withdrawn);
    fs::remove_file(newsroom.path().join(path)).unwrap();
    assert_eq!(
        newsroom.bring(post("1"), Manner::default()).fate,
        Fate::Withdrawn
    );
}

#[test]
fn files_that_others_show_stay() {
    let newsroom = Newsroom::new();
    let one = newsroom.keep(post("1"));
    let two = newsroom.keep(post("2"));
    let photo = one.post.media[0].file.clone();
    newsroom.write("articles/a.md", &format!("![Une place]({photo})"));
    let withdrawal = withdrawn(&newsroom, "1");
    let avatar = two.post.author.avatar.unwrap().file;
    assert_eq!(
        withdrawal.kept,
        [
            (format!("media/{photo}"), "articles/a.md".to_owned()),
            (format!("media/{avatar}"), two.path.clone()),
        ]
    );
    assert_eq!(withdrawal.deleted, ["posts/raw/x-1.json"]);
    let names = newsroom.names();
    assert!(names.contains(&format!("media/{avatar}")));
    assert!(names.contains(&"posts/raw/x-2.json".to_owned()));
    assert_eq!(verify(&newsroom.archive(), &|| {}).faults, []);
}

#[test]
fn those_that_quoted_or_answered_it_say_so() {
    let newsroom = Newsroom::new();
    newsroom.server.picture("pbs.twimg.com/media/1.png", 1);
    let mut quoting = post("2");
    quoting.quote = Some(Quote::Post(Box::new(post("1"))));
    let quoting = newsroom.keep(quoting);
    let mut answering = post("3");
    answering.reply_to = Some(ReplyTo {
        handle: Some("camille_demo".into()),
        id: Some("1".into()),
        url: Some("https://x.com/camille_demo/status/1".into()),
    });
    newsroom.keep(answering);
    // What it was read from held the quoted post too.
    newsroom.write(
        "posts/raw/x-2.json",
        "{\"quoted_tweet\": {\"id_str\": \"1\"}}",
    );
    assert!(is_there(&newsroom.archive(), "1"));
    let withdrawal = withdrawn(&newsroom, "1");
    assert_eq!(withdrawal.path, None);
    assert_eq!(withdrawal.quoted_in, [quoting.path]);
    let archive = newsroom.archive();
    assert_eq!(
        archive.posts["2"].post.quote,
        Some(Quote::Unavailable {
            reason: UnavailableReason::RemovedByUs,
            url: None
        })
    );
    let reply = archive.posts["3"].post.reply_to.as_ref().unwrap();
    assert_eq!((reply.id.as_deref(), reply.url.as_ref()), (Some("1"), None));
    let names = newsroom.names();
    assert!(
        !names
            .iter()
            .any(|name| name.starts_with("media/posts/x/1-")),
        "{names:?}"
    );
    assert!(!names.contains(&"posts/raw/x-2.json".to_owned()));
    assert_eq!(verify(&archive, &|| {}).faults, []);
    // A post that was only quoted is not archived later either.
    assert_eq!(
        newsroom.bring(post("1"), Manner::default()).fate,
        Fate::Withdrawn
    );
}

#[test]
fn no_link_to_it_is_left_in_others_or_in_what_they_quote() {
    let reply = |id: Option<&str>| {
        Some(ReplyTo {
            handle: Some("camille_demo".into()),
            id: id.map(str::to_owned),
            url: Some("https://x.com/camille_demo/status/1".into()),
        })
    };
    let quoting = || {
        let mut quoted = post("3");
        quoted.reply_to = reply(Some("1"));
        let mut one = post("2");
        one.quote = Some(Quote::Post(Box::new(quoted)));
        one
    };
    let linking = || {
        let mut one = post("4");
        one.quote = Some(Quote::Unavailable {
            reason: UnavailableReason::Deleted,
            url: Some("https://x.com/camille_demo/status/1?s=20".into()),
        });
        one
    };
    let answering = || {
        let mut one = post("5");
        one.reply_to = reply(None);
        one
    };
    // Whether they were there before or came after.
    for before in [true, false] {
        let newsroom = Newsroom::new();
        newsroom.keep(post("1"));
        let keep = || [quoting(), linking(), answering()].map(|one| newsroom.keep(one));
        if before {
            keep();
        }
        withdrawn(&newsroom, "1");
        if !before {
            keep();
        }
        assert_eq!(holding(&newsroom, "status/1\""), [""; 0], "{before}");
        assert_eq!(holding(&newsroom, "status/1?"), [""; 0], "{before}");
        let archive = newsroom.archive();
        assert_eq!(
            archive.posts["4"].post.quote,
            Some(Quote::Unavailable {
                reason: UnavailableReason::RemovedByUs,
                url: None
            })
        );
    }
}

#[test]
fn what_was_made_of_its_pictures_leaves_the_cache() {
    let newsroom = Newsroom::new();
    let arrival = newsroom.keep(post("1"));
    newsroom.keep(post("2"));
    let folder = TempDir::new().unwrap();
    let entries = || {
        let all = WalkDir::new(folder.path()).into_iter().flatten();
        all.filter(|entry| entry.file_type().is_file()).count()
    };
    let mut archive = newsroom.archive();
    archive.content = archive.content.with_cache(Cache::at(folder.path()));
    let measure = |name: &str| {
        let content = &archive.content;
        let shelf = MediaShelf::new(content.media.as_ref()).with_cache(&content.cache);
        shelf.publish(name, MediaUse::Picture).unwrap();
    };
    measure(&arrival.post.media[0].file);
    let avatar = arrival.post.author.avatar.unwrap();
    measure(&avatar.file);
    assert_eq!(entries(), 2);
    withdraw(&mut archive, &decision("1")).unwrap();
    assert_eq!(entries(), 1, "the avatar that another post shows stays");
}

#[test]
fn what_was_interrupted_is_finished_by_doing_it_again() {
    let newsroom = Newsroom::new();
    let arrival = newsroom.keep(post("1"));
    let photo = newsroom.media(&arrival.post.media[0].file);
    let bytes = fs::read(&photo).unwrap();
    withdrawn(&newsroom, "1");
    fs::write(&photo, bytes).unwrap();
    newsroom.write("posts/raw/x-1.json", "{}");
    let before = fs::read(newsroom.path().join("posts/withdrawals.log")).unwrap();
    let withdrawal = withdrawn(&newsroom, "1");
    assert_eq!(withdrawal.deleted.len(), 2, "{withdrawal:?}");
    assert!(!photo.exists());
    let after = fs::read(newsroom.path().join("posts/withdrawals.log")).unwrap();
    assert_eq!(before, after);
}

#[test]
fn where_the_newsroom_may_have_repeated_it_is_told() {
    let newsroom = Newsroom::new();
    newsroom
        .server
        .reply("pbs.twimg.com/media/1.png", Reply::Status(404));
    newsroom.bring(post("1"), Manner::default());
    newsroom.write("timelines/fil.toml", "[[entries]]\npost_id = \"1\"\n");
    newsroom.write("articles/a.md", "::: fil src=\"fil\"\n:::\n");
    newsroom.write("articles/b.md", "Rien.");
    let withdrawal = withdrawn(&newsroom, "1");
    assert_eq!(withdrawal.look_at, ["articles/a.md", "timelines/fil.toml"]);
}
