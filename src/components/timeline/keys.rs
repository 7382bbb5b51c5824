//! `j` and `k`: the next post, the one before.
//!
//! Accessibility: shortcuts of a single letter get in the way of speech input, so a switch beside
//! each timeline turns them off, and the choice is kept (WCAG 2.2, 2.1.4). They say themselves in
//! that switch, and work only where it is seen: where one reads with a finger there is neither. They
//! leave alone whoever types, chooses in a list, holds a modifier, or is in a dialog. Focus moves
//! with the view, and the reader's wish for less motion is followed.

use gloo_events::{EventListener, EventListenerOptions};
use kiosque_catalogue::reader::Words;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent, ScrollLogicalPosition};

use crate::markup::{Element as Made, element};
use crate::platform::{elements, scroll, storage};

/// Where it is kept that the shortcuts are off.
const STORED: &str = "kiosque.post-keys";
const OFF: &str = "off";

const SWITCH: &str = ".timeline-key-switch input";

/// What wants the letters for itself. A checkbox does not.
const WRITTEN_IN: &str = "input:not([type=checkbox]), textarea, select, dialog, \
    [contenteditable]:not([contenteditable=false]), [role=textbox], [role=combobox], \
    [role=listbox], [role=menu]";

/// How far below the window's upper edge a post stands that was scrolled to, in CSS pixels: the
/// room of `scroll-padding` in `base.css` and of `scroll-margin` in `timeline.css`.
const LANDING: f64 = 160.0;
/// How far an entry begins above its post: `--outline` in `timeline.css`.
const OUTLINE: f64 = 12.0;
/// How far from there a post may be and still count as standing there.
const TOLERANCE: f64 = 12.0;

/// Says what the shortcuts are, and turns them off and on.
pub fn switch(words: &Words) -> Made {
    let input = element("input")
        .with("type", "checkbox")
        .with("autocomplete", "off")
        .with("checked", "");
    element("label")
        .class("timeline-key-switch")
        .child(input)
        .child(element("span").child(words.post_keys))
}

/// Turns the switches to what is kept.
pub fn recall() {
    turn(storage::get(STORED).as_deref() != Some(OFF));
}

fn turn(on: bool) {
    for switch in elements::root()
        .iter()
        .flat_map(|root| elements::all(root, SWITCH))
    {
        switch.unchecked_into::<HtmlInputElement>().set_checked(on);
    }
}

/// Listens for the shortcuts and for their switch. Does nothing where there is no browser.
pub fn follow() {
    Effect::new(move |_| {
        let options = EventListenerOptions::enable_prevent_default();
        let pressed =
            EventListener::new_with_options(&document(), "keydown", options, move |event| {
                if let Some(press) = event.dyn_ref::<KeyboardEvent>()
                    && let Some(forward) = direction(press)
                    && go(forward).is_some()
                {
                    event.prevent_default();
                }
            });
        let switched = EventListener::new(&document(), "change", move |event| {
            if let Some(switch) = elements::under::<HtmlInputElement>(event, SWITCH) {
                if switch.checked() {
                    storage::remove(STORED);
                } else {
                    storage::set(STORED, OFF);
                }
                turn(switch.checked());
            }
        });
        let listeners = StoredValue::new_local([pressed, switched]);
        on_cleanup(move || listeners.dispose());
    });
}

/// Whether a press asks for the next post or for the one before, if it asks for either.
fn direction(press: &KeyboardEvent) -> Option<bool> {
    let forward = match press.key().as_str() {
        "j" | "J" => true,
        "k" | "K" => false,
        _ => return None,
    };
    let otherwise_meant = press.default_prevented()
        || press.is_composing()
        || [
            press.ctrl_key(),
            press.alt_key(),
            press.meta_key(),
            press.shift_key(),
        ]
        .contains(&true)
        || elements::under::<Element>(press, WRITTEN_IN).is_some();
    (!otherwise_meant).then_some(forward)
}

/// Goes to the next post or to the one before, if there is one and the shortcuts are on.
fn go(forward: bool) -> Option<()> {
    let root = elements::root()?;
    let switch: HtmlInputElement = elements::first(&root, SWITCH)?;
    // The switch is not shown to everyone; an open dialog has the page to itself.
    let off = !switch.checked()
        || switch.offset_width() == 0
        || elements::first::<Element>(&root, "dialog[open]").is_some();
    if off {
        return None;
    }
    let entries = elements::all(&root, "li.timeline-entry:not([hidden])");
    let here = document().active_element().and_then(|focused| {
        entries
            .iter()
            .position(|entry| entry.contains(Some(&focused)))
    });
    // Entries are measured and not what is in them, which most have not been drawn yet: each would
    // be drawn to be measured.
    let top = |entry: &HtmlElement| entry.get_bounding_client_rect().top() + OUTLINE;
    let place = match (here, forward) {
        (Some(here), true) => Some(here + 1),
        (Some(here), false) => here.checked_sub(1),
        (None, _) => destination(&entries.iter().map(top).collect::<Vec<_>>(), forward),
    };
    go_to(entries.get(place?)?)
}

/// Brings the reader to the post of an entry, if it has one.
pub fn go_to(entry: &Element) -> Option<()> {
    let post: HtmlElement = elements::first(entry, "article.post")?;
    elements::focus(&post);
    scroll::bring(&post, ScrollLogicalPosition::Start);
    Some(())
}

/// Which post to go to from what stands at the window's upper edge.
fn destination(tops: &[f64], forward: bool) -> Option<usize> {
    if forward {
        tops.iter().position(|top| *top > LANDING + TOLERANCE)
    } else {
        tops.iter().rposition(|top| *top < LANDING - TOLERANCE)
    }
}

#[cfg(test)]
mod tests {
    use super::destination;

    const TOPS: [f64; 4] = [-900.0, -200.0, 160.0, 700.0];

    #[test]
    fn from_what_is_in_view() {
        assert_eq!(destination(&TOPS, true), Some(3));
        assert_eq!(destination(&TOPS, false), Some(1));
        assert_eq!(destination(&[900.0, 1500.0], true), Some(0));
        assert_eq!(destination(&[900.0, 1500.0], false), None);
        assert_eq!(destination(&[], true), None);
    }
}
