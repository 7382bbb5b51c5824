//! The photos of a post, as large as the window.
//!
//! Every photo of a post is a link to its file; a plain click on one opens it here instead, any
//! other click is the browser's. One listener serves all links of the document, so that posts
//! need no handler of their own. Nothing of it is in a printed page: the dialog is made when it is
//! asked for, and its style sheet comes with the app.
//!
//! Accessibility: a modal dialog, so the page under it is inert. Buttons have names and 44 pixels.
//! Keys: arrows, Home and End go through the photos; `+`, `-` and `0` set the scale; arrows move
//! an enlarged photo; Escape closes, and so does Back. The description of a photo is its caption,
//! read out when it changes. Focus goes back to the link of the photo that was shown last.

mod album;
mod dialog;
mod geometry;
mod stage;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use kiosque_catalogue::reader;
use kiosque_model::Language;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent, MouseEvent};

use crate::navigation::{history, links};
use crate::platform::style_sheet;
use album::Opened;
use dialog::Dialog;

const STYLE: &str = include_str!("../../style/photo_viewer.css");

/// The history entry that stands for the open viewer, so that Back closes it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Entry {
    /// There is none.
    #[default]
    None,
    /// It is the current one.
    Current,
    /// It is being left by the viewer itself.
    Left,
}

/// The viewer of a document.
#[derive(Default)]
struct Viewer {
    open: RefCell<Option<Rc<Dialog>>>,
    entry: Cell<Entry>,
    /// The address it was opened at.
    address: RefCell<String>,
}

/// Opens the photos of posts from now on. Does nothing where there is no browser.
pub fn follow(language: Memo<Language>) {
    Effect::new(move |_| {
        let viewer = Rc::new(Viewer::default());
        let clicks = {
            let viewer = Rc::clone(&viewer);
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&document(), "click", options, move |event| {
                if let Some(click) = event.dyn_ref::<MouseEvent>()
                    && links::is_plain_click(click)
                    && let Some(opened) = album::asked_for(event)
                    && viewer.open(opened, language.get_untracked())
                {
                    event.prevent_default();
                }
            })
        };
        let keys = {
            let viewer = Rc::clone(&viewer);
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&document(), "keydown", options, move |event| {
                if let Some(press) = event.dyn_ref::<KeyboardEvent>()
                    && let Some(dialog) = viewer.dialog()
                    && dialog.key(press)
                {
                    event.prevent_default();
                }
            })
        };
        let size = {
            let viewer = Rc::clone(&viewer);
            EventListener::new(&window(), "resize", move |_| {
                if let Some(dialog) = viewer.dialog() {
                    dialog.stage.lay_out();
                }
            })
        };
        // Before those who take it for a way to another page.
        let early = EventListenerOptions::run_in_capture_phase();
        let back = EventListener::new_with_options(&window(), "popstate", early, move |event| {
            if viewer.traversed() {
                event.stop_immediate_propagation();
            }
        });
        let listeners = StoredValue::new_local([clicks, keys, size, back]);
        on_cleanup(move || listeners.dispose());
    });
}

fn address() -> String {
    window().location().href().unwrap_or_default()
}

impl Viewer {
    fn dialog(&self) -> Option<Rc<Dialog>> {
        self.open.borrow().clone()
    }

    /// Opens an album. False where the browser cannot show it as it should be.
    fn open(self: &Rc<Self>, opened: Opened, language: Language) -> bool {
        if !style_sheet::adopt(STYLE) {
            return false;
        }
        let viewer = Rc::downgrade(self);
        let answer = move |event: &Event| {
            if let Some(viewer) = viewer.upgrade() {
                viewer.answer(event);
            }
        };
        let words = reader::words(language);
        let Some(dialog) = Dialog::open(words, opened, answer) else {
            return false;
        };
        self.open.replace(Some(Rc::new(dialog)));
        self.address.replace(address());
        self.entry.set(if history::push_here() {
            Entry::Current
        } else {
            Entry::None
        });
        true
    }

    /// Answers what happens in the dialog.
    fn answer(&self, event: &Event) {
        let Some(dialog) = self.dialog() else { return };
        if event.type_() == "close" {
            self.closed(&dialog);
        } else if let Some(permalink) = dialog.answer(event) {
            event.prevent_default();
            self.leave_for(&dialog, &permalink);
        }
    }

    /// Gives back what the open viewer had taken: the keyboard, and Back.
    fn closed(&self, dialog: &Dialog) {
        self.open.take();
        dialog.remove();
        dialog.give_focus_back();
        if self.entry.get() == Entry::Current {
            self.entry.set(Entry::Left);
            history::back();
        }
    }

    /// Leaves for the post: its address takes the place of the viewer's entry.
    fn leave_for(&self, dialog: &Dialog, permalink: &str) {
        let entered = self.entry.replace(Entry::None) == Entry::Current;
        self.open.take();
        dialog.close();
        dialog.remove();
        let location = window().location();
        let _ = if entered {
            location.replace(permalink)
        } else {
            location.set_hash(permalink)
        };
    }

    /// Takes notice of Back. True where that was about the viewer and nothing else.
    fn traversed(&self) -> bool {
        match self.entry.replace(Entry::None) {
            Entry::None => false,
            Entry::Current => {
                if let Some(dialog) = self.dialog() {
                    dialog.close();
                }
                // Over several entries at once, Back leads elsewhere as well.
                *self.address.borrow() == address()
            }
            Entry::Left => true,
        }
    }
}
