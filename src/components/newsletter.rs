//! The offer of the newsletter.
//!
//! A service that takes a plain form is sent one, with script and without. For the others the address
//! goes through the outbox; listmonk takes the form as well, from browsers without script.
//!
//! Accessibility: a region with a heading; one labelled field that says what it is for; its fault is
//! tied to it and takes focus; what becomes of the address is said in a status line.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use kiosque_catalogue::reader::{self, VoiceWords};
use kiosque_drivers::outbox::{Letter, Matter};
use kiosque_model::field_rules::{self, Fault, Field};
use kiosque_model::{Language, Newsletter, NewsletterService};
use leptos::prelude::*;
use web_sys::{Element as DomElement, HtmlElement, HtmlInputElement};

use super::discussion::{self, Page};
use super::outbox_panel::{self, Shows};
use crate::markup::{self, Element, element};
use crate::platform::elements;
use crate::services::outbox::{Outbox, use_outbox};

/// The offer's place in the page.
pub const ANCHOR: &str = "infolettre";

const FIELD: &str = "infolettre-adresse";
const FAULT: &str = "infolettre-faute";

/// Offers the newsletter.
#[component]
pub fn NewsletterView(
    /// The newsletter.
    newsletter: Newsletter,
    /// Where it is offered.
    page: Page,
    /// Whether the offer is what the page is for; its heading then is the page's.
    #[prop(optional)]
    main: bool,
) -> impl IntoView {
    let words = reader::words(use_context::<Language>().unwrap_or_default()).voices;
    let outbox = use_outbox();
    let service = newsletter.service.clone();
    Effect::new(move |_| {
        discussion::adopt_style();
        if let Some(section) = document().get_element_by_id(ANCHOR) {
            Counter::follow(section, words, &service, &page, outbox);
        }
    });
    markup::view(move || section(&newsletter, words, main))
}

fn section(newsletter: &Newsletter, words: &'static VoiceWords, main: bool) -> Element {
    let title = if main {
        element("h1").class("headline").with("tabindex", "-1")
    } else {
        element("h2").with("tabindex", "-1")
    };
    let promise = newsletter
        .promise
        .clone()
        .unwrap_or_else(|| words.newsletter_promise.to_owned());
    element("section")
        .class("newsletter")
        .with("id", ANCHOR)
        .with("aria-labelledby", "infolettre-titre")
        .child(
            title
                .with("id", "infolettre-titre")
                .child(words.newsletter_title),
        )
        .child(element("p").class("newsletter-promise").child(promise))
        .child(form(&newsletter.service, words))
        .child(
            element("p")
                .class("form-note")
                .child(words.newsletter_leave),
        )
        .child(element("div").class("outbox-place"))
}

fn form(service: &NewsletterService, words: &'static VoiceWords) -> Element {
    let form = element("form").class(match service {
        // Without script there is nobody to send it to.
        NewsletterService::Ghost { .. } => "newsletter-form needs-app",
        _ => "newsletter-form",
    });
    let hidden = |name: String, value: String| {
        element("input")
            .with("type", "hidden")
            .with("name", name)
            .with("value", value)
    };
    let posted = |form: Element, action: String| form.with("action", action).with("method", "post");
    let (form, name) = match service {
        NewsletterService::Form {
            action,
            field,
            hidden: more,
        } => {
            let more = more
                .iter()
                .map(|(name, value)| hidden(name.clone(), value.clone()));
            let form = posted(form, action.clone()).child(more.collect::<Vec<_>>());
            (form, field.clone())
        }
        NewsletterService::Listmonk { url, lists } => {
            let lists = lists
                .iter()
                .map(|list| hidden("l".to_owned(), list.clone()));
            let form = posted(form, format!("{url}/subscription/form"))
                .child(lists.collect::<Vec<_>>())
                // Whoever fills it is a program (listmonk, cmd/public.go).
                .child(hidden("nonce".to_owned(), String::new()));
            (form, "email".to_owned())
        }
        NewsletterService::Ghost { .. } => (form, "email".to_owned()),
    };
    let label = element("label")
        .with("for", FIELD)
        .child(words.newsletter_email);
    let field = element("input")
        .with("id", FIELD)
        .with("type", "email")
        .with("name", name)
        .with("required", "")
        .with("autocomplete", "email")
        .with("aria-describedby", FAULT);
    let button = element("button")
        .class("button")
        .with("type", "submit")
        .child(words.subscribe);
    let form = form
        .child(label)
        .child(
            element("div")
                .class("newsletter-line")
                .child(field)
                .child(button),
        )
        .child(element("p").class("form-fault").with("id", FAULT))
        .child(element("p").class("form-status").with("role", "status"));
    match service {
        NewsletterService::Ghost { .. } => element("div").child(form).child(
            element("p")
                .class("needs-script")
                .child(words.newsletter_needs_script),
        ),
        _ => element("div").child(form),
    }
}

/// The form at work.
struct Counter {
    section: DomElement,
    words: &'static VoiceWords,
    service: NewsletterService,
    page: Page,
    outbox: Outbox,
    /// The letter that was written last.
    last: RefCell<Option<String>>,
}

impl Counter {
    fn follow(
        section: DomElement,
        words: &'static VoiceWords,
        service: &NewsletterService,
        page: &Page,
        outbox: Outbox,
    ) {
        let counter = Rc::new(Self {
            section,
            words,
            service: service.clone(),
            page: page.clone(),
            outbox,
            last: RefCell::new(None),
        });
        let listener = |event: &'static str, work: fn(&Self, &web_sys::Event)| {
            let counter = Rc::clone(&counter);
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(
                &counter.section.clone(),
                event,
                options,
                move |event| {
                    work(&counter, event);
                },
            )
        };
        let listeners = [
            // Not before: until then the form is the printed one to the letter.
            listener("focusin", |counter, _| {
                if let Some(form) = elements::first::<DomElement>(&counter.section, "form") {
                    let _ = form.set_attribute("novalidate", "");
                }
            }),
            listener("submit", Self::submit),
            listener("input", |counter, _| {
                if counter.is_faulty() && counter.fault().is_none() {
                    counter.show_fault(None);
                }
            }),
            listener("focusout", |counter, _| {
                if !counter.address().is_empty() {
                    counter.show_fault(counter.fault());
                }
            }),
        ];
        let listeners = StoredValue::new_local(listeners);
        on_cleanup(move || listeners.dispose());
        if let Some(panel) = elements::first::<DomElement>(&counter.section, ".outbox-place") {
            let taken = Rc::clone(&counter);
            let url = counter.page.url.clone();
            outbox_panel::follow(
                &panel,
                words,
                &url,
                Shows::Subscriptions,
                outbox,
                move |letter| taken.take_back(letter),
            );
        }
        Effect::new(move |_| counter.tell());
    }

    fn field(&self) -> Option<HtmlInputElement> {
        elements::first(&self.section, &format!("#{FIELD}"))
    }

    fn address(&self) -> String {
        self.field()
            .map(|field| field.value().trim().to_owned())
            .unwrap_or_default()
    }

    fn fault(&self) -> Option<Fault> {
        let address = self.address();
        if address.is_empty() {
            Some(Fault::Missing)
        } else {
            field_rules::email(&address).err()
        }
    }

    fn is_faulty(&self) -> bool {
        self.field()
            .is_some_and(|field| field.has_attribute("aria-invalid"))
    }

    fn show_fault(&self, fault: Option<Fault>) {
        let Some(field) = self.field() else { return };
        let _ = match fault {
            Some(_) => field.set_attribute("aria-invalid", "true"),
            None => field.remove_attribute("aria-invalid"),
        };
        let sentence = fault.map(|fault| match fault {
            // Nobody publishes anything here.
            Fault::Missing => (self.words.fault)(Field::Email, Fault::EmailShape),
            fault => (self.words.fault)(Field::Email, fault),
        });
        if let Some(place) = elements::first::<DomElement>(&self.section, &format!("#{FAULT}")) {
            place.set_text_content(sentence.as_deref());
        }
    }

    fn say(&self, sentence: &str) {
        if let Some(status) = elements::first::<DomElement>(&self.section, ".form-status") {
            status.set_text_content(Some(sentence));
        }
    }

    fn submit(&self, event: &web_sys::Event) {
        let fault = self.fault();
        self.show_fault(fault);
        if fault.is_some() {
            event.prevent_default();
            if let Some(field) = self.field() {
                let _ = field.focus();
            }
            return;
        }
        if let NewsletterService::Form { .. } = self.service {
            return;
        }
        event.prevent_default();
        let matter = Matter::Subscription {
            service: self.service.clone(),
            email: self.address(),
        };
        let page = self.page.clone();
        let id = self.outbox.add(page.url, page.title, matter, 0);
        self.last.replace(Some(id));
        if let Some(field) = self.field() {
            field.set_value("");
        }
        if !self.outbox.keeps.get_untracked() {
            self.say(self.words.not_kept);
        }
    }

    /// Says where the letter that was written last stands. Asked again whenever a letter moves.
    fn tell(&self) {
        if let Some(told) = outbox_panel::told_of(self.outbox, self.last.borrow().as_deref()) {
            self.say((self.words.subscription_told)(told));
        }
    }

    fn take_back(&self, letter: Letter) {
        if let Matter::Subscription { email, .. } = letter.matter
            && let Some(field) = self.field()
        {
            field.set_value(&email);
            self.last.replace(None);
            self.say("");
            let field: &HtmlElement = &field;
            let _ = field.focus();
        }
    }
}
