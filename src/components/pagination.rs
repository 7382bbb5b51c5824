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

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use kiosque_model::Language;

    use super::*;
    use crate::rendering::html;

    fn show(current: u32, total: u32) -> String {
        let pagination = Pagination {
            current,
            total,
            newer: (current > 1).then(|| "/plus-recents/".to_owned()),
            older: (current < total).then(|| "/plus-anciens/".to_owned()),
        };
        html(
            Language::Fr,
            move || view! { <PaginationView pagination /> },
        )
    }

    #[test]
    fn a_list_of_one_page_needs_no_way_through_it() {
        assert!(!show(1, 1).contains("<nav"));
    }

    #[test]
    fn the_ends_of_a_list_have_one_way_out() {
        let first = show(1, 3);
        assert!(first.contains("/plus-anciens/") && !first.contains("/plus-recents/"));
        let last = show(3, 3);
        assert!(!last.contains("/plus-anciens/") && last.contains("/plus-recents/"));
        assert!(last.contains("Page 3 sur 3"));
    }
}
