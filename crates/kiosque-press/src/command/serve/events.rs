//! What open pages are told.

use std::convert::Infallible;
use std::sync::Arc;

use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use tokio::sync::watch;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use super::newsroom::Edition;

/// Where pages listen.
pub const EVENTS: &str = "/.kiosque/events";
/// Where their script is. It is a file of the same origin, which the site's own policy lets run.
pub const SCRIPT: &str = "/.kiosque/serve.js";
/// The script of served pages.
pub const SCRIPT_TEXT: &str = include_str!("serve.js");

/// The element that makes a page follow the site. The serial is the one the page was served at, so
/// that a change between that moment and the first event is not missed.
pub fn element(serial: u64) -> String {
    format!("<script src=\"{SCRIPT}\" data-serial=\"{serial}\" defer></script>")
}

/// The state now, then each change.
pub fn stream(told: watch::Receiver<Arc<Edition>>) -> impl IntoResponse {
    let events = WatchStream::new(told).map(|edition| {
        let event = Event::default().event("edition");
        // Numbers and strings: there is nothing in it that JSON cannot hold.
        let json = serde_json::to_string(&*edition).unwrap_or_default();
        Ok::<_, Infallible>(event.data(json))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}
