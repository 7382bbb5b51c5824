//! Articles a reader may want next.

use kiosque_model::ArticleSummary;
use leptos::prelude::*;

use super::summary::{Prominence, Summary};
use crate::words::words;

/// The list under an article.
#[component]
pub fn Related(
    /// The articles.
    articles: Vec<ArticleSummary>,
) -> impl IntoView {
    (!articles.is_empty()).then(|| {
        view! {
            <section class="related" aria-labelledby="a-lire-aussi">
                <h2 id="a-lire-aussi">{words().related}</h2>
                <ul class="related-list">
                    {articles
                        .into_iter()
                        .map(|article| {
                            view! {
                                <li>
                                    <Summary article prominence=Prominence::Related />
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </section>
        }
    })
}
