//! Browser entry: adopts a printed page, mounts into the empty shell that `trunk serve` gives.

use kiosque_app::app::App;
use kiosque_model::Page;
use leptos::prelude::*;

/// The element in which a printed page carries its own data.
const DATA: &str = "page";

fn main() {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    let data = document()
        .get_element_by_id(DATA)
        .and_then(|element| element.text_content());
    match data.as_deref().map(Page::from_json) {
        None => mount_to_body(App),
        Some(Ok(page)) => leptos::mount::hydrate_body(move || {
            provide_context(page);
            view! { <App /> }
        }),
        // A cache gave an app older than the page: what is printed can be read as it is.
        Some(Err(error)) => leptos::logging::warn!("{error}"),
    }
}
