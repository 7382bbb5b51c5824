//! How a comment will look, before it is sent.

use kiosque_catalogue::reader::VoiceWords;
use kiosque_drivers::comments::Thread;
use kiosque_drivers::html;
use web_sys::{Element as DomElement, HtmlElement};

use super::{Place, comment};
use crate::markup::element;
use crate::platform::elements;
use crate::services::exchange;

/// Shows it under the form. The service is asked where only it knows.
pub(super) async fn show(place: &Place, form: &DomElement, text: &str) {
    let words = place.words();
    if text.trim().is_empty() {
        return hide(form);
    }
    let thread = Thread::from(&place.discussion);
    let shown = match thread.preview(text) {
        None => Some(thread.written(text)),
        Some(request) => match exchange::ask(&request).await {
            Some(answer) => thread.read_preview(&answer).ok(),
            None => None,
        },
    };
    fill(form, shown.as_deref(), words);
}

fn fill(form: &DomElement, shown: Option<&str>, words: &'static VoiceWords) {
    let Some(place) = elements::first::<HtmlElement>(form, ".form-preview") else {
        return;
    };
    let title = element("h4")
        .with("tabindex", "-1")
        .child(words.preview_title);
    let body = match shown {
        Some(html) => element("div")
            .class("comment-text")
            .with("dir", "auto")
            .child(comment::text(&html::parse(html))),
        None => element("p").child(words.preview_unavailable),
    };
    place.set_text_content(None);
    place.set_hidden(false);
    let title = title.make();
    let _ = place.append_with_node_2(&title, &body.make());
    if let Some(title) = elements::first::<HtmlElement>(&place, "h4") {
        let _ = title.focus();
    }
}

/// Takes it away.
pub(super) fn hide(form: &DomElement) {
    if let Some(place) = elements::first::<HtmlElement>(form, ".form-preview") {
        place.set_hidden(true);
        place.set_text_content(None);
    }
}
