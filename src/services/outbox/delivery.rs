//! One letter, one step further.

use kiosque_drivers::comments::Outcome;
use kiosque_drivers::newsletter;
use kiosque_drivers::outbox::{CommentMatter, Letter, Matter, Step};
use kiosque_model::NewsletterService;
use leptos::prelude::document;

use super::{Ending, Outbox, Sent, kept};
use crate::platform::instants::{moment, now};
use crate::platform::properties::property;
use crate::services::exchange;

/// Does what a letter needs next, and writes down what came of it.
pub(super) async fn deliver(outbox: Outbox, mut letter: Letter) {
    match letter.step(now()) {
        Step::Send { again } => {
            letter.sending();
            kept::keep(&letter);
            outbox.look();
            match letter.matter.clone() {
                Matter::Comment(matter) => send_comment(outbox, letter, &matter, again).await,
                Matter::Subscription { service, email } => {
                    subscribe(outbox, letter, &service, &email).await;
                }
            }
        }
        Step::Settle => {
            letter.unanswered(now());
            goes_on(outbox, &letter);
        }
        Step::Look => match letter.matter.clone() {
            Matter::Comment(matter) => look_for(outbox, letter, &matter).await,
            // A service takes an address once, however often it is sent.
            Matter::Subscription { .. } => {
                letter.is_not_there();
                goes_on(outbox, &letter);
            }
        },
        Step::Wait(_) | Step::Nothing => {}
    }
}

/// Writes down where a letter stands, unless its writer has thrown it away meanwhile.
fn goes_on(outbox: Outbox, letter: &Letter) {
    if kept::letter(&letter.id).is_some() {
        kept::keep(letter);
    }
    outbox.look();
}

fn ends(outbox: Outbox, letter: Letter, ending: Ending) {
    kept::cross_out(&letter.id);
    outbox.look();
    outbox.tell(letter, ending);
}

/// Remembers a comment of the reader's own. Nobody needs its writer's address any more.
fn remember(letter: &Letter, matter: &CommentMatter, id: Option<u64>, held: bool) {
    let sent = Sent {
        letter: letter.id.clone(),
        matter: CommentMatter {
            email: String::new(),
            ..matter.clone()
        },
        id,
        at: now(),
        held,
    };
    sent.keep();
}

async fn send_comment(outbox: Outbox, mut letter: Letter, matter: &CommentMatter, again: bool) {
    let thread = matter.thread();
    let request = thread.submit(&matter.submission(&letter.title));
    let Some(answer) = exchange::ask(&request).await else {
        letter.unanswered(now());
        return goes_on(outbox, &letter);
    };
    // The page that shows the comment words its hour itself.
    let outcome = thread.outcome(&answer, again, &|seconds| {
        moment(kiosque_model::Language::Fr, "UTC", seconds)
    });
    if !letter.comment_came_to(&outcome, now()) {
        return goes_on(outbox, &letter);
    }
    match outcome {
        Outcome::Published(comment) => {
            remember(&letter, matter, Some(comment.id), false);
            ends(outbox, letter, Ending::Published(comment));
        }
        Outcome::Held(id) => {
            remember(&letter, matter, id, true);
            ends(outbox, letter, Ending::Held);
        }
        _ => goes_on(outbox, &letter),
    }
}

/// Looks whether a comment is there to which no answer came.
async fn look_for(outbox: Outbox, mut letter: Letter, matter: &CommentMatter) {
    let thread = matter.thread();
    let Some(request) = thread.look_for() else {
        letter.is_not_there();
        return goes_on(outbox, &letter);
    };
    let submission = matter.submission(&letter.title);
    let found = match exchange::ask(&request).await {
        Some(answer) => thread.is_there(&answer, &submission, matter.after).ok(),
        None => None,
    };
    match found {
        Some(Some(id)) => {
            remember(&letter, matter, Some(id), false);
            ends(outbox, letter, Ending::There);
        }
        Some(None) => match is_moderated(matter).await {
            Some(false) => {
                letter.is_not_there();
                goes_on(outbox, &letter);
            }
            Some(true) => match held(matter).await {
                Some(id) => {
                    remember(&letter, matter, Some(id), true);
                    ends(outbox, letter, Ending::Held);
                }
                None => {
                    letter.may_be_unseen();
                    goes_on(outbox, &letter);
                }
            },
            None => {
                letter.could_not_look(now());
                goes_on(outbox, &letter);
            }
        },
        None => {
            letter.could_not_look(now());
            goes_on(outbox, &letter);
        }
    }
}

/// Whether nobody but the writer sees a new comment; `None` where that cannot be known now.
async fn is_moderated(matter: &CommentMatter) -> Option<bool> {
    let thread = matter.thread();
    match thread.ask_moderation() {
        None => Some(false),
        Some(request) => thread.is_moderated(&exchange::ask(&request).await?).ok(),
    }
}

/// The number of an unpublished comment, where the answer that was lost left its cookie behind:
/// Isso names it by the comment's number.
async fn held(matter: &CommentMatter) -> Option<u64> {
    let cookies = property(&document(), "cookie")?.as_string()?;
    let thread = matter.thread();
    for cookie in cookies.split(';') {
        let name = cookie.split('=').next().unwrap_or_default().trim();
        let Ok(id) = name.parse::<u64>() else {
            continue;
        };
        if matter.after.is_some_and(|after| id <= after) {
            continue;
        }
        let Some(request) = thread.source(id) else {
            continue;
        };
        let Some(answer) = exchange::ask(&request).await else {
            continue;
        };
        let same = |source: String| source.trim() == matter.text.trim();
        if thread.read_source(&answer).is_ok_and(same) {
            return Some(id);
        }
    }
    None
}

async fn subscribe(outbox: Outbox, mut letter: Letter, service: &NewsletterService, email: &str) {
    let token = match newsletter::ask_token(service) {
        Some(request) => exchange::ask(&request)
            .await
            .and_then(|answer| newsletter::read_token(&answer)),
        None => None,
    };
    let Some(request) = newsletter::submit(service, email, token.as_deref()) else {
        letter.may_be_unseen();
        return goes_on(outbox, &letter);
    };
    let Some(answer) = exchange::ask(&request).await else {
        letter.unanswered(now());
        return goes_on(outbox, &letter);
    };
    let outcome = newsletter::outcome(service, &answer);
    if !letter.subscription_came_to(outcome, now()) {
        return goes_on(outbox, &letter);
    }
    let ending = match outcome {
        newsletter::Outcome::Subscribed => Ending::Subscribed,
        _ => Ending::Held,
    };
    ends(outbox, letter, ending);
}
