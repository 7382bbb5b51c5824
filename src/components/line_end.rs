//! Puts a control where a line of the page has room left at its end.
//!
//! A control that few readers get must cost the others no room, and must neither move nor cover
//! anything when it comes. So lines are measured: the first with enough room takes it. Where none has,
//! the control is there for the keyboard and for assistive technology, and seen when it has focus.

use gloo_events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::markup;
use crate::platform::{elements, style_sheet};

const STYLE: &str = include_str!("../../style/comfort.css");

/// The least room between a line's words and the control, in CSS pixels.
const GAP: f64 = 12.0;

/// The least height of a control that is pressed (WCAG 2.2, 2.5.8), in CSS pixels.
const HEIGHT: f64 = 24.0;

/// Styles what stands at the end of a line, and the marks of a timeline.
pub fn adopt_style() -> bool {
    style_sheet::adopt(STYLE)
}

/// A button of this class, with its words, and fewer words for a narrow place.
pub fn button(class: &'static str, words: String, short: String) -> Option<HtmlElement> {
    let button = markup::element("button")
        .class(class)
        .with("type", "button")
        .with("aria-label", words.clone())
        .with("data-words", words)
        .with("data-short", short)
        .make();
    button.dyn_into().ok()
}

/// Puts a button at the end of one of these lines of an element that it becomes the last part of, and
/// again when the window changes, as long as the current owner lasts and it is in the page.
pub fn place(button: &HtmlElement, within: &Element, lines: &'static [&'static str]) {
    let _ = within.append_child(button);
    fit(button, lines);
    let kept = button.clone();
    let resized = EventListener::new(&window(), "resize", move |_| {
        if kept.is_connected() {
            fit(&kept, lines);
        }
    });
    let resized = StoredValue::new_local(resized);
    on_cleanup(move || resized.dispose());
}

fn fit(button: &HtmlElement, lines: &[&str]) {
    let Some(around) = elements::around::<Element>(button, ".article-head, .timeline") else {
        return;
    };
    let style = button.style();
    let _ = button.class_list().remove_1("visually-hidden");
    for name in ["data-words", "data-short"] {
        button.set_text_content(button.get_attribute(name).as_deref());
        let wanted = button.get_bounding_client_rect();
        let room = lines.iter().find_map(|line| {
            let line: HtmlElement = elements::first(&around, line)?;
            has_room(&line, wanted.width(), wanted.height())
                .then(|| line.get_bounding_client_rect())
        });
        if let Some(line) = room {
            let around = around.get_bounding_client_rect();
            let middle = line.top() + (line.height() - wanted.height()) / 2.0;
            let right = around.right() - line.right();
            // Through the CSSOM, which a strict content policy allows.
            let _ = style.set_property("top", &format!("{}px", (middle - around.top()) as i32));
            let _ = style.set_property("right", &format!("{}px", right as i32));
            return;
        }
    }
    let _ = button.class_list().add_1("visually-hidden");
}

/// Whether a line has so much room at its end, and is one line.
fn has_room(line: &HtmlElement, width: f64, height: f64) -> bool {
    let whole = line.get_bounding_client_rect();
    if whole.width() == 0.0 || whole.height() < HEIGHT.min(height) {
        return false;
    }
    let Ok(range) = document().create_range() else {
        return false;
    };
    if range.select_node_contents(line).is_err() {
        return false;
    }
    let words = range.get_bounding_client_rect();
    whole.right() - words.right() >= width + GAP
}
