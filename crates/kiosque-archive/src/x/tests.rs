use super::*;

#[test]
fn addresses_name_the_post_on_every_host_x_had() {
    let own = Some(("camille_demo".to_owned(), "690992222536335361".to_owned()));
    for address in [
        "https://x.com/camille_demo/status/690992222536335361",
        "http://www.twitter.com/camille_demo/statuses/690992222536335361/",
        "https://mobile.twitter.com/camille_demo/status/690992222536335361/photo/1?s=20",
    ] {
        assert_eq!(post_at(address), own, "{address}");
    }
    assert_eq!(
        post_at("https://twitter.com/i/web/status/12"),
        Some((String::new(), "12".into()))
    );
    for address in [
        "https://exemple.example/camille_demo/status/1",
        "https://x.com/camille_demo",
        "https://x.com/camille_demo/status/12a",
        "https://notx.com/a/status/1",
        "x",
    ] {
        assert_eq!(post_at(address), None, "{address}");
    }
}

#[test]
fn addresses_are_made_of_encoded_words() {
    assert_eq!(hashtag_url("été"), "https://x.com/hashtag/%C3%A9t%C3%A9");
    assert_eq!(cashtag_url("EX"), "https://x.com/search?q=%24EX");
    assert_eq!(post_url("", "1"), "https://x.com/i/status/1");
    assert_eq!(
        post_url("../../a?b", "1"),
        "https://x.com/..%2F..%2Fa%3Fb/status/1"
    );
    for address in [profile_url(".."), hashtag_url("."), post_url("..", "1")] {
        let url = url::Url::parse(&address).unwrap();
        assert_eq!(url.as_str(), address, "no way up");
    }
}

#[test]
fn both_ways_of_writing_a_moment_are_read() {
    for text in [
        "Wed Oct 10 20:19:24 +0000 2018",
        "Wed Oct 10 22:19:24 +0200 2018",
        "2018-10-10T20:19:24.000Z",
        "2018-10-10T20:19:24Z",
    ] {
        assert_eq!(
            moment(text).map(|moment| moment.to_string()).as_deref(),
            Some("2018-10-10T20:19:24Z"),
            "{text}"
        );
    }
    for text in [
        "",
        "hier",
        "Wed Foo 10 20:19:24 +0000 2018",
        "2018-13-01T00:00:00Z",
    ] {
        assert_eq!(moment(text), None, "{text}");
    }
}

#[test]
fn ids_hold_the_moment() {
    let moment = |id| moment_of_id(id).map(|moment| moment.to_string());
    assert_eq!(
        moment("1050118622992674873").as_deref(),
        Some("2018-10-10T20:19:24.639Z")
    );
    assert_eq!(moment("20"), None);
    assert_eq!(moment("99999999999999999999"), None);
    assert!(moment("18446744073709551615").is_some());
}

#[test]
fn pseudo_languages_are_none() {
    for code in [
        "und",
        "zxx",
        "qme",
        "qht",
        "qst",
        "qam",
        "art",
        "",
        "FR",
        "français",
        "e",
        "fr_FR",
    ] {
        assert_eq!(lang(code), None, "{code}");
    }
    for (code, known) in [
        ("fr", "fr"),
        ("zh-cn", "zh-cn"),
        ("in", "id"),
        ("iw", "he"),
        ("ckb", "ckb"),
    ] {
        assert_eq!(lang(code).as_deref(), Some(known));
    }
}

#[test]
fn ids_are_strings_of_digits() {
    use serde_json::json;
    let id = |value: &Value| id_of(value, &["id_str", "id"]).map(str::to_owned);
    assert_eq!(id(&json!({"id_str": "12", "id": 13})), Ok("12".into()));
    assert_eq!(id(&json!({"id": "12"})), Ok("12".into()));
    assert_eq!(id(&json!({"id": 12})), Err(Refusal::NumberId));
    assert_eq!(id(&json!({"id_str": 12})), Err(Refusal::NumberId));
    assert!(matches!(
        id(&json!({"id_str": "1/../2"})),
        Err(Refusal::WrongField { .. })
    ));
    assert!(matches!(
        id(&json!({"id_str": null})),
        Err(Refusal::MissingField { .. })
    ));
}

#[test]
fn versions_are_counted_from_the_oldest() {
    let mut losses = Vec::new();
    let ids = ["1002", "998", "1001"];
    assert_eq!(
        edited(ids, "1001", &mut losses),
        Edited::Version {
            n: 2,
            of: 3,
            ids: ["998", "1001", "1002"].map(str::to_owned).into()
        }
    );
    assert_eq!(edited(["1"], "1", &mut losses), Edited::None);
    assert_eq!(losses, []);
    assert_eq!(edited(ids, "5", &mut losses), Edited::None);
    assert_eq!(losses.len(), 1);
}

#[test]
fn notices_are_known_by_their_words_and_the_name_they_are_about() {
    for notice in [
        "@camille_demo's account has been withheld in India in response to a legal demand. Learn more.",
        "@Camille_Demo’s account is temporarily unavailable because it violates the Twitter Media Policy. Learn more.",
        "This Tweet from @camille_demo has been withheld in response to a report from the copyright holder. Learn more.",
    ] {
        assert!(is_notice(notice, "camille_demo"), "{notice}");
        assert!(!is_notice(notice, "autre_demo"), "{notice}");
    }
    for text in [
        "@camille_demo bonjour",
        "é@",
        "@camille_dém",
        "My account has been withheld in India",
    ] {
        assert!(!is_notice(text, "camille_demo"), "{text}");
    }
}

#[test]
fn what_stands_for_a_post_says_why() {
    for (words, refusal) in [
        (
            "This Post is from a suspended account. Learn more",
            Refusal::Suspended,
        ),
        (
            "You’re unable to view this Post because this account owner limits who can view their Posts.",
            Refusal::Protected,
        ),
        (
            "This Post was deleted by the Post author. Learn more",
            Refusal::Deleted,
        ),
        (
            "This Post is from an account that no longer exists. Learn more",
            Refusal::Deleted,
        ),
    ] {
        assert_eq!(tombstone(words), refusal, "{words}");
    }
    assert!(matches!(
        tombstone("Age-restricted adult content."),
        Refusal::Gone { .. }
    ));
    assert_eq!(unavailable("Suspended"), Refusal::Suspended);
    assert_eq!(
        reason_of(&Refusal::NumberId),
        UnavailableReason::NeverFetched
    );
}
