//! What the press asks when it prints: the comments that are published already.
//!
//! Isso tells how many comments many threads have; those that have some are then read one by one by
//! [`Thread::list`](crate::Thread::list). WordPress lists the comments of the whole site.

use kiosque_model::Comment;
use kiosque_model::discussion::{CommentDriver, CommentService};

use crate::comments::{Unreadable, Wording, read};
use crate::exchange::{Answer, Request, count};
use crate::{isso, wordpress};

/// The most threads to be counted by one question. Isso takes no body above 256 KiB (`wsgi.py`,
/// `max_content_length`), and permalinks may be long.
pub const COUNTED_AT_ONCE: usize = 500;

/// Comments of the whole site, as many as were asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Printed {
    /// Comments from the oldest on, each after the number of its post.
    pub comments: Vec<(u64, Comment)>,
    /// All comments of the site. WordPress counts some that it does not show: those of posts that
    /// not everyone may read.
    pub total: u32,
    /// Where to go on, if there is more.
    pub next: Option<u32>,
}

/// Asks how many comments threads have, at most [`COUNTED_AT_ONCE`]; `None` where [`page`] lists
/// them all.
pub fn counts(service: &CommentService, names: &[&str]) -> Option<Request> {
    match service.driver {
        CommentDriver::Isso => Some(isso::counts(service, names)),
        CommentDriver::WordPress => None,
    }
}

/// Reads what [`counts`] asked, in the order of the names, of which there were `asked`. Comments
/// that nobody sees yet or no longer are not counted.
///
/// # Errors
///
/// [`Unreadable`], also where the answer is about more or fewer threads.
pub fn read_counts(answer: &Answer, asked: usize) -> Result<Vec<u32>, Unreadable> {
    let counts: Vec<f64> = read(answer)?;
    if counts.len() != asked {
        return Err(Unreadable::Unexpected);
    }
    Ok(counts.into_iter().map(|one| count(Some(one))).collect())
}

/// Asks for comments of the whole site, from the oldest or from [`Printed::next`] on; `None` where
/// threads are read one by one.
pub fn page(service: &CommentService, from: u32) -> Option<Request> {
    match service.driver {
        CommentDriver::Isso => None,
        CommentDriver::WordPress => Some(wordpress::page(service, from)),
    }
}

/// Reads what [`page`] asked for.
///
/// # Errors
///
/// [`Unreadable`].
pub fn read_page(answer: &Answer, from: u32, wording: Wording<'_>) -> Result<Printed, Unreadable> {
    wordpress::read_page(answer, from, wording)
}
