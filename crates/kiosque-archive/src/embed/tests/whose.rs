//! Whose post an embed is, and when it was written.

use serde_json::json;

use super::*;
use crate::import::ImportedPost;

const OWN: &str = "https://twitter.com/camille_demo/status/538241984053248001";
const OTHER: &str = "https://twitter.com/autre_demo/status/538241984053248009";

fn embed(inner: &str) -> String {
    format!("<blockquote class=\"twitter-tweet\">{inner}</blockquote>")
}

fn told(bytes: &str, url: Option<&str>) -> Result<ImportedPost, Refusal> {
    let request = Request {
        url: url.map(str::to_owned),
        ..request()
    };
    let mut import = import(bytes.as_bytes(), &request).unwrap();
    match import.posts.pop() {
        Some(imported) => {
            assert_eq!(imported.post.span_faults(), []);
            Ok(imported)
        }
        None => Err(import.refused.remove(0).why),
    }
}

fn one(inner: &str) -> Result<ImportedPost, Refusal> {
    told(&embed(inner), None)
}

#[test]
fn a_link_at_the_end_of_the_words_says_nothing_of_their_author() {
    for words in [
        format!("Voir <a href=\"{OTHER}\">son message</a>"),
        format!("- Voir <a href=\"{OTHER}\">son message</a>"),
        format!("Il dit — voir <a href=\"{OTHER}\">son message</a>"),
        format!("Noé (@noe_demo) : <a href=\"{OTHER}\">son message</a>"),
    ] {
        let inner = format!("<p>{words}</p>");
        assert_eq!(one(&inner), Err(Refusal::NoPermalink), "{words}");
        // What was asked for says whose they are; the words stay whole.
        let post = told(&embed(&inner), Some(OWN)).unwrap().post;
        assert_eq!(post.author.handle, "camille_demo");
        assert_eq!(post.id, "538241984053248001");
        assert!(post.text.ends_with(" son message"), "{}", post.text);
        let last = links(&post).pop();
        assert_eq!(last, Some(("son message", OTHER)), "{words}");
        let answer = json!({"type": "rich", "version": "1.0", "url": OWN, "html": embed(&inner)});
        let same = told(&answer.to_string(), None).unwrap().post;
        assert_eq!((same.id, same.text), (post.id, post.text));
    }
}

#[test]
fn a_line_below_the_words_a_date_or_a_link_alone_is_the_permalink() {
    for (below, handle) in [
        (
            "<p>Mots</p>&mdash; Camille (@camille_demo) <a href=\"URL\">hier</a>",
            "camille_demo",
        ),
        ("<p>Mots</p><a href=\"URL\">hier</a>", "camille_demo"),
        ("<p>Mots</p><a href=\"URL\"></a>", "camille_demo"),
        (
            "<p>Mots</p>\n<p><a href=\"URL\"><img src=x></a></p>",
            "camille_demo",
        ),
        (
            "<p>Mots</p>&mdash; Camille (@camille_demo) <a href=\"URL\"></a>",
            "camille_demo",
        ),
        (
            "<p>Mots <a href=\"URL\">28 novembre 2014</a></p>",
            "camille_demo",
        ),
    ] {
        let post = one(&below.replace("URL", OWN)).unwrap().post;
        assert_eq!(post.text, "Mots", "{below}");
        assert_eq!(post.author.handle, handle, "{below}");
        assert_eq!(post.id, "538241984053248001");
    }
    // An empty link within the words is none of the line below them.
    let within = format!("<p>Mots <a href=\"{OWN}\"></a></p>");
    assert_eq!(one(&within), Err(Refusal::NoPermalink));
}

#[test]
fn a_link_without_words_has_no_text_to_keep() {
    let import = read(
        embed("<a href=\"https://twitter.com/jack_demo/status/20\"></a>").as_bytes(),
        Format::Blockquote,
    );
    let [refused] = import.refused.as_slice() else {
        panic!("{import:?}");
    };
    assert_eq!(refused.id.as_deref(), Some("20"));
    assert_eq!(
        refused.why,
        Refusal::MissingField {
            field: "text".into()
        }
    );
}

#[test]
fn the_address_that_was_asked_for_is_the_post_s() {
    let inner = "<p>Mots</p>&mdash; Camille (@camille_demo) \
        <a href=\"https://twitter.com/camille_demo/status/538241984053248009\">28 novembre 2014</a>";
    let post = told(&embed(inner), Some(OWN)).unwrap().post;
    assert_eq!(
        (
            post.id.as_str(),
            post.text.as_str(),
            post.author.name.as_str()
        ),
        ("538241984053248001", "Mots", "Camille")
    );
    // Of several embeds nobody knows which was asked for.
    let several = format!("{}<p>et</p>{}", embed(inner), embed("<p>Seuls</p>"));
    let request = Request {
        url: Some(OWN.into()),
        ..request()
    };
    let import = import(several.as_bytes(), &request).unwrap();
    let posts: Vec<_> = import
        .posts
        .iter()
        .map(|imported| (imported.post.id.as_str(), imported.post.text.as_str()))
        .collect();
    assert_eq!(posts, [("538241984053248009", "Mots")]);
    assert_eq!(import.refused.len(), 1);
}

#[test]
fn an_address_does_not_make_words_another_author_s() {
    let url = |account: &str| format!("https://x.com/{account}/status/538241984053248001");
    let date = |account: &str| {
        format!(
            "<a href=\"https://twitter.com/{account}/status/538241984053248009\">28 novembre 2014</a>"
        )
    };
    let signed = "<p>Mots</p>&mdash; Camille (@camille_demo) ";
    for (inner, account) in [
        (format!("{signed}{}", date("camille_demo")), "mallory"),
        (format!("{signed}{}", date("camille_demo")), "i"),
        (format!("{signed}{}", date("i/web")), "mallory"),
        (format!("<p>Mots</p>{}", date("camille_demo")), "mallory"),
        (format!("<p>Mots</p>{}", date("i/web")), "mallory"),
        // The link says whose the other post is, before the name in front of it.
        (format!("{signed}{}", date("mallory")), "camille_demo"),
        (signed.to_owned(), "mallory"),
        (
            format!("{signed}<a href=\"{}\">28 novembre 2014</a>", url("i")),
            "mallory",
        ),
    ] {
        let url = url(account);
        let why = Refusal::WrongField {
            field: "url".into(),
            found: url.clone(),
        };
        assert_eq!(
            told(&embed(&inner), Some(&url)),
            Err(why.clone()),
            "{inner}"
        );
        let answer = json!({"type": "rich", "version": "1.0", "url": url, "html": embed(&inner)});
        assert_eq!(told(&answer.to_string(), None), Err(why), "{inner}");
    }
    for (inner, account) in [
        (format!("{signed}{}", date("Camille_Demo")), "camille_demo"),
        (format!("{signed}{}", date("i/web")), "camille_demo"),
        (
            format!("<p>Mots {}</p>", date("camille_demo")),
            "camille_demo",
        ),
        (signed.to_owned(), "camille_demo"),
        (signed.to_owned(), "i"),
        ("<p>Mots</p>".to_owned(), "camille_demo"),
    ] {
        let post = told(&embed(&inner), Some(&url(account))).unwrap().post;
        assert_eq!(
            (post.id.as_str(), post.text.as_str()),
            ("538241984053248001", "Mots"),
            "{inner}"
        );
        assert_eq!(post.author.handle, "camille_demo", "{inner}");
    }
}

#[test]
fn the_permalink_says_who_and_the_line_below_what_name() {
    for (line, address) in [
        ("Banque (@banque)", "mallory/status/538241984053248001"),
        ("Banque (@..)", "mallory/status/538241984053248001"),
    ] {
        let inner = format!(
            "<p>Mots</p>&mdash; {line} <a href=\"https://twitter.com/{address}\">28 novembre 2014</a>"
        );
        let post = one(&inner).unwrap().post;
        assert_eq!(post.author.handle, "mallory");
        assert_eq!(post.author.name, "Banque");
        assert_eq!(post.url, "https://x.com/mallory/status/538241984053248001");
        assert_eq!(post.author.profile_url, "https://x.com/mallory");
    }
    let nameless = |handle: &str| {
        one(&format!(
            "<p>Mots</p>&mdash; N (@{handle}) \
             <a href=\"https://twitter.com/i/web/status/538241984053248001\">28 novembre 2014</a>"
        ))
    };
    assert_eq!(nameless("noe_demo").unwrap().post.author.handle, "noe_demo");
    for handle in ["..", "noe.exemple.example", "un-deux"] {
        assert_eq!(
            nameless(handle),
            Err(Refusal::MissingField {
                field: "handle".into()
            })
        );
    }
}

#[test]
fn a_post_of_bluesky_is_found_by_its_account_and_not_by_its_name() {
    let bluesky = |uri: &str, line: &str| {
        let html = format!(
            "<blockquote class=\"bluesky-embed\" data-bluesky-uri=\"{uri}\"><p>Mots</p>&mdash; N \
             (<a href=\"https://bsky.app/profile/x\">{line}</a>) \
             <a href=\"https://bsky.app/profile/did:plc:camilledemo/post/3lawymbb6422d\">hier</a></blockquote>"
        );
        let post = told(&html, None).unwrap().post;
        (post.url, post.author.handle, post.author.profile_url)
    };
    let did = "at://did:plc:camilledemo/app.bsky.feed.post/3lawymbb6422d";
    let page = "https://bsky.app/profile/did:plc:camilledemo/post/3lawymbb6422d";
    for (line, handle) in [
        ("@camille.exemple.example", "camille.exemple.example"),
        ("@..", "did:plc:camilledemo"),
        ("@banque", "did:plc:camilledemo"),
        ("@banque.exemple.example", "banque.exemple.example"),
    ] {
        let profile = "https://bsky.app/profile/did:plc:camilledemo";
        assert_eq!(
            bluesky(did, line),
            (page.into(), handle.into(), profile.into()),
            "{line}"
        );
    }
    let named = "at://camille.exemple.example/app.bsky.feed.post/3lawymbb6422d";
    assert_eq!(
        bluesky(named, "@banque.exemple.example"),
        (
            "https://bsky.app/profile/camille.exemple.example/post/3lawymbb6422d".into(),
            "camille.exemple.example".into(),
            "https://bsky.app/profile/camille.exemple.example".into()
        )
    );
}

#[test]
fn a_moment_in_the_markup_is_compared_with_the_one_in_the_id() {
    let dated = |moment: &str| {
        let ImportedPost { post, losses, .. } = one(&format!(
            "<p>Mots</p>&mdash; N (@camille_demo) <a href=\"{OWN}\" data-datetime=\"{moment}\">hier</a>"
        ))
        .unwrap();
        (post.created_at, losses)
    };
    assert_eq!(
        dated("2014-11-28T08:04:23+00:00"),
        ("2014-11-28T08:04:23Z".into(), vec![])
    );
    assert_eq!(
        dated("2014-11-28T09:04:23+00:00"),
        (
            "2014-11-28T09:04:23Z".into(),
            vec![Loss::Clock {
                declared: "2014-11-28T09:04:23Z".into(),
                observed: "2014-11-28T08:04:23.707Z".into()
            }]
        )
    );
}
