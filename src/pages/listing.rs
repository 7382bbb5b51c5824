//! A section's or a tag's page.

use kiosque_model::Listing;
use leptos::prelude::*;

use crate::components::pagination::PaginationView;
use crate::components::summary::{Prominence, Summary};
use crate::words::words;

/// What a list is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListingKind {
    /// A section.
    Section,
    /// A tag.
    Tag,
}

/// Shows a section's or a tag's articles.
#[component]
pub fn ListingPage(
    /// What the list is about.
    kind: ListingKind,
    /// The list.
    listing: Listing,
) -> impl IntoView {
    let label = match kind {
        ListingKind::Section => words().section,
        ListingKind::Tag => words().tag,
    };
    view! {
        <div class="listing">
            <header class="listing-head">
                <p class="listing-kind">{label}</p>
                <h1 tabindex="-1">{listing.title.clone()}</h1>
                {listing.description.clone().map(|text| view! { <p class="listing-text">{text}</p> })}
            </header>
            <ArticleList listing />
        </div>
    }
    .into_any()
}

/// The articles of a list, with their count and the way to its other pages.
#[component]
pub fn ArticleList(
    /// The list.
    listing: Listing,
) -> impl IntoView {
    let words = words();
    let Listing {
        count,
        articles,
        pagination,
        ..
    } = listing;
    view! {
        <p class="listing-count">{(words.article_count)(count)}</p>
        {if articles.is_empty() {
            view! { <p class="empty">{words.no_articles}</p> }.into_any()
        } else {
            view! {
                <ol class="river-list">
                    {articles
                        .into_iter()
                        .map(|article| {
                            view! {
                                <li>
                                    <Summary article prominence=Prominence::Listed />
                                </li>
                            }
                        })
                        .collect_view()}
                </ol>
            }
                .into_any()
        }}
        <PaginationView pagination />
    }
    .into_any()
}
