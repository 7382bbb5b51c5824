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
