//! What is shown while the first page comes, and when it does not.

use leptos::prelude::*;

use crate::navigation::Visit;
use crate::services::content::LoadFailure;
use crate::words::words;

/// Says that the page is on its way.
#[component]
pub fn Loading() -> impl IntoView {
    view! { <p class="notice loading" role="status">{words().loading}</p> }.into_any()
}

/// Says what went wrong and offers to try again.
#[component]
pub fn Failure(
    /// What went wrong.
    failure: LoadFailure,
) -> impl IntoView {
    let words = words();
    let visit = expect_context::<Visit>();
    let explanation = match failure {
        LoadFailure::Network => words.load_failed_network.to_owned(),
        LoadFailure::Status(status) => (words.load_failed_status)(status),
        LoadFailure::NotFound => (words.load_failed_status)(404),
        LoadFailure::Malformed => words.load_failed_malformed.to_owned(),
        LoadFailure::Newer => words.load_failed_newer.to_owned(),
    };
    view! {
        <div class="notice load-failure" role="alert">
            <h1 tabindex="-1">{words.load_failed}</h1>
            <p>{explanation}</p>
            <p>
                <button type="button" class="button retry" on:click=move |_| visit.retry()>
                    {words.retry}
                </button>
            </p>
        </div>
    }
    .into_any()
}
