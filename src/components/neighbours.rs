//! The way to the articles just before and after in the same section.

use kiosque_model::Link;
use leptos::prelude::*;

use super::icon::{Icon, IconView};
use crate::words::words;

/// Links to the neighbouring articles.
#[component]
pub fn Neighbours(
    /// The older one.
    previous: Option<Link>,
    /// The newer one.
    next: Option<Link>,
) -> impl IntoView {
    let words = words();
    (previous.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="neighbours" aria-label=words.neighbours>
                {previous
                    .map(|link| {
                        view! {
                            <a class="neighbour" rel="prev" href=link.url>
                                <span class="neighbour-way">
                                    <IconView icon=Icon::Left />
                                    {words.previous_article}
                                </span>
                                <span class="neighbour-title">{link.title}</span>
                            </a>
                        }
                    })}
                {next
                    .map(|link| {
                        view! {
                            <a class="neighbour neighbour-next" rel="next" href=link.url>
                                <span class="neighbour-way">
                                    {words.next_article} <IconView icon=Icon::Right />
                                </span>
                                <span class="neighbour-title">{link.title}</span>
                            </a>
                        }
                    })}
            </nav>
        }
    })
}
