//! The reader's own page, and the page shown in place of one that cannot be had: both list what this
//! device keeps.
//!
//! The reader's own page is also where other programs bring what is shared with the site: a link to an
//! article is kept for later, anything else is looked for.
//!
//! Accessibility: two headings with a list each; buttons are named for their article; what happens is
//! said in a status line, politely; focus stays in the list when an article is taken off it. Without
//! script the page says what it is for.

mod list;
mod shared;

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use kiosque_catalogue::reader::{self, PocketWords};
use kiosque_model::{Language, Masthead};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Element as DomElement, HtmlElement};

use crate::markup::{self, Element, element};
use crate::navigation::history;
use crate::platform::worker::NoWorker;
use crate::platform::{elements, style_sheet};
use crate::services::pocket::{Pocket, Reach, Shelf, use_pocket};
use crate::services::search;
use shared::Shared;

/// What these pages alone are styled by: in the head of their printed pages, and with the app.
pub const STYLE: &str = include_str!("../../style/shelf.css");

/// How often an empty shelf is looked at, and the pause between, in milliseconds.
const LOOKS: u32 = 6;
const LOOK_AGAIN_MS: u32 = 1_500;

/// Which of the two pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShelfKind {
    /// The reader's own.
    Shelf,
    /// The one in place of another.
    Offline,
}

/// Shows one of the pages.
#[component]
pub fn ShelfPage(
    /// Which.
    kind: ShelfKind,
    /// Name and navigation of the site.
    masthead: Masthead,
) -> impl IntoView {
    let language = use_context::<Language>().unwrap_or_default();
    let pocket = use_pocket();
    Effect::new(move |_| {
        style_sheet::adopt(STYLE);
        let Some(place) = elements::find(".shelf") else {
            return;
        };
        let view = Rc::new(View {
            place,
            language,
            pocket,
            home: masthead.home.clone(),
        });
        let clicked = Rc::clone(&view);
        let clicks = EventListener::new(&view.place, "click", move |event| {
            View::clicked(&clicked, event);
        });
        let clicks = StoredValue::new_local(clicks);
        on_cleanup(move || clicks.dispose());
        let shared = match kind {
            ShelfKind::Shelf => shared::here(&masthead),
            ShelfKind::Offline => None,
        };
        let link = match shared {
            Some(Shared::Words(words)) => {
                if let Some(url) = &masthead.search {
                    let address = search::to_address(url, &words);
                    let _ = window().location().replace(&address);
                    return;
                }
                None
            }
            Some(Shared::Link(path)) => {
                if let Some(url) = &masthead.shelf {
                    // Loaded again, the page does not keep it once more.
                    history::replace_address(url);
                }
                Some(path)
            }
            None => None,
        };
        let link = StoredValue::new(link);
        Effect::new(move |_| match pocket.reach.get() {
            Reach::Awaited => view.say(view.words().looking),
            Reach::None(reason) => view.say(match reason {
                NoWorker::Refused => view.words().refused,
                NoWorker::Unable | NoWorker::Missing => view.words().unable,
            }),
            Reach::There => {
                let link = link.try_update_value(Option::take).flatten();
                spawn_local(Rc::clone(&view).open(link));
            }
        });
    });
    markup::view(move || page(kind, language))
}

/// One of the pages in the document.
struct View {
    place: DomElement,
    language: Language,
    pocket: Pocket,
    /// Permalink of the front page.
    home: String,
}

impl View {
    fn words(&self) -> &'static PocketWords {
        reader::words(self.language).pocket
    }

    fn say(&self, sentence: &str) {
        if let Some(status) = elements::first::<DomElement>(&self.place, ".shelf-status") {
            status.set_text_content(Some(sentence));
        }
    }

    /// Shows what is kept, and keeps what was shared.
    async fn open(self: Rc<Self>, link: Option<String>) {
        let Some(path) = link else {
            // A worker that is new has the shelf filled only after it has come.
            for _ in 0..LOOKS {
                let Some(shelf) = self.show().await else {
                    return;
                };
                self.say("");
                if !shelf.pages.is_empty() {
                    return;
                }
                TimeoutFuture::new(LOOK_AGAIN_MS).await;
                if !self.place.is_connected() {
                    return;
                }
            }
            return;
        };
        self.say(self.words().saving);
        let kept = self.pocket.save(&path, true).await;
        let shelf = self.show().await;
        match kept {
            Ok(()) => {
                let pages = shelf.unwrap_or_default().pages;
                let page = pages.into_iter().find(|page| page.url == path);
                let title = page.map_or(path, |page| page.title);
                self.say(&(self.words().link_saved)(&title));
            }
            Err(fault) => self.say((self.words().not_saved)(fault)),
        }
    }

    /// Shows what is kept. Nothing where the worker does not say.
    async fn show(&self) -> Option<Shelf> {
        let shelf = self.pocket.list().await;
        let Some(shelf) = shelf else {
            self.say(self.words().refused);
            return None;
        };
        if let Some(place) = elements::first::<DomElement>(&self.place, ".shelf-place") {
            place.set_text_content(None);
            for part in list::parts(&shelf, self.language, &self.home) {
                let _ = place.append_with_node_1(&part.make());
            }
        }
        Some(shelf)
    }

    fn clicked(self: &Rc<Self>, event: &web_sys::Event) {
        let Some(button) = elements::under::<DomElement>(event, "[data-act]") else {
            return;
        };
        match button.get_attribute("data-act").as_deref() {
            Some("retry") => {
                let _ = window().location().reload();
            }
            Some("remove") => {
                if let Some(url) = button.get_attribute("data-url") {
                    let row = elements::around::<DomElement>(&button, "li");
                    let title = row.and_then(|row| elements::first::<DomElement>(&row, "a"));
                    let title = title.and_then(|link| link.text_content());
                    let _ = button.set_attribute("disabled", "");
                    spawn_local(Rc::clone(self).remove(url, title.unwrap_or_default()));
                }
            }
            _ => {}
        }
    }

    async fn remove(self: Rc<Self>, url: String, title: String) {
        const BUTTONS: &str = "[data-act=remove]";
        let buttons = elements::all(&self.place, BUTTONS);
        let place = buttons
            .iter()
            .position(|button| button.get_attribute("data-url").as_deref() == Some(&*url));
        let done = self.pocket.save(&url, false).await;
        if self.show().await.is_none() {
            return;
        }
        self.say(&match done {
            Ok(()) => (self.words().removed)(&title),
            Err(fault) => (self.words().not_saved)(fault).to_owned(),
        });
        let buttons = elements::all(&self.place, BUTTONS);
        let next = place
            .and_then(|place| {
                buttons
                    .get(place.min(buttons.len().saturating_sub(1)))
                    .cloned()
            })
            .or_else(|| elements::first::<HtmlElement>(&self.place, "h2"));
        if let Some(next) = next {
            elements::focus(&next);
        }
    }
}

fn page(kind: ShelfKind, language: Language) -> Element {
    let words: &'static PocketWords = reader::words(language).pocket;
    let (title, text) = match kind {
        ShelfKind::Shelf => (words.shelf_title, words.shelf_intro),
        ShelfKind::Offline => (words.offline_title, words.offline_text),
    };
    let retry = (kind == ShelfKind::Offline).then(|| {
        element("p").class("shelf-retry").child(
            element("button")
                .class("button")
                .with("type", "button")
                .with("data-act", "retry")
                .child(reader::words(language).retry),
        )
    });
    element("div")
        .class("listing shelf")
        .child(
            element("header")
                .class("listing-head")
                .child(element("h1").with("tabindex", "-1").child(title))
                .child(element("p").class("listing-text").child(text))
                .child(retry),
        )
        .child(element("p").class("shelf-status").with("role", "status"))
        .child(
            element("p")
                .class("shelf-without-script")
                .child(words.shelf_without_script),
        )
        .child(element("div").class("shelf-place"))
}

#[cfg(all(test, feature = "ssr"))]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::rendering::html;

    fn printed(kind: ShelfKind) -> String {
        let masthead = r#"{"name":"K","language":"fr","home":"/","edition":"","sections":[],
            "shelf":"/lectures/"}"#;
        let masthead: Masthead = serde_json::from_str(masthead).unwrap();
        html(Language::Fr, || view! { <ShelfPage kind masthead /> })
    }

    #[test]
    fn without_script_both_pages_say_what_they_are_for() {
        let shelf = printed(ShelfKind::Shelf);
        assert!(shelf.contains("Mes lectures</h1>"), "{shelf}");
        assert!(shelf.contains("a besoin de JavaScript"), "{shelf}");
        assert!(!shelf.contains("Réessayer"), "{shelf}");
        let offline = printed(ShelfKind::Offline);
        assert!(
            offline.contains("n’est pas sur l’appareil</h1>"),
            "{offline}"
        );
        assert!(offline.contains("Réessayer"), "{offline}");
    }
}
