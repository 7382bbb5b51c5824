//! What a path answers on demand.

use std::collections::HashMap;
use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures::{StreamExt, stream};

/// What a path answers instead of what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// This error status.
    Status(u16),
    /// What is there, this much later.
    Late(Duration),
    /// The document that is there, in pieces of at least so many bytes with a pause before each. They
    /// end where a tag begins: between two tags is where parsers stop to let a page be drawn.
    Trickled(usize, Duration),
    /// The headers of what is there, this much later, and of its body nothing, until this rule gives way
    /// to another or to none.
    Stalled(Duration),
    /// Nothing, until this rule gives way to another or to none.
    Held,
    /// The page without content into which `trunk serve` has the app mount, and no policy.
    Shell,
    /// This document.
    Html(String),
    /// This data.
    Json(String),
    /// This answer.
    Answer {
        /// Its status.
        status: u16,
        /// Its `Content-Type`.
        kind: &'static str,
        /// Its body.
        body: String,
    },
}

pub(super) fn rule_for(rules: &HashMap<String, Rule>, path: &str) -> Option<Rule> {
    rules
        .iter()
        .find(|(pattern, _)| is_meant(pattern, path))
        .map(|(_, rule)| rule.clone())
}

pub(super) fn is_meant(pattern: &str, path: &str) -> bool {
    pattern
        .strip_suffix('*')
        .map_or(pattern == path, |start| path.starts_with(start))
}

/// What a rule answers by itself.
pub(super) fn spoken(rule: &Rule) -> Option<Response> {
    let (status, kind, body) = match rule {
        Rule::Status(status) => (*status, "text/plain", "as the test asked"),
        Rule::Html(text) => (200, "text/html; charset=utf-8", text.as_str()),
        Rule::Json(text) => (200, "application/json", text.as_str()),
        Rule::Answer { status, kind, body } => (*status, *kind, body.as_str()),
        Rule::Late(_) | Rule::Trickled(..) | Rule::Stalled(_) | Rule::Held | Rule::Shell => {
            return None;
        }
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Some((status, [(header::CONTENT_TYPE, kind)], body.to_owned()).into_response())
}

/// A response whose body comes in pieces.
pub(super) async fn trickled(response: Response, bytes: usize, pause: Duration) -> Response {
    let (mut parts, body) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let pieces = stream::unfold(whole, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(pause).await;
        let tag = rest.iter().skip(bytes).position(|byte| *byte == b'<');
        let piece = rest.split_to(tag.map_or(rest.len(), |tag| bytes + tag));
        Some((Ok::<_, Infallible>(piece), rest))
    });
    Response::from_parts(parts, Body::from_stream(pieces))
}

/// A response whose body comes once it may.
pub(super) fn stalled(response: Response, goes_on: impl Fn() -> bool + Send + 'static) -> Response {
    let (parts, body) = response.into_parts();
    let held = stream::once(async move {
        while !goes_on() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        body.into_data_stream()
    });
    Response::from_parts(parts, Body::from_stream(held.flatten()))
}
