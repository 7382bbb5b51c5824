//! What is shown where nothing is.

use leptos::prelude::*;

use crate::words::words;

/// Says that there is no page here and where to go from here.
#[component]
pub fn NotFoundPage(
    /// Permalink of the front page.
    home: String,
) -> impl IntoView {
    let words = words();
    view! {
        <div class="notice not-found">
            <p class="notice-mark" aria-hidden="true">"404"</p>
            <h1 tabindex="-1">{words.not_found}</h1>
            <p>{words.not_found_text}</p>
            <p>
                <a class="button" href=home>{words.to_front_page}</a>
            </p>
        </div>
    }
    .into_any()
}
