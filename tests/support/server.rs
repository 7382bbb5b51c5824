//! A static host for the printed site that keeps count and can fail on demand.
//!
//! Its answers carry the site's own headers, so every test runs under the site's security policy,
//! and browsers report to it what the policy refused.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures::stream;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

use crate::{Error, PATIENCE};

/// What a path answers instead of what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// This error status.
    Status(u16),
    /// What is there, this much later.
    Late(Duration),
    /// The document that is there, in pieces of at least so many bytes with a pause before each. They
    /// end where a tag begins: between two tags is where parsers stop to let a page be drawn.
    Trickled(usize, Duration),
    /// Nothing, until this rule gives way to another or to none.
    Held,
    /// The page without content into which `trunk serve` has the app mount, and no policy.
    Shell,
    /// This document.
    Html(String),
    /// This data.
    Json(String),
}

/// Where browsers report what the policy refused.
const REPORTS: &str = "/csp-report";

/// A report is some hundred bytes; a sample of refused script is cut by browsers.
const MOST_BYTES: usize = 1 << 20;

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    bundle: PathBuf,
    /// What the site says that every answer carries.
    headers: Vec<(HeaderName, HeaderValue)>,
    asked: Mutex<Vec<String>>,
    rules: Mutex<HashMap<String, Rule>>,
    reports: Mutex<Vec<String>>,
}

/// A running server; it stops when dropped.
#[derive(Debug)]
pub struct Server {
    origin: String,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl Server {
    /// Serves a printed site on a free port; `bundle` has the shell for [`Rule::Shell`].
    ///
    /// # Errors
    ///
    /// When there is no port to listen on, or the site has no headers of its own.
    pub async fn start(folder: &Path, bundle: &Path) -> Result<Self, Error> {
        let shared = Arc::new(Shared {
            headers: headers(&fs::read_to_string(folder.join("_headers"))?)?,
            folder: folder.to_path_buf(),
            bundle: bundle.to_path_buf(),
            asked: Mutex::default(),
            rules: Mutex::default(),
            reports: Mutex::default(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let router = Router::new()
            .fallback(answer)
            .with_state(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            // It ends by being aborted; an error of one connection ends that connection alone.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self {
            origin,
            shared,
            task,
        })
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Makes a path answer something else from now on. A path that ends in `*` stands for all
    /// that begin like it.
    pub fn rule(&self, path: &str, rule: Rule) {
        lock(&self.shared.rules).insert(path.to_owned(), rule);
    }

    /// Lets every path answer what is there again.
    pub fn behave(&self) {
        lock(&self.shared.rules).clear();
    }

    /// Takes what browsers reported until now, a line each that begins with the directive.
    #[must_use]
    pub fn take_reports(&self) -> Vec<String> {
        std::mem::take(&mut *lock(&self.shared.reports))
    }

    /// Waits for reports, and takes them.
    ///
    /// # Errors
    ///
    /// When none comes.
    pub async fn until_reported(&self) -> Result<Vec<String>, Error> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let reports = self.take_reports();
            if !reports.is_empty() {
                return Ok(reports);
            }
            if Instant::now() > deadline {
                return Err("the browser reported no breach of the policy".into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// How often a path was asked for.
    #[must_use]
    pub fn count(&self, path: &str) -> usize {
        lock(&self.shared.asked)
            .iter()
            .filter(|asked| *asked == path)
            .count()
    }

    /// Waits until a path was asked for at least this often.
    ///
    /// # Errors
    ///
    /// When it is not in time.
    pub async fn until_asked(&self, path: &str, times: usize) -> Result<(), Error> {
        let deadline = Instant::now() + PATIENCE;
        while self.count(path) < times {
            if Instant::now() > deadline {
                let asked = lock(&self.shared.asked).clone();
                return Err(format!("{path} was not asked for {times} times: {asked:?}").into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A test that panicked while it held a lock has failed already; the others go on.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn rule_for(rules: &HashMap<String, Rule>, path: &str) -> Option<Rule> {
    rules
        .iter()
        .find(|(pattern, _)| {
            pattern
                .strip_suffix('*')
                .map_or(pattern.as_str() == path, |start| path.starts_with(start))
        })
        .map(|(_, rule)| rule.clone())
}

/// A report in one line: the directive that refused, what, and where.
fn told(report: &[u8]) -> String {
    let Ok(report) = serde_json::from_slice::<Value>(report) else {
        return format!("a report of {} bytes that is no JSON", report.len());
    };
    let report = &report["csp-report"];
    let word = |name: &str| report[name].as_str().unwrap_or("?").to_owned();
    format!(
        "{} refused {} on {} (from {}, line {}, {:?})",
        // Firefox has the older name alone; older still, it holds the directive's values too.
        report["effective-directive"]
            .as_str()
            .unwrap_or(&word("violated-directive")),
        word("blocked-uri"),
        word("document-uri"),
        word("source-file"),
        report["line-number"],
        word("script-sample"),
    )
}

/// The headers that a site's `_headers` file gives to every path, with reports sent here.
fn headers(file: &str) -> Result<Vec<(HeaderName, HeaderValue)>, Error> {
    let headers: Vec<_> = file
        .lines()
        .skip_while(|line| *line != "/*")
        .skip(1)
        .map_while(|line| line.strip_prefix("  ")?.split_once(": "))
        .map(|(name, value)| {
            let name = HeaderName::try_from(name)?;
            let value = if name == header::CONTENT_SECURITY_POLICY {
                format!("{value}; report-uri {REPORTS}")
            } else {
                value.to_owned()
            };
            Ok((name, HeaderValue::try_from(value)?))
        })
        .collect::<Result<_, Error>>()?;
    if !headers
        .iter()
        .any(|(name, _)| *name == header::CONTENT_SECURITY_POLICY)
    {
        return Err("the site's _headers give it no Content-Security-Policy".into());
    }
    Ok(headers)
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if path == REPORTS {
        let body = to_bytes(request.into_body(), MOST_BYTES).await;
        lock(&shared.reports).push(told(&body.unwrap_or_default()));
        return StatusCode::NO_CONTENT.into_response();
    }
    lock(&shared.asked).push(path.clone());
    let rule = || rule_for(&lock(&shared.rules), &path);
    while rule() == Some(Rule::Held) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    match rule() {
        Some(Rule::Status(status)) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            return (status, "as the test asked").into_response();
        }
        Some(Rule::Html(text)) => return axum::response::Html(text).into_response(),
        Some(Rule::Json(text)) => {
            return ([(header::CONTENT_TYPE, "application/json")], text).into_response();
        }
        Some(Rule::Shell) => {
            let shell = ServeFile::new(shared.bundle.join("index.html"));
            let Ok(response) = shell.oneshot(request).await;
            return response.map(Body::new);
        }
        Some(Rule::Late(delay)) => tokio::time::sleep(delay).await,
        Some(Rule::Held | Rule::Trickled(..)) | None => {}
    }
    let missing = ServeFile::new(shared.folder.join("404.html"));
    let site = ServeDir::new(&shared.folder).not_found_service(missing);
    let Ok(response) = site.oneshot(request).await;
    let mut response = response.map(Body::new);
    for (name, value) in &shared.headers {
        response.headers_mut().insert(name, value.clone());
    }
    // Caches would hide requests from the count.
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    match rule() {
        Some(Rule::Trickled(bytes, pause)) => trickled(response, bytes, pause).await,
        _ => response,
    }
}

/// A response whose body comes in pieces.
async fn trickled(response: Response, bytes: usize, pause: Duration) -> Response {
    let (mut parts, body) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let pieces = stream::unfold(whole, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(pause).await;
        let tag = rest.iter().skip(bytes).position(|byte| *byte == b'<');
        let piece = rest.split_to(tag.map_or(rest.len(), |tag| bytes + tag));
        Some((Ok::<_, Infallible>(piece), rest))
    });
    Response::from_parts(parts, Body::from_stream(pieces))
}

#[cfg(test)]
mod tests {
    use super::{Rule, headers, rule_for, told};

    #[test]
    fn a_report_is_told_in_a_line() {
        let report = br#"{"csp-report":{"effective-directive":"img-src","blocked-uri":"https://a/",
            "document-uri":"http://b/","line-number":7,"original-policy":"script-src"}}"#;
        assert_eq!(
            told(report),
            "img-src refused https://a/ on http://b/ (from ?, line 7, \"?\")"
        );
        assert_eq!(told(b"fin"), "a report of 3 bytes that is no JSON");
    }

    #[test]
    fn every_answer_carries_what_the_site_says_and_reports_come_here() {
        let file = "# note\n\n/*\n  Content-Security-Policy: default-src 'none'\n  Referrer-Policy: \
                    no-referrer\n\n/media/*\n  Cache-Control: public\n";
        let headers = headers(file).expect("a policy");
        let lines: Vec<_> = headers
            .iter()
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap_or_default()))
            .collect();
        assert_eq!(
            lines,
            [
                "content-security-policy: default-src 'none'; report-uri /csp-report",
                "referrer-policy: no-referrer"
            ]
        );
        assert!(super::headers("/*\n  Referrer-Policy: no-referrer\n").is_err());
    }

    #[test]
    fn a_rule_is_for_a_path_or_for_a_beginning() {
        let rules = [
            ("/a/page.json".to_owned(), Rule::Status(500)),
            ("/app-*".to_owned(), Rule::Status(404)),
        ]
        .into();
        assert_eq!(rule_for(&rules, "/a/page.json"), Some(Rule::Status(500)));
        assert_eq!(rule_for(&rules, "/a/page.jso"), None);
        assert_eq!(rule_for(&rules, "/app-12.wasm"), Some(Rule::Status(404)));
    }
}
