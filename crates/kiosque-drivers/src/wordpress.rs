//! WordPress by its REST API: what it is asked, and what its answers mean.
//!
//! Rules that name a file are read in `wp-includes` of WordPress 6; `controller` is
//! `rest-api/endpoints/class-wp-rest-comments-controller.php`. Messages are translated, hold character
//! references and are never looked at: `code` says it all.

use kiosque_model::Comment;
use kiosque_model::discussion::CommentService;
use kiosque_model::field_rules::{Field, website};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::comments::{
    Outcome, Sort, Submission, Thread, ThreadPage, Unreadable, Wording, keep_one_of_each, read,
};
use crate::exchange::{Answer, Method, Request, encoded, id};
use crate::html::unescape;
use crate::printed::Printed;

/// The most that a page holds (`rest-api/endpoints/class-wp-rest-controller.php`).
const PAGE: u32 = 100;

/// A second comment within fifteen seconds is a flood (`comment.php`, `wp_check_comment_flood`).
const FLOOD: Outcome = Outcome::TooFast { wait: 15 };

#[derive(Deserialize)]
struct Kept {
    id: Option<f64>,
    post: Option<f64>,
    parent: Option<f64>,
    author_name: Option<String>,
    author_url: Option<String>,
    date_gmt: Option<String>,
    content: Option<Content>,
    status: Option<String>,
}

#[derive(Deserialize)]
struct Content {
    rendered: Option<String>,
}

impl Kept {
    fn comment(self, wording: Wording<'_>) -> Option<Comment> {
        let created = instant(&self.date_gmt.unwrap_or_default()).unwrap_or_default();
        Some(Comment {
            id: id(self.id)?,
            parent: id(self.parent),
            // Names and addresses are stored escaped (`default-filters.php`, `pre_comment_author_name`).
            author: unescape(&self.author_name.unwrap_or_default()),
            website: self.author_url.and_then(|url| website(&unescape(&url))),
            created,
            moment: wording(created),
            edited: false,
            deleted: false,
            votes: None,
            html: self
                .content
                .and_then(|content| content.rendered)
                .unwrap_or_default(),
        })
    }

    /// Only what everyone may see, also where somebody asks who may see more.
    fn is_public(&self) -> bool {
        self.status
            .as_deref()
            .is_none_or(|status| status == "approved")
    }
}

/// Seconds since 1970 of an instant such as `2026-01-15T18:00:00`, which is UTC.
fn instant(date: &str) -> Option<i64> {
    let part = |from: usize, to: usize, most: i64| {
        let digits = date.get(from..to)?;
        let number: i64 = digits.parse().ok()?;
        // `parse` takes a sign.
        (digits.bytes().all(|byte| byte.is_ascii_digit()) && number <= most).then_some(number)
    };
    let (year, month, day) = (part(0, 4, 9999)?, part(5, 7, 12)?, part(8, 10, 31)?);
    let (hour, minute, second) = (part(11, 13, 23)?, part(14, 16, 59)?, part(17, 19, 60)?);
    if year == 0 || month == 0 || day == 0 {
        return None;
    }
    // Days of the civil calendar, years beginning in March so that the day of a leap year is the
    // last (<https://howardhinnant.github.io/date_algorithms.html#days_from_civil>).
    let (year, month) = if month < 3 {
        (year - 1, month + 9)
    } else {
        (year, month - 3)
    };
    let days =
        365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

/// Where comments are asked for. Its parts of `_fields` are whole: WordPress 6.1 leaves `content`
/// out altogether when `content.rendered` is asked for.
fn listing(service: &CommentService, post: &str, order: &str, from: u32) -> Request {
    Request::get(format!(
        "{}/wp-json/wp/v2/comments?{post}per_page=100&page={}&orderby=date_gmt&order={order}\
         &_fields=id,post,parent,author_name,author_url,date_gmt,content,status",
        service.url,
        from / PAGE + 1,
    ))
}

pub(crate) fn list(thread: &Thread<'_>, sort: Sort, from: u32) -> Request {
    let order = match sort {
        Sort::Newest => "desc",
        // Nobody votes here.
        Sort::Oldest | Sort::Best => "asc",
    };
    let post = format!("post={}&", encoded(thread.name));
    listing(thread.service, &post, order, from)
}

/// Asks for comments of the whole site.
pub(crate) fn page(service: &CommentService, from: u32) -> Request {
    listing(service, "", "asc", from)
}

/// A page as it was sent, how many comments there are, and where to go on.
fn read_listing(answer: &Answer, from: u32) -> Result<(Vec<Kept>, u32, Option<u32>), Unreadable> {
    // Comments end in an empty page, other lists of WordPress in a 400 (`controller`, `get_items`).
    if answer.status == 400 && from > 0 {
        return Ok((Vec::new(), from, None));
    }
    let mut kept: Vec<Kept> = read(answer)?;
    let held = u32::try_from(kept.len()).unwrap_or(u32::MAX);
    kept.retain(Kept::is_public);
    let next = (from / PAGE).saturating_add(1).saturating_mul(PAGE);
    // A page is shorter than others where it holds comments that not everyone may see, so only the
    // total says where the list ends. It comes in a header, which a proxy may hide from scripts.
    let more = answer.total.map_or(held >= PAGE, |total| next < total);
    let total = answer.total.unwrap_or(from.saturating_add(held));
    Ok((kept, total, more.then_some(next)))
}

pub(crate) fn read_list(
    answer: &Answer,
    from: u32,
    wording: Wording<'_>,
) -> Result<ThreadPage, Unreadable> {
    let (kept, total, next) = read_listing(answer, from)?;
    let mut comments: Vec<_> = kept
        .into_iter()
        .filter_map(|kept| kept.comment(wording))
        .collect();
    keep_one_of_each(&mut comments);
    let descends = match (comments.first(), comments.last()) {
        (Some(first), Some(last)) => first.created > last.created,
        _ => false,
    };
    if descends {
        // The newest first, and yet no answer before what it answers.
        let (first, answers): (Vec<_>, Vec<_>) = comments
            .into_iter()
            .partition(|comment| comment.parent.is_none());
        comments = first;
        comments.extend(answers.into_iter().rev());
    }
    Ok(ThreadPage {
        comments,
        total,
        next,
        wants: None,
    })
}

pub(crate) fn read_page(
    answer: &Answer,
    from: u32,
    wording: Wording<'_>,
) -> Result<Printed, Unreadable> {
    let (kept, total, next) = read_listing(answer, from)?;
    let comments = kept
        .into_iter()
        .filter_map(|kept| Some((id(kept.post)?, kept.comment(wording)?)))
        .collect();
    Ok(Printed {
        comments,
        total,
        next,
    })
}

#[derive(Serialize)]
struct New<'a> {
    post: u64,
    // `null` is no number to WordPress, and no address.
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<u64>,
    author_name: &'a str,
    author_email: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    author_url: &'a str,
    content: &'a str,
}

pub(crate) fn submit(thread: &Thread<'_>, submission: &Submission) -> Request {
    let url = format!("{}/wp-json/wp/v2/comments", thread.service.url);
    let new = New {
        // No post has the number 0: the answer to it is that nobody can write there.
        post: thread.name.parse().unwrap_or_default(),
        parent: submission.parent,
        author_name: submission.name.trim(),
        author_email: submission.email.trim(),
        author_url: submission.website.trim(),
        content: submission.text.trim(),
    };
    Request::json(Method::Post, url, &new)
}

#[derive(Deserialize)]
struct Refusal {
    code: String,
}

/// Which parameters are wrong. What is said of them is not looked at.
#[derive(Deserialize)]
struct Wrong {
    data: Details,
}

#[derive(Deserialize)]
struct Details {
    params: Params,
}

#[derive(Deserialize)]
struct Params {
    author_email: Option<IgnoredAny>,
    author_name: Option<IgnoredAny>,
    author_url: Option<IgnoredAny>,
    content: Option<IgnoredAny>,
}

pub(crate) fn outcome(answer: &Answer, again: bool, wording: Wording<'_>) -> Outcome {
    match answer.status {
        200..=299 => answer
            .json()
            .and_then(|kept| taken(kept, wording))
            .unwrap_or(Outcome::Unclear),
        400..=499 => {
            let refusal = answer.json::<Refusal>();
            refused(
                &refusal.map(|it| it.code).unwrap_or_default(),
                answer,
                again,
            )
        }
        _ => Outcome::Unclear,
    }
}

fn taken(kept: Kept, wording: Wording<'_>) -> Option<Outcome> {
    let number = id(kept.id)?;
    Some(match kept.status.as_deref() {
        Some("approved") => Outcome::Published(Box::new(kept.comment(wording)?)),
        Some("spam" | "trash") => Outcome::Unwelcome,
        // `hold`, and what a plugin may call it.
        _ => Outcome::Held(Some(number)),
    })
}

fn refused(code: &str, answer: &Answer, again: bool) -> Outcome {
    match code {
        "rest_comment_login_required" => Outcome::LoginRequired,
        "rest_comment_closed"
        | "rest_comment_draft_post"
        | "rest_comment_trash_post"
        | "rest_comment_invalid_post_id"
        | "rest_cannot_read_post" => Outcome::Closed,
        // Either of the two is missing: only the message knows, and not which.
        "rest_comment_author_data_required" => Outcome::Refused(None),
        "rest_comment_content_invalid" | "comment_content_column_length" => {
            Outcome::Refused(Some(Field::Text))
        }
        "comment_author_column_length" => Outcome::Refused(Some(Field::Name)),
        "comment_author_email_column_length" => Outcome::Refused(Some(Field::Email)),
        "comment_author_url_column_length" => Outcome::Refused(Some(Field::Website)),
        // A post or a parent that is no number is nothing that a reader wrote.
        "rest_invalid_param" => {
            wrong(answer).map_or(Outcome::Failed, |field| Outcome::Refused(Some(field)))
        }
        // A 400 in the REST API; forms and plugins say it by the status.
        "comment_flood" => FLOOD,
        _ => match answer.status {
            408 => Outcome::Unclear,
            // The check has no end: what was sent before is there, seen or not.
            409 if again => Outcome::Held(None),
            409 => Outcome::Duplicate,
            413 => Outcome::Refused(Some(Field::Text)),
            429 => FLOOD,
            _ => Outcome::Failed,
        },
    }
}

fn wrong(answer: &Answer) -> Option<Field> {
    let params = answer.json::<Wrong>()?.data.params;
    [
        (params.author_email, Field::Email),
        (params.author_name, Field::Name),
        (params.author_url, Field::Website),
        (params.content, Field::Text),
    ]
    .into_iter()
    .find_map(|(wrong, field)| wrong.map(|_| field))
}

/// The HTML of a comment, near enough to show how it will look: paragraphs and line ends
/// (`formatting.php`, `wpautop`). Tags are left to the allow-list, quotation marks as they are.
pub(crate) fn written(text: &str) -> String {
    // A quotation is a block of its own, the only one that comments may have (`kses.php`).
    let text = text
        .replace("<blockquote>", "\n\n<blockquote>")
        .replace("</blockquote>", "</blockquote>\n\n");
    let mut html = String::with_capacity(text.len() + 16);
    let mut open = false;
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            if open {
                html.push_str("</p>\n");
            }
            open = false;
            continue;
        }
        html.push_str(if open { "<br />\n" } else { "<p>" });
        html.push_str(line);
        open = true;
    }
    if open {
        html.push_str("</p>\n");
    }
    html.replace("<p><blockquote>", "<blockquote><p>")
        .replace("</blockquote></p>", "</p></blockquote>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_counted_from_1970() {
        for (date, seconds) in [
            ("1970-01-01T00:00:00", 0),
            ("1969-12-31T23:59:59", -1),
            ("2000-02-29T12:00:00", 951_825_600),
            ("2024-02-29T00:00:00", 1_709_164_800),
            ("2026-01-15T18:00:00", 1_768_500_000),
            ("2026-12-31T23:59:60", 1_798_761_600),
            ("2100-03-01T00:00:00", 4_107_542_400),
        ] {
            assert_eq!(instant(date), Some(seconds), "{date}");
        }
    }

    #[test]
    fn what_is_no_instant_is_none() {
        for date in [
            "",
            "2026-01-15",
            "0000-00-00T00:00:00",
            "-001-11-30T00:00:00",
            "2026-13-01T00:00:00",
            "2026-00-01T00:00:00",
            "2026-01-15T24:00:00",
            "2026-01-15T18:00:+1",
            "2026-01-15T18:00:0é",
            "ééééééééééééééééééé",
        ] {
            assert_eq!(instant(date), None, "{date}");
        }
    }

    #[test]
    fn a_comment_has_the_paragraphs_and_line_ends_that_wordpress_gives_it() {
        assert_eq!(written(""), "");
        assert_eq!(written(" \n\n "), "");
        assert_eq!(written("Un mot."), "<p>Un mot.</p>\n");
        assert_eq!(
            written("Une ligne,\r\nune autre.\r\n\r\n\r\n<b>Fin</b> < 3\n"),
            "<p>Une ligne,<br />\nune autre.</p>\n<p><b>Fin</b> < 3</p>\n"
        );
    }

    #[test]
    fn a_quotation_is_a_block_of_its_own() {
        assert_eq!(
            written("Il dit :\n<blockquote>Non.\n\nJamais.</blockquote>\nVraiment ?"),
            "<p>Il dit :</p>\n<blockquote><p>Non.</p>\n<p>Jamais.</p></blockquote>\n<p>Vraiment ?</p>\n"
        );
    }
}
