//! The page on which a reader subscribes to the newsletter.

use kiosque_model::Newsletter;
use leptos::prelude::*;

use crate::components::discussion::Page;
use crate::components::newsletter::NewsletterView;

/// Shows the newsletter's page.
#[component]
pub fn NewsletterPage(
    /// The newsletter.
    newsletter: Newsletter,
    /// The page.
    page: Page,
) -> impl IntoView {
    view! { <NewsletterView newsletter page main=true /> }
}
