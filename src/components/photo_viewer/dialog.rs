//! The dialog in which photos are shown.

use std::cell::{Cell, OnceCell};

use gloo_events::{EventListener, EventListenerOptions};
use kiosque_catalogue::reader::Words;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlDialogElement, HtmlElement, HtmlImageElement, KeyboardEvent, MouseEvent,
    PointerEvent,
};

use super::album::{self, Album, Opened, Photo};
use super::geometry::Size;
use super::stage::Stage;
use crate::components::icon::{Icon, drawing};
use crate::markup::{Element as Made, element};
use crate::navigation::links;
use crate::platform::{connectivity, elements};

/// What the dialog listens for. What happens to its pictures does not bubble, so it listens on the
/// way down.
const EVENTS: [&str; 9] = [
    "click",
    "dblclick",
    "close",
    "load",
    "error",
    "pointerdown",
    "pointermove",
    "pointerup",
    "pointercancel",
];

/// An open dialog.
pub struct Dialog {
    words: &'static Words,
    dialog: HtmlDialogElement,
    /// Where the photo is shown.
    pub stage: Stage,
    album: Album,
    links: Vec<HtmlElement>,
    /// Which photo is shown, counted from 0.
    at: Cell<usize>,
    listeners: OnceCell<[EventListener; EVENTS.len()]>,
}

impl Dialog {
    /// Opens an album. `None` where the browser has no modal dialogs.
    pub fn open(
        words: &'static Words,
        Opened { album, links, at }: Opened,
        answer: impl Fn(&Event) + Clone + 'static,
    ) -> Option<Self> {
        let dialog: HtmlDialogElement = frame(words, &album).make().dyn_into().ok()?;
        document().body()?.append_child(&dialog).ok()?;
        if dialog.show_modal().is_err() {
            dialog.remove();
            return None;
        }
        let stage = Stage::new(
            elements::first(&dialog, ".photo-viewer-room")?,
            elements::first(&dialog, ".photo-viewer-picture")?,
        );
        let opened = Self {
            words,
            stage,
            album,
            links,
            at: Cell::new(at),
            listeners: OnceCell::new(),
            dialog,
        };
        let _ = opened.listeners.set(EVENTS.map(|name| {
            let answer = answer.clone();
            let options = EventListenerOptions {
                phase: gloo_events::EventListenerPhase::Capture,
                passive: false,
            };
            EventListener::new_with_options(&opened.dialog, name, options, move |event| {
                answer(event);
            })
        }));
        opened.show();
        Some(opened)
    }

    /// Closes the dialog; the browser tells of it a little later.
    pub fn close(&self) {
        self.dialog.close();
    }

    /// Takes the dialog out of the document.
    pub fn remove(&self) {
        self.dialog.remove();
    }

    /// Gives focus to the link of the photo that is shown. The page has not moved, and is not to.
    pub fn give_focus_back(&self) {
        if let Some(link) = self.links.get(self.at.get()) {
            elements::focus(link);
        }
    }

    /// Answers what happens in the dialog. Gives the post's fragment where the reader asks for
    /// the post.
    pub fn answer(&self, event: &Event) -> Option<String> {
        let press = event.dyn_ref::<MouseEvent>();
        let pointer = event.dyn_ref::<PointerEvent>();
        match (event.type_().as_str(), press, pointer) {
            ("click", Some(click), _) => return self.click(click),
            ("dblclick", Some(press), _) => {
                self.stage.toggle_at(press);
                self.mark_scale();
            }
            ("load", ..) => self.arrived(event),
            ("error", ..) => self.failed(event),
            ("pointerdown", _, Some(pointer)) => self.stage.press(pointer),
            ("pointermove", _, Some(pointer)) => self.stage.drag(pointer),
            ("pointerup", _, Some(pointer)) => {
                if let Some(forward) = self.stage.release(pointer) {
                    self.step(forward);
                }
            }
            ("pointercancel", ..) => self.stage.let_go(),
            _ => {}
        }
        None
    }

    fn click(&self, click: &MouseEvent) -> Option<String> {
        if let Some(button) = elements::under::<Element>(click, "button") {
            match button.get_attribute("data-does").as_deref() {
                Some("close") => self.close(),
                Some("enlarge") => self.stage.toggle(),
                Some("next") => self.step(true),
                _ => self.step(false),
            }
            self.mark_scale();
        } else if elements::under::<Element>(click, ".photo-viewer-post").is_some() {
            return links::is_plain_click(click).then(|| self.album.permalink.clone());
        } else if self.stage.is_beside(click) {
            self.close();
        }
        None
    }

    /// Answers a key. False where it is none of the viewer's.
    pub fn key(&self, press: &KeyboardEvent) -> bool {
        if press.ctrl_key() || press.alt_key() || press.meta_key() || press.is_composing() {
            return false;
        }
        let key = press.key();
        if !self.stage.moved_by_key(&key) {
            match key.as_str() {
                "ArrowLeft" => self.step(false),
                "ArrowRight" => self.step(true),
                "Home" => self.go(Some(0)),
                "End" => self.go(self.album.photos.len().checked_sub(1)),
                "+" | "=" => self.stage.step(true),
                "-" => self.stage.step(false),
                "0" => self.stage.whole_again(),
                _ => return false,
            }
        }
        self.mark_scale();
        true
    }

    fn step(&self, forward: bool) {
        let at = self.at.get();
        self.go(if forward {
            Some(at + 1)
        } else {
            at.checked_sub(1)
        });
    }

    /// Goes to a photo, if there is one.
    fn go(&self, at: Option<usize>) {
        if let Some(at) = at
            && at < self.album.photos.len()
            && at != self.at.replace(at)
        {
            self.show();
        }
    }

    /// Shows the photo it is at.
    fn show(&self) {
        let at = self.at.get();
        let Some(photo) = self.album.photos.get(at) else {
            return;
        };
        self.fill(".photo-viewer-picture", pictures(self.words, photo));
        self.fill(".photo-viewer-words", description(self.words, photo));
        let last = self.album.photos.len() - 1;
        if last > 0 {
            let number = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
            let count = (self.words.photo_of)(number(at), number(last));
            self.fill(".photo-viewer-count", vec![element("span").child(count)]);
        }
        for (does, end) in [("previous", at == 0), ("next", at == last)] {
            let button = format!("[data-does={does}]");
            if let Some(button) = elements::first::<Element>(&self.dialog, &button) {
                let _ = button.set_attribute("aria-disabled", if end { "true" } else { "false" });
            }
        }
        // After the caption, which leaves the photo more room or less.
        self.stage.begin(photo.size);
        self.mark_scale();
    }

    fn fill(&self, place: &str, content: Vec<Made>) {
        if let Some(place) = elements::first::<Element>(&self.dialog, place) {
            place.set_text_content(None);
            for made in content {
                let _ = place.append_child(&made.make());
            }
        }
    }

    /// Tells everyone whether the photo is enlarged.
    fn mark_scale(&self) {
        let enlarged = self.stage.is_enlarged();
        if let Some(button) = elements::first::<Element>(&self.dialog, "[data-does=enlarge]") {
            let _ = button.set_attribute("aria-pressed", if enlarged { "true" } else { "false" });
        }
        self.stage.mark(enlarged);
    }

    fn arrived(&self, event: &Event) {
        let Some(image) = elements::under::<HtmlImageElement>(event, ".photo-viewer-photo") else {
            return;
        };
        let length = |length: u32| i32::try_from(length).unwrap_or_default();
        self.stage.learn(Size {
            width: length(image.natural_width()),
            height: length(image.natural_height()),
        });
        let _ = image.set_attribute("data-arrived", "");
        self.forget_wait();
        let next = self.album.photos.get(self.at.get() + 1);
        if let Some(next) = next.filter(|_| !connectivity::saves_data()) {
            album::fetch_ahead(&next.file);
        }
    }

    fn failed(&self, event: &Event) {
        let Some(image) = elements::under::<HtmlImageElement>(event, ".photo-viewer-photo") else {
            return;
        };
        self.forget_wait();
        let link = element("a")
            .with("href", image.src())
            .with("rel", "external")
            .child(self.words.photo_file);
        let said = element("p")
            .class("photo-viewer-failure")
            .with("role", "alert")
            .child(self.words.photo_failed)
            .child(" ")
            .child(link);
        if let Some(picture) = image.parent_element() {
            let _ = picture.append_child(&said.make());
        }
    }

    fn forget_wait(&self) {
        if let Some(wait) = elements::first::<Element>(&self.dialog, ".photo-viewer-wait") {
            wait.remove();
        }
    }
}

/// The dialog before it has a photo.
fn frame(words: &'static Words, album: &Album) -> Made {
    let button = |does: &'static str, name: &'static str, icon| {
        element("button")
            .with("type", "button")
            .with("data-does", does)
            .with("aria-label", name)
            .with("title", name)
            .child(drawing(icon))
    };
    let steps = (album.photos.len() > 1).then(|| {
        [
            button("previous", words.previous_photo, Icon::Left),
            button("next", words.next_photo, Icon::Right),
        ]
    });
    let bar = element("div")
        .class("photo-viewer-bar")
        .child(
            element("p")
                .class("photo-viewer-count")
                .with("aria-live", "polite"),
        )
        .child(steps)
        .child(button("enlarge", words.enlarge, Icon::Enlarge))
        .child(button("close", words.close, Icon::Close).with("autofocus", ""));
    let room = element("div")
        .class("photo-viewer-room")
        .with("role", "group")
        .with("aria-label", words.enlarged)
        .child(element("div").class("photo-viewer-picture"));
    let post = element("a")
        .class("photo-viewer-post")
        .with("href", album.permalink.clone())
        .child(album.hour.clone());
    let source = element("p")
        .class("photo-viewer-note")
        .child(element("bdi").child(album.author.clone()))
        .child(" – ")
        .child(post);
    let caption = element("div")
        .class("photo-viewer-caption")
        .child(
            element("div")
                .class("photo-viewer-words")
                .with("aria-live", "polite"),
        )
        .child(source);
    element("dialog")
        .class("photo-viewer")
        .with("aria-label", words.photo_viewer)
        .child([bar, room, caption])
}

/// A photo: the small one at once, the whole one over it when it has come.
fn pictures(words: &Words, photo: &Photo) -> Vec<Made> {
    let picture = |class, file: &str| {
        element("img")
            .class(class)
            // The caption has the description.
            .with("alt", "")
            .with("draggable", "false")
            .with("src", file.to_owned())
    };
    let wait = element("p")
        .class("photo-viewer-wait")
        .child(words.photo_loading);
    let preview =
        (!photo.preview.is_empty()).then(|| picture("photo-viewer-preview", &photo.preview));
    let whole = picture("photo-viewer-photo", &photo.file);
    preview.into_iter().chain([whole, wait]).collect()
}

fn description(words: &Words, photo: &Photo) -> Vec<Made> {
    let said = element("p")
        .with("dir", "auto")
        .child(photo.description.clone());
    let by_newsroom = photo.by_newsroom.then(|| {
        element("p")
            .class("photo-viewer-note")
            .child(words.described_by_newsroom)
    });
    [Some(said), by_newsroom].into_iter().flatten().collect()
}
