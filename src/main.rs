//! Browser entry: adopts a printed page, mounts into the empty shell that `trunk serve` gives.

use gloo_timers::future::TimeoutFuture;
use kiosque_app::Page;
use kiosque_app::app::App;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// The element in which a printed page carries its own data.
const DATA: &str = "page";

fn main() {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    spawn_local(start());
}

/// Each step in a task of its own: the program has just been made ready in this one, and a page
/// that is read already has to answer meanwhile.
async fn start() {
    let next_task = || TimeoutFuture::new(0);
    next_task().await;
    let data = document()
        .get_element_by_id(DATA)
        .and_then(|element| element.text_content());
    let page = data.as_deref().map(Page::from_json);
    drop(data);
    next_task().await;
    match page {
        None => mount_to_body(App),
        Some(Ok(page)) => leptos::mount::hydrate_body(move || {
            provide_context(page);
            view! { <App /> }
        }),
        // A cache gave an app older than the page: what is printed can be read as it is.
        Some(Err(error)) => leptos::logging::warn!("{error}"),
    }
}
