//! Addresses.

use super::domain::{Letters, domain_end};
use super::{Entity, EntityKind, Reading, is_accented};

/// X's own redirects have a name of letters and digits, and no longer one.
const LONGEST_REDIRECT: usize = 40;
/// Bytes of a path with its query beyond which nobody wrote an address.
const LONGEST_PATH: usize = 4_000;
/// Brackets within brackets beyond which they are no part of an address.
const DEEPEST_BRACKETS: usize = 4;

/// The addresses in a text, in order; those without a scheme where they are wanted.
pub(super) fn urls(text: &str, bare: bool) -> Vec<Entity<'_>> {
    let text = Reading(text);
    let mut urls = Vec::new();
    let mut at = 0;
    while let Some(sign) = text.at(at) {
        let next = at + sign.len_utf8();
        let (url, otherwise) = if scheme_end(text, at).is_some() {
            (with_scheme(text, at), next)
        } else if bare && Letters::Latin.has(sign) {
            // A name in running text begins where the run of its letters does, or not at all.
            let run = text.run(at, |sign| sign == '.' || Letters::Latin.has(sign));
            let scheme = (at..run).find(|&place| scheme_end(text, place).is_some());
            (without_scheme(text, at, run), scheme.unwrap_or(run))
        } else {
            (None, next)
        };
        at = url.map_or(otherwise, |url| url.end);
        urls.extend(url);
    }
    urls
}

fn scheme_end(text: Reading<'_>, at: usize) -> Option<usize> {
    ["https://", "http://"].into_iter().find_map(|scheme| {
        let end = at + scheme.len();
        text.between(at, end)
            .eq_ignore_ascii_case(scheme)
            .then_some(end)
    })
}

fn with_scheme(text: Reading<'_>, start: usize) -> Option<Entity<'_>> {
    if text.before(start).is_some_and(|sign| {
        sign.is_ascii_alphanumeric() || matches!(sign, '@' | '＠' | '$' | '#' | '＃')
    }) {
        return None;
    }
    let name = scheme_end(text, start)?;
    let end = domain_end(text, name, Letters::Any)?;
    whole(text, start, name, end)
}

/// `run` is the byte after the letters and dots that begin at `start`.
fn without_scheme(text: Reading<'_>, start: usize, run: usize) -> Option<Entity<'_>> {
    let before = text.before(start);
    let belongs = before.is_some_and(|sign| matches!(sign, '@' | '＠' | '$' | '#' | '＃' | '/'));
    // The name of somebody's mail.
    let mail = matches!(text.at(run), Some('@' | '＠'));
    if belongs || mail || text.at(start) == Some('.') {
        return None;
    }
    let end = domain_end(text, start, Letters::Latin)?;
    whole(text, start, start, end)
}

/// The address whose name stands between two bytes, with its port, path and query.
fn whole(text: Reading<'_>, start: usize, name: usize, name_end: usize) -> Option<Entity<'_>> {
    let mut end = name_end;
    if text.at(end) == Some(':') {
        let digits = text.run(end + 1, |sign| sign.is_ascii_digit());
        let credentials = text.at(digits) == Some('@');
        if credentials {
            return None;
        }
        if (end + 2..=end + 6).contains(&digits) {
            end = digits;
        }
    }
    if text.between(name, name_end).eq_ignore_ascii_case("t.co") {
        end = redirect_end(text, end)?;
    } else if matches!(text.at(end), Some('/' | '?')) {
        end = path_end(text, end)?;
    }
    Some(Entity {
        start,
        end,
        kind: EntityKind::Url {
            url: text.between(start, end),
            scheme: start != name,
        },
    })
}

/// Where a redirect of X ends: what people write right behind it is no part of its name.
fn redirect_end(text: Reading<'_>, at: usize) -> Option<usize> {
    if text.at(at) != Some('/') {
        return Some(at);
    }
    let end = text.run(at + 1, |sign| sign.is_ascii_alphanumeric());
    if end - at - 1 > LONGEST_REDIRECT {
        return None;
    }
    if text.at(end) == Some('?') {
        return path_end(text, end);
    }
    Some(end)
}

/// Where a path and a query end: before what closes a sentence, with the brackets that they open
/// themselves. Nothing where there is no end in sight.
fn path_end(text: Reading<'_>, start: usize) -> Option<usize> {
    let mut end = start;
    let mut open = 0_usize;
    let mut query = false;
    for (at, sign) in text.rest(start).char_indices() {
        match sign {
            _ if at > LONGEST_PATH => return None,
            '(' if open == DEEPEST_BRACKETS => break,
            '(' => open += 1,
            ')' if open == 0 => break,
            ')' => open -= 1,
            '?' => query = true,
            _ if !is_of_path(sign) => break,
            _ => {}
        }
        let closes = match sign {
            '(' | '?' => false,
            ')' => true,
            '&' => query,
            '=' | '_' | '#' | '/' | '+' | '-' => true,
            _ => sign.is_alphanumeric(),
        };
        if closes && open == 0 {
            end = start + at + sign.len_utf8();
        }
    }
    Some(end)
}

/// What stands in a path or a query. Letters are those of alphabets that are written in addresses
/// and put spaces between words; `–` is in the titles of encyclopaedias.
fn is_of_path(sign: char) -> bool {
    sign.is_ascii_alphanumeric()
        || is_accented(sign)
        || (matches!(sign, '\u{370}'..='\u{52f}') && sign.is_alphabetic())
        || "!*';:=+,.$/%#[]-–_~@|&".contains(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        urls(text, true)
            .iter()
            .map(|url| &text[url.start..url.end])
            .collect()
    }

    #[test]
    fn an_address_ends_before_what_closes_the_sentence() {
        for (text, url) in [
            ("(voir https://exemple.com/a).", "https://exemple.com/a"),
            ("https://exemple.com/a_(b)", "https://exemple.com/a_(b)"),
            ("https://exemple.com/a_(b", "https://exemple.com/a_"),
            (
                "« https://exemple.com/?q=été »",
                "https://exemple.com/?q=été",
            ),
            ("https://exemple.com/?", "https://exemple.com/"),
            ("https://exemple.com:8080/a:", "https://exemple.com:8080/a"),
        ] {
            assert_eq!(found(text), [url], "{text}");
        }
    }

    #[test]
    fn credentials_and_mail_are_no_addresses() {
        for text in [
            "https://exemple.com@example.org/",
            "https://exemple.com:80@example.org/",
            "ana.co@exemple.com",
            "ftp://exemple.com",
            "javascript://exemple.com",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_scheme_is_found_behind_other_letters() {
        assert_eq!(found("Été.http://exemple.com"), ["http://exemple.com"]);
        assert_eq!(found("HTTPS://Exemple.COM/A"), ["HTTPS://Exemple.COM/A"]);
    }
}
