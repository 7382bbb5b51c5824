//! A configuration for nginx, to be included in a `server` block.
//!
//! No location of it adds a header: one that did would drop the headers of the server block. What
//! differs between locations is in a variable instead.

use kiosque_catalogue::editor::hosting_words;

use super::security::{ContentSecurity, HTTPS_ONLY, security_headers};
use super::{remark, rules};
use crate::edition::Edition;

pub(super) fn configuration(edition: &Edition, policy: &ContentSecurity) -> String {
    let words = hosting_words(edition.site.language);
    let mut text = remark("", words.nginx);

    text.push_str(
        "\nabsolute_redirect off;\nerror_page 404 /404.html;\n\n\
         gzip_static on;\ngzip_vary on;\ngzip_proxied any;\n",
    );
    text.push_str(&remark("", words.brotli));
    text.push_str("# brotli_static on;\n\n");

    for (name, value) in security_headers(policy) {
        text.push_str(&format!("add_header {name} {} always;\n", quoted(&value)));
    }
    text.push_str(&remark("", words.https));
    let (name, value) = HTTPS_ONLY;
    text.push_str(&format!(
        "# add_header {name} {} always;\n\n",
        quoted(value)
    ));

    text.push_str(&remark("", words.cache));
    text.push_str(&format!(
        "set $kiosque_cache {};\n\
         if ($uri ~ {}) {{\n    set $kiosque_cache {};\n}}\n\
         add_header Cache-Control $kiosque_cache always;\n\n",
        quoted(rules::NO_CACHE),
        quoted(rules::HASHED_NAMES),
        quoted(rules::ONE_YEAR),
    ));

    text.push_str(&remark("", words.types));
    text.push_str("types {\n");
    for (kind, endings) in rules::TYPES {
        text.push_str(&format!("    {kind} {endings};\n"));
    }
    text.push_str(&format!(
        "}}\ndefault_type application/octet-stream;\ncharset utf-8;\ncharset_types {};\n\n",
        rules::CHARSET_TYPES.join(" ")
    ));
    for (name, kind) in rules::FEEDS {
        let name = name.replace('.', r"\.");
        text.push_str(&format!(
            "location ~ {} {{\n    types {{ }}\n    default_type {kind};\n}}\n",
            quoted(&format!("/{name}$"))
        ));
    }

    text.push('\n');
    text.push_str(&remark("", words.hidden));
    text.push_str(&format!(
        "location ~ {} {{\n    return 404;\n}}\nlocation = /404.html {{\n    internal;\n}}\n\n",
        quoted(rules::HIDDEN_NAMES)
    ));

    text.push_str(&remark("", words.spelling));
    text.push_str(
        "location / {\n    try_files $uri ${uri}index.html @kiosque_folder;\n}\n\
         location @kiosque_folder {\n\
         \x20   if (-d $request_filename) {\n        rewrite \"^/+(.*[^/])$\" /$1/ permanent;\n    }\n\
         \x20   return 404;\n}\n\
         location ~ \"/index\\.html$\" {\n    rewrite \"^/+(.*/)?index\\.html$\" /$1 permanent;\n}\n",
    );

    if !edition.redirects.is_empty() {
        text.push('\n');
        text.push_str(&remark("", words.moved));
    }
    for redirect in &edition.redirects {
        let path = redirect.from.path();
        let to = quoted(&redirect.to);
        // nginx compares the path decoded.
        for path in [path.clone(), format!("{path}/")] {
            text.push_str(&format!(
                "location = {} {{ return 301 {to}; }}\n",
                quoted(&path)
            ));
        }
    }
    text
}

/// A word of a configuration.
fn quoted(text: &str) -> String {
    let mut word = String::from("\"");
    for c in text.chars() {
        // A pattern's own backslashes stay: nginx takes one before another letter as it is.
        if c == '"' {
            word.push('\\');
        }
        word.push(c);
    }
    word.push('"');
    word
}
