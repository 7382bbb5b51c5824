//! The front page.

use kiosque_model::Front;
use leptos::prelude::*;

use crate::components::pagination::PaginationView;
use crate::components::summary::{Prominence, Summary};
use crate::words::words;

/// Shows the front page: the lead with its picture, the seconds, the river.
#[component]
pub fn FrontPage(
    /// The newspaper's name, the page's heading.
    name: String,
    /// The page.
    front: Front,
) -> impl IntoView {
    let words = words();
    let Front {
        lead,
        seconds,
        river,
        pagination,
    } = front;
    let heading = if pagination.current > 1 {
        format!(
            "{name} – {}",
            (words.page_of)(pagination.current, pagination.total)
        )
    } else {
        name
    };
    let without_seconds = seconds.is_empty();
    let empty = lead.is_none() && river.is_empty();
    view! {
        <div class="front">
            <h1 class="visually-hidden" tabindex="-1">{heading}</h1>
            <div class="front-top" class:without-seconds=without_seconds>
                {lead.map(|article| view! { <Summary article prominence=Prominence::Lead /> })}
                {(!without_seconds)
                    .then(|| {
                        view! {
                            <div class="seconds">
                                {seconds
                                    .into_iter()
                                    .map(|article| {
                                        view! { <Summary article prominence=Prominence::Second /> }
                                    })
                                    .collect_view()}
                            </div>
                        }
                    })}
            </div>
            {(!river.is_empty())
                .then(|| {
                    view! {
                        <section class="river" aria-labelledby="au-fil">
                            <h2 id="au-fil" class="river-title">{words.latest}</h2>
                            <ol class="river-list">
                                {river
                                    .into_iter()
                                    .map(|article| {
                                        view! {
                                            <li>
                                                <Summary article prominence=Prominence::River />
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ol>
                        </section>
                    }
                })}
            {empty.then(|| view! { <p class="empty">{words.no_articles}</p> })}
            <PaginationView pagination />
        </div>
    }
    .into_any()
}
