//! Archived social posts under titled sections.
//!
//! Accessibility: each section is a heading and an ordered list; each post an `article` named by
//! its author and date, so that one can jump by heading or by article. Every hour is a permalink. A
//! link leads past all posts. With script there are filters and keys, see their own files.

mod author;
mod card;
mod cover;
pub mod filters;
pub mod keys;
mod link_card;
mod list;
mod media;
mod photos;
mod poll;
mod post;
mod quote;
pub mod read_mark;
mod recording;
pub mod renewal;
mod skip;
mod sun;
mod text;

use kiosque_catalogue::reader::Words;
use kiosque_model::TimelineBlock;
use kiosque_model::timeline::{KeyPost, Section, SectionFrame};
use leptos::prelude::*;

use super::when::{Precision, time};
use crate::HeldPost;
use crate::markup::{self, Element, element};
use crate::words::words;
use list::PostList;
use sun::sun;

/// Shows a timeline.
#[component]
pub fn TimelineView(
    /// The timeline and its posts.
    block: TimelineBlock<HeldPost>,
) -> impl IntoView {
    let heading = format!("{}-titre", block.anchor);
    let labelled_by = heading.clone();
    let words = words();
    let sections = block
        .timeline
        .sections
        .iter()
        .zip(&block.frame.sections)
        .map(|(section, frame)| section_view(words, &block, section, frame))
        .collect_view();
    let alone = is_alone(&block);
    let skip = skip::skip(words, &block.anchor, block.frame.posts);
    let keys = key_posts(words, &block).map(|keys| markup::view(move || keys));
    let tools = tools(words, &block);
    let end = skip::end(&block.anchor);
    Effect::new(|_| keys::recall());
    read_mark::follow(block.anchor.clone());
    view! {
        <section
            class="timeline"
            id=block.anchor.clone()
            aria-labelledby=(!alone).then_some(labelled_by)
        >
            {markup::view(move || skip)}
            <h2 class="timeline-title" class:visually-hidden=alone id=heading>
                {block.timeline.title.clone()}
            </h2>
            {keys}
            {markup::view(move || tools)}
            {sections}
            {markup::view(move || end)}
        </section>
    }
    .into_any()
}

/// Whether a timeline has one section, which says by its own heading what the timeline would say above
/// it, and is the landmark by itself.
fn is_alone(block: &TimelineBlock<HeldPost>) -> bool {
    block.timeline.sections.len() == 1
}

/// What a reader can do with a timeline.
fn tools(words: &Words, block: &TimelineBlock<HeldPost>) -> Element {
    element("div")
        .class("timeline-tools")
        .child(filters::bar(words, block, name_apart(block)))
        .child((block.frame.posts > 1).then(|| keys::switch(words)))
}

/// What names a timeline among those of its page: two of them must not have parts of one name.
fn name_apart(block: &TimelineBlock<HeldPost>) -> &str {
    match block.timeline.sections.as_slice() {
        [section] => &section.title,
        _ => &block.timeline.title,
    }
}

/// The day's key moments, as links into the timeline; nothing under two of them.
fn key_posts(words: &Words, block: &TimelineBlock<HeldPost>) -> Option<Element> {
    let link = |key: &KeyPost| {
        let said = element("span")
            .with("dir", "auto")
            .maybe("lang", key.lang.clone())
            .child(key.label.clone());
        let link = element("a")
            .with("href", format!("#{}", key.anchor))
            .child(time(&key.posted, Precision::Hour))
            .child(said);
        element("li").child(link)
    };
    let keys = &block.frame.keys;
    (keys.len() > 1).then(|| {
        let name = words.key_posts;
        let title = element("p")
            .class("timeline-keys-title")
            .with("aria-hidden", "true")
            .child(name);
        element("nav")
            .class("timeline-keys")
            .with("aria-label", format!("{name} – {}", name_apart(block)))
            .child(title)
            .child(element("ol").child(keys.iter().map(link).collect::<Vec<_>>()))
    })
}

/// The fragment of a section's heading, which names the section.
fn heading_of(block: &TimelineBlock<HeldPost>, section: &Section) -> String {
    format!("{}-{}", block.anchor, section.id)
}

/// How much the posts of a section say of when they were posted: its heading says the day, if it is
/// one.
fn precision(frame: &SectionFrame) -> Precision {
    if frame.day.is_some() {
        Precision::Hour
    } else {
        Precision::Full
    }
}

/// What stands over the posts of a section.
fn section_head(
    words: &Words,
    heading: String,
    section: &Section,
    frame: &SectionFrame,
) -> Element {
    let span = frame.hours.as_ref().map(|(from, to)| {
        if from == to {
            from.clone()
        } else {
            (words.hour_span)(from, to)
        }
    });
    let count = element("span")
        .class("timeline-count")
        .child((words.post_count)(frame.posts));
    let told = element("p")
        .class("timeline-span")
        .child(frame.day.clone().map(|day| element("span").child(day)))
        .child(span.map(|span| element("span").child(span)))
        .child(" ")
        .child(count);
    let title = element("h3")
        .with("id", heading)
        .child(section.title.clone());
    element("header")
        .class("timeline-head")
        .child(sun(frame.part))
        .child(title)
        .child(told)
}

fn section_view(
    words: &'static Words,
    block: &TimelineBlock<HeldPost>,
    section: &Section,
    frame: &SectionFrame,
) -> impl IntoView + use<> {
    let posts: Vec<_> = block
        .posts_of(section)
        .map(|(entry, post)| (entry.clone(), post.clone()))
        .collect();
    let heading = heading_of(block, section);
    let head = section_head(words, heading.clone(), section, frame);
    let precision = precision(frame);
    view! {
        <section class="timeline-section" aria-labelledby=heading>
            {markup::view(move || head)}
            <PostList posts precision />
        </section>
    }
    .into_any()
}
