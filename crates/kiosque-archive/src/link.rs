//! What a link shows, so that a reader sees where it leads.

use kiosque_model::post::{SpanKind, web_link};
use url::Url;

/// The link from some words to an address; none where no page may link to it.
pub(crate) fn link(words: &str, address: &str) -> Option<SpanKind> {
    let (href, host) = target(address)?;
    Some(SpanKind::Link {
        display: display(words, &host),
        href,
        tco: None,
    })
}

/// A web address that can be read, and its host without `www.`.
pub(crate) fn target(address: &str) -> Option<(String, String)> {
    let address = web_link(address.trim())?;
    let url = Url::parse(address).ok()?;
    let host = bare(url.host_str()?).to_owned();
    let clean = !address.contains(|letter: char| letter.is_control() || letter.is_whitespace());
    let href = if clean {
        address.to_owned()
    } else {
        url.to_string()
    };
    Some((href, host))
}

/// The address below a base, each segment escaped.
pub(crate) fn below(base: &str, segments: &[&str]) -> String {
    let Ok(mut url) = Url::parse(base) else {
        return base.to_owned();
    };
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    url.to_string()
}

/// The words, and the host after them where they do not begin with it. Writers may put a link
/// under any words, another address among them.
fn display(words: &str, host: &str) -> String {
    let words: String = words
        .chars()
        .filter(|letter| !reorders(*letter))
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    let words = words.trim();
    if words.is_empty() {
        host.to_owned()
    } else if names(words, host) {
        words.to_owned()
    } else {
        format!("{words} ({host})")
    }
}

/// Marks that let words read in another order than they are written (Unicode Standard Annex 9),
/// or that are not seen at all.
fn reorders(letter: char) -> bool {
    matches!(
        letter,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

/// Whether words begin with this host, as an address does.
fn names(words: &str, host: &str) -> bool {
    let Some(word) = words.split_whitespace().next() else {
        return false;
    };
    let address = ["https://", "http://"]
        .into_iter()
        .find(|scheme| {
            word.get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        })
        .and_then(|scheme| word.get(scheme.len()..))
        .unwrap_or(word);
    let authority = address.split(['/', '?', '#', '\\']).next().unwrap_or("");
    let authority = authority.trim_end_matches(['…', '.', ',', ':', ';', ')']);
    if authority.is_empty() || authority.contains('@') {
        return false;
    }
    Url::parse(&format!("https://{authority}"))
        .ok()
        .and_then(|url| url.host_str().map(|named| bare(named) == host))
        .unwrap_or(false)
}

fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(words: &str, address: &str) -> Option<String> {
        match link(words, address)? {
            SpanKind::Link { display, .. } => Some(display),
            _ => None,
        }
    }

    #[test]
    fn an_honest_label_stays_as_it_is() {
        for (words, address) in [
            (
                "exemple.example/un/deux...",
                "https://www.exemple.example/un/deux/trois",
            ),
            ("https://EXEMPLE.example", "http://exemple.example/"),
            ("exemple.example/é…", "https://exemple.example/%C3%A9/x"),
            ("été.example", "https://xn--t-9fab.example/"),
            ("exemple.example", "https://exemple.example:8443/x"),
        ] {
            assert_eq!(shown(words, address).as_deref(), Some(words), "{words}");
        }
    }

    #[test]
    fn a_label_that_hides_its_target_is_followed_by_it() {
        for (words, shown_words) in [
            ("ici", "ici (piege.example)"),
            (
                "banque.example/compte",
                "banque.example/compte (piege.example)",
            ),
            (
                "https://banque.example@piege.example",
                "https://banque.example@piege.example (piege.example)",
            ),
            (
                "piege.example.banque.example",
                "piege.example.banque.example (piege.example)",
            ),
            ("pieg…", "pieg… (piege.example)"),
            ("\u{202e}elpmaxe.euqnab", "elpmaxe.euqnab (piege.example)"),
            (" ", "piege.example"),
        ] {
            let shown = shown(words, "https://u@piege.example/x");
            assert_eq!(shown.as_deref(), Some(shown_words));
        }
    }

    #[test]
    fn what_is_no_web_address_is_no_link() {
        for bad in [
            "javascript:alert(1)",
            " JaVaScRiPt://exemple.example/%0aalert(1)",
            "data:text/html,x",
            "https://",
            "https://[",
            "//exemple.example",
            "",
        ] {
            assert_eq!(link("x", bad), None, "{bad}");
        }
        let broken = target("https://exemple.example/a\nb");
        assert_eq!(
            broken.map(|(href, _)| href).as_deref(),
            Some("https://exemple.example/ab")
        );
    }

    #[test]
    fn segments_are_escaped() {
        assert_eq!(
            below("https://bsky.app/hashtag", &["Noël/../?#%"]),
            "https://bsky.app/hashtag/No%C3%ABl%2F..%2F%3F%23%25"
        );
    }
}
