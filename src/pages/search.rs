//! The page on which a reader searches the site.
//!
//! Accessibility: a real form in a search landmark; what was found is counted in a live region and
//! listed under a heading of its own; focus stays in the field while the reader types and goes to
//! the first new article when more are shown. Without script the page says so and leads to the
//! sections and tags.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use kiosque_model::{Language, Link, SearchPage};
use leptos::html;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, SubmitEvent};

use crate::components::search_hit::SearchHit;
use crate::components::tags::Tags;
use crate::navigation::{Visit, history};
use crate::platform::style_sheet;
use crate::services::search::{self, Found, Hit, Unavailable};
use crate::words::words;

/// What this kind of page alone is styled by: in the head of its printed page, and with the app.
pub const STYLE: &str = include_str!("../../style/search.css");
/// Pause in typing after which the index is asked.
const TYPING_PAUSE_MS: u32 = 300;
/// Articles shown at once, and added each time the reader asks for more.
const AT_ONCE: u32 = 10;

/// What the index said last.
#[derive(Debug, Clone)]
enum Answer {
    /// Nothing was asked.
    None,
    /// The articles found for these words, and those shown so far.
    Found {
        words: String,
        found: Found,
        hits: Vec<Hit>,
    },
    /// The index could not be had.
    Failed,
}

/// A reader's search.
#[derive(Clone, Copy)]
struct Search {
    /// Permalink of the page.
    url: StoredValue<String>,
    indexes: StoredValue<Vec<String>>,
    language: Language,
    field: NodeRef<html::Input>,
    section: NodeRef<html::Select>,
    answer: RwSignal<Answer, LocalStorage>,
    asking: RwSignal<bool>,
    /// Number of the last question: an answer to another comes too late.
    question: StoredValue<u32>,
    typing: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Search {
    fn new(url: String, indexes: Vec<String>, language: Language) -> Self {
        Self {
            url: StoredValue::new(url),
            indexes: StoredValue::new(indexes),
            language,
            field: NodeRef::new(),
            section: NodeRef::new(),
            answer: RwSignal::new_local(Answer::None),
            asking: RwSignal::new(false),
            question: StoredValue::new(0),
            typing: StoredValue::new_local(None),
        }
    }

    /// Asks what the address asks. A field the reader filled before the app came is left alone
    /// where the address asks nothing.
    fn read_address(self, leave_typed: bool) {
        let Some(field) = self.field.get_untracked() else {
            return;
        };
        let words = search::from_address(&window().location().search().unwrap_or_default());
        if !words.is_empty() || !leave_typed {
            field.set_value(&words);
        }
        let asked = self.ask();
        spawn_local(async move {
            asked.await;
            tick().await;
            // The list was not there yet when the page was: the way back ends here.
            if let Some(y) = history::saved_place().map(|place| place.y())
                && y > 0.0
            {
                window().scroll_to_with_x_and_y(0.0, y);
            }
        });
    }

    /// Asks once the reader pauses.
    fn ask_soon(self) {
        let timeout = Timeout::new(TYPING_PAUSE_MS, move || spawn_local(self.ask()));
        self.typing.set_value(Some(timeout));
    }

    /// Asks for what is in the field, and keeps it in the address.
    fn ask(self) -> impl Future<Output = ()> {
        self.typing.set_value(None);
        let words = self
            .field
            .get_untracked()
            .map(|field| field.value().trim().to_owned())
            .unwrap_or_default();
        let section = self
            .section
            .get_untracked()
            .map(|section| section.value())
            .filter(|section| !section.is_empty());
        self.url
            .with_value(|url| history::replace_address(&search::to_address(url, &words)));
        self.question.update_value(|question| *question += 1);
        let question = self.question.get_value();
        self.asking.set(!words.is_empty());
        async move {
            let answer = if words.is_empty() {
                Answer::None
            } else {
                self.answer_to(words, section).await
            };
            // The page may be gone, too.
            if self.question.try_get_value() == Some(question) {
                self.asking.set(false);
                self.answer.set(answer);
            }
        }
    }

    async fn answer_to(self, words: String, section: Option<String>) -> Answer {
        let indexes = self.indexes.get_value();
        let section = section.as_deref();
        let answer: Result<_, Unavailable> = async {
            let found = search::search(&indexes, self.language, &words, section).await?;
            let hits = found.hits(0, AT_ONCE).await?;
            if hits.iter().any(|hit| hit.answers(&words)) {
                Ok((found, hits))
            } else {
                Ok((Found::nothing(), Vec::new()))
            }
        }
        .await;
        match answer {
            Ok((found, hits)) => Answer::Found { words, found, hits },
            Err(Unavailable) => Answer::Failed,
        }
    }

    /// Shows more of what was found, and goes on from the first of them.
    async fn show_more(self) {
        let question = self.question.get_value();
        let Answer::Found {
            words,
            found,
            mut hits,
        } = self.answer.get_untracked()
        else {
            return;
        };
        let shown = u32::try_from(hits.len()).unwrap_or(u32::MAX);
        let more = found.hits(shown, shown.saturating_add(AT_ONCE)).await;
        if self.question.try_get_value() != Some(question) {
            return;
        }
        self.answer.set(match more {
            Ok(more) => {
                hits.extend(more);
                Answer::Found { words, found, hits }
            }
            Err(Unavailable) => Answer::Failed,
        });
        tick().await;
        let links = document().query_selector_all(".search-hit a").ok();
        if let Some(link) = links.and_then(|links| links.item(shown))
            && let Ok(link) = link.dyn_into::<HtmlElement>()
        {
            let _ = link.focus();
        }
    }

    /// What the live region says.
    fn status(self) -> String {
        let catalogue = words();
        if self.asking.get() {
            return catalogue.searching.to_owned();
        }
        self.answer.with(|answer| match answer {
            Answer::None => String::new(),
            Answer::Failed => catalogue.search_failed.to_owned(),
            Answer::Found { words, found, .. } => match found.count() {
                0 => (catalogue.search_none)(words),
                count => (catalogue.search_found)(count, words),
            },
        })
    }
}

/// Shows the search page.
#[component]
pub fn SearchView(
    /// The page.
    page: SearchPage,
    /// Its permalink.
    url: String,
    /// The site's sections.
    sections: Vec<Link>,
) -> impl IntoView {
    let words = words();
    let language = use_context::<Language>().unwrap_or_default();
    let search = Search::new(url.clone(), page.indexes, language);
    let visit = expect_context::<Visit>();
    Effect::new(move |begun: Option<()>| {
        if begun.is_some() {
            return;
        }
        style_sheet::adopt(STYLE);
        // Only then can the field have been filled before the app came.
        search.read_address(visit.is_on_its_first_page());
        let listener = EventListener::new(&window(), "popstate", move |_| {
            let here = window().location().pathname().unwrap_or_default();
            if search.url.try_with_value(|url| *url == here) == Some(true) {
                search.read_address(false);
            }
        });
        let listener = StoredValue::new_local(listener);
        on_cleanup(move || listener.dispose());
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        spawn_local(search.ask());
    };
    let choices: Vec<String> = sections
        .iter()
        .map(|section| section.title.clone())
        .collect();
    view! {
        <div class="listing search">
            <header class="listing-head">
                <h1 tabindex="-1">{words.search}</h1>
            </header>
            <form class="search-form" role="search" method="get" action=url on:submit=submit>
                <div class="search-field search-words">
                    <label for="mots">{words.search_label}</label>
                    <input
                        id="mots"
                        type="search"
                        name="q"
                        autocomplete="off"
                        enterkeyhint="search"
                        aria-describedby="mots-aide"
                        node_ref=search.field
                        on:input=move |_| search.ask_soon()
                    />
                </div>
                <div class="search-field">
                    <label for="rubrique">{words.section}</label>
                    <select
                        id="rubrique"
                        node_ref=search.section
                        on:change=move |_| spawn_local(search.ask())
                    >
                        <option value="">{words.search_everywhere}</option>
                        {choices
                            .into_iter()
                            .map(|title| view! { <option>{title}</option> })
                            .collect_view()}
                    </select>
                </div>
                <button type="submit" class="button">
                    {words.search_button}
                </button>
                <p id="mots-aide" class="search-hint">
                    {words.search_hint}
                </p>
            </form>
            <p class="search-without-script">{words.search_without_script}</p>
            <p class="search-status" role="status">
                {move || search.status()}
            </p>
            {move || search.answer.with(|answer| results(search, answer))}
            <section class="search-browse" aria-labelledby="parcourir">
                <h2 id="parcourir" class="river-title">
                    {words.browse}
                </h2>
                <ul class="search-sections" aria-label=words.sections>
                    {sections
                        .into_iter()
                        .map(|section| {
                            view! {
                                <li>
                                    <a href=section.url>{section.title}</a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
                <Tags tags=page.tags />
            </section>
        </div>
    }
    .into_any()
}

fn results(search: Search, answer: &Answer) -> Option<AnyView> {
    let words = words();
    let (found, hits) = match answer {
        Answer::None => return None,
        Answer::Failed => {
            // The engine keeps what went wrong; a new document asks again, for the same words.
            let reload = move |_| {
                let _ = window().location().reload();
            };
            let retry = view! {
                <p>
                    <button type="button" class="button retry" on:click=reload>
                        {words.retry}
                    </button>
                </p>
            };
            return Some(retry.into_any());
        }
        Answer::Found { hits, .. } if hits.is_empty() => {
            return Some(view! { <p class="search-none">{words.search_none_hint}</p> }.into_any());
        }
        Answer::Found { found, hits, .. } => (found, hits),
    };
    let more = hits.len() < usize::try_from(found.count()).unwrap_or(usize::MAX);
    let results = view! {
        <section aria-labelledby="resultats" aria-busy=move || search.asking.get().to_string()>
            <h2 id="resultats" class="visually-hidden">
                {words.search_results}
            </h2>
            <ol class="search-results">
                {hits
                    .iter()
                    .map(|hit| {
                        view! {
                            <li>
                                <SearchHit hit=hit.clone() />
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
            {more
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button search-more"
                            on:click=move |_| spawn_local(search.show_more())
                        >
                            {words.search_more}
                        </button>
                    }
                })}
        </section>
    };
    Some(results.into_any())
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::rendering::html;

    #[test]
    fn without_script_the_page_leads_to_sections_and_tags() {
        let link = |title: &str, url: &str| Link {
            title: title.into(),
            url: url.into(),
        };
        let html = html(Language::Fr, || {
            let page = SearchPage {
                indexes: vec!["/pagefind/".into()],
                tags: vec![link("port", "/mot-cle/port/")],
            };
            let sections = vec![link("Ville", "/ville/")];
            provide_context(Visit::new(None));
            view! { <SearchView page url="/recherche/".into() sections /> }
        });
        assert!(
            html.contains(r#"role="search" method="get" action="/recherche/""#),
            "{html}"
        );
        assert!(html.contains(r#"name="q""#), "{html}");
        assert!(
            html.contains("La recherche a besoin de JavaScript."),
            "{html}"
        );
        assert!(html.contains(r#"<a href="/ville/">Ville</a>"#), "{html}");
        assert!(html.contains(r#"href="/mot-cle/port/""#), "{html}");
        assert!(!html.contains("pagefind"), "{html}");
    }
}
