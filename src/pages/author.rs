//! An author's page.

use kiosque_model::Author;
use leptos::prelude::*;

use super::listing::ArticleList;
use crate::components::picture::{PictureView, Place};
use crate::words::words;

/// Shows an author and their articles.
#[component]
pub fn AuthorPage(
    /// The author.
    author: Author,
) -> impl IntoView {
    let Author {
        role,
        portrait,
        listing,
        ..
    } = author;
    let with_portrait = portrait.is_some();
    view! {
        <div class="listing author">
            <header class="listing-head" class:with-portrait=with_portrait>
                {portrait
                    .map(|picture| {
                        view! {
                            <div class="author-portrait">
                                <PictureView picture place=Place::Portrait />
                            </div>
                        }
                    })}
                <div>
                    <p class="listing-kind">{words().author}</p>
                    <h1 tabindex="-1">{listing.title.clone()}</h1>
                    {role.map(|role| view! { <p class="author-role">{role}</p> })}
                    {listing
                        .description
                        .clone()
                        .map(|text| view! { <p class="listing-text">{text}</p> })}
                </div>
            </header>
            <ArticleList listing />
        </div>
    }
    .into_any()
}
