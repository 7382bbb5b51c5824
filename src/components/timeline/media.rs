//! What a post carries besides words.

use kiosque_model::Picture;
use kiosque_model::post::{Media, MediaKind, Poll};
use leptos::prelude::*;

use super::super::icon::{Icon, IconView};
use super::super::picture::{PictureView, Place};
use crate::words::words;

/// Photos in a grid of one to four, videos one under the other.
#[component]
pub fn PostMedia(
    /// The media, in the author's order.
    media: Vec<Media>,
    /// Whether a warning covers them until the reader asks.
    sensitive: bool,
) -> impl IntoView {
    if media.is_empty() {
        return ().into_any();
    }
    let (photos, moving): (Vec<_>, Vec<_>) = media
        .into_iter()
        .partition(|media| media.kind == MediaKind::Photo);
    let count = photos.len().min(4);
    let place = if count == 1 {
        Place::Photo
    } else {
        Place::PhotoAmongOthers
    };
    let shown = view! {
        {(!photos.is_empty())
            .then(|| {
                view! {
                    <div class="post-photos" data-count=count>
                        {photos.into_iter().map(|media| photo(media, place)).collect_view()}
                    </div>
                }
            })}
        {moving.into_iter().map(recording).collect_view()}
    };
    if sensitive {
        view! {
            <details class="post-sensitive">
                <summary>{words().show_sensitive}</summary>
                {shown}
            </details>
        }
        .into_any()
    } else {
        shown.into_any()
    }
}

fn photo(media: Media, place: Place) -> AnyView {
    let words = words();
    if media.width == 0 || media.height == 0 {
        return view! {
            <p class="post-photo-missing">
                <IconView icon=Icon::Frame />
                {media.alt.unwrap_or_else(|| words.undescribed_photo.to_owned())}
            </p>
        }
        .into_any();
    }
    let picture = Picture {
        src: media.file,
        width: media.width,
        height: media.height,
        widths: media.widths,
        alt: media
            .alt
            .unwrap_or_else(|| words.undescribed_photo.to_owned()),
        placeholder: media.placeholder,
    };
    view! { <PictureView picture place /> }.into_any()
}

fn recording(media: Media) -> AnyView {
    let gif = media.kind == MediaKind::Gif;
    let label = media.alt;
    let tracks = media
        .captions
        .into_iter()
        .map(|caption| {
            let label = caption.lang.clone();
            view! { <track kind="captions" src=caption.file srclang=caption.lang label=label /> }
        })
        .collect_view();
    if media.kind == MediaKind::Audio {
        return view! {
            <audio class="post-recording" controls preload="none" src=media.file aria-label=label>
                {tracks}
            </audio>
        }
        .into_any();
    }
    view! {
        <video
            class="post-recording"
            controls
            playsinline
            preload="none"
            loop=gif
            muted=gif
            poster=media.poster
            width=media.width
            height=media.height
            src=media.file
            aria-label=label
        >
            {tracks}
        </video>
    }
    .into_any()
}

/// A poll as it stood when archived.
#[component]
pub fn PollView(
    /// The poll.
    poll: Poll,
    /// When it was archived, worded.
    archived: String,
) -> impl IntoView {
    let words = words();
    let total = poll
        .total
        .unwrap_or_else(|| poll.options.iter().filter_map(|option| option.votes).sum());
    let as_of = if poll.is_final {
        words.poll_final.to_owned()
    } else {
        (words.poll_as_of)(&archived)
    };
    view! {
        <div class="post-poll">
            <ul>
                {poll
                    .options
                    .into_iter()
                    .map(|option| {
                        let result = option
                            .votes
                            .map(|votes| {
                                let share = (votes * 100 + total / 2).checked_div(total).unwrap_or(0);
                                let text = (words.votes)(votes);
                                view! {
                                    <meter min="0" max="100" value=share>
                                        {format!("{share} %")}
                                    </meter>
                                    <span class="post-poll-votes">
                                        {format!("{share}\u{a0}% · {text}")}
                                    </span>
                                }
                            });
                        view! {
                            <li>
                                <span dir="auto">{option.label}</span>
                                {result}
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <p class="post-poll-as-of">{as_of}</p>
        </div>
    }
    .into_any()
}
