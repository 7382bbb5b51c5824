//! The words of a post, as the network shows them: nothing corrected, nothing injected.

use kiosque_model::Post;
use kiosque_model::post::{SpanKind, web_link};
use leptos::prelude::*;

/// Shows a post's text. Every word is a text node; links lead only to the web.
#[component]
pub fn PostText(
    /// The post.
    post: Post,
) -> impl IntoView {
    let pieces: Vec<_> = post
        .pieces()
        .into_iter()
        .map(|piece| piece_view(piece.text.to_owned(), piece.kind.cloned()))
        .collect();
    (!pieces.is_empty())
        .then(|| view! { <p class="post-text" dir="auto" lang=post.lang>{pieces}</p> })
}

fn piece_view(text: String, kind: Option<SpanKind>) -> AnyView {
    let Some(kind) = kind else {
        return text.into_any();
    };
    match kind {
        SpanKind::Link { href, display, .. } => link(&href, display, ""),
        SpanKind::Mention { href, .. } => link(&href, text, "mention"),
        SpanKind::Hashtag { href, .. } | SpanKind::Cashtag { href, .. } => {
            link(&href, text, "hashtag")
        }
        SpanKind::Bold => view! { <b>{text}</b> }.into_any(),
        SpanKind::Italic => view! { <i>{text}</i> }.into_any(),
        SpanKind::CustomEmoji { media, .. } => view! {
            <img
                class="custom-emoji"
                src=media.file
                width=media.width
                height=media.height
                alt=text.clone()
                title=text
            />
        }
        .into_any(),
    }
}

fn link(href: &str, text: String, class: &'static str) -> AnyView {
    match web_link(href) {
        Some(href) => view! {
            <a class=class href=href.to_owned() rel="noopener nofollow ugc external">
                {text}
            </a>
        }
        .into_any(),
        None => text.into_any(),
    }
}
