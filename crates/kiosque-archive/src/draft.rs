//! What every importer of a network's post begins with.

use jiff::Timestamp;
use kiosque_catalogue::editor::{Loss, Refusal};
use kiosque_model::Post;
use kiosque_model::post::{
    AltBy, AvatarShape, Edited, Media, MediaKind, POST_SCHEMA, PostAuthor, PostState, Source,
};

use crate::import::Request;
use crate::link::target;

/// What identifies a post.
pub(crate) struct Identity {
    /// The network.
    pub source: Source,
    /// Its id there.
    pub id: String,
    /// Its permalink.
    pub url: String,
}

/// A post of which nothing is known but who, when and where.
pub(crate) fn draft(
    identity: Identity,
    author: PostAuthor,
    created_at: Timestamp,
    request: &Request,
) -> Post {
    Post {
        schema: POST_SCHEMA,
        source: identity.source,
        id: identity.id,
        url: identity.url,
        uri: None,
        author,
        created_at: created_at.to_string(),
        indexed_at: None,
        archived_at: request.captured_at.to_string(),
        lang: None,
        text: String::new(),
        spans: Vec::new(),
        truncated: false,
        cw: None,
        sensitive: false,
        media: Vec::new(),
        card: None,
        poll: None,
        quote: None,
        reply_to: None,
        repost_by: None,
        thread: None,
        edited: Edited::None,
        counts: None,
        state: PostState::LiveSnapshot,
        provenance: None,
    }
}

/// An account of which nothing is known but its name and its page.
pub(crate) fn account(id: &str, handle: &str, name: &str, profile_url: String) -> PostAuthor {
    let name = name.trim();
    PostAuthor {
        id: id.to_owned(),
        name: if name.is_empty() { handle } else { name }.to_owned(),
        handle: handle.to_owned(),
        name_emoji: Vec::new(),
        avatar: None,
        profile_url,
        shape: AvatarShape::Circle,
        verified: None,
    }
}

/// A media file on the network; none, and told, where the address is not of the web.
pub(crate) fn media(kind: MediaKind, address: &str, losses: &mut Vec<Loss>) -> Option<Media> {
    let Some((address, _)) = target(address) else {
        losses.push(Loss::Address {
            href: address.to_owned(),
        });
        return None;
    };
    Some(on_network(kind, address))
}

/// A file that is still where the network serves it.
pub(crate) fn on_network(kind: MediaKind, address: String) -> Media {
    Media {
        origin_url: Some(address.clone()),
        ..file(kind, &address)
    }
}

/// A file of which nothing is known but where it is.
pub(crate) fn file(kind: MediaKind, place: &str) -> Media {
    Media {
        kind,
        file: place.to_owned(),
        poster: None,
        width: 0,
        height: 0,
        widths: Vec::new(),
        focus: None,
        duration_ms: None,
        alt: None,
        alt_by: AltBy::Author,
        captions: Vec::new(),
        sha256: None,
        bytes: None,
        mime: None,
        origin_url: None,
        placeholder: None,
    }
}

/// Whether a word can be a network's id of a post: files of the archive are named by it. The
/// signs are those of AT Protocol's record keys, which are the most any network has.
pub(crate) fn is_id(word: &str) -> bool {
    (1..=200).contains(&word.len())
        && !matches!(word, "." | "..")
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.:~".contains(&byte))
}

/// A moment that a post cannot do without.
pub(crate) fn moment(field: &str, found: Option<&str>) -> Result<Timestamp, Refusal> {
    let found = found.ok_or_else(|| Refusal::MissingField {
        field: field.to_owned(),
    })?;
    found.parse().map_err(|_| Refusal::WrongField {
        field: field.to_owned(),
        found: found.to_owned(),
    })
}

/// A BCP 47 tag that says a language: neither the codes for "none" nor those for private use,
/// which X gives to posts without words.
pub(crate) fn language(tag: &str) -> Option<String> {
    let mut parts = tag.split('-');
    let first = parts.next()?.to_ascii_lowercase();
    let known = (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && !matches!(first.as_str(), "und" | "zxx" | "mul" | "mis")
        && !(first.len() == 3 && first.starts_with('q'))
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    known.then(|| tag.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_a_language() {
        for good in ["fr", "zh-Hans-CN", "pt-BR", "ast"] {
            assert_eq!(language(good).as_deref(), Some(good));
        }
        for bad in [
            "",
            "und",
            "zxx",
            "qme",
            "qst",
            "fr_FR",
            "français",
            "x",
            "fr-",
            "fr-\"><p",
        ] {
            assert_eq!(language(bad), None, "{bad}");
        }
    }
}
