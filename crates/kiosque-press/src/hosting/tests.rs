#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;

#[test]
fn a_pattern_and_the_rule_it_stands_for_agree() {
    let star = |pattern: &str, path: &str| match pattern.split_once('*') {
        Some((start, end)) => path
            .strip_prefix(start)
            .is_some_and(|rest| rest.ends_with(end)),
        None => pattern == path,
    };
    for (path, hashed) in [
        ("media/port.0a1b2c.svg", true),
        ("kiosque-app-5fda204c8ca80450.js", true),
        ("kiosque-app-5fda204c8ca80450_bg.wasm", true),
        ("pagefind/index/fr_12ab.pf_index", true),
        ("pagefind/fragment/fr_12ab.pf_fragment", true),
        ("pagefind/pagefind.fr_12ab.pf_meta", true),
        ("pagefind/pagefind.js", false),
        ("pagefind/pagefind-entry.json", false),
        ("index.html", false),
        ("page.json", false),
        ("guide/media/index.html", false),
        ("feed.xml", false),
        ("icon.svg", false),
    ] {
        assert_eq!(is_hashed(path), hashed, "{path}");
        let url = format!("/{path}");
        let patterns = rules::HASHED_PATTERNS;
        let by_pattern = patterns
            .iter()
            .filter(|pattern| star(pattern, &url))
            .count();
        assert_eq!(by_pattern, usize::from(hashed), "{path}: one rule or none");
    }
}

#[test]
fn remarks_have_their_sign_on_every_line() {
    assert_eq!(remark("  ", "a\n\nb"), "  # a\n  #\n  # b\n");
}
