//! Ghost by its members' API: what it is asked, and what its answers mean.
//!
//! Rules that name a file are read in Ghost 6; `controller` is
//! `core/server/services/members/members-api/controllers/router-controller.js`.

use serde::Serialize;

use crate::exchange::{Answer, Method, Request};
use crate::newsletter::Outcome;

pub(crate) fn ask_token(url: &str) -> Request {
    Request::get(format!("{url}/members/api/integrity-token/"))
}

pub(crate) fn read_token(answer: &Answer) -> Option<String> {
    let token = answer.body.trim();
    // `expiry:nonce:hmac`, which no page of a captive portal is.
    let sound = token.split(':').count() == 3
        && token
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b':');
    (answer.status == 200 && sound).then(|| token.into())
}

#[derive(Serialize)]
struct New<'a> {
    email: &'a str,
    #[serde(rename = "emailType")]
    email_type: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    newsletters: Vec<Named<'a>>,
    #[serde(rename = "integrityToken", skip_serializing_if = "Option::is_none")]
    integrity_token: Option<&'a str>,
    honeypot: &'a str,
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
}

pub(crate) fn submit(
    url: &str,
    newsletters: &[String],
    email: &str,
    token: Option<&str>,
) -> Request {
    let new = New {
        email: email.trim(),
        // Unlike `signup`, it is also for who is a member already.
        email_type: "subscribe",
        newsletters: newsletters.iter().map(|name| Named { name }).collect(),
        integrity_token: token,
        // Whoever fills it is a robot, and is told that all went well.
        honeypot: "",
    };
    Request::json(
        Method::Post,
        format!("{url}/members/api/send-magic-link/"),
        &new,
    )
}

pub(crate) fn outcome(answer: &Answer) -> Outcome {
    let said = answer.body.trim();
    match answer.status {
        // Ghost 5 says it in a word without a type, Ghost 6 in an object.
        201 if said == "Created." || (answer.is_json() && said.starts_with('{')) => {
            Outcome::Confirm
        }
        400 => refused(said),
        429 => Outcome::TooFast { wait: 600 },
        408 => Outcome::Unclear,
        401..=499 => Outcome::Failed,
        _ => Outcome::Unclear,
    }
}

/// Messages of the members' API are not translated (`controller`, `messages`).
fn refused(said: &str) -> Outcome {
    // The bare word is what Ghost says when the mail server takes no mail for the address (`controller`,
    // `EENVELOPE`).
    if said == "Bad Request."
        || said.contains("Email is not valid")
        || said.contains("Email is required")
        || said.contains("email domain")
    {
        Outcome::Refused
    } else if said.contains("invite-only") || said.contains("only accepts paid members") {
        Outcome::Closed
    } else {
        Outcome::Failed
    }
}
