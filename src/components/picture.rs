//! A picture that keeps its place and shows a few pixels of itself before it arrives.

use kiosque_model::Picture;
use kiosque_model::picture::srcset;
use leptos::prelude::*;

use crate::markup::{self, Element, element};
use crate::platform::connectivity;

/// Where a picture stands, which decides how wide it is and whether it comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Over an article, across the page.
    Hero,
    /// In an article's text.
    Figure,
    /// With the first article of the front page.
    Lead,
    /// With the article beside it, on narrow screens.
    Second,
    /// With an article in a list.
    River,
    /// On an author's page.
    Portrait,
    /// Alone in a post.
    Photo,
    /// In a post with others.
    PhotoAmongOthers,
    /// In a link preview.
    Card,
}

impl Place {
    /// Whether the picture stands in the first screen.
    const fn is_first(self) -> bool {
        matches!(self, Self::Hero | Self::Lead | Self::Portrait)
    }

    /// How wide it is drawn, for the `sizes` attribute: what `article.css`, `summary.css` and
    /// `post.css` say. Where a picture is cropped to a box, the width that fills the box's
    /// height at 8 to 5.
    const fn sizes(self) -> &'static str {
        match self {
            Self::Hero => "(min-width: 79rem) 74rem, (min-width: 48rem) 92vw, 100vw",
            Self::Figure => "(min-width: 42rem) 37rem, calc(100vw - 2rem)",
            Self::Lead => "(min-width: 79rem) 49rem, (min-width: 62rem) 62vw, 92vw",
            Self::Second => "92vw",
            Self::River => "(min-width: 48rem) 14rem, 10.4rem",
            Self::Portrait => "clamp(5rem, 18vw, 9rem)",
            Self::Photo => "(min-width: 42rem) 31rem, calc(100vw - 5rem)",
            Self::PhotoAmongOthers => "(min-width: 42rem) 19rem, 50vw",
            Self::Card => "12rem",
        }
    }
}

/// Shows a picture.
#[component]
pub fn PictureView(
    /// The picture.
    picture: Picture,
    /// Where it stands.
    place: Place,
) -> impl IntoView {
    markup::view(move || self::picture(picture, place))
}

/// A picture as an element.
pub fn picture(picture: Picture, place: Place) -> Element {
    let Picture {
        src,
        width,
        height,
        widths,
        alt,
        placeholder,
    } = picture;
    let candidates = srcset(&src, &widths);
    let (width, height) = (width.to_string(), height.to_string());
    let sized = |image: Element| {
        image
            .with("width", width.clone())
            .with("height", height.clone())
    };
    let (loading, priority) = if place.is_first() {
        ("eager", "high")
    } else {
        ("lazy", "auto")
    };
    // `loading` and `fetchpriority` before `src`: a browser starts to fetch at `src`, with what it
    // knows by then.
    let image = element("img")
        .with("loading", loading)
        .with("fetchpriority", priority)
        .with("decoding", "async")
        .with("src", src);
    let image = sized(image).with("alt", alt);
    // One on a printed page is there already; one that the app makes can be left out.
    let wanted = cfg!(feature = "ssr") || !connectivity::saves_data();
    let placeholder = placeholder.filter(|_| wanted).map(|pixels| {
        let image = element("img")
            .class("picture-placeholder")
            .with("src", pixels);
        sized(image).with("alt", "").with("aria-hidden", "true")
    });
    let shown = match candidates {
        Some(candidates) => {
            let source = element("source")
                .with("type", "image/webp")
                .with("srcset", candidates)
                .with("sizes", place.sizes());
            element("picture").child(source).child(image)
        }
        None => image,
    };
    element("span")
        .class("picture")
        .child(placeholder)
        .child(shown)
}
