use kiosque_catalogue::editor::{Loss, MediaRefusal, Refusal};
use kiosque_model::Post;
use kiosque_model::post::{Source, SpanKind};

use crate::format::Format;
use crate::import::{Import, Request, import};

mod whose;

fn request() -> Request {
    Request {
        largest_video: 50_000_000,
        ..Request::new("2025-06-01T10:00:00Z".parse().unwrap(), "file")
    }
}

fn read(bytes: &[u8], format: Format) -> Import {
    let import = import(bytes, &request()).unwrap();
    assert_eq!(import.format, format);
    for imported in &import.posts {
        assert_eq!(imported.post.span_faults(), []);
    }
    import
}

fn article() -> Import {
    read(
        include_bytes!("../../fixtures/embed/article.html"),
        Format::Blockquote,
    )
}

fn links(post: &Post) -> Vec<(&str, &str)> {
    post.pieces()
        .iter()
        .filter_map(|piece| Some((piece.text, piece.kind?.href()?)))
        .collect()
}

#[test]
fn a_page_gives_each_embed_once_in_its_order() {
    let import = article();
    let ids: Vec<_> = import
        .posts
        .iter()
        .map(|imported| imported.post.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "538241984053248001",
            "284942147428438016",
            "13356256886",
            "538241984053248002",
            "538241984053248003",
            "3lawymbb6422d",
        ]
    );
}

#[test]
fn the_raw_part_is_the_embed_as_it_stands_in_the_page() {
    let page = include_str!("../../fixtures/embed/article.html");
    for imported in article().posts {
        let raw = String::from_utf8(imported.raw).unwrap();
        assert!(page.contains(&raw));
        assert!(raw.starts_with("<blockquote class="), "{raw}");
        assert_eq!(raw.matches("<blockquote").count(), 1);
    }
}

#[test]
fn an_embed_of_x_has_words_author_hour_and_links() {
    let import = article();
    let imported = import.posts.first().unwrap();
    let post = &imported.post;
    assert_eq!(
        post.text,
        "👩‍🚀 Été à #Noël2014, merci @noe_demo & à tous\u{a0}!\nSuite : https://t.co/abcDEF123"
    );
    assert_eq!(
        links(post),
        [
            ("#Noël2014", "https://x.com/hashtag/No%C3%ABl2014"),
            ("@noe_demo", "https://x.com/noe_demo"),
            ("https://t.co/abcDEF123", "https://t.co/abcDEF123"),
        ]
    );
    assert_eq!(post.source, Source::X);
    assert_eq!(post.author.name, "Camille — 🚀 démo");
    assert_eq!(post.author.handle, "camille_demo");
    assert_eq!(post.author.id, "");
    assert_eq!(post.author.profile_url, "https://x.com/camille_demo");
    assert_eq!(
        post.url,
        "https://x.com/camille_demo/status/538241984053248001"
    );
    assert_eq!(post.created_at, "2014-11-28T08:04:23.707Z");
    assert_eq!(post.lang.as_deref(), Some("fr"));
    assert!(!post.truncated);
    assert_eq!(
        imported.losses,
        [Loss::Media {
            url: "pic.twitter.com/PhotoDemo1".into(),
            why: MediaRefusal::Missing
        }]
    );
}

#[test]
fn the_first_embeds_had_other_markup() {
    let import = article();
    let imported = import.posts.get(1).unwrap();
    let post = &imported.post;
    assert_eq!(
        post.text,
        "Vu par exemple.example : ailleurs.example/un/… par @noe_demo #W3C $DEMO"
    );
    assert_eq!(
        links(post),
        [
            ("exemple.example", "https://exemple.example"),
            (
                "ailleurs.example/un/…",
                "http://ailleurs.example/un/tr%C3%A8s/long"
            ),
            ("@noe_demo", "https://x.com/noe_demo"),
            ("#W3C", "https://x.com/hashtag/W3C"),
            ("$DEMO", "https://x.com/search?q=%24DEMO"),
        ]
    );
    assert!(post.spans.iter().any(|span| matches!(
        &span.kind,
        SpanKind::Link { tco: Some(tco), .. } if tco == "http://t.co/4sDemo"
    )));
    assert_eq!(post.created_at, "2012-12-29T08:41:16Z");
    assert_eq!(imported.losses, []);
}

#[test]
fn where_the_id_holds_no_time_noon_stands_for_it_and_is_told() {
    let import = article();
    let imported = import.posts.get(2).unwrap();
    assert_eq!(imported.post.author.name, "Léa (démo)");
    assert_eq!(imported.post.text, "Ancien message");
    assert_eq!(imported.post.created_at, "2010-05-04T12:00:00Z");
    assert_eq!(
        imported.losses,
        [Loss::Hour {
            printed: "4 mai 2010".into()
        }]
    );
}

#[test]
fn a_repost_that_was_cut_says_so() {
    let import = article();
    let imported = import.posts.get(3).unwrap();
    assert!(imported.post.truncated);
    assert_eq!(imported.losses, [Loss::Truncated]);
    assert_eq!(imported.post.lang.as_deref(), Some("ar"));
}

#[test]
fn an_embed_that_is_never_closed_ends_where_the_next_begins() {
    let import = article();
    let post = &import.posts.get(4).unwrap().post;
    assert_eq!(post.text, "Jamais fermé");
    assert_eq!(post.author.handle, "lea_demo");
}

#[test]
fn an_embed_of_bluesky_keeps_its_lines() {
    let import = article();
    let imported = import.posts.get(5).unwrap();
    let post = &imported.post;
    assert_eq!(
        post.text,
        "Première ligne 🚀\ndeuxième & dernière : exemple.example/un..."
    );
    assert_eq!(post.source, Source::Bluesky);
    assert_eq!(post.author.id, "did:plc:camilledemo");
    assert_eq!(post.author.name, "Camille (démo)");
    assert_eq!(
        post.url,
        "https://bsky.app/profile/did:plc:camilledemo/post/3lawymbb6422d"
    );
    assert!(
        post.created_at.starts_with("2024-11-14T"),
        "{}",
        post.created_at
    );
    assert!(
        matches!(imported.losses.as_slice(), [Loss::Media { .. }]),
        "{:?}",
        imported.losses
    );
}

#[test]
fn an_embed_of_mastodon_holds_an_address_alone() {
    let kind = "mastodon-embed, https://exemple.example/@camille_demo/112000000000000001";
    for import in [
        article(),
        read(
            include_bytes!("../../fixtures/embed/mastodon.json"),
            Format::Oembed,
        ),
    ] {
        let [refused] = import.refused.as_slice() else {
            panic!("{:?}", import.refused);
        };
        assert_eq!(refused.id.as_deref(), Some("112000000000000001"));
        assert_eq!(refused.why, Refusal::NotAPost { kind: kind.into() });
    }
}

#[test]
fn an_embed_shown_as_code_is_read_through() {
    let import = read(
        include_bytes!("../../fixtures/embed/escaped.html"),
        Format::Blockquote,
    );
    let [imported] = import.posts.as_slice() else {
        panic!("{import:?}");
    };
    assert_eq!(imported.post.text, "👩‍🚀 Été & hiver <3 #Aix");
    assert_eq!(
        links(&imported.post),
        [("#Aix", "https://x.com/hashtag/Aix")]
    );
}

#[test]
fn wordpress_answers_with_articles() {
    let page = include_str!("../../fixtures/embed/article.html");
    let answer = serde_json::json!([{"id": 7, "content": {"rendered": page, "protected": false}}]);
    let import = read(answer.to_string().as_bytes(), Format::Blockquote);
    assert_eq!(import.posts.len(), article().posts.len());
}

#[test]
fn an_oembed_answer_names_the_author() {
    let import = read(
        include_bytes!("../../fixtures/embed/x.json"),
        Format::Oembed,
    );
    let imported = import.posts.first().unwrap();
    assert_eq!(imported.post.author.name, "Camille <i>Démo</i> 🚀");
    assert_eq!(imported.post.text, "Été & https://t.co/abc");
    assert_eq!(imported.post.lang, None);
    serde_json::from_slice::<serde_json::Value>(&imported.raw).unwrap();
    // The page prints another day than the id holds.
    assert_eq!(imported.post.created_at, "2014-11-28T08:04:23.707Z");
    assert!(matches!(imported.losses.as_slice(), [Loss::Clock { .. }]));
}

#[test]
fn an_oembed_answer_for_something_else_says_for_what() {
    let import = read(
        br#"{"type":"video","version":"1.0","provider_name":"Exemple","html":"<iframe></iframe>"}"#,
        Format::Oembed,
    );
    assert_eq!(
        import.refused.first().map(|refused| &refused.why),
        Some(&Refusal::NotAPost {
            kind: "Exemple, video".into()
        })
    );
}

#[test]
fn hostile_embeds_are_words_or_refused() {
    let import = read(
        include_bytes!("../../fixtures/embed/hostile.html"),
        Format::Blockquote,
    );
    let [imported] = import.posts.as_slice() else {
        panic!("{:?}", import.posts);
    };
    let post = &imported.post;
    assert_eq!(
        post.text,
        "é un https://banque.example @autre @banque  exemple.example/… nu"
    );
    let shown: Vec<_> = post
        .spans
        .iter()
        .map(|span| match &span.kind {
            SpanKind::Link { display, href, .. } => (display.as_str(), href.as_str()),
            kind => ("", kind.href().unwrap()),
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("https://banque.example", "https://piege.example"),
            // Where a name leads is made from the name.
            ("", "https://x.com/autre"),
            ("@banque", "https://piege.example/@banque"),
            ("exemple.example/…", "https://t.co/x"),
        ]
    );
    assert_eq!(post.lang, None);
    assert_eq!(post.author.handle, "mallory");
    assert!(imported.losses.contains(&Loss::Address {
        href: "javascript:alert(1)".into()
    }));
    let why: Vec<_> = import.refused.iter().map(|refused| &refused.why).collect();
    assert_eq!(
        why,
        [
            &Refusal::NoPermalink,
            &Refusal::MissingField {
                field: "text".into()
            },
            &Refusal::WrongField {
                field: "date".into(),
                found: "hier".into()
            },
            &Refusal::NoPermalink,
        ]
    );
}

#[test]
fn no_depth_and_no_length_is_too_much() {
    let deep = format!(
        "<blockquote class=\"twitter-tweet\">{}<p>fin</p>{}&mdash; N (@n) \
         <a href=\"https://twitter.com/n/status/538241984053248001\">28 novembre 2014</a></blockquote>",
        "<div>".repeat(100_000),
        "</div>".repeat(100_000)
    );
    let import = read(deep.as_bytes(), Format::Blockquote);
    assert_eq!(import.posts.first().unwrap().post.text, "fin");
    let wide = "<blockquote class=\"twitter-tweet\">".repeat(20_000);
    assert_eq!(
        read(wide.as_bytes(), Format::Blockquote).refused.len(),
        20_000
    );
}
