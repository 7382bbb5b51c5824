//! Posts as the press prints them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod attachments;

use kiosque_model::post::Quote;
use kiosque_model::post::UnavailableReason;
use kiosque_model::{Language, Moment};

use super::*;
use crate::rendering::html;

fn moment() -> Moment {
    Moment {
        iso: "2014-11-28T09:05:00+01:00".into(),
        full: "28 novembre 2014 à 9 h 05".into(),
        date: "28 novembre 2014".into(),
        hour: "9 h 05".into(),
    }
}

fn post(extra: &str) -> TimelinePost {
    let json = format!(
        r#"{{"schema":1,"source":"x","id":"7","url":"https://x.com/redaction/status/7",
        "author":{{"id":"1","name":"La rédaction","handle":"redaction",
        "profile_url":"https://x.com/redaction"}},
        "created_at":"2014-11-28T08:05:00Z","archived_at":"2014-11-29T08:00:00Z"{extra}}}"#
    );
    TimelinePost {
        post: serde_json::from_str(&json).unwrap(),
        posted: moment(),
        archived: moment(),
        quoted: None,
        reposted: None,
        counted: None,
        poll: None,
        quoted_poll: None,
        answered: None,
        thread: None,
        withdrawn_on: Some("2 janvier 2020".into()),
        anchor: "post-7".into(),
    }
}

fn show(post: TimelinePost) -> String {
    let entry = Entry {
        post_id: "7".into(),
        key: false,
        note: None,
    };
    html(Language::Fr, move || view! { <PostView entry post /> })
}

#[test]
fn the_hour_is_a_permalink_and_the_network_is_named() {
    let html = show(post(r#","text":"Bonjour""#));
    assert!(html.contains(r##"href="#post-7""##) && html.contains(r#"id="post-7""#));
    assert!(html.contains("Voir sur X"));
    assert!(html.contains("Message de La rédaction, 28 novembre 2014 à 9 h 05"));
}

#[test]
fn words_of_a_post_are_text_and_never_markup() {
    let html = show(post(r#","text":"<script>alert(1)</script> & <b>gras</b>""#));
    assert!(
        !html.contains("<script>") && !html.contains("<b>"),
        "{html}"
    );
    assert!(html.contains("&lt;script"));
}

#[test]
fn a_link_that_is_not_of_the_web_stays_text() {
    let html = show(post(
        r#","text":"ici","spans":[{"start":0,"end":3,"kind":{"link":
        {"href":"javascript:alert(1)","display":"ici"}}}]"#,
    ));
    assert!(!html.contains("javascript:"), "{html}");
    assert!(html.contains("ici"));
}

#[test]
fn a_withdrawn_post_says_why_and_nothing_else() {
    let mut post = post(r#","text":"Secret""#);
    post.post.state = PostState::Withdrawn {
        date: "2020-01-02".into(),
        public_reason: "À la demande de son auteur.".into(),
    };
    let html = show(post);
    assert!(html.contains("retiré par la rédaction le 2 janvier 2020"));
    assert!(html.contains("À la demande de son auteur."));
    assert!(
        !html.contains("Secret") && !html.contains("La rédaction"),
        "{html}"
    );
    assert!(html.contains("9 h 05") && html.contains(r#"id="post-7""#));
    assert!(html.contains(r#"aria-labelledby="post-7-retrait"><p id="post-7-retrait">"#));
}

#[test]
fn a_deleted_post_keeps_its_words_and_loses_its_link() {
    let mut post = post(r#","text":"Toujours là""#);
    post.post.state = PostState::DeletedUpstream;
    let html = show(post);
    assert!(html.contains("Toujours là") && html.contains("a été supprimé"));
    assert!(!html.contains("Voir sur X"));
}

#[test]
fn an_absent_quote_says_why() {
    let mut post = post(r#","text":"Lire""#);
    post.post.quote = Some(Quote::Unavailable {
        reason: UnavailableReason::Suspended,
        url: Some("https://x.com/autre/status/8".into()),
    });
    let html = show(post);
    assert!(html.contains("compte suspendu") && html.contains("https://x.com/autre/status/8"));
}

#[test]
fn what_an_author_wrote_is_in_the_language_of_the_post() {
    let html = show(post(
        r#","lang":"en","cw":"Spiders","text":"Look","media":[{"kind":"photo","file":"/a.webp",
        "width":8,"height":5,"alt":"A spider"},{"kind":"photo","file":"/b.webp","width":8,"height":5,
        "alt":"Une toile","alt_by":"newsroom"}],"poll":{"options":[{"label":"Yes"}],"final":true}"#,
    ));
    for part in [
        r#"<summary dir="auto" lang="en">Spiders"#,
        r#"href="/a.webp" data-photo lang="en">"#,
        r#"<span dir="auto" lang="en">Yes"#,
    ] {
        assert!(html.contains(part), "no {part} in {html}");
    }
    assert!(
        !html.contains(r#"aria-describedby="post-7-description" lang"#),
        "{html}"
    );
}

#[test]
fn the_picture_of_a_preview_is_covered_with_what_is_sensitive() {
    let card = r#","text":"Lire","card":{"url":"https://exemple.example/","title":"Titre",
        "description":"","domain":"exemple.example","image":{"kind":"photo","file":"/c.webp",
        "width":8,"height":5}}"#;
    let covered = show(post(&format!(r#"{card},"sensitive":true"#)));
    let (before, after) = covered.split_once("<details").unwrap();
    assert!(
        !before.contains("/c.webp") && after.contains("/c.webp"),
        "{covered}"
    );
    assert!(!show(post(card)).contains("<details"));
}

#[test]
fn a_warning_covers_words_and_pictures() {
    let html = show(post(r#","text":"Fin du film","cw":"Divulgâcheur""#));
    let (cover, rest) = html.split_once("<summary").unwrap();
    assert!(!cover.contains("Fin du film"));
    assert!(rest.contains("Divulgâcheur") && rest.contains("Fin du film"));
}

/// A post whose JSON has a file of this kind.
fn with_media(media: &str) -> TimelinePost {
    post(&format!(r#","text":"","media":[{media}]"#))
}

const PHOTO: &str = r#"{"kind":"photo","file":"/media/port.1a-1280.jpg","width":1280,"height":800,
    "widths":[320,1920],"alt":"Le port"}"#;

fn quoted(extra: &str) -> TimelinePost {
    let inner = serde_json::to_string(&post(extra).post).unwrap();
    let mut post = post(&format!(r#","text":"Lire","quote":{{"post":{inner}}}"#));
    post.quoted = Some(moment());
    post
}

#[test]
fn each_kind_of_span_is_what_it_says() {
    let text = "@a #b $C :d: e f g";
    let spans = [
        (
            0,
            2,
            r#"{"mention":{"handle":"a","href":"https://x.com/a"}}"#,
        ),
        (
            3,
            5,
            r#"{"hashtag":{"tag":"b","href":"https://x.com/hashtag/b"}}"#,
        ),
        (
            6,
            8,
            r#"{"cashtag":{"symbol":"C","href":"https://x.com/search?q=%24C"}}"#,
        ),
        (
            9,
            12,
            r#"{"custom_emoji":{"shortcode":"d","media":{"kind":"photo","file":"/media/d.png"}}}"#,
        ),
        (13, 14, r#""bold""#),
        (15, 16, r#""italic""#),
        (
            17,
            18,
            r#"{"link":{"href":"https://www.loin.example/page?a=1&b=2","display":"ici"}}"#,
        ),
    ]
    .map(|(start, end, kind)| format!(r#"{{"start":{start},"end":{end},"kind":{kind}}}"#))
    .join(",");
    let html = show(post(&format!(r#","text":"{text}","spans":[{spans}]"#)));
    for part in [
        r#"<a href="https://x.com/a" rel="noopener nofollow ugc external" class="mention">@a</a>"#,
        r#"class="hashtag">#b</a>"#,
        r#"class="hashtag">$C</a>"#,
        r#"src="/media/d.png" width="20" height="20" alt=":d:" title=":d:">"#,
        "<b>e</b> <i>f</i>",
        r#"href="https://www.loin.example/page?a=1&amp;b=2""#,
        r#">ici<span class="post-host"> (loin.example)</span></a>"#,
    ] {
        assert!(html.contains(part), "no {part} in {html}");
    }
}

#[test]
fn names_have_their_emoji_and_are_isolated() {
    let mut post = post(r#","text":"Bonjour""#);
    post.post.author = serde_json::from_str(
        r#"{"id":"2","name":"Camille :oiseau: à 10:30:00 :inconnu:","handle":"camille_demo",
        "name_emoji":[{"shortcode":"oiseau","media":{"kind":"photo","file":"/media/oiseau.png"}}],
        "profile_url":"https://exemple.example/@camille_demo"}"#,
    )
    .unwrap();
    let html = show(post);
    assert!(
        html.contains(
            r#">Camille <img class="custom-emoji" loading="lazy" src="/media/oiseau.png" width="20" height="20" alt=":oiseau:" title=":oiseau:"> à 10:30:00 :inconnu:</bdi>"#
        ),
        "{html}"
    );
    assert!(html.contains("<bdi class=\"post-handle\">@camille_demo</bdi>"));
    assert!(
        html.contains("Message de Camille à 10:30:00 :inconnu:, 28"),
        "{html}"
    );
}

#[test]
fn marks_of_verification_are_not_shown() {
    let plain = show(post(r#","text":"Bonjour""#));
    let mut marked = post(r#","text":"Bonjour""#);
    marked.post.author.verified = Some(kiosque_model::post::Verified::Blue);
    assert_eq!(show(marked), plain);
}

#[test]
fn a_post_from_right_to_left_is_laid_out_so() {
    let by_language = show(post(r#","text":"مرحبا","lang":"ar""#));
    let by_letters = show(post(r#","text":"42 – שלום""#));
    for html in [by_language, by_letters] {
        assert!(html.contains(r#"dir="rtl""#), "{html}");
    }
    let urdu_in_latin = show(post(r#","text":"salam","lang":"ur-Latn""#));
    assert!(!urdu_in_latin.contains(r#"dir="rtl""#));
    let quoting = show(quoted(r#","text":"مرحبا","lang":"ar""#));
    let (outside, inside) = quoting.split_once("<blockquote").unwrap();
    assert!(!outside.contains(r#"dir="rtl""#) && inside.contains(r#"dir="rtl""#));
}

#[test]
fn a_quoted_post_is_whole_and_its_date_leads_to_it() {
    let html = show(quoted(&format!(
        r#","text":"Dedans","media":[{PHOTO}],"truncated":true,
        "card":{{"url":"https://exemple.example/a","title":"Le titre","domain":"exemple.example"}}"#
    )));
    let (_, inside) = html.split_once("<blockquote").unwrap();
    for part in [
        "Dedans",
        "post-photo",
        "post-card",
        "Lire la suite sur X",
        r#"href="https://x.com/redaction/status/7" rel="noopener nofollow ugc external"><time"#,
    ] {
        assert!(inside.contains(part), "no {part} in {inside}");
    }
}

#[test]
fn a_quoted_post_that_was_withdrawn_is_not_shown() {
    let mut post = quoted(r#","text":"Secret""#);
    if let Some(Quote::Post(inner)) = &mut post.post.quote {
        inner.state = PostState::Withdrawn {
            date: "2020-01-02".into(),
            public_reason: "À la demande de son auteur.".into(),
        };
    }
    let html = show(post);
    assert!(
        html.contains("La rédaction a retiré le message cité."),
        "{html}"
    );
    assert!(!html.contains("Secret") && !html.contains("<blockquote"));
}

#[test]
fn an_answer_leads_to_what_it_answers() {
    let reply = r#","text":"","reply_to":{"handle":"camille_demo","id":"6",
        "url":"https://x.com/camille_demo/status/6"}"#;
    let html = show(post(reply));
    let said = ">En réponse à <bdi>@camille_demo</bdi></a>";
    assert!(html.contains(said), "{html}");
    assert!(html.contains(r#"href="https://x.com/camille_demo/status/6""#));
    let mut here = post(reply);
    here.answered = Some("post-6".into());
    let html = show(here);
    assert!(html.contains("<a href=\"#post-6\">En réponse à"), "{html}");
    let nobody = show(post(r#","text":"","reply_to":{"id":"6"}"#));
    assert!(nobody.contains("<p class=\"post-context\">En réponse à un autre message</p>"));
}

#[test]
fn a_repost_says_by_whom_and_when() {
    let mut post = post(
        r#","text":"","repost_by":{"at":"2014-11-28T10:00:00Z","author":{"id":"3",
        "name":"Camille","handle":"camille_demo","profile_url":"https://x.com/camille_demo"}}"#,
    );
    post.reposted = Some("28 novembre 2014 à 11 h".into());
    let html = show(post);
    assert!(
        html.contains(
            r#"Partagé par <a href="https://x.com/camille_demo" rel="noopener nofollow ugc external"><bdi>Camille</bdi></a> – <time datetime="2014-11-28T10:00:00Z">28 novembre 2014 à 11 h</time>"#
        ),
        "{html}"
    );
}

#[test]
fn threads_and_versions_are_told() {
    let mut post = post(
        r#","text":"","thread":{"root":"5","position":3},
        "edited":{"version":{"n":2,"of":3,"ids":["5","6","7"]}}"#,
    );
    post.thread = Some("post-5".into());
    let html = show(post);
    let place = "<a href=\"#post-5\">Message\u{a0}3 d’une suite</a>";
    assert!(html.contains(place), "{html}");
    assert!(html.contains("Message modifié, version 2 sur 3"));
}

#[test]
fn counts_have_their_day_or_are_not_shown() {
    let counts = r#","text":"","counts":{"replies":12,"likes":40,
        "captured_at":"2014-11-29T08:00:00Z"}"#;
    assert!(!show(post(counts)).contains("réponses"));
    let mut dated = post(counts);
    dated.counted = Some("29 novembre 2014".into());
    let html = show(dated);
    let said = "Le 29 novembre 2014\u{a0}: 12\u{a0}réponses, 40\u{a0}mentions J’aime";
    assert!(html.contains(said), "{html}");
}

#[test]
fn a_cut_text_leads_to_the_whole_while_there_is_one() {
    let html = show(post(r#","text":"Le début","truncated":true"#));
    assert!(
        html.contains("Le texte archivé est incomplet. <a href"),
        "{html}"
    );
    assert!(html.contains("Lire la suite sur X"));
    let mut gone = post(r#","text":"Le début","truncated":true"#);
    gone.post.state = PostState::Suspended;
    let html = show(gone);
    assert!(
        html.contains("incomplet") && !html.contains("Lire la suite"),
        "{html}"
    );
    assert!(html.contains("suspendu"));
}

#[test]
fn no_word_of_a_post_is_ever_markup() {
    let evil = "<img src=x onerror=alert(1)>";
    let html = show(post(&format!(
        r#","text":"{evil}","cw":"{evil}","card":{{"url":"https://a.example","title":"{evil}",
        "description":"{evil}","domain":"{evil}"}},"poll":{{"options":[{{"label":"{evil}"}}],
        "final":true}},"reply_to":{{"handle":"{evil}"}},"media":[{{"kind":"photo","file":"/m.svg",
        "width":1,"height":1,"alt":"\"{evil}"}}]"#
    )));
    assert!(!html.contains("<img src=x"), "{html}");
    assert_eq!(html.matches("&lt;img src=x onerror").count(), 8, "{html}");
}
