use kiosque_drivers::Answer;
use kiosque_drivers::newsletter::{self, Outcome};
use kiosque_model::NewsletterService;

use crate::answers::{answer, check};

pub fn ghost() -> NewsletterService {
    NewsletterService::Ghost {
        url: "http://127.0.0.1:8803".into(),
        newsletters: vec!["Le Matin".into()],
    }
}

pub fn listmonk() -> NewsletterService {
    NewsletterService::Listmonk {
        url: "http://127.0.0.1:9000".into(),
        lists: vec!["eb420c55-4cfb-4972-92ba-c93c34ba475d".into()],
    }
}

fn words(outcome: Outcome) -> String {
    match outcome {
        Outcome::Subscribed => "subscribed".into(),
        Outcome::Confirm => "confirm".into(),
        Outcome::TooFast { wait } => format!("too fast {wait}"),
        Outcome::Refused => "refused".into(),
        Outcome::Closed => "closed".into(),
        Outcome::Failed => "failed".into(),
        Outcome::Unclear => "unclear".into(),
    }
}

#[test]
fn every_answer_of_ghost_has_a_meaning() {
    check(
        "ghost",
        &[
            ("accepted", (), "confirm"),
            ("accepted-by-6", (), "confirm"),
            ("accepted-with-links", (), "confirm"),
            ("email-missing", (), "refused"),
            ("email-invalid", (), "refused"),
            ("email-domain-blocked", (), "refused"),
            // An unknown kind of message is never asked for: there remains a mailbox that is not.
            ("bad-request", (), "refused"),
            ("too-many", (), "too fast 600"),
            ("invite-only", (), "closed"),
            ("paid-only", (), "closed"),
            ("newsletter-unknown", (), "failed"),
            ("newsletter-archived", (), "failed"),
            ("token-missing", (), "failed"),
            ("broken-json", (), "failed"),
            ("member-unknown", (), "failed"),
            ("member-missing", (), "failed"),
            ("comment-empty", (), "failed"),
            ("key-missing", (), "failed"),
            ("token", (), "unclear"),
            ("preflight", (), "unclear"),
            ("no-member", (), "unclear"),
            ("member", (), "unclear"),
            ("site", (), "unclear"),
            ("confirmed", (), "unclear"),
        ],
        |(), answer| words(newsletter::outcome(&ghost(), answer)),
    );
}

#[test]
fn every_answer_of_listmonk_has_a_meaning() {
    check(
        "listmonk",
        &[
            ("to-confirm", (), "confirm"),
            ("to-confirm-bare", (), "confirm"),
            ("documented", (), "confirm"),
            ("subscribed", (), "subscribed"),
            ("subscribed-bare", (), "subscribed"),
            ("email-invalid", (), "refused"),
            ("email-invalid-french", (), "refused"),
            ("domain-blocked", (), "refused"),
            ("domain-blocked-french", (), "refused"),
            ("no-list", (), "failed"),
            ("list-private", (), "failed"),
            ("switched-off", (), "failed"),
            ("switched-off-french", (), "failed"),
            ("challenge-unsolved", (), "failed"),
            ("not-found", (), "closed"),
            ("failed", (), "unclear"),
            ("gateway", (), "unclear"),
            ("lists", (), "unclear"),
        ],
        |(), answer| words(newsletter::outcome(&listmonk(), answer)),
    );
}

#[test]
fn a_token_is_three_parts_and_nothing_else() {
    let token = answer("ghost", "token");
    assert_eq!(
        newsletter::read_token(&token).as_deref(),
        Some(token.body.trim())
    );
    for none in ["accepted", "site", "no-member", "key-missing"] {
        assert_eq!(
            newsletter::read_token(&answer("ghost", none)),
            None,
            "{none}"
        );
    }
    for body in ["<p>a:b:c</p>", "a:b", "a:b:c:d", "a:b:é", "", "a:b c:d"] {
        let answer = Answer {
            status: 200,
            body: body.into(),
            ..Answer::default()
        };
        assert_eq!(newsletter::read_token(&answer), None, "{body}");
    }
}
