//! Asks for a page that is being written, again and again, while someone reads it.
//!
//! A question carries the validator of the last answer, so that one without news costs a few hundred
//! bytes. Questions are asked at the site's pace, only while the page is seen and the device online,
//! and at once when that comes back after a pace has passed. Where no answer comes they are asked more
//! and more rarely. What a worker kept is no answer: it is what the reader has already.

mod cadence;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use gloo_net::http::{Request, Response};
use gloo_timers::callback::Timeout;
use kiosque_model::PageError;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::AbortController;

use super::content::{STORED, data_url};
use super::exchange;
use crate::Page;
use cadence::Cadence;

/// How long an answer is waited for, in milliseconds.
const PATIENCE_MS: u32 = 30_000;

/// What a question led to.
pub enum News {
    /// Nothing has changed.
    Same,
    /// The page as it is now, and the text it came in.
    Page(Box<Page>, Rc<str>),
    /// No answer of the newsroom's came; it is asked again later.
    Unanswered,
    /// The page is not there any more; it is not asked for again.
    Gone,
    /// The page is for a newer app; it is not asked for again.
    Renewed,
}

/// By what the server tells whether a page has changed: a request's header and its value.
type Validator = (&'static str, String);

/// A page that is asked for until this is dropped.
pub struct Watch {
    /// Permalink.
    page: String,
    heard: Box<dyn Fn(News)>,
    cadence: Cell<Cadence>,
    validator: RefCell<Option<Validator>>,
    /// When the last question was asked, or the page came: milliseconds since 1970.
    asked_at: Cell<f64>,
    /// How long from then to the next, in milliseconds.
    wait: Cell<u32>,
    asking: Cell<bool>,
    paused: Cell<bool>,
    over: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
    listeners: RefCell<Vec<EventListener>>,
}

impl Watch {
    /// Begins to ask for the page behind a permalink every `pace` seconds. `dated` is whether the page
    /// shown is the document's own, whose date the first question carries.
    pub fn begin(page: String, pace: u32, dated: bool, heard: impl Fn(News) + 'static) -> Rc<Self> {
        let cadence = Cadence::new(pace);
        let watch = Rc::new(Self {
            page,
            heard: Box::new(heard),
            cadence: Cell::new(cadence),
            validator: RefCell::new(date_of_document().filter(|_| dated)),
            asked_at: Cell::new(js_sys::Date::now()),
            wait: Cell::new(cadence.wait(0.0)),
            asking: Cell::default(),
            paused: Cell::default(),
            over: Cell::default(),
            timer: RefCell::default(),
            listeners: RefCell::default(),
        });
        let listen = |target: &web_sys::EventTarget, event: &'static str| {
            let watch = Rc::downgrade(&watch);
            EventListener::new(target, event, move |_| {
                if let Some(watch) = watch.upgrade() {
                    watch.plan();
                }
            })
        };
        let listeners = vec![
            listen(&document(), "visibilitychange"),
            listen(&window(), "online"),
            listen(&window(), "offline"),
        ];
        watch.listeners.replace(listeners);
        watch.plan();
        watch
    }

    /// Stops asking, or goes on.
    pub fn pause(self: &Rc<Self>, paused: bool) {
        self.paused.set(paused);
        self.plan();
    }

    /// Stops asking for good.
    pub fn end(&self) {
        self.over.set(true);
        self.timer.take();
        self.listeners.take();
    }

    /// Sets the time of the next question, if one may be asked as things are.
    fn plan(self: &Rc<Self>) {
        self.timer.take();
        let not_now = [
            self.over.get(),
            self.paused.get(),
            self.asking.get(),
            document().hidden(),
            !exchange::is_online(),
        ];
        if not_now.contains(&true) {
            return;
        }
        let passed = js_sys::Date::now() - self.asked_at.get();
        let left = (f64::from(self.wait.get()) - passed).max(0.0);
        let watch = Rc::downgrade(self);
        let ask = move || spawn_local(Self::ask(watch));
        self.timer.replace(Some(Timeout::new(left as u32, ask)));
    }

    async fn ask(watch: Weak<Self>) {
        let Some(this) = watch.upgrade() else { return };
        this.asking.set(true);
        this.asked_at.set(js_sys::Date::now());
        let url = data_url(&this.page);
        let validator = this.validator.borrow().clone();
        // Whoever leaves the page meanwhile is not held by the answer.
        drop(this);
        let answer = answer(&url, validator).await;
        let Some(this) = watch.upgrade() else { return };
        this.asking.set(false);
        if this.over.get() {
            return;
        }
        let news = this.read(answer);
        let unanswered = matches!(news, News::Unanswered);
        let cadence = this.cadence.get().after(!unanswered);
        this.cadence.set(cadence);
        this.wait.set(cadence.wait(js_sys::Math::random()));
        if matches!(news, News::Gone | News::Renewed) {
            this.end();
        }
        (this.heard)(news);
        this.plan();
    }

    fn read(&self, answer: Option<Answer>) -> News {
        let text = match answer {
            Some(Answer::Same) => return News::Same,
            Some(Answer::Gone) => return News::Gone,
            None => return News::Unanswered,
            Some(Answer::Text(text, validator)) => {
                let text: Rc<str> = text.into();
                match Page::from_json(&text) {
                    // A network's own page may well be JSON.
                    Ok(page) if page.url != self.page => return News::Unanswered,
                    Ok(page) => {
                        self.validator.replace(validator);
                        return News::Page(Box::new(page), text);
                    }
                    Err(PageError::Newer { .. }) => return News::Renewed,
                    Err(PageError::Malformed { reason }) => reason,
                }
            }
        };
        leptos::logging::warn!("page.json does not parse: {text}");
        News::Unanswered
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.end();
    }
}

enum Answer {
    Same,
    Gone,
    Text(String, Option<Validator>),
}

/// Asks once. `None` where no answer of the newsroom's came.
async fn answer(url: &str, validator: Option<Validator>) -> Option<Answer> {
    let controller = AbortController::new().ok()?;
    let signal = controller.signal();
    let mut request = Request::get(url)
        .header("Accept", "application/json")
        .abort_signal(Some(&signal));
    // With a validator of ours the browser's own cache is left out: a 304 is told, not filled in.
    if let Some((name, value)) = validator {
        request = request.header(name, &value);
    }
    let asked = async move { read(request.send().await.ok()?).await };
    exchange::in_time(asked, PATIENCE_MS, &controller).await
}

async fn read(response: Response) -> Option<Answer> {
    let header = |name| response.headers().get(name);
    if header(STORED).is_some() {
        return None;
    }
    match response.status() {
        304 => Some(Answer::Same),
        404 | 410 => Some(Answer::Gone),
        // A network that asks its users to sign in answers every address with HTML.
        200 if header("content-type").is_some_and(|kind| kind.contains("json")) => {
            let validator = header("etag")
                .map(|tag| ("If-None-Match", tag))
                .or_else(|| Some(("If-Modified-Since", header("last-modified")?)));
            Some(Answer::Text(response.text().await.ok()?, validator))
        }
        _ => None,
    }
}

/// The date of the document, as a validator: its page is in it, so data that is not newer has the same.
/// Where the server told no date, browsers give the current time.
fn date_of_document() -> Option<Validator> {
    const JUST_NOW_MS: f64 = 1_000.0;
    let date = js_sys::Date::new(&document().last_modified().into());
    let is_told = js_sys::Date::now() - date.get_time() >= JUST_NOW_MS;
    is_told.then(|| ("If-Modified-Since", date.to_utc_string().into()))
}
