//! Carries a driver's questions to its service, by `fetch`.

use futures::future::{Either, select};
use gloo_net::http::{Method as HttpMethod, RequestBuilder};
use gloo_timers::future::TimeoutFuture;
use kiosque_drivers::{Answer, Method, Request};
use leptos::prelude::window;
use web_sys::{AbortController, RequestCredentials};

/// How long an answer is waited for, in milliseconds. Long, because to give up a question that
/// changes something is to know nothing of it.
const PATIENCE_MS: u32 = 120_000;

/// Whether the device says that it has a network. It may be wrong when it says so, not when it says
/// the contrary.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Asks. `None` where no answer came, or not all of it.
pub async fn ask(request: &Request) -> Option<Answer> {
    let controller = AbortController::new().ok()?;
    let signal = controller.signal();
    in_time(carry(request, &signal), PATIENCE_MS, &controller).await
}

/// What is asked for, if it comes within so many milliseconds; else it is given up.
pub(super) async fn in_time<T>(
    asked: impl Future<Output = Option<T>>,
    patience_ms: u32,
    controller: &AbortController,
) -> Option<T> {
    match select(Box::pin(asked), TimeoutFuture::new(patience_ms)).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => {
            controller.abort();
            None
        }
    }
}

async fn carry(request: &Request, signal: &web_sys::AbortSignal) -> Option<Answer> {
    let builder = RequestBuilder::new(&request.url)
        .method(match request.method {
            Method::Get => HttpMethod::GET,
            Method::Post => HttpMethod::POST,
            Method::Put => HttpMethod::PUT,
            Method::Delete => HttpMethod::DELETE,
        })
        .header("Accept", "application/json")
        .credentials(if request.cookies {
            RequestCredentials::Include
        } else {
            RequestCredentials::Omit
        })
        .abort_signal(Some(signal));
    let asked = match &request.body {
        Some(body) => builder
            .header("Content-Type", "application/json")
            .body(body.as_str()),
        None => builder.build(),
    };
    let response = asked.ok()?.send().await.ok()?;
    let header = |name| response.headers().get(name);
    let (content_type, total) = (header("content-type"), header("x-wp-total"));
    Some(Answer {
        status: response.status(),
        content_type: content_type.unwrap_or_default(),
        total: total.and_then(|total| total.parse().ok()),
        body: response.text().await.ok()?,
    })
}
