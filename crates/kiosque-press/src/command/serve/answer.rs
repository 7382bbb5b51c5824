//! Files of the site as the editor's browser gets them.

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kiosque_press::html::escape;
use kiosque_press::site_file::Fingerprint;

use super::events;
use super::newsroom::Edition;
use crate::command::telling::Told;

/// Bytes above which a file is sent as it is read: a film, not a page.
const LARGEST_WHOLE: u64 = 16 * 1024 * 1024;

/// A file sent whole: pages with the script that follows the site, everything with a tag that tells
/// it from what it was before, so that what has not changed is not sent twice.
pub async fn whole(found: Response, path: &str, asked: &HeaderMap, serial: u64) -> Response {
    let (mut parts, body) = found.into_parts();
    let length = parts.headers.get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if length.is_none_or(|length| length > LARGEST_WHOLE) {
        return Response::from_parts(parts, body);
    }
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let kind = parts.headers.get(header::CONTENT_TYPE).cloned();
    let kind = kind.as_ref().and_then(|kind| kind.to_str().ok());
    let bytes = if kind.is_some_and(|kind| kind.starts_with("text/html")) {
        Bytes::from(with_script(bytes.into(), serial))
    } else {
        bytes
    };
    if let Some(text) = kind.filter(|kind| kind.starts_with("text/") && !kind.contains(';'))
        && let Ok(value) = HeaderValue::try_from(format!("{text}; charset=utf-8"))
    {
        parts.headers.insert(header::CONTENT_TYPE, value);
    }
    parts.headers.remove(header::LAST_MODIFIED);
    parts.headers.remove(header::ACCEPT_RANGES);
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    let cache = if path.ends_with("page.json") {
        "no-store"
    } else {
        "no-cache"
    };
    parts
        .headers
        .insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    let tag = format!("\"{}\"", Fingerprint::of(&[&bytes]).as_str());
    let known = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|tags| tags.to_str().ok())
        .is_some_and(|tags| is_among(&tag, tags));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        parts.headers.insert(header::ETAG, tag);
    }
    if known {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.remove(header::CONTENT_TYPE);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// `If-None-Match`, RFC 9110 section 13.1.2: weak tags count, and `*` stands for any.
fn is_among(tag: &str, tags: &str) -> bool {
    tags.split(',')
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

/// A page with the script that makes it follow the site, last in its body.
pub fn with_script(mut page: Vec<u8>, serial: u64) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let at = page
        .windows(END.len())
        .rposition(|found| found.eq_ignore_ascii_case(END))
        .unwrap_or(page.len());
    page.splice(at..at, events::element(serial).into_bytes());
    page
}

/// What is sent while there is no site yet: the problems, on a page that waits for the site.
pub fn stand_in(edition: &Edition) -> Response {
    let (title, mut body) = match &edition.refused {
        Some(refused) => {
            let lines: String = std::iter::once(refused.text)
                .chain(refused.reason.as_deref())
                .map(|text| format!("<p>{}</p>", escape(text)))
                .collect();
            let problems: String = refused.problems.iter().map(Told::html).collect();
            (refused.title, format!("{lines}<ol>{problems}</ol>"))
        }
        None => ("", String::new()),
    };
    // The page says the problems itself; the script only waits for the next edition.
    body.push_str(&events::element(edition.serial).replace(" defer", " data-stand-in defer"));
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let page = page(edition.language, title, &body);
    (StatusCode::SERVICE_UNAVAILABLE, headers, page).into_response()
}

/// A page of the server's own.
pub fn page(language: &str, title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <style>:root{{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}}\
         body{{max-width:40rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}}\
         code,strong{{display:block}}</style></head>\
         <body><h1>{title}</h1>{body}</body></html>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_comes_last_in_the_body() {
        let page = |text: &str| String::from_utf8(with_script(text.into(), 7)).unwrap();
        let element = events::element(7);
        assert_eq!(
            page("<body>a</body></html>"),
            format!("<body>a{element}</body></html>")
        );
        assert_eq!(page("<p>a"), format!("<p>a{element}"));
    }

    #[test]
    fn tags_are_compared_weakly() {
        for tags in ["\"a\"", "W/\"a\"", "\"b\", \"a\"", "*"] {
            assert!(is_among("\"a\"", tags), "{tags}");
        }
        assert!(!is_among("\"a\"", "\"b\""));
    }
}
