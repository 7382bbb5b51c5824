//! Content warnings.

use leptos::prelude::*;

/// What an author put under a warning stays under it until the reader asks.
#[component]
pub fn Cover(
    /// The author's warning.
    warning: Option<String>,
    /// What is covered, or shown as it is without a warning.
    children: Children,
) -> impl IntoView {
    match warning {
        Some(warning) => view! {
            <details class="post-sensitive">
                <summary dir="auto">{warning}</summary>
                {children()}
            </details>
        }
        .into_any(),
        None => children().into_any(),
    }
}
