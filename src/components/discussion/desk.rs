//! The form at work: what a reader writes is kept as they write, looked at when they leave a field,
//! and handed to the outbox.

mod faults;
mod sending;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use kiosque_catalogue::reader::VoiceWords;
use kiosque_model::field_rules::Field;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element as DomElement, Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use super::form::{self, FIELDS};
use super::thread::ThreadView;
use super::{Place, own, preview};
use crate::components::outbox_panel::{self, Shows};
use crate::markup::element;
use crate::platform::{elements, instants};
use crate::services::outbox::Outbox;
use crate::services::writer::{Draft, Writer};

/// Pause in typing after which the draft is kept.
const TYPING_PAUSE_MS: u32 = 250;

/// The form of a discussion.
pub(super) struct Desk {
    place: Rc<Place>,
    thread: Rc<ThreadView>,
    outbox: Outbox,
    form: DomElement,
    /// When the first letter was typed, in milliseconds since 1970.
    begun: Cell<Option<u64>>,
    parent: RefCell<Option<(u64, String)>>,
    /// The comment of the reader's own that is being changed.
    changed: Cell<Option<u64>>,
    typing: RefCell<Option<Timeout>>,
    /// Whether a button of the form is being pressed.
    pressing: Cell<bool>,
    /// The letter that was written last: what becomes of it is told beside the form.
    last: RefCell<Option<String>>,
}

impl Desk {
    /// Makes the form answer, as long as the current owner lasts. Where nobody writes any more, what
    /// is in the outbox is shown all the same.
    pub(super) fn follow(place: &Rc<Place>, thread: &Rc<ThreadView>, outbox: Outbox) {
        let words = place.words();
        let panel: Option<DomElement> = place.part(".outbox-place");
        if place.discussion.closed {
            if let Some(panel) = panel {
                outbox_panel::follow(
                    &panel,
                    words,
                    &place.page.url,
                    Shows::Comments,
                    outbox,
                    |_| {},
                );
            }
            return;
        }
        let Some(form) = standing_form(place) else {
            return;
        };
        let _ = form.set_attribute("novalidate", "");
        let desk = Rc::new(Self {
            place: Rc::clone(place),
            thread: Rc::clone(thread),
            outbox,
            form,
            begun: Cell::new(None),
            parent: RefCell::new(None),
            changed: Cell::new(None),
            typing: RefCell::new(None),
            pressing: Cell::new(false),
            last: RefCell::new(None),
        });
        desk.restore();
        desk.listen();
        if let Some(panel) = panel {
            let taken = Rc::clone(&desk);
            let take_back = move |letter| taken.take_back(letter);
            outbox_panel::follow(
                &panel,
                words,
                &place.page.url,
                Shows::Comments,
                outbox,
                take_back,
            );
        }
        let told = Rc::clone(&desk);
        Effect::new(move |_| told.tell());
    }

    fn words(&self) -> &'static VoiceWords {
        self.place.words()
    }

    fn listen(self: &Rc<Self>) {
        let on = |event: &'static str, work: fn(&Rc<Self>, &Event)| {
            let desk = Rc::clone(self);
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&self.place.section, event, options, move |event| {
                work(&desk, event);
            })
        };
        let leaving = {
            let desk = Rc::clone(self);
            EventListener::new(&window(), "pagehide", move |_| desk.keep())
        };
        let listeners = [
            on("input", |desk, event| desk.typed(event)),
            on("focusout", |desk, event| desk.left(event)),
            on("pointerdown", |desk, event| {
                let pressed = elements::under::<DomElement>(event, ".form-buttons");
                desk.pressing.set(pressed.is_some());
            }),
            on("submit", |desk, event| {
                if desk.owns(event) {
                    event.prevent_default();
                    desk.submit();
                }
            }),
            on("click", |desk, event| desk.clicked(event)),
            leaving,
        ];
        let kept = StoredValue::new_local((Rc::clone(self), listeners));
        on_cleanup(move || {
            kept.with_value(|(desk, _)| desk.keep());
            kept.dispose();
        });
    }

    /// Whether something happened in the form.
    fn owns(&self, event: &Event) -> bool {
        event
            .target()
            .and_then(|target| target.dyn_into::<DomElement>().ok())
            .is_some_and(|target| self.form.contains(Some(&target)))
    }

    // What is in the form.

    fn control(&self, field: Field) -> Option<HtmlElement> {
        elements::first(&self.form, &format!("[name={}]", form::name(field)))
    }

    fn value(&self, field: Field) -> String {
        self.control(field)
            .map(|control| value(&control))
            .unwrap_or_default()
    }

    fn set_value(&self, field: Field, value: &str) {
        if let Some(control) = self.control(field) {
            if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
                area.set_value(value);
            } else if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
                input.set_value(value);
            }
        }
    }

    fn input(&self, selector: &str) -> Option<HtmlInputElement> {
        elements::first(&self.form, selector)
    }

    fn writer(&self) -> Writer {
        Writer {
            name: self.value(Field::Name),
            email: self.value(Field::Email),
            website: self.value(Field::Website),
        }
    }

    /// Brings back what the device keeps: the draft for this page, the reader who wished to be
    /// remembered. What was typed before the app came stays.
    fn restore(&self) {
        let fill = |field, value: &str| {
            if self.value(field).is_empty() {
                self.set_value(field, value);
            }
        };
        let remembered = Writer::remembered();
        if let Some(remember) = self.input("[type=checkbox]") {
            remember.set_checked(remembered.is_some());
        }
        let draft = Draft::kept(&self.place.page.url);
        if let Some(draft) = &draft {
            let fresh = self.value(Field::Text).is_empty();
            fill(Field::Text, &draft.text);
            if fresh {
                self.answer(draft.parent.clone());
                self.say(self.words().draft_found);
            }
        }
        for writer in draft
            .map(|draft| draft.writer)
            .into_iter()
            .chain(remembered)
        {
            fill(Field::Name, &writer.name);
            fill(Field::Email, &writer.email);
            fill(Field::Website, &writer.website);
        }
        self.count();
    }

    /// Keeps the draft.
    fn keep(&self) {
        self.typing.replace(None);
        // What is being changed is published already.
        if self.changed.get().is_some() {
            return;
        }
        let draft = Draft {
            text: self.value(Field::Text),
            writer: self.writer(),
            parent: self.parent.borrow().clone(),
        };
        if !draft.keep(&self.place.page.url) {
            self.say(self.words().not_kept);
        }
    }

    /// Says something beside the form.
    fn say(&self, sentence: &str) {
        if let Some(status) = elements::first::<DomElement>(&self.form, ".form-status")
            && status.text_content().as_deref() != Some(sentence)
        {
            status.set_text_content(Some(sentence));
        }
    }

    // What a reader does.

    fn typed(self: &Rc<Self>, event: &Event) {
        let Some(field) = self.field_of(event) else {
            return;
        };
        if self.begun.get().is_none() {
            self.begun.set(Some(instants::now()));
        }
        let desk = Rc::clone(self);
        let pause = Timeout::new(TYPING_PAUSE_MS, move || desk.keep());
        self.typing.replace(Some(pause));
        if field == Field::Text {
            self.count();
        }
        // A fault that is told is taken back as soon as it is mended.
        if self.is_faulty(field) && self.fault(field).is_none() {
            self.show_fault(field, None);
        }
    }

    fn left(&self, event: &Event) {
        if let Some(field) = self.field_of(event) {
            self.keep();
            // Who only passes by is left in peace; and a fault that is told while a button is pressed
            // moves the button away under the finger, which then has pressed nothing.
            let passes = self.value(field).trim().is_empty();
            if !passes && !self.pressing.take() {
                self.show_fault(field, self.fault(field));
            }
        }
    }

    fn field_of(&self, event: &Event) -> Option<Field> {
        let target: DomElement = event.target()?.dyn_into().ok()?;
        let name = target.get_attribute("name")?;
        FIELDS
            .into_iter()
            .find(|field| form::name(*field) == name)
            .filter(|_| self.form.contains(Some(&target)))
    }

    fn clicked(self: &Rc<Self>, event: &Event) {
        let Some(button) = elements::under::<HtmlElement>(event, "[data-act]") else {
            return;
        };
        match button.get_attribute("data-act").as_deref() {
            Some("reply") => {
                let name = elements::around::<DomElement>(&button, ".comment")
                    .and_then(|comment| elements::first::<DomElement>(&comment, ".comment-author"))
                    .and_then(|author| author.text_content());
                if let Some(id) = own::comment_of(&button) {
                    self.leave_change();
                    self.answer(Some((id, name.unwrap_or_default())));
                    self.keep();
                    self.go_to_form();
                }
            }
            Some("cancel") => {
                let back = self
                    .changed
                    .get()
                    .or_else(|| self.parent.borrow().as_ref().map(|(id, _)| *id));
                self.leave_change();
                self.answer(None);
                self.keep();
                if let Some(id) = back {
                    self.thread.go_to(id);
                }
            }
            Some("preview") => {
                let desk = Rc::clone(self);
                spawn_local(async move {
                    let text = desk.value(Field::Text);
                    preview::show(&desk.place, &desk.form, &text).await;
                });
            }
            Some("edit") => {
                if let Some(id) = own::comment_of(&button) {
                    let desk = Rc::clone(self);
                    spawn_local(async move { desk.begin_change(id).await });
                }
            }
            _ => {}
        }
    }

    fn go_to_form(&self) {
        if let Some(text) = self.control(Field::Text) {
            let _ = text.focus();
        }
    }

    /// Answers a comment, or none.
    fn answer(&self, parent: Option<(u64, String)>) {
        self.parent.replace(parent);
        let sentence = self
            .parent
            .borrow()
            .as_ref()
            .map(|(_, name)| (self.words().replying_to)(name));
        self.show_banner(sentence);
    }

    fn show_banner(&self, sentence: Option<String>) {
        let Some(banner) = elements::first::<HtmlElement>(&self.form, ".form-parent") else {
            return;
        };
        banner.set_hidden(sentence.is_none());
        banner.set_text_content(None);
        if let Some(sentence) = sentence {
            let said = element("span").child(sentence).make();
            let cancel = element("button")
                .class("comment-tool")
                .with("type", "button")
                .with("data-act", "cancel")
                .child(self.words().cancel)
                .make();
            let _ = banner.append_with_node_2(&said, &cancel);
        }
    }

    /// Puts a comment of the reader's own into the form. What was being written is kept as a draft.
    async fn begin_change(&self, id: u64) {
        self.keep();
        match own::source(&self.thread, id).await {
            Ok(text) => {
                self.changed.set(Some(id));
                self.parent.replace(None);
                self.set_value(Field::Text, &text);
                self.show_change();
                self.count();
                self.go_to_form();
            }
            Err(sentence) => self.place.say(sentence),
        }
    }

    fn leave_change(&self) {
        if self.changed.take().is_some() {
            self.set_value(Field::Text, "");
            self.show_change();
            if let Some(draft) = Draft::kept(&self.place.page.url) {
                self.set_value(Field::Text, &draft.text);
                self.answer(draft.parent);
            }
            self.count();
        }
    }

    fn show_change(&self) {
        let words = self.words();
        let changes = self.changed.get().is_some();
        let set = |selector: &str, text: &str| {
            if let Some(part) = elements::first::<DomElement>(&self.form, selector) {
                part.set_text_content(Some(text));
            }
        };
        set("h3", if changes { words.change } else { words.write });
        set(
            "[type=submit]",
            if changes { words.save } else { words.send },
        );
        self.show_banner(changes.then(|| words.change.to_owned()));
    }
}

fn value(control: &HtmlElement) -> String {
    if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else {
        control
            .dyn_ref::<HtmlInputElement>()
            .map(HtmlInputElement::value)
            .unwrap_or_default()
    }
}

/// The form as the press printed it, or made in the place of what it printed instead.
fn standing_form(place: &Place) -> Option<DomElement> {
    if let Some(form) = place.part(".comment-form") {
        return Some(form);
    }
    let instead: DomElement = place.part(".needs-script")?;
    let form = form::form(&place.discussion, place.words()).make();
    instead.replace_with_with_node_1(&form).ok()?;
    Some(form)
}
