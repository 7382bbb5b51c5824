//! Where posts and their media may be asked for. Nothing else is.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use kiosque_catalogue::editor::Problem;
use kiosque_model::post::Source;
use url::{Host, Url};

use crate::fields::Fields;
use crate::source::Located;

/// X's own hosts that answer about posts.
const X_ANSWERS: [&str; 3] = [
    "cdn.syndication.twimg.com",
    "publish.x.com",
    "publish.twitter.com",
];
/// X's own media hosts.
const X_MEDIA: [&str; 3] = ["pbs.twimg.com", "video.twimg.com", "abs.twimg.com"];
/// Bluesky's host that answers about public posts.
const BLUESKY_ANSWERS: [&str; 1] = ["public.api.bsky.app"];
/// Bluesky's own media hosts.
const BLUESKY_MEDIA: [&str; 2] = ["cdn.bsky.app", "video.bsky.app"];

/// The `[archive]` table of `site.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArchiveSettings {
    /// Mastodon servers that may be asked: `mastodon.example`.
    pub mastodon: Vec<String>,
    /// Hosts of their media that are not below their own name.
    pub media: Vec<String>,
}

/// Reads the `[archive]` table of `site.toml`. What is wrong is noted.
pub(crate) fn read(fields: &mut Fields<'_>) -> ArchiveSettings {
    let Some(mut table) = fields.table("archive") else {
        return ArchiveSettings::default();
    };
    let mut hosts = |key: &'static str| {
        let written = table.texts(key);
        let read = |Located { value: written, at }: Located<String>| match host_name(&written) {
            Ok(host) => Some(host),
            Err(suggestion) => {
                let problem = Problem::HostName {
                    written,
                    suggestion,
                };
                table.problem(at, problem);
                None
            }
        };
        written.into_iter().filter_map(read).collect()
    };
    let settings = ArchiveSettings {
        mastodon: hosts("mastodon"),
        media: hosts("media"),
    };
    table.finish();
    settings
}

/// A domain's name in its one spelling.
///
/// # Errors
///
/// The name that was likely meant, if there is one: that of an address written in its place.
fn host_name(written: &str) -> Result<String, Option<String>> {
    let domain = |text: &str| match Url::parse(text).ok()?.host()? {
        Host::Domain(name) if name.contains('.') => Some(name.to_owned()),
        _ => None,
    };
    let written = written.trim();
    let found = if written.contains("://") {
        domain(written)
    } else {
        domain(&format!("https://{written}"))
    };
    match found {
        Some(name) if name.eq_ignore_ascii_case(written) => Ok(name),
        suggestion => Err(suggestion),
    }
}

/// What is wanted of a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A post, or what stands for it.
    Post,
    /// A file that a post shows.
    Media,
}

/// The hosts that may be asked.
#[derive(Debug, Clone, Default)]
pub struct Hosts {
    settings: ArchiveSettings,
    stand_ins: BTreeMap<String, SocketAddr>,
}

impl Hosts {
    /// The networks' own hosts, and those that the newsroom names.
    pub fn new(settings: ArchiveSettings) -> Self {
        Self {
            settings,
            stand_ins: BTreeMap::new(),
        }
    }

    /// The same hosts, one of which a server of plain HTTP stands in for, so that a test needs no
    /// network. A host that is not on the list is refused all the same. The path asked for is the
    /// host's name and then the path: `/pbs.twimg.com/media/A.jpg`.
    #[must_use]
    pub fn with_stand_in(mut self, host: &str, server: SocketAddr) -> Self {
        self.stand_ins.insert(host.to_owned(), server);
        self
    }

    /// Whether the newsroom names a Mastodon server.
    pub fn is_instance(&self, host: &str) -> bool {
        self.settings.mastodon.iter().any(|known| known == host)
    }

    /// Whether a host may be asked for something of a network.
    pub fn allows(&self, network: Source, wanted: Wanted, host: &str) -> bool {
        match (network, wanted) {
            (Source::X, Wanted::Post) => X_ANSWERS.contains(&host),
            (Source::X, Wanted::Media) => X_MEDIA.contains(&host),
            (Source::Bluesky, Wanted::Post) => BLUESKY_ANSWERS.contains(&host),
            (Source::Bluesky, Wanted::Media) => BLUESKY_MEDIA.contains(&host),
            (Source::Mastodon, Wanted::Post) => self.is_instance(host),
            (Source::Mastodon, Wanted::Media) => {
                let instances = self.settings.mastodon.iter();
                let below = |instance: &String| {
                    host.strip_suffix(instance.as_str())
                        .is_some_and(|front| front.is_empty() || front.ends_with('.'))
                };
                instances.clone().any(below) || self.settings.media.iter().any(|own| own == host)
            }
        }
    }

    /// The server that stands in for a host, in a test.
    pub(super) fn stand_in(&self, host: &str) -> Option<SocketAddr> {
        self.stand_ins.get(host).copied()
    }

    /// Every server that stands in for a host.
    pub(super) fn stand_ins(&self) -> Vec<SocketAddr> {
        self.stand_ins.values().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts() -> Hosts {
        Hosts::new(ArchiveSettings {
            mastodon: vec!["social.example".into()],
            media: vec!["bucket.example".into()],
        })
    }

    #[test]
    fn each_network_has_its_own_hosts() {
        let hosts = hosts();
        let cases = [
            (Source::X, Wanted::Media, "pbs.twimg.com", true),
            (Source::X, Wanted::Media, "cdn.bsky.app", false),
            (
                Source::X,
                Wanted::Media,
                "pbs.twimg.com.evil.example",
                false,
            ),
            (Source::X, Wanted::Post, "pbs.twimg.com", false),
            (Source::Bluesky, Wanted::Media, "video.bsky.app", true),
            (Source::Bluesky, Wanted::Post, "public.api.bsky.app", true),
            (Source::Mastodon, Wanted::Post, "social.example", true),
            (
                Source::Mastodon,
                Wanted::Post,
                "files.social.example",
                false,
            ),
            (
                Source::Mastodon,
                Wanted::Media,
                "files.social.example",
                true,
            ),
            (Source::Mastodon, Wanted::Media, "antisocial.example", false),
            (Source::Mastodon, Wanted::Media, "bucket.example", true),
            (Source::Mastodon, Wanted::Media, "my.bucket.example", false),
        ];
        for (network, wanted, host, expected) in cases {
            assert_eq!(hosts.allows(network, wanted, host), expected, "{host}");
        }
    }

    #[test]
    fn a_host_is_written_as_a_bare_name() {
        assert_eq!(host_name(" Social.Example "), Ok("social.example".into()));
        assert_eq!(
            host_name("https://social.example/about"),
            Err(Some("social.example".into()))
        );
        assert_eq!(
            host_name("social.example:8080"),
            Err(Some("social.example".into()))
        );
        for wrong in ["", "localhost", "127.0.0.1", "[::1]", "a b.example"] {
            assert!(host_name(wrong).is_err(), "{wrong}");
        }
    }
}
