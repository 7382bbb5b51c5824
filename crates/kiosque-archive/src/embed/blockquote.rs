//! Embeds in HTML: in an article's page, its source, or an export of a site.

use std::collections::HashSet;

use super::found::{Embed, Said, embeds, has_embed};
use crate::import::{Outcome, Request};
use crate::input::Input;
use crate::json::Part;

/// Whether an input is HTML with an embed in it, or WordPress's answer for such an article.
pub fn is_of(input: &Input) -> bool {
    sources(input).into_iter().any(has_embed)
}

/// Reads every post that is embedded, each once, in the order of the page.
pub fn read(input: &Input, request: &Request) -> Vec<Outcome> {
    let mut seen = HashSet::new();
    let found: Vec<Embed> = sources(input).into_iter().flat_map(embeds).collect();
    // Of several, nobody knows which was asked for.
    let asked = request.url.as_deref().filter(|_| found.len() == 1);
    let said = Said {
        urls: [asked, None],
        ..Said::default()
    };
    found
        .iter()
        .map(|embed| embed.post(said, request))
        .filter(|outcome| match outcome {
            Ok(imported) => seen.insert(imported.post.url.clone()),
            Err(_) => true,
        })
        .collect()
}

fn sources(input: &Input) -> Vec<&str> {
    match input {
        Input::Text(text) => vec![text.as_str()],
        Input::Json(values) => values
            .iter()
            .flat_map(|value| match value.as_array() {
                Some(list) => list.as_slice(),
                None => std::slice::from_ref(value),
            })
            .filter_map(|article| article.text(&["content", "rendered"]))
            .collect(),
        Input::Assigned(..) => Vec::new(),
    }
}
