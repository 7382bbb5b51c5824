//! A picture that keeps its place and shows a few pixels of itself before it arrives.

use kiosque_model::Picture;
use leptos::prelude::*;

/// Shows a picture.
#[component]
pub fn PictureView(
    /// The picture.
    picture: Picture,
    /// Whether it stands in the first screen and should come first.
    #[prop(optional)]
    eager: bool,
) -> impl IntoView {
    let Picture {
        src,
        width,
        height,
        alt,
        placeholder,
    } = picture;
    view! {
        <span class="picture">
            {placeholder
                .map(|pixels| {
                    view! {
                        <img
                            class="picture-placeholder"
                            src=pixels
                            width=width
                            height=height
                            alt=""
                            aria-hidden="true"
                        />
                    }
                })}
            <img
                // Before `src`: a browser starts to fetch at `src`, with what it knows by then.
                loading=if eager { "eager" } else { "lazy" }
                fetchpriority=if eager { "high" } else { "auto" }
                decoding="async"
                src=src
                width=width
                height=height
                alt=alt
            />
        </span>
    }
    .into_any()
}
