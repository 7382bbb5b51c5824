mod elsewhere;

use kiosque_catalogue::editor::{Loss, Refusal};
use kiosque_model::Post;
use kiosque_model::post::{MediaKind, Quote, SpanKind, UnavailableReason};

use crate::format::Format;
use crate::import::{Import, ImportedPost, Request, import};

fn request() -> Request {
    Request {
        largest_video: 50_000_000,
        ..Request::new("2024-06-01T10:00:00Z".parse().unwrap(), "file")
    }
}

fn read(bytes: &[u8]) -> Import {
    let import = import(bytes, &request()).unwrap();
    assert_eq!(import.format, Format::Bluesky);
    for imported in &import.posts {
        assert_eq!(imported.post.span_faults(), []);
        serde_json::from_slice::<serde_json::Value>(&imported.raw).unwrap();
    }
    import
}

fn first(import: &Import) -> &ImportedPost {
    import.posts.first().unwrap()
}

/// Words and where they lead.
fn links(post: &Post) -> Vec<(&str, &str)> {
    post.pieces()
        .iter()
        .filter_map(|piece| Some((piece.text, piece.kind?.href()?)))
        .collect()
}

#[test]
fn facets_are_bytes_past_emoji_and_accents() {
    let import = read(include_bytes!("../../fixtures/bluesky/posts.json"));
    let ImportedPost { post, losses, .. } = first(&import);
    assert_eq!(losses, &[]);
    assert_eq!(
        links(post),
        [
            ("#Aix", "https://bsky.app/hashtag/Aix"),
            (
                "@noe.exemple.example",
                "https://bsky.app/profile/did:plc:noedemo"
            ),
            (
                "exemple.example/un/très...",
                "https://exemple.example/un/tr%C3%A8s/long"
            ),
            ("ici", "https://ailleurs.example/x"),
        ]
    );
    let shown: Vec<_> = post
        .spans
        .iter()
        .filter_map(|span| match &span.kind {
            SpanKind::Link { display, .. } => Some(display.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(shown, ["exemple.example/un/très...", "ici"]);
    assert!(
        post.text.contains("&amp; là"),
        "the network escapes nothing"
    );
}

#[test]
fn a_view_has_author_pictures_and_counts() {
    let import = read(include_bytes!("../../fixtures/bluesky/posts.json"));
    let post = &first(&import).post;
    assert_eq!(post.id, "3kdemofacets2");
    assert_eq!(
        post.url,
        "https://bsky.app/profile/camille.exemple.example/post/3kdemofacets2"
    );
    assert_eq!(
        post.uri.as_deref(),
        Some("at://did:plc:camilledemo/app.bsky.feed.post/3kdemofacets2")
    );
    assert_eq!(post.author.name, "Camille 👩‍🚀 <b>Démo</b>");
    assert!(post.author.avatar.is_some());
    assert_eq!(post.created_at, "2024-01-02T09:42:47.992Z");
    assert_eq!(post.indexed_at.as_deref(), Some("2024-01-02T09:42:49Z"));
    assert_eq!(post.lang.as_deref(), Some("fr"));
    assert!(post.sensitive, "labelled by its author");
    let photos: Vec<_> = post
        .media
        .iter()
        .map(|media| (media.alt.as_deref(), media.width, media.height))
        .collect();
    // 16:9 is no size in pixels, and an empty text is none.
    assert_eq!(
        photos,
        [(Some("Une fusée 🚀 & l’été"), 2000, 1500), (None, 0, 0)]
    );
    let counts = post.counts.as_ref().unwrap();
    assert_eq!(
        (counts.replies, counts.reposts, counts.likes, counts.quotes),
        (Some(1), Some(2), Some(3), Some(4))
    );
    assert_eq!(counts.captured_at, "2024-06-01T10:00:00Z");
}

#[test]
fn wishes_of_authors_and_moderators_are_honoured() {
    let import = read(include_bytes!("../../fixtures/bluesky/posts.json"));
    let refused: Vec<_> = import
        .refused
        .iter()
        .map(|refused| (refused.id.as_deref(), &refused.why))
        .collect();
    let private = Refusal::Private {
        visibility: "!no-unauthenticated".into(),
    };
    let taken = Refusal::Gone {
        reason: "!takedown".into(),
    };
    assert_eq!(
        refused,
        [
            (Some("3kdemoprivate"), &private),
            (Some("3kdemotaken22"), &taken)
        ]
    );
}

#[test]
fn a_thread_gives_the_post_asked_for_and_its_place() {
    let import = read(include_bytes!("../../fixtures/bluesky/thread.json"));
    assert_eq!(import.posts.len(), 1);
    let ImportedPost { post, losses, .. } = first(&import);
    let reply = post.reply_to.as_ref().unwrap();
    assert_eq!(reply.handle.as_deref(), Some("camille.exemple.example"));
    assert_eq!(reply.id.as_deref(), Some("3kthread2aaaa"));
    let thread = post.thread.as_ref().unwrap();
    assert_eq!(
        (thread.root.as_str(), thread.position),
        ("3kthread1aaaa", 3)
    );
    assert_eq!(post.author.name, "camille.exemple.example");
    assert!(post.sensitive && post.text.is_empty());
    // Two days lie between the author's clock and the network's.
    assert_eq!(post.created_at, "2024-03-01T08:00:10Z");
    assert!(
        matches!(losses.first(), Some(Loss::Clock { .. })),
        "{losses:?}"
    );
}

#[test]
fn a_place_in_a_thread_is_among_posts_of_one_author() {
    let thread = include_str!("../../fixtures/bluesky/thread.json");
    let (mut thread, root): (serde_json::Value, _) = (
        serde_json::from_str(thread).unwrap(),
        "at://did:plc:autre/app.bsky.feed.post/3kroot",
    );
    thread["thread"]["parent"]["post"]["uri"] = root.into();
    let import = read(thread.to_string().as_bytes());
    assert_eq!(first(&import).post.thread, None);
}

#[test]
fn of_a_video_the_still_is_kept() {
    let import = read(include_bytes!("../../fixtures/bluesky/thread.json"));
    let ImportedPost { post, losses, .. } = first(&import);
    let still = post.media.first().unwrap();
    assert_eq!(still.kind, MediaKind::Photo);
    assert!(still.file.ends_with("/thumbnail.jpg"));
    assert_eq!(still.alt.as_deref(), Some("Un décollage"));
    assert!(losses.contains(&Loss::VideoInSlices));
}

#[test]
fn a_quoted_post_is_whole_but_for_its_own_quote() {
    let import = read(include_bytes!("../../fixtures/bluesky/thread.json"));
    let ImportedPost { post, losses, .. } = first(&import);
    let Some(Quote::Post(quoted)) = &post.quote else {
        panic!("{:?}", post.quote);
    };
    assert_eq!(quoted.span_faults(), []);
    assert_eq!(
        links(quoted),
        [("#Noël2024", "https://bsky.app/hashtag/no%C3%ABl2024")]
    );
    // A handle that leads nowhere is not shown.
    assert_eq!(
        quoted.url,
        "https://bsky.app/profile/did:plc:noedemo/post/3kquoted2aaaa"
    );
    assert_eq!(quoted.quote, None);
    assert!(losses.contains(&Loss::InnerQuote));
}

#[test]
fn a_feed_says_who_reposted_and_who_is_answered() {
    let import = read(include_bytes!("../../fixtures/bluesky/feed.json"));
    let ImportedPost { post, losses, .. } = first(&import);
    let repost = post.repost_by.as_ref().unwrap();
    assert_eq!(repost.author.name, "Camille");
    assert_eq!(repost.at.as_deref(), Some("2024-04-02T11:00:00.5Z"));
    let reply = post.reply_to.as_ref().unwrap();
    assert_eq!(reply.handle.as_deref(), Some("autre.exemple.example"));
    assert_eq!(
        reply.url.as_deref(),
        Some("https://bsky.app/profile/autre.exemple.example/post/3kparent")
    );
    let card = post.card.as_ref().unwrap();
    assert_eq!(card.title, "L’été & la lune 🌙");
    assert_eq!(card.domain, "exemple.example");
    assert_eq!(card.description, "<script>alert(1)</script>");
    assert!(card.image.is_some());
    // A date before the network existed is not believed, and told.
    assert_eq!(post.created_at, "2024-04-01T10:00:00Z");
    assert_eq!(losses.len(), 1, "{losses:?}");
}

#[test]
fn clocks_that_cannot_be_right_give_way_to_the_networks() {
    let import = read(include_bytes!("../../fixtures/bluesky/feed.json"));
    let [_, ahead, none, _] = import.posts.as_slice() else {
        panic!("{import:?}");
    };
    assert_eq!(ahead.post.created_at, "2024-04-09T11:59:00Z");
    assert_eq!(none.post.created_at, "2024-04-10T10:00:00Z");
    assert_eq!(
        none.losses,
        [Loss::Field {
            field: "record.createdAt".into()
        }]
    );
}

#[test]
fn embeds_that_are_no_posts_are_previews_or_told() {
    let import = read(include_bytes!("../../fixtures/bluesky/feed.json"));
    let [_, unknown, detached, list] = import.posts.as_slice() else {
        panic!("{import:?}");
    };
    assert_eq!(
        unknown.losses,
        [Loss::UnknownEmbed {
            kind: "app.bsky.embed.hologram".into()
        }]
    );
    assert_eq!(
        detached.post.quote,
        Some(Quote::Unavailable {
            reason: UnavailableReason::Gone,
            url: None
        })
    );
    let card = list.post.card.as_ref().unwrap();
    assert_eq!(card.title, "Astronomes");
    assert_eq!(
        card.url,
        "https://bsky.app/profile/did:plc:noedemo/lists/3kl"
    );
}

#[test]
fn a_bare_record_needs_its_address() {
    let bytes = include_bytes!("../../fixtures/bluesky/record.json");
    let bare = read(bytes);
    assert_eq!(
        bare.refused.first().map(|refused| &refused.why),
        Some(&Refusal::NoPermalink)
    );
    let page = Request {
        url: Some("https://bsky.app/profile/camille.exemple.example/post/3kbare2aaaaaa".into()),
        ..request()
    };
    let by_handle = import(bytes, &page).unwrap();
    let ImportedPost { post, losses, .. } = first(&by_handle);
    assert_eq!(post.author.handle, "camille.exemple.example");
    assert_eq!(post.uri, None);
    assert!(post.media.is_empty(), "nobody says where the pictures are");
    assert_eq!(
        losses,
        &[Loss::Field {
            field: "embed.images".into()
        }]
    );
}

#[test]
fn a_record_of_a_repository_finds_its_pictures() {
    let record: serde_json::Value =
        serde_json::from_slice(include_bytes!("../../fixtures/bluesky/record.json")).unwrap();
    let listed = serde_json::json!({"records": [{
        "uri": "at://did:plc:camilledemo/app.bsky.feed.post/3kbare2aaaaaa",
        "cid": "bafyreibare", "value": record,
    }]});
    let import = read(listed.to_string().as_bytes());
    let ImportedPost { post, losses, .. } = first(&import);
    assert_eq!(losses, &[]);
    assert_eq!(post.created_at, "2024-05-01T06:07:08.123456Z");
    assert_eq!(post.lang, None);
    let photo = post.media.first().unwrap();
    assert_eq!(
        photo.file,
        "https://cdn.bsky.app/img/feed_fullsize/plain/did:plc:camilledemo/bafkreiphare@jpeg"
    );
    assert_eq!((photo.width, photo.height), (900, 1200));
    assert_eq!(post.author.avatar, None);
    assert_eq!(
        post.quote,
        Some(Quote::Unavailable {
            reason: UnavailableReason::NeverFetched,
            url: Some("https://bsky.app/profile/did:plc:autre/post/3kautre".into()),
        })
    );
}

#[test]
fn hostile_facets_leave_words() {
    let import = read(include_bytes!("../../fixtures/bluesky/hostile.json"));
    let ImportedPost { post, losses, .. } = first(&import);
    assert_eq!(
        links(post),
        [("banque.example", "https://piege.example/compte")]
    );
    assert!(matches!(
        &post.spans.first().unwrap().kind,
        SpanKind::Link { display, .. } if display == "banque.example"
    ));
    assert_eq!(post.author.avatar, None);
    assert_eq!(post.card, None);
    assert_eq!(post.counts.as_ref().unwrap().likes, Some(12));
    let count = |matches: fn(&Loss) -> bool| losses.iter().filter(|loss| matches(loss)).count();
    assert_eq!(count(|loss| matches!(loss, Loss::SpanOutside { .. })), 3);
    assert_eq!(count(|loss| matches!(loss, Loss::SpanOverlap { .. })), 1);
    assert_eq!(count(|loss| matches!(loss, Loss::SpanMismatch { .. })), 1);
    assert_eq!(count(|loss| matches!(loss, Loss::Address { .. })), 3);
}

#[test]
fn what_is_not_there_says_so() {
    for (answer, reason) in [
        (
            r#"{"thread":{"$type":"app.bsky.feed.defs#notFoundPost","uri":"at://did:plc:a/app.bsky.feed.post/3k","notFound":true}}"#,
            "notFoundPost",
        ),
        (
            r#"{"thread":{"$type":"app.bsky.feed.defs#blockedPost","uri":"at://did:plc:a/app.bsky.feed.post/3k","blocked":true,"author":{"did":"did:plc:a"}}}"#,
            "blockedPost",
        ),
    ] {
        let import = read(answer.as_bytes());
        assert_eq!(
            import.refused.first().map(|refused| &refused.why),
            Some(&Refusal::Gone {
                reason: reason.into()
            })
        );
    }
    let like = read(
        br#"{"uri":"at://did:plc:a/app.bsky.feed.like/3k","value":{"$type":"app.bsky.feed.like"}}"#,
    );
    assert_eq!(
        like.refused.first().map(|refused| &refused.why),
        Some(&Refusal::NotAPost {
            kind: "app.bsky.feed.like".into()
        })
    );
}
