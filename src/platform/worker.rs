//! The site's service worker (<https://w3c.github.io/ServiceWorker/>), where the browser has such a
//! thing and lets the site use it.

use futures::future::{Either, select};
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{EventTarget, MessageChannel};

use super::properties::{call, property};

/// Why there is no worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoWorker {
    /// The browser has none, or none at this address: it is not encrypted, or the window is private.
    Unable,
    /// The browser will not: a setting forbids the site to keep anything.
    Refused,
    /// The worker's file could not be had, or is none.
    Missing,
}

/// What a promise comes to; the error where it is broken.
async fn kept(promise: Option<JsValue>) -> Result<JsValue, JsValue> {
    match promise {
        Some(promise) => JsFuture::from(Promise::resolve(&promise)).await,
        None => Err(JsValue::UNDEFINED),
    }
}

fn container() -> Option<JsValue> {
    property(&window().navigator(), "serviceWorker")
}

/// A worker.
#[derive(Debug, Clone)]
pub struct Worker(JsValue);

/// The worker that answers for this document, if one does.
pub fn controller() -> Option<Worker> {
    property(&container()?, "controller").map(Worker)
}

/// Does something each time another worker begins to answer for this document.
pub fn on_control(mut work: impl FnMut() + 'static) -> Option<EventListener> {
    let container: EventTarget = container()?.unchecked_into();
    Some(EventListener::new(
        &container,
        "controllerchange",
        move |_| {
            work();
        },
    ))
}

impl Worker {
    /// Tells it something that has no answer.
    pub fn tell(&self, message: &JsValue) {
        call(&self.0, "postMessage", message, &JsValue::UNDEFINED);
    }

    /// Asks it something. Nothing where no answer comes within so many milliseconds.
    pub async fn ask(&self, question: &JsValue, patience_ms: u32) -> Option<JsValue> {
        let channel = MessageChannel::new().ok()?;
        let port = channel.port1();
        let answer = Promise::new(&mut |resolve, _| port.set_onmessage(Some(&resolve)));
        let ports = Array::of1(&channel.port2());
        call(&self.0, "postMessage", question, &ports)?;
        let answer = JsFuture::from(answer);
        let answer = match select(answer, TimeoutFuture::new(patience_ms)).await {
            Either::Left((event, _)) => property(&event.ok()?, "data"),
            Either::Right(_) => None,
        };
        port.close();
        answer
    }
}

/// A worker registered for the site, with those that wait to follow it.
#[derive(Debug, Clone)]
pub struct Registration(JsValue);

impl Registration {
    /// Has a worker answer for the site from the next document on.
    ///
    /// # Errors
    ///
    /// Every [`NoWorker`].
    pub async fn of(url: &str) -> Result<Self, NoWorker> {
        let container = container().ok_or(NoWorker::Unable)?;
        let options = Object::new();
        // The file says how old it may be; its neighbours do too.
        let _ = Reflect::set(&options, &"updateViaCache".into(), &"none".into());
        let registered = call(&container, "register", &url.into(), &options);
        match kept(registered).await {
            Ok(registration) => Ok(Self(registration)),
            Err(error) => Err(
                match property(&error, "name").and_then(|name| name.as_string()) {
                    Some(name) if name == "SecurityError" => NoWorker::Refused,
                    Some(_) => NoWorker::Missing,
                    None => NoWorker::Unable,
                },
            ),
        }
    }

    /// The worker at work.
    pub fn active(&self) -> Option<Worker> {
        property(&self.0, "active").map(Worker)
    }

    /// The worker that would follow it.
    pub fn waiting(&self) -> Option<Worker> {
        property(&self.0, "waiting").map(Worker)
    }

    /// Whether it has no worker at all, not even one to come.
    pub fn is_empty(&self) -> bool {
        ["installing", "waiting", "active"]
            .iter()
            .all(|step| property(&self.0, step).is_none())
    }

    /// Has the browser look for another worker.
    pub async fn update(&self) {
        let nothing = JsValue::UNDEFINED;
        // It fails without a network, and where the worker was called back.
        let _ = kept(call(&self.0, "update", &nothing, &nothing)).await;
    }

    /// Does something each time a worker of this registration comes a step further.
    pub fn on_progress(&self, work: impl Fn() + Clone + 'static) -> EventListener {
        let registration = self.0.clone();
        watch_installing(&registration, work.clone());
        let target: EventTarget = registration.clone().unchecked_into();
        EventListener::new(&target, "updatefound", move |_| {
            watch_installing(&registration, work.clone());
        })
    }
}

fn watch_installing(registration: &JsValue, work: impl Fn() + 'static) {
    if let Some(worker) = property(registration, "installing") {
        let worker: EventTarget = worker.unchecked_into();
        // Its steps are few, and the last one ends it.
        EventListener::new(&worker, "statechange", move |_| work()).forget();
    }
}
