//! The project's icons: one drawing each, 1.5 px strokes on a 24 px field, always decorative.

use leptos::prelude::*;

use crate::markup::{self, Element, element};

/// An icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Upward arrow.
    Up,
    /// A sheet going out.
    Share,
    /// Two sheets.
    Copy,
    /// A half-filled disc: the system's theme.
    HalfDisc,
    /// A sun.
    Sun,
    /// A moon.
    Moon,
    /// A leftward arrow.
    Left,
    /// A rightward arrow.
    Right,
    /// The mark of X.
    X,
    /// A butterfly.
    Bluesky,
    /// A speech bubble.
    Mastodon,
    /// A magnifying glass.
    Search,
    /// A blank frame, where a photograph is missing.
    Frame,
    /// A cross.
    Close,
    /// A magnifying glass with a plus.
    Enlarge,
    /// A ribbon between pages.
    Bookmark,
    /// A small letter and a large one.
    TextSize,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Up => "M12 19.5V5M5.5 11.2 12 4.6l6.5 6.6",
            Self::Share => "M12 15V3.8M8 7.4l4-3.9 4 3.9M6 11H4.8v9.2h14.4V11H18",
            Self::Copy => "M8.5 8.5V4h11v11h-4.3M4.5 8.8h10.7V20H4.5z",
            Self::HalfDisc => "M12 4.2a7.8 7.8 0 1 0 0 15.6zM12 4.2a7.8 7.8 0 1 1 0 15.6",
            Self::Sun => {
                "M12 7.6a4.4 4.4 0 1 0 0 8.8 4.4 4.4 0 0 0 0-8.8M12 2.4v2.2M12 19.4v2.2M2.4 12h2.2M19.4 12h2.2M5.2 5.2l1.6 1.6M17.2 17.2l1.6 1.6M5.2 18.8l1.6-1.6M17.2 6.8l1.6-1.6"
            }
            Self::Moon => "M19.4 14.6A8 8 0 0 1 9.4 4.6a8 8 0 1 0 10 10z",
            Self::Left => "M19.5 12H5M11.2 5.5 4.6 12l6.6 6.5",
            Self::Right => "M4.5 12H19M12.8 5.5 19.4 12l-6.6 6.5",
            Self::X => "M4.5 4.5 19 19.5M19.3 4.5 13 11.2M10.8 13.4 4.8 19.6",
            Self::Bluesky => {
                "M12 11.2C10.6 8.4 7.4 5 4.4 4.6c-.8 5 .6 8 4.2 8.4-3 .6-3.6 2.6-1.6 4.6 2.6 2.4 4.2.6 5-2.2.8 2.8 2.4 4.6 5 2.2 2-2 1.4-4-1.6-4.6 3.6-.4 5-3.4 4.2-8.4-3 .4-6.2 3.8-7.6 6.6z"
            }
            Self::Mastodon => "M4.5 5h15v10.5h-8L7 19.5v-4H4.5z",
            Self::Search => "M10.6 4a6.6 6.6 0 1 0 0 13.2 6.6 6.6 0 0 0 0-13.2M15.4 15.4l5 5",
            Self::Frame => "M4 5.5h16v13H4zM4 15.5l4.5-4.5 4 4 3-3 4.5 4.5",
            Self::Bookmark => "M6.5 4h11v16.2L12 16l-5.5 4.2z",
            Self::Close => "M5.5 5.5l13 13M18.5 5.5l-13 13",
            Self::TextSize => {
                "M2.6 18.4l3.5-8.8 3.5 8.8M3.9 15.4h4.4M10.8 18.4 16 5l5.3 13.4M12.8 13.6h6.5"
            }
            Self::Enlarge => {
                "M10.6 4a6.6 6.6 0 1 0 0 13.2 6.6 6.6 0 0 0 0-13.2M15.4 15.4l5 5M7.6 10.6h6M10.6 7.6v6"
            }
        }
    }

    const fn filled(self) -> bool {
        matches!(self, Self::HalfDisc)
    }
}

/// Draws an icon in the colour of the text.
#[component]
pub fn IconView(
    /// Which one.
    icon: Icon,
) -> impl IntoView {
    markup::view(move || drawing(icon))
}

/// An icon as an element, in the colour of the text.
pub fn drawing(icon: Icon) -> Element {
    let path = |path: &'static str| element("path").with("d", path);
    // The half-disc's first subpath is the dark half.
    let half = icon.filled().then(|| {
        path("M12 4.2a7.8 7.8 0 1 0 0 15.6z")
            .with("fill", "currentColor")
            .with("stroke", "none")
    });
    element("svg")
        .class("icon")
        .with("viewBox", "0 0 24 24")
        .with("width", "24")
        .with("height", "24")
        .with("fill", "none")
        .with("stroke", "currentColor")
        .with("stroke-width", "1.5")
        .with("stroke-linecap", "round")
        .with("stroke-linejoin", "round")
        .with("aria-hidden", "true")
        .child(half)
        .child(path(icon.path()))
}
