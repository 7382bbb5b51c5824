use std::fs;

use jiff::Timestamp;
use kiosque_catalogue::editor::{Loss, MediaRefusal};
use kiosque_model::post::{AltBy, MediaKind, PostState, Quote, UnavailableReason};
use tempfile::TempDir;

use super::newsroom::{ANEW, Newsroom, post};
use super::server::{Reply, png};
use crate::archive::fates::Fate;
use crate::archive::importing::Manner;
use crate::edition::{self, Options};

#[test]
fn a_post_is_stored_with_its_files_and_what_it_was_read_from() {
    let newsroom = Newsroom::new();
    let arrival = newsroom.keep(post("538242208583651329"));
    assert_eq!((&arrival.fate, arrival.media.kept), (&Fate::Kept, 2));
    assert_eq!(arrival.losses, []);
    let photo = &arrival.post.media[0];
    let (names, sum) = (newsroom.names(), photo.sha256.clone().unwrap());
    assert_eq!(
        photo.file,
        format!("posts/x/538242208583651329-{}.png", &sum[..12])
    );
    assert_eq!((photo.width, photo.height), (4, 3));
    assert_eq!(photo.mime.as_deref(), Some("image/png"));
    assert!(
        names.contains(&format!("media/{}", photo.file)),
        "{names:?}"
    );
    let avatar = arrival.post.author.avatar.as_ref().unwrap();
    assert!(
        avatar.file.starts_with("posts/x/avatar-"),
        "{}",
        avatar.file
    );
    assert_eq!(
        arrival.path,
        "posts/2014-11-28-09h05-camille-demo-538242208583651329.json"
    );
    assert!(names.contains(&"posts/raw/x-538242208583651329.json".to_owned()));
    assert!(
        !names.iter().any(|name| name.contains("partial")),
        "{names:?}"
    );
    let archive = newsroom.archive();
    assert_eq!(archive.diagnostics, []);
    assert_eq!(archive.posts["538242208583651329"].post, arrival.post);
    assert_eq!(archive.content.posts.len(), 1);
}

#[test]
fn the_second_time_changes_nothing_and_asks_nobody() {
    let newsroom = Newsroom::new();
    newsroom.keep(post("1"));
    let (before, asked) = (newsroom.tree(), newsroom.server.asked());
    let again = newsroom.bring(post("1"), Manner::default());
    assert_eq!(again.fate, Fate::Already);
    assert_eq!(newsroom.tree(), before);
    let anew = newsroom.bring(post("1"), ANEW);
    assert_eq!(anew.fate, Fate::Unchanged);
    assert_eq!(newsroom.tree(), before);
    assert_eq!(newsroom.server.asked(), asked);
}

#[test]
fn a_trial_writes_nothing_and_asks_for_no_file() {
    let newsroom = Newsroom::new();
    let before = newsroom.tree();
    let mut one = post("1");
    one.media[0].origin_url = Some("https://evil.example/a.png".into());
    one.media[0].file = "https://evil.example/a.png".into();
    let dry = Manner {
        dry: true,
        ..Manner::default()
    };
    let arrival = newsroom.bring(one, dry);
    assert_eq!(arrival.fate, Fate::Kept);
    assert!(
        matches!(
            &arrival.losses[..],
            [Loss::Media {
                why: MediaRefusal::Host { .. },
                ..
            }]
        ),
        "{:?}",
        arrival.losses
    );
    assert_eq!(newsroom.tree(), before);
    assert!(newsroom.server.asked().is_empty());
}

#[test]
fn a_refused_file_leaves_the_post_and_the_site_whole() {
    let newsroom = Newsroom::new();
    let html = Reply::Bytes("image/jpeg", b"<html>".to_vec());
    newsroom.server.reply("pbs.twimg.com/media/1.png", html);
    newsroom.server.reply(
        "pbs.twimg.com/profile_images/a_400x400.png",
        Reply::Status(404),
    );
    let arrival = newsroom.bring(post("1"), Manner::default());
    assert_eq!(
        (&arrival.fate, arrival.media.kept, arrival.media.all),
        (&Fate::Kept, 0, 2)
    );
    assert_eq!(arrival.losses.len(), 2, "{:?}", arrival.losses);
    assert!(arrival.losses.contains(&Loss::Media {
        url: "https://pbs.twimg.com/media/1.png?name=orig".into(),
        why: MediaRefusal::Type {
            found: "text/html".into()
        },
    }));
    assert_eq!(arrival.post.author.avatar, None);
    assert_eq!(arrival.post.media[0].file, "");
    assert_eq!(arrival.post.media[0].alt.as_deref(), Some("Une place"));
    newsroom.write(
        "timelines/fil.toml",
        "title = \"Fil\"\nday = 2014-11-28\n[[entries]]\npost_id = \"1\"\n",
    );
    newsroom.write(
        "articles/a.md",
        "+++\ntitle = \"A\"\nslug = \"a\"\nsection = \"ville\"\nauthors = [\"redaction\"]\n\
         published = 2014-11-28T20:00:00+01:00\n+++\n\n::: fil src=\"fil\"\n:::\n",
    );
    let archive = newsroom.archive();
    let now = "2026-01-01T00:00:00Z".parse::<Timestamp>().unwrap();
    let outcome = edition::compile(&archive.content, Options { drafts: false, now });
    let edition = outcome.edition;
    assert!(edition.is_some(), "{:?}", outcome.diagnostics);
    let json = serde_json::to_string(&edition.map(|edition| edition.pages)).unwrap();
    assert!(json.contains("Une place"), "the placeholder's words");
    assert!(!json.contains("evil") && !json.contains("name=orig"));
}

#[test]
fn a_failed_refresh_erases_nothing() {
    let newsroom = Newsroom::new();
    let stored = newsroom.keep(post("1")).post;
    let photo = newsroom.media(&stored.media[0].file);
    // The file was damaged and the network no longer has it.
    newsroom
        .server
        .reply("pbs.twimg.com/media/1.png", Reply::Status(404));
    fs::write(&photo, png(9)).unwrap();
    let mut one = post("1");
    one.text.push('!');
    let arrival = newsroom.bring(one, ANEW);
    assert_eq!(arrival.fate, Fate::Refreshed);
    assert_eq!(arrival.post.media, stored.media);
    assert!(photo.is_file());
    // The network has it again: the damage is mended.
    newsroom.server.picture("pbs.twimg.com/media/1.png", b'1');
    newsroom.bring(post("1"), ANEW);
    assert_eq!(fs::read(&photo).unwrap(), png(b'1'));
}

#[test]
fn a_refresh_that_says_less_is_refused() {
    let newsroom = Newsroom::new();
    newsroom.keep(post("1"));
    let before = newsroom.tree();
    let mut lean = post("1");
    lean.media.clear();
    lean.provenance.as_mut().unwrap().format = "oembed".into();
    assert_eq!(newsroom.bring(lean, ANEW).fate, Fate::Poorer);
    assert_eq!(newsroom.tree(), before);
}

#[test]
fn a_refresh_keeps_what_the_newsroom_added() {
    let newsroom = Newsroom::new();
    let arrival = newsroom.keep(post("1"));
    let mut edited = arrival.post.clone();
    edited.state = PostState::DeletedUpstream;
    edited.media[0].alt = Some("Décrite par la rédaction".into());
    edited.media[0].alt_by = AltBy::Newsroom;
    let json = crate::archive::store::to_json(&edited).unwrap();
    newsroom.write(&arrival.path, &json);
    let mut anew = post("1");
    anew.media[0].alt = None;
    anew.text.push('!');
    let arrival = newsroom.bring(anew, ANEW);
    assert_eq!(arrival.fate, Fate::Refreshed);
    assert_eq!(arrival.post.state, PostState::DeletedUpstream);
    assert_eq!(arrival.post.media[0].alt, edited.media[0].alt);
    assert_eq!(arrival.post.media[0].alt_by, AltBy::Newsroom);
    assert!(arrival.post.text.ends_with('!'));
}

#[test]
fn a_film_that_is_refused_leaves_its_still() {
    let newsroom = Newsroom::new();
    newsroom.server.picture("pbs.twimg.com/still.png", 5);
    newsroom.server.reply(
        "video.twimg.com/a.mp4",
        Reply::Bytes("video/mp4", b"#EXTM3U\n".to_vec()),
    );
    let mut one = post("1");
    let media = &mut one.media[0];
    media.kind = MediaKind::Video;
    media.file = "https://video.twimg.com/a.mp4".into();
    media.origin_url = Some(media.file.clone());
    media.poster = Some("https://pbs.twimg.com/still.png".into());
    let arrival = newsroom.bring(one.clone(), Manner::default());
    let media = &arrival.post.media[0];
    assert_eq!(
        (media.kind, media.poster.as_ref()),
        (MediaKind::Photo, None)
    );
    assert!(media.file.ends_with(".png"), "{}", media.file);
    // Once the network serves the film, a refresh has it.
    let film = crate::archive::recognised::film(64, 36);
    newsroom
        .server
        .reply("video.twimg.com/a.mp4", Reply::Bytes("video/mp4", film));
    let arrival = newsroom.bring(one, ANEW);
    let media = &arrival.post.media[0];
    assert_eq!(
        (media.kind, media.width, media.height),
        (MediaKind::Video, 64, 36)
    );
    assert!(media.file.ends_with(".mp4") && media.poster.is_some());
}

#[test]
fn one_avatar_is_asked_for_once_and_kept_once() {
    let newsroom = Newsroom::new();
    newsroom.keep(post("1"));
    newsroom.keep(post("2"));
    let avatars = |names: Vec<String>| {
        let of_avatar = |name: &&String| name.contains("a_400x400") || name.contains("avatar-");
        names.iter().filter(of_avatar).count()
    };
    assert_eq!(avatars(newsroom.server.asked()), 1);
    assert_eq!(avatars(newsroom.names()), 1);
}

#[test]
fn the_files_of_an_export_are_taken_from_its_folder_alone() {
    let newsroom = Newsroom::new();
    let export = TempDir::new().unwrap();
    fs::create_dir(export.path().join("tweet_media")).unwrap();
    fs::write(export.path().join("tweet_media/1-a.png"), png(3)).unwrap();
    fs::write(newsroom.path().join("secret.png"), png(4)).unwrap();
    let beside = Some(export.path().to_owned());
    let with_file = |id: &str, file: &str| {
        let mut one = post(id);
        one.media[0].file = file.into();
        one.media[0].origin_url = None;
        newsroom.bring_with(one, beside.clone(), Manner::default())
    };
    let there = with_file("1", "tweets_media/1-a.png");
    assert!(there.post.media[0].file.starts_with("posts/x/1-"));
    // Posts to a community have a folder of their own, and archives may be given from above.
    for (id, folder) in [("6", "community_tweet_media"), ("7", "data/tweets_media")] {
        let folder = export.path().join(folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{id}-a.png")), png(3)).unwrap();
        for named in ["tweet_media", "tweets_media", "community_tweet_media"] {
            let fresh = Newsroom::new();
            let mut one = post(id);
            one.media[0].file = format!("{named}/{id}-a.png");
            one.media[0].origin_url = None;
            let arrival = fresh.bring_with(one, beside.clone(), Manner::default());
            assert_ne!(arrival.post.media[0].file, "", "{named} {folder:?}");
        }
    }
    let outside = newsroom.path().join("secret.png");
    let outside = outside.to_str().unwrap();
    for (id, file) in [
        ("2", outside),
        ("3", "../secret.png"),
        ("4", "tweets_media/4-b.png"),
    ] {
        let arrival = with_file(id, file);
        assert_eq!(arrival.post.media[0].file, "", "{file}");
        assert!(
            matches!(
                &arrival.losses[..],
                [Loss::Media {
                    why: MediaRefusal::Missing,
                    ..
                }]
            ),
            "{:?}",
            arrival.losses
        );
    }
    #[cfg(unix)]
    {
        let link = export.path().join("tweet_media/5-l.png");
        std::os::unix::fs::symlink(outside, link).unwrap();
        assert_eq!(
            with_file("5", "tweets_media/5-l.png").post.media[0].file,
            ""
        );
    }
}

#[test]
fn an_export_without_its_files_asks_the_network() {
    let newsroom = Newsroom::new();
    newsroom.server.picture("pbs.twimg.com/media/1.png", 7);
    let mut one = post("1");
    one.media[0].file = "tweets_media/1-a.png".into();
    let arrival = newsroom.bring(one, Manner::default());
    assert_eq!(arrival.media.kept, 2, "{:?}", arrival.losses);
}

#[test]
fn a_withdrawn_post_does_not_come_back_quoted() {
    let newsroom = Newsroom::new();
    newsroom.write(
        "posts/withdrawals.log",
        "2020-01-02T10:00:00Z\tx\t2\tÀ la demande de son auteur.\n",
    );
    assert_eq!(newsroom.keep(post("2")).fate, Fate::Withdrawn);
    assert_eq!(newsroom.bring(post("2"), ANEW).fate, Fate::Withdrawn);
    let mut quoting = post("1");
    quoting.quote = Some(Quote::Post(Box::new(post("2"))));
    let arrival = newsroom.keep(quoting);
    assert_eq!(
        arrival.post.quote,
        Some(Quote::Unavailable {
            reason: UnavailableReason::RemovedByUs,
            url: None
        })
    );
    assert!(
        !newsroom
            .server
            .asked()
            .iter()
            .any(|path| path.contains("2.png"))
    );
}
