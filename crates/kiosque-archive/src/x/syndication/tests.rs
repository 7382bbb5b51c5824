use kiosque_catalogue::editor::Loss;
use kiosque_model::Post;
use kiosque_model::post::{AvatarShape, Edited, MediaKind, Quote, UnavailableReason, Verified};

use super::*;

const POST: &str = include_str!("../../../fixtures/x/syndication-post.json");
const REPLY: &str = include_str!("../../../fixtures/x/syndication-reply.json");
const CARD: &str = include_str!("../../../fixtures/x/syndication-card.json");
const LONG: &str = include_str!("../../../fixtures/x/syndication-long.json");

fn request() -> Request {
    Request {
        largest_video: 5_000_000,
        ..Request::new("2023-03-07T12:00:00Z".parse().unwrap(), "https")
    }
}

fn outcome(text: &str) -> Result<ImportedPost, Refusal> {
    let input = Input::read(text.as_bytes()).unwrap();
    assert!(is_of(&input), "{text}");
    let mut outcomes = read(&input, &request());
    assert_eq!(outcomes.len(), 1);
    let imported = outcomes.remove(0).map_err(|refused| refused.why)?;
    assert_eq!(imported.post.span_faults(), []);
    Ok(imported)
}

fn spans(post: &Post) -> Vec<(&str, &str)> {
    post.spans
        .iter()
        .map(|span| {
            (
                &post.text[span.start..span.end],
                span.kind.href().unwrap_or(""),
            )
        })
        .collect()
}

#[test]
fn marks_count_code_points_and_the_visible_range_utf_16() {
    let ImportedPost { post, losses, .. } = outcome(POST).unwrap();
    assert_eq!(losses, []);
    assert_eq!(
        post.text,
        "🚀👩🏽‍🚀 Été & hiver : @Yasmine_Demo suit #GrèveGénérale — #لقاء et $EXMP sur \
         https://t.co/demo000001 🧵 <fin>"
    );
    let words: Vec<_> = spans(&post).into_iter().map(|(words, _)| words).collect();
    assert_eq!(
        words,
        [
            "@Yasmine_Demo",
            "#GrèveGénérale",
            "#لقاء",
            "$EXMP",
            "https://t.co/demo000001"
        ]
    );
    assert_eq!(spans(&post)[4].1, "https://exemple.example/été?a=1&b=2");
    assert_eq!(post.author.verified, Some(Verified::Blue));
    assert_eq!(
        post.author.avatar.as_ref().unwrap().file,
        "https://pbs.twimg.com/profile_images/900000001/demo_400x400.jpg"
    );
    let counts = post.counts.unwrap();
    assert_eq!(
        (counts.likes, counts.replies, counts.reposts),
        (Some(1027), Some(42), None)
    );
    let media: Vec<_> = post
        .media
        .iter()
        .map(|it| (it.file.as_str(), it.alt.as_deref()))
        .collect();
    assert_eq!(
        media,
        [
            (
                "https://pbs.twimg.com/media/DemoPhoto1.jpg?name=orig",
                Some("La place & ses drapeaux 🚩")
            ),
            ("https://pbs.twimg.com/media/DemoPhoto2.png?name=orig", None),
        ]
    );
}

#[test]
fn a_quoted_post_has_its_own_words_and_photo() {
    let post = outcome(POST).unwrap().post;
    let Some(Quote::Post(quoted)) = post.quote else {
        unreachable!("{:?}", post.quote);
    };
    assert_eq!(quoted.text, "🌙 Nuit & brouillard #Météo");
    assert_eq!(
        spans(&quoted),
        [("#Météo", "https://x.com/hashtag/M%C3%A9t%C3%A9o")]
    );
    assert_eq!(quoted.media.len(), 1);
    assert_eq!(quoted.author.handle, "yasmine_demo");
    assert_eq!(quoted.counts.unwrap().reposts, Some(4));
}

#[test]
fn the_address_of_the_quoted_post_is_not_shown_twice() {
    let mut value: Value = serde_json::from_str(POST).unwrap();
    let id = value["quoted_tweet"]["id_str"].as_str().unwrap().to_owned();
    let (text, points) = ("🚀 Été https://t.co/demo000005", 6);
    value["text"] = text.into();
    value["display_text_range"] = json!([0, text.encode_utf16().count()]);
    value["entities"] = json!({"urls": [{"indices": [points, points + 23], "url": "https://t.co/demo000005",
        "expanded_url": format!("https://x.com/yasmine_demo/status/{id}")}]});
    assert_eq!(outcome(&value.to_string()).unwrap().post.text, "🚀 Été");
    value["quoted_tweet"] = json!({});
    let post = outcome(&value.to_string()).unwrap().post;
    assert_eq!(
        (post.text.as_str(), post.quote),
        (text, Some(gone(None))),
        "nothing says that the address is the quoted post's"
    );
    value["quoted_status_id_str"] = id.as_str().into();
    for quoted in [json!({}), json!(null)] {
        value["quoted_tweet"] = quoted;
        let post = outcome(&value.to_string()).unwrap().post;
        let url = format!("https://x.com/yasmine_demo/status/{id}");
        assert_eq!(
            (post.text.as_str(), post.quote),
            ("🚀 Été", Some(gone(Some(&url))))
        );
    }
}

fn gone(url: Option<&str>) -> Quote {
    Quote::Unavailable {
        reason: UnavailableReason::Gone,
        url: url.map(str::to_owned),
    }
}

#[test]
fn a_quoted_post_of_which_only_the_id_is_left_is_gone() {
    let mut value: Value = serde_json::from_str(CARD).unwrap();
    value["quoted_status_id_str"] = "1633000000000000009".into();
    for quoted in [json!(null), json!({})] {
        value["quoted_tweet"] = quoted;
        let ImportedPost { post, losses, .. } = outcome(&value.to_string()).unwrap();
        assert_eq!(
            post.quote,
            Some(gone(Some("https://x.com/i/status/1633000000000000009")))
        );
        assert_eq!(losses, []);
    }
}

#[test]
fn a_quoted_post_that_is_gone_says_why() {
    let mut value: Value = serde_json::from_str(POST).unwrap();
    value["quoted_tweet"] = json!({"__typename": "TweetTombstone",
        "tombstone": {"text": {"text": "This Post is from a suspended account. Learn more"}}});
    for (id, url) in [
        (json!(null), None),
        (
            json!("1633000000000000009"),
            Some("https://x.com/i/status/1633000000000000009"),
        ),
    ] {
        value["quoted_status_id_str"] = id;
        assert_eq!(
            outcome(&value.to_string()).unwrap().post.quote,
            Some(Quote::Unavailable {
                reason: UnavailableReason::Suspended,
                url: url.map(str::to_owned)
            })
        );
    }
}

#[test]
fn a_quoted_post_of_a_protected_author_keeps_its_address() {
    let mut value: Value = serde_json::from_str(POST).unwrap();
    value["quoted_tweet"]["user"]["protected"] = true.into();
    let id = value["quoted_tweet"]["id_str"].as_str().unwrap();
    let url = format!("https://x.com/yasmine_demo/status/{id}");
    assert_eq!(
        outcome(&value.to_string()).unwrap().post.quote,
        Some(Quote::Unavailable {
            reason: UnavailableReason::Protected,
            url: Some(url)
        })
    );
}

#[test]
fn a_reply_is_cut_in_the_right_unit_at_both_ends() {
    let ImportedPost { post, losses, .. } = outcome(REPLY).unwrap();
    assert_eq!(losses, []);
    assert_eq!(post.text, "🎉🎊 Merci & bravo @camille_demo");
    assert_eq!(
        spans(&post),
        [("@camille_demo", "https://x.com/camille_demo")]
    );
    let reply = post.reply_to.unwrap();
    assert_eq!(reply.handle.as_deref(), Some("redaction_demo"));
    assert!(
        reply
            .url
            .unwrap()
            .starts_with("https://x.com/redaction_demo/status/")
    );
    let video = &post.media[0];
    assert_eq!(
        (video.kind, video.duration_ms),
        (MediaKind::Video, Some(20_000))
    );
    assert!(
        video.file.contains("Petite.mp4"),
        "the other takes 5.44 MB: {}",
        video.file
    );
    assert_eq!(video.alt.as_deref(), Some("Un vote à main levée"));
}

#[test]
fn what_a_reply_answers_is_known_by_its_parent_too() {
    let mut value: Value = serde_json::from_str(REPLY).unwrap();
    let whole = outcome(REPLY).unwrap().post.reply_to;
    value
        .as_object_mut()
        .unwrap()
        .retain(|key, _| !key.starts_with("in_reply_to"));
    assert_eq!(outcome(&value.to_string()).unwrap().post.reply_to, whole);
}

#[test]
fn answers_are_read_from_a_list_too() {
    let list = format!("[{POST}, {CARD}, {{}}]");
    let input = Input::read(list.as_bytes()).unwrap();
    assert!(is_of(&input));
    let read = read(&input, &request());
    assert_eq!(
        read.iter().map(Result::is_ok).collect::<Vec<_>>(),
        [true, true, false]
    );
    let gone_first = format!("[{{}}, {POST}]");
    assert!(is_of(&Input::read(gone_first.as_bytes()).unwrap()));
    assert!(is_of(&Input::read(b"[{}, {}]").unwrap()));
    assert!(!is_of(&Input::read(b"[]").unwrap()));
}

#[test]
fn a_link_card_leads_where_the_redirect_leads() {
    let post = outcome(CARD).unwrap().post;
    assert_eq!(post.author.shape, AvatarShape::Square);
    let card = post.card.unwrap();
    assert_eq!(card.url, "https://exemple.example/article");
    assert_eq!(
        (card.title.as_str(), card.domain.as_str()),
        ("Un titre & la suite", "exemple.example")
    );
    assert_eq!(card.image.unwrap().alt.as_deref(), Some("Une du jour"));
}

#[test]
fn a_long_post_is_truncated_and_its_range_beyond_the_text_is_told() {
    let ImportedPost { post, losses, .. } = outcome(LONG).unwrap();
    assert!(post.truncated);
    assert_eq!(losses, [Loss::RangeOutside, Loss::Truncated]);
    assert_eq!(spans(&post), [("#Long", "https://x.com/hashtag/Long")]);
    assert!(post.text.ends_with("coupe ici"));
    assert!(matches!(&post.edited, Edited::Version { n: 2, of: 2, .. }));
}

#[test]
fn keys_that_are_gone_lose_nothing_else() {
    for (key, changed) in [
        ("entities", json!([])),
        ("entities", json!({"urls": {}, "user_mentions": null})),
        ("mediaDetails", json!({})),
        (
            "edit_control",
            json!({"edit_control_initial": {"edit_tweet_ids": {}}}),
        ),
        ("display_text_range", json!(["0"])),
        ("quoted_tweet", json!(null)),
        ("card", json!("card")),
    ] {
        let mut value: Value = serde_json::from_str(CARD).unwrap();
        value[key] = changed.clone();
        let post = outcome(&value.to_string()).unwrap().post;
        assert!(
            post.text.starts_with("📰 À lire & relire"),
            "{key} {changed}"
        );
        value.as_object_mut().unwrap().remove(key);
        assert!(outcome(&value.to_string()).is_ok(), "{key}");
    }
}

#[test]
fn photos_and_videos_of_old_answers_are_found() {
    let mut value: Value = serde_json::from_str(REPLY).unwrap();
    value.as_object_mut().unwrap().remove("mediaDetails");
    value["photos"] = json!([{"url": "https://pbs.twimg.com/media/DemoPhoto1.jpg", "width": 1600, "height": 900}]);
    let post = outcome(&value.to_string()).unwrap().post;
    let kinds: Vec<_> = post.media.iter().map(|media| media.kind).collect();
    assert_eq!(kinds, [MediaKind::Photo, MediaKind::Video]);
    assert!(
        post.media[1].file.contains("Grande.mp4"),
        "the only one there is"
    );
    assert_eq!(post.text, "🎉🎊 Merci & bravo @camille_demo");
}

#[test]
fn a_tombstone_says_why() {
    let tombstone = |words: &str| {
        let value = json!({"__typename": "TweetTombstone",
            "tombstone": {"text": {"text": words, "entities": [], "rtl": false}}});
        outcome(&value.to_string()).unwrap_err()
    };
    assert_eq!(
        tombstone("This Post was deleted by the Post author. Learn more"),
        Refusal::Deleted
    );
    assert_eq!(
        tombstone("This Post is from a suspended account. Learn more"),
        Refusal::Suspended
    );
    assert_eq!(
        tombstone(
            "You’re unable to view this Post because this account owner limits who can view their Posts. Learn more"
        ),
        Refusal::Protected
    );
    let adult = "Age-restricted adult content. This content might not be appropriate for people under 18 years old.";
    assert_eq!(
        tombstone(adult),
        Refusal::Gone {
            reason: adult.into()
        }
    );
    let gone = Refusal::Gone {
        reason: String::new(),
    };
    assert_eq!(outcome("{}"), Err(gone.clone()));
    assert_eq!(
        outcome(r#"{"__typename": "TweetTombstone", "tombstone": {}}"#),
        Err(gone)
    );
    assert_eq!(
        outcome(r#"{"__typename": "TweetUnavailable", "reason": "Protected"}"#),
        Err(Refusal::Protected)
    );
}

#[test]
fn a_protected_author_and_a_number_for_an_id_are_refused() {
    let mut value: Value = serde_json::from_str(CARD).unwrap();
    value["user"]["protected"] = true.into();
    assert_eq!(outcome(&value.to_string()), Err(Refusal::Protected));
    value["user"]["protected"] = false.into();
    value["id_str"] = json!(1_633_000_000_000_000_000_u64);
    assert_eq!(outcome(&value.to_string()), Err(Refusal::NumberId));
}

#[test]
fn units_become_points_wherever_they_fall() {
    let text = "🚀é🎉";
    for (units, points) in [
        ((0, 5), (0, 3)),
        ((2, 3), (1, 2)),
        ((1, 4), (1, 3)),
        ((5, 5), (3, 3)),
        ((0, 9), (0, 7)),
        ((u64::MAX, u64::MAX), (u64::MAX - 2, u64::MAX - 2)),
    ] {
        assert_eq!(code_points(text, units), points, "{units:?}");
    }
    assert_eq!(code_points("", (0, 0)), (0, 0));
}

#[test]
fn what_graphql_and_v1_give_is_not_taken_for_it() {
    for text in [
        r#"{"__typename": "Tweet", "rest_id": "1", "legacy": {"full_text": "a"}}"#,
        r#"{"id_str": "1", "full_text": "a", "user": {"screen_name": "a"}}"#,
        r#"{"data": {}}"#,
    ] {
        assert!(!is_of(&Input::read(text.as_bytes()).unwrap()), "{text}");
    }
}
