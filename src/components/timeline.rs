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
mod recording;
mod skip;
mod sun;
mod text;

use kiosque_catalogue::reader::Words;
use kiosque_model::TimelineBlock;
use kiosque_model::timeline::{KeyPost, Section, SectionFrame};
use leptos::prelude::*;

use super::when::{Precision, When};
use crate::HeldPost;
use crate::markup::{self, Element, element};
use crate::words::words;
use list::PostList;
use sun::Sun;

/// Shows a timeline.
#[component]
pub fn TimelineView(
    /// The timeline and its posts.
    block: TimelineBlock<HeldPost>,
) -> impl IntoView {
    let heading = format!("{}-titre", block.anchor);
    let labelled_by = heading.clone();
    let sections = block
        .timeline
        .sections
        .iter()
        .zip(&block.frame.sections)
        .map(|(section, frame)| section_view(&block, section, frame))
        .collect_view();
    // One section says by its own heading what the timeline would say above it, and is the
    // landmark by itself.
    let alone = block.timeline.sections.len() == 1;
    let words = words();
    let skip = skip::skip(words, &block.anchor, block.frame.posts);
    let tools = tools(words, &block);
    let end = skip::end(&block.anchor);
    Effect::new(|_| keys::recall());
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
            {key_posts(&block)}
            {markup::view(move || tools)}
            {sections}
            {markup::view(move || end)}
        </section>
    }
    .into_any()
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
fn key_posts(block: &TimelineBlock<HeldPost>) -> Option<impl IntoView + use<>> {
    let keys = block.frame.keys.clone();
    (keys.len() > 1).then(|| {
        let name = words().key_posts;
        let label = format!("{name} – {}", name_apart(block));
        view! {
            <nav class="timeline-keys" aria-label=label>
                <p class="timeline-keys-title" aria-hidden="true">
                    {name}
                </p>
                <ol>
                    {keys
                        .into_iter()
                        .map(|KeyPost { anchor, posted, label, lang }| {
                            view! {
                                <li>
                                    <a href=format!("#{anchor}")>
                                        <When moment=posted precision=Precision::Hour />
                                        <span dir="auto" lang=lang>
                                            {label}
                                        </span>
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ol>
            </nav>
        }
    })
}

fn section_view(
    block: &TimelineBlock<HeldPost>,
    section: &Section,
    frame: &SectionFrame,
) -> impl IntoView + use<> {
    let words = words();
    let posts: Vec<_> = block
        .posts_of(section)
        .map(|(entry, post)| (entry.clone(), post.clone()))
        .collect();
    let heading = format!("{}-{}", block.anchor, section.id);
    let labelled_by = heading.clone();
    let span = frame.hours.as_ref().map(|(from, to)| {
        if from == to {
            from.clone()
        } else {
            (words.hour_span)(from, to)
        }
    });
    let part = frame.part;
    let day = frame.day.clone();
    // The heading says the day of its posts, if it is one.
    let precision = if day.is_some() {
        Precision::Hour
    } else {
        Precision::Full
    };
    let count = (words.post_count)(frame.posts);
    view! {
        <section class="timeline-section" aria-labelledby=labelled_by>
            <header class="timeline-head">
                <Sun part />
                <h3 id=heading>{section.title.clone()}</h3>
                <p class="timeline-span">
                    {day.map(|day| view! { <span>{day}</span> })}
                    {span.map(|span| view! { <span>{span}</span> })} <span class="timeline-count">{count}</span>
                </p>
            </header>
            <PostList posts precision />
        </section>
    }
    .into_any()
}
