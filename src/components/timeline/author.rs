//! Who posts, and on which network.
//!
//! No mark of verification is shown: it tells of a subscription or of a network's rules of the day,
//! and on a newspaper's page it would read as the newsroom's own word for who somebody is.

use kiosque_catalogue::reader::network_name;
use kiosque_model::post::{AvatarShape, NamePiece, PostAuthor, Source, web_link};

use super::super::icon::{Icon, drawing};
use super::text::{emoji, outside};
use crate::markup::{Element, element};

/// Avatar, name and handle, linked to the account, and the network's mark.
pub fn author(author: &PostAuthor, network: Source) -> [Element; 3] {
    let shape = match author.shape {
        AvatarShape::Circle => "circle",
        AvatarShape::Square => "square",
        AvatarShape::Hexagon => "hexagon",
    };
    let avatar = match &author.avatar {
        Some(avatar) => element("img")
            .class("post-avatar")
            .with("data-shape", shape)
            .with("loading", "lazy")
            .with("decoding", "async")
            .with("src", avatar.file.clone())
            .with("width", "48")
            .with("height", "48")
            .with("alt", ""),
        None => {
            let letter = author.name.chars().find(|letter| letter.is_alphanumeric());
            element("span")
                .class("post-avatar post-monogram")
                .with("data-shape", shape)
                .with("aria-hidden", "true")
                .child(letter.map(|letter| letter.to_uppercase().to_string()))
        }
    };
    let mark = match network {
        Source::X => Icon::X,
        Source::Bluesky => Icon::Bluesky,
        Source::Mastodon => Icon::Mastodon,
    };
    let names = match web_link(&author.profile_url) {
        Some(href) => outside(href),
        None => element("span"),
    };
    let handle = element("bdi")
        .class("post-handle")
        .child(format!("@{}", author.handle));
    [
        avatar,
        names
            .class("post-author")
            .child(name(author).class("post-name"))
            .child(handle),
        element("span")
            .class("post-network")
            .child(drawing(mark))
            .child(
                element("span")
                    .class("visually-hidden")
                    .child(network_name(network)),
            ),
    ]
}

/// A display name with its emoji.
pub fn name(author: &PostAuthor) -> Element {
    let mut name = element("bdi");
    for piece in author.name_pieces() {
        name = match piece {
            NamePiece::Words(words) => name.child(words.to_owned()),
            NamePiece::Emoji(drawn) => {
                name.child(emoji(format!(":{}:", drawn.shortcode), &drawn.media))
            }
        };
    }
    name
}
