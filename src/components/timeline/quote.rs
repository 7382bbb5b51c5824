//! A post inside a post.

use kiosque_catalogue::reader::PostWords;
use kiosque_model::TimelinePost;
use kiosque_model::post::{Post, PostState, Quote, UnavailableReason, web_link};

use super::super::when::{Precision, time};
use super::author::author;
use super::card::{Matter, address, covered, is_right_to_left, notice};
use super::text::outside;
use crate::markup::{Element, element};

/// Shows the post that a post quotes, or says why it is not there.
pub fn quote(words: &'static PostWords, quote: &Quote, shown: &TimelinePost) -> Element {
    match quote {
        Quote::Post(post) if matches!(post.state, PostState::Withdrawn { .. }) => {
            gone(words, UnavailableReason::RemovedByUs, None)
        }
        Quote::Post(post) => quoted(words, post, shown),
        Quote::Unavailable { reason, url } => gone(words, *reason, url.as_deref()),
    }
}

fn quoted(words: &'static PostWords, post: &Post, shown: &TimelinePost) -> Element {
    let address = address(post);
    // Its date leads to it, as hours lead to posts.
    let posted = shown.quoted.as_ref().map(|posted| {
        let time = time(posted, Precision::Full);
        element("span")
            .class("post-quote-time")
            .child(match address {
                Some(href) => outside(href).child(time),
                None => time,
            })
    });
    let matter = Matter {
        post,
        id: format!("{}-cite", shown.anchor),
        poll: shown.quoted_poll.as_ref(),
    };
    let direction = if is_right_to_left(post) { "rtl" } else { "ltr" };
    element("blockquote")
        .class("post-quote")
        .maybe("cite", address.map(str::to_owned))
        .with("dir", direction)
        .child(
            element("header")
                .class("post-head")
                .child(author(&post.author, post.source))
                .child(posted),
        )
        .child(covered(words, &matter, None))
        .child((words.state)(&post.state).map(notice))
}

fn gone(words: &PostWords, reason: UnavailableReason, url: Option<&str>) -> Element {
    let link = url
        .and_then(web_link)
        .map(|href| outside(href).child(words.original_address));
    element("p")
        .class("post-quote post-quote-gone")
        .child((words.unavailable)(reason))
        .child(" ")
        .child(link)
}
