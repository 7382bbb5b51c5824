//! Accounts of which less is known than X's own record of them.

use kiosque_model::post::{AvatarShape, PostAuthor};
use serde_json::{Value, json};

use super::{is_handle, profile_url};
use crate::import::Account;
use crate::json::Part;

/// The author of the posts of an export, which does not say whose it is.
pub fn of(account: &Account) -> PostAuthor {
    PostAuthor {
        id: account.id.clone(),
        name: if account.name.is_empty() {
            account.handle.clone()
        } else {
            account.name.clone()
        },
        handle: account.handle.clone(),
        name_emoji: Vec::new(),
        avatar: None,
        profile_url: profile_url(&account.handle),
        shape: AvatarShape::Circle,
        verified: None,
    }
}

/// The author of whom only the handle is left.
pub fn named(handle: &str) -> PostAuthor {
    of(&Account {
        id: String::new(),
        handle: handle.into(),
        name: String::new(),
    })
}

/// The author of a post that was passed on, as v1.1 writes an account, by what the one who passed
/// it on says of those he names.
pub fn passed_on(status: &Value, handle: &str) -> Value {
    let named = status
        .list(&["entities", "user_mentions"])
        .iter()
        .find(|user| {
            user.text(&["screen_name"])
                .is_some_and(|name| name.eq_ignore_ascii_case(handle))
        });
    let part = |key: &str| named.and_then(|user| user.text(&[key]));
    json!({"id_str": part("id_str"), "screen_name": handle, "name": part("name")})
}

/// Whose words follow in `RT @handle: words`, and where they begin in code points: all that is
/// left of a post passed on where the input lacks the post itself.
pub fn reposted(text: &str) -> Option<(&str, u64)> {
    let named = text.strip_prefix("RT @")?;
    let (handle, words) = named.split_once(':')?;
    let space = u64::from(words.starts_with(' '));
    is_handle(handle).then(|| (handle, "RT @:".len() as u64 + handle.len() as u64 + space))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repost_says_whose_words_it_passes_on() {
        assert_eq!(
            reposted("RT @Camille_Demo: 🚀 mots"),
            Some(("Camille_Demo", 18))
        );
        assert_eq!(
            reposted("RT @camille_demo:mots"),
            Some(("camille_demo", 17))
        );
        for text in [
            "RT @camille_demo mots",
            "RT @: mots",
            "RT @été: mots",
            "RT @deux mots: trois",
            "À lire RT @camille_demo: mots",
            "",
        ] {
            assert_eq!(reposted(text), None, "{text}");
        }
    }
}
