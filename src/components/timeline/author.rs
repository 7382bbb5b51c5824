//! Who posts, and on which network.
//!
//! No mark of verification is shown: it tells of a subscription or of a network's rules of the day,
//! and on a newspaper's page it would read as the newsroom's own word for who somebody is.

use kiosque_catalogue::reader::network_name;
use kiosque_model::post::{AvatarShape, CustomEmoji, Media, PostAuthor, Source, web_link};

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
    for piece in pieces(&author.name, &author.name_emoji) {
        name = match piece {
            Piece::Words(words) => name.child(words.to_owned()),
            Piece::Emoji(code, media) => name.child(emoji(format!(":{code}:"), media)),
        };
    }
    name
}

/// A display name as one says it: emoji left out, unless there is nothing else.
pub fn spoken(author: &PostAuthor) -> String {
    let words: String = pieces(&author.name, &author.name_emoji)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Words(words) => Some(words),
            Piece::Emoji(..) => None,
        })
        .collect();
    let words: Vec<_> = words.split_whitespace().collect();
    if words.is_empty() {
        author.name.clone()
    } else {
        words.join(" ")
    }
}

enum Piece<'a> {
    Words(&'a str),
    Emoji(&'a str, &'a Media),
}

/// A name cut at the shortcodes of its emoji; colons around anything else are colons.
fn pieces<'a>(name: &'a str, known: &'a [CustomEmoji]) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut rest = name;
    let mut from = 0;
    while let Some(colon) = rest.get(from..).and_then(|part| part.find(':')) {
        let (before, after) = rest.split_at(from + colon);
        let found = known.iter().find_map(|emoji| {
            let after = after.strip_prefix(':')?.strip_prefix(&*emoji.shortcode)?;
            Some((emoji, after.strip_prefix(':')?))
        });
        match found {
            Some((emoji, after)) => {
                if !before.is_empty() {
                    pieces.push(Piece::Words(before));
                }
                pieces.push(Piece::Emoji(&emoji.shortcode, &emoji.media));
                rest = after;
                from = 0;
            }
            None => from += colon + 1,
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}
