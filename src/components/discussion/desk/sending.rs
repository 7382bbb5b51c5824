//! From the form into the outbox, and back.

use std::rc::Rc;

use kiosque_catalogue::reader::Told;
use kiosque_drivers::Submission;
use kiosque_drivers::outbox::{CommentMatter, Letter, Matter};
use kiosque_model::field_rules::{self, Field};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Desk;
use crate::components::discussion::{form, own, preview};
use crate::components::outbox_panel;
use crate::platform::instants;
use crate::services::writer::Draft;

/// A comment is not sent before so many milliseconds after its first letter: programs that fill forms
/// in take less, readers more.
const FILLING_MS: u64 = 2_000;

impl Desk {
    pub(super) fn submit(self: &Rc<Self>) {
        let words = self.words();
        if let Some(trap) = self.input(&format!("[name={}]", form::TRAP))
            && !trap.value().is_empty()
        {
            trap.set_value("");
            return self.say(words.left_filled);
        }
        if !self.is_sound() {
            return;
        }
        let text = self.value(Field::Text).trim().to_owned();
        let writer = self.writer();
        let website = field_rules::website(&writer.website).unwrap_or_default();
        if let Some(id) = self.changed.get() {
            let submission = Submission {
                text,
                name: writer.name,
                email: writer.email,
                website,
                parent: None,
                title: self.place.page.title.clone(),
            };
            let desk = Rc::clone(self);
            spawn_local(async move { desk.save(id, submission).await });
            return;
        }
        let wished = self
            .input("[type=checkbox]")
            .is_some_and(|remember| remember.checked());
        let remembered = writer.remember(wished);
        let discussion = &self.place.discussion;
        let matter = Matter::Comment(CommentMatter {
            service: discussion.service.clone(),
            thread: discussion.thread.clone(),
            text,
            name: writer.name.trim().to_owned(),
            email: writer.email.trim().to_owned(),
            website,
            parent: self.parent.take(),
            after: self.thread.last_known(),
        });
        let begun = self.begun.take().unwrap_or_else(instants::now);
        let page = self.place.page.clone();
        let id = self
            .outbox
            .add(page.url.clone(), page.title, matter, begun + FILLING_MS);
        self.thread.awaits(id.clone());
        self.last.replace(Some(id));
        // The outbox has it: the draft has done its work.
        self.set_value(Field::Text, "");
        let _ = Draft::default().keep(&page.url);
        self.answer(None);
        self.count();
        preview::hide(&self.form);
        if !(remembered && self.outbox.keeps.get_untracked()) {
            self.say(words.not_kept);
        }
    }

    pub(super) async fn save(&self, id: u64, submission: Submission) {
        self.say((self.words().comment_told)(Told::Sending));
        match own::save(&self.thread, id, &submission).await {
            Ok(()) => {
                self.leave_change();
                self.say((self.words().comment_told)(Told::Published));
                self.thread.go_to(id);
            }
            Err(sentence) => self.say(sentence),
        }
    }

    /// Says where the letter that was written last stands. Asked again whenever a letter moves.
    pub(super) fn tell(&self) {
        if let Some(told) = outbox_panel::told_of(self.outbox, self.last.borrow().as_deref()) {
            self.say((self.words().comment_told)(told));
        }
    }

    /// Brings a letter back into the form. What is being written there stays before it.
    pub(super) fn take_back(&self, letter: Letter) {
        let Matter::Comment(matter) = letter.matter else {
            return;
        };
        self.leave_change();
        let written = self.value(Field::Text);
        let text = if written.trim().is_empty() {
            matter.text
        } else {
            format!("{}\n\n{}", written.trim_end(), matter.text)
        };
        self.set_value(Field::Text, &text);
        self.set_value(Field::Name, &matter.name);
        self.set_value(Field::Email, &matter.email);
        self.set_value(Field::Website, &matter.website);
        self.answer(matter.parent);
        self.keep();
        self.count();
        self.last.replace(None);
        self.say("");
        self.go_to_form();
    }
}
