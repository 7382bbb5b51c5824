//! The way back to the top of the page.
//!
//! Accessibility: a link to the top of the document that works without script. With script it
//! stays out of the way for one screen, moves focus with the view, follows the reader's wish for
//! less motion, and steps aside when it would cover what has focus (WCAG 2.2, 2.4.11).

use gloo_events::EventListener;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, MouseEvent, ScrollToOptions};

use crate::platform::{motion, scroll};
use crate::words::words;

/// The button.
#[component]
pub fn BackToTop() -> impl IntoView {
    let link = NodeRef::<html::A>::new();
    let position = scroll::use_position();
    let covering = RwSignal::new(false);
    // Hidden only where script can show it again.
    let managed = RwSignal::new(false);
    let shown = Memo::new(move |_| position.with(|position| position.past_one_screen()));

    Effect::new(move |_| {
        managed.set(true);
        let look = move || {
            if let Some(link) = link.get_untracked() {
                covering.set(covers_focus(&link));
            }
        };
        let listener = EventListener::new(&document(), "focusin", move |_| look());
        let listener = StoredValue::new_local(listener);
        on_cleanup(move || listener.dispose());
    });
    Effect::new(move |_| {
        position.track();
        if let Some(link) = link.get() {
            covering.set(covers_focus(&link));
        }
    });

    let rise = move |event: MouseEvent| {
        event.prevent_default();
        let options = ScrollToOptions::new();
        options.set_top(0.0);
        options.set_behavior(motion::scroll_behavior());
        window().scroll_to_with_scroll_to_options(&options);
        focus_top();
    };
    let rest = move || (1000 - position.get().progress()).to_string();
    view! {
        <a
            class="back-to-top"
            href="#haut"
            node_ref=link
            on:click=rise
            aria-label=words().back_to_top
            title=words().back_to_top
            data-managed=move || managed.get().then_some("")
            data-shown=move || shown.get().then_some("")
            data-covering=move || covering.get().then_some("")
        >
            <svg viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" fill="none">
                <circle class="back-to-top-ring" cx="24" cy="24" r="22" />
                <circle
                    class="back-to-top-progress"
                    cx="24"
                    cy="24"
                    r="22"
                    pathLength="1000"
                    stroke-dasharray="1000"
                    stroke-dashoffset=rest
                    transform="rotate(-90 24 24)"
                />
                <path class="back-to-top-arrow" d="M24.2 33.4c-.3-5.8.1-12.2-.3-18.5M16.6 22.3c2.6-2 5-4.6 7.2-7.6 2.2 2.900 4.8 5.400 7.700 7.3" />
            </svg>
        </a>
    }
    .into_any()
}

/// Puts the keyboard at the beginning of the document, without a scroll of its own.
fn focus_top() {
    if let Some(top) = document()
        .get_element_by_id("haut")
        .and_then(|top| top.dyn_into::<HtmlElement>().ok())
    {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = top.focus_with_options(&options);
    }
}

/// Whether the button lies over the element that has focus.
fn covers_focus(button: &HtmlElement) -> bool {
    let Some(focused) = document().active_element() else {
        return false;
    };
    let own = button.contains(Some(&focused));
    let whole_page = focused.contains(Some(button)) || focused.id() == "contenu";
    if own || whole_page {
        return false;
    }
    let (a, b) = (
        button.get_bounding_client_rect(),
        focused.get_bounding_client_rect(),
    );
    a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom()
}
