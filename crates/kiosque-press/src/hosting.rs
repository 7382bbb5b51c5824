//! What web servers and hosts need to know: headers, caching, types, redirects.
//!
//! One set of rules, told in the words of each: `_headers` and `_redirects` for Netlify and
//! Cloudflare Pages, `.hosting/nginx.conf`, `.hosting/Caddyfile`, and a page printed at each old
//! address for hosts that know no redirects. See `docs/contracts/hosting.md`.

mod caddy;
mod moved;
mod nginx;
mod rules;
mod security;
mod static_hosts;

use crate::edition::Edition;
use crate::site_file::SiteFile;

pub use rules::{HASHED_NAMES, NO_CACHE, ONE_YEAR, is_hashed};
pub use security::{ContentSecurity, Security, security_headers};
pub(crate) use security::{is_here, origin_of, read};

/// The files for web servers, and the pages at old addresses.
///
/// Hosts read `_headers`, `_redirects` and `.nojekyll` as they are: compressed copies of them and
/// of what is below `.hosting/` are of no use.
pub fn files<'a>(edition: &Edition, policy: &ContentSecurity) -> Vec<SiteFile<'a>> {
    let mut files = vec![
        SiteFile::ready("_headers", static_hosts::headers(edition, policy)),
        SiteFile::ready(".hosting/nginx.conf", nginx::configuration(edition, policy)),
        SiteFile::ready(".hosting/Caddyfile", caddy::configuration(edition, policy)),
        // Without it GitHub Pages would leave out names that begin with `_` or `.`.
        SiteFile::ready(".nojekyll", Vec::new()),
    ];
    if !edition.redirects.is_empty() {
        files.push(SiteFile::ready(
            "_redirects",
            static_hosts::redirects(edition),
        ));
    }
    let moved = edition.redirects.iter().map(|redirect| {
        let html = moved::page(edition, redirect);
        SiteFile::ready(redirect.from.file(), html)
    });
    files.extend(moved);
    files
}

/// Lines as remarks of a configuration.
fn remark(indent: &str, text: &str) -> String {
    let line = |line: &str| {
        if line.is_empty() {
            format!("{indent}#\n")
        } else {
            format!("{indent}# {line}\n")
        }
    };
    text.lines().map(line).collect()
}

#[cfg(test)]
mod tests;
