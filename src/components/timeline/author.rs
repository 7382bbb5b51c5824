//! Who posts, and on which network.

use kiosque_catalogue::reader::network_name;
use kiosque_model::post::{AvatarShape, PostAuthor, Source, web_link};
use leptos::prelude::*;

use super::super::icon::{Icon, IconView};

/// Avatar, name and handle, linked to the account, and the network's mark.
#[component]
pub fn Author(
    /// The account.
    author: PostAuthor,
    /// The network it is on.
    network: Source,
) -> impl IntoView {
    let shape = match author.shape {
        AvatarShape::Circle => "circle",
        AvatarShape::Square => "square",
        AvatarShape::Hexagon => "hexagon",
    };
    let mark = match network {
        Source::X => Icon::X,
        Source::Bluesky => Icon::Bluesky,
        Source::Mastodon => Icon::Mastodon,
    };
    let monogram = author.name.chars().find(|c| c.is_alphanumeric());
    let avatar = match author.avatar {
        Some(avatar) => view! {
            <img
                class="post-avatar"
                data-shape=shape
                src=avatar.file
                width="48"
                height="48"
                alt=""
                loading="lazy"
                decoding="async"
            />
        }
        .into_any(),
        None => view! {
            <span class="post-avatar post-monogram" data-shape=shape aria-hidden="true">
                {monogram.map(|letter| letter.to_uppercase().to_string())}
            </span>
        }
        .into_any(),
    };
    let names = view! {
        <bdi class="post-name">{author.name}</bdi>
        <bdi class="post-handle">{format!("@{}", author.handle)}</bdi>
    };
    let linked = match web_link(&author.profile_url) {
        Some(href) => view! {
            <a
                class="post-author"
                href=href.to_owned()
                rel="noopener nofollow ugc external"
            >
                {names}
            </a>
        }
        .into_any(),
        None => view! { <span class="post-author">{names}</span> }.into_any(),
    };
    view! {
        {avatar}
        {linked}
        <span class="post-network">
            <IconView icon=mark />
            <span class="visually-hidden">{network_name(network)}</span>
        </span>
    }
    .into_any()
}
