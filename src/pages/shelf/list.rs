//! What is kept, as lists.

use kiosque_catalogue::reader;
use kiosque_model::Language;

use crate::components::when::{Precision, time};
use crate::markup::{Element, element};
use crate::platform::instants;
use crate::services::pocket::{Kept, Shelf};

/// The articles kept for later, what else can be read, and what all of it weighs. `home` is the front
/// page, which is called by the newspaper's name alone.
pub(super) fn parts(shelf: &Shelf, language: Language, home: &str) -> Vec<Element> {
    let words = reader::words(language).pocket;
    let (saved, read): (Vec<_>, Vec<_>) = shelf.pages.iter().partition(|page| page.saved);
    let rows = |pages: Vec<&Kept>| -> Vec<_> {
        let row = |page| row(page, language, home);
        pages.into_iter().map(row).collect()
    };
    let kept = (shelf.files > 0).then(|| {
        let size = reader::size(language, shelf.bytes);
        element("p")
            .class("shelf-copy")
            .child((words.kept)(shelf.files, &size))
    });
    let sections = [
        section("gardes", words.saved, words.saved_none, rows(saved)),
        section("lisibles", words.readable, words.readable_none, rows(read)),
    ];
    sections.into_iter().chain(kept).collect()
}

fn section(
    id: &'static str,
    title: &'static str,
    none: &'static str,
    rows: Vec<Element>,
) -> Element {
    let list = if rows.is_empty() {
        element("p").class("shelf-none").child(none)
    } else {
        element("ul").class("shelf-list").child(rows)
    };
    element("section")
        .with("aria-labelledby", id)
        .child(
            element("h2")
                .class("river-title")
                .with("id", id)
                .with("tabindex", "-1")
                .child(title),
        )
        .child(list)
}

fn row(page: &Kept, language: Language, home: &str) -> Element {
    let words = reader::words(language);
    let link = element("a").with("href", page.url.clone());
    let link = if page.url == home {
        link.child(words.front_page)
    } else {
        link.child(page.title.clone())
    };
    let words = words.pocket;
    let copy = page
        .stored
        .as_deref()
        .and_then(|stored| instants::worded(language, stored))
        .map(|moment| {
            let moment = time(&moment, Precision::Full);
            element("p")
                .class("shelf-copy")
                .sentence(words.copy_of, moment)
        });
    let remove = page.saved.then(|| {
        element("button")
            .class("button")
            .with("type", "button")
            .with("data-act", "remove")
            .with("data-url", page.url.clone())
            .with("aria-label", (words.remove_article)(&page.title))
            .child(words.remove)
    });
    element("li")
        .child(element("div").class("shelf-item").child(link).child(copy))
        .child(remove)
}
