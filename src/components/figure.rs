//! A picture with its caption and credit.

use kiosque_model::Figure;
use leptos::prelude::*;

use super::picture::{PictureView, Place};
use crate::words::words;

/// Shows a figure.
#[component]
pub fn FigureView(
    /// The figure.
    figure: Figure,
    /// Whether it opens the article.
    #[prop(optional)]
    hero: bool,
) -> impl IntoView {
    let Figure {
        picture,
        caption,
        credit,
    } = figure;
    let (class, place) = if hero {
        ("hero", Place::Hero)
    } else {
        ("figure", Place::Figure)
    };
    let captioned = caption.is_some() || credit.is_some();
    view! {
        <figure class=class>
            <PictureView picture place />
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
