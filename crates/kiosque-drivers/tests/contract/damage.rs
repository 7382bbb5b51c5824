//! Answers that are none: networks answer in a service's place, bodies are cut, programs err.

use kiosque_drivers::comments::{Outcome, Submission, Thread, Unreadable};
use kiosque_drivers::{Answer, newsletter, printed};
use kiosque_model::CommentDriver;

use crate::answers::answer;
use crate::newsletters::{ghost, listmonk};
use crate::words::{page, service, wording};

const DRIVERS: [CommentDriver; 2] = [CommentDriver::Isso, CommentDriver::WordPress];

/// Bodies that hold nothing a service would say, with what they say that they are.
fn damaged() -> Vec<(&'static str, String)> {
    let json = "application/json";
    let portal = "<!doctype html><html><body><form>Connexion au Wi-Fi</form></body></html>";
    vec![
        ("text/html", portal.into()),
        (json, portal.into()),
        ("", portal.into()),
        (json, String::new()),
        ("", String::new()),
        (json, " \n".into()),
        (json, "\0".into()),
        (json, "{\"id\":1\0}".into()),
        (json, "[".into()),
        (json, "{\"id\": 1, \"mode\": 1, \"text\": \"<p>Bonj".into()),
        (json, "{\"replies\":[{\"id\":1},".into()),
        (json, "[".repeat(5_000)),
        (json, "{\"replies\":[".repeat(5_000)),
        (json, "{\"replies\":[{\"id\":\"1\"}]}".into()),
        (json, "{\"id\":\"1\",\"status\":1,\"mode\":\"1\"}".into()),
        (json, "{\"id\":1e999}".into()),
        (json, "[{\"id\":[1]}]".into()),
        (json, "[{\"id\":1,\"content\":\"<p>\"}]".into()),
        (json, "\"texte\"".into()),
        (json, "true".into()),
        (json, "1".into()),
        (json, "\u{feff}\u{feff}x".into()),
        (json, "{\"id\":1,\"text\":\"\\ud800\",\"content\":1}".into()),
    ]
}

fn answer_of(status: u16, content_type: &str, body: &str) -> Answer {
    Answer {
        status,
        content_type: content_type.into(),
        total: Some(7),
        body: body.into(),
    }
}

fn seen(body: &str) -> String {
    body.chars().take(60).collect()
}

#[test]
fn what_another_answers_in_a_service_s_place_is_no_comment_and_no_success() {
    for driver in DRIVERS {
        let service = service(driver);
        let thread = Thread {
            service: &service,
            name: "4",
        };
        for (kind, body) in damaged() {
            let answer = answer_of(200, kind, &body);
            let seen = seen(&body);
            assert_eq!(
                thread.read_list(&answer, 0, &wording),
                Err(Unreadable::Unexpected),
                "{driver:?} {seen}"
            );
            for again in [false, true] {
                let outcome = thread.outcome(&answer, again, &wording);
                assert_eq!(outcome, Outcome::Unclear, "{driver:?} {seen}");
            }
        }
    }
}

#[test]
fn what_another_answers_is_no_comment_of_one_s_own_and_no_vote() {
    let service = service(CommentDriver::Isso);
    let thread = Thread {
        service: &service,
        name: "/a/",
    };
    let unexpected = Unreadable::Unexpected;
    for (kind, body) in damaged() {
        let answer = answer_of(200, kind, &body);
        let seen = seen(&body);
        let sent = Submission::default();
        assert_eq!(
            thread.is_there(&answer, &sent, None),
            Err(unexpected),
            "{seen}"
        );
        assert_eq!(
            thread.read_own(&answer, &wording),
            Err(unexpected),
            "{seen}"
        );
        assert_eq!(thread.read_votes(&answer), Err(unexpected), "{seen}");
        assert_eq!(thread.is_moderated(&answer), Err(unexpected), "{seen}");
        assert_eq!(thread.read_source(&answer), Err(unexpected), "{seen}");
        assert_eq!(thread.read_preview(&answer), Err(unexpected), "{seen}");
        assert_eq!(printed::read_counts(&answer, 3), Err(unexpected), "{seen}");
        assert!(printed::read_page(&answer, 0, &wording).is_err(), "{seen}");
    }
}

#[test]
fn what_another_answers_is_no_subscription() {
    for service in [ghost(), listmonk()] {
        for (kind, body) in damaged() {
            let answer = answer_of(200, kind, &body);
            let outcome = newsletter::outcome(&service, &answer);
            assert_eq!(outcome, newsletter::Outcome::Unclear, "{}", seen(&body));
            assert_eq!(newsletter::read_token(&answer), None);
        }
    }
}

#[test]
fn nothing_is_known_where_the_status_says_that_nothing_is() {
    for status in [0, 100, 301, 304, 408, 500, 502, 503, 504, 599, u16::MAX] {
        for (kind, body) in damaged() {
            let answer = answer_of(status, kind, &body);
            for driver in DRIVERS {
                let service = service(driver);
                let thread = Thread {
                    service: &service,
                    name: "4",
                };
                let outcome = thread.outcome(&answer, true, &wording);
                assert_eq!(outcome, Outcome::Unclear, "{status}");
                assert!(thread.read_list(&answer, 100, &wording).is_err());
            }
            for service in [ghost(), listmonk()] {
                let outcome = newsletter::outcome(&service, &answer);
                assert_eq!(outcome, newsletter::Outcome::Unclear, "{status}");
            }
        }
    }
}

#[test]
fn no_status_makes_a_comment_of_what_is_none() {
    for (kind, body) in damaged() {
        let mut answer = answer_of(0, kind, &body);
        for status in 200..600 {
            answer.status = status;
            for driver in DRIVERS {
                let service = service(driver);
                let thread = Thread {
                    service: &service,
                    name: "4",
                };
                let outcome = thread.outcome(&answer, false, &wording);
                let taken = matches!(outcome, Outcome::Published(_) | Outcome::Held(_));
                assert!(!taken, "{status} {}", seen(&body));
            }
            for service in [ghost(), listmonk()] {
                let outcome = newsletter::outcome(&service, &answer);
                let taken = matches!(
                    outcome,
                    newsletter::Outcome::Confirm | newsletter::Outcome::Subscribed
                );
                // Ghost 6 answers an object in which there may be anything.
                assert!(!taken || status == 201, "{status} {}", seen(&body));
            }
        }
    }
}

#[test]
fn a_byte_order_mark_before_json_is_passed_over() {
    for (driver, name) in DRIVERS.into_iter().zip(["isso", "wordpress"]) {
        let service = service(driver);
        let thread = Thread {
            service: &service,
            name: "4",
        };
        let plain = answer(name, "list");
        let mut marked = plain.clone();
        marked.body.insert(0, '\u{feff}');
        let read = |answer| thread.read_list(answer, 0, &wording);
        assert!(read(&plain).is_ok());
        assert_eq!(read(&marked), read(&plain), "{name}");
    }
}

#[test]
fn ten_thousand_comments_are_read() {
    let ids = || (1..=10_000).rev();
    let isso: Vec<String> = ids()
        .map(|id| format!(r#"{{"id":{id},"parent":null,"created":{id}.5,"mode":1,"replies":[]}}"#))
        .collect();
    let wordpress: Vec<String> = ids()
        .map(|id| format!(r#"{{"id":{id},"parent":0,"date_gmt":"2026-01-01T00:00:00"}}"#))
        .collect();
    let bodies = [
        format!(
            r#"{{"total_replies":10000,"replies":[{}]}}"#,
            isso.join(",")
        ),
        format!("[{}]", wordpress.join(",")),
    ];
    for (driver, body) in DRIVERS.into_iter().zip(bodies) {
        let service = service(driver);
        let thread = Thread {
            service: &service,
            name: "4",
        };
        let mut answer = answer_of(200, "application/json", &body);
        answer.total = Some(10_000);
        let read = thread.read_list(&answer, 0, &wording).expect("a list");
        assert_eq!(
            (read.comments.len(), read.total),
            (10_000, 10_000),
            "{driver:?}"
        );
        assert!(page(&read).starts_with("10000 9999 9998"), "{driver:?}");
    }
}
