//! Subscriptions, whichever service sends the newsletter.

use kiosque_model::NewsletterService;

use crate::exchange::{Answer, Request};
use crate::{ghost, listmonk};

/// What became of a subscription, and what can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The reader gets the newsletter from now on.
    Subscribed,
    /// The reader has a message to answer first.
    Confirm,
    /// Not now. It may be asked again after so many seconds.
    TooFast {
        /// Seconds.
        wait: u32,
    },
    /// The service refuses the address.
    Refused,
    /// Nobody subscribes here, or no longer.
    Closed,
    /// It was not taken, for a reason that only the newsroom can mend.
    Failed,
    /// Nobody knows whether it was taken. To ask again does no harm: a service takes an address once.
    Unclear,
}

/// What must be asked before a subscription is sent; `None` where it can be sent at once.
pub fn ask_token(service: &NewsletterService) -> Option<Request> {
    match service {
        NewsletterService::Ghost { url, .. } => Some(ghost::ask_token(url)),
        NewsletterService::Listmonk { .. } | NewsletterService::Form { .. } => None,
    }
}

/// Reads what [`ask_token`] asked. Ghost 5 takes a subscription without one, so its absence is no
/// error here.
pub fn read_token(answer: &Answer) -> Option<String> {
    ghost::read_token(answer)
}

/// Sends a subscription; `None` where only a form in the page can.
pub fn submit(service: &NewsletterService, email: &str, token: Option<&str>) -> Option<Request> {
    match service {
        NewsletterService::Ghost { url, newsletters } => {
            Some(ghost::submit(url, newsletters, email, token))
        }
        NewsletterService::Listmonk { url, lists } => Some(listmonk::submit(url, lists, email)),
        NewsletterService::Form { .. } => None,
    }
}

/// What became of a subscription.
pub fn outcome(service: &NewsletterService, answer: &Answer) -> Outcome {
    match service {
        NewsletterService::Ghost { .. } => ghost::outcome(answer),
        NewsletterService::Listmonk { .. } => listmonk::outcome(answer),
        NewsletterService::Form { .. } => Outcome::Unclear,
    }
}
