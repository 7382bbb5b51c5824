//! listmonk by its public API: what it is asked, and what its answers mean.
//!
//! Rules are read in `cmd/public.go`, `PublicSubscription` and `processSubForm`.

use serde::{Deserialize, Serialize};

use crate::exchange::{Answer, Method, Request};
use crate::newsletter::Outcome;

#[derive(Serialize)]
struct New<'a> {
    email: &'a str,
    list_uuids: &'a [String],
}

pub(crate) fn submit(url: &str, lists: &[String], email: &str) -> Request {
    let new = New {
        email: email.trim(),
        list_uuids: lists,
    };
    Request::json(Method::Post, format!("{url}/api/public/subscription"), &new)
}

/// What the source answers, and without `data` what the API's description says.
#[derive(Deserialize)]
struct Sent {
    data: Option<Data>,
    has_optin: Option<bool>,
}

#[derive(Deserialize)]
struct Data {
    has_optin: Option<bool>,
}

/// What the documentation says.
#[derive(Deserialize)]
struct Bare {
    #[serde(rename = "data")]
    _data: bool,
}

pub(crate) fn outcome(answer: &Answer) -> Outcome {
    match answer.status {
        200..=299 => taken(answer).unwrap_or(Outcome::Unclear),
        400 => refused(&answer.body),
        403 | 404 => Outcome::Closed,
        408 => Outcome::Unclear,
        429 => Outcome::TooFast { wait: 60 },
        401..=499 => Outcome::Failed,
        _ => Outcome::Unclear,
    }
}

fn taken(answer: &Answer) -> Option<Outcome> {
    let Some(sent) = answer.json::<Sent>() else {
        return answer.json::<Bare>().map(|_| Outcome::Confirm);
    };
    let optin = match (sent.has_optin, sent.data) {
        (None, None) => return None,
        (told, data) => told.or(data.and_then(|data| data.has_optin)),
    };
    // Where nobody knows, the reader is told of the message that may come.
    Some(if optin == Some(false) {
        Outcome::Subscribed
    } else {
        Outcome::Confirm
    })
}

/// A 400 is also a list that is not public, a challenge that was not solved and an API that is
/// switched off. Messages are translated; in French and in English those about the address speak of
/// mail, and no other does (`i18n/`, `subscribers.invalidEmail` and `subscribers.domainBlocklisted`).
fn refused(said: &str) -> Outcome {
    if said.to_ascii_lowercase().contains("mail") {
        Outcome::Refused
    } else {
        Outcome::Failed
    }
}
