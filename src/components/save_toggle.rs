//! "Read later": keeps an article on the device with all its pictures.
//!
//! Accessibility: a toggle button whose name does not change; what becomes of a press is said in the
//! status line beside it; busy while the device fetches.

use gloo_events::EventListener;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Element as DomElement;

use super::icon::{self, Icon};
use crate::markup::{self, Element, element};
use crate::platform::{elements, nearness, style_sheet};
use crate::services::pocket::{Reach, use_pocket};
use crate::words::words;

const BUTTON: &str = ".save-toggle";
/// How near a reader comes before the device is asked what it has.
const NEAR: &str = "800px 0px";

/// The button. Nobody sees it where the device keeps nothing; its room stays.
#[component]
pub fn SaveToggle(
    /// Permalink of the article.
    url: String,
    /// What the status line beside it says.
    said: RwSignal<&'static str>,
) -> impl IntoView {
    let words = words();
    let pocket = use_pocket();
    Effect::new(move |_| {
        let Some(button) = elements::find::<DomElement>(BUTTON) else {
            return;
        };
        style_sheet::adopt(super::notice::STYLE);
        // The same button may have been another article's.
        press(&button, false);
        let _ = button.remove_attribute("aria-busy");
        let shown = button.clone();
        Effect::new(move |_| {
            let _ = match pocket.reach.get() {
                Reach::None(_) => shown.set_attribute("data-unable", ""),
                Reach::Awaited | Reach::There => shown.remove_attribute("data-unable"),
            };
        });
        let asked = (button.clone(), url.clone());
        nearness::once(&button, NEAR, move || {
            spawn_local(async move {
                let (button, url) = asked;
                if let Some(shelf) = pocket.list().await
                    && !button.has_attribute("aria-busy")
                    && is_shown(said)
                {
                    press(&button, shelf.has_saved(&url));
                }
            });
        });
        let (pressed, url) = (button.clone(), url.clone());
        let clicks = EventListener::new(&button, "click", move |_| {
            if pressed.has_attribute("aria-busy") {
                return;
            }
            let (button, url) = (pressed.clone(), url.clone());
            let wanted = button.get_attribute("aria-pressed").as_deref() != Some("true");
            let _ = button.set_attribute("aria-busy", "true");
            said.set(if wanted { words.pocket.saving } else { "" });
            spawn_local(async move {
                let done = pocket.save(&url, wanted).await;
                // The reader may be at another article by now.
                if !is_shown(said) {
                    return;
                }
                let _ = button.remove_attribute("aria-busy");
                said.set(match done {
                    Ok(()) if wanted => words.pocket.article_saved,
                    Ok(()) => words.pocket.article_removed,
                    Err(fault) => (words.pocket.not_saved)(fault),
                });
                press(&button, wanted == done.is_ok());
            });
        });
        let clicks = StoredValue::new_local(clicks);
        on_cleanup(move || clicks.dispose());
    });
    markup::view(move || button(words.pocket.read_later))
}

/// Whether the article of a button is still the one shown: its signals go with it.
fn is_shown(said: RwSignal<&'static str>) -> bool {
    said.try_get_untracked().is_some()
}

fn press(button: &DomElement, pressed: bool) {
    let _ = button.set_attribute("aria-pressed", if pressed { "true" } else { "false" });
}

fn button(name: &'static str) -> Element {
    element("button")
        .class("save-toggle button")
        .with("type", "button")
        .with("aria-pressed", "false")
        .child(icon::drawing(Icon::Bookmark))
        .child(element("span").child(name))
}
