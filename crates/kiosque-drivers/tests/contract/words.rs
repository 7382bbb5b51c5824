//! What answers come to, in a few words that a table can hold.

use kiosque_drivers::comments::{Outcome, ThreadPage, Unreadable};
use kiosque_model::{Comment, CommentDriver, CommentService, Moment};

pub fn service(driver: CommentDriver) -> CommentService {
    CommentService {
        driver,
        url: match driver {
            CommentDriver::Isso => "http://127.0.0.1:8801".into(),
            CommentDriver::WordPress => "http://127.0.0.1:8802".into(),
        },
        name_required: true,
        email_required: true,
    }
}

pub fn wording(seconds: i64) -> Moment {
    Moment {
        iso: seconds.to_string(),
        ..Moment::default()
    }
}

/// `published 3<1`: the number of a comment and of what it answers.
pub fn outcome(outcome: Outcome) -> String {
    match outcome {
        Outcome::Published(comment) => format!("published {}", place(&comment)),
        Outcome::Held(Some(id)) => format!("held {id}"),
        Outcome::Held(None) => "held".into(),
        Outcome::Duplicate => "duplicate".into(),
        Outcome::TooFast { wait } => format!("too fast {wait}"),
        Outcome::Enough => "enough".into(),
        Outcome::OwnComment => "own comment".into(),
        Outcome::Closed => "closed".into(),
        Outcome::LoginRequired => "login".into(),
        Outcome::Unwelcome => "unwelcome".into(),
        Outcome::Refused(Some(field)) => format!("refused {field:?}"),
        Outcome::Refused(None) => "refused".into(),
        Outcome::Failed => "failed".into(),
        Outcome::Unclear => "unclear".into(),
    }
}

/// `1 3<1 2x of 2, next 100`: comments as they are listed, all there are, and where to go on. An
/// `x` is a comment that was taken back.
pub fn page(page: &ThreadPage) -> String {
    listing(page.comments.iter().map(place), page.total, page.next)
}

pub fn listing(places: impl Iterator<Item = String>, total: u32, next: Option<u32>) -> String {
    let mut words: Vec<String> = places.collect();
    words.push(format!("of {total}"));
    if let Some(next) = next {
        words.push(format!("next {next}"));
    }
    words.join(" ")
}

pub fn place(comment: &Comment) -> String {
    let mut place = comment.id.to_string();
    if let Some(parent) = comment.parent {
        place += &format!("<{parent}");
    }
    if comment.deleted {
        place.push('x');
    }
    place
}

pub fn read<T>(read: Result<T, Unreadable>, words: impl Fn(T) -> String) -> String {
    match read {
        Ok(read) => words(read),
        Err(Unreadable::Forbidden) => "forbidden".into(),
        Err(Unreadable::Unexpected) => "unexpected".into(),
    }
}
