//! Videos, loops and sound: nothing plays or is fetched until the reader asks.
//!
//! Accessibility: the browser's own controls, captions named in the page's language, and a line that
//! says what it is, how long it lasts, and in which languages there are captions. An animated picture
//! cannot be stopped, so it is not begun: it stands in a closed `details`, where the browser does not
//! even fetch it.

use kiosque_catalogue::reader::{PostWords, duration};
use kiosque_model::post::{Caption, Media, MediaKind, Post};

use super::card::address;
use super::media::{by_newsroom, language_of, missing};
use crate::markup::{Element, element};

/// Shows a recording of a post. `description` is the fragment of the line that says whose description
/// it has.
pub fn recording(
    words: &'static PostWords,
    media: &Media,
    description: &str,
    post: &Post,
) -> Element {
    if media.file.is_empty() {
        return missing(words, media, address(post));
    }
    let (tag, is_loop) = match media.kind {
        MediaKind::Audio => ("audio", false),
        MediaKind::Gif if media.file.ends_with(".gif") => {
            return animation(words, media, description, post);
        }
        kind => ("video", kind == MediaKind::Gif),
    };
    let kind = (words.recording)(media.kind);
    let alt = media.alt.clone().filter(|alt| !alt.is_empty());
    let mut line = vec![kind.to_owned()];
    line.extend(media.duration_ms.map(duration));
    if !media.captions.is_empty() {
        let languages: Vec<_> = media.captions.iter().map(language).collect();
        line.push((words.captions)(&languages.join(", ")));
    }
    let player = sized(element(tag), media)
        .when(true, "controls")
        .when(tag == "video", "playsinline")
        .when(is_loop, "loop")
        .when(is_loop, "muted")
        .with("preload", "none")
        .maybe("poster", media.poster.clone())
        .with("src", media.file.clone())
        .with("aria-label", alt.unwrap_or_else(|| kind.to_owned()))
        .maybe("lang", language_of(media, post))
        .maybe(
            "aria-describedby",
            by_newsroom(media).then(|| description.to_owned()),
        )
        .child(media.captions.iter().map(track).collect::<Vec<_>>());
    element("div")
        .class("post-recording")
        .child(player)
        .child(element("p").class("post-small").child(line.join(" · ")))
}

/// With its size where it is known: the style sheet keeps a place for it where it is not.
fn sized(element: Element, media: &Media) -> Element {
    if media.width == 0 || media.height == 0 {
        return element;
    }
    element
        .with("width", media.width.to_string())
        .with("height", media.height.to_string())
}

fn track(caption: &Caption) -> Element {
    element("track")
        .with("kind", "captions")
        .with("src", caption.file.clone())
        .with("srclang", caption.lang.clone())
        .with("label", language(caption))
}

fn language(caption: &Caption) -> String {
    caption
        .label
        .clone()
        .unwrap_or_else(|| caption.lang.clone())
}

fn animation(words: &'static PostWords, media: &Media, description: &str, post: &Post) -> Element {
    let picture = sized(element("img").with("loading", "lazy"), media)
        .with("src", media.file.clone())
        .with("alt", media.alt.clone().unwrap_or_default())
        .maybe("lang", language_of(media, post))
        .maybe(
            "aria-describedby",
            by_newsroom(media).then(|| description.to_owned()),
        );
    element("details")
        .class("post-sensitive post-recording")
        .child(element("summary").child(words.show_animation))
        .child(picture)
}
