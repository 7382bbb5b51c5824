use jiff::Timestamp;
use kiosque_catalogue::editor::Loss;
use kiosque_model::Post;
use kiosque_model::post::{MediaKind, PostState, Quote, SpanKind, UnavailableReason, Verified};
use serde_json::json;

use super::*;
use crate::import::Import;
use crate::{Format, import};

fn request() -> Request {
    Request {
        largest_video: 10_000_000,
        ..Request::new(
            "2026-11-23T08:00:00Z"
                .parse()
                .unwrap_or(Timestamp::UNIX_EPOCH),
            "file",
        )
    }
}

fn imported(bytes: &[u8]) -> Import {
    let import = import(bytes, &request()).unwrap();
    assert_eq!(import.format, Format::XV1);
    for imported in &import.posts {
        assert_eq!(imported.post.span_faults(), []);
    }
    import
}

fn under(post: &Post) -> Vec<&str> {
    post.spans
        .iter()
        .map(|span| &post.text[span.start..span.end])
        .collect()
}

#[test]
fn compatible_text_is_cut_before_its_photo_and_unescaped() {
    let import = imported(include_bytes!("../../../fixtures/x/v1-compat.json"));
    let post = &import.posts[0].post;
    assert_eq!(
        post.text,
        "#LaFêteÀÉlia\n\n1. Dès l’aube 🌅\n2. 3 < 4 & 5 > 4\n3. #ÉLIA724 $EXMPL \n\nOui🔛non"
    );
    assert_eq!(under(post), ["#LaFêteÀÉlia", "#ÉLIA724", "$EXMPL"]);
    assert_eq!(post.author.name, "Camille & l’été 🚀");
    assert_eq!(post.created_at, "2016-04-09T18:02:41Z");
    assert_eq!(post.archived_at, "2026-11-23T08:00:00Z");
    assert_eq!(
        post.url,
        format!("https://x.com/camille_demo/status/{}", post.id)
    );
    assert_eq!(
        post.media[0].file,
        "https://pbs.twimg.com/media/photo_demo_1.jpg?name=orig"
    );
    assert_eq!(post.media[0].alt, None);
    assert!(!post.truncated);
    assert_eq!(import.posts[0].losses, []);
}

#[test]
fn compatible_text_that_was_cut_says_so_without_its_own_address() {
    let import = imported(include_bytes!(
        "../../../fixtures/x/v1-compat-truncated.json"
    ));
    let post = &import.posts[0].post;
    assert!(
        post.truncated && post.text.ends_with("🌲 pour la f…"),
        "{}",
        post.text
    );
    assert_eq!(under(post), ["#Marché"]);
    assert_eq!(import.posts[0].losses, [Loss::Truncated]);
}

#[test]
fn a_reply_in_arabic_loses_its_seven_names_and_no_more() {
    let import = imported(include_bytes!(
        "../../../fixtures/x/v1-extended-reply-rtl.json"
    ));
    let post = &import.posts[0].post;
    assert_eq!(
        post.text,
        "مرحبا & أهلا يا @Noa_Demo 👩‍👩‍👧 #العربية <3 https://t.co/lien000001"
    );
    assert_eq!(
        under(post),
        ["@Noa_Demo", "#العربية", "https://t.co/lien000001"]
    );
    assert_eq!(
        post.spans.last().map(|span| span.kind.clone()),
        Some(SpanKind::Link {
            href: "https://exemple.example/ar?a=1&b=2".into(),
            display: "exemple.example/ar?a=1&b=2".into(),
            tco: Some("https://t.co/lien000001".into()),
        })
    );
    assert_eq!(post.lang.as_deref(), Some("ar"));
    assert_eq!(post.author.verified, Some(Verified::Legacy));
    let reply = post.reply_to.as_ref().unwrap();
    assert_eq!(reply.handle.as_deref(), Some("un_demo"));
    assert_eq!(
        reply.url,
        reply
            .id
            .as_ref()
            .map(|id| format!("https://x.com/un_demo/status/{id}"))
    );
    assert_eq!(import.posts[0].losses, []);
}

#[test]
fn a_stream_has_whole_texts_notices_and_counts_of_its_own_moment() {
    let import = imported(include_bytes!("../../../fixtures/x/v1-stream.json"));
    let post = &import.posts[0].post;
    assert!(!post.truncated);
    assert!(
        post.text.ends_with("é puis https://t.co/lien000002"),
        "{}",
        post.text
    );
    assert_eq!(
        under(post),
        ["#Beauté", "@camille_demo", "https://t.co/lien000002"]
    );
    let video = &post.media[0];
    assert_eq!(
        (video.kind, video.duration_ms),
        (MediaKind::Video, Some(60_000))
    );
    // 832 kbit/s for a minute is 6.24 MB; the larger one would be 16.3 MB.
    assert!(video.file.contains("640x360"), "{}", video.file);
    let counts = post.counts.as_ref().unwrap();
    assert_eq!(
        (counts.likes, counts.captured_at.as_str()),
        (Some(0), "2019-07-14T06:30:00.663Z")
    );
    assert_eq!(
        import.refused,
        [
            Refused {
                id: Some("1150303030303030303".into()),
                why: Refusal::Deleted
            },
            Refused {
                id: None,
                why: Refusal::NotAPost {
                    kind: "limit".into()
                }
            },
        ]
    );
}

#[test]
fn what_may_not_be_kept_is_refused_one_by_one() {
    let import = imported(include_bytes!("../../../fixtures/x/v1-search-refused.json"));
    let why: Vec<&Refusal> = import.refused.iter().map(|refused| &refused.why).collect();
    assert_eq!(
        why,
        [
            &Refusal::Protected,
            &Refusal::Withheld,
            &Refusal::Withheld,
            &Refusal::NumberId,
            &Refusal::WrongField {
                field: "created_at".into(),
                found: "avant-hier".into()
            },
            &Refusal::MissingField {
                field: "user".into()
            },
        ]
    );
    assert_eq!(import.posts.len(), 1);
    assert_eq!(import.posts[0].post.state, PostState::Withheld);
}

#[test]
fn a_quote_is_kept_one_level_deep_and_leaves_the_text() {
    let import = imported(include_bytes!("../../../fixtures/x/v1-quotes.json"));
    let [outer, gone, repost] = &import.posts[..] else {
        unreachable!("three posts, not {}", import.posts.len());
    };
    assert_eq!(outer.post.text, "À lire 🧵 :");
    let Some(Quote::Post(quoted)) = &outer.post.quote else {
        unreachable!("a quote, not {:?}", outer.post.quote);
    };
    // The quote of the quote is left out: its address stays.
    assert_eq!(
        quoted.text,
        "J’ai vu ça 👀 & j’en parle https://t.co/cite000001"
    );
    assert_eq!(under(quoted), ["https://t.co/cite000001"]);
    assert_eq!(
        (quoted.quote.as_ref(), outer.losses.as_slice()),
        (None, &[Loss::InnerQuote][..])
    );
    let poll = outer.post.poll.as_ref().unwrap();
    assert_eq!(
        (poll.total, poll.is_final, poll.options.len()),
        (Some(12), false, 2)
    );

    assert_eq!(
        gone.post.quote,
        Some(Quote::Unavailable {
            reason: UnavailableReason::Gone,
            url: Some("https://x.com/i/status/1388000000000000001".into())
        })
    );

    let by = repost.post.repost_by.as_ref().unwrap();
    assert_eq!(
        (by.author.handle.as_str(), by.at.as_deref()),
        ("samir_demo", Some("2021-05-01T10:00:00Z"))
    );
    assert_eq!(
        (&repost.post.id, &repost.post.text),
        (&outer.post.id, &outer.post.text)
    );
}

#[test]
fn numbered_errors_are_the_networks_own_words() {
    for (code, why) in [
        (63, Refusal::Suspended),
        (179, Refusal::Protected),
        (
            144,
            Refusal::Gone {
                reason: "No status found with that ID.".into(),
            },
        ),
    ] {
        let answer =
            json!({"errors": [{"code": code, "message": "No status found with that ID."}]});
        let import = imported(answer.to_string().as_bytes());
        assert_eq!(import.refused, [Refused { id: None, why }]);
    }
}

#[test]
fn a_quote_that_is_gone_is_named_by_its_address_in_the_text() {
    let mut value: Value =
        serde_json::from_slice(include_bytes!("../../../fixtures/x/v1-quotes.json")).unwrap();
    let outer = value[0].as_object_mut().unwrap();
    outer.remove("quoted_status");
    outer.remove("quoted_status_permalink");
    let import = imported(value[0].to_string().as_bytes());
    let post = &import.posts[0].post;
    assert_eq!(post.text, "À lire 🧵 :");
    let Some(Quote::Unavailable { url: Some(url), .. }) = &post.quote else {
        unreachable!("an unavailable quote, not {:?}", post.quote);
    };
    assert!(url.starts_with("https://x.com/noa_demo/status/"), "{url}");
}

#[test]
fn a_quoted_post_that_cannot_be_read_is_told() {
    let mut value: Value =
        serde_json::from_slice(include_bytes!("../../../fixtures/x/v1-compat.json")).unwrap();
    for (quoted, reason, losses) in [
        (json!({"id": 7}), UnavailableReason::NeverFetched, 1),
        (
            json!({"id_str": "7", "user": {"screen_name": "a", "protected": true}, "text": "x"}),
            UnavailableReason::Protected,
            0,
        ),
    ] {
        value["quoted_status"] = quoted;
        let import = imported(value.to_string().as_bytes());
        let Some(Quote::Unavailable { reason: found, .. }) = import.posts[0].post.quote else {
            unreachable!("no such quote");
        };
        assert_eq!((found, import.posts[0].losses.len()), (reason, losses));
    }
}

#[test]
fn an_error_may_stand_beside_no_data() {
    for (code, why) in [
        (63, Refusal::Suspended),
        (179, Refusal::Protected),
        (
            144,
            Refusal::Gone {
                reason: "_Missing: No status found with that ID.".into(),
            },
        ),
    ] {
        for data in [json!({}), json!(null)] {
            let answer = json!({"data": data, "errors": [{"code": code, "name": "GenericError",
                "message": "_Missing: No status found with that ID."}]});
            let import = imported(answer.to_string().as_bytes());
            assert_eq!(
                import.refused,
                [Refused {
                    id: None,
                    why: why.clone()
                }]
            );
        }
    }
}

#[test]
fn an_address_is_left_out_or_linked_where_it_stands_alone() {
    let read = |text: &str, entities: Value| {
        let value = json!({"id_str": "12", "text": text, "created_at": "Tue May 04 10:00:00 +0000 2010",
            "user": {"screen_name": "camille_demo"}, "entities": entities});
        let mut import = imported(value.to_string().as_bytes());
        let ImportedPost { post, losses, .. } = import.posts.remove(0);
        let words = under(&post).into_iter().map(str::to_owned).collect();
        (post.text, words, losses)
    };
    let url = |url: &str, start: usize, end: usize| json!({"url": url, "indices": [start, end], "media_url_https": "https://pbs.twimg.com/media/a.jpg"});
    let mismatch = |text: &str| vec![Loss::SpanMismatch { text: text.into() }];
    let nothing: Vec<String> = Vec::new();

    let text = "M.Dupont dit http://exemple.example/a";
    for (start, end, words, losses) in [
        (0, 8, nothing.clone(), mismatch("M.Dupont")),
        (13, 37, vec!["http://exemple.example/a".into()], vec![]),
        (14, 37, vec![], mismatch("ttp://exemple.example/a")),
    ] {
        let urls = json!({"urls": [url("http://exemple.example/a", start, end)]});
        assert_eq!(read(text, urls), (text.to_owned(), words, losses));
    }
    // The scheme may be left out, and references may be written on one side alone.
    for (text, address, shown) in [
        (
            "exemple.example/a",
            "http://exemple.example/a",
            "exemple.example/a",
        ),
        (
            "http://exemple.example/?a=1&amp;b=2",
            "http://exemple.example/?a=1&b=2",
            "http://exemple.example/?a=1&b=2",
        ),
    ] {
        let urls = json!({"urls": [url(address, 0, text.len())]});
        assert_eq!(
            read(text, urls),
            (shown.to_owned(), vec![shown.to_owned()], vec![])
        );
    }

    let text = "Voir http://exemple.example/a https://t.co/photo";
    for (start, end, shown, losses) in [
        (5, 29, text, mismatch("http://exemple.example/a")),
        (30, 48, "Voir http://exemple.example/a", vec![]),
    ] {
        let media = json!({"media": [url("https://t.co/photo", start, end)]});
        assert_eq!(
            read(text, media),
            (shown.to_owned(), nothing.clone(), losses)
        );
    }
}
