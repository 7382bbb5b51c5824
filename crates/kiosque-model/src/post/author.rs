//! Who posts.

use serde::{Deserialize, Serialize};

use super::Media;

/// The account behind a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostAuthor {
    /// The network's id of the account.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Handle without the leading `@`.
    pub handle: String,
    /// Custom emoji used in the name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub name_emoji: Vec<CustomEmoji>,
    /// Avatar kept by the newsroom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<Media>,
    /// The account's page on the network.
    pub profile_url: String,
    /// Shape of the avatar.
    #[serde(default)]
    pub shape: AvatarShape,
    /// The network's mark of verification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified: Option<Verified>,
}

/// A custom emoji kept by the newsroom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomEmoji {
    /// Its name between colons, colons left out.
    pub shortcode: String,
    /// The image.
    pub media: Media,
}

/// Outline of an avatar, as the network draws it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AvatarShape {
    /// A person's account.
    #[default]
    Circle,
    /// An organisation's account on X.
    Square,
    /// An NFT avatar on X.
    Hexagon,
}

/// Kinds of verification on X.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verified {
    /// Not verified.
    None,
    /// A paid subscription.
    Blue,
    /// A verified organisation.
    Business,
    /// A government account.
    Government,
    /// Verified before 2023.
    Legacy,
}

/// A part of a display name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamePiece<'a> {
    /// Letters.
    Words(&'a str),
    /// An emoji that is a picture.
    Emoji(&'a CustomEmoji),
}

impl PostAuthor {
    /// The display name cut at the shortcodes of its emoji; colons around anything else are
    /// colons.
    pub fn name_pieces(&self) -> Vec<NamePiece<'_>> {
        let mut pieces = Vec::new();
        let mut rest = self.name.as_str();
        let mut from = 0;
        while let Some(colon) = rest.get(from..).and_then(|part| part.find(':')) {
            let (before, after) = rest.split_at(from + colon);
            let found = self.name_emoji.iter().find_map(|emoji| {
                let after = after.strip_prefix(':')?.strip_prefix(&*emoji.shortcode)?;
                Some((emoji, after.strip_prefix(':')?))
            });
            match found {
                Some((emoji, after)) => {
                    if !before.is_empty() {
                        pieces.push(NamePiece::Words(before));
                    }
                    pieces.push(NamePiece::Emoji(emoji));
                    rest = after;
                    from = 0;
                }
                None => from += colon + 1,
            }
        }
        if !rest.is_empty() {
            pieces.push(NamePiece::Words(rest));
        }
        pieces
    }

    /// The display name as one says it: emoji that are pictures left out, unless there is nothing
    /// else.
    pub fn spoken_name(&self) -> String {
        let words: String = self
            .name_pieces()
            .into_iter()
            .filter_map(|piece| match piece {
                NamePiece::Words(words) => Some(words),
                NamePiece::Emoji(_) => None,
            })
            .collect();
        let words: Vec<_> = words.split_whitespace().collect();
        if words.is_empty() {
            self.name.clone()
        } else {
            words.join(" ")
        }
    }
}
