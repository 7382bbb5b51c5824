//! Renders components natively, for the tests beside them.

use kiosque_model::Language;
use leptos::prelude::*;

/// The HTML of a view in a language.
pub(crate) fn html<V: IntoView + 'static>(language: Language, view: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        provide_context(language);
        view().to_html()
    });
    // Leptos marks the places of dynamic text for hydration; a reader never sees them.
    html.replace("<!>", "")
}
