//! A configuration for Caddy, to be imported in the block of a site.

use kiosque_catalogue::editor::hosting_words;

use super::security::{ContentSecurity, HTTPS_ONLY, security_headers};
use super::{remark, rules};
use crate::edition::Edition;

pub(super) fn configuration(edition: &Edition, policy: &ContentSecurity) -> String {
    let words = hosting_words(edition.site.language);
    let mut text = remark("", words.caddy);

    text.push_str("\nheader {\n");
    for (name, value) in security_headers(policy) {
        text.push_str(&format!("    {name} {}\n", quoted(&value)));
    }
    text.push_str("}\n");
    text.push_str(&remark("", words.https));
    let (name, value) = HTTPS_ONLY;
    text.push_str(&format!("# header {name} {}\n\n", quoted(value)));

    // Two conditions of which one holds: Caddy sorts directives of one name in its own order.
    text.push_str(&remark("", words.cache));
    text.push_str(&format!(
        "@kiosque_hashed path_regexp `{names}`\nheader @kiosque_hashed Cache-Control {}\n\
         @kiosque_fresh not path_regexp `{names}`\nheader @kiosque_fresh Cache-Control {}\n\n",
        quoted(rules::ONE_YEAR),
        quoted(rules::NO_CACHE),
        names = rules::HASHED_NAMES,
    ));

    text.push_str(&remark("", words.types));
    text.push_str("map {path} {kiosque_type} {\n");
    for (name, kind) in rules::FEEDS {
        let name = name.replace('.', r"\.");
        text.push_str(&format!("    `~/{name}$` {}\n", with_charset(kind)));
    }
    for (kind, endings) in rules::TYPES {
        let endings = endings.replace(' ', "|");
        text.push_str(&format!("    `~\\.({endings})$` {}\n", with_charset(kind)));
    }
    text.push_str(&format!(
        "    `~/$` {}\n    default application/octet-stream\n}}\n\
         header Content-Type {{kiosque_type}}\n\n",
        with_charset("text/html")
    ));

    if !edition.redirects.is_empty() {
        text.push_str(&remark("", words.moved));
        text.push_str("map {path} {kiosque_moved} {\n");
        for redirect in &edition.redirects {
            // Caddy compares the path decoded, and would put a value in the place of `{name}`: such
            // an address is left to the page printed there.
            let path = redirect.from.path();
            if path.contains('{') {
                continue;
            }
            for path in [path.clone(), format!("{path}/")] {
                text.push_str(&format!("    {} {}\n", quoted(&path), quoted(&redirect.to)));
            }
        }
        text.push_str(
            "    default \"\"\n}\n@kiosque_moved not vars {kiosque_moved} \"\"\n\
             redir @kiosque_moved {kiosque_moved} 301\n\n",
        );
    }

    // Caddy would add a folder's slash by itself, but lose the query and the encoding.
    text.push_str(&remark("", words.spelling));
    text.push_str(
        "@kiosque_index path_regexp `/index\\.html$`\n\
         route @kiosque_index {\n    uri strip_suffix index.html\n    redir {uri} 301\n}\n\
         @kiosque_folder {\n    not path_regexp `/$`\n    file {path}/\n}\n\
         route @kiosque_folder {\n    uri path_regexp `^/+(.*[^/])$` `/$1/`\n    redir {uri} 301\n}\n\n",
    );

    text.push_str(&remark("", words.hidden));
    text.push_str(&format!(
        "@kiosque_hidden path_regexp `{}`\nerror @kiosque_hidden 404\n\
         @kiosque_404 path_regexp `^/404\\.html$`\nerror @kiosque_404 404\n\
         file_server {{\n    precompressed br gzip\n}}\n\n",
        rules::HIDDEN_NAMES
    ));
    text.push_str(
        "handle_errors {\n\
         \x20   @kiosque_missing expression {err.status_code} == 404\n\
         \x20   handle @kiosque_missing {\n\
         \x20       header Cache-Control no-cache\n\
         \x20       header Content-Type \"text/html; charset=utf-8\"\n\
         \x20       rewrite * /404.html\n\
         \x20       file_server {\n            precompressed br gzip\n        }\n\
         \x20   }\n}\n",
    );
    text
}

fn with_charset(kind: &str) -> String {
    let text = kind == "text/html" || rules::CHARSET_TYPES.contains(&kind);
    quoted(&format!(
        "{kind}{}",
        if text { "; charset=utf-8" } else { "" }
    ))
}

/// A word of a configuration.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}
