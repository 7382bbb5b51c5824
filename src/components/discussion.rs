//! What readers write under an article.
//!
//! The press prints the comments it knows, so that they are read without script and found by search
//! engines. When a reader comes near, the app asks the service for the thread and puts right what
//! has changed; the form, the outbox and the tools of a comment answer from then on. Everything is
//! data ([`crate::markup`]); what moves is done by [`thread`] and [`desk`] on the elements that stand.
//!
//! Accessibility: a region with a heading that counts; the order is chosen in a labelled select; what
//! happens is said in a status line, politely; focus goes where the reader's act leads, and never
//! anywhere by itself.

mod comment;
mod desk;
mod form;
mod own;
mod preview;
mod thread;
mod tree;

use std::cell::Cell;
use std::rc::Rc;

use kiosque_catalogue::reader::{self, VoiceWords};
use kiosque_drivers::Sort;
use kiosque_model::discussion::CommentDriver;
use kiosque_model::{Discussion, Language};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Element as DomElement;

use crate::markup::{self, Element, element};
use crate::platform::{elements, nearness, style_sheet};
use crate::services::outbox::use_outbox;
use comment::Setting;
use desk::Desk;
use thread::ThreadView;

/// What a page with a discussion or a newsletter is styled by beside the common sheet.
pub const STYLE: &str = include_str!("../../style/discussion.css");
/// What the app adds to it where a reader can write.
const WRITING: &str = include_str!("../../style/writing.css");

/// The discussion's place in the page.
pub const ANCHOR: &str = "commentaires";

/// How near a reader comes before the thread is asked for and the form is there: about as far as a
/// flick of the thumb goes while an answer comes.
const NEAR: &str = "800px 0px";

/// Where a discussion is: its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Permalink.
    pub url: String,
    /// The headline.
    pub title: String,
}

/// Styles what readers write, on a page that the press has not printed as well.
pub fn adopt_style() {
    style_sheet::adopt(STYLE);
    style_sheet::adopt(WRITING);
}

/// Shows the discussion of an article.
#[component]
pub fn DiscussionView(
    /// The discussion.
    discussion: Discussion,
    /// Where it is.
    page: Page,
) -> impl IntoView {
    let language = use_context::<Language>().unwrap_or_default();
    let outbox = use_outbox();
    let shown = discussion.clone();
    Effect::new(move |_| {
        adopt_style();
        let (Some(section), Some(owner)) = (document().get_element_by_id(ANCHOR), Owner::current())
        else {
            return;
        };
        let place = Rc::new(Place {
            section: section.clone(),
            language,
            discussion: discussion.clone(),
            page: page.clone(),
        });
        let begun = Cell::new(false);
        let begin = Rc::new(move || {
            if !begun.replace(true) {
                owner.with(|| {
                    let thread = ThreadView::follow(&place, outbox);
                    Desk::follow(&place, &thread, outbox);
                    spawn_local(async move { thread.open().await });
                });
            }
        });
        let near = Rc::clone(&begin);
        nearness::once(&section, NEAR, move || near());
        let hash = window().location().hash().unwrap_or_default();
        if hash.starts_with("#comment") || hash.strip_prefix('#') == Some(form::ANCHOR) {
            begin();
        }
    });
    markup::view(move || section(&shown, reader::words(language).voices))
}

/// The way to the discussion, beside the headline.
pub fn count_link(total: u32) -> impl IntoView {
    let words = reader::words(use_context::<Language>().unwrap_or_default()).voices;
    markup::view(move || {
        element("a")
            .class("comment-count")
            .with("href", format!("#{ANCHOR}"))
            .child(heading(total, words))
    })
}

/// A discussion in the document.
struct Place {
    section: DomElement,
    language: Language,
    discussion: Discussion,
    page: Page,
}

impl Place {
    fn words(&self) -> &'static VoiceWords {
        reader::words(self.language).voices
    }

    /// A part of it.
    fn part<E: wasm_bindgen::JsCast>(&self, selector: &str) -> Option<E> {
        elements::first(&self.section, selector)
    }

    /// Says something to whoever does not see it happen.
    fn say(&self, sentence: &str) {
        if let Some(status) = self.part::<DomElement>(".discussion-status") {
            status.set_text_content(Some(sentence));
        }
    }
}

/// The heading of a discussion.
fn heading(total: u32, words: &VoiceWords) -> String {
    if total == 0 {
        words.comments.to_owned()
    } else {
        (words.comment_count)(total)
    }
}

fn section(discussion: &Discussion, words: &'static VoiceWords) -> Element {
    let setting = Setting {
        words,
        closed: discussion.closed,
        own: &[],
    };
    let entries: Vec<_> = tree::tree(&discussion.comments)
        .iter()
        .map(|branch| comment::entry(branch, setting))
        .collect();
    let empty = (entries.is_empty() && !discussion.closed)
        .then(|| element("p").class("discussion-empty").child(words.be_first));
    element("section")
        .class("discussion")
        .with("id", ANCHOR)
        .with("aria-labelledby", "commentaires-titre")
        .child(
            element("div")
                .class("discussion-head")
                .child(
                    element("h2")
                        .with("id", "commentaires-titre")
                        .with("tabindex", "-1")
                        .child(heading(discussion.total, words)),
                )
                .child(order(discussion.service.driver, words)),
        )
        .child(
            element("p")
                .class("discussion-status")
                .with("role", "status"),
        )
        .child(empty)
        .child(
            element("ol")
                .class("comments")
                .with("id", "fil-des-commentaires")
                .child(entries),
        )
        .child(
            element("p")
                .class("discussion-more")
                .with("hidden", "")
                .child(
                    element("button")
                        .class("button")
                        .with("type", "button")
                        .with("data-act", "more")
                        .child(words.more_comments),
                ),
        )
        .child(element("div").class("outbox-place"))
        .child(if discussion.closed {
            element("p")
                .class("discussion-closed")
                .child(words.comments_closed)
        } else {
            writing(discussion, words)
        })
}

/// The choice of an order, which stands where there is something to put in order.
fn order(driver: CommentDriver, words: &VoiceWords) -> Element {
    let option = |sort: Sort, name: &'static str| {
        element("option").with("value", sort_name(sort)).child(name)
    };
    let best = matches!(driver, CommentDriver::Isso).then(|| option(Sort::Best, words.best_first));
    element("label")
        .class("discussion-order")
        .with("hidden", "")
        .child(element("span").child(words.order))
        .child(
            element("select")
                .with("autocomplete", "off")
                .child(option(Sort::Oldest, words.oldest_first))
                .child(option(Sort::Newest, words.newest_first))
                .child(best),
        )
}

const fn sort_name(sort: Sort) -> &'static str {
    match sort {
        Sort::Oldest => "oldest",
        Sort::Newest => "newest",
        Sort::Best => "best",
    }
}

/// The form where it posts by itself without script, or what is said in its place.
fn writing(discussion: &Discussion, words: &'static VoiceWords) -> Element {
    match discussion.service.driver {
        CommentDriver::WordPress => form::form(discussion, words),
        CommentDriver::Isso => element("p")
            .class("needs-script")
            .child(words.comments_need_script),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests;
