//! An article that a search found.

use leptos::prelude::*;

use crate::services::search::Hit;

/// The article's headline as a link, its section and day, and the words around those looked for.
#[component]
pub fn SearchHit(
    /// The article.
    hit: Hit,
) -> impl IntoView {
    let Hit {
        url,
        title,
        section,
        date,
        excerpt,
    } = hit;
    view! {
        <article class="search-hit">
            <h3 class="summary-headline">
                <a href=url>{title}</a>
            </h3>
            <p class="summary-meta">
                <span class="search-hit-section">{section}</span>
                <span>{date}</span>
            </p>
            <p class="search-excerpt">
                {excerpt
                    .into_iter()
                    .map(|piece| {
                        if piece.marked {
                            view! { <mark>{piece.text}</mark> }.into_any()
                        } else {
                            piece.text.into_any()
                        }
                    })
                    .collect_view()}
            </p>
        </article>
    }
    .into_any()
}
