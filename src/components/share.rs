//! Passing an article on, without anyone else's script.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::icon::{Icon, IconView};
use super::save_toggle::SaveToggle;
use crate::platform::{clipboard, share};
use crate::words::words;

/// Opens the system's share sheet where there is one, copies the permalink elsewhere.
#[component]
pub fn Share(
    /// The headline, given to the share sheet.
    title: String,
    /// The permalink, where the device can keep the article for later.
    keep: Option<String>,
) -> impl IntoView {
    let words = words();
    // Known only in the browser, so it is asked after the first rendering.
    let sheet = RwSignal::new(false);
    Effect::new(move |_| sheet.set(share::available()));
    let said = RwSignal::new("");
    let title = StoredValue::new(title);

    let pass_on = move |_| {
        let Some(url) = permalink() else { return };
        spawn_local(async move {
            if sheet.get_untracked() {
                share::share(&title.get_value(), &url).await;
            } else {
                said.set(if clipboard::copy(&url).await {
                    words.link_copied
                } else {
                    words.copy_failed
                });
            }
        });
    };
    view! {
        <div class="sharing">
            {keep.map(|url| view! { <SaveToggle url said /> })}
            <button type="button" class="share button" on:click=pass_on>
                {move || {
                    let icon = if sheet.get() { Icon::Share } else { Icon::Copy };
                    view! { <IconView icon /> }
                }}
                <span>{move || if sheet.get() { words.share } else { words.copy_link }}</span>
            </button>
            <span class="sharing-outcome" role="status">
                {move || said.get()}
            </span>
        </div>
    }
    .into_any()
}

/// The page's address without its fragment.
fn permalink() -> Option<String> {
    let href = window().location().href().ok()?;
    href.split('#').next().map(str::to_owned)
}
