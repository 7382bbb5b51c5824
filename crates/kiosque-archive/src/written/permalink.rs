//! Whose post it is, by its address.

use kiosque_model::post::Source;
use url::Url;

use crate::bluesky::address::{self, AtUri};
use crate::entities::Grammar;
use crate::link::{below, is_domain};
use crate::x;

/// The address of a post, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Permalink {
    /// The network.
    pub source: Source,
    /// The network's id of the post.
    pub id: String,
    /// The handle that the address says, as the model writes handles.
    pub handle: Option<String>,
    /// `https://HOST`, below which the network's pages are.
    site: String,
    /// The instance's host, with its port.
    host: String,
    /// The address itself, without what follows the path.
    address: String,
    /// The account as Bluesky's addresses name it: by handle or DID.
    account: String,
}

impl Permalink {
    /// Takes an address apart. The host says the network: what is neither X nor Bluesky is an
    /// instance of Mastodon or of what speaks its protocol, if the path is one of theirs.
    pub fn read(address: &str) -> Option<Self> {
        let mut url = Url::parse(address).ok()?;
        let web = matches!(url.scheme(), "http" | "https")
            && url.username().is_empty()
            && url.password().is_none();
        if !web {
            return None;
        }
        url.set_query(None);
        url.set_fragment(None);
        let host = url.host_str()?;
        let host = url
            .port()
            .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        let site = format!("{}://{host}", url.scheme());
        let of = |source, id: &str, handle: Option<String>, account: &str| {
            is_id(id).then(|| Self {
                source,
                id: id.to_owned(),
                handle,
                site: site.clone(),
                host: host.clone(),
                address: url.as_str().trim_end_matches('/').to_owned(),
                account: account.to_owned(),
            })
        };
        if let Some((handle, id)) = x::post_at(url.as_str()) {
            let handle = Some(handle).filter(|handle| x::is_handle(handle));
            return of(Source::X, &id, handle, "");
        }
        if matches!(host.as_str(), "bsky.app" | "www.bsky.app") {
            let post = AtUri::of_page(url.as_str())?;
            let account = post.authority;
            let handle = is_domain(account).then(|| account.to_owned());
            let known = handle.is_some() || post.did().is_some();
            return known.then(|| of(Source::Bluesky, post.rkey, handle, account))?;
        }
        if matches!(
            host.trim_start_matches("www.")
                .trim_start_matches("mobile."),
            "x.com" | "twitter.com"
        ) {
            return None;
        }
        let parts: Vec<&str> = url
            .path_segments()?
            .filter(|part| !part.is_empty())
            .collect();
        let (name, id) = match parts.as_slice() {
            [name, id] if name.starts_with('@') => (name.get(1..), *id),
            ["users", name, "statuses", id] | ["p", name, id] => (Some(*name), *id),
            ["notice" | "objects" | "notes", id] => (None, *id),
            _ => return None,
        };
        let handle = name.map(|name| on_instance(name, &host));
        if handle.as_ref().is_some_and(Option::is_none) {
            return None;
        }
        of(Source::Mastodon, id, handle.flatten(), "")
    }

    /// How its network writes accounts and links.
    pub fn grammar(&self) -> Grammar {
        match self.source {
            Source::X => Grammar::X,
            Source::Bluesky => Grammar::Bluesky,
            Source::Mastodon => Grammar::Mastodon,
        }
    }

    /// A handle of the network as the model writes it, if it is one.
    pub fn handle_of(&self, written: &str) -> Option<String> {
        let name = written.trim().trim_start_matches('@');
        match self.source {
            Source::X => x::is_handle(name).then(|| name.to_owned()),
            Source::Bluesky => is_domain(name).then(|| name.to_owned()),
            Source::Mastodon => on_instance(name, &self.host),
        }
    }

    /// The DID in the address, if it has one.
    pub fn did(&self) -> Option<&str> {
        Some(self.account.as_str()).filter(|account| account.starts_with("did:"))
    }

    /// The record's own address, where the page's says enough.
    pub fn uri(&self) -> Option<String> {
        let did = self.did()?;
        let uri = AtUri {
            authority: did,
            collection: address::POSTS,
            rkey: &self.id,
        };
        Some(uri.text())
    }

    /// The permalink, as the network writes it today.
    pub fn address(&self, handle: &str) -> String {
        match self.source {
            Source::X => x::post_url(handle, &self.id),
            Source::Bluesky => address::permalink(&self.account, &self.id),
            Source::Mastodon => self.address.clone(),
        }
    }

    /// The page of an account, its handle being one of [`handle_of`](Self::handle_of).
    pub fn profile(&self, handle: &str) -> String {
        match self.source {
            Source::X => x::profile_url(handle),
            Source::Bluesky => address::profile(handle),
            Source::Mastodon => {
                // An instance leads from its own page of a remote account to that account.
                let local = handle
                    .split_once('@')
                    .filter(|(_, host)| *host == self.host)
                    .map_or(handle, |(name, _)| name);
                below(&self.site, &[&format!("@{local}")])
            }
        }
    }

    /// The page of a hashtag.
    pub fn hashtag(&self, tag: &str) -> String {
        match self.source {
            Source::X => x::hashtag_url(tag),
            Source::Bluesky => below("https://bsky.app/hashtag", &[tag]),
            Source::Mastodon => below(&self.site, &["tags", tag]),
        }
    }
}

/// An id of any of the networks. It names files.
fn is_id(word: &str) -> bool {
    (1..=64).contains(&word.len())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// `name@host`, the host being the instance's own where none is written.
fn on_instance(written: &str, host: &str) -> Option<String> {
    let (name, host) = written.split_once('@').unwrap_or((written, host));
    let named = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
    let bare = host.split_once(':').map_or(host, |(bare, _)| bare);
    (named && is_domain(bare)).then(|| format!("{name}@{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Option<(Source, String, Option<String>)> {
        Permalink::read(address).map(|found| (found.source, found.id, found.handle))
    }

    #[test]
    fn the_host_says_the_network() {
        let some =
            |source, id: &str, handle: &str| Some((source, id.to_owned(), Some(handle.to_owned())));
        for (address, expected) in [
            (
                "https://twitter.com/camille_demo/status/1212?s=20",
                some(Source::X, "1212", "camille_demo"),
            ),
            (
                "https://bsky.app/profile/camille.example.com/post/3kdemo",
                some(Source::Bluesky, "3kdemo", "camille.example.com"),
            ),
            (
                "https://social.example/@camille_demo/1099",
                some(Source::Mastodon, "1099", "camille_demo@social.example"),
            ),
            (
                "https://social.example/@camille@autre.example/1099",
                some(Source::Mastodon, "1099", "camille@autre.example"),
            ),
            (
                "https://social.example/notice/AbC-1",
                Some((Source::Mastodon, "AbC-1".into(), None)),
            ),
        ] {
            assert_eq!(read(address), expected, "{address}");
        }
    }

    #[test]
    fn what_is_no_address_of_a_post_is_refused() {
        for address in [
            "x.com/camille_demo/status/1212",
            "https://x.com/camille_demo",
            "https://x.com/camille_demo/1212",
            "https://x.com.exemple.example/a/status/1212",
            "https://bsky.app/profile/camille/post/3kdemo",
            "https://social.example/@camille/../../etc",
            "https://social.example/@camille/a.b",
            "https://moi:secret@social.example/@camille/1099",
            "https://exemple.example/un/article",
            "javascript:alert(1)",
            "ftp://social.example/@camille/1099",
        ] {
            assert_eq!(read(address), None, "{address}");
        }
    }

    #[test]
    fn pages_are_found_on_the_network_of_the_post() {
        let Some(mastodon) = Permalink::read("https://social.example:8443/@ana/1099") else {
            unreachable!("an address of Mastodon");
        };
        assert_eq!(mastodon.handle.as_deref(), Some("ana@social.example:8443"));
        assert_eq!(
            mastodon.profile("ana@social.example:8443"),
            "https://social.example:8443/@ana"
        );
        assert_eq!(
            mastodon.profile("zoe@autre.example"),
            "https://social.example:8443/@zoe@autre.example"
        );
        assert_eq!(
            mastodon.hashtag("été"),
            "https://social.example:8443/tags/%C3%A9t%C3%A9"
        );
    }
}
