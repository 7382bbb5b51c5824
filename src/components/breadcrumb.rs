//! Where an article stands in the site.

use kiosque_model::Link;
use leptos::prelude::*;

use crate::words::words;

/// The trail above the headline.
#[component]
pub fn Breadcrumb(
    /// From the front page down to the section.
    trail: Vec<Link>,
) -> impl IntoView {
    view! {
        <nav class="breadcrumb" aria-label=words().breadcrumb>
            <ol>
                {trail
                    .into_iter()
                    .map(|step| {
                        view! {
                            <li>
                                <a href=step.url>{step.title}</a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </nav>
    }
    .into_any()
}
