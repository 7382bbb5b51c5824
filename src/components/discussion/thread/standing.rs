//! Changing a list that stands in the page, under the eyes of its reader.

use std::collections::HashMap;

use leptos::prelude::*;
use web_sys::Element as DomElement;

use crate::components::discussion::Place;
use crate::components::discussion::comment::{self, Setting};
use crate::components::discussion::tree::Branch;
use crate::platform::elements;

/// Does something to the page, and scrolls it so that the comment the reader looks at stays where it
/// is in the window.
pub(super) fn held_in_place(place: &Place, work: impl FnOnce()) {
    let looked_at = elements::all(&place.section, ".comment")
        .into_iter()
        .map(|comment| (comment.id(), comment.get_bounding_client_rect()))
        .find(|(_, rect)| rect.bottom() > 0.0);
    work();
    let Some((id, before)) = looked_at else {
        return;
    };
    let inner = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    if before.top() > inner.unwrap_or_default() {
        return;
    }
    if let Some(comment) = document().get_element_by_id(&id) {
        let moved = comment.get_bounding_client_rect().top() - before.top();
        if moved.abs() >= 1.0 {
            window().scroll_by_with_x_and_y(0.0, moved);
        }
    }
}

/// Makes a list show branches, item by item: those that stand and have not changed are kept.
pub(super) fn patch(list: &DomElement, branches: &[Branch<'_>], setting: Setting<'_>) {
    let items = list.children();
    let standing: HashMap<String, DomElement> = (0..items.length())
        .filter_map(|place| items.item(place))
        .map(|item| (versions_of(&item), item))
        .collect();
    let mut next = list.first_element_child();
    for branch in branches {
        match standing.get(&versions(branch, setting)) {
            Some(item) if next.as_ref() == Some(item) => next = item.next_element_sibling(),
            Some(item) => {
                let _ = list.insert_before(item, next.as_deref());
            }
            None => {
                let made = comment::entry(branch, setting).make();
                let _ = list.insert_before(&made, next.as_deref());
            }
        }
    }
    while let Some(left) = next {
        next = left.next_element_sibling();
        left.remove();
    }
}

/// Which comments an item is made of, and in which version.
fn versions_of(item: &DomElement) -> String {
    elements::all(item, ".comment")
        .iter()
        .map(|comment| {
            let version = comment.get_attribute("data-version").unwrap_or_default();
            format!("{}:{version} ", comment.id())
        })
        .collect()
}

fn versions(branch: &Branch<'_>, setting: Setting<'_>) -> String {
    let comment = branch.comment;
    let mut versions = format!(
        "{}:{} ",
        comment::anchor(comment.id),
        comment::version(comment, setting)
    );
    for answer in &branch.answers {
        versions.push_str(&self::versions(answer, setting));
    }
    versions
}
