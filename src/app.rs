//! The frame around every page, and which view shows which kind of page.

use std::sync::Arc;

use kiosque_model::{Language, Masthead, PageBody};
use leptos::prelude::*;
use leptos_router::components::Router;

use crate::Page;
use crate::components::announcer::Announcer;
use crate::components::back_to_top::BackToTop;
use crate::components::discussion;
use crate::components::footer::Footer;
use crate::components::install_offer;
use crate::components::masthead::MastheadView;
use crate::components::notice;
use crate::components::photo_viewer;
use crate::components::timeline::{filters, keys};
use crate::navigation::{self, Shown, Visit};
use crate::pages::article::ArticlePage;
use crate::pages::author::AuthorPage;
use crate::pages::failure::{Failure, Loading};
use crate::pages::front::FrontPage;
use crate::pages::listing::{ListingKind, ListingPage};
use crate::pages::newsletter::NewsletterPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::search::SearchView;
use crate::pages::shelf::{ShelfKind, ShelfPage};
use crate::platform::scroll;
use crate::services::{outbox, pocket};
use crate::words::words;

/// The app. The page that the press prints is put in context by whoever mounts it; without one
/// the app fetches it.
#[component]
pub fn App() -> impl IntoView {
    let visit = Visit::new(use_context::<Page>());
    provide_context(visit);
    view! {
        <Router>
            <Frame visit />
        </Router>
    }
}

#[component]
fn Frame(visit: Visit) -> impl IntoView {
    navigation::follow(visit);
    scroll::follow();
    outbox::follow();
    pocket::follow(visit);
    // Kept while a failure is shown, so that the reader still has somewhere to go.
    let masthead = Memo::new(move |before: Option<&Option<Masthead>>| {
        visit
            .page()
            .map(|page| page.masthead.clone())
            .or_else(|| before.cloned().flatten())
    });
    let language = Memo::new(move |_| {
        masthead.with(|masthead| {
            masthead
                .as_ref()
                .map_or_else(shell_language, |m| m.language)
        })
    });
    filters::follow(language);
    keys::follow();
    photo_viewer::follow(language);
    notice::follow(visit, language);
    install_offer::follow(visit, language);
    // The first page and everything around it come at once: what came before would be pushed down.
    let begun = Memo::new(move |before: Option<&bool>| {
        before == Some(&true) || visit.shown.with(|shown| !matches!(shown, Shown::Nothing))
    });
    Effect::new(move |_| {
        if begun.get() {
            leave_the_shell();
            show_what_needs_script();
        }
    });
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("lang", language.get().tag());
        }
    });

    move || {
        provide_context(language.get());
        view! {
            <div id="haut" tabindex="-1"></div>
            <a class="skip-link" href="#contenu">{words().skip_to_content}</a>
            {move || {
                begun
                    .get()
                    .then(|| {
                        view! {
                            {move || {
                                masthead.get().map(|masthead| view! { <MastheadView masthead /> })
                            }}
                            <main id="contenu" tabindex="-1">
                                {move || match visit.shown.get() {
                                    Shown::Nothing => view! { <Loading /> }.into_any(),
                                    Shown::Failed(failure) => {
                                        view! { <Failure failure /> }.into_any()
                                    }
                                    Shown::Page(page) => page_view(&page),
                                }}
                            </main>
                            {move || masthead.get().map(|masthead| view! { <Footer masthead /> })}
                            <BackToTop />
                        }
                    })
            }}
            <div
                class="page-awaited"
                aria-hidden="true"
                data-awaited=move || visit.awaited.get().then_some("")
            ></div>
            <Announcer />
            <div class="pocket"></div>
        }
    }
}

fn page_view(page: &Arc<Page>) -> AnyView {
    let home = page.masthead.home.clone();
    match page.body.clone() {
        PageBody::Front(front) => {
            let name = page.masthead.name.clone();
            view! { <FrontPage name front /> }.into_any()
        }
        PageBody::Article(article) => {
            let keep = page.masthead.shelf.is_some().then(|| page.url.clone());
            let page = place(page);
            view! { <ArticlePage article=*article page keep /> }.into_any()
        }
        PageBody::Section(listing) => {
            view! { <ListingPage kind=ListingKind::Section listing /> }.into_any()
        }
        PageBody::Tag(listing) => {
            view! { <ListingPage kind=ListingKind::Tag listing /> }.into_any()
        }
        PageBody::Author(author) => view! { <AuthorPage author /> }.into_any(),
        PageBody::Search(search) => {
            let url = page.url.clone();
            let sections = page.masthead.sections.clone();
            view! { <SearchView page=search url sections /> }.into_any()
        }
        PageBody::Newsletter(newsletter) => {
            let page = place(page);
            view! { <NewsletterPage newsletter=*newsletter page /> }.into_any()
        }
        PageBody::Shelf => {
            let masthead = page.masthead.clone();
            view! { <ShelfPage kind=ShelfKind::Shelf masthead /> }.into_any()
        }
        PageBody::Offline => {
            let masthead = page.masthead.clone();
            view! { <ShelfPage kind=ShelfKind::Offline masthead /> }.into_any()
        }
        PageBody::NotFound => view! { <NotFoundPage home /> }.into_any(),
    }
}

/// Where something is that a reader writes.
fn place(page: &Page) -> discussion::Page {
    discussion::Page {
        url: page.url.clone(),
        title: page.title.clone(),
    }
}

/// The language the shell was written in, until a page says which.
fn shell_language() -> Language {
    if cfg!(feature = "ssr") {
        return Language::default();
    }
    match document()
        .document_element()
        .and_then(|root| root.get_attribute("lang"))
        .as_deref()
    {
        Some("en") => Language::En,
        _ => Language::Fr,
    }
}

/// Tells the style sheets that buttons answer from now on: a printed page hides those that do
/// nothing without script.
fn show_what_needs_script() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-app", "");
    }
}

/// Takes away what the shell shows while the app is on its way.
fn leave_the_shell() {
    if let Some(shell) = document().get_element_by_id("coquille") {
        shell.remove();
    }
}
