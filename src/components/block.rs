//! The pieces of an article's body.

use kiosque_model::Block;
use leptos::prelude::*;

use super::figure::FigureView;
use super::timeline::TimelineView;
use super::when::{Precision, When};
use crate::HeldPost;
use crate::words::words;

/// Shows one piece of a body. HTML in it was cleaned by the press.
#[component]
pub fn BlockView(
    /// The piece.
    block: Block<HeldPost>,
) -> impl IntoView {
    match block {
        Block::Prose { html } => view! { <div class="prose" inner_html=html></div> }.into_any(),
        Block::Figure(figure) => view! { <FigureView figure /> }.into_any(),
        Block::PullQuote { html, cite } => view! {
            <figure class="pull-quote">
                <blockquote inner_html=html></blockquote>
                {cite.map(|cite| view! { <figcaption>{cite}</figcaption> })}
            </figure>
        }
        .into_any(),
        Block::Explainer {
            title,
            anchor,
            html,
        } => {
            let heading = format!("{anchor}-titre");
            let labelled_by = heading.clone();
            view! {
                <aside class="explainer" id=anchor aria-labelledby=labelled_by>
                    <p class="explainer-kind">{words().explainer}</p>
                    <h2 class="explainer-title" id=heading>
                        {title}
                    </h2>
                    <div class="prose" inner_html=html></div>
                </aside>
            }
            .into_any()
        }
        Block::Correction { date, html } => view! {
            <div class="correction" role="note">
                <p class="correction-title">
                    {words().correction} " – " <When moment=date precision=Precision::Full />
                </p>
                <div class="prose" inner_html=html></div>
            </div>
        }
        .into_any(),
        Block::Timeline(block) => view! { <TimelineView block /> }.into_any(),
    }
}
