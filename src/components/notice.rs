//! What the reader is told of network, copies and versions: one bar at the bottom of the window, one
//! notice at a time.
//!
//! Nothing of it is in a printed page but an empty place at its end; its style sheet comes with the
//! app. The bar stands in the flow of the page, after everything, and sticks to the window's lower
//! edge: so it has room of its own where the page ends.
//!
//! Accessibility: the sentence is a status line, said once and politely; buttons stand beside it, a
//! button or Escape closes it, and focus goes back to where it was. What has focus is brought out
//! from under it (WCAG 2.2, 2.4.11). It has no motion.

mod choice;

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use kiosque_catalogue::reader;
use kiosque_model::Language;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element as DomElement, Event, EventTarget, HtmlElement};

use super::icon::{self, Icon};
use crate::markup::{Element, element};
use crate::navigation::Visit;
use crate::platform::properties::property;
use crate::platform::{elements, instants, style_sheet, worker};
use crate::services::pocket::{Pocket, Reach, use_pocket};
use crate::services::writer::Draft;
use choice::{Notice, Situation};

/// What the notice bar and the offer to install are styled by. It comes with the app.
pub const STYLE: &str = include_str!("../../style/pocket.css");

/// How long "online again" is shown, in milliseconds.
const BACK_MS: u32 = 6_000;

/// What is known of the device and the page.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    online: bool,
    /// When the page came from the network, where it is a copy.
    copy: Option<String>,
    /// Whether a newer version waits.
    newer: bool,
    /// Whether the device keeps what is read.
    keeps: bool,
    language: Language,
    /// Permalink of the reader's own page.
    shelf: Option<String>,
}

/// The bar of a document, as long as that lasts.
struct Bar {
    visit: Visit,
    pocket: Pocket,
    bar: HtmlElement,
    text: DomElement,
    tools: DomElement,
    known: RefCell<Known>,
    /// Runs while "online again" is shown.
    back: RefCell<Option<Timeout>>,
    /// What the reader has closed.
    closed: RefCell<Vec<Notice>>,
    shown: RefCell<Option<Notice>>,
    /// What had focus before the bar.
    before: RefCell<Option<HtmlElement>>,
}

/// Shows notices from now on. Does nothing where there is no browser. Call it after
/// [`crate::services::pocket::follow`].
pub fn follow(visit: Visit, language: Memo<Language>) {
    let pocket = use_pocket();
    Effect::new(move |bar: Option<Option<Rc<Bar>>>| {
        let known = Known {
            online: pocket.online.get(),
            copy: pocket.copy.get(),
            newer: pocket.newer.get(),
            keeps: match pocket.reach.get() {
                Reach::There => true,
                Reach::Awaited => worker::controller().is_some(),
                Reach::None(_) => false,
            },
            language: language.get(),
            shelf: visit.page().and_then(|page| page.masthead.shelf.clone()),
        };
        match bar {
            None => Bar::make(visit, pocket, known),
            Some(bar) => {
                if let Some(bar) = &bar {
                    bar.learn(known);
                }
                bar
            }
        }
    });
}

/// Whether the reader is at something that another version of the site would take from them: the
/// cursor is in a field, or a field holds what the device does not keep.
fn is_writing(visit: Visit) -> bool {
    let Some(root) = elements::root() else {
        return false;
    };
    let focused = document().active_element();
    let in_field = focused.is_some_and(|focused| {
        focused
            .closest("form :is(input, textarea, select)")
            .is_ok_and(|field| field.is_some())
    });
    let typed = |selector| {
        elements::all(&root, selector).iter().any(|field| {
            let value = property(field, "value").and_then(|value| value.as_string());
            value.is_some_and(|value| !value.trim().is_empty())
        })
    };
    let kept = || {
        visit
            .page_untracked()
            .is_some_and(|page| Draft::kept(&page.url).is_some())
    };
    in_field || typed(".newsletter input[type=email]") || typed("main textarea") && !kept()
}

impl Bar {
    /// Makes the bar. Nothing where the page has no place for it.
    fn make(visit: Visit, pocket: Pocket, known: Known) -> Option<Rc<Self>> {
        let place: DomElement = elements::find(".pocket")?;
        if !style_sheet::adopt(STYLE) {
            return None;
        }
        let made = element("div")
            .class("notice-bar")
            .child(element("p").class("notice-text").with("role", "status"))
            .child(element("p").class("notice-tools"))
            .make();
        place.append_with_node_1(&made).ok()?;
        let bar = Rc::new(Self {
            visit,
            pocket,
            text: elements::first(&made, ".notice-text")?,
            tools: elements::first(&made, ".notice-tools")?,
            bar: made.dyn_into().ok()?,
            known: RefCell::new(known),
            back: RefCell::default(),
            closed: RefCell::default(),
            shown: RefCell::default(),
            before: RefCell::default(),
        });
        let on = |target: &EventTarget, event: &'static str, work: fn(&Rc<Self>, &Event)| {
            let bar = Rc::clone(&bar);
            EventListener::new(target, event, move |event| work(&bar, event)).forget();
        };
        on(&bar.bar, "click", Self::clicked);
        on(&bar.bar, "keydown", |bar, event| {
            let key = property(event, "key").and_then(|key| key.as_string());
            if key.as_deref() == Some("Escape") {
                bar.close();
            }
        });
        on(&bar.bar, "focusin", Self::remember_focus);
        // Between two fields nothing has focus for a moment.
        let soon: fn(&Rc<Self>, &Event) = |bar, _| {
            let bar = Rc::clone(bar);
            Timeout::new(0, move || bar.refresh()).forget();
        };
        on(&document(), "focusin", soon);
        on(&document(), "focusout", soon);
        bar.refresh();
        Some(bar)
    }

    fn clicked(self: &Rc<Self>, event: &Event) {
        let act = elements::under::<DomElement>(event, "[data-act]")
            .and_then(|button| button.get_attribute("data-act"));
        match act.as_deref() {
            Some("retry") => {
                let _ = window().location().reload();
            }
            Some("update") => self.pocket.take_over(),
            Some("close") => self.close(),
            _ => {}
        }
    }

    fn remember_focus(self: &Rc<Self>, event: &Event) {
        let before = property(event, "relatedTarget")
            .and_then(|before| before.dyn_into::<HtmlElement>().ok())
            .filter(|before| !self.bar.contains(Some(before)));
        if before.is_some() {
            self.before.replace(before);
        }
    }

    fn close(&self) {
        let had_focus = self.has_focus();
        let shown = self.shown.borrow().clone();
        self.closed.borrow_mut().extend(shown);
        self.refresh();
        if had_focus && let Some(before) = self.before.take() {
            elements::focus(&before);
        }
    }

    fn learn(self: &Rc<Self>, known: Known) {
        let before = self.known.replace(known);
        let online = self.known.borrow().online;
        if !online {
            self.back.take();
        } else if !before.online {
            let offline = |notice: &Notice| matches!(notice, Notice::Offline { .. });
            self.closed.borrow_mut().retain(|notice| !offline(notice));
            let bar = Rc::clone(self);
            let leave = move || {
                bar.back.take();
                bar.refresh();
            };
            self.back.replace(Some(Timeout::new(BACK_MS, leave)));
        }
        self.refresh();
    }

    /// Shows the notice that is due now.
    fn refresh(&self) {
        let known = self.known.borrow();
        let situation = Situation {
            online: known.online,
            back: self.back.borrow().is_some(),
            copy: known.copy.clone(),
            newer: known.newer,
            writing: known.newer && is_writing(self.visit),
            keeps: known.keeps,
        };
        let due = situation
            .notice(&self.closed.borrow())
            .filter(|_| known.shelf.is_some());
        if *self.shown.borrow() != due {
            self.show(due.as_ref(), &known);
            self.shown.replace(due);
        }
    }

    fn has_focus(&self) -> bool {
        let focused = document().active_element();
        focused.is_some_and(|focused| self.bar.contains(Some(&focused)))
    }

    fn show(&self, notice: Option<&Notice>, known: &Known) {
        let language = known.language;
        let had_focus = self.has_focus();
        let sentence = notice.map(|notice| sentence(notice, language));
        if self.text.text_content().unwrap_or_default() != sentence.as_deref().unwrap_or_default() {
            self.text.set_text_content(sentence.as_deref());
        }
        self.tools.set_text_content(None);
        let Some(notice) = notice else {
            for attribute in ["data-shown", "role", "aria-label"] {
                let _ = self.bar.remove_attribute(attribute);
            }
            if let Some(root) = elements::root() {
                let _ = root.remove_attribute("data-notice");
            }
            return;
        };
        for tool in tools(notice, language, known.shelf.clone()) {
            let _ = self.tools.append_with_node_1(&tool.make());
        }
        let name = reader::words(language).pocket.notices;
        for (attribute, value) in [("data-shown", ""), ("role", "region"), ("aria-label", name)] {
            let _ = self.bar.set_attribute(attribute, value);
        }
        if let Some(root) = elements::root() {
            let _ = root.set_attribute("data-notice", "");
        }
        if had_focus {
            if let Some(again) = elements::first::<HtmlElement>(&self.tools, "a, button") {
                elements::focus(&again);
            }
        } else {
            self.uncover_focus();
        }
    }

    /// Brings what has focus out from under the bar.
    fn uncover_focus(&self) {
        let Some(focused) = document().active_element() else {
            return;
        };
        // The page itself, or a heading that was given focus after a navigation.
        if focused.contains(Some(&self.bar)) || focused.id() == "contenu" {
            return;
        }
        let (bar, focused) = (
            self.bar.get_bounding_client_rect(),
            focused.get_bounding_client_rect(),
        );
        let covered = focused.bottom() - bar.top();
        if covered > 0.0 && focused.top() < bar.bottom() {
            window().scroll_by_with_x_and_y(0.0, covered);
        }
    }
}

fn sentence(notice: &Notice, language: Language) -> String {
    let words = reader::words(language).pocket;
    let copy = |stored: &str| match instants::worded(language, stored) {
        Some(moment) => (words.stored_copy)(&moment.full),
        None => words.stored_copy_undated.to_owned(),
    };
    let offline = |keeps| {
        if keeps {
            words.offline
        } else {
            words.offline_alone
        }
    };
    match notice {
        Notice::Offline { copy: None, keeps } => offline(*keeps).to_owned(),
        Notice::Offline {
            copy: Some(stored),
            keeps,
        } => format!("{} {}.", offline(*keeps), copy(stored)),
        Notice::Copy(stored) => copy(stored),
        Notice::NewVersion { writing: false } => words.new_version.to_owned(),
        Notice::NewVersion { writing: true } => words.new_version_later.to_owned(),
        Notice::Back => words.online.to_owned(),
    }
}

fn tools(notice: &Notice, language: Language, shelf: Option<String>) -> Vec<Element> {
    let words = reader::words(language);
    let button = |act: &'static str| {
        element("button")
            .with("type", "button")
            .with("data-act", act)
    };
    let own = match notice {
        Notice::Offline { keeps, .. } => shelf.filter(|_| *keeps).map(|url| {
            element("a")
                .class("button")
                .with("href", url)
                .child(words.pocket.shelf_title)
        }),
        Notice::Copy(_) => Some(button("retry").class("button").child(words.retry)),
        Notice::NewVersion { writing: false } => {
            Some(button("update").class("button").child(words.pocket.update))
        }
        Notice::NewVersion { writing: true } | Notice::Back => None,
    };
    let close = button("close")
        .class("notice-close")
        .with("aria-label", words.close)
        .child(icon::drawing(Icon::Close));
    own.into_iter().chain([close]).collect()
}
