//! The outbox: readers' messages are kept on the device until their service has them.
//!
//! Each letter is a value of its own in the browser's storage, so that tabs never write over one
//! another's. One tab at a time sends; the others see what it does. What a letter needs next is
//! decided in [`kiosque_drivers::outbox`]; here are storage, clock and network.

mod delivery;
mod kept;

use std::cell::{Cell, RefCell};

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use kiosque_drivers::outbox::{Letter, Matter, State, Step};
use kiosque_model::Comment;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::exchange;
use crate::platform::instants::now;
use crate::platform::locks;
pub use kept::Sent;

/// A letter that came to its end.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The letter, crossed out by now.
    pub letter: Letter,
    /// What became of it.
    pub ending: Ending,
}

/// How a letter came to its end.
#[derive(Debug, Clone)]
pub enum Ending {
    /// Everyone sees the comment.
    Published(Box<Comment>),
    /// The comment of this number is there, as a look at its thread showed.
    There,
    /// The newsroom looks at the comment first; or, for a subscription, the reader has a message to
    /// answer.
    Held,
    /// The reader is subscribed.
    Subscribed,
}

/// The outbox of this device, as far as this tab knows it.
#[derive(Clone, Copy)]
pub struct Outbox {
    /// Letters by when they were written.
    pub letters: RwSignal<Vec<Letter>>,
    /// The last letter that came to its end while this tab was looking.
    pub arrived: RwSignal<Option<Arrival>, LocalStorage>,
    /// Whether the device keeps letters; otherwise they last as long as the page.
    pub keeps: RwSignal<bool>,
}

/// Only the holder of this lock sends.
const LOCK: &str = "kiosque.outbox";

thread_local! {
    /// Whether this tab sends or waits for its turn.
    static SENDING: Cell<bool> = const { Cell::new(false) };
    static NEXT_TURN: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// The outbox, as [`follow`] provides it; an empty one where there is no browser.
pub fn use_outbox() -> Outbox {
    use_context().unwrap_or_else(Outbox::empty)
}

/// Sends what is left from before, and from now on what is added. Does nothing where there is no
/// browser.
pub fn follow() {
    let outbox = Outbox::empty();
    provide_context(outbox);
    Effect::new(move |_| {
        outbox.look();
        outbox.send();
        let resume = move |_: &web_sys::Event| outbox.hurry();
        let online = EventListener::new(&window(), "online", resume);
        let offline = EventListener::new(&window(), "offline", move |_| outbox.look());
        let back = EventListener::new(&document(), "visibilitychange", move |event| {
            if !document().hidden() {
                resume(event);
            }
        });
        // What another tab did.
        let stored = EventListener::new(&window(), "storage", move |_| {
            outbox.look();
            outbox.schedule();
        });
        let listeners = StoredValue::new_local([online, offline, back, stored]);
        on_cleanup(move || listeners.dispose());
    });
}

impl Outbox {
    fn empty() -> Self {
        Self {
            letters: RwSignal::new(Vec::new()),
            arrived: RwSignal::new_local(None),
            keeps: RwSignal::new(true),
        }
    }

    /// Writes a message down, and sends it when its turn comes; `not_before` is the earliest. Gives
    /// its name.
    pub fn add(self, page: String, title: String, matter: Matter, not_before: u64) -> String {
        let id = kept::new_name();
        let letter = Letter {
            id: id.clone(),
            page,
            title,
            written: now(),
            matter,
            state: State::Waiting,
            attempts: 0,
            not_before,
        };
        self.keeps.set(kept::keep(&letter));
        self.look();
        self.send();
        id
    }

    /// Sends a letter at once, as its writer wishes.
    pub fn send_now(self, id: &str) {
        self.change(id, |letter| letter.send_now(now()));
    }

    /// Takes a letter out, to be thrown away or written anew. None while it is being sent.
    pub fn take(self, id: &str) -> Option<Letter> {
        let letter = kept::letter(id).filter(|letter| letter.state != State::Sending)?;
        kept::cross_out(id);
        self.look();
        Some(letter)
    }

    fn change(self, id: &str, change: impl Fn(&mut Letter)) {
        if let Some(mut letter) = kept::letter(id).filter(|letter| letter.state != State::Sending) {
            change(&mut letter);
            kept::keep(&letter);
            self.look();
            self.send();
        }
    }

    /// The network may be back: what waits need not wait longer.
    fn hurry(self) {
        for mut letter in kept::letters() {
            letter.hurry(now());
            if letter.state != State::Sending {
                kept::keep(&letter);
            }
        }
        self.look();
        self.send();
    }

    /// Shows what is kept now.
    fn look(self) {
        self.letters.set(kept::letters());
    }

    /// Sends what is due, when no other tab does. Most readers never have a letter: nobody waits for
    /// a turn then.
    fn send(self) {
        if due().is_none() {
            return self.schedule();
        }
        if SENDING.replace(true) {
            return;
        }
        spawn_local(async move {
            locks::alone(LOCK, async move {
                while exchange::is_online()
                    && let Some(letter) = due()
                {
                    delivery::deliver(self, letter).await;
                }
            })
            .await;
            SENDING.set(false);
            self.schedule();
        });
    }

    /// Comes back when the next letter is due. Nothing is held meanwhile: another tab may be first.
    fn schedule(self) {
        let next = kept::letters()
            .iter()
            .filter_map(|letter| match letter.step(now()) {
                Step::Wait(left) => Some(left),
                Step::Send { .. } | Step::Settle | Step::Look => Some(0),
                Step::Nothing => None,
            })
            .min();
        let turn = next.filter(|_| exchange::is_online()).map(|left| {
            let left = u32::try_from(left).unwrap_or(u32::MAX).clamp(50, 600_000);
            Timeout::new(left, move || self.send())
        });
        NEXT_TURN.set(turn);
    }

    /// Tells what became of a letter.
    fn tell(self, letter: Letter, ending: Ending) {
        self.arrived.set(Some(Arrival { letter, ending }));
    }
}

/// The first letter with something to be done now.
fn due() -> Option<Letter> {
    kept::letters()
        .into_iter()
        .find(|letter| !matches!(letter.step(now()), Step::Wait(_) | Step::Nothing))
}
