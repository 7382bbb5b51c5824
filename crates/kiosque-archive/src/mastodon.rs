//! Mastodon and what speaks its API: statuses, alone, in lists, or around another.

mod account;
mod media;
mod status;
mod text;

use kiosque_catalogue::editor::Refusal;
use serde_json::Value;

use crate::import::{ImportedPost, Outcome, Refused, Request};
use crate::input::Input;
use crate::json::Part;

/// Whether an input has a status: HTML by an account, for someone to see.
pub fn is_of(input: &Input) -> bool {
    input.values().iter().flat_map(statuses).any(|status| {
        status.at(&["account", "acct"]).is_some()
            && status.at(&["content"]).is_some_and(Value::is_string)
            && status.at(&["visibility"]).is_some()
    })
}

/// Reads the statuses of an input.
pub fn read(input: &Input, request: &Request) -> Vec<Outcome> {
    input
        .values()
        .iter()
        .flat_map(statuses)
        .map(|status| outcome(status, request))
        .collect()
}

/// The statuses of a list, of a search, or of what stands around a status, in order.
fn statuses(value: &Value) -> Vec<&Value> {
    if let Some(list) = value.as_array() {
        return list.iter().flat_map(statuses).collect();
    }
    if value.at(&["ancestors"]).is_some_and(Value::is_array) {
        return value
            .list(&["ancestors"])
            .iter()
            .chain(value.list(&["descendants"]))
            .collect();
    }
    if value.at(&["statuses"]).is_some_and(Value::is_array) {
        return value.list(&["statuses"]).iter().collect();
    }
    if value.is_object() {
        vec![value]
    } else {
        Vec::new()
    }
}

fn outcome(value: &Value, request: &Request) -> Outcome {
    let id = value.text(&["id"]);
    let refused = |why| Refused {
        id: id.map(str::to_owned),
        why,
    };
    if let Some(reason) = value.text(&["error"]) {
        return Err(refused(Refusal::Gone {
            reason: reason.into(),
        }));
    }
    let mut losses = Vec::new();
    let post = status::outer(value, request, &mut losses).map_err(refused)?;
    Ok(ImportedPost {
        post,
        raw: value.to_string().into_bytes(),
        losses,
    })
}

#[cfg(test)]
mod tests;
