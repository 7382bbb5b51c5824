//! Marks an article that readers of the published site do not see.

use kiosque_model::Badge;
use leptos::prelude::*;

use crate::words::words;

/// The label.
#[component]
pub fn BadgeLabel(
    /// Why the article is not published.
    badge: Badge,
) -> impl IntoView {
    let text = match badge {
        Badge::Draft => words().draft,
        Badge::Scheduled => words().scheduled,
    };
    view! { <strong class="badge">{text}</strong> }.into_any()
}
