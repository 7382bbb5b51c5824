//! Links, accounts, hashtags and stock symbols in a text that nobody marked: posts copied by hand.
//!
//! Networks say where these stand; a person who copies a post does not. The rules are the ones that
//! X's conformance suite shows (`fixtures/twitter-text`), which each network's own follow closely;
//! accounts are written differently on each ([`Grammar`]). Where a text leaves a doubt, it stays
//! text: a missing link is a lesser fault than a wrong one.

mod account;
mod domain;
mod hashtag;
mod symbol;
mod url;

/// Whose way of writing accounts and links a text follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Grammar {
    /// `@name`, `@name/list`, `$SYM`; links also without a scheme.
    X,
    /// `@name.example.com`; links also without a scheme.
    Bluesky,
    /// `@name@example.com`; links with a scheme alone.
    Mastodon,
}

/// Something found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entity<'t> {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What it is.
    pub kind: EntityKind<'t>,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntityKind<'t> {
    /// An address, with or without its scheme.
    Url {
        /// As it is written.
        url: &'t str,
        /// Whether `http://` or `https://` is written.
        scheme: bool,
    },
    /// A hashtag.
    Hashtag {
        /// Without `#`.
        tag: &'t str,
    },
    /// An account, or a list of an account.
    Mention {
        /// Without the first `@`.
        handle: &'t str,
        /// `/name` of a list of X, empty where an account alone is named.
        list: &'t str,
    },
    /// A stock symbol.
    Cashtag {
        /// Without `$`.
        symbol: &'t str,
    },
}

/// Everything that stands in a text, in order and disjoint. Addresses come first: what looks like a
/// tag or an account inside one is a part of it.
pub fn entities(text: &str, grammar: Grammar) -> Vec<Entity<'_>> {
    let mut found = url::urls(text, grammar != Grammar::Mastodon);
    let mut others = hashtag::hashtags(text);
    others.extend(account::mentions(text, grammar));
    if grammar == Grammar::X {
        others.extend(symbol::cashtags(text));
    }
    others.retain(|other| {
        let after = found.partition_point(|url| url.end <= other.start);
        found.get(after).is_none_or(|url| other.end <= url.start)
    });
    found.append(&mut others);
    found.sort_by_key(|entity| (entity.start, std::cmp::Reverse(entity.end)));
    let mut reached = 0;
    found.retain(|entity| {
        let apart = reached <= entity.start;
        if apart {
            reached = entity.end;
        }
        apart
    });
    found
}

/// The account that a text answers: the one it begins with.
pub fn answered(text: &str, grammar: Grammar) -> Option<&str> {
    entities(text, grammar)
        .into_iter()
        .find_map(|entity| match entity.kind {
            EntityKind::Mention { handle, .. } => Some((entity.start, handle)),
            _ => None,
        })
        .filter(|(start, _)| text.get(..*start).is_some_and(|it| it.trim().is_empty()))
        .map(|(_, handle)| handle)
}

/// A text read character by character, with what stands on both sides of a place.
#[derive(Debug, Clone, Copy)]
struct Reading<'t>(&'t str);

impl<'t> Reading<'t> {
    /// The character before a byte.
    fn before(self, at: usize) -> Option<char> {
        self.0.get(..at)?.chars().next_back()
    }

    /// The character at a byte.
    fn at(self, at: usize) -> Option<char> {
        self.0.get(at..)?.chars().next()
    }

    /// What follows a byte; nothing where that is no boundary.
    fn rest(self, at: usize) -> &'t str {
        self.0.get(at..).unwrap_or_default()
    }

    /// What stands between two bytes; nothing where they are no boundaries.
    fn between(self, start: usize, end: usize) -> &'t str {
        self.0.get(start..end).unwrap_or_default()
    }

    /// The byte after the characters of a kind that follow one another from a byte on.
    fn run(self, from: usize, is: impl Fn(char) -> bool) -> usize {
        let rest = self.rest(from);
        from + rest.find(|sign: char| !is(sign)).unwrap_or(rest.len())
    }
}

/// A letter of the Latin alphabet beyond ASCII, as European languages use them.
fn is_accented(sign: char) -> bool {
    matches!(sign, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && sign.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, grammar: Grammar) -> Vec<&str> {
        entities(text, grammar)
            .iter()
            .map(|entity| &text[entity.start..entity.end])
            .collect()
    }

    #[test]
    fn a_french_post_with_everything_in_it() {
        let text = "🚀 Été à #Aix-en-Provence avec @camille_demo : https://exemple.com/a_(b)?c=d\u{202f}! $ABC";
        assert_eq!(
            words(text, Grammar::X),
            [
                "#Aix",
                "@camille_demo",
                "https://exemple.com/a_(b)?c=d",
                "$ABC"
            ]
        );
    }

    #[test]
    fn what_stands_in_an_address_is_a_part_of_it() {
        let text = "https://exemple.com/@camille_demo#tag et https://exemple.com/#un";
        assert_eq!(
            words(text, Grammar::X),
            [
                "https://exemple.com/@camille_demo#tag",
                "https://exemple.com/#un"
            ]
        );
    }

    #[test]
    fn each_network_writes_accounts_in_its_way() {
        let text = "@ana @ana.example.com @ana@example.com";
        assert_eq!(words(text, Grammar::X), ["@ana", "@ana"]);
        assert_eq!(words(text, Grammar::Bluesky), ["@ana.example.com"]);
        assert_eq!(words(text, Grammar::Mastodon), ["@ana@example.com"]);
    }

    #[test]
    fn a_bare_domain_is_no_link_on_mastodon() {
        let text = "exemple.com et http://exemple.com";
        assert_eq!(words(text, Grammar::Mastodon), ["http://exemple.com"]);
        assert_eq!(
            words(text, Grammar::Bluesky),
            ["exemple.com", "http://exemple.com"]
        );
    }

    #[test]
    fn an_answer_begins_with_the_account() {
        assert_eq!(answered("\n@ana oui", Grammar::X), Some("ana"));
        assert_eq!(answered(".@ana oui", Grammar::X), None);
    }

    #[test]
    fn long_texts_are_read_in_reasonable_time() {
        for unit in [
            "a.",
            "é.",
            "http://",
            "((((",
            "http://a.com/(",
            "@a",
            "#",
            "xn--.",
            "漢.",
        ] {
            let text = unit.repeat(10_000);
            // Seconds on a busy machine; minutes for what takes the square of the length.
            let begun = std::time::Instant::now();
            for grammar in [Grammar::X, Grammar::Bluesky, Grammar::Mastodon] {
                entities(&text, grammar);
            }
            assert!(
                begun.elapsed().as_secs() < 60,
                "{unit}: {:?}",
                begun.elapsed()
            );
        }
    }
}
