//! The text of an article put right where it stands: headline, standfirst, dates, pieces of the body.
//!
//! A piece that did not change stays the node it is. Timelines are told apart by their fragments alone:
//! what is in them is put right post by post.

use std::cell::RefCell;

use kiosque_catalogue::reader::Words;
use kiosque_model::{Article, Block, Figure};
use leptos::prelude::*;
use leptos::tachys::renderer::types::Node;
use leptos::tachys::view::any_view::AnyViewState;
use web_sys::Element as DomElement;

use super::super::block::BlockView;
use super::super::when::{Precision, time};
use crate::HeldPost;
use crate::markup::{Element, element};
use crate::platform::elements;

/// The text of an article as it stands.
pub struct Text {
    owner: Owner,
    /// What tells each piece of the body from others, in order.
    pieces: RefCell<Vec<String>>,
    head: RefCell<String>,
    /// Pieces that were made since, which must last as long as they are shown.
    made: RefCell<Vec<AnyViewState>>,
}

impl Text {
    /// The text of an article that is shown. `owner` is what its pieces belong to.
    pub fn new(article: &Article<HeldPost>, owner: Owner) -> Self {
        Self {
            owner,
            pieces: RefCell::new(article.body.iter().map(name).collect()),
            head: RefCell::new(head(article)),
            made: RefCell::default(),
        }
    }

    /// Whether a newer state of the article has another text, its timelines left out.
    pub fn is_changed_by(&self, article: &Article<HeldPost>) -> bool {
        let pieces = self.pieces.borrow();
        *self.head.borrow() != head(article)
            || pieces.len() != article.body.len()
            || pieces
                .iter()
                .zip(&article.body)
                .any(|(before, now)| *before != name(now))
    }

    /// Puts it right.
    pub fn renew(&self, article: &Article<HeldPost>, words: &'static Words) {
        if !self.is_changed_by(article) {
            return;
        }
        let Some(root) = elements::root() else { return };
        let part = |selector: &str| elements::first::<DomElement>(&root, selector);
        if let Some(head) = part(".article-head") {
            renew_head(&head, article, words);
        }
        self.head.replace(head(article));
        if let Some(body) = part(".article-body") {
            self.renew_body(&body, article);
        }
    }

    fn renew_body(&self, body: &DomElement, article: &Article<HeldPost>) {
        let stand = elements::all(body, ":scope > :not(.live-bar, .end-mark)");
        let before = self.pieces.replace(article.body.iter().map(name).collect());
        let mut old: Vec<_> = before.into_iter().zip(stand).collect();
        let kept: Vec<_> = article
            .body
            .iter()
            .map(|block| {
                let name = name(block);
                let place = old.iter().position(|(before, _)| *before == name)?;
                Some(old.remove(place).1)
            })
            .collect();
        for (_, gone) in old {
            gone.remove();
        }
        let end = elements::first::<DomElement>(body, ".end-mark");
        let mut next = elements::first::<DomElement>(body, ":scope > :not(.live-bar)");
        for (block, kept) in article.body.iter().zip(kept) {
            let before = next.clone().or_else(|| end.clone());
            match kept {
                Some(kept) if next.as_deref() == Some(&*kept) => {
                    next = kept.next_element_sibling();
                }
                Some(kept) => {
                    let _ = body.insert_before(&kept, before.as_deref());
                }
                None => {
                    let block = block.clone();
                    let mut made = self
                        .owner
                        .with(|| view! { <BlockView block /> }.into_any().build());
                    made.mount(body, before.as_ref().map(AsRef::<Node>::as_ref));
                    self.made.borrow_mut().push(made);
                }
            }
        }
    }
}

/// What tells a piece of a body from others.
fn name(block: &Block<HeldPost>) -> String {
    let parts = |kind: &str, parts: &[&str]| format!("{kind}\n{}", parts.join("\n"));
    match block {
        Block::Prose { html } => parts("p", &[html]),
        Block::Figure(Figure {
            picture,
            caption,
            credit,
        }) => parts(
            "f",
            &[
                &picture.src,
                &picture.alt,
                caption.as_deref().unwrap_or_default(),
                credit.as_deref().unwrap_or_default(),
            ],
        ),
        Block::PullQuote { html, cite } => parts("q", &[html, cite.as_deref().unwrap_or_default()]),
        Block::Explainer {
            title,
            anchor,
            html,
        } => parts("e", &[anchor, title, html]),
        Block::Correction { date, html } => parts("c", &[&date.iso, html]),
        Block::Timeline(block) => parts("t", &[&block.anchor]),
    }
}

/// What of an article's head is put right.
fn head(article: &Article<HeldPost>) -> String {
    let updated = article.updated.as_ref().map(|moment| moment.iso.as_str());
    [
        article.headline.as_str(),
        article.standfirst.as_deref().unwrap_or_default(),
        updated.unwrap_or_default(),
    ]
    .join("\n")
}

fn renew_head(head: &DomElement, article: &Article<HeldPost>, words: &Words) {
    let part = |selector: &str| elements::first::<DomElement>(head, selector);
    let headline = part(".headline");
    if let Some(headline) = &headline {
        headline.set_text_content(Some(&article.headline));
    }
    match (part(".standfirst"), &article.standfirst) {
        (Some(before), Some(text)) => before.set_text_content(Some(text)),
        (Some(before), None) => before.remove(),
        (None, Some(text)) => {
            let made = element("p").class("standfirst").child(text.clone()).make();
            if let Some(headline) = headline {
                let _ = headline.after_with_node_1(&made);
            }
        }
        (None, None) => {}
    }
    // The date of publication stands first and stays; what follows is the last change.
    let Some(updated) = &article.updated else {
        return;
    };
    let dates = elements::all(head, ".byline-date");
    let made = date(words.updated, time(updated, Precision::Full)).make();
    match dates.as_slice() {
        [_, before, ..] => {
            let _ = before.replace_with_with_node_1(&made);
        }
        [published] => {
            let _ = published.after_with_node_1(&made);
        }
        [] => {}
    }
}

fn date(word: &'static str, time: Element) -> Element {
    element("span")
        .class("byline-date")
        .child(word)
        .child(" ")
        .child(time)
}
