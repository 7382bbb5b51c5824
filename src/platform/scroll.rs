//! How far the reader has scrolled, from one listener for the whole app.

use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::motion;

/// Brings an element that the reader asked for to a place in the window, as they wish of motion.
pub fn bring(element: &Element, place: ScrollLogicalPosition) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(place);
    options.set_behavior(motion::scroll_behavior());
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Where the viewport stands in the document.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Position {
    /// Distance from the top, in CSS pixels, never negative.
    pub y: f64,
    /// Height of the viewport, in CSS pixels.
    pub viewport: f64,
    /// Height of the document, in CSS pixels.
    pub document: f64,
    /// Whether the last move went up.
    pub upward: bool,
}

impl Position {
    /// Reads the browser.
    fn read(before: Self) -> Self {
        let window = window();
        let y = window.scroll_y().unwrap_or_default().max(0.0);
        Self {
            y,
            viewport: window
                .inner_height()
                .ok()
                .and_then(|height| height.as_f64())
                .unwrap_or_default(),
            document: document()
                .document_element()
                .map(|root| f64::from(root.scroll_height()))
                .unwrap_or_default(),
            upward: match y.total_cmp(&before.y) {
                std::cmp::Ordering::Less => true,
                std::cmp::Ordering::Equal => before.upward,
                std::cmp::Ordering::Greater => false,
            },
        }
    }

    /// Whether more than one screen lies above.
    pub fn past_one_screen(self) -> bool {
        self.viewport > 0.0 && self.y > self.viewport
    }

    /// The part of the document read so far, in thousandths; 0 where nothing scrolls. A whole
    /// number, because printing fractions takes some ten kilobytes of wasm.
    pub fn progress(self) -> u16 {
        let room = self.document - self.viewport;
        if room <= 0.0 {
            0
        } else {
            (self.y / room * 1000.0).clamp(0.0, 1000.0) as u16
        }
    }
}

/// Where the viewport stands, as followed by [`follow`]; constant where nothing follows.
pub fn use_position() -> ReadSignal<Position> {
    use_context().unwrap_or_else(|| signal(Position::default()).0)
}

/// Follows the reader's scrolling, for every [`use_position`] below the current owner. Constant
/// where there is no browser.
pub fn follow() {
    let (position, set_position) = signal(Position::default());
    Effect::new(move |_| {
        let follow = move || set_position.update(|position| *position = Position::read(*position));
        follow();
        let listeners = ["scroll", "resize"].map(|event| {
            EventListener::new_with_options(
                &window(),
                event,
                EventListenerOptions::default(),
                move |_| follow(),
            )
        });
        let listeners = StoredValue::new_local(listeners);
        on_cleanup(move || listeners.dispose());
    });
    provide_context(position);
}

#[cfg(test)]
mod tests {
    use super::Position;

    #[test]
    fn progress_runs_from_top_to_bottom() {
        let at = |y| Position {
            y,
            viewport: 500.0,
            document: 1500.0,
            upward: false,
        };
        assert_eq!(
            [at(0.0), at(500.0), at(1000.0), at(1200.0)].map(Position::progress),
            [0, 500, 1000, 1000]
        );
        assert!(!at(500.0).past_one_screen() && at(501.0).past_one_screen());
    }

    #[test]
    fn a_page_that_does_not_scroll_has_no_progress() {
        let still = Position {
            y: 0.0,
            viewport: 800.0,
            document: 800.0,
            upward: false,
        };
        assert_eq!(still.progress(), 0);
    }
}
