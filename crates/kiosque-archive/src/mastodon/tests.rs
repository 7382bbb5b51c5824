use kiosque_catalogue::editor::{Loss, Refusal};
use kiosque_model::Post;
use kiosque_model::post::{Edited, Focus, MediaKind, Quote, SpanKind, UnavailableReason};

use crate::format::Format;
use crate::import::{Import, ImportedPost, Request, import};

fn read(bytes: &[u8]) -> Import {
    let request = Request {
        largest_video: 50_000_000,
        ..Request::new("2024-06-01T10:00:00Z".parse().unwrap(), "file")
    };
    let import = import(bytes, &request).unwrap();
    assert_eq!(import.format, Format::Mastodon);
    for imported in &import.posts {
        assert_eq!(imported.post.span_faults(), []);
    }
    import
}

fn status() -> ImportedPost {
    read(include_bytes!("../../fixtures/mastodon/status.json"))
        .posts
        .remove(0)
}

/// Words and what they are.
fn marked(post: &Post) -> Vec<(&str, &'static str)> {
    post.pieces()
        .iter()
        .filter_map(|piece| {
            let kind = match piece.kind? {
                SpanKind::Link { .. } => "link",
                SpanKind::Mention { .. } => "mention",
                SpanKind::Hashtag { .. } => "hashtag",
                SpanKind::Cashtag { .. } => "cashtag",
                SpanKind::CustomEmoji { .. } => "emoji",
                SpanKind::Bold => "bold",
                SpanKind::Italic => "italic",
            };
            Some((piece.text, kind))
        })
        .collect()
}

fn shown(post: &Post) -> Vec<&str> {
    post.spans
        .iter()
        .filter_map(|span| match &span.kind {
            SpanKind::Link { display, .. } => Some(display.as_str()),
            _ => None,
        })
        .collect()
}

#[test]
fn html_becomes_text_and_spans() {
    let ImportedPost { post, losses, .. } = status();
    assert_eq!(
        post.text,
        "@noe_demo 👩‍🚀 Été :fusee: à #Noël2024 & exemple.example/un/tr%C3%A8s/…\n\n\
         Ligne\nsuivante grasse ici :fusee: oui et penchée, ~~fausse~~ :inconnu:\n\n\
         • مرحبا\n• deux"
    );
    assert_eq!(
        marked(&post),
        [
            ("@noe_demo", "mention"),
            (":fusee:", "emoji"),
            ("#Noël2024", "hashtag"),
            ("exemple.example/un/tr%C3%A8s/…", "link"),
            ("grasse ", "bold"),
            ("ici", "link"),
            (" ", "bold"),
            (":fusee:", "emoji"),
            (" oui", "bold"),
            ("penchée", "italic"),
        ]
    );
    assert_eq!(shown(&post), ["exemple.example/un/tr%C3%A8s/…", "ici"]);
    assert_eq!(
        losses,
        [Loss::MediaKind {
            kind: "unknown".into()
        }]
    );
}

#[test]
fn handles_are_whole() {
    let post = status().post;
    assert_eq!(post.author.handle, "camille_demo@exemple.example");
    assert!(post.spans.iter().any(|span| matches!(
        &span.kind,
        SpanKind::Mention { handle, .. } if handle == "noe_demo@ailleurs.example"
    )));
    let reply = post.reply_to.unwrap();
    assert_eq!(reply.handle.as_deref(), Some("noe_demo@ailleurs.example"));
    assert_eq!(reply.id.as_deref(), Some("111999999999999999"));
}

#[test]
fn what_is_said_around_the_words_is_kept() {
    let post = status().post;
    assert_eq!(post.author.name, "Camille :fusee: <i>Démo</i>");
    let emoji: Vec<_> = post
        .author
        .name_emoji
        .iter()
        .map(|emoji| (emoji.shortcode.as_str(), emoji.media.file.as_str()))
        .collect();
    assert_eq!(
        emoji,
        [("fusee", "https://media.exemple.example/emoji/fusee.png")]
    );
    assert_eq!(post.cw.as_deref(), Some("Météo & lune 🌙"));
    assert!(post.sensitive);
    assert_eq!(post.lang.as_deref(), Some("fr"));
    assert_eq!(
        post.edited,
        Edited::Version {
            n: 1,
            of: 1,
            ids: vec![post.id.clone()]
        }
    );
    let card = post.card.unwrap();
    assert_eq!(
        (card.title.as_str(), card.domain.as_str()),
        ("Titre & suite", "exemple.example")
    );
    assert_eq!(card.image.unwrap().alt, None);
    let poll = post.poll.unwrap();
    assert_eq!((poll.total, poll.is_final), (Some(47), true));
    assert_eq!(poll.ends_at.as_deref(), Some("2024-03-29T12:51:38Z"));
    let counts = post.counts.unwrap();
    assert_eq!(
        (counts.replies, counts.reposts, counts.likes),
        (Some(1), Some(2), Some(3))
    );
}

#[test]
fn media_have_size_poster_focus_and_description() {
    let post = status().post;
    let [photo, gif, sound] = post.media.as_slice() else {
        panic!("{:?}", post.media);
    };
    assert_eq!(photo.focus, Some(Focus { x: 25, y: 25 }));
    assert_eq!((photo.width, photo.height), (1600, 900));
    assert_eq!(photo.alt.as_deref(), Some("Un phare 🗼"));
    assert_eq!(photo.poster, None);
    assert_eq!(gif.kind, MediaKind::Gif);
    assert_eq!(
        gif.poster.as_deref(),
        Some("https://media.exemple.example/small/2.png")
    );
    assert_eq!((gif.duration_ms, gif.alt.as_deref()), (Some(5760), None));
    assert_eq!(sound.file, "https://ailleurs.example/son.mp3");
    assert_eq!(
        (sound.duration_ms, sound.alt.as_deref()),
        (Some(61_500), Some(""))
    );
}

#[test]
fn a_repost_is_the_post_it_passes_on() {
    let import = read(include_bytes!("../../fixtures/mastodon/list.json"));
    let ImportedPost { post, losses, .. } = import.posts.first().unwrap();
    assert_eq!(post.id, "112000000000000009");
    let repost = post.repost_by.as_ref().unwrap();
    assert_eq!(repost.author.name, "camille_demo");
    assert_eq!(repost.at.as_deref(), Some("2024-04-02T08:00:00Z"));
    assert_eq!(post.text, "مرحبا 🦊", "the quotation is shown by itself");
    let Some(Quote::Post(quoted)) = &post.quote else {
        panic!("{:?}", post.quote);
    };
    assert_eq!(quoted.text, "Citée, qui cite\n\nRE: ailleurs.example/@x/7");
    assert_eq!(quoted.span_faults(), []);
    assert_eq!(shown(quoted), ["ailleurs.example/@x/7"]);
    assert_eq!(losses, &[Loss::InnerQuote]);
}

#[test]
fn a_quotation_that_its_author_withdrew_leads_nowhere() {
    let import = read(include_bytes!("../../fixtures/mastodon/list.json"));
    let post = &import.posts.get(1).unwrap().post;
    assert_eq!(post.text, "Vu");
    assert_eq!(
        post.quote,
        Some(Quote::Unavailable {
            reason: UnavailableReason::Gone,
            url: None
        })
    );
    // Its author answers himself: nobody is mentioned.
    let reply = post.reply_to.as_ref().unwrap();
    assert_eq!(
        reply.handle.as_deref(),
        Some("camille_demo@exemple.example")
    );
}

#[test]
fn states_of_a_quotation_say_why() {
    let answer: serde_json::Value =
        serde_json::from_slice(include_bytes!("../../fixtures/mastodon/list.json")).unwrap();
    let mut status = answer.get(3).unwrap().clone();
    let url = Some("https://ailleurs.example/@lea_demo/6".to_owned());
    for (state, reason, url) in [
        ("deleted", UnavailableReason::Deleted, url.clone()),
        ("unauthorized", UnavailableReason::Protected, url.clone()),
        ("accepted", UnavailableReason::NeverFetched, url.clone()),
        ("blocked_account", UnavailableReason::Gone, url),
        ("rejected", UnavailableReason::Gone, None),
    ] {
        status["quote"] = serde_json::json!({"state": state, "quoted_status_id": "6"});
        let import = read(status.to_string().as_bytes());
        assert_eq!(
            import.posts.first().unwrap().post.quote,
            Some(Quote::Unavailable { reason, url }),
            "{state}"
        );
    }
}

#[test]
fn only_what_was_public_is_kept_under_an_id_that_is_sure() {
    let import = read(include_bytes!("../../fixtures/mastodon/list.json"));
    let why: Vec<_> = import.refused.iter().map(|refused| &refused.why).collect();
    let private = Refusal::Private {
        visibility: "private".into(),
    };
    assert_eq!(why, [&private, &Refusal::NumberId]);
}

#[test]
fn hostile_html_is_words() {
    let import = read(include_bytes!("../../fixtures/mastodon/hostile.json"));
    let ImportedPost { post, losses, .. } = import.posts.first().unwrap();
    assert_eq!(
        post.text,
        "é un https://banque.example @banque b.example 👩‍🚀 croisé oui  :faux: cassé <b>"
    );
    assert_eq!(
        shown(post),
        ["https://banque.example", "@banque", "b.example",]
    );
    assert_eq!(post.author.name, "<script>alert(1)</script>");
    assert_eq!((&post.author.avatar, &post.lang), (&None, &None));
    assert!(post.card.is_none() && post.poll.is_none() && post.media.is_empty());
    let addresses = losses
        .iter()
        .filter(|loss| matches!(loss, Loss::Address { .. }))
        .count();
    assert_eq!(addresses, 5, "{losses:?}");
}

#[test]
fn a_repost_for_some_is_not_kept() {
    let mut list: serde_json::Value =
        serde_json::from_slice(include_bytes!("../../fixtures/mastodon/list.json")).unwrap();
    list[0]["visibility"] = "private".into();
    let import = read(list[0].to_string().as_bytes());
    assert_eq!(
        import.refused.first().map(|refused| &refused.why),
        Some(&Refusal::Private {
            visibility: "private".into()
        })
    );
}

#[test]
fn a_mention_leads_to_the_account_it_names() {
    let mut status: serde_json::Value =
        serde_json::from_slice(include_bytes!("../../fixtures/mastodon/status.json")).unwrap();
    status["content"] =
        "<a class=\"u-url mention\" href=\"https://piege.example/@noe_demo\">@noe_demo</a>".into();
    let import = read(status.to_string().as_bytes());
    assert_eq!(
        marked(&import.posts.first().unwrap().post),
        [("@noe_demo", "link")]
    );
}

#[test]
fn a_hashtag_leads_to_the_page_of_a_tag_that_the_status_names() {
    let mut status: serde_json::Value =
        serde_json::from_slice(include_bytes!("../../fixtures/mastodon/status.json")).unwrap();
    let anchor = |words: &str| {
        format!(
            "<a class=\"mention hashtag\" rel=\"tag\" href=\"https://piege.example/\">{words}</a> "
        )
    };
    status["content"] = [anchor("#Noël2024"), anchor("#PHARE"), anchor("#Banque")]
        .concat()
        .into();
    // Names are in small letters there, and without the marks of Latin ones.
    status["tags"] = serde_json::json!([
        {"name": "noel2024", "url": "https://exemple.example/tags/noel2024"},
        {"name": "phare", "url": "https://exemple.example/tags/phare"},
        {"name": "banque"},
    ]);
    let import = read(status.to_string().as_bytes());
    let post = &import.posts.first().unwrap().post;
    assert_eq!(
        marked(post),
        [
            ("#Noël2024", "hashtag"),
            ("#PHARE", "hashtag"),
            ("#Banque", "link")
        ]
    );
    let leads: Vec<_> = post.spans.iter().map(|span| span.kind.href()).collect();
    assert_eq!(
        leads,
        [
            Some("https://exemple.example/tags/noel2024"),
            Some("https://exemple.example/tags/phare"),
            Some("https://piege.example/")
        ]
    );
}

#[test]
fn a_quotation_is_where_its_status_says_or_else_its_own_line() {
    let answer: serde_json::Value =
        serde_json::from_slice(include_bytes!("../../fixtures/mastodon/list.json")).unwrap();
    let mut status = answer.get(3).unwrap().clone();
    let line = status["content"].as_str().unwrap().to_owned();
    status["content"] = format!(
        "<p><span class=\"invisible\"><a href=\"https://piege.example/\">x</a></span></p>{line}"
    )
    .into();
    let led_to = |status: &serde_json::Value| {
        let import = read(status.to_string().as_bytes());
        match &import.posts.first().unwrap().post.quote {
            Some(Quote::Unavailable { url, .. }) => url.clone(),
            other => panic!("{other:?}"),
        }
    };
    status["quote"] = serde_json::json!({"state": "accepted", "quoted_status_id": "6"});
    let its_line = "https://ailleurs.example/@lea_demo/6";
    assert_eq!(led_to(&status).as_deref(), Some(its_line));
    let mut quoted = answer.get(1).unwrap().clone();
    quoted["url"] = "https://ailleurs.example/@lea_demo/7".into();
    status["quote"] = serde_json::json!({"state": "accepted", "quoted_status": quoted});
    assert_eq!(
        led_to(&status).as_deref(),
        Some("https://ailleurs.example/@lea_demo/7")
    );
}

#[test]
fn what_is_for_the_members_of_a_server_is_not_for_everyone() {
    let mut status: serde_json::Value =
        serde_json::from_slice(include_bytes!("../../fixtures/mastodon/status.json")).unwrap();
    status["visibility"] = "public".into();
    status["local_only"] = true.into();
    let import = read(status.to_string().as_bytes());
    assert_eq!(
        import.refused.first().map(|refused| &refused.why),
        Some(&Refusal::Private {
            visibility: "local_only".into()
        })
    );
    status["local_only"] = false.into();
    assert_eq!(read(status.to_string().as_bytes()).refused, []);
}

#[test]
fn colons_belong_to_one_emoji() {
    let mut status: serde_json::Value =
        serde_json::from_slice(include_bytes!("../../fixtures/mastodon/status.json")).unwrap();
    status["content"] = "12:30:fusee:fusee: ::fusee::".into();
    status["media_attachments"] = serde_json::Value::Null;
    let import = read(status.to_string().as_bytes());
    let ImportedPost { post, losses, .. } = import.posts.first().unwrap();
    let places: Vec<_> = post
        .spans
        .iter()
        .map(|span| (span.start, span.end))
        .collect();
    assert_eq!(places, [(5, 12), (20, 27)]);
    assert_eq!(losses, &[]);
}

#[test]
fn an_instance_that_has_it_no_more_says_so() {
    let request_format = Request {
        format: Some(Format::Mastodon),
        largest_video: 0,
        ..Request::new("2024-06-01T10:00:00Z".parse().unwrap(), "file")
    };
    let import = import(br#"{"error":"Record not found"}"#, &request_format).unwrap();
    assert_eq!(
        import.refused.first().map(|refused| &refused.why),
        Some(&Refusal::Gone {
            reason: "Record not found".into()
        })
    );
}
