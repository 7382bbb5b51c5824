use kiosque_catalogue::reader;
use kiosque_model::{Language, Link, Moment};

use super::*;

fn site() -> Site {
    Site {
        name: "K".into(),
        tagline: None,
        description: String::new(),
        base_url: "https://kiosque.example".into(),
        language: Language::Fr,
        now: jiff::Timestamp::UNIX_EPOCH,
    }
}

fn moment() -> Moment {
    Moment {
        iso: "2014-11-28T09:05:00+01:00".into(),
        full: "28 novembre 2014 à 9 h 05".into(),
        date: "28 novembre 2014".into(),
        hour: "9 h 05".into(),
    }
}

fn article(body: Vec<Block>) -> Article {
    Article {
        headline: "Titre".into(),
        standfirst: None,
        section: Link {
            title: "Ville".into(),
            url: "/ville/".into(),
        },
        breadcrumb: Vec::new(),
        authors: Vec::new(),
        published: moment(),
        updated: None,
        live: None,
        reading_minutes: 1,
        hero: None,
        body,
        tags: Vec::new(),
        related: Vec::new(),
        previous: None,
        next: None,
        discussion: None,
        newsletter: None,
        badge: None,
    }
}

fn shown(body: Vec<Block>) -> String {
    let words = reader::words(Language::Fr);
    html(&site(), words, "/ville/visite/", &article(body)).unwrap()
}

fn timeline(post: &str) -> Block {
    let json = format!(
        r#"{{"timeline":{{"schema":1,"day":"2014-11-28","tz":"Europe/Paris","title":"Le jour",
        "sections":[{{"id":"matin","title":"Le matin","entries":[{{"post_id":"7","note":"C’est parti"}}]}}]}},
        "anchor":"fil","frame":{{"posts":1,"sections":[]}},"posts":[{{"post":{{"schema":1,"source":"x","id":"7",
        "url":"https://x.com/redaction/status/7",
        "author":{{"id":"1","name":"La <rédaction>","handle":"redaction",
        "profile_url":"https://x.com/redaction"}},
        "created_at":"2014-11-28T08:05:00Z","archived_at":"2014-11-29T08:00:00Z"{post}}},
        "posted":{moment},"archived":{moment},"withdrawn_on":"2 janvier 2020","anchor":"post-7"}}]}}"#,
        moment = serde_json::to_string(&moment()).unwrap()
    );
    Block::Timeline(serde_json::from_str(&json).unwrap())
}

#[test]
fn addresses_are_absolute_and_words_that_look_like_them_are_left_alone() {
    let html = shown(vec![Block::Prose {
        html: "<p><a href=\"/a/?b=1&amp;c=2\">a</a> <a href=\"#note-1\">1</a> \
               <a href=\"https://ailleurs.example/\">b</a> <a href=\"mailto:a@b.fr\">c</a> \
               <img src=\"/media/a.svg\" alt=\"x > y\"> <code>href=\"/d/\"</code></p>"
            .into(),
    }]);
    assert_eq!(
        html.trim(),
        "<p><a href=\"https://kiosque.example/a/?b=1&amp;c=2\">a</a> \
         <a href=\"https://kiosque.example/ville/visite/#note-1\">1</a> \
         <a href=\"https://ailleurs.example/\">b</a> <a href=\"mailto:a@b.fr\">c</a> \
         <img src=\"https://kiosque.example/media/a.svg\" alt=\"x > y\"> \
         <code>href=\"/d/\"</code></p>"
    );
}

#[test]
fn a_post_says_who_when_what_and_where() {
    let html = shown(vec![timeline(
        r#","text":"Bonjour <b>\n#Aix","lang":"fr",
        "spans":[{"start":12,"end":16,"kind":{"hashtag":{"tag":"Aix","href":"https://x.com/hashtag/Aix"}}}],
        "media":[{"kind":"photo","file":"/media/port.svg","width":4,"height":3,"alt":"Le \"port\""}]"#,
    )]);
    for part in [
        "<h3>Le matin</h3>",
        "<em>C’est parti</em>",
        "<blockquote cite=\"https://x.com/redaction/status/7\">",
        "<a href=\"https://kiosque.example/ville/visite/#post-7\"><time datetime=\"2014-11-28T09:05:00+01:00\">9 h 05</time></a>",
        "<a href=\"https://x.com/redaction\"><b>La &lt;rédaction&gt;</b> @redaction</a>",
        "<p dir=\"auto\" lang=\"fr\">Bonjour &lt;b&gt;<br><a href=\"https://x.com/hashtag/Aix\">#Aix</a></p>",
        "<img src=\"https://kiosque.example/media/port.svg\" alt=\"Le &quot;port&quot;\" width=\"4\" height=\"3\">",
        "<a href=\"https://x.com/redaction/status/7\">Voir sur X</a>",
    ] {
        assert!(html.contains(part), "no {part} in {html}");
    }
}

#[test]
fn a_withdrawn_post_says_why_and_nothing_else() {
    let html = shown(vec![timeline(
        r#","text":"Secret","state":{"withdrawn":{"date":"2020-01-02","public_reason":"À la demande de son auteur."}}"#,
    )]);
    assert!(
        html.contains("retiré par la rédaction le 2 janvier 2020. À la demande de son auteur.")
    );
    assert!(html.contains("9 h 05"));
    for gone in ["Secret", "redaction/status", "@redaction"] {
        assert!(!html.contains(gone), "{gone} in {html}");
    }
}

#[test]
fn a_deleted_post_keeps_its_words_and_loses_its_link() {
    let html = shown(vec![timeline(r#","text":"Là","state":"deleted_upstream""#)]);
    assert!(html.contains("Là") && html.contains("a été supprimé"));
    assert!(!html.contains("status/7"), "{html}");
}

#[test]
fn what_an_author_covered_stays_covered() {
    let html = shown(vec![timeline(
        r#","text":"Fin du film","cw":"Divulgâcheur""#,
    )]);
    assert!(
        html.contains("<details><summary>Divulgâcheur</summary><p dir=\"auto\">Fin du film</p>"),
        "{html}"
    );
}

#[test]
fn a_link_that_is_not_of_the_web_stays_text() {
    let html = shown(vec![timeline(
        r#","text":"ici","spans":[{"start":0,"end":3,"kind":{"link":
        {"href":"javascript:alert(1)","display":"ici"}}}]"#,
    )]);
    assert!(
        html.contains("ici") && !html.contains("javascript:"),
        "{html}"
    );
}
