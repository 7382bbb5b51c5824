//! The newspaper's name, its edition line and its sections.

use kiosque_model::Masthead;
use leptos::prelude::*;

use super::icon::{Icon, IconView};
use super::text_size::TextSize;
use super::theme_toggle::ThemeToggle;
use crate::navigation::Visit;
use crate::platform::scroll;
use crate::words::words;

/// Distance from the top, in CSS pixels, under which the row of sections stays where it is.
const NEAR_THE_TOP: f64 = 320.0;

/// The head of every page. On a long page its row of sections comes back as a thin bar when the
/// reader scrolls up.
#[component]
pub fn MastheadView(
    /// Name and navigation of the site.
    masthead: Masthead,
) -> impl IntoView {
    let words = words();
    let visit = expect_context::<Visit>();
    // The page's own permalink, not the browser's address: a 404 is printed once for all.
    let pathname = Memo::new(move |_| {
        visit
            .page()
            .map(|page| page.url.clone())
            .unwrap_or_default()
    });
    let position = scroll::use_position();
    let returning =
        Memo::new(move |_| position.with(|position| position.upward && position.y > NEAR_THE_TOP));
    let passed = Memo::new(move |_| position.with(|position| position.y > NEAR_THE_TOP));
    let home = masthead.home.clone();
    view! {
        <header class="masthead">
            <div class="masthead-top">
                <p class="masthead-edition">
                    <span class="masthead-edition-of">{words.edition_of} " "</span>
                    {masthead.edition}
                </p>
                <p class="masthead-name">
                    <a href=masthead.home>{masthead.name.clone()}</a>
                </p>
                {masthead
                    .tagline
                    .map(|tagline| view! { <p class="masthead-tagline">{tagline}</p> })}
                <div class="masthead-tools">
                    {masthead
                        .search
                        .map(|url| {
                            let here = url.clone();
                            let current = move || {
                                pathname.with(|path| *path == here).then_some("page")
                            };
                            view! {
                                <a
                                    class="masthead-search"
                                    href=url
                                    aria-label=words.search
                                    title=words.search
                                    aria-current=current
                                >
                                    <IconView icon=Icon::Search />
                                </a>
                            }
                        })}
                    <TextSize />
                    <ThemeToggle />
                </div>
            </div>
            <nav
                class="masthead-sections"
                aria-label=words.sections
                data-passed=move || passed.get().then_some("")
                data-returning=move || returning.get().then_some("")
            >
                <a class="masthead-short" href=home tabindex="-1" aria-hidden="true">
                    {masthead.name}
                </a>
                <ul>
                    {masthead
                        .sections
                        .into_iter()
                        .map(|section| {
                            let url = section.url.clone();
                            let current = move || {
                                pathname
                                    .with(|path| {
                                        if *path == url {
                                            Some("page")
                                        } else if path.starts_with(&url) {
                                            Some("true")
                                        } else {
                                            None
                                        }
                                    })
                            };
                            view! {
                                <li>
                                    <a href=section.url aria-current=current>
                                        {section.title}
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </nav>
        </header>
    }
    .into_any()
}
