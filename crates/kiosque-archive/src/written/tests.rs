use kiosque_model::post::SpanKind;

use super::*;
use crate::{Format, Import, import};

const X: &str = include_str!("../../fixtures/written/x.toml");
const BLUESKY: &str = include_str!("../../fixtures/written/bluesky.toml");
const MASTODON: &str = include_str!("../../fixtures/written/mastodon.toml");
const SEVERAL: &str = include_str!("../../fixtures/written/several.toml");

fn request() -> Request {
    Request {
        licence_note: "test".into(),
        largest_video: 0,
        ..Request::new(Timestamp::UNIX_EPOCH, "file")
    }
}

fn read_all(text: &str) -> Import {
    match import(text.as_bytes(), &request()) {
        Ok(import) => import,
        Err(refusal) => unreachable!("{refusal:?}"),
    }
}

fn read_one(text: &str) -> (Post, Vec<Loss>) {
    let mut import = read_all(text);
    assert_eq!(import.format, Format::Written);
    assert_eq!(import.refused, []);
    let imported = import.posts.remove(0);
    assert_eq!(imported.post.span_faults(), []);
    (imported.post, imported.losses)
}

fn refused(text: &str) -> Refusal {
    let mut import = read_all(text);
    assert_eq!(import.posts, []);
    import.refused.remove(0).why
}

/// The marked words with where they lead.
fn links(post: &Post) -> Vec<(&str, &str)> {
    post.pieces()
        .iter()
        .filter_map(|piece| Some((piece.text, piece.kind?.href()?)))
        .collect()
}

#[test]
fn a_post_of_x_is_read_with_what_stands_in_it() {
    let (post, losses) = read_one(X);
    assert_eq!(post.source, Source::X);
    assert_eq!(
        post.url,
        "https://x.com/camille_demo/status/1212320064512000001"
    );
    assert_eq!(post.author.name, "Camille Démo 🚀");
    assert_eq!(post.author.handle, "camille_demo");
    assert_eq!(post.created_at, "2020-01-01T10:30:00Z");
    assert_eq!(
        post.reply_to.as_ref().and_then(|to| to.handle.as_deref()),
        Some("redaction_demo")
    );
    assert_eq!(
        links(&post),
        [
            ("#Aix", "https://x.com/hashtag/Aix"),
            ("@zoe_demo", "https://x.com/zoe_demo"),
            ("@redaction_demo", "https://x.com/redaction_demo"),
            (
                "exemple.com/un/article/tr…",
                "https://exemple.com/un/article/très-long"
            ),
            ("https://example.com/a?b=c&d", "https://example.com/a?b=c&d"),
            ("$ABC", "https://x.com/search?q=%24ABC"),
            ("＃étoilé", "https://x.com/hashtag/%C3%A9toil%C3%A9"),
        ]
    );
    assert_eq!(
        losses,
        [Loss::UnknownTarget {
            text: "https://t.co/AbCdEf".into()
        }]
    );
    // Nothing is unescaped: what was copied is what was shown.
    assert!(post.text.contains("$ABC &amp; ＃"), "{}", post.text);
}

#[test]
fn media_are_files_beside_the_record_or_addresses() {
    let (post, _) = read_one(X);
    let media: Vec<_> = post
        .media
        .iter()
        .map(|medium| {
            (
                medium.file.as_str(),
                medium.origin_url.is_some(),
                medium.alt.as_deref(),
                medium.alt_by,
            )
        })
        .collect();
    assert_eq!(
        media,
        [
            (
                "captures/place 1.jpg",
                false,
                Some("La place, noire de monde."),
                AltBy::Newsroom
            ),
            (
                "https://pbs.twimg.com/media/Demo.jpg?name=orig",
                true,
                Some(""),
                AltBy::Author
            ),
        ]
    );
    for file in [
        "../../etc/passwd.jpg",
        "/etc/passwd.jpg",
        "a\\\\..\\\\b.jpg",
        "C:/b.jpg",
        "file:///a.jpg",
        "javascript://a.jpg",
        "a.svg",
        "a.avif",
        "a",
    ] {
        let text = format!(
            "url = \"https://x.com/a/status/1212320064512000001\"\n[[media]]\nfile = \"{file}\""
        );
        let refusal = refused(&text);
        assert!(
            matches!(
                &refusal,
                Refusal::WrongKey { key, line: 3, expected: RecordValue::MediaFile, .. }
                    if key == "file"
            ),
            "{file}: {refusal:?}"
        );
    }
}

#[test]
fn a_post_of_bluesky_keeps_the_did_of_its_address() {
    let (post, losses) = read_one(BLUESKY);
    assert_eq!(post.source, Source::Bluesky);
    assert_eq!(
        post.uri.as_deref(),
        Some("at://did:plc:camilledemo/app.bsky.feed.post/3kdemo2fixture")
    );
    assert_eq!(post.author.id, "did:plc:camilledemo");
    assert_eq!(post.author.handle, "camille.example.com");
    assert_eq!(
        links(&post),
        [
            (
                "@zoe.example.com",
                "https://bsky.app/profile/zoe.example.com"
            ),
            ("exemple.com/été", "https://exemple.com/été"),
            ("#Noël", "https://bsky.app/hashtag/No%C3%ABl"),
        ]
    );
    assert_eq!(losses, []);
}

#[test]
fn a_post_of_mastodon_leads_to_its_own_instance() {
    let (post, _) = read_one(MASTODON);
    assert_eq!(post.source, Source::Mastodon);
    assert_eq!(post.id, "109900000000000001");
    assert_eq!(post.author.handle, "camille_demo@social.example");
    assert_eq!(
        post.author.profile_url,
        "https://social.example/@camille_demo"
    );
    assert_eq!(post.created_at, "2022-12-24T17:00:00.5Z");
    assert_eq!(
        (post.cw.as_deref(), post.sensitive),
        (Some("Météo, vent"), true)
    );
    assert_eq!(
        links(&post),
        [
            ("https://exemple.com/carte", "https://exemple.com/carte"),
            ("#Tempête", "https://social.example/tags/Temp%C3%AAte"),
        ]
    );
    let answered = post.reply_to.and_then(|to| to.id);
    assert_eq!(answered.as_deref(), Some("109900000000000000"));
}

#[test]
fn a_fault_of_one_post_leaves_the_others() {
    let import = read_all(SEVERAL);
    let raws: Vec<_> = import
        .posts
        .iter()
        .map(|imported| String::from_utf8_lossy(&imported.raw))
        .collect();
    assert_eq!(raws.len(), 2);
    assert!(
        raws[0].starts_with("[[posts]]") && raws[0].ends_with("#un\""),
        "{}",
        raws[0]
    );
    assert!(raws[1].ends_with("file = \"deux.webp\""), "{}", raws[1]);
    assert_eq!(import.posts[1].post.media.len(), 1);
    // The id says when.
    assert_eq!(import.posts[0].post.created_at, "2020-01-01T10:30:01.854Z");
    let refused = &import.refused[0];
    assert_eq!(refused.id.as_deref(), Some("1212320064512000003"));
    assert!(
        matches!(&refused.why, Refusal::UnknownKey { key, line: 14, .. } if key == "texte"),
        "{refused:?}"
    );
}

#[test]
fn each_mistake_is_named_with_its_line() {
    let key = |text: &str| match refused(text) {
        Refusal::WrongKey { key, line, .. } | Refusal::MissingKey { key, line } => {
            format!("{line} {key}")
        }
        Refusal::UnknownKey { key, line, .. } => format!("{line} +{key}"),
        Refusal::MalformedToml { line, .. } => format!("{line} toml"),
        other => unreachable!("{other:?}"),
    };
    let url = "url = \"https://x.com/a/status/1212320064512000001\"";
    for (rest, expected) in [
        ("text = \"a\"\nnom = \"A\"", "3 +nom"),
        ("text = 3", "2 text"),
        ("", "1 text"),
        ("text = \"a\"\ndate = 2020-01-01", "3 date"),
        ("text = \"a\"\ndate = 2020-01-01T10:00:00", "3 date"),
        ("text = \"a\"\nlang = \"français\"", "3 lang"),
        ("text = \"a\"\nhandle = \"a b\"", "3 handle"),
        ("text = \"a\"\nreply_to = \"zoe\"", "3 reply_to"),
        (
            "text = \"a\"\nprofile_url = \"javascript://a\"",
            "3 profile_url",
        ),
        ("text = \"a\"\nmedia = {}", "3 media"),
        ("text = \"a\"\n[[media]]\nalt = \"a\"", "3 file"),
        (
            "text = \"a\"\n[[links]]\ntext = \"a\"\nhref = \"data:a\"",
            "5 href",
        ),
        ("text = \"a", "2 toml"),
    ] {
        assert_eq!(key(&format!("{url}\n{rest}")), expected, "{rest}");
    }
    for (text, expected) in [
        ("url = \"https://exemple.example/a\"\ntext = \"a\"", "1 url"),
        ("text = \"a\"\n# \nurl = \"\"", "1 url"),
        ("url = \"https://social.example/notice/1\"", "1 handle"),
        ("[[posts]]\ntext = \"a\"", "1 url"),
        ("\u{feff}\n\n[[posts]]\ntext = 3\nurl = \"a\"", "5 url"),
        ("posts = 3\nurl = \"https://x.com/a/status/1\"", "1 +posts"),
    ] {
        assert_eq!(key(text), expected, "{text}");
    }
}

#[test]
fn what_a_record_links_is_found_once_and_whole() {
    let url = "url = \"https://social.example/@a/1\"\ndate = 2020-01-01T00:00:00Z";
    let text = format!(
        "{url}\ntext = \"exemples exemple exemple\"\n\
         [[links]]\ntext = \"exemple\"\nhref = \"https://exemple.example/\"\n\
         [[links]]\ntext = \"absent\"\nhref = \"https://exemple.example/\""
    );
    let (post, losses) = read_one(&text);
    assert_eq!(post.spans.len(), 1);
    assert_eq!(post.spans[0].start, 9);
    // The words stay as they are: whoever shows them shows beside them where they lead.
    assert!(matches!(&post.spans[0].kind, SpanKind::Link { display, .. } if display == "exemple"));
    assert_eq!(
        losses,
        [Loss::LinkNotFound {
            text: "absent".into()
        }]
    );
}

#[test]
fn an_id_and_a_date_that_disagree_are_told() {
    let (_, losses) = read_one(
        "url = \"https://x.com/a/status/1212320064512000001\"\ntext = \"a\"\ndate = 2021-01-01T00:00:00Z",
    );
    assert!(
        matches!(losses.as_slice(), [Loss::Clock { .. }]),
        "{losses:?}"
    );
}

#[test]
fn long_texts_are_marked_in_reasonable_time() {
    let text = format!(
        "url = \"https://x.com/camille_demo/status/1212\"\ndate = 2010-01-01T00:00:00Z\ntext = \"{}\"\n",
        "#a ".repeat(150_000)
    );
    // Seconds on a busy machine; minutes for what takes the square of the length.
    let begun = std::time::Instant::now();
    let import = read_all(&text);
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
    assert_eq!(import.posts[0].post.spans.len(), 150_000);
}
