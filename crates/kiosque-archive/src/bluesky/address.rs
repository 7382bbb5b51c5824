//! Addresses of records and the pages that show them.

use serde_json::Value;
use url::Url;

use crate::draft::is_id;
use crate::json::Part;
use crate::link::below;

/// The collection of posts, which is also the type of its records.
pub(crate) const POSTS: &str = "app.bsky.feed.post";

/// What stands for the handle of an account whose handle no longer leads to it.
const INVALID: &str = "handle.invalid";

/// `at://AUTHORITY/COLLECTION/RKEY` (AT Protocol, "AT URI scheme").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AtUri<'a> {
    /// The account's DID, or its handle.
    pub authority: &'a str,
    /// The kind of record.
    pub collection: &'a str,
    /// The record's key in the collection.
    pub rkey: &'a str,
}

impl<'a> AtUri<'a> {
    pub fn read(uri: &'a str) -> Option<Self> {
        let mut parts = uri.strip_prefix("at://")?.split('/');
        let (authority, collection, rkey) = (parts.next()?, parts.next()?, parts.next()?);
        let plain = |part: &str, marks: &str| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|letter| letter.is_ascii_alphanumeric() || marks.contains(letter))
        };
        (parts.next().is_none()
            && plain(authority, ".:_-%")
            && plain(collection, ".-")
            && is_id(rkey))
        .then_some(Self {
            authority,
            collection,
            rkey,
        })
    }

    /// The address that a view says.
    pub fn of(view: &'a Value) -> Option<Self> {
        view.text(&["uri"]).and_then(Self::read)
    }

    /// The post of a page `…/profile/ACCOUNT/post/RKEY`, whichever site shows it.
    pub fn of_page(page: &'a str) -> Option<Self> {
        let path = page.split(['?', '#']).next()?;
        let (_, path) = path.split_once("/profile/")?;
        let mut parts = path.trim_end_matches('/').split('/');
        let (authority, post, rkey) = (parts.next()?, parts.next()?, parts.next()?);
        (post == "post" && parts.next().is_none() && !authority.is_empty() && is_id(rkey))
            .then_some(Self {
                authority,
                collection: POSTS,
                rkey,
            })
    }

    /// The account's DID, where the address says it.
    pub fn did(&self) -> Option<&'a str> {
        self.authority.starts_with("did:").then_some(self.authority)
    }

    /// The address in full.
    pub fn text(&self) -> String {
        format!("at://{}/{}/{}", self.authority, self.collection, self.rkey)
    }

    /// The page that shows the post; none of another record.
    pub fn page(&self) -> Option<String> {
        (self.collection == POSTS).then(|| permalink(self.authority, self.rkey))
    }
}

/// The page of a post.
pub(crate) fn permalink(account: &str, rkey: &str) -> String {
    below("https://bsky.app/profile", &[account, "post", rkey])
}

/// The page of an account.
pub(crate) fn profile(account: &str) -> String {
    below("https://bsky.app/profile", &[account])
}

/// The handle, where it leads to its account.
pub(super) fn handle(author: &Value) -> Option<&str> {
    author.text(&["handle"]).filter(|handle| *handle != INVALID)
}

/// A picture of a repository as the network's media host serves it.
pub(super) fn picture(place: &str, did: &str, blob: &Value) -> Option<String> {
    let cid = blob
        .text(&["ref", "$link"])
        .or_else(|| blob.text(&["cid"]))?;
    let url = below(
        "https://cdn.bsky.app/img",
        &[place, "plain", did, &format!("{cid}@jpeg")],
    );
    Url::parse(&url).is_ok().then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart_or_refused() {
        let uri = AtUri::read("at://did:plc:camille/app.bsky.feed.post/3kdemo");
        assert_eq!(uri.map(|uri| uri.rkey), Some("3kdemo"));
        assert_eq!(uri.and_then(|uri| uri.did()), Some("did:plc:camille"));
        for bad in [
            "https://bsky.app/profile/a/post/b",
            "at://a/b",
            "at://a/b/c/d",
            "at:///b/c",
            "at://a/b/c?d",
            "at://a/b/\"><script>",
        ] {
            assert_eq!(AtUri::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_page_names_its_post() {
        let page = "https://bsky.app/profile/camille.exemple.example/post/3kdemo?ref_src=embed";
        let uri = AtUri::of_page(page);
        assert_eq!(
            uri.and_then(|uri| uri.page()).as_deref(),
            Some("https://bsky.app/profile/camille.exemple.example/post/3kdemo")
        );
        assert_eq!(AtUri::of_page("https://bsky.app/profile/camille"), None);
        let feed = AtUri::read("at://did:plc:camille/app.bsky.feed.generator/3kdemo");
        assert_eq!(feed.and_then(|uri| uri.page()), None);
    }
}
