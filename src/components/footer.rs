//! The foot of every page.

use kiosque_model::Masthead;
use leptos::prelude::*;

use crate::words::words;

/// The newspaper's name once more, and the links the editor chose.
#[component]
pub fn Footer(
    /// Name and navigation of the site.
    masthead: Masthead,
) -> impl IntoView {
    view! {
        <footer class="site-footer">
            <p class="site-footer-name">
                <a href=masthead.home>{masthead.name}</a>
            </p>
            {masthead.tagline.map(|tagline| view! { <p>{tagline}</p> })}
            {(!masthead.footer.is_empty() || masthead.shelf.is_some())
                .then(|| {
                    view! {
                        <nav aria-label=words().footer>
                            <ul>
                                {masthead
                                    .footer
                                    .into_iter()
                                    .map(|link| {
                                        view! {
                                            <li>
                                                <a href=link.url>{link.title}</a>
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                                {masthead
                                    .shelf
                                    .map(|url| {
                                        view! {
                                            <li>
                                                <a href=url>{words().pocket.shelf_title}</a>
                                            </li>
                                        }
                                    })}
                            </ul>
                        </nav>
                    }
                })}
        </footer>
    }
    .into_any()
}
