//! What stands below the words of a post: pictures, recordings, links, polls.

use super::*;

#[test]
fn a_photo_is_a_link_to_the_whole_of_it() {
    let html = show(with_media(PHOTO));
    assert!(
        html.contains(r#"<a class="post-photo" href="/media/port.1a-1920.webp" data-photo><span"#),
        "{html}"
    );
    assert!(html.contains(r#"width="1280" height="800" alt="Le port">"#));
    assert!(html.contains(r#"data-count="1""#));
}

#[test]
fn photos_without_words_are_named_by_their_place_and_nothing_is_invented() {
    let none = PHOTO.replace(r#","alt":"Le port""#, "");
    let decorative = PHOTO.replace("Le port", "");
    let html = show(with_media(&format!("{PHOTO},{none},{decorative}")));
    let named = "aria-label=\"Photo\u{a0}2 sur\u{a0}3, sans description\"";
    assert!(html.contains(named), "{html}");
    assert!(html.contains("aria-label=\"Photo\u{a0}3 sur\u{a0}3\""));
    assert!(!html.contains("alt=\"Photo"));
    assert!(html.contains(r#"data-count="3""#));
}

#[test]
fn descriptions_of_the_newsroom_are_told_apart() {
    let own = PHOTO.replace("\"Le port\"", "\"Le port\",\"alt_by\":\"newsroom\"");
    let html = show(with_media(&format!("{own},{PHOTO}")));
    let described = r#"data-alt-by="newsroom" aria-describedby="post-7-description""#;
    assert_eq!(html.matches(described).count(), 1, "{html}");
    assert!(html.contains(r#"id="post-7-description">Image décrite par la rédaction</p>"#));
    assert!(!show(with_media(PHOTO)).contains("décrite"));
}

#[test]
fn a_crop_keeps_what_matters_in_sight() {
    let focused = PHOTO.replace("\"alt\"", "\"focus\":{\"x\":80,\"y\":5},\"alt\"");
    let alone = show(with_media(&focused));
    assert!(!alone.contains("data-x"), "nothing is cropped: {alone}");
    let grid = show(with_media(&format!("{focused},{PHOTO}")));
    assert!(grid.contains(r#"data-x="3" data-y="0""#), "{grid}");
    assert!(!grid.contains("style="));
}

#[test]
fn a_lost_file_leaves_its_description_and_the_address() {
    let lost = r#"{"kind":"photo","file":"","width":800,"height":600,"alt":"Le port"},
        {"kind":"video","file":"","alt":"La mer"}"#;
    let html = show(with_media(lost));
    assert_eq!(
        html.matches("Ce fichier manque dans l’archive.").count(),
        2,
        "{html}"
    );
    assert!(html.contains("Le port") && html.contains("La mer"));
    assert!(html.contains(r#"href="https://x.com/redaction/status/7" rel="noopener nofollow ugc external">Adresse d’origine"#));
    assert!(!html.contains("<video") && !html.contains("src=\"\""));
    // What is left keeps its number; the grid holds what is there.
    let half = show(with_media(&format!(
        "{lost},{}",
        PHOTO.replace("Le port", "")
    )));
    assert!(half.contains(r#"data-count="1""#), "{half}");
    assert!(half.contains("aria-label=\"Photo\u{a0}2 sur\u{a0}2\""));
}

#[test]
fn a_video_waits_and_says_how_long_it_is() {
    let html = show(with_media(
        r#"{"kind":"video","file":"/media/mer.mp4","poster":"/media/mer.webp","width":320,
        "height":180,"duration_ms":84200,"alt":"La mer",
        "captions":[{"lang":"fr","file":"/media/mer.vtt","label":"français"},
        {"lang":"tlh","file":"/media/k.vtt"}]}"#,
    ));
    assert!(
        html.contains(
            r#"<video width="320" height="180" controls playsinline preload="none" poster="/media/mer.webp" src="/media/mer.mp4" aria-label="La mer">"#
        ),
        "{html}"
    );
    assert!(
        html.contains(
            r#"<track kind="captions" src="/media/mer.vtt" srclang="fr" label="français">"#
        )
    );
    assert!(html.contains("Vidéo · 1\u{a0}min 24\u{a0}s · sous-titres\u{a0}: français, tlh"));
    assert!(!html.contains("autoplay") && !html.contains(" loop"));
}

#[test]
fn a_loop_is_silent_and_sound_has_no_picture() {
    let html = show(with_media(
        r#"{"kind":"gif","file":"/media/b.mp4"},{"kind":"audio","file":"/media/c.mp3"}"#,
    ));
    assert!(
        html.contains(
            r#"<video controls playsinline loop muted preload="none" src="/media/b.mp4" aria-label="Animation">"#
        ),
        "{html}"
    );
    assert!(
        html.contains(r#"<audio controls preload="none" src="/media/c.mp3" aria-label="Son">"#)
    );
    assert!(!html.contains("width=\"0\""));
}

#[test]
fn an_animated_picture_begins_when_asked() {
    let html = show(with_media(
        r#"{"kind":"gif","file":"/media/b.gif","width":32,"height":20,"alt":"Un phare"}"#,
    ));
    let (_, shut) = html.split_once("<details").unwrap();
    assert!(shut.contains("Image animée"), "{html}");
    assert!(
        shut.contains(r#"loading="lazy" width="32" height="20" src="/media/b.gif" alt="Un phare""#)
    );
    assert!(!html.contains("<video"));
}

#[test]
fn pictures_marked_as_sensitive_are_covered_once() {
    let media = format!(r#","text":"Mots","sensitive":true,"media":[{PHOTO}]"#);
    let html = show(post(&media));
    let (open, shut) = html.split_once("<details").unwrap();
    assert!(
        open.contains("Mots") && shut.contains("post-photo"),
        "{html}"
    );
    let html = show(post(&format!(r#"{media},"cw":"Divulgâcheur""#)));
    assert_eq!(html.matches("<details").count(), 1, "{html}");
    assert!(html.contains(r#"<details class="post-warning">"#));
    let nothing = show(post(r#","text":"Mots","sensitive":true,"cw":" ""#));
    assert!(!nothing.contains("<details"), "{nothing}");
}

#[test]
fn a_link_preview_is_one_link() {
    let html = show(post(&format!(
        r#","text":"","card":{{"url":"https://exemple.example/a","title":"Le titre",
        "description":"La suite","domain":"exemple.example","image":{PHOTO}}}"#
    )));
    let (_, card) = html.split_once("post-card\"").unwrap();
    let (card, _) = card.split_once("</a>").unwrap();
    for part in ["alt=\"\"", "exemple.example", "Le titre", "La suite"] {
        assert!(card.contains(part), "no {part} in {card}");
    }
    let hostile = r#","text":"","card":{"url":"data:text/html,a","title":"T","domain":"d"}"#;
    assert!(!show(post(hostile)).contains("post-card"));
}

fn polled(poll: &str) -> String {
    let mut post = post(&format!(r#","text":"","poll":{poll}"#));
    post.poll = Some(kiosque_model::timeline::PollDates {
        as_of: "29 novembre 2014 à 9 h".into(),
        ends: Some("30 novembre 2014 à 9 h".into()),
    });
    show(post)
}

#[test]
fn an_unfinished_poll_is_dated() {
    let html = polled(
        r#"{"options":[{"label":"Oui","votes":1200},{"label":"Non","votes":600}],"final":false}"#,
    );
    assert!(
        html.contains(
            "Résultats provisoires, relevés le 29 novembre 2014 à 9 h · 1\u{202f}800\u{a0}voix · \
         fin du vote le 30 novembre 2014 à 9 h"
        ),
        "{html}"
    );
    assert!(html.contains("67\u{a0}% · 1\u{202f}200\u{a0}voix · en tête"));
    assert!(html.contains(r#"<meter max="100" value="33" aria-hidden="true">"#));
    assert_eq!(html.matches("data-leads").count(), 1);
}

#[test]
fn a_poll_without_votes_divides_by_nothing() {
    let html = polled(r#"{"options":[{"label":"Oui","votes":0}],"total":0,"final":true}"#);
    assert!(html.contains("0\u{a0}% · 0\u{a0}voix</span>"), "{html}");
    assert!(html.contains("Résultats définitifs") && html.contains("vote clos le 30"));
    assert!(!html.contains("data-leads"));
    let html = polled(r#"{"options":[{"label":"Oui"}],"final":false}"#);
    assert!(
        html.contains("Le réseau n’a pas donné les résultats."),
        "{html}"
    );
    assert!(!html.contains("<meter") && !html.contains("provisoires"));
    let most = u64::MAX;
    let html = polled(&format!(
        r#"{{"options":[{{"label":"A","votes":{most}}},{{"label":"B","votes":{most}}}],"final":true}}"#
    ));
    assert!(html.contains("100\u{a0}%"), "{html}");
}
