//! Links: what they show and where they lead.

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

/// Whether a word is a domain name, as Bluesky's handles are.
pub(crate) fn is_domain(word: &str) -> bool {
    word.len() <= 253
        && word.contains('.')
        && word.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
}

/// The words as they read; the host where there are none. Writers may put a link under any words,
/// another address among them: whoever shows the link shows its host beside such words
/// ([`hidden_host`](kiosque_model::post::hidden_host)), which these marks could turn round.
fn display(words: &str, host: &str) -> String {
    let words: String = words
        .chars()
        .filter(|letter| !reorders(*letter))
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    let words = words.trim();
    if words.is_empty() { host } else { words }.to_owned()
}

/// Marks that let words read in another order than they are written (Unicode Standard Annex 9),
/// or that are not seen at all.
fn reorders(letter: char) -> bool {
    matches!(
        letter,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
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
    fn words_read_in_the_order_in_which_they_are_written() {
        for (words, shown_words) in [
            ("exemple.example/un/deux...", "exemple.example/un/deux..."),
            ("\u{202e}elpmaxe.euqnab\u{202c}", "elpmaxe.euqnab"),
            (" مرحبا\u{200f} 👩‍🚀 ", "مرحبا 👩‍🚀"),
            ("un\ndeux", "un deux"),
            ("\u{200b} ", "piege.example"),
        ] {
            let shown = shown(words, "https://u@www.piege.example/x");
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
