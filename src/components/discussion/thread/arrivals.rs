//! What becomes of the reader's own letters, as far as the thread shows it.

use std::rc::Rc;

use kiosque_drivers::Sort;
use kiosque_drivers::outbox::Matter;
use leptos::task::spawn_local;
use web_sys::HtmlElement;

use super::{ThreadView, put};
use crate::platform::{elements, instants};
use crate::services::outbox::{Arrival, Ending};

/// How long someone who has sent a comment waits for it, in milliseconds.
const AWAITED_MS: u64 = 15_000;

impl ThreadView {
    /// A letter was just written here. When it comes to its end at once, focus goes to the comment;
    /// later its writer reads something else, and is left where they are.
    pub(in super::super) fn awaits(&self, letter: String) {
        self.awaited.replace(Some((letter, instants::now())));
    }

    /// A message of the reader's came to its end.
    pub(super) fn arrived(self: &Rc<Self>, arrival: Arrival) {
        let Matter::Comment(matter) = &arrival.letter.matter else {
            return;
        };
        let discussion = &self.place.discussion;
        if matter.thread != discussion.thread || matter.service.url != discussion.service.url {
            return;
        }
        let awaited = self.awaited.borrow().as_ref().is_some_and(|(id, since)| {
            *id == arrival.letter.id && instants::now().abs_diff(*since) < AWAITED_MS
        });
        match arrival.ending {
            Ending::Published(comment) => {
                let mut comment = *comment;
                comment.moment = self.word(comment.created);
                let id = comment.id;
                self.change(|known| {
                    known.total = known.total.saturating_add(1);
                    put(&mut known.comments, comment);
                });
                if awaited {
                    self.go_to(id);
                }
            }
            Ending::Held => {
                self.show();
                let name = format!("[data-sent='{}']", arrival.letter.id);
                if awaited && let Some(held) = self.place.part::<HtmlElement>(&name) {
                    elements::focus(&held);
                }
            }
            Ending::There => {
                // It may be on a page of the thread that nobody has asked for yet.
                let (sort, whole) = {
                    let known = self.known.borrow();
                    (known.sort, known.next.is_none())
                };
                let sort = if whole { sort } else { Sort::Newest };
                let view = Rc::clone(self);
                spawn_local(async move { view.load(sort).await });
            }
            Ending::Subscribed => {}
        }
    }
}
