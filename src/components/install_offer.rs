//! The offer to install the site, at the very end of the page.
//!
//! It waits until the reader has read something, covers nothing, has nothing under it to push away,
//! and takes no for an answer for three months. Browsers that install by a gesture of their own get the
//! gesture in words.
//!
//! Accessibility: a region with a heading, in the flow of the page; it takes no focus and is not
//! announced.

mod wish;

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::Promise;
use kiosque_catalogue::reader;
use kiosque_model::{Language, PageBody};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element as DomElement;

use super::notice;
use crate::markup::{Element, element};
use crate::navigation::Visit;
use crate::platform::properties::{call, property};
use crate::platform::{elements, instants, nearness, slices, storage, style_sheet};
use wish::Wish;

/// Where the reader's answer is kept.
const KEY: &str = "kiosque.install";
const OFFER: &str = ".install-offer";
/// Where `index.html` keeps the browser's own offer: it may come before the app does.
const EVENT: &str = "installOffer";

/// How this browser installs a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// It asks the reader when it is told to.
    Asking,
    /// By the share sheet.
    Sharing,
    /// By its menu.
    Menu,
}

/// The offer of a document, as long as that lasts.
#[derive(Default)]
struct Offer {
    language: Cell<Language>,
    /// Whether the reader has read something.
    read: Cell<bool>,
    /// Whether it was made.
    made: Cell<bool>,
}

/// Offers from now on. Does nothing where there is no browser.
pub fn follow(visit: Visit, language: Memo<Language>) {
    Effect::new(move |offer: Option<Rc<Offer>>| {
        let offer = offer.unwrap_or_else(Offer::begin);
        offer.language.set(language.get());
        if let (Some(page), Some(owner)) = (visit.page(), Owner::current())
            && page.masthead.shelf.is_some()
            && matches!(page.body, PageBody::Article(_))
        {
            // Whoever reads a second article reads; whoever comes to the end of one, too.
            if Wish::kept().has_read_another(&page.url) {
                offer.consider();
            }
            let offer = Rc::clone(&offer);
            spawn_local(async move {
                slices::until(|| false).await;
                if let Some(end) = elements::find::<DomElement>(".end-mark") {
                    owner.with(|| nearness::once(&end, "0px", move || offer.consider()));
                }
            });
        }
        offer
    });
}

impl Offer {
    fn begin() -> Rc<Self> {
        let offer = Rc::new(Self::default());
        let late = Rc::clone(&offer);
        EventListener::new(&window(), "beforeinstallprompt", move |_| {
            if late.read.get() {
                late.consider();
            }
        })
        .forget();
        EventListener::new(&window(), "appinstalled", |_| {
            Wish::Done.keep();
            leave();
        })
        .forget();
        offer
    }

    /// Makes the offer to a reader who has read something, unless it was made or may not be.
    fn consider(&self) {
        self.read.set(true);
        if self.made.get() || is_installed() || Wish::kept().forbids(instants::now()) {
            return;
        }
        if let Some(way) = way() {
            self.made.set(offer(way, self.language.get()).is_some());
        }
    }
}

impl Wish {
    fn kept() -> Self {
        Self::read(&storage::get(KEY).unwrap_or_default())
    }

    fn keep(&self) {
        storage::set(KEY, &self.written());
    }

    /// Whether an article is the second one at least. Remembers the first.
    fn has_read_another(&self, url: &str) -> bool {
        match self {
            Self::Unknown => {
                Self::Read(url.to_owned()).keep();
                false
            }
            Self::Read(first) => first != url,
            Self::Refused(_) | Self::Done => true,
        }
    }
}

/// Whether the site runs as an app already.
fn is_installed() -> bool {
    window()
        .match_media("(display-mode: standalone), (display-mode: fullscreen)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
        || standalone() == Some(true)
}

/// What iOS and iPadOS alone say of a site.
fn standalone() -> Option<bool> {
    property(&window().navigator(), "standalone")?.as_bool()
}

fn way() -> Option<Way> {
    if property(&window(), EVENT).is_some() {
        return Some(Way::Asking);
    }
    if standalone().is_some() {
        return Some(Way::Sharing);
    }
    let agent = window().navigator().user_agent().unwrap_or_default();
    (agent.contains("Android") && agent.contains("Firefox/")).then_some(Way::Menu)
}

/// Puts the offer at the end of the page.
fn offer(way: Way, language: Language) -> Option<()> {
    let place: DomElement = elements::find(".pocket")?;
    if !style_sheet::adopt(notice::STYLE) {
        return None;
    }
    let made = section(way, language).make();
    place.prepend_with_node_1(&made).ok()?;
    EventListener::new(&made, "click", |event| {
        let act = elements::under::<DomElement>(event, "[data-act]")
            .and_then(|button| button.get_attribute("data-act"));
        match act.as_deref() {
            Some("install") => spawn_local(install()),
            Some("no") => {
                Wish::Refused(instants::now()).keep();
                leave();
            }
            _ => {}
        }
    })
    .forget();
    Some(())
}

/// Has the browser ask the reader, and keeps the answer.
async fn install() {
    let nothing = JsValue::UNDEFINED;
    let Some(event) = property(&window(), EVENT) else {
        return;
    };
    // It can be asked once.
    let _ = js_sys::Reflect::set(&window(), &EVENT.into(), &nothing);
    call(&event, "prompt", &nothing, &nothing);
    let choice = property(&event, "userChoice").unwrap_or(nothing);
    let answer = JsFuture::from(Promise::resolve(&choice)).await;
    let outcome = answer
        .ok()
        .and_then(|answer| property(&answer, "outcome")?.as_string());
    match outcome.as_deref() {
        Some("accepted") => Wish::Done.keep(),
        _ => Wish::Refused(instants::now()).keep(),
    }
    leave();
}

fn leave() {
    if let Some(offer) = elements::find::<DomElement>(OFFER) {
        offer.remove();
    }
}

fn section(way: Way, language: Language) -> Element {
    let words = reader::words(language).pocket;
    let button = |act: &'static str, class: &'static str, name: &'static str| {
        element("button")
            .class(class)
            .with("type", "button")
            .with("data-act", act)
            .child(name)
    };
    let gesture = match way {
        Way::Asking => None,
        Way::Sharing => Some(words.install_by_sharing),
        Way::Menu => Some(words.install_by_menu),
    };
    let install = (way == Way::Asking).then(|| button("install", "button", words.install));
    element("section")
        .class("install-offer")
        .with("aria-labelledby", "installer")
        .child(
            element("h2")
                .with("id", "installer")
                .child(words.install_title),
        )
        .child(element("p").child(words.install_text))
        .child(gesture.map(|gesture| element("p").class("install-gesture").child(gesture)))
        .child(
            element("p")
                .class("install-tools")
                .child(install)
                .child(button("no", "button install-no", words.install_no)),
        )
}
