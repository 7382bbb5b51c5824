//! An article's tags.

use kiosque_model::Link;
use leptos::prelude::*;

use crate::words::words;

/// The tags as links to their pages.
#[component]
pub fn Tags(
    /// The tags.
    tags: Vec<Link>,
) -> impl IntoView {
    (!tags.is_empty()).then(|| {
        view! {
            <ul class="tags" aria-label=words().tags>
                {tags
                    .into_iter()
                    .map(|tag| {
                        view! {
                            <li>
                                <a rel="tag" href=tag.url>
                                    {tag.title}
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        }
    })
}
