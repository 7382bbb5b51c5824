use jiff::Timestamp;
use kiosque_model::Post;
use kiosque_model::post::{
    AvatarShape, Edited, Focus, MediaKind, Quote, UnavailableReason, Verified,
};
use serde_json::json;

use super::*;
use crate::import::Import;
use crate::{Format, import};

fn imported(bytes: &[u8]) -> Import {
    let request = Request {
        largest_video: 10_000_000,
        ..Request::new(
            "2026-11-23T08:00:00Z"
                .parse()
                .unwrap_or(Timestamp::UNIX_EPOCH),
            "file",
        )
    };
    let import = import(bytes, &request).unwrap();
    assert_eq!(import.format, Format::XGraphql);
    for imported in &import.posts {
        assert_eq!(imported.post.span_faults(), []);
    }
    import
}

fn only(bytes: &[u8]) -> ImportedPost {
    let import = imported(bytes);
    assert_eq!(import.refused, []);
    import.posts.into_iter().next().unwrap()
}

fn under(post: &Post) -> Vec<&str> {
    post.spans
        .iter()
        .map(|span| &post.text[span.start..span.end])
        .collect()
}

#[test]
fn two_photos_of_an_edited_post() {
    let imported = only(include_bytes!(
        "../../../fixtures/x/graphql-photos-edited.json"
    ));
    let post = &imported.post;
    assert_eq!(
        post.text,
        "📢 Rendez-vous « à l’été » ! Venez voir #FêteDuLivre v2 et comment & pourquoi 3 < 4 🤝\n\n\
         📍Élia : 24/8\n🇫🇷 RSVP ⤵\u{fe0f} \nhttps://t.co/lien000003"
    );
    assert_eq!(under(post), ["#FêteDuLivre", "https://t.co/lien000003"]);
    let alts: Vec<Option<&str>> = post
        .media
        .iter()
        .map(|media| media.alt.as_deref())
        .collect();
    assert_eq!(alts, [Some("Des livres & des « lampions » 🏮"), None]);
    assert_eq!(post.media[0].focus, Some(Focus { x: 28, y: 50 }));
    let Edited::Version { n, of, ids } = &post.edited else {
        unreachable!("an edited post, not {:?}", post.edited);
    };
    assert_eq!((n, of, ids.last()), (&2, &2, Some(&post.id)));
    let counts = post.counts.as_ref().unwrap();
    assert_eq!(
        (counts.reposts, counts.quotes),
        (Some(17), Some(3)),
        "written as strings"
    );
    assert_eq!(post.author.verified, Some(Verified::Blue));
    assert_eq!(imported.losses, []);
}

#[test]
fn a_gif_in_a_reply_has_no_words() {
    let imported = only(include_bytes!("../../../fixtures/x/graphql-gif-reply.json"));
    let post = &imported.post;
    assert_eq!(
        (post.text.as_str(), post.spans.len(), post.lang.as_deref()),
        ("", 0, None)
    );
    assert_eq!(post.media[0].kind, MediaKind::Gif);
    assert_eq!(
        post.media[0].file,
        "https://video.twimg.com/tweet_video/gif_demo_1.mp4"
    );
    assert_eq!(post.media[0].alt.as_deref(), Some("Un chat qui « danse »"));
    assert!(post.media[0].poster.is_some());
    let handle = post
        .reply_to
        .as_ref()
        .and_then(|reply| reply.handle.as_deref());
    assert_eq!(handle, Some("camille_demo"));
    assert_eq!(imported.losses, []);
}

#[test]
fn a_note_is_read_whole_and_as_it_is() {
    let imported = only(include_bytes!(
        "../../../fixtures/x/graphql-note-video.json"
    ));
    let post = &imported.post;
    assert!(post.text.starts_with("#Récit 🚀🇫🇷 d’un été & d’un hiver : TRÈS important\n\nL’&amp; reste tel quel, 3 < 4 -> 5."), "{}", post.text);
    assert!(
        post.text.ends_with("#Fin 𠮷 @camille_demo"),
        "{}",
        post.text
    );
    // The second stretch of the fixture begins inside a word, and so was counted otherwise.
    assert_eq!(
        under(post),
        ["#Récit", "TRÈS important", "#Fin", "@camille_demo"]
    );
    assert!(post.spans.iter().any(|span| span.kind == SpanKind::Bold));
    assert!(!post.truncated && post.media[0].kind == MediaKind::Video);
    assert!(
        post.media[0].file.contains("1280x720"),
        "{}",
        post.media[0].file
    );
    assert_eq!(
        (post.card.as_ref(), imported.losses.as_slice()),
        (None, &[][..])
    );
}

#[test]
fn a_poll_of_four_by_an_author_of_the_old_shape() {
    let imported = only(include_bytes!("../../../fixtures/x/graphql-poll.json"));
    let post = &imported.post;
    assert_eq!(under(post), ["#lecture", "#été", "＃sondage"]);
    let poll = post.poll.as_ref().unwrap();
    let votes: Vec<Option<u64>> = poll.options.iter().map(|option| option.votes).collect();
    assert_eq!(votes, [Some(3), Some(8), Some(1), Some(10)]);
    assert_eq!((poll.total, poll.is_final), (Some(22), true));
    assert_eq!(poll.options[2].label, "Un « roman »");
    assert_eq!(post.author.name, "Camille & l’été 🚀");
    assert_eq!(post.author.verified, Some(Verified::None));
}

#[test]
fn a_suspended_quote_is_told_and_a_range_too_long_is_clamped() {
    let imported = only(include_bytes!(
        "../../../fixtures/x/graphql-quote-suspended.json"
    ));
    assert_eq!(imported.post.text, "Été");
    assert_eq!(
        imported.post.quote,
        Some(Quote::Unavailable {
            reason: UnavailableReason::Suspended,
            url: Some("https://x.com/i/status/1741000000000000001".into()),
        })
    );
    assert_eq!(imported.losses, [Loss::RangeOutside]);
}

#[test]
fn a_repost_is_the_inner_post_with_its_quote() {
    let imported = only(include_bytes!(
        "../../../fixtures/x/graphql-retweet-quote.json"
    ));
    let post = &imported.post;
    assert_eq!(post.text, "𝕏 & « l’été » : on réécrit tout 🏗\u{fe0f}");
    assert_eq!(
        (post.author.handle.as_str(), post.author.name.as_str()),
        ("noa_demo", "נועה")
    );
    let by = post.repost_by.as_ref().unwrap();
    assert_eq!(
        (by.author.handle.as_str(), by.at.as_deref()),
        ("camille_demo", Some("2026-02-27T13:08:07Z"))
    );
    let Some(Quote::Post(quoted)) = &post.quote else {
        unreachable!("a quote, not {:?}", post.quote);
    };
    assert_eq!(quoted.span_faults(), []);
    assert_eq!(
        (quoted.author.shape, quoted.author.verified),
        (AvatarShape::Square, Some(Verified::Business))
    );
    let card = quoted.card.as_ref().unwrap();
    assert_eq!(card.url, "https://www.exemple.example/introduction?a=1&b=2");
    assert_eq!(
        (card.title.as_str(), card.domain.as_str()),
        ("Écrire & lire", "exemple.example")
    );
    assert_eq!(imported.losses, []);
}

#[test]
fn a_timeline_gives_each_post_once_and_says_why_others_are_not_there() {
    let import = imported(include_bytes!("../../../fixtures/x/graphql-timeline.json"));
    let texts: Vec<&str> = import
        .posts
        .iter()
        .map(|imported| imported.post.text.as_str())
        .collect();
    assert_eq!(
        texts,
        [
            "Premier 😀 & épinglé",
            "Image à ne pas mettre sous tous les yeux 🙈",
            "Le début d’un long message, & la suite ailleurs",
            "Voir plus bas 👇",
            "En direct 📺",
        ]
    );
    let [_, sensitive, long, quoting, sliced] = &import.posts[..] else {
        unreachable!("five posts");
    };
    assert!(sensitive.post.sensitive && !quoting.post.sensitive);
    assert!(long.post.truncated && long.losses == [Loss::Truncated]);
    assert!(matches!(
        quoting.post.quote,
        Some(Quote::Unavailable {
            reason: UnavailableReason::Deleted,
            ..
        })
    ));
    assert_eq!(sliced.losses, [Loss::VideoInSlices]);
    assert_eq!(
        sliced.post.media[0].alt.as_deref(),
        Some("La place, vue du toit")
    );
    let why: Vec<&Refusal> = import.refused.iter().map(|refused| &refused.why).collect();
    assert_eq!(
        why,
        [
            &Refusal::Protected,
            &Refusal::Private {
                visibility: "trusted friends".into()
            },
            &Refusal::NotAPost {
                kind: "promotedMetadata".into()
            },
            &Refusal::Suspended,
            &Refusal::Suspended,
            &Refusal::Protected,
            &Refusal::Gone {
                reason: String::new()
            },
        ]
    );
}

#[test]
fn an_id_written_as_a_number_is_refused() {
    let post =
        json!({"__typename": "Tweet", "rest_id": 12, "legacy": {"full_text": "x", "id_str": "12"}});
    assert_eq!(
        imported(post.to_string().as_bytes()).refused,
        [Refused {
            id: Some("12".into()),
            why: Refusal::NumberId
        }]
    );
}

/// The repost of the fixture, with something else in the place of the post it passes on.
fn repost_of(inner: &Value) -> Value {
    let mut value: Value = serde_json::from_slice(include_bytes!(
        "../../../fixtures/x/graphql-retweet-quote.json"
    ))
    .unwrap();
    value["legacy"]["retweeted_status_result"] = inner.clone();
    value
}

#[test]
fn a_repost_without_its_post_is_what_is_left_of_it() {
    for inner in [json!({}), json!({"result": null}), json!({"result": {}})] {
        let imported = only(repost_of(&inner).to_string().as_bytes());
        let post = &imported.post;
        assert_eq!(post.text, "𝕏 & « l’été » : on ré…", "{inner}");
        assert!(post.truncated);
        assert_eq!(imported.losses, [Loss::Truncated]);
        assert_eq!(
            (
                post.author.handle.as_str(),
                post.author.name.as_str(),
                post.author.id.as_str()
            ),
            ("noa_demo", "נועה", "1000003")
        );
        let by = post.repost_by.as_ref().unwrap();
        assert_eq!(
            (by.author.handle.as_str(), by.at.as_deref()),
            ("camille_demo", Some("2026-02-27T13:08:07Z"))
        );
        assert_eq!(post.counts, None);
        assert_eq!(
            post.url,
            format!("https://x.com/camille_demo/status/{}", post.id)
        );
        assert!(matches!(post.quote, Some(Quote::Unavailable { .. })));
    }
}

#[test]
fn words_that_pass_nothing_on_are_their_author_s() {
    let mut kept = repost_of(&json!({}));
    kept["legacy"]["full_text"] = "🚀 RT @noa_demo: mots".into();
    let mut by_hand = repost_of(&json!(null));
    by_hand["legacy"]["full_text"] = "RT @noa_demo: mots".into();
    for value in [kept, by_hand] {
        let imported = only(value.to_string().as_bytes());
        assert_eq!(imported.post.author.handle, "camille_demo");
        assert_eq!(
            (imported.post.repost_by, imported.post.truncated),
            (None, false)
        );
    }
}

#[test]
fn of_a_post_that_stands_twice_the_one_that_can_be_read_is_kept() {
    let whole = repost_of(&json!({}));
    let mut broken = whole.clone();
    broken["legacy"]["created_at"] = "hier".into();
    let advertised = json!({"promotedMetadata": {}, "tweet_results": {"result": whole}});
    for entries in [
        [advertised.clone(), broken.clone(), whole.clone()],
        [broken.clone(), whole.clone(), advertised.clone()],
        [whole.clone(), broken.clone(), whole],
    ] {
        let import = imported(json!({ "entries": entries }).to_string().as_bytes());
        assert_eq!((import.posts.len(), import.refused), (1, vec![]));
    }
    let import = imported(json!([broken, advertised, broken]).to_string().as_bytes());
    assert_eq!((import.posts.len(), import.refused.len()), (0, 1));
}
