//! Who signs, when, and how long it takes to read.

use kiosque_model::{Byline, Moment};
use leptos::prelude::*;

use super::discussion;
use super::when::{Precision, When};
use crate::words::words;

/// The quiet line under the standfirst.
#[component]
pub fn BylineView(
    /// Who signs, in order.
    authors: Vec<Byline>,
    /// First publication.
    published: Moment,
    /// Last change worth telling.
    updated: Option<Moment>,
    /// Whole minutes.
    reading_minutes: u32,
    /// Comments under the article, where readers may write some.
    comments: Option<u32>,
) -> impl IntoView {
    let words = words();
    let last = authors.len().saturating_sub(1);
    let signatures = authors
        .into_iter()
        .enumerate()
        .map(|(position, author)| {
            let joint = match position {
                0 => String::new(),
                position if position == last => format!(" {} ", words.and),
                _ => ", ".into(),
            };
            view! {
                {joint}
                <a rel="author" href=author.url>
                    {author.name}
                </a>
            }
        })
        .collect_view();
    view! {
        <div class="byline">
            <p class="byline-authors">{words.by} " " {signatures}</p>
            <p class="byline-dates">
                <span class="byline-date">
                    {words.published} " " <When moment=published precision=Precision::Full />
                </span>
                {updated
                    .map(|updated| {
                        view! {
                            <span class="byline-date">
                                {words.updated} " "
                                <When moment=updated precision=Precision::Full />
                            </span>
                        }
                    })} <span class="reading-time">{(words.reading_time)(reading_minutes)}</span>
                {comments.map(discussion::count_link)}
            </p>
        </div>
    }
    .into_any()
}
