//! Who posts, and the emoji that an instance has of its own.

use kiosque_catalogue::editor::{Loss, Refusal};
use kiosque_model::post::{CustomEmoji, MediaKind, PostAuthor};
use serde_json::Value;

use crate::draft;
use crate::json::Part;
use crate::link::target;

/// The account of a status.
pub(super) fn author(account: &Value, losses: &mut Vec<Loss>) -> Result<PostAuthor, Refusal> {
    let missing = |field: &str| Refusal::MissingField {
        field: field.to_owned(),
    };
    let profile = account
        .text(&["url"])
        .or_else(|| account.text(&["uri"]))
        .and_then(target)
        .ok_or_else(|| missing("account.url"))?;
    let acct = account
        .text(&["acct"])
        .or_else(|| account.text(&["username"]))
        .ok_or_else(|| missing("account.acct"))?;
    let local = acct.split('@').next().unwrap_or(acct);
    let name = account.text(&["display_name"]).unwrap_or(local);
    let mut author = draft::account(
        account.text(&["id"]).unwrap_or_default(),
        &full_handle(acct, &profile.1),
        name,
        profile.0,
    );
    if author.name == author.handle {
        author.name = local.to_owned();
    }
    // The still picture: a moving avatar is nothing to read beside.
    if let Some(address) = account
        .text(&["avatar_static"])
        .or_else(|| account.text(&["avatar"]))
    {
        author.avatar = draft::media(MediaKind::Photo, address, losses);
    }
    author.name_emoji = emoji(account.list(&["emojis"]), losses)
        .into_iter()
        .filter(|emoji| author.name.contains(&format!(":{}:", emoji.shortcode)))
        .collect();
    Ok(author)
}

/// The handle with its instance, which accounts of the answering instance lack.
pub(super) fn full_handle(acct: &str, host: &str) -> String {
    let acct = acct.trim_start_matches('@');
    if acct.contains('@') {
        acct.to_owned()
    } else {
        format!("{acct}@{host}")
    }
}

/// Emoji that are announced, each under a name that can stand between colons.
pub(super) fn emoji(list: &[Value], losses: &mut Vec<Loss>) -> Vec<CustomEmoji> {
    list.iter()
        .filter_map(|emoji| {
            let shortcode = emoji.text(&["shortcode"]).filter(|name| {
                name.chars()
                    .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '+'))
            })?;
            let address = emoji
                .text(&["static_url"])
                .or_else(|| emoji.text(&["url"]))?;
            Some(CustomEmoji {
                shortcode: shortcode.to_owned(),
                media: draft::media(MediaKind::Photo, address, losses)?,
            })
        })
        .collect()
}
