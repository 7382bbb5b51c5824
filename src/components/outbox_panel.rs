//! The outbox as its owner sees it: what waits, why, and what can be done.
//!
//! Accessibility: a list under a heading; each letter says where it stands; pauses are counted in
//! words that no one reads out; focus stays on the button that was pressed, or goes to the heading
//! when its letter has gone.

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use kiosque_catalogue::reader::{Told, VoiceWords};
use kiosque_drivers::outbox::{Letter, Matter, Obstacle, State, Step};
use kiosque_model::field_rules::Field;
use leptos::prelude::*;
use web_sys::{Element as DomElement, HtmlElement};

use crate::markup::{Element, element};
use crate::platform::{elements, instants};
use crate::services::exchange;
use crate::services::outbox::{Ending, Outbox};

/// How many characters of a letter are shown.
const SHOWN: usize = 280;

/// Which letters a panel shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// Comments, those of other pages as well.
    Comments,
    /// Subscriptions.
    Subscriptions,
}

impl Shows {
    fn takes(self, letter: &Letter) -> bool {
        matches!(letter.matter, Matter::Comment(_)) == (self == Self::Comments)
    }
}

/// Shows the letters in an element, as long as the current owner lasts. `page` is the one shown;
/// `taken` gets a letter that was taken out to be written anew.
pub fn follow(
    place: &DomElement,
    words: &'static VoiceWords,
    page: &str,
    shows: Shows,
    outbox: Outbox,
    taken: impl Fn(Letter) + 'static,
) {
    let page = page.to_owned();
    let clicks = EventListener::new(place, "click", move |event| {
        let Some(button) = elements::under::<HtmlElement>(event, "[data-act]") else {
            return;
        };
        let Some(id) = elements::around::<DomElement>(&button, "[data-letter]")
            .and_then(|row| row.get_attribute("data-letter"))
        else {
            return;
        };
        match button.get_attribute("data-act").as_deref() {
            Some("send") => outbox.send_now(&id),
            Some("discard") => drop(outbox.take(&id)),
            Some("take-back") => {
                if let Some(letter) = outbox.take(&id) {
                    taken(letter);
                }
            }
            _ => {}
        }
    });
    let panel = place.clone();
    Effect::new(move |_: Option<Option<Interval>>| {
        let letters = outbox.letters.get();
        let letters: Vec<_> = letters.iter().filter(|one| shows.takes(one)).collect();
        show(&panel, &letters, words, &page);
        // Kept until a letter moves; where there is none, nothing ticks.
        (!letters.is_empty()).then(|| {
            let counted = panel.clone();
            Interval::new(1_000, move || {
                outbox.letters.with_untracked(|letters| {
                    for letter in letters {
                        count(&counted, letter, words);
                    }
                });
            })
        })
    });
    let clicks = StoredValue::new_local(clicks);
    on_cleanup(move || clicks.dispose());
}

/// Where the letter of a name stands, or what became of it while this tab was looking. Nothing where
/// the device keeps no letters: that is all their writer is told then. Follows the outbox.
pub fn told_of(outbox: Outbox, id: Option<&str>) -> Option<Told> {
    let letters = outbox.letters.get();
    let arrived = outbox.arrived.get();
    let keeps = outbox.keeps.get();
    let id = id.filter(|_| keeps)?;
    match letters.iter().find(|letter| letter.id == id) {
        Some(letter) => Some(told(letter)),
        None => arrived
            .filter(|arrived| arrived.letter.id == id)
            .map(|arrived| match arrived.ending {
                Ending::Held => Told::Held,
                Ending::Published(_) | Ending::There | Ending::Subscribed => Told::Published,
            }),
    }
}

/// Where a letter stands, in the terms of the catalogue.
pub fn told(letter: &Letter) -> Told {
    match letter.state {
        State::Waiting if exchange::is_online() => Told::Waiting,
        State::Unclear if exchange::is_online() => Told::Unclear,
        State::Waiting | State::Unclear => Told::Offline,
        State::Paused => Told::TooFast,
        State::Sending => Told::Sending,
        State::Stuck(obstacle) => match obstacle {
            Obstacle::Duplicate => Told::Duplicate,
            Obstacle::Enough => Told::Enough,
            Obstacle::OwnComment => Told::OwnComment,
            Obstacle::Closed => Told::Closed,
            Obstacle::LoginRequired => Told::LoginRequired,
            Obstacle::Unwelcome => Told::Unwelcome,
            Obstacle::Refused => Told::Refused(None),
            Obstacle::RefusedText => Told::Refused(Some(Field::Text)),
            Obstacle::RefusedName => Told::Refused(Some(Field::Name)),
            Obstacle::RefusedEmail => Told::Refused(Some(Field::Email)),
            Obstacle::RefusedWebsite => Told::Refused(Some(Field::Website)),
            Obstacle::Failed => Told::Failed,
            Obstacle::PerhapsThere => Told::PerhapsThere,
        },
    }
}

fn show(place: &DomElement, letters: &[&Letter], words: &'static VoiceWords, page: &str) {
    let focused = focused_in(place);
    place.set_text_content(None);
    if !letters.is_empty() {
        let rows: Vec<_> = letters.iter().map(|one| row(one, words, page)).collect();
        let panel = element("section")
            .class("outbox")
            .with("aria-label", words.outbox)
            .child(element("h3").with("tabindex", "-1").child(words.outbox))
            .child(element("p").class("form-note").child(words.outbox_hint))
            .child(element("ul").class("outbox-letters").child(rows))
            .make();
        let _ = place.append_with_node_1(&panel);
        for letter in letters {
            count(place, letter, words);
        }
    }
    if let Some(selector) = focused {
        let again = elements::first::<HtmlElement>(place, &selector)
            .or_else(|| elements::first(place, "h3"));
        if let Some(again) = again {
            elements::focus(&again);
        }
    }
}

/// What names the button that has focus.
fn focused_in(place: &DomElement) -> Option<String> {
    let focused = document().active_element()?;
    if !place.contains(Some(&focused)) {
        return None;
    }
    let act = focused.get_attribute("data-act")?;
    let row: DomElement = elements::around(&focused, "[data-letter]")?;
    let id = row.get_attribute("data-letter")?;
    Some(format!("[data-letter='{id}'] [data-act='{act}']"))
}

fn row(letter: &Letter, words: &'static VoiceWords, page: &str) -> Element {
    let here = letter.page == page;
    let (title, said, sentence) = match &letter.matter {
        Matter::Comment(matter) => (
            (words.comment_on)(&letter.title),
            Some(shortened(&matter.text)),
            words.comment_told,
        ),
        Matter::Subscription { email, .. } => (
            (words.subscription_of)(email),
            None,
            words.subscription_told,
        ),
    };
    let title = if here {
        element("p").class("outbox-title").child(title)
    } else {
        let link = element("a").with("href", letter.page.clone()).child(title);
        element("p").class("outbox-title").child(link)
    };
    let quote = said.map(|said| {
        element("blockquote")
            .class("outbox-words")
            .with("dir", "auto")
            .child(said)
    });
    element("li")
        .with("data-letter", letter.id.clone())
        .child(title)
        .child(quote)
        .child(
            element("p")
                .class("outbox-told")
                .child(sentence(told(letter)))
                .child(" ")
                .child(element("span").class("outbox-pause")),
        )
        .child(buttons(letter, words, here))
}

fn buttons(letter: &Letter, words: &'static VoiceWords, here: bool) -> Option<Element> {
    let button = |act: &'static str, name: &'static str| {
        element("button")
            .class("comment-tool")
            .with("type", "button")
            .with("data-act", act)
            .child(name)
    };
    let send = match letter.state {
        State::Sending => return None,
        // The service has said no, and would again.
        State::Paused | State::Stuck(Obstacle::Duplicate | Obstacle::Unwelcome) => None,
        State::Stuck(Obstacle::PerhapsThere) => Some(words.send_again),
        State::Waiting | State::Unclear | State::Stuck(_) => Some(words.send_now),
    };
    Some(
        element("p")
            .class("comment-tools")
            .child(send.map(|name| button("send", name)))
            .child(here.then(|| button("take-back", words.take_back)))
            .child(button("discard", words.discard)),
    )
}

fn count(place: &DomElement, letter: &Letter, words: &'static VoiceWords) {
    let selector = format!("[data-letter='{}'] .outbox-pause", letter.id);
    let Some(pause) = elements::first::<DomElement>(place, &selector) else {
        return;
    };
    let left = match letter.step(instants::now()) {
        Step::Wait(left) if exchange::is_online() => left.div_ceil(1_000),
        _ => 0,
    };
    let said = if left > 0 {
        (words.next_attempt)(u32::try_from(left).unwrap_or(u32::MAX))
    } else {
        String::new()
    };
    if pause.text_content().as_deref() != Some(said.as_str()) {
        pause.set_text_content(Some(&said));
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
