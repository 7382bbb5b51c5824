//! From the address of a post to what is asked of its network.

use kiosque_archive::Format;
use kiosque_catalogue::editor::Refusal;
use kiosque_model::post::Source;
use url::Url;

use super::hosts::Hosts;
use super::token;

/// X's hosts whose addresses are those of posts.
const X: [&str; 6] = [
    "x.com",
    "www.x.com",
    "mobile.x.com",
    "twitter.com",
    "www.twitter.com",
    "mobile.twitter.com",
];

/// What X's widget says it can do; without it, edits and badges are left out of the answer.
const FEATURES: &str = "tfw_tweet_edit_backend:on;tfw_tweet_edit_frontend:on;\
                        tfw_show_blue_verified_badge:on;tfw_show_business_verified_badge:on;\
                        tfw_show_gov_verified_badge:on;tfw_use_profile_image_shape_enabled:on";

/// A post that an address names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The network.
    pub network: Source,
    /// The post's id on the network.
    pub id: String,
    /// Its permalink, in the network's present spelling.
    pub url: String,
    /// What may be asked for it, the fullest answer first.
    pub asks: Vec<Ask>,
}

/// Something to ask a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The address.
    pub url: String,
    /// The format of the answer.
    pub format: Format,
}

/// Whether an argument of the command line is an address and not a file.
pub fn is_address(argument: &str) -> bool {
    let lower = argument.to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("http://")
}

/// The post that an address names.
///
/// # Errors
///
/// Where it is no post's address on a network that is known, or is on a Mastodon server that the
/// newsroom does not name.
pub fn read(address: &str, hosts: &Hosts) -> Result<Named, Refusal> {
    let unknown = || Refusal::UnknownAddress {
        address: address.to_owned(),
    };
    let url = Url::parse(address).map_err(|_| unknown())?;
    let host = url.host_str().ok_or_else(unknown)?;
    let path: Vec<&str> = url
        .path_segments()
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    if X.contains(&host) {
        return x(&path).ok_or_else(unknown);
    }
    if host == "bsky.app" {
        return bluesky(&path).ok_or_else(unknown);
    }
    let (id, permalink) = mastodon(&path).ok_or_else(unknown)?;
    if !hosts.is_instance(host) {
        return Err(Refusal::UnlistedInstance {
            host: host.to_owned(),
        });
    }
    Ok(Named {
        network: Source::Mastodon,
        url: format!("https://{host}/{permalink}"),
        asks: vec![Ask {
            url: format!("https://{host}/api/v1/statuses/{id}"),
            format: Format::Mastodon,
        }],
        id,
    })
}

fn x(path: &[&str]) -> Option<Named> {
    let (user, id) = match path {
        ["i", "web", "status" | "statuses", id, ..] => ("i", id),
        [user, "status" | "statuses", id, ..] => (*user, id),
        _ => return None,
    };
    if id.is_empty() || id.len() > 20 || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let url = format!("https://x.com/{user}/status/{id}");
    let ask = |base: &str, pairs: &[(&str, &str)], format| {
        let url = Url::parse_with_params(base, pairs).ok()?;
        Some(Ask {
            url: url.into(),
            format,
        })
    };
    let token = token::of(id);
    let asks = vec![
        ask(
            "https://cdn.syndication.twimg.com/tweet-result",
            &[
                ("id", id),
                ("lang", "en"),
                ("features", FEATURES),
                ("token", &token),
            ],
            Format::XSyndication,
        )?,
        ask(
            "https://publish.x.com/oembed",
            &[("url", &url), ("omit_script", "1"), ("dnt", "1")],
            Format::Oembed,
        )?,
    ];
    Some(Named {
        network: Source::X,
        id: (*id).to_owned(),
        url,
        asks,
    })
}

fn bluesky(path: &[&str]) -> Option<Named> {
    let ["profile", actor, "post", key, ..] = path else {
        return None;
    };
    let plain = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".-_:~".contains(&byte))
    };
    if !plain(actor) || !plain(key) {
        return None;
    }
    let uri = format!("at://{actor}/app.bsky.feed.post/{key}");
    let ask = Url::parse_with_params(
        "https://public.api.bsky.app/xrpc/app.bsky.feed.getPostThread",
        [("uri", uri.as_str()), ("depth", "0"), ("parentHeight", "1")],
    );
    Some(Named {
        network: Source::Bluesky,
        id: (*key).to_owned(),
        url: format!("https://bsky.app/profile/{actor}/post/{key}"),
        asks: vec![Ask {
            url: ask.ok()?.into(),
            format: Format::Bluesky,
        }],
    })
}

/// The id and the permalink's path of a status.
fn mastodon(path: &[&str]) -> Option<(String, String)> {
    let id = match path {
        ["web" | "deck", at, id] | [at, id] if at.len() > 1 && at.starts_with('@') => id,
        ["users", _, "statuses", id] => id,
        _ => return None,
    };
    let plain = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let permalink = match path {
        ["web" | "deck", rest @ ..] => rest.join("/"),
        path => path.join("/"),
    };
    plain.then(|| ((*id).to_owned(), permalink))
}

#[cfg(test)]
mod tests {
    use super::super::hosts::ArchiveSettings;
    use super::*;

    fn hosts() -> Hosts {
        Hosts::new(ArchiveSettings {
            mastodon: vec!["social.example".into()],
            media: Vec::new(),
        })
    }

    fn named(address: &str) -> Result<(Source, String, String), Refusal> {
        read(address, &hosts()).map(|named| (named.network, named.id, named.url))
    }

    #[test]
    fn addresses_of_posts_are_read_whatever_their_spelling() {
        let x = |url: &str| {
            Ok((
                Source::X,
                "538242208583651329".to_owned(),
                format!("https://x.com/{url}/status/538242208583651329"),
            ))
        };
        for (address, user) in [
            (
                "https://twitter.com/camille_demo/status/538242208583651329",
                "camille_demo",
            ),
            (
                "http://mobile.twitter.com/camille_demo/statuses/538242208583651329/photo/1?s=20",
                "camille_demo",
            ),
            ("https://X.com/i/web/status/538242208583651329#a", "i"),
        ] {
            assert_eq!(named(address), x(user), "{address}");
        }
        assert_eq!(
            named("https://bsky.app/profile/camille.example/post/3kabc?ref=x"),
            Ok((
                Source::Bluesky,
                "3kabc".into(),
                "https://bsky.app/profile/camille.example/post/3kabc".into()
            ))
        );
        for address in [
            "https://social.example/@camille/109",
            "https://social.example/web/@camille/109",
        ] {
            assert_eq!(
                named(address),
                Ok((
                    Source::Mastodon,
                    "109".into(),
                    "https://social.example/@camille/109".into()
                ))
            );
        }
        assert!(named("https://social.example/users/camille/statuses/109").is_ok());
    }

    #[test]
    fn other_addresses_ask_nobody() {
        for address in [
            "https://x.com/camille_demo",
            "https://x.com/camille_demo/status/12a",
            "https://x.com.evil.example/camille_demo/status/12",
            "https://bsky.app/profile/camille.example",
            "https://bsky.app/profile/a%2Fb/post/3k",
            "https://social.example/@camille/../../admin",
            "https://social.example/about",
        ] {
            assert!(
                matches!(named(address), Err(Refusal::UnknownAddress { .. })),
                "{address}"
            );
        }
        assert_eq!(
            named("https://other.example/@camille/109"),
            Err(Refusal::UnlistedInstance {
                host: "other.example".into()
            })
        );
    }

    #[test]
    fn what_is_asked_is_on_the_list() {
        for address in [
            "https://x.com/camille_demo/status/12",
            "https://bsky.app/profile/camille.example/post/3kabc",
            "https://social.example/@camille/109",
        ] {
            let named = read(address, &hosts()).unwrap();
            for ask in named.asks {
                let host = Url::parse(&ask.url).unwrap().host_str().unwrap().to_owned();
                let wanted = super::super::hosts::Wanted::Post;
                assert!(hosts().allows(named.network, wanted, &host), "{}", ask.url);
            }
        }
    }
}
