//! Labels beside an article's section: what readers do not see yet, what is still going on.

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

/// Says that the newsroom is still covering what the article tells.
#[component]
pub fn LiveLabel() -> impl IntoView {
    view! { <strong class="live">{words().live}</strong> }.into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use kiosque_model::Language;

    use super::*;
    use crate::rendering::html;

    #[test]
    fn what_is_live_says_so_in_words() {
        let label = html(Language::Fr, || view! { <LiveLabel /> });
        assert!(label.contains("En direct"), "{label}");
        let label = html(Language::En, || view! { <LiveLabel /> });
        assert!(label.contains("Live"), "{label}");
    }
}
