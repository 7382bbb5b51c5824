//! Accounts of X, in every shape they have had.

use kiosque_catalogue::editor::Refusal;
use kiosque_model::post::{AvatarShape, Media, MediaKind, PostAuthor, Verified};
use serde_json::Value;

use super::text::unescape;
use super::{is_id, profile_url};
use crate::draft::on_network;
use crate::json::Part;

/// The author of a post: v1.1 and the widget (`screen_name` at the root), GraphQL before 2025
/// (in `legacy`), GraphQL since (in `core`, `avatar`, `verification`), API v2 (`username`).
///
/// # Errors
///
/// Where the account is protected, or has no handle.
pub fn author(user: &Value) -> Result<PostAuthor, Refusal> {
    let protected = [
        &["protected"][..],
        &["legacy", "protected"],
        &["privacy", "protected"],
    ];
    if protected.into_iter().any(|path| user.is_true(path)) {
        return Err(Refusal::Protected);
    }
    let first = |paths: &[&[&str]]| {
        paths
            .iter()
            .find_map(|path| user.text(path))
            .map(str::to_owned)
    };
    let handle = first(&[
        &["core", "screen_name"],
        &["legacy", "screen_name"],
        &["screen_name"],
        &["username"],
    ])
    .ok_or_else(|| Refusal::MissingField {
        field: "user.screen_name".into(),
    })?;
    let name = first(&[&["core", "name"], &["legacy", "name"], &["name"]]);
    let picture = first(&[
        &["avatar", "image_url"],
        &["legacy", "profile_image_url_https"],
        &["profile_image_url_https"],
        &["profile_image_url"],
    ]);
    let id = ["rest_id", "id_str", "id"]
        .iter()
        .find_map(|key| user.id(&[key]).filter(|id| is_id(id)));
    Ok(PostAuthor {
        id: id.unwrap_or_default().into(),
        name: name.map_or_else(|| handle.clone(), |name| unescape(&name)),
        name_emoji: Vec::new(),
        avatar: picture.and_then(|address| avatar(&address)),
        profile_url: profile_url(&handle),
        shape: shape(user),
        verified: verified(user),
        handle,
    })
}

/// The avatar, at 400 pixels instead of the 48 that X writes. The pictures X gives to accounts
/// that have none of their own are left out: they say nothing.
pub fn avatar(address: &str) -> Option<Media> {
    let address = super::media::https(address)?;
    if address.contains("/default_profile_images/") {
        return None;
    }
    let file = [
        "_normal",
        "_bigger",
        "_mini",
        "_200x200",
        "_reasonably_small",
    ]
    .into_iter()
    .find_map(|size| {
        let (name, rest) = address.rsplit_once(size)?;
        (rest.is_empty() || rest.starts_with('.')).then(|| format!("{name}_400x400{rest}"))
    })
    .unwrap_or(address);
    Some(on_network(MediaKind::Photo, file))
}

fn shape(user: &Value) -> AvatarShape {
    let shape = [
        &["profile_image_shape"][..],
        &["ext_profile_image_shape"],
        &["legacy", "profile_image_shape"],
    ]
    .into_iter()
    .find_map(|path| user.text(path));
    match shape {
        Some("Square") => AvatarShape::Square,
        Some("Hexagon") => AvatarShape::Hexagon,
        _ => AvatarShape::Circle,
    }
}

/// The mark of verification; none where the network says nothing of it.
fn verified(user: &Value) -> Option<Verified> {
    let kind = [
        &["verification", "verified_type"][..],
        &["legacy", "verified_type"],
        &["verified_type"],
        &["ext_verified_type"],
    ]
    .into_iter()
    .find_map(|path| user.text(path))
    .map(str::to_lowercase);
    match kind.as_deref() {
        Some("business") => return Some(Verified::Business),
        Some("government") => return Some(Verified::Government),
        Some("blue") => return Some(Verified::Blue),
        Some("none") => return Some(Verified::None),
        _ => {}
    }
    let flag = |paths: &[&[&str]]| {
        let mut known = paths
            .iter()
            .filter(|path| user.at(path).is_some())
            .peekable();
        known.peek()?;
        Some(known.any(|path| user.is_true(path)))
    };
    let blue = flag(&[
        &["is_blue_verified"],
        &["ext_is_blue_verified"],
        &["legacy", "is_blue_verified"],
    ]);
    let legacy = flag(&[
        &["verified"],
        &["legacy", "verified"],
        &["verification", "verified"],
    ]);
    match (blue, legacy) {
        (Some(true), _) => Some(Verified::Blue),
        (_, Some(true)) => Some(Verified::Legacy),
        (None, None) => None,
        _ => Some(Verified::None),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn old_and_new_shapes_give_the_same_author() {
        let picture = "https://pbs.twimg.com/profile_images/1/abc_normal.jpg";
        let old = json!({"rest_id": "7", "is_blue_verified": true, "legacy": {
            "name": "Camille 🚀 &amp; co", "screen_name": "camille_demo",
            "profile_image_url_https": picture}});
        let new = json!({"rest_id": "7", "is_blue_verified": true,
            "core": {"name": "Camille 🚀 & co", "screen_name": "camille_demo"},
            "avatar": {"image_url": picture}, "verification": {"verified": false}});
        let flat = json!({"id_str": "7", "name": "Camille 🚀 &amp; co", "screen_name": "camille_demo",
            "profile_image_url_https": picture, "ext_is_blue_verified": true});
        let author = author(&old);
        assert_eq!(author, super::author(&new));
        assert_eq!(author, super::author(&flat));
        let author = author.unwrap();
        assert_eq!(author.name, "Camille 🚀 & co");
        assert_eq!(author.verified, Some(Verified::Blue));
        assert_eq!(
            author.avatar.unwrap().file,
            "https://pbs.twimg.com/profile_images/1/abc_400x400.jpg"
        );
    }

    #[test]
    fn kinds_of_verification_and_shapes() {
        let user = |extra: Value| {
            let mut user = json!({"screen_name": "camille_demo"});
            user.as_object_mut()
                .unwrap()
                .extend(extra.as_object().unwrap().clone());
            author(&user).unwrap()
        };
        assert_eq!(user(json!({})).verified, None);
        assert_eq!(
            user(json!({"verified": false})).verified,
            Some(Verified::None)
        );
        assert_eq!(
            user(json!({"verified": true})).verified,
            Some(Verified::Legacy)
        );
        let square = user(
            json!({"profile_image_shape": "Square", "is_blue_verified": true,
            "verification": {"verified_type": "Business"}}),
        );
        assert_eq!(
            (square.verified, square.shape),
            (Some(Verified::Business), AvatarShape::Square)
        );
        assert_eq!(
            user(json!({"verified_type": "government"})).verified,
            Some(Verified::Government)
        );
    }

    #[test]
    fn protected_accounts_and_accounts_without_a_handle_are_refused() {
        for user in [
            json!({"screen_name": "a", "protected": true}),
            json!({"core": {"screen_name": "a"}, "privacy": {"protected": "true"}}),
            json!({"legacy": {"screen_name": "a", "protected": true}}),
        ] {
            assert_eq!(author(&user), Err(Refusal::Protected));
        }
        assert!(matches!(
            author(&json!({"id": 7})),
            Err(Refusal::MissingField { .. })
        ));
    }

    #[test]
    fn avatars_that_say_nothing_or_lead_nowhere_are_left_out() {
        let default =
            "https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png";
        assert_eq!(avatar(default), None);
        assert_eq!(avatar("javascript:alert(1)"), None);
    }
}
