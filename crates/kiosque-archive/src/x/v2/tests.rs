use kiosque_model::post::{AltBy, Edited, MediaKind, SpanKind, UnavailableReason, Verified};
use serde_json::json;

use super::*;

mod refused;

const POST: &[u8] = include_bytes!("../../../fixtures/x/v2-post.json");
const PAGE: &[u8] = include_bytes!("../../../fixtures/x/v2-page.json");
const LINES: &[u8] = include_bytes!("../../../fixtures/x/v2-lines.json");
const FLATTENED: &[u8] = include_bytes!("../../../fixtures/x/v2-flattened.json");
const ERRORS: &[u8] = include_bytes!("../../../fixtures/x/v2-errors.json");

fn request() -> Request {
    Request {
        largest_video: 5_000_000,
        ..Request::new("2023-03-09T09:00:00Z".parse().unwrap(), "file")
    }
}

fn outcomes(bytes: &[u8]) -> Vec<Outcome> {
    let input = Input::read(bytes).unwrap();
    assert!(is_of(&input));
    let outcomes = read(&input, &request());
    for imported in outcomes.iter().flatten() {
        assert_eq!(imported.post.span_faults(), [], "{}", imported.post.text);
        // What is kept of the input is enough to read the post again.
        let again = read(&Input::read(&imported.raw).unwrap(), &request());
        assert_eq!(again.len(), 1);
        let again = again.into_iter().next().unwrap().unwrap();
        assert_eq!(
            (&again.post, &again.losses),
            (&imported.post, &imported.losses)
        );
    }
    outcomes
}

/// The posts of the page, which is one hour long, by their minute.
fn at(minute: &str) -> ImportedPost {
    outcomes(PAGE)
        .into_iter()
        .flatten()
        .find(|imported| {
            let at = imported
                .post
                .repost_by
                .as_ref()
                .and_then(|by| by.at.as_ref());
            at.unwrap_or(&imported.post.created_at).contains(minute)
        })
        .unwrap()
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
fn every_mark_lands_on_its_words_past_emoji_and_references() {
    let outcomes = outcomes(POST);
    let [Ok(ImportedPost { post, losses, .. })] = outcomes.as_slice() else {
        unreachable!("{outcomes:?}");
    };
    assert_eq!(losses, &[]);
    assert_eq!(
        post.text,
        "🚀👩🏽‍🚀 Été & hiver : @Yasmine_Demo suit #GrèveGénérale — #لقاء et $EXMP sur \
         https://t.co/demo000001 🧵 <fin>"
    );
    assert_eq!(
        spans(post),
        [
            ("@Yasmine_Demo", "https://x.com/Yasmine_Demo"),
            (
                "#GrèveGénérale",
                "https://x.com/hashtag/Gr%C3%A8veG%C3%A9n%C3%A9rale"
            ),
            ("#لقاء", "https://x.com/hashtag/%D9%84%D9%82%D8%A7%D8%A1"),
            ("$EXMP", "https://x.com/search?q=%24EXMP"),
            (
                "https://t.co/demo000001",
                "https://exemple.example/été?a=1&b=2"
            ),
        ]
    );
    assert!(
        matches!(&post.spans[4].kind, SpanKind::Link { display, tco, .. }
        if display == "exemple.example/été?a=1…" && tco.as_deref() == Some("https://t.co/demo000001"))
    );
    assert_eq!(
        post.url,
        format!("https://x.com/camille_demo/status/{}", post.id)
    );
    assert_eq!(post.created_at, "2023-03-07T08:04:23Z");
    assert_eq!(post.author.name, "Camille Exemple 🗞️");
    assert_eq!(post.author.verified, Some(Verified::Blue));
    let counts = post.counts.as_ref().unwrap();
    assert_eq!(
        (counts.replies, counts.reposts, counts.likes, counts.quotes),
        (Some(12), Some(2), Some(1027), Some(0))
    );
    assert_eq!(counts.captured_at, "2023-03-09T09:00:00Z");
}

#[test]
fn photos_keep_their_order_and_their_words() {
    let outcomes = outcomes(POST);
    let post = &outcomes[0].as_ref().unwrap().post;
    let media: Vec<_> = post
        .media
        .iter()
        .map(|media| {
            (
                media.file.as_str(),
                media.width,
                media.height,
                media.alt.as_deref(),
                media.alt_by,
            )
        })
        .collect();
    assert_eq!(
        media,
        [
            (
                "https://pbs.twimg.com/media/DemoPhoto1.jpg?name=orig",
                1600,
                900,
                Some("La place & ses drapeaux 🚩"),
                AltBy::Author
            ),
            (
                "https://pbs.twimg.com/media/DemoPhoto2.png?name=orig",
                900,
                1200,
                None,
                AltBy::Author
            ),
        ]
    );
    assert_eq!(post.card, None, "X shows photos in its place");
}

#[test]
fn the_later_of_two_versions_says_so_and_the_first_is_no_post_of_its_own() {
    let outcomes = outcomes(POST);
    assert_eq!(outcomes.len(), 1);
    let post = &outcomes[0].as_ref().unwrap().post;
    assert!(matches!(&post.edited, Edited::Version { n: 2, of: 2, ids } if ids[1] == post.id));
}

#[test]
fn a_link_without_media_has_its_preview() {
    let mut value: Value = serde_json::from_slice(POST).unwrap();
    value["data"]["attachments"] = json!({});
    let outcomes = outcomes(value.to_string().as_bytes());
    let imported = outcomes[0].as_ref().unwrap();
    let card = imported.post.card.as_ref().unwrap();
    assert_eq!(card.url, "https://www.exemple.example/été?a=1&b=2");
    assert_eq!(
        (card.title.as_str(), card.domain.as_str()),
        ("Un article & sa suite", "exemple.example")
    );
    assert_eq!(card.image.as_ref().unwrap().width, 1280);
    assert_eq!(
        spans(&imported.post).last().unwrap().0,
        "https://t.co/demo000002",
        "the way to media that are not there stays"
    );
}

#[test]
fn a_reply_leaves_those_it_answers_to_its_heading() {
    let ImportedPost { post, losses, .. } = at("09:01");
    assert_eq!(losses, []);
    assert_eq!(post.text, "🎉 Merci & bravo @camille_demo !");
    assert_eq!(
        spans(&post),
        [("@camille_demo", "https://x.com/camille_demo")]
    );
    let reply = post.reply_to.unwrap();
    assert_eq!(reply.handle.as_deref(), Some("redaction_demo"));
    let id = reply.id.unwrap();
    assert_eq!(
        reply.url,
        Some(format!("https://x.com/redaction_demo/status/{id}"))
    );
}

#[test]
fn names_at_the_head_are_an_answer_s_alone() {
    let mut value: Value = serde_json::from_slice(POST).unwrap();
    let data = value["data"].as_object_mut().unwrap();
    data.remove("note_tweet");
    data.remove("referenced_tweets");
    data.insert("text".into(), "@redaction_demo 🚀 bonjour".into());
    data.insert("in_reply_to_user_id".into(), "900000003".into());
    data.insert("attachments".into(), json!({}));
    data.insert(
        "entities".into(),
        json!({"mentions": [{"start": 0, "end": 15, "username": "redaction_demo", "id": "900000003"}]}),
    );
    let directed = outcomes(value.to_string().as_bytes())
        .remove(0)
        .unwrap()
        .post;
    assert_eq!(directed.text, "@redaction_demo 🚀 bonjour");
    let reply = directed.reply_to.unwrap();
    assert_eq!(
        (reply.handle.as_deref(), reply.id),
        (Some("redaction_demo"), None)
    );
    value["data"]["referenced_tweets"] =
        json!([{"type": "replied_to", "id": "1633000000000000009"}]);
    let reply = outcomes(value.to_string().as_bytes()).remove(0).unwrap();
    assert_eq!(reply.post.text, "🚀 bonjour");
}

#[test]
fn a_quoted_post_is_nested_and_the_one_it_quotes_is_a_link() {
    let ImportedPost { post, losses, .. } = at("09:06");
    assert_eq!(losses, [Loss::InnerQuote]);
    assert_eq!(post.text, "شكرا 🌍 #سلام");
    assert_eq!(post.lang.as_deref(), Some("ar"));
    assert_eq!(
        post.counts.as_ref().unwrap().captured_at,
        "2023-03-07T12:00:00Z",
        "twarc wrote down when X answered"
    );
    let Some(Quote::Post(quoted)) = &post.quote else {
        unreachable!("{:?}", post.quote);
    };
    assert_eq!(quoted.author.handle, "redaction_demo");
    assert_eq!(quoted.text, "😀 Vu & relu https://t.co/demo000004");
    assert_eq!(spans(quoted).len(), 1);
    assert_eq!(quoted.media[0].alt.as_deref(), Some(""));
    assert_eq!(quoted.quote, None);
}

#[test]
fn quotes_that_are_gone_say_why() {
    for (minute, reason, handle) in [
        ("09:10", UnavailableReason::Protected, "i"),
        ("09:11", UnavailableReason::Gone, "i"),
        ("09:12", UnavailableReason::Suspended, "i"),
        ("09:14", UnavailableReason::Withheld, "retenu_demo"),
    ] {
        let post = at(minute).post;
        let Some(Quote::Unavailable { reason: found, url }) = &post.quote else {
            unreachable!("{:?}", post.quote);
        };
        assert_eq!(*found, reason, "{minute}");
        assert!(
            url.as_ref()
                .unwrap()
                .starts_with(&format!("https://x.com/{handle}/status/"))
        );
        assert!(!post.text.contains("t.co"), "{}", post.text);
    }
}

#[test]
fn a_repost_is_the_post_itself_whole() {
    let ImportedPost { post, losses, .. } = at("09:20");
    assert_eq!(losses, []);
    assert_eq!(
        post.text,
        "🏛️ Séance & vote : #Assemblée, long texte que la reprise aurait coupé, suite et fin"
    );
    assert_eq!(post.author.handle, "redaction_demo");
    assert_eq!(post.created_at, "2023-03-07T07:00:00Z");
    let by = post.repost_by.unwrap();
    assert_eq!(by.author.handle, "yasmine_demo");
    assert_eq!(by.at.as_deref(), Some("2023-03-07T09:20:00Z"));
    let video = &post.media[0];
    assert_eq!(video.kind, MediaKind::Video);
    assert!(
        video.file.contains("Moyenne.mp4"),
        "the largest takes 5.44 MB: {}",
        video.file
    );
    assert_eq!(video.duration_ms, Some(20_000));
    assert_eq!(video.alt.as_deref(), Some("Un vote à main levée"));
}

#[test]
fn a_repost_without_its_post_is_what_is_left_of_it() {
    let ImportedPost { post, losses, .. } = at("09:21");
    assert_eq!(losses, [Loss::Truncated]);
    assert!(post.truncated);
    assert_eq!(
        post.text,
        "🕯️ Pensées & soutien à #Éphémère, texte coupé par la repr…"
    );
    assert_eq!(spans(&post)[0].0, "#Éphémère");
    assert_eq!(post.author.handle, "absente_demo");
    assert_eq!(post.repost_by.unwrap().author.handle, "yasmine_demo");
    assert_eq!(post.counts, None);
    assert_eq!(
        post.url,
        format!("https://x.com/yasmine_demo/status/{}", post.id)
    );
}

#[test]
fn a_poll_has_its_choices_in_order() {
    let poll = at("09:30").post.poll.unwrap();
    let options: Vec<_> = poll
        .options
        .iter()
        .map(|it| (it.label.as_str(), it.votes))
        .collect();
    assert_eq!(options, [("Oui", Some(35)), ("Non 🙅 & jamais", Some(7))]);
    assert_eq!((poll.total, poll.is_final), (Some(42), false));
    assert_eq!(poll.ends_at.as_deref(), Some("2023-03-08T09:30:00Z"));
}

#[test]
fn a_gif_is_a_gif_and_a_language_of_none_is_none() {
    let post = at("09:40").post;
    assert_eq!((post.text.as_str(), post.lang.as_deref()), ("🐈", None));
    assert!(post.sensitive);
    assert_eq!(post.media[0].kind, MediaKind::Gif);
    assert_eq!(
        post.media[0].file,
        "https://video.twimg.com/tweet_video/DemoGif.mp4"
    );
}

#[test]
fn a_long_post_is_its_note_which_is_not_unescaped() {
    let ImportedPost { post, losses, .. } = at("09:50");
    assert_eq!(losses, []);
    assert!(!post.truncated);
    assert!(
        post.text.ends_with("jusqu’au bout. &amp; tel quel."),
        "{}",
        post.text
    );
    let words: Vec<_> = spans(&post).into_iter().map(|(words, _)| words).collect();
    assert_eq!(words, ["#Long", "https://t.co/demo000009", "@yasmine_demo"]);
}

#[test]
fn a_long_post_without_its_note_is_truncated() {
    let mut value: Value = serde_json::from_slice(PAGE).unwrap();
    for post in value["data"].as_array_mut().unwrap() {
        post.as_object_mut().unwrap().remove("note_tweet");
    }
    let outcomes = outcomes(value.to_string().as_bytes());
    let long = outcomes
        .into_iter()
        .flatten()
        .find(|imported| imported.post.text.starts_with('🧾'))
        .unwrap();
    assert!(long.post.truncated);
    assert_eq!(long.losses, [Loss::Truncated]);
    assert!(long.post.text.ends_with("coupe ici…"), "{}", long.post.text);
}

#[test]
fn lines_of_answers_are_read_one_by_one() {
    let texts: Vec<_> = outcomes(LINES)
        .into_iter()
        .map(|it| it.unwrap().post.text)
        .collect();
    assert_eq!(texts, ["🌅 Premier & seul #Matin", "🌇 Second #مساء"]);
}

#[test]
fn lines_that_twarc_flattened_give_the_same_posts() {
    let flattened = outcomes(FLATTENED);
    assert_eq!(flattened.len(), 4);
    let page: Vec<_> = outcomes(PAGE).into_iter().flatten().collect();
    for line in flattened {
        let line = line.unwrap();
        let same = page.iter().find(|it| it.post.id == line.post.id).unwrap();
        assert_eq!((&line.post, &line.losses), (&same.post, &same.losses));
    }
}
