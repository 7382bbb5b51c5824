//! The pocket edition: what the site's worker keeps on this device, and what the reader is told of it.
//!
//! docs/contracts/pocket.md has the questions and their answers.

mod shelf;

use std::cell::{Cell, RefCell};

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Object, Reflect};
use kiosque_catalogue::reader::KeepFault;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::{content, exchange};
use crate::navigation::Visit;
use crate::navigation::links::Target;
use crate::platform::properties::property;
use crate::platform::worker::{self, NoWorker, Registration, Worker};
use crate::platform::{elements, slices, timing};
pub use shelf::{Kept, Shelf};

/// Where the press puts the worker.
const WORKER: &str = "/sw.js";
/// A document that the worker took from the device says since when it was there.
const STORED: &str = "data-stored";
/// How often the browser is asked to look for another worker, in milliseconds.
const LOOK_EVERY_MS: f64 = 3_600_000.0;
/// How long the worker may take to say what it has, in milliseconds.
const SOON_MS: u32 = 15_000;
/// How long it may take to fetch an article with all its pictures, in milliseconds.
const LATE_MS: u32 = 180_000;
/// How long a new worker may take to take over, in milliseconds, before the page is loaded again
/// without it.
const TAKING_OVER_MS: u32 = 5_000;

/// Whether there is a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Nobody knows yet.
    Awaited,
    /// It answers.
    There,
    /// There is none.
    None(NoWorker),
}

/// The pocket edition, as far as this tab knows it.
#[derive(Clone, Copy)]
pub struct Pocket {
    /// Whether the device says that it has a network.
    pub online: RwSignal<bool>,
    /// Whether there is a worker.
    pub reach: RwSignal<Reach>,
    /// When the page shown came from the network, where it comes from the device: RFC 3339, empty
    /// where nobody knows.
    pub copy: RwSignal<Option<String>>,
    /// Whether a newer version of the site waits.
    pub newer: RwSignal<bool>,
}

thread_local! {
    static REGISTRATION: RefCell<Option<Registration>> = const { RefCell::new(None) };
    static LOOKED: Cell<f64> = const { Cell::new(0.0) };
    /// Whether this tab has asked the waiting worker to take over.
    static TAKING_OVER: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// The pocket edition, as [`follow`] provides it; one without a worker where there is no browser.
pub fn use_pocket() -> Pocket {
    use_context().unwrap_or_else(Pocket::new)
}

/// Has the worker keep what is read from now on. Does nothing where there is no browser. Call it
/// before a page is there that the press has not printed.
pub fn follow(visit: Visit) {
    let pocket = Pocket::new();
    provide_context(pocket);
    let printed = visit.page_untracked().is_some();
    Effect::new(move |_| pocket.follow_network());
    Effect::new(move |begun: Option<bool>| {
        if begun == Some(true) {
            return true;
        }
        let Some(page) = visit.page() else {
            return false;
        };
        // `trunk serve` prints nothing, and nothing of it is to be kept.
        if page.masthead.shelf.is_some() && (printed || worker::controller().is_some()) {
            spawn_local(pocket.begin(visit));
        } else {
            pocket.reach.set(Reach::None(NoWorker::Unable));
        }
        true
    });
    Effect::new(move |_| {
        visit.shown.track();
        let document = || elements::root()?.get_attribute(STORED);
        pocket.copy.set(if visit.is_on_its_first_page() && printed {
            document()
        } else {
            let path = Target::current().path;
            tell_seen(visit, &path);
            content::stored_copy(&path)
        });
        look();
    });
}

impl Pocket {
    fn new() -> Self {
        Self {
            online: RwSignal::new(true),
            reach: RwSignal::new(Reach::Awaited),
            copy: RwSignal::new(None),
            newer: RwSignal::new(false),
        }
    }

    fn follow_network(self) {
        let read = move || self.online.set(exchange::is_online());
        read();
        let listeners = [
            EventListener::new(&window(), "online", move |_| {
                content::forget_copies();
                read();
            }),
            EventListener::new(&window(), "offline", move |_| read()),
            EventListener::new(&document(), "visibilitychange", move |_| {
                if !document().hidden() {
                    look();
                }
            }),
        ];
        let listeners = StoredValue::new_local(listeners);
        on_cleanup(move || listeners.dispose());
    }

    /// Registers the worker once the page is there and answers.
    async fn begin(self, visit: Visit) {
        if document().ready_state() != "complete" {
            let loaded = js_sys::Promise::new(&mut |resolve, _| {
                EventListener::once(&window(), "load", move |_| {
                    let _ = resolve.call0(&JsValue::UNDEFINED);
                })
                .forget();
            });
            let _ = wasm_bindgen_futures::JsFuture::from(loaded).await;
        }
        slices::until(|| false).await;
        LOOKED.set(js_sys::Date::now());
        let first = worker::controller().is_none();
        let kept = Cell::new(!first);
        let control = worker::on_control(move || {
            if TAKING_OVER.take().is_some() {
                let _ = window().location().reload();
                return;
            }
            self.newer.set(false);
            if !kept.replace(true) {
                spawn_local(keep(visit));
            }
        });
        match Registration::of(WORKER).await {
            Ok(registration) => {
                let progress = registration.on_progress(move || self.read_registration());
                progress.forget();
                REGISTRATION.set(Some(registration));
                self.read_registration();
            }
            Err(reason) => self.reach.set(Reach::None(reason)),
        }
        if let Some(control) = control {
            control.forget();
        }
    }

    fn read_registration(self) {
        REGISTRATION.with_borrow(|registration| {
            let Some(registration) = registration else {
                return;
            };
            let active = registration.active().is_some();
            let reach = match (active, registration.is_empty()) {
                (true, _) => Reach::There,
                // It could not be installed.
                (false, true) => Reach::None(NoWorker::Missing),
                (false, false) => Reach::Awaited,
            };
            self.reach.set(reach);
            self.newer.set(active && registration.waiting().is_some());
        });
    }

    /// Goes over to the newer version: this tab is loaded again once it is there.
    pub fn take_over(self) {
        let reload = || {
            let _ = window().location().reload();
        };
        TAKING_OVER.set(Some(Timeout::new(TAKING_OVER_MS, reload)));
        let waiting = REGISTRATION
            .with_borrow(|registration| registration.as_ref().and_then(Registration::waiting));
        if let Some(worker) = waiting {
            worker.tell(&question("take over", None));
        }
    }

    /// What can be read now. Nothing where the worker does not say.
    pub async fn list(self) -> Option<Shelf> {
        let answer = self.ask(&question("list", None), SOON_MS).await?;
        Shelf::read(&answer)
    }

    /// Keeps an article with its pictures, or lets go of it.
    ///
    /// # Errors
    ///
    /// Every [`KeepFault`].
    pub async fn save(self, url: &str, wanted: bool) -> Result<(), KeepFault> {
        let what = if wanted { "save" } else { "forget" };
        let answer = self.ask(&question(what, Some(url)), LATE_MS).await;
        let Some(answer) = answer else {
            return Err(match self.reach.get_untracked() {
                Reach::None(_) => KeepFault::Refused,
                _ => KeepFault::Network,
            });
        };
        if property(&answer, "saved").is_some() {
            return Ok(());
        }
        let fault = property(&answer, "fault").and_then(|fault| fault.as_string());
        Err(match fault.as_deref() {
            Some("full") => KeepFault::Full,
            Some("network") => KeepFault::Network,
            Some("gone") => KeepFault::Gone,
            _ => KeepFault::Refused,
        })
    }

    /// Asks the worker, once there is one.
    async fn ask(self, question: &JsValue, patience_ms: u32) -> Option<JsValue> {
        const STEP_MS: u32 = 200;
        let mut left = patience_ms / STEP_MS;
        while self.reach.try_get_untracked()? == Reach::Awaited && left > 0 {
            TimeoutFuture::new(STEP_MS).await;
            left -= 1;
        }
        let worker = at_work()?;
        worker.ask(question, patience_ms).await
    }
}

fn at_work() -> Option<Worker> {
    REGISTRATION
        .with_borrow(|registration| registration.as_ref().and_then(Registration::active))
        .or_else(worker::controller)
}

/// Has the browser look for a newer version, if it has not for a while.
fn look() {
    let now = js_sys::Date::now();
    let registration = REGISTRATION.with_borrow(Clone::clone);
    if let Some(registration) = registration
        && now - LOOKED.get() > LOOK_EVERY_MS
    {
        LOOKED.set(now);
        spawn_local(async move { registration.update().await });
    }
}

/// Tells the worker of the page shown, if it is the one of this path: it may have been asked for ahead, or been
/// there already.
fn tell_seen(visit: Visit, path: &str) {
    let page = visit.page_untracked().filter(|page| page.url == path);
    if let (Some(page), Some(worker)) = (page, worker::controller()) {
        worker.tell(&question("seen", Some(&page.url)));
    }
}

/// Has the worker keep the page that was there before it.
async fn keep(visit: Visit) {
    let Some(page) = visit.page_untracked() else {
        return;
    };
    let Some(worker) = worker::controller() else {
        return;
    };
    let question = question("keep", Some(&page.url));
    let _ = Reflect::set(&question, &"media".into(), &seen_media());
    worker.ask(&question, SOON_MS).await;
}

/// Paths of the site's pictures that this document has loaded.
fn seen_media() -> Array {
    let media = Array::new();
    let origin = window().location().origin().unwrap_or_default();
    for entry in timing::entries("resource").iter() {
        let name = property(&entry, "name").and_then(|name| name.as_string());
        if let Some(path) = name.as_deref().and_then(|name| name.strip_prefix(&*origin))
            && path.starts_with("/media/")
        {
            media.push(&path.into());
        }
    }
    media
}

fn question(ask: &str, url: Option<&str>) -> Object {
    let question = Object::new();
    let _ = Reflect::set(&question, &"ask".into(), &ask.into());
    if let Some(url) = url {
        let _ = Reflect::set(&question, &"url".into(), &url.into());
    }
    question
}
