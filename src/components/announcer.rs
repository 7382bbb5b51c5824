//! Tells assistive technology what a navigation led to.

use leptos::prelude::*;

use crate::navigation::Visit;

/// The live region. It must stand in the document before it has something to say.
#[component]
pub fn Announcer() -> impl IntoView {
    let visit = expect_context::<Visit>();
    view! {
        <div id="annonce" class="visually-hidden" role="status" aria-live="polite">
            {move || visit.announced.get()}
        </div>
    }
    .into_any()
}
