//! Accounts.

use super::domain::{Letters, domain_end};
use super::{Entity, EntityKind, Grammar, Reading, is_accented};

/// X gives 15 characters; accounts of its first years have up to 20.
const LONGEST_NAME: usize = 20;
/// X's limit for the name of a list.
const LONGEST_LIST: usize = 25;

/// The accounts named in a text, in order.
pub(super) fn mentions(text: &str, grammar: Grammar) -> Vec<Entity<'_>> {
    let reading = Reading(text);
    let mut found = Vec::new();
    let mut reached = 0;
    for (start, mark) in text.match_indices(['@', '＠']) {
        if start < reached {
            continue;
        }
        let name = start + mark.len();
        let mention = match grammar {
            Grammar::X => on_x(reading, start, name),
            Grammar::Bluesky => on_bluesky(reading, start, name),
            Grammar::Mastodon => on_mastodon(reading, start, name),
        };
        if let Some(mention) = mention {
            reached = mention.end;
            found.push(mention);
        }
    }
    found
}

fn is_of_name(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || sign == '_'
}

fn on_x(text: Reading<'_>, start: usize, name: usize) -> Option<Entity<'_>> {
    let free = text.before(start).is_none_or(|sign| {
        !is_of_name(sign) && !matches!(sign, '!' | '@' | '＠' | '#' | '＃' | '$' | '%' | '&' | '*')
    });
    if !free && !behind_retweet(text, start) {
        return None;
    }
    let end = text.run(name, is_of_name);
    let rest = text.rest(end);
    let mail = rest.starts_with(['@', '＠']) || rest.starts_with(is_accented);
    if !(1..=LONGEST_NAME).contains(&(end - name)) || mail || rest.starts_with("://") {
        return None;
    }
    let list = list_end(text, end);
    Some(Entity {
        start,
        end: list,
        kind: EntityKind::Mention {
            handle: text.between(name, end),
            list: text.between(end, list),
        },
    })
}

/// Whether `RT` stands right before: the mark of a repost by hand.
fn behind_retweet(text: Reading<'_>, start: usize) -> bool {
    let front = text.between(0, start);
    let mark = front.len().saturating_sub(2);
    text.between(mark, front.len()).eq_ignore_ascii_case("rt")
        && text
            .before(mark)
            .is_none_or(|sign| !is_of_name(sign) && !matches!(sign, '+' | '~' | '.' | '-'))
}

/// The byte after `/list`, or the one given.
fn list_end(text: Reading<'_>, at: usize) -> usize {
    let name = at + 1;
    let begins =
        text.at(at) == Some('/') && text.at(name).is_some_and(|sign| sign.is_ascii_alphabetic());
    if !begins {
        return at;
    }
    let end = text.run(name, |sign| is_of_name(sign) || sign == '-');
    if end - name <= LONGEST_LIST { end } else { at }
}

/// A handle is a domain name (AT Protocol, “Handle”).
fn on_bluesky(text: Reading<'_>, start: usize, name: usize) -> Option<Entity<'_>> {
    if text
        .before(start)
        .is_some_and(|sign| !sign.is_whitespace() && !"([{«“\"'’".contains(sign))
    {
        return None;
    }
    let end = domain_end(text, name, Letters::Ascii)?;
    let handle = text.between(name, end);
    (!handle.contains('_')).then_some(Entity {
        start,
        end,
        kind: EntityKind::Mention { handle, list: "" },
    })
}

/// The short form, `@name`, does not say on which instance: only the long one leads anywhere.
fn on_mastodon(text: Reading<'_>, start: usize, name: usize) -> Option<Entity<'_>> {
    if text
        .before(start)
        .is_some_and(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '/' | '@' | '＠' | '='))
    {
        return None;
    }
    let local = text.run(name, |sign| is_of_name(sign) || matches!(sign, '.' | '-'));
    let bounded =
        text.at(name).is_some_and(is_of_name) && text.before(local).is_some_and(is_of_name);
    if !bounded || text.at(local) != Some('@') {
        return None;
    }
    let end = domain_end(text, local + 1, Letters::Ascii)?;
    Some(Entity {
        start,
        end,
        kind: EntityKind::Mention {
            handle: text.between(name, end),
            list: "",
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, grammar: Grammar) -> Vec<&str> {
        mentions(text, grammar)
            .iter()
            .map(|mention| &text[mention.start..mention.end])
            .collect()
    }

    #[test]
    fn names_longer_than_any_account_stay_text() {
        let name = "a".repeat(21);
        assert_eq!(found(&format!("@{name}"), Grammar::X), [""; 0]);
        assert_eq!(
            found(&format!("@{}", &name[1..]), Grammar::X),
            [format!("@{}", &name[1..])]
        );
    }

    #[test]
    fn a_sentence_may_end_with_an_account() {
        assert_eq!(
            found("Merci (@ana.example.com).", Grammar::Bluesky),
            ["@ana.example.com"]
        );
        assert_eq!(
            found("Merci @ana.b@social.example.com…", Grammar::Mastodon),
            ["@ana.b@social.example.com"]
        );
    }

    #[test]
    fn mail_is_no_account() {
        assert_eq!(found("ana@example.com", Grammar::Bluesky), [""; 0]);
        assert_eq!(found("ana@example.com", Grammar::Mastodon), [""; 0]);
        assert_eq!(found("ana@example.com", Grammar::X), [""; 0]);
    }
}
