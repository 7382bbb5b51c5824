//! A picture with its caption and credit.

use kiosque_model::Figure;
use leptos::prelude::*;

use super::picture::PictureView;
use crate::words::words;

/// Shows a figure.
#[component]
pub fn FigureView(
    /// The figure.
    figure: Figure,
    /// Class that tells its place in the page: `hero`, `figure`.
    class: &'static str,
    /// Whether it stands in the first screen.
    #[prop(optional)]
    eager: bool,
) -> impl IntoView {
    let Figure {
        picture,
        caption,
        credit,
    } = figure;
    let captioned = caption.is_some() || credit.is_some();
    view! {
        <figure class=class>
            <PictureView picture eager />
            {captioned
                .then(|| {
                    view! {
                        <figcaption>
                            {caption.map(|html| view! { <span class="caption" inner_html=html></span> })}
                            {credit
                                .map(|credit| {
                                    view! {
                                        <span class="credit">
                                            <span class="visually-hidden">{words().credit} " "</span>
                                            {credit}
                                        </span>
                                    }
                                })}
                        </figcaption>
                    }
                })}
        </figure>
    }
    .into_any()
}
