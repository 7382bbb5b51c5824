//! What a reader does with single comments: votes, changes, takes back; and those that only they see.

use std::rc::Rc;

use kiosque_drivers::comments::{Submission, Unreadable};
use kiosque_drivers::html;
use kiosque_model::Comment;
use kiosque_model::discussion::{CommentDriver, Votes};
use web_sys::{Element as DomElement, HtmlElement};

use super::comment::{self, shown_name, signature};
use super::thread::ThreadView;
use crate::markup::{self, Element, element};
use crate::platform::elements;
use crate::services::exchange;
use crate::services::outbox::Sent;

/// Does what a button of a comment asks for.
pub(super) async fn act(view: &Rc<ThreadView>, act: &str, button: &HtmlElement) {
    if act == "hide" {
        return hide(view, button);
    }
    let Some(id) = comment_of(button) else { return };
    match act {
        "like" | "dislike" => vote(view, id, act == "dislike").await,
        "delete" => {
            // A second press, so that nothing is taken back by mistake.
            let words = view.place.words();
            button.set_text_content(Some(words.delete_for_good));
            let _ = button.set_attribute("data-act", "delete-for-good");
        }
        "delete-for-good" => delete(view, id).await,
        _ => {}
    }
}

/// The number of the comment that an element belongs to.
pub(super) fn comment_of(element: &DomElement) -> Option<u64> {
    let comment: DomElement = elements::around(element, ".comment")?;
    comment.id().strip_prefix("comment-")?.parse().ok()
}

async fn vote(view: &ThreadView, id: u64, against: bool) {
    let thread = view.thread();
    let Some(request) = thread.vote(id, against) else {
        return;
    };
    let votes: Option<Votes> = match exchange::ask(&request).await {
        Some(answer) => thread.read_votes(&answer).ok().flatten(),
        None => None,
    };
    let words = view.place.words();
    match votes {
        Some(votes) => {
            view.change_one(id, |comment| comment.votes = Some(votes));
            view.place.say(words.voted);
            // The comment was made anew, and the button with it.
            let act = if against { "dislike" } else { "like" };
            let again = format!("#{} [data-act={act}]", comment::anchor(id));
            if let Some(button) = view.place.part::<HtmlElement>(&again) {
                elements::focus(&button);
            }
        }
        None => view.place.say(words.comments_unavailable),
    }
}

async fn delete(view: &ThreadView, id: u64) {
    let thread = view.thread();
    let Some(request) = thread.delete(id) else {
        return;
    };
    let words = view.place.words();
    let answer = exchange::ask(&request).await;
    let left = match &answer {
        Some(answer) => thread.read_own(answer, &|seconds| view.word(seconds)),
        None => Err(Unreadable::Unexpected),
    };
    match left {
        Ok(Some(emptied)) => view.replace(emptied),
        Ok(None) => view.take_out(id),
        Err(Unreadable::Forbidden) => return view.place.say(words.too_late),
        Err(Unreadable::Unexpected) => return view.place.say(words.comments_unavailable),
    }
    forget(view, |sent| sent.id == Some(id));
    view.place.say(words.deleted);
    go_to_title(view);
}

/// Forgets what was sent here from this device, as far as something holds of it.
fn forget(view: &ThreadView, holds: impl Fn(&Sent) -> bool) {
    let discussion = &view.place.discussion;
    for sent in Sent::to_thread(&discussion.service.url, &discussion.thread) {
        if holds(&sent) {
            sent.forget();
        }
    }
}

fn go_to_title(view: &ThreadView) {
    if let Some(title) = view.place.part::<HtmlElement>("h2") {
        elements::focus(&title);
    }
}

/// The text of a comment of the reader's own, as they wrote it.
///
/// # Errors
///
/// What the reader is to be told.
pub(super) async fn source(view: &ThreadView, id: u64) -> Result<String, &'static str> {
    let words = view.place.words();
    let thread = view.thread();
    let request = thread.source(id).ok_or(words.too_late)?;
    let answer = exchange::ask(&request)
        .await
        .ok_or(words.comments_unavailable)?;
    thread.read_source(&answer).map_err(|error| match error {
        Unreadable::Forbidden => words.too_late,
        Unreadable::Unexpected => words.comments_unavailable,
    })
}

/// Changes a comment of the reader's own.
///
/// # Errors
///
/// What the reader is to be told.
pub(super) async fn save(
    view: &ThreadView,
    id: u64,
    submission: &Submission,
) -> Result<(), &'static str> {
    let words = view.place.words();
    let thread = view.thread();
    let request = thread.edit(id, submission).ok_or(words.too_late)?;
    let answer = exchange::ask(&request)
        .await
        .ok_or(words.comments_unavailable)?;
    let changed: Option<Comment> = thread
        .read_own(&answer, &|seconds| view.word(seconds))
        .map_err(|error| match error {
            Unreadable::Forbidden => words.too_late,
            Unreadable::Unexpected => {
                (words.comment_told)(kiosque_catalogue::reader::Told::Refused(Some(
                    kiosque_model::field_rules::Field::Text,
                )))
            }
        })?;
    match changed {
        Some(comment) => view.replace(comment),
        None => view.take_out(id),
    }
    Ok(())
}

/// Shows, after the thread, the comments that only their writer sees.
pub(super) fn show_held(view: &ThreadView, held: &[Sent]) {
    let place = &view.place;
    let standing: Option<DomElement> = place.part(".comments-held");
    if held.is_empty() {
        if let Some(list) = standing {
            list.remove();
        }
        return;
    }
    let items: Vec<_> = held.iter().map(|sent| entry(view, sent)).collect();
    let list = element("ol").class("comments-held").child(items).make();
    match standing {
        Some(standing) => {
            let _ = standing.replace_with_with_node_1(&list);
        }
        None => {
            if let Some(comments) = place.part::<DomElement>(".comments") {
                let _ = comments.after_with_node_1(&list);
            }
        }
    }
}

fn entry(view: &ThreadView, sent: &Sent) -> Element {
    let words = view.place.words();
    let matter = &sent.matter;
    let name = shown_name(&matter.name, words);
    let html = match matter.service.driver {
        CommentDriver::WordPress => view.thread().written(&matter.text),
        // Markdown is left as it was typed: only the service knows what it makes of it.
        CommentDriver::Isso => view.thread().written(&markup::escaped(&matter.text)),
    };
    element("li").class("comment-entry").child(
        element("article")
            .class("comment comment-of-one-s-own")
            .with("tabindex", "-1")
            .with("data-sent", sent.letter.clone())
            .child(
                element("p")
                    .class("comment-head")
                    .child(signature(&name, None))
                    .child(
                        element("span")
                            .class("comment-waits")
                            .child(words.comment_held),
                    ),
            )
            .child(matter.parent.as_ref().map(|(_, to)| {
                element("p")
                    .class("comment-orphan")
                    .child((words.replying_to)(to))
            }))
            .child(
                element("div")
                    .class("comment-text")
                    .with("dir", "auto")
                    .child(comment::text(&html::parse(&html))),
            )
            .child(
                element("p").class("comment-tools").child(
                    element("button")
                        .class("comment-tool")
                        .with("type", "button")
                        .with("data-act", "hide")
                        .child(words.hide),
                ),
            ),
    )
}

fn hide(view: &ThreadView, button: &HtmlElement) {
    let Some(name) = elements::around::<DomElement>(button, "[data-sent]")
        .and_then(|comment| comment.get_attribute("data-sent"))
    else {
        return;
    };
    forget(view, |sent| sent.letter == name);
    view.show();
    go_to_title(view);
}
