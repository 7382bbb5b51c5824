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
use kiosque_model::timeline::{DayPart, Section};
use kiosque_model::{TimelineBlock, TimelinePost, excerpt};
use leptos::prelude::*;

use super::when::{Precision, When};
use crate::markup::{self, Element, element};
use crate::words::words;
use list::PostList;
use sun::Sun;

/// Longest label of a key post, in characters.
const LABEL: usize = 70;

/// Shows a timeline.
#[component]
pub fn TimelineView(
    /// The timeline and its posts.
    block: TimelineBlock,
) -> impl IntoView {
    let heading = format!("{}-titre", block.anchor);
    let labelled_by = heading.clone();
    let sections = block
        .timeline
        .sections
        .iter()
        .map(|section| section_view(&block, section))
        .collect_view();
    // One section says by its own heading what the timeline would say above it, and is the
    // landmark by itself.
    let alone = block.timeline.sections.len() == 1;
    let words = words();
    let skip = skip::skip(words, &block.anchor, count(&block));
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
fn tools(words: &Words, block: &TimelineBlock) -> Element {
    element("div")
        .class("timeline-tools")
        .child(filters::bar(words, block, name_apart(block)))
        .child((count(block) > 1).then(|| keys::switch(words)))
}

/// How many posts a timeline shows.
fn count(block: &TimelineBlock) -> u32 {
    let sections = block.timeline.sections.iter();
    let posts = sections.map(|section| block.posts_of(section).count()).sum::<usize>();
    u32::try_from(posts).unwrap_or(u32::MAX)
}

/// What names a timeline among those of its page: two of them must not have parts of one name.
fn name_apart(block: &TimelineBlock) -> &str {
    match block.timeline.sections.as_slice() {
        [section] => &section.title,
        _ => &block.timeline.title,
    }
}

/// The day's key moments, as links into the timeline; nothing under two of them.
fn key_posts(block: &TimelineBlock) -> Option<impl IntoView + use<>> {
    let keys: Vec<_> = block
        .timeline
        .sections
        .iter()
        .flat_map(|section| block.posts_of(section))
        .filter(|(entry, _)| entry.key)
        .map(|(entry, post)| {
            let label = entry
                .note
                .clone()
                .unwrap_or_else(|| excerpt(&post.post.text, LABEL));
            (post.anchor.clone(), post.posted.clone(), label)
        })
        .collect();
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
                        .map(|(anchor, posted, label)| {
                            view! {
                                <li>
                                    <a href=format!("#{anchor}")>
                                        <When moment=posted precision=Precision::Hour />
                                        <span>{label}</span>
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

fn section_view(block: &TimelineBlock, section: &Section) -> impl IntoView + use<> {
    let words = words();
    let posts: Vec<_> = block
        .posts_of(section)
        .map(|(entry, post)| (entry.clone(), post.clone()))
        .collect();
    let heading = format!("{}-{}", block.anchor, section.id);
    let labelled_by = heading.clone();
    let span = hours(posts.iter().map(|(_, post)| post)).map(|(from, to)| {
        if from == to {
            from
        } else {
            (words.hour_span)(&from, &to)
        }
    });
    let part = DayPart::from_id(&section.id)
        .or_else(|| posts.first().and_then(|(_, post)| part_of(post)))
        .unwrap_or(DayPart::Morning);
    let day = posts.first().map(|(_, post)| post.posted.date.clone());
    let count = (words.post_count)(u32::try_from(posts.len()).unwrap_or(u32::MAX));
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
            <PostList posts />
        </section>
    }
    .into_any()
}

/// Hours of the first and last post in reading order.
fn hours<'a>(
    mut posts: impl DoubleEndedIterator<Item = &'a TimelinePost>,
) -> Option<(String, String)> {
    let first = posts.next()?;
    let last = posts.next_back().unwrap_or(first);
    Some((first.posted.hour.clone(), last.posted.hour.clone()))
}

/// The part of the day a post was posted in, by the local hour in its RFC 3339 date.
fn part_of(post: &TimelinePost) -> Option<DayPart> {
    post.posted
        .iso
        .get(11..13)?
        .parse()
        .ok()
        .map(DayPart::of_hour)
}
