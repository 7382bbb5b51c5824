//! What posts repeat of withdrawn ones, taken out of them.

use kiosque_model::Post;
use kiosque_model::post::{Quote, UnavailableReason};

/// Takes out of a post, and of the post it quotes, what shows withdrawn ones or leads to them. Says
/// whether there was any of that.
///
/// `is_withdrawn` knows ids, `leads_there` addresses.
pub(super) fn silence(
    post: &mut Post,
    is_withdrawn: &dyn Fn(&str) -> bool,
    leads_there: &dyn Fn(&str) -> bool,
) -> bool {
    let mut silenced = match &post.quote {
        Some(Quote::Post(quoted)) => is_withdrawn(&quoted.id),
        Some(Quote::Unavailable { url: Some(url), .. }) => leads_there(url),
        _ => false,
    };
    if silenced {
        post.quote = Some(removed_quote());
    }
    if let Some(Quote::Post(quoted)) = &mut post.quote {
        silenced |= silence(quoted, is_withdrawn, leads_there);
    }
    if let Some(reply) = &mut post.reply_to {
        let answers = reply.id.as_deref().is_some_and(is_withdrawn)
            || reply.url.as_deref().is_some_and(leads_there);
        if answers {
            silenced |= reply.url.take().is_some();
        }
    }
    silenced
}

/// What is said in the place of a quoted post that was withdrawn.
pub(super) const fn removed_quote() -> Quote {
    Quote::Unavailable {
        reason: UnavailableReason::RemovedByUs,
        url: None,
    }
}

/// Whether an address is that of a post, whichever way the network spells it.
pub(super) fn leads_to(url: &str, id: &str) -> bool {
    !id.is_empty() && url.split(['/', '?', '#']).any(|part| part == id)
}

/// Whether a text names an id, and not only a longer one.
pub(super) fn mentions(text: &str, id: &str) -> bool {
    let part_of_id = |c: char| c.is_ascii_alphanumeric();
    !id.is_empty()
        && text.match_indices(id).any(|(at, found)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text
                .get(at + found.len()..)
                .and_then(|text| text.chars().next());
            !before.is_some_and(part_of_id) && !after.is_some_and(part_of_id)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_not_found_in_a_longer_one() {
        assert!(mentions("{\"id_str\":\"12\"}", "12"));
        assert!(mentions("at://did/app.bsky.feed.post/3kabc", "3kabc"));
        assert!(!mentions("{\"id_str\":\"123\"}", "12"));
        assert!(!mentions("é12é312", "3"));
        assert!(!mentions("anything", ""));
    }

    #[test]
    fn an_address_leads_to_one_post() {
        for url in [
            "https://x.com/camille_demo/status/12",
            "https://x.com/camille_demo/status/12/photo/1",
            "https://twitter.com/i/web/status/12?s=20#m",
        ] {
            assert!(leads_to(url, "12"), "{url}");
        }
        for url in ["https://x.com/camille_12/status/123", "https://x.com/", ""] {
            assert!(!leads_to(url, "12"), "{url}");
        }
        assert!(!leads_to("https://x.com/", ""));
    }
}
