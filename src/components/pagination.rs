//! The way through a paged list.

use kiosque_model::Pagination;
use leptos::prelude::*;

use super::icon::{Icon, IconView};
use crate::words::words;

/// Links to the neighbouring pages of a list; nothing for a list of one page.
#[component]
pub fn PaginationView(
    /// Where this page stands.
    pagination: Pagination,
) -> impl IntoView {
    let words = words();
    (pagination.total > 1).then(|| {
        view! {
            <nav class="pagination" aria-label=words.pages>
                {pagination
                    .newer
                    .map(|url| {
                        view! {
                            <a rel="prev" href=url>
                                <IconView icon=Icon::Left />
                                {words.newer}
                            </a>
                        }
                    })}
                <span class="pagination-place">
                    {(words.page_of)(pagination.current, pagination.total)}
                </span>
                {pagination
                    .older
                    .map(|url| {
                        view! {
                            <a rel="next" href=url>
                                {words.older}
                                <IconView icon=Icon::Right />
                            </a>
                        }
                    })}
            </nav>
        }
    })
}
