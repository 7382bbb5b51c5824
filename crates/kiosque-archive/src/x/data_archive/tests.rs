use kiosque_model::post::{Edited, MediaKind};

use super::*;
use crate::Format;
use crate::import::import;

mod notes;

const TWEETS: &[u8] = include_bytes!("../../../fixtures/x/archive-tweets.js");
const ACCOUNT: &[u8] = include_bytes!("../../../fixtures/x/archive-account.js");

fn request() -> Request {
    Request {
        format: Some(Format::XArchive),
        account: account(ACCOUNT),
        largest_video: 1,
        ..Request::new("2023-03-08T12:00:00Z".parse().unwrap(), "file")
    }
}

fn outcomes() -> Vec<Outcome> {
    let input = Input::read(TWEETS).unwrap();
    assert!(is_of(&input));
    let outcomes = read(&input, &request());
    for imported in outcomes.iter().flatten() {
        assert_eq!(imported.post.span_faults(), [], "{}", imported.post.text);
        let again = read(&Input::read(&imported.raw).unwrap(), &request());
        assert_eq!(again.len(), 1);
        let again = again.into_iter().next().unwrap().unwrap();
        assert_eq!(
            (&again.post, &again.losses),
            (&imported.post, &imported.losses),
            "what is kept can be read again"
        );
    }
    outcomes
}

fn nth(place: usize) -> ImportedPost {
    outcomes().remove(place).unwrap()
}

fn words(post: &Post) -> Vec<&str> {
    post.spans
        .iter()
        .map(|span| &post.text[span.start..span.end])
        .collect()
}

#[test]
fn the_account_is_read_from_its_own_file() {
    assert_eq!(
        account(ACCOUNT),
        Some(Account {
            id: "900000001".into(),
            handle: "camille_demo".into(),
            name: "Camille Exemple 🗞️".into(),
        })
    );
    assert_eq!(account(TWEETS), None);
    assert_eq!(account(b"window.YTD.account.part0 = [ ]"), None);
    assert_eq!(account(b"window.YTD.account.part0 = [ {"), None);
    assert_eq!(account(b"{}"), None);
}

#[test]
fn every_number_is_a_string_and_every_mark_lands_on_its_words() {
    let ImportedPost { post, losses, .. } = nth(0);
    assert_eq!(losses, []);
    assert_eq!(
        post.text,
        "🚀👩🏽‍🚀 Été & hiver : @Yasmine_Demo suit #GrèveGénérale — #لقاء et $EXMP sur \
         https://t.co/demo000001 🧵 <fin>"
    );
    assert_eq!(
        words(&post),
        [
            "@Yasmine_Demo",
            "#GrèveGénérale",
            "#لقاء",
            "$EXMP",
            "https://t.co/demo000001"
        ]
    );
    assert_eq!(post.author.handle, "camille_demo");
    assert_eq!(
        post.url,
        format!("https://x.com/camille_demo/status/{}", post.id)
    );
    assert_eq!(post.created_at, "2023-03-07T08:04:23Z");
    let counts = post.counts.unwrap();
    assert_eq!((counts.likes, counts.reposts), (Some(1027), Some(2)));
    assert!(!post.truncated);
}

#[test]
fn media_are_files_beside_the_export() {
    let post = nth(0).post;
    let media: Vec<_> = post
        .media
        .iter()
        .map(|media| {
            (
                media.file.as_str(),
                media.origin_url.as_deref().unwrap(),
                media.width,
            )
        })
        .collect();
    let file = |name: &str| format!("tweets_media/{}-{name}", post.id);
    assert_eq!(
        media,
        [
            (
                file("DemoPhoto1.jpg").as_str(),
                "https://pbs.twimg.com/media/DemoPhoto1.jpg?name=orig",
                1600
            ),
            (
                file("DemoPhoto2.png").as_str(),
                "https://pbs.twimg.com/media/DemoPhoto2.png?name=orig",
                900
            ),
        ]
    );
}

#[test]
fn of_a_video_the_archive_has_the_best_file_whatever_its_size() {
    let post = nth(2).post;
    let video = &post.media[0];
    assert_eq!(video.kind, MediaKind::Video);
    assert_eq!(video.file, format!("tweets_media/{}-Grande.mp4", post.id));
    assert!(
        video
            .origin_url
            .as_ref()
            .unwrap()
            .starts_with("https://video.twimg.com/")
    );
    assert!(
        video
            .poster
            .as_ref()
            .unwrap()
            .starts_with("https://pbs.twimg.com/")
    );
    assert_eq!(video.duration_ms, Some(20_000));
}

#[test]
fn the_head_of_a_reply_is_cut_and_that_of_another_post_is_not() {
    let reply = nth(1).post;
    assert_eq!(reply.text, "🎉 Merci & bravo @camille_demo !");
    assert_eq!(words(&reply), ["@camille_demo"]);
    assert_eq!(
        reply.reply_to.unwrap().handle.as_deref(),
        Some("redaction_demo")
    );
    let other = nth(2).post;
    assert_eq!(
        other.text,
        "@redaction_demo 🎬 n’est pas une réponse & reste"
    );
    assert_eq!(other.reply_to, None);
}

#[test]
fn a_post_passed_on_is_its_author_s_and_truncated() {
    let ImportedPost { post, losses, .. } = nth(3);
    assert_eq!(losses, [Loss::Truncated]);
    assert!(post.truncated);
    assert_eq!(
        post.text,
        "🕯️ Pensées & soutien à #Éphémère, texte coupé par la repr…"
    );
    assert_eq!(words(&post), ["#Éphémère"]);
    assert_eq!(
        (post.author.handle.as_str(), post.author.name.as_str()),
        ("Absente_Demo", "L'Absente")
    );
    let by = post.repost_by.unwrap();
    assert_eq!(by.author.handle, "camille_demo");
    assert_eq!(by.at, Some(post.created_at));
    assert_eq!(
        post.counts, None,
        "those of the entry are not those of the post"
    );
    assert_eq!(
        post.url,
        format!("https://x.com/camille_demo/status/{}", post.id)
    );
}

#[test]
fn a_quoted_post_is_known_by_its_address_alone() {
    let post = nth(4).post;
    assert_eq!(
        (post.text.as_str(), post.spans.len()),
        ("🌙 Je cite & je souligne", 0)
    );
    let Some(Quote::Unavailable {
        reason: UnavailableReason::NeverFetched,
        url: Some(url),
    }) = post.quote
    else {
        unreachable!("{:?}", post.quote);
    };
    assert!(
        url.starts_with("https://x.com/yasmine_demo/status/"),
        "{url}"
    );
}

#[test]
fn a_cut_post_is_truncated_and_an_edited_one_counts_its_versions() {
    let ImportedPost { post, losses, .. } = nth(5);
    assert!(post.truncated);
    assert_eq!(losses, [Loss::Truncated]);
    assert!(post.text.ends_with("coupe ici…"), "{}", post.text);
    let edited = nth(6).post;
    assert!(matches!(edited.edited, Edited::Version { n: 2, of: 2, .. }));
    assert_eq!(edited.text, "✏️ Corrigé & relu, une entrée nue");
}

#[test]
fn an_entry_without_id_is_refused_alone() {
    let outcomes = outcomes();
    assert_eq!(outcomes.len(), 8);
    assert_eq!(
        outcomes[7],
        Err(Refused {
            id: None,
            why: Refusal::MissingField {
                field: "id_str".into()
            }
        })
    );
}

#[test]
fn an_entry_that_cannot_be_read_is_refused_alone_and_what_is_kept_is_as_it_was() {
    let input = Input::read(TWEETS).unwrap();
    let Input::Assigned(name, mut items) = input else {
        unreachable!("{input:?}");
    };
    items.truncate(1);
    items.push(r#"{"tweet": {"full_text": "\ud800"}}"#.into());
    items.push("[".repeat(200).into());
    items.push("null".into());
    let outcomes = read(&Input::Assigned(name, items.clone()), &request());
    assert_eq!(outcomes[0].as_ref().unwrap().raw, items[0].as_bytes());
    assert!(matches!(
        &outcomes[1],
        Err(Refused {
            why: Refusal::MalformedJson { .. },
            ..
        })
    ));
    assert!(matches!(
        &outcomes[2],
        Err(Refused {
            why: Refusal::MalformedJson { .. },
            ..
        })
    ));
    assert!(matches!(
        &outcomes[3],
        Err(Refused {
            why: Refusal::MissingField { .. },
            ..
        })
    ));
}

#[test]
fn without_an_account_nothing_can_be_said() {
    let input = Input::read(TWEETS).unwrap();
    let nobody = Request {
        account: None,
        ..request()
    };
    assert_eq!(
        read(&input, &nobody),
        [Err(Refused {
            id: None,
            why: Refusal::NoAccount
        })]
    );
}

#[test]
fn other_files_of_the_archive_hold_no_posts() {
    for name in ["account", "like", "deleted_tweets", "direct_messages"] {
        let text = format!("window.YTD.{name}.part0 = [ {{}} ]");
        let input = Input::read(text.as_bytes()).unwrap();
        assert!(is_of(&input));
        assert_eq!(
            read(&input, &request()),
            [Err(Refused {
                id: None,
                why: Refusal::NotAPost {
                    kind: format!("YTD.{name}.part0")
                }
            })]
        );
    }
    for name in [
        "YTD.tweet.part0",
        "YTD.tweets.part12",
        "YTD.community_tweet.part0",
    ] {
        assert!(holds_posts(name), "{name}");
    }
    for text in [
        r#"{"id_str": "1", "full_text": "a", "user": {"screen_name": "a"}}"#,
        "{}",
        "<p>",
    ] {
        assert!(!is_of(&Input::read(text.as_bytes()).unwrap()), "{text}");
    }
}

#[test]
fn media_of_communities_lie_in_a_folder_of_their_own() {
    let text = std::str::from_utf8(TWEETS).unwrap();
    let items = text.split_once('=').unwrap().1;
    for (name, folder) in [
        ("tweet", "tweets_media"),
        ("tweets", "tweets_media"),
        ("community_tweet", "community_tweet_media"),
    ] {
        let file = format!("window.YTD.{name}.part0 = {items}");
        let outcomes = read(&Input::read(file.as_bytes()).unwrap(), &request());
        let post = &outcomes[0].as_ref().unwrap().post;
        assert_eq!(
            post.media[0].file,
            format!("{folder}/{}-DemoPhoto1.jpg", post.id)
        );
    }
    // What was kept of such a post says so by its community.
    let mut entries: Value = serde_json::from_str(items.trim().trim_end_matches(';')).unwrap();
    entries[0]["tweet"]["community_id_str"] = "12".into();
    let kept = Input::Json(vec![entries[0].clone()]);
    let post = read(&kept, &request()).remove(0).unwrap().post;
    assert!(post.media[0].file.starts_with("community_tweet_media/"));
}
