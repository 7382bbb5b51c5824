//! `_headers` and `_redirects`, as Netlify and Cloudflare Pages read them.
//!
//! Both join the values of a header that several rules give, so each header of a path comes from
//! one rule. `Cache-Control` of what has no hash in its name is left to them: both say
//! `public, max-age=0, must-revalidate` and renew their own copies when the site is published.

use kiosque_catalogue::editor::hosting_words;

use super::security::{ContentSecurity, HTTPS_ONLY, security_headers};
use super::{remark, rules};
use crate::edition::Edition;

/// The redirects that Cloudflare Pages reads; it may refuse a whole site for one line more.
const MOST: usize = 2000;
/// Bytes of a line that it reads.
const LONGEST: usize = 1000;

pub(super) fn headers(edition: &Edition, policy: &ContentSecurity) -> String {
    let words = hosting_words(edition.site.language);
    let mut text = remark("", words.headers);
    text.push_str("\n/*\n");
    let (name, value) = HTTPS_ONLY;
    for (name, value) in security_headers(policy)
        .into_iter()
        .chain([(name, value.to_owned())])
    {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    for pattern in rules::HASHED_PATTERNS {
        text.push_str(&format!(
            "\n{pattern}\n  Cache-Control: {}\n",
            rules::ONE_YEAR
        ));
    }
    for (name, kind) in rules::FEEDS {
        text.push_str(&format!(
            "\n/*{name}\n  Content-Type: {kind}; charset=utf-8\n"
        ));
    }
    text
}

pub(super) fn redirects(edition: &Edition) -> String {
    let words = hosting_words(edition.site.language);
    let lines: Vec<String> = edition
        .redirects
        .iter()
        .map(|redirect| format!("{} {} 301", redirect.from.url(), redirect.to))
        // A colon or a star in an old address would be taken for a pattern.
        .zip(&edition.redirects)
        .filter(|(line, redirect)| {
            line.len() <= LONGEST && !redirect.from.path().contains([':', '*'])
        })
        .map(|(line, _)| line)
        .take(MOST)
        .collect();
    let left = edition.redirects.len() - lines.len();
    let mut text = remark("", &(words.redirects)(left));
    text.push('\n');
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
    text
}
