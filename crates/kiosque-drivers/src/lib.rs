//! What comment and newsletter services are asked, and what their answers mean.
//!
//! A driver is two functions: what is wanted becomes a [`Request`], and the service's [`Answer`]
//! becomes an outcome with one meaning for all services. Nothing here does I/O: the app asks by
//! `fetch`, the press and the tests by their own clients, all of them the same words.
//!
//! No text of a service is ever shown: answers are told apart by status, code and known phrases, and
//! the catalogue has the sentences. HTML of comments is taken apart by [`html`].

pub mod comments;
pub mod exchange;
mod ghost;
pub mod html;
mod isso;
mod listmonk;
pub mod newsletter;
pub mod outbox;
pub mod printed;
mod wordpress;

pub use comments::{Outcome, Sort, Submission, Thread, ThreadPage};
pub use exchange::{Answer, Method, Request};
