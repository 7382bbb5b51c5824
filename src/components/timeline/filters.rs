//! Fewer posts of a long timeline: those of one author, those with a photo.
//!
//! Each choice carries the places of the posts it keeps, so that nothing need be known of a post:
//! entries are hidden where they stand, and one listener serves all timelines of the document. The
//! choice lasts as long as the page is shown. A link to a hidden post takes the filters away.
//!
//! Accessibility: a named group of a select and a checkbox, with what they keep said politely. It
//! stands only where script runs, and only over timelines long and varied enough.

use gloo_events::{EventListener, EventListenerOptions};
use kiosque_catalogue::reader::{self, Words};
use kiosque_model::timeline::AuthorChoice;
use kiosque_model::{Language, TimelineBlock};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Element, HtmlAnchorElement, HtmlElement, HtmlInputElement, HtmlSelectElement};

use crate::HeldPost;
use crate::markup::{Element as Made, element};
use crate::platform::{elements, slices};

const BAR: &str = ".timeline-filters";
const TIMELINE: &str = "section.timeline";
const ENTRY: &str = "li.timeline-entry";

/// The filters of a timeline, where they help; `title` tells their group from another's.
pub fn bar(words: &Words, block: &TimelineBlock<HeldPost>, title: &str) -> Option<Made> {
    let choices = block.frame.choices.as_ref()?;
    let option = |author: &AuthorChoice| {
        let name = (words.choice_of)(&author.name, count(author.posts.len()));
        element("option")
            .with("value", written(&author.posts))
            .child(name)
    };
    let authors = (!choices.authors.is_empty()).then(|| {
        let every = (words.choice_of)(words.every_author, block.frame.posts);
        let select = element("select")
            .with("autocomplete", "off")
            .child(element("option").with("value", "").child(every))
            .child(choices.authors.iter().map(option).collect::<Vec<_>>());
        element("label")
            .child(element("span").child(words.filter_author))
            .child(select)
    });
    let photos = (!choices.with_photo.is_empty()).then(|| {
        let name = (words.choice_of)(words.with_photo, count(choices.with_photo.len()));
        let input = element("input")
            .with("type", "checkbox")
            .with("autocomplete", "off")
            .with("value", written(&choices.with_photo));
        element("label")
            .child(input)
            .child(element("span").child(name))
    });
    let all = element("button")
        .class("timeline-all")
        .with("type", "button")
        .with("hidden", "")
        .child(words.show_all_posts);
    Some(
        element("div")
            .class("timeline-filters")
            .with("role", "group")
            .with("aria-label", format!("{} – {title}", words.filter_posts))
            .child(authors)
            .child(photos)
            .child(element("p").class("timeline-kept").with("role", "status"))
            .child(all),
    )
}

fn count(posts: usize) -> u32 {
    u32::try_from(posts).unwrap_or(u32::MAX)
}

/// Places in a timeline as a control's value.
fn written(places: &[u32]) -> String {
    let places: Vec<_> = places.iter().map(u32::to_string).collect();
    places.join(" ")
}

fn read(value: &str) -> Vec<u32> {
    value
        .split(' ')
        .filter_map(|place| place.parse().ok())
        .collect()
}

/// Listens for what readers choose. Does nothing where there is no browser.
pub fn follow(language: Memo<Language>) {
    Effect::new(move |_| {
        let words = move || reader::words(language.get_untracked());
        let chosen = EventListener::new(&document(), "change", move |event| {
            if let Some(bar) = elements::under::<Element>(event, BAR) {
                apply(&bar, words());
            }
        });
        // Before the browser looks for the place that a link leads to.
        let early = EventListenerOptions::run_in_capture_phase();
        let clicked = EventListener::new_with_options(&document(), "click", early, move |event| {
            if elements::under::<Element>(event, ".timeline-all").is_some()
                && let Some(bar) = elements::under::<Element>(event, BAR)
            {
                show_all(&bar, words());
                // The button goes away: the keyboard stays with the filters.
                if let Some(control) = elements::first(&bar, "select, input") {
                    elements::focus(&control);
                }
            }
            if let Some(link) = elements::under::<HtmlAnchorElement>(event, "a[href]") {
                uncover(&link.hash(), words());
            }
        });
        // Back, Forward, and an address that was typed.
        let moved = EventListener::new(&window(), "hashchange", move |_| {
            let hash = window().location().hash().unwrap_or_default();
            if let Some(post) = uncover(&hash, words()) {
                post.scroll_into_view();
            }
        });
        let listeners = StoredValue::new_local([chosen, clicked, moved]);
        on_cleanup(move || listeners.dispose());
    });
}

/// Takes the filters away from over the post that a fragment names, if they hide it.
fn uncover(hash: &str, words: &'static Words) -> Option<Element> {
    let id = hash.strip_prefix('#').filter(|id| !id.is_empty())?;
    let id = js_sys::decode_uri_component(id).map_or_else(|_| id.to_owned(), String::from);
    let post = document().get_element_by_id(&id)?;
    let hidden: Element = elements::around(&post, "li.timeline-entry[hidden]")?;
    let timeline: Element = elements::around(&hidden, TIMELINE)?;
    show_all(&elements::first(&timeline, BAR)?, words);
    Some(post)
}

fn show_all(bar: &Element, words: &'static Words) {
    if let Some(select) = elements::first::<HtmlSelectElement>(bar, "select") {
        select.set_value("");
    }
    if let Some(photo) = elements::first::<HtmlInputElement>(bar, "input") {
        photo.set_checked(false);
    }
    apply(bar, words);
}

/// Hides and shows posts as the controls of a bar ask, and says how many there are.
fn apply(bar: &Element, words: &'static Words) {
    let author = elements::first::<HtmlSelectElement>(bar, "select").map(|select| select.value());
    let photo =
        elements::first::<HtmlInputElement>(bar, "input:checked").map(|photo| photo.value());
    let asked: Vec<_> = [author, photo]
        .into_iter()
        .flatten()
        .filter(|value| !value.is_empty())
        .map(|value| read(&value))
        .collect();
    let Some(timeline) = elements::around::<Element>(bar, TIMELINE) else {
        return;
    };
    let (mut kept, mut total) = (0_u32, 0_u32);
    for section in elements::all(&timeline, ".timeline-section") {
        let (kept_before, total_before) = (kept, total);
        for entry in elements::all(&section, ENTRY) {
            let shown = asked.iter().all(|places| places.contains(&total));
            let _ = entry.toggle_attribute_with_force("hidden", !shown);
            kept += u32::from(shown);
            total += 1;
        }
        let said = how_many(words, kept - kept_before, total - total_before);
        say(&section, ".timeline-count", &said);
    }
    let said = match kept {
        0 => words.no_post_kept.to_owned(),
        _ => how_many(words, kept, total),
    };
    say(bar, ".timeline-kept", &said);
    if let Some(all) = elements::first::<HtmlElement>(bar, ".timeline-all") {
        let _ = all.toggle_attribute_with_force("hidden", asked.is_empty());
    }
    // Posts of this page are still being made: they are to be filtered too.
    if !slices::is_idle() {
        let bar = bar.clone();
        spawn_local(async move {
            slices::until(|| false).await;
            apply(&bar, words);
        });
    }
}

fn how_many(words: &Words, kept: u32, total: u32) -> String {
    if kept == total {
        (words.post_count)(total)
    } else {
        (words.posts_kept)(kept, total)
    }
}

fn say(within: &Element, place: &str, said: &str) {
    if let Some(place) = elements::first::<Element>(within, place) {
        place.set_text_content(Some(said));
    }
}

#[cfg(test)]
mod tests {
    use super::{read, written};

    #[test]
    fn places_are_read_back() {
        assert_eq!(read(&written(&[0, 3, 12])), [0, 3, 12]);
        assert_eq!(read("").len(), 0);
    }
}
