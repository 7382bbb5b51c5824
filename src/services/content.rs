//! Fetches pages from the site the app was served from.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use futures::FutureExt;
use futures::future::{LocalBoxFuture, Shared};
use gloo_timers::future::TimeoutFuture;
use kiosque_model::PageError;
use leptos::task::spawn_local;

use crate::Page;

/// Why a page could not be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadFailure {
    /// The server has nothing there. Includes servers that answer every address with HTML.
    NotFound,
    /// No answer came.
    Network,
    /// The server answered with this error status.
    Status(u16),
    /// The answer is not a page.
    Malformed,
    /// The page is newer than this app.
    Newer,
}

type Answer = Result<Text, LoadFailure>;

/// A page as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Text {
    json: Rc<str>,
    /// When it came from the network, where the site's worker had it: RFC 3339.
    stored: Option<Rc<str>>,
}

struct Kept {
    answer: Shared<LocalBoxFuture<'static, Answer>>,
    /// Milliseconds since the epoch.
    asked_at: f64,
}

impl Kept {
    /// When it came from the network, if the device gave it.
    fn stored(&self) -> Option<&str> {
        self.answer.peek()?.as_ref().ok()?.stored.as_deref()
    }
}

/// Said by the site's worker of an answer that it had: when that came from the network.
pub(super) const STORED: &str = "kiosque-stored";

/// Says to the site's worker that the reader has not asked yet: what nobody reads is not what was
/// read last.
const AHEAD: &str = "Kiosque-Ahead";

/// For whom a page is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// For a reader who waits for it.
    Now,
    /// For one who may want it.
    Ahead,
}

/// How long an answer may serve again. Long enough for Back and for a link hovered while
/// reading, short enough for a live day.
const KEPT_FOR_MS: f64 = 120_000.0;

/// How many answers are kept; a phone's memory is the reader's.
const KEPT_AT_MOST: usize = 32;

thread_local! {
    static KEPT: RefCell<HashMap<String, Kept>> = RefCell::default();
}

/// Address of the data behind a permalink: `/a/b` and `/a/b/` give `/a/b/page.json`.
pub fn data_url(path: &str) -> String {
    format!("{}/page.json", path.trim_end_matches('/'))
}

/// The page behind a root-relative path.
///
/// # Errors
///
/// Every [`LoadFailure`].
pub async fn page(path: &str) -> Result<Page, LoadFailure> {
    let url = data_url(path);
    let text = ask(&url, Asked::Now).await.inspect_err(|_| forget(&url))?;
    // A long page takes a while to read, and again to show: each in a task of its own.
    TimeoutFuture::new(0).await;
    let page = read(&text.json).inspect_err(|_| forget(&url))?;
    TimeoutFuture::new(0).await;
    Ok(page)
}

/// The page shown where nothing is.
///
/// # Errors
///
/// Every [`LoadFailure`].
pub async fn not_found() -> Result<Page, LoadFailure> {
    read(&fetch("/404.json", Asked::Now).await?.json)
}

/// When the page behind a path came from the network, if it was the device that gave it: RFC 3339.
pub fn stored_copy(path: &str) -> Option<String> {
    KEPT.with_borrow(|kept| Some(kept.get(&data_url(path))?.stored()?.to_owned()))
}

/// Asks for a page before the reader does; a failure is kept silent and asked again later.
pub fn prefetch(path: &str) {
    let url = data_url(path);
    let answer = ask(&url, Asked::Ahead);
    spawn_local(async move {
        if answer.await.is_err() {
            forget(&url);
        }
    });
}

/// Keeps a page that came another way, in the place of what is kept of it.
pub fn keep(path: &str, json: Rc<str>) {
    let text = Text { json, stored: None };
    let kept = Kept {
        answer: async move { Ok(text) }.boxed_local().shared(),
        asked_at: js_sys::Date::now(),
    };
    KEPT.with_borrow_mut(|all| all.insert(data_url(path), kept));
}

/// Forgets the copies that the device gave: there is a network to ask now.
pub(super) fn forget_copies() {
    KEPT.with_borrow_mut(|kept| kept.retain(|_, kept| kept.stored().is_none()));
}

fn read(text: &str) -> Result<Page, LoadFailure> {
    Page::from_json(text).map_err(|error| match error {
        PageError::Newer { .. } => LoadFailure::Newer,
        PageError::Malformed { reason } => {
            leptos::logging::warn!("page.json does not parse: {reason}");
            LoadFailure::Malformed
        }
    })
}

fn ask(url: &str, asked: Asked) -> Shared<LocalBoxFuture<'static, Answer>> {
    let now = js_sys::Date::now();
    KEPT.with_borrow_mut(|kept| {
        kept.retain(|_, answer| now - answer.asked_at < KEPT_FOR_MS);
        if let Some(answer) = kept.get(url) {
            return answer.answer.clone();
        }
        if kept.len() >= KEPT_AT_MOST {
            let oldest = kept
                .iter()
                .min_by(|a, b| a.1.asked_at.total_cmp(&b.1.asked_at))
                .map(|(url, _)| url.clone());
            if let Some(oldest) = oldest {
                kept.remove(&oldest);
            }
        }
        let address = url.to_owned();
        let answer = async move { fetch(&address, asked).await }
            .boxed_local()
            .shared();
        kept.insert(
            url.to_owned(),
            Kept {
                answer: answer.clone(),
                asked_at: now,
            },
        );
        answer
    })
}

fn forget(url: &str) {
    KEPT.with_borrow_mut(|kept| kept.remove(url));
}

async fn fetch(url: &str, asked: Asked) -> Answer {
    let request = gloo_net::http::Request::get(url).header("Accept", "application/json");
    let request = match asked {
        Asked::Now => request,
        Asked::Ahead => request.header(AHEAD, "1"),
    };
    let response = request.send().await.map_err(|_| LoadFailure::Network)?;
    let is_json = response
        .headers()
        .get("content-type")
        .is_some_and(|kind| kind.contains("json"));
    match response.status() {
        404 | 410 => Err(LoadFailure::NotFound),
        200..=299 if !is_json => Err(LoadFailure::NotFound),
        200..=299 => Ok(Text {
            stored: response.headers().get(STORED).map(Rc::from),
            json: response
                .text()
                .await
                .map_err(|_| LoadFailure::Network)?
                .into(),
        }),
        status => Err(LoadFailure::Status(status)),
    }
}

#[cfg(test)]
mod tests {
    use super::data_url;

    #[test]
    fn a_permalink_has_one_data_address() {
        assert_eq!(data_url("/"), "/page.json");
        assert_eq!(data_url("/guide/publier/"), "/guide/publier/page.json");
        assert_eq!(data_url("/guide/publier"), "/guide/publier/page.json");
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod browser_tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    async fn an_address_without_a_page_is_told_apart_from_a_dead_network() {
        // The test server answers; nothing listens on port 1.
        assert_eq!(
            page("/nulle-part/").await.err(),
            Some(LoadFailure::NotFound)
        );
        let dead = fetch("http://127.0.0.1:1/page.json", Asked::Now).await;
        assert_eq!(dead, Err(LoadFailure::Network));
    }

    #[wasm_bindgen_test]
    async fn a_failure_is_asked_again() {
        let _ = page("/encore/").await;
        KEPT.with_borrow(|kept| assert!(!kept.contains_key("/encore/page.json")));
    }

    #[wasm_bindgen_test]
    async fn memory_is_bounded() {
        for number in 0..KEPT_AT_MOST * 2 {
            drop(ask(&format!("/liste/{number}/page.json"), Asked::Now));
        }
        KEPT.with_borrow(|kept| assert!(kept.len() <= KEPT_AT_MOST));
    }
}
