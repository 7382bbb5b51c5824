//! oEmbed answers (<https://oembed.com>).

use kiosque_catalogue::editor::Refusal;
use serde_json::Value;

use super::found::{Said, embeds};
use crate::import::{Outcome, Refused, Request};
use crate::input::Input;
use crate::json::Part;

/// Whether an input is an answer of the protocol: a type that it knows, and HTML.
pub fn is_of(input: &Input) -> bool {
    answers(input).any(|answer| {
        answer
            .text(&["type"])
            .is_some_and(|kind| matches!(kind, "rich" | "video" | "photo" | "link"))
            && answer.at(&["version"]).is_some()
            && (answer.at(&["html"]).is_some() || answer.at(&["provider_name"]).is_some())
    })
}

/// Reads the posts of the answers. An answer for something else than a post says what it is for.
pub fn read(input: &Input, request: &Request) -> Vec<Outcome> {
    let asked = request
        .url
        .as_deref()
        .filter(|_| answers(input).nth(1).is_none());
    answers(input)
        .flat_map(|answer| {
            let found = embeds(answer.text(&["html"]).unwrap_or_default());
            let urls = [answer.text(&["url"]), asked];
            let said = Said {
                name: answer.text(&["author_name"]),
                urls: urls.map(|url| url.filter(|_| found.len() == 1)),
            };
            let outcomes: Vec<Outcome> = found
                .iter()
                .map(|embed| {
                    embed.post(said, request).map(|mut imported| {
                        imported.raw = answer.to_string().into_bytes();
                        imported
                    })
                })
                .collect();
            if outcomes.is_empty() {
                vec![Err(Refused {
                    id: None,
                    why: Refusal::NotAPost { kind: kind(answer) },
                })]
            } else {
                outcomes
            }
        })
        .collect()
}

fn answers(input: &Input) -> impl Iterator<Item = &Value> {
    input.values().iter().flat_map(|value| match value {
        Value::Array(list) => list.as_slice(),
        one => std::slice::from_ref(one),
    })
}

fn kind(answer: &Value) -> String {
    let kind = answer.text(&["type"]).unwrap_or("oEmbed");
    match answer.text(&["provider_name"]) {
        Some(provider) => format!("{provider}, {kind}"),
        None => kind.to_owned(),
    }
}
