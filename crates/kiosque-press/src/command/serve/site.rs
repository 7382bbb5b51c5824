//! The printed site over HTTP.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use kiosque_catalogue::editor::command_words;
use kiosque_model::Language;
use percent_encoding::percent_decode_str;
use tokio::sync::watch;
use tower_http::services::ServeDir;

use super::answer;
use super::events::{self, EVENTS, SCRIPT, SCRIPT_TEXT};
use super::newsroom::Edition;

/// What answering takes.
#[derive(Clone)]
struct Site {
    folder: Arc<PathBuf>,
    told: watch::Receiver<Arc<Edition>>,
}

/// Serves a folder, with a script in each page that follows what `told` tells.
pub fn router(folder: &Path, told: watch::Receiver<Arc<Edition>>) -> Router {
    let site = Site {
        folder: Arc::new(folder.to_owned()),
        told: told.clone(),
    };
    let script = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    Router::new()
        .route(EVENTS, get(move || async move { events::stream(told) }))
        .route(SCRIPT, get(move || async move { (script, SCRIPT_TEXT) }))
        .fallback(serve)
        .with_state(site)
}

async fn serve(State(site): State<Site>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allow = [(header::ALLOW, "GET, HEAD")];
        return (StatusCode::METHOD_NOT_ALLOWED, allow).into_response();
    }
    let edition = site.told.borrow().clone();
    if !edition.site {
        return answer::stand_in(&edition);
    }
    let mut response = if is_hidden(request.uri().path()) {
        not_found(&site, &edition)
    } else {
        file(&site, &edition, request).await
    };
    response.headers_mut().extend(headers_for_all(&site.folder));
    response
}

/// Whether a path is none of the readers' business, as web servers are told too.
fn is_hidden(path: &str) -> bool {
    let path = percent_decode_str(path).decode_utf8_lossy();
    path.split('/')
        .any(|part| part.starts_with('.') && part != ".well-known")
}

async fn file(site: &Site, edition: &Edition, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let asked = request.headers().clone();
    let (mut parts, _) = request.into_parts();
    if !asked.contains_key(header::RANGE) {
        // A second is too coarse for someone who saves twice in it: pages are told apart by what
        // is in them.
        parts.headers.remove(header::IF_MODIFIED_SINCE);
        parts.headers.remove(header::IF_UNMODIFIED_SINCE);
    }
    let head = parts.method == Method::HEAD;
    parts.method = Method::GET;
    let request = Request::from_parts(parts, Body::empty());
    let found = match ServeDir::new(&*site.folder).try_call(request).await {
        Ok(found) => found.map(Body::new),
        Err(error) => {
            return (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response();
        }
    };
    let response = match found.status() {
        StatusCode::NOT_FOUND => not_found(site, edition),
        StatusCode::OK if !asked.contains_key(header::RANGE) => {
            answer::whole(found, &path, &asked, edition.serial).await
        }
        _ => found,
    };
    if head {
        let (parts, _) = response.into_parts();
        return Response::from_parts(parts, Body::empty());
    }
    response
}

/// The site's page for what is not there.
fn not_found(site: &Site, edition: &Edition) -> Response {
    let page = fs::read(site.folder.join("404.html")).unwrap_or_else(|_| {
        let language = if edition.language == "en" {
            Language::En
        } else {
            Language::Fr
        };
        let words = command_words(language).browser.nothing_here;
        answer::page(edition.language, words, "").into_bytes()
    });
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    let page = answer::with_script(page, edition.serial);
    (StatusCode::NOT_FOUND, headers, page).into_response()
}

/// The headers that the site asks of every host for every file, as it tells them in `_headers`.
fn headers_for_all(folder: &Path) -> HeaderMap {
    let text = fs::read_to_string(folder.join("_headers")).unwrap_or_default();
    text.lines()
        .skip_while(|line| line.trim_end() != "/*")
        .skip(1)
        .take_while(|line| line.starts_with([' ', '\t']))
        .filter_map(|line| {
            let (name, value) = line.trim().split_once(':')?;
            let name = HeaderName::try_from(name.trim()).ok()?;
            // The server has its own way: nothing is kept by a browser that it does not ask about.
            let kept = name != header::CACHE_CONTROL;
            kept.then_some((name, HeaderValue::try_from(value.trim()).ok()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_with_a_dot_is_not_served() {
        for path in [
            "/.kiosque-edition",
            "/%2ehosting/nginx.conf",
            "/a/../b",
            "/a/.b/",
        ] {
            assert!(is_hidden(path), "{path}");
        }
        for path in ["/", "/ville/visite/", "/.well-known/security.txt", "/a.b"] {
            assert!(!is_hidden(path), "{path}");
        }
    }

    #[test]
    fn headers_for_every_file_are_the_sites() {
        let folder = tempfile::TempDir::new().unwrap();
        assert!(headers_for_all(folder.path()).is_empty());
        let text = "# Un mot\n/*\n  X-Content-Type-Options: nosniff\n  Content-Security-Policy: \
                    default-src 'none'; img-src 'self' data:\n  Cache-Control: no-cache\n\n\
                    /media/*\n  X-Autre: 1\n";
        fs::write(folder.path().join("_headers"), text).unwrap();
        let headers = headers_for_all(folder.path());
        assert_eq!(headers.len(), 2);
        assert_eq!(
            headers["content-security-policy"],
            "default-src 'none'; img-src 'self' data:"
        );
    }
}
