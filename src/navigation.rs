//! From one page to the next without leaving the document.
//!
//! The address, the title, the view, the scroll position and the focus change together, once the
//! next page has come; until then the reader keeps what they were reading. When it cannot come,
//! the browser is asked to load the address itself.

pub mod history;
pub mod links;
pub mod scrolling;

use std::sync::Arc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::JsCast;
use web_sys::MouseEvent;

use crate::Page;
use crate::platform::{connectivity, slices};
use crate::services::content::{self, LoadFailure};
use links::Target;
use scrolling::scroll_to;

/// What the reader is looking at.
#[derive(Debug, Clone, Default)]
pub enum Shown {
    /// Nothing yet: the first page is on its way.
    #[default]
    Nothing,
    /// A page.
    Page(Arc<Page>),
    /// The first page could not be had.
    Failed(LoadFailure),
}

/// The reader's visit: what is shown and how to go on from there.
#[derive(Clone, Copy)]
pub struct Visit {
    /// What the reader is looking at.
    pub shown: RwSignal<Shown>,
    /// What assistive technology is told after a navigation.
    pub announced: RwSignal<String>,
    /// Whether a page is on its way.
    pub awaited: RwSignal<bool>,
    /// Path of the page shown or asked for last; an answer for another path comes too late.
    wanted: RwSignal<String>,
    /// Whether the reader has gone anywhere since the document was opened.
    moved: StoredValue<bool>,
}

/// How a page came to be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrival {
    /// The document was opened here.
    Opened,
    /// A link was followed.
    Followed,
    /// Back or Forward.
    Traversed,
}

impl Visit {
    /// A visit that begins with a page already at hand, or with none.
    pub fn new(first: Option<Page>) -> Self {
        Self {
            shown: RwSignal::new(first.map_or(Shown::Nothing, |page| Shown::Page(Arc::new(page)))),
            announced: RwSignal::default(),
            awaited: RwSignal::default(),
            wanted: RwSignal::default(),
            moved: StoredValue::new(false),
        }
    }

    /// The page shown, if one is.
    pub fn page(self) -> Option<Arc<Page>> {
        match self.shown.get() {
            Shown::Page(page) => Some(page),
            Shown::Nothing | Shown::Failed(_) => None,
        }
    }

    /// The page shown, for who does not follow it.
    pub fn page_untracked(self) -> Option<Arc<Page>> {
        untrack(|| self.page())
    }

    /// Whether the page shown is the one the document was opened on.
    pub fn is_on_its_first_page(self) -> bool {
        !self.moved.get_value()
    }

    /// Asks again for the page the document was opened on.
    pub fn retry(self) {
        if let Shown::Failed(LoadFailure::Newer) = self.shown.get_untracked() {
            // The shell itself is old: only a reload brings the app that reads the page.
            let _ = window().location().reload();
            return;
        }
        self.shown.set(Shown::Nothing);
        spawn_local(self.open());
    }

    /// Asks for the page behind a path; `None` when the reader has asked for another since.
    async fn ask(self, path: &str) -> Option<Result<Page, LoadFailure>> {
        self.wanted.set(path.to_owned());
        self.awaited.set(true);
        let answer = content::page(path).await;
        let still_wanted = self.wants(path);
        if still_wanted {
            self.awaited.set(false);
        }
        still_wanted.then_some(answer)
    }

    /// Whether the page behind a path was asked for, and no other since.
    fn wants(self, path: &str) -> bool {
        self.wanted.with_untracked(|wanted| wanted == path)
    }

    /// Loads and shows the page the document was opened on.
    async fn open(self) {
        let target = Target::current();
        let Some(answer) = self.ask(&target.path).await else {
            return;
        };
        let shown = match answer {
            Ok(page) => Shown::Page(Arc::new(page)),
            Err(LoadFailure::NotFound) => match content::not_found().await {
                Ok(page) => Shown::Page(Arc::new(page)),
                Err(failure) => Shown::Failed(failure),
            },
            Err(failure) => Shown::Failed(failure),
        };
        self.show(shown, &target, Arrival::Opened).await;
    }

    /// Puts something in front of the reader, and the reader in front of it.
    async fn show(self, shown: Shown, target: &Target, arrival: Arrival) {
        let title = match &shown {
            Shown::Page(page) => Some(page.document_title()),
            Shown::Nothing | Shown::Failed(_) => None,
        };
        if arrival != Arrival::Opened {
            self.moved.set_value(true);
        }
        // Read now: a page that is not whole yet may be too short, and what the browser makes of
        // that is written over it.
        let place = history::saved_place().filter(|_| arrival != Arrival::Followed);
        self.shown.set(shown);
        history::remember_this_page();
        tick().await;
        if let Some(title) = title {
            document().set_title(&title);
            if arrival != Arrival::Opened {
                self.announced.set(title);
            }
        }
        if arrival != Arrival::Opened {
            focus_heading();
        }
        let id = fragment(&target.hash);
        match place {
            Some(place) => {
                slices::until(|| place.is_there()).await;
                scrolling::hold(|| self.wants(&target.path), || scroll_to(place.y())).await;
            }
            None if id.is_empty() => scroll_to_fragment(&id, arrival),
            None => {
                let is_there = || document().get_element_by_id(&id).is_some();
                if arrival != Arrival::Opened && !is_there() {
                    scroll_to(0.0);
                }
                slices::until(is_there).await;
                scrolling::hold(
                    || self.wants(&target.path),
                    || scroll_to_fragment(&id, arrival),
                )
                .await;
            }
        }
    }
}

/// Follows links, Back and Forward, and loads the first page. Does nothing where there is no
/// browser. Must be called under a router.
pub fn follow(visit: Visit) {
    let navigate = StoredValue::new_local(use_navigate());
    let pathname = use_location().pathname;

    Effect::new(move |started: Option<()>| {
        if started.is_some() {
            return;
        }
        history::remember_scroll();
        EventListener::new_with_options(
            &document(),
            "click",
            EventListenerOptions::enable_prevent_default(),
            move |event| {
                if let Some(click) = event.dyn_ref::<MouseEvent>()
                    && links::is_plain_click(click)
                    && let Some(target) = links::target_of(event)
                {
                    if target.same_document(&Target::current()) && !target.hash.is_empty() {
                        // The browser moves focus and `:target` within a document; the router,
                        // which listens on the window, would only scroll.
                        event.stop_propagation();
                        history::save_scroll();
                        spawn_local(rest_on(target));
                        return;
                    }
                    event.prevent_default();
                    spawn_local(go(visit, target, move |url| {
                        navigate.with_value(|navigate| {
                            let options = NavigateOptions {
                                resolve: false,
                                scroll: false,
                                ..NavigateOptions::default()
                            };
                            navigate(url, options);
                        });
                    }));
                }
            },
        )
        .forget();
        for sign_of_interest in ["pointerover", "focusin", "touchstart"] {
            EventListener::new(&document(), sign_of_interest, move |event| {
                if let Some(target) = links::target_of(event)
                    && !target.same_document(&Target::current())
                    && !connectivity::saves_data()
                {
                    content::prefetch(&target.path);
                }
            })
            .forget();
        }
        EventListener::new(&window(), "popstate", |_| {
            history::drop_pending();
            // Another page's place is come to once that page is shown.
            if history::is_of_this_page()
                && let Some(place) = history::saved_place()
            {
                scroll_to(place.y());
            }
        })
        .forget();
        if matches!(visit.shown.get_untracked(), Shown::Nothing) {
            spawn_local(visit.open());
        } else if let Some(place) = history::place_before_loading() {
            spawn_local(async move {
                scrolling::hold(history::is_of_this_page, || scroll_to(place.y())).await;
            });
        }
    });

    Effect::new(move |before: Option<String>| {
        let path = pathname.get();
        if before.is_some_and(|before| before != path) && visit.wanted.get_untracked() != path {
            spawn_local(traverse(visit));
        }
        path
    });
}

/// Holds what a link within the page has led to: what is drawn for the first time on the way there
/// gets its own height only then.
async fn rest_on(target: Target) {
    // The browser goes there first.
    TimeoutFuture::new(0).await;
    let id = fragment(&target.hash);
    let is_wanted = || Target::current() == target;
    if is_wanted() && document().get_element_by_id(&id).is_some() {
        scrolling::hold(is_wanted, || scroll_to_fragment(&id, Arrival::Opened)).await;
    }
}

/// Follows a link: fetch, then change everything at once.
async fn go(visit: Visit, target: Target, push: impl Fn(&str)) {
    let Some(answer) = visit.ask(&target.path).await else {
        return;
    };
    match answer {
        Ok(page) => {
            history::save_scroll();
            push(&target.url());
            // After Back over several entries the router can take the address for one it is
            // already at and push nothing.
            if Target::current() != target
                && let Ok(history) = window().history()
            {
                let _ = history.push_state_with_url(
                    &wasm_bindgen::JsValue::NULL,
                    "",
                    Some(&target.url()),
                );
            }
            // The address has listeners of its own: what they do and a new page are two tasks.
            TimeoutFuture::new(0).await;
            if visit.wants(&target.path) {
                let shown = Shown::Page(Arc::new(page));
                visit.show(shown, &target, Arrival::Followed).await;
            }
        }
        Err(_) => {
            let _ = window().location().assign(&target.url());
        }
    }
}

/// Shows the page of the history entry the browser went to.
async fn traverse(visit: Visit) {
    let target = Target::current();
    let Some(answer) = visit.ask(&target.path).await else {
        return;
    };
    match answer {
        Ok(page) => {
            let shown = Shown::Page(Arc::new(page));
            visit.show(shown, &target, Arrival::Traversed).await;
        }
        Err(_) => {
            let _ = window().location().reload();
        }
    }
}

/// Moves focus to the page's heading, where reading goes on, without scrolling.
fn focus_heading() {
    let heading = document()
        .query_selector("main h1")
        .ok()
        .flatten()
        .and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(heading) = heading {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = heading.focus_with_options(&options);
    }
}

/// The id that a `#fragment` names.
fn fragment(hash: &str) -> String {
    let id = hash.trim_start_matches('#');
    js_sys::decode_uri_component(id).map_or_else(|_| id.to_owned(), String::from)
}

fn scroll_to_fragment(id: &str, arrival: Arrival) {
    match document().get_element_by_id(id) {
        Some(element) if !id.is_empty() => element.scroll_into_view(),
        _ if arrival == Arrival::Opened => {}
        _ => scroll_to(0.0),
    }
}
