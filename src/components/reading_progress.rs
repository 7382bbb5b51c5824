//! How much of an article is read.

use leptos::html;
use leptos::prelude::*;

use crate::platform::scroll;

/// A line at the top of the window that grows with the reading. Decorative: the scroll bar says
/// the same to everyone.
#[component]
pub fn ReadingProgress() -> impl IntoView {
    let line = NodeRef::<html::Div>::new();
    let position = scroll::use_position();
    // Through the CSSOM, which a strict content policy allows; a `style` attribute it does not.
    Effect::new(move |_| {
        let progress = position.get().progress();
        if let Some(line) = line.get() {
            let _ = line.style(("--progress", progress.to_string()));
        }
    });
    view! { <div class="reading-progress" aria-hidden="true" node_ref=line></div> }.into_any()
}
