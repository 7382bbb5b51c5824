//! The thread in the document: asked for when a reader comes near, put right where it stands.

mod arrivals;
mod standing;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use kiosque_drivers::comments::{Thread, ThreadPage, Unreadable};
use kiosque_drivers::{Sort, html};
use kiosque_model::Comment;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Element as DomElement, HtmlElement, HtmlSelectElement, ScrollLogicalPosition};

use super::comment::{self, Setting};
use super::tree::tree;
use super::{Place, heading, own, sort_name};
use crate::platform::{elements, instants, scroll};
use crate::services::exchange;
use crate::services::outbox::{Outbox, Sent};

/// How many pages of a thread are asked for to find one comment.
const PAGES_FOR_ONE: u32 = 20;

/// What is known of the thread.
#[derive(Debug, Default)]
struct Known {
    comments: Vec<Comment>,
    total: u32,
    next: Option<u32>,
    sort: Sort,
    /// Whether the service has answered since the page was opened.
    asked: bool,
}

/// The thread of a discussion.
pub(super) struct ThreadView {
    pub(super) place: Rc<Place>,
    known: RefCell<Known>,
    /// Number of the last question: an answer to another comes too late.
    question: Cell<u32>,
    /// The letter that was written last, and when: its writer waits for it.
    awaited: RefCell<Option<(String, u64)>>,
    /// Whether the page that shows it has gone.
    gone: Cell<bool>,
}

impl ThreadView {
    /// Answers to what a reader does in it, as long as the current owner lasts.
    pub(super) fn follow(place: &Rc<Place>, outbox: Outbox) -> Rc<Self> {
        let view = Rc::new(Self {
            place: Rc::clone(place),
            known: RefCell::new(Known {
                comments: place.discussion.comments.clone(),
                total: place.discussion.total,
                ..Known::default()
            }),
            question: Cell::new(0),
            awaited: RefCell::new(None),
            gone: Cell::new(false),
        });
        let clicks = {
            let view = Rc::clone(&view);
            EventListener::new(&place.section, "click", move |event| {
                let Some(button) = elements::under::<HtmlElement>(event, "[data-act]") else {
                    return;
                };
                let view = Rc::clone(&view);
                spawn_local(async move { view.act(button).await });
            })
        };
        let choices = {
            let view = Rc::clone(&view);
            EventListener::new(&place.section, "change", move |event| {
                let select: Option<HtmlSelectElement> =
                    elements::under(event, ".discussion-order select");
                if let Some(select) = select {
                    view.sort(&select.value());
                }
            })
        };
        let links = {
            let view = Rc::clone(&view);
            EventListener::new(&window(), "hashchange", move |_| {
                let view = Rc::clone(&view);
                spawn_local(async move { view.go_to_linked().await });
            })
        };
        let arrivals = Rc::clone(&view);
        Effect::new(move |before: Option<()>| {
            let arrived = outbox.arrived.get();
            // What came to its end before this page was shown was told on another.
            if let Some(arrived) = arrived.filter(|_| before.is_some()) {
                arrivals.arrived(arrived);
            }
        });
        let kept = StoredValue::new_local((Rc::clone(&view), [clicks, choices, links]));
        on_cleanup(move || {
            kept.with_value(|(view, _)| view.gone.set(true));
            kept.dispose();
        });
        view
    }

    pub(super) fn thread(&self) -> Thread<'_> {
        Thread::from(&self.place.discussion)
    }

    /// The highest number of a comment that is known here.
    pub(super) fn last_known(&self) -> Option<u64> {
        let known = self.known.borrow();
        let last = known.comments.iter().map(|comment| comment.id).max();
        // Before the service has answered, the printed ones are all that is known.
        last.filter(|_| known.asked).or(known.asked.then_some(0))
    }

    /// Words an instant as the rest of the page does.
    pub(super) fn word(&self, seconds: i64) -> kiosque_model::Moment {
        let discussion = &self.place.discussion;
        instants::moment(self.place.language, &discussion.zone, seconds)
    }

    /// The first look at the thread, and at what the address asks for.
    pub(super) async fn open(self: &Rc<Self>) {
        self.load(Sort::default()).await;
        self.go_to_linked().await;
    }

    /// Asks for the beginning of the thread in an order: for as much of it as is shown already.
    async fn load(self: &Rc<Self>, sort: Sort) {
        let words = self.place.words();
        let stand = elements::all(&self.place.section, ".comments .comment").len();
        if stand == 0 {
            self.place.say(words.comments_loading);
        }
        let mut answer = self.ask(sort, 0).await;
        while let Some(Ok(page)) = &mut answer
            && page.comments.len() < stand
            && let Some(next) = page.next
        {
            match self.ask(sort, next).await {
                Some(Ok(more)) => {
                    for comment in more.comments {
                        put(&mut page.comments, comment);
                    }
                    page.next = more.next.filter(|after| *after > next);
                }
                other => answer = other,
            }
        }
        match answer {
            None => {}
            Some(Err(_)) => self.place.say(if stand > 0 {
                words.comments_not_refreshed
            } else {
                words.comments_unavailable
            }),
            Some(Ok(page)) => {
                self.place.say("");
                *self.known.borrow_mut() = Known {
                    comments: page.comments,
                    total: page.total,
                    next: page.next,
                    sort,
                    asked: true,
                };
                self.show();
            }
        }
    }

    /// Asks for a page of the thread; `None` where another question was asked since.
    async fn ask(&self, sort: Sort, from: u32) -> Option<Result<ThreadPage, Unreadable>> {
        let question = self.question.get().wrapping_add(1);
        self.question.set(question);
        let thread = self.thread();
        let answer = exchange::ask(&thread.list(sort, from)).await;
        if self.gone.get() || self.question.get() != question {
            return None;
        }
        Some(match answer {
            Some(answer) => thread.read_list(&answer, from, &|seconds| self.word(seconds)),
            None => Err(Unreadable::Unexpected),
        })
    }

    /// Asks for the next page of the thread. False where there is none, or none came.
    async fn more(self: &Rc<Self>) -> bool {
        let (sort, next) = {
            let known = self.known.borrow();
            (known.sort, known.next)
        };
        let Some(from) = next else { return false };
        let words = self.place.words();
        self.place.say(words.comments_loading);
        match self.ask(sort, from).await {
            None => false,
            Some(Err(_)) => {
                self.place.say(words.comments_unavailable);
                false
            }
            Some(Ok(page)) => {
                self.place.say("");
                {
                    let mut known = self.known.borrow_mut();
                    let known = &mut *known;
                    for comment in page.comments {
                        put(&mut known.comments, comment);
                    }
                    known.total = page.total;
                    known.next = page.next;
                }
                self.show();
                true
            }
        }
    }

    fn sort(self: &Rc<Self>, wanted: &str) {
        let sort = [Sort::Oldest, Sort::Newest, Sort::Best]
            .into_iter()
            .find(|sort| sort_name(*sort) == wanted)
            .unwrap_or_default();
        let view = Rc::clone(self);
        spawn_local(async move { view.load(sort).await });
    }

    /// Does what a button of the thread asks for. Those of the form are not its business.
    async fn act(self: &Rc<Self>, button: HtmlElement) {
        let act = button.get_attribute("data-act").unwrap_or_default();
        match act.as_str() {
            "more" => {
                let shown = self.place.section.query_selector_all(".comment");
                let before = shown.map_or(0, |shown| shown.length());
                if self.more().await
                    && let Some(first) = elements::all(&self.place.section, ".comment")
                        .get(usize::try_from(before).unwrap_or_default())
                {
                    elements::focus(first);
                }
            }
            _ => own::act(self, &act, &button).await,
        }
    }

    /// Brings the reader to the comment that the address names.
    async fn go_to_linked(self: &Rc<Self>) {
        let hash = window().location().hash().unwrap_or_default();
        let Some(id) = hash.strip_prefix("#comment-") else {
            return;
        };
        let Ok(id) = id.parse::<u64>() else { return };
        for _ in 0..PAGES_FOR_ONE {
            if self.element_of(id).is_some() || !self.known.borrow().asked {
                break;
            }
            if !self.more().await {
                break;
            }
        }
        self.go_to(id);
    }

    /// The element of a comment, if it is shown.
    pub(super) fn element_of(&self, id: u64) -> Option<HtmlElement> {
        self.place.part(&format!("#{}", comment::anchor(id)))
    }

    /// Shows a comment to the reader, and gives it focus.
    pub(super) fn go_to(&self, id: u64) {
        if let Some(comment) = self.element_of(id) {
            scroll::bring(&comment, ScrollLogicalPosition::Center);
            elements::focus(&comment);
        }
    }

    /// Puts a comment that the service gave in the place of the one it was.
    pub(super) fn replace(&self, comment: Comment) {
        self.change(|known| {
            if comment.deleted {
                known.total = known.total.saturating_sub(1);
            }
            put(&mut known.comments, comment);
        });
    }

    /// Changes a comment that is known.
    pub(super) fn change_one(&self, id: u64, change: impl FnOnce(&mut Comment)) {
        self.change(|known| {
            if let Some(comment) = known.comments.iter_mut().find(|one| one.id == id) {
                change(comment);
            }
        });
    }

    /// Takes a comment out.
    pub(super) fn take_out(&self, id: u64) {
        self.change(|known| {
            known.comments.retain(|comment| comment.id != id);
            known.total = known.total.saturating_sub(1);
        });
    }

    fn change(&self, change: impl FnOnce(&mut Known)) {
        change(&mut self.known.borrow_mut());
        self.show();
    }

    /// Shows what is known. What stands and has not changed is left alone, and what the reader looks
    /// at keeps its place in the window.
    pub(super) fn show(&self) {
        let words = self.place.words();
        let known = self.known.borrow();
        if !known.asked && known.comments.is_empty() && known.total > 0 {
            // The printed ones stand, and nobody has said what they are.
            return self.show_sent(&known);
        }
        let sent = self.sent(&known);
        let own: Vec<u64> = sent
            .iter()
            .filter(|sent| !sent.held && sent.is_changeable())
            .filter_map(|sent| sent.id)
            .collect();
        let discussion = &self.place.discussion;
        let setting = Setting {
            words,
            closed: discussion.closed,
            own: &own,
        };
        if let Some(list) = self.place.part::<DomElement>(".comments") {
            standing::held_in_place(&self.place, || {
                standing::patch(&list, &tree(&known.comments), setting);
            });
        }
        self.show_sent(&known);
        let set_hidden = |selector: &str, hidden: bool| {
            if let Some(part) = self.place.part::<HtmlElement>(selector) {
                part.set_hidden(hidden);
            }
        };
        set_hidden(".discussion-order", known.comments.len() < 2);
        if let Some(order) = self
            .place
            .part::<HtmlSelectElement>(".discussion-order select")
        {
            order.set_value(sort_name(known.sort));
        }
        set_hidden(".discussion-more", known.next.is_none());
        set_hidden(".discussion-empty", known.total > 0);
        let count = heading(known.total, words);
        if let Some(title) = self.place.part::<DomElement>("h2") {
            title.set_text_content(Some(&count));
        }
        if let Some(link) = document().query_selector(".comment-count").ok().flatten() {
            link.set_text_content(Some(&count));
        }
    }

    /// What was sent from this device, less what is published by now.
    fn sent(&self, known: &Known) -> Vec<Sent> {
        let discussion = &self.place.discussion;
        let mut sent = Sent::to_thread(&discussion.service.url, &discussion.thread);
        let is_published = |sent: &Sent| match sent.id {
            Some(id) => known.comments.iter().any(|comment| comment.id == id),
            None => known.comments.iter().any(|comment| {
                let said = html::words(&html::parse(&comment.html));
                comment.author == sent.matter.name.trim()
                    && said
                        .split_whitespace()
                        .eq(sent.matter.text.split_whitespace())
            }),
        };
        sent.retain(|sent| {
            let keeps = !(sent.held && is_published(sent));
            if !keeps {
                sent.forget();
            }
            keeps
        });
        sent
    }

    fn show_sent(&self, known: &Known) {
        let held: Vec<_> = self
            .sent(known)
            .into_iter()
            .filter(|sent| sent.held)
            .collect();
        own::show_held(self, &held);
    }
}

/// Puts a comment among others: in the place of the one of its number, or at the end.
fn put(comments: &mut Vec<Comment>, comment: Comment) {
    match comments.iter_mut().find(|one| one.id == comment.id) {
        Some(one) => *one = comment,
        None => comments.push(comment),
    }
}
