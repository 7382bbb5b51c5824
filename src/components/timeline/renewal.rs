//! A timeline put right where it stands, by a newer state of its page.
//!
//! Posts that did not change stay the nodes they are: what is in them may be playing, open, or being
//! read. New ones are made and put in their places, changed ones take the place of what they were. A
//! printed page has its posts in the document alone, so a post of unknown state is told apart by
//! making it and comparing nodes, once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use kiosque_catalogue::reader::Words;
use kiosque_model::TimelineBlock;
use kiosque_model::timeline::Entry;
use leptos::prelude::document;
use serde::Deserialize;
use wasm_bindgen::JsCast;
use web_sys::{Element as DomElement, HtmlInputElement};

use super::super::when::Precision;
use super::{heading_of, is_alone, key_posts, keys, list, precision, section_head, skip};
use super::{post, tools};
use crate::HeldPost;
use crate::markup::{Element, element};
use crate::platform::elements;

const ENTRY: &str = "li.timeline-entry";

/// What is known of the posts that stand in the document: for each anchor, a print of its state.
#[derive(Default)]
pub struct Standing(RefCell<HashMap<String, u64>>);

/// A post as a newer page tells it.
pub struct Told {
    /// Fragment that names it.
    pub anchor: String,
    entry: Entry,
    post: HeldPost,
    precision: Precision,
    print: u64,
}

/// What a newer page makes of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It stands as it is.
    None,
    /// It does not stand yet.
    New,
    /// It stands otherwise.
    Other,
}

/// The posts of each section of a timeline, in its order.
pub fn told(block: &TimelineBlock<HeldPost>) -> Vec<Vec<Told>> {
    let sections = block.timeline.sections.iter().zip(&block.frame.sections);
    sections
        .map(|(section, frame)| {
            let precision = precision(frame);
            let posts = block.posts_of(section);
            posts
                .filter_map(|(entry, post)| Told::of(entry, post, precision))
                .collect()
        })
        .collect()
}

impl Told {
    /// `None` for what has no anchor, which is no post.
    fn of(entry: &Entry, post: &HeldPost, precision: Precision) -> Option<Self> {
        #[derive(Deserialize)]
        struct Named {
            anchor: String,
        }
        let text = list::text(post);
        let Named { anchor } = serde_json::from_str(&text).ok()?;
        let mut hasher = DefaultHasher::new();
        (&text, entry.key, &entry.note, precision == Precision::Full).hash(&mut hasher);
        Some(Self {
            anchor,
            entry: entry.clone(),
            post: post.clone(),
            precision,
            print: hasher.finish(),
        })
    }

    fn make(&self, words: &'static Words) -> Option<DomElement> {
        let post = list::read(self.post.clone())?;
        Some(post::place(words, &self.entry, &post, self.precision).make())
    }

    /// Its entry, where it stands.
    fn stands(&self) -> Option<DomElement> {
        elements::around(&document().get_element_by_id(&self.anchor)?, ENTRY)
    }
}

impl Standing {
    /// What a newer page makes of a post.
    pub fn change(&self, told: &Told, words: &'static Words) -> Change {
        let Some(stands) = told.stands() else {
            return Change::New;
        };
        let known = self.0.borrow().get(&told.anchor).copied();
        let is_same = match known {
            Some(print) => print == told.print,
            None => told
                .make(words)
                .is_none_or(|wanted| shows_the_same(&stands, &wanted)),
        };
        if is_same {
            self.0.borrow_mut().insert(told.anchor.clone(), told.print);
            Change::None
        } else {
            Change::Other
        }
    }

    /// Whether posts stand that a newer page does not tell.
    pub fn lacks(&self, told: &[Told]) -> bool {
        let Some(root) = elements::root() else {
            return false;
        };
        elements::all(&root, "li.timeline-entry .post[id]").len()
            > told.iter().filter(|told| told.stands().is_some()).count()
    }

    /// Puts a timeline that stands right. Filters are taken off: they count other posts.
    pub fn renew(&self, block: &TimelineBlock<HeldPost>, words: &'static Words) {
        let Some(timeline) = document().get_element_by_id(&block.anchor) else {
            return;
        };
        self.renew_posts(&timeline, block, words);
        renew_tools(&timeline, block, words);
    }

    fn renew_posts(
        &self,
        timeline: &DomElement,
        block: &TimelineBlock<HeldPost>,
        words: &'static Words,
    ) {
        let all = told(block);
        for entry in elements::all(timeline, ENTRY) {
            let post: Option<DomElement> = elements::first(&entry, ".post");
            let anchor = post.map(|post| post.id());
            if !anchor.is_some_and(|anchor| all.iter().flatten().any(|told| told.anchor == anchor))
            {
                entry.remove();
            }
        }
        let mut next: Option<DomElement> = elements::first(timeline, ".timeline-section");
        let sections = block.timeline.sections.iter().zip(&block.frame.sections);
        for ((section, frame), posts) in sections.zip(&all) {
            let heading = heading_of(block, section);
            let head = section_head(words, heading.clone(), section, frame).make();
            let stands = document().get_element_by_id(&heading);
            let stands: Option<DomElement> =
                stands.and_then(|title| elements::around(&title, ".timeline-section"));
            let whole = stands.unwrap_or_else(|| {
                let list = element("ol").class("timeline-posts").with("role", "list");
                element("section")
                    .class("timeline-section")
                    .with("aria-labelledby", heading)
                    .child(list)
                    .make()
            });
            match elements::first::<DomElement>(&whole, ".timeline-head") {
                Some(before) => put_right(&before, &head),
                None => {
                    let _ = whole.prepend_with_node_1(&head);
                }
            }
            if next.as_ref() == Some(&whole) {
                next = whole.next_element_sibling();
            } else {
                let before = next
                    .clone()
                    .or_else(|| elements::first(timeline, ".timeline-end"));
                let _ = timeline.insert_before(&whole, before.as_deref());
            }
            if let Some(list) = elements::first(&whole, ".timeline-posts") {
                self.renew_list(&list, posts, words);
            }
        }
        for section in elements::all(timeline, ".timeline-section") {
            if elements::first::<DomElement>(&section, ENTRY).is_none() {
                section.remove();
            }
        }
    }

    fn renew_list(&self, list: &DomElement, all: &[Told], words: &'static Words) {
        let mut next = list.first_element_child();
        for told in all {
            let change = self.change(told, words);
            let stands = told.stands();
            if change == Change::None && stands.is_some() && stands == next {
                next = next.and_then(|entry| entry.next_element_sibling());
                continue;
            }
            let wanted = match change {
                Change::None => stands,
                Change::New => told.make(words),
                Change::Other => {
                    let made = told.make(words);
                    if let (Some(stands), Some(_)) = (&stands, &made) {
                        if next.as_ref() == Some(stands) {
                            next = stands.next_element_sibling();
                        }
                        stands.remove();
                    }
                    made
                }
            };
            if let Some(wanted) = wanted {
                let _ = list.insert_before(&wanted, next.as_deref());
                self.0.borrow_mut().insert(told.anchor.clone(), told.print);
            }
        }
    }
}

/// Puts right what stands around the posts of a timeline.
fn renew_tools(timeline: &DomElement, block: &TimelineBlock<HeldPost>, words: &'static Words) {
    let part = |selector: &str| elements::first::<DomElement>(timeline, selector);
    let alone = is_alone(block);
    if let Some(title) = part(".timeline-title") {
        title.set_text_content(Some(&block.timeline.title));
        let _ = title
            .class_list()
            .toggle_with_force("visually-hidden", alone);
        let _ = if alone {
            timeline.remove_attribute("aria-labelledby")
        } else {
            timeline.set_attribute("aria-labelledby", &title.id())
        };
    }
    if let Some(skip) = part(".timeline-skip") {
        put_right(
            &skip,
            &skip::skip(words, &block.anchor, block.frame.posts).make(),
        );
    }
    let Some(tools) = part(".timeline-tools") else {
        return;
    };
    match (part(".timeline-keys"), key_posts(words, block)) {
        (Some(before), Some(keys)) => put_right(&before, &keys.make()),
        (Some(before), None) => before.remove(),
        (None, Some(keys)) => {
            let _ = timeline.insert_before(&keys.make(), Some(&tools));
        }
        (None, None) => {}
    }
    let hidden = elements::all(timeline, "li.timeline-entry[hidden]");
    for entry in &hidden {
        entry.set_hidden(false);
    }
    let is_filtered = elements::first::<HtmlInputElement>(&tools, "input[value]:checked").is_some();
    put(
        &tools,
        &self::tools(words, block),
        is_filtered || !hidden.is_empty(),
    );
    keys::recall();
}

fn put(stands: &DomElement, wanted: &Element, whatever: bool) {
    let wanted = wanted.make();
    if whatever {
        let _ = stands.replace_with_with_node_1(&wanted);
    } else {
        put_right(stands, &wanted);
    }
}

/// Puts an element in the place of one that does not show the same.
pub fn put_right(stands: &DomElement, wanted: &DomElement) {
    if !shows_the_same(stands, wanted) {
        let _ = stands.replace_with_with_node_1(wanted);
    }
}

/// Whether an element shows what another does, whatever a reader has hidden, opened or been told of in
/// it. Words may be in other pieces: the press writes them as one.
fn shows_the_same(stands: &DomElement, wanted: &DomElement) -> bool {
    let Some(stands) = stands
        .clone_node_with_deep(true)
        .ok()
        .and_then(|copy| copy.dyn_into::<DomElement>().ok())
    else {
        return false;
    };
    for added in elements::all(&stands, ".read-mark, .to-unread") {
        added.remove();
    }
    let _ = stands.remove_attribute("hidden");
    for opened in elements::all(&stands, "details[open]") {
        let _ = opened.remove_attribute("open");
    }
    stands.normalize();
    wanted.normalize();
    stands.is_equal_node(Some(wanted))
}
