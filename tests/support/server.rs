//! A static host for the printed site that keeps count and can fail on demand.
//!
//! Its answers carry the site's own headers, so every test runs under the site's security policy,
//! and browsers report to it what the policy refused. Services can be mounted below paths of it, and
//! what is asked of them can fail on the way.

mod faults;
mod mounts;
mod outage;
mod policy;
mod rules;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

pub use faults::{Fault, Faults};
pub use mounts::Exchange;
pub use rules::Rule;

use crate::folder::Folder;
use crate::{Backends, Error, Isso, IssoSettings, PATIENCE, WordPress, WordPressSettings};
use faults::Cut;
use mounts::{Mount, Trouble};
use policy::{REPORTS, headers, told};
use rules::{is_meant, rule_for, spoken, stalled, trickled};

/// A report is some hundred bytes; a sample of refused script is cut by browsers.
const MOST_BYTES: usize = 1 << 20;

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    bundle: PathBuf,
    /// What the site says that every answer carries.
    headers: Mutex<Vec<(HeaderName, HeaderValue)>>,
    asked: Mutex<Vec<String>>,
    rules: Mutex<HashMap<String, Rule>>,
    /// Path and body of what was posted where a rule answers.
    posted: Mutex<Vec<(String, String)>>,
    reports: Mutex<Vec<String>>,
    mounts: Mutex<Vec<Mount>>,
    troubles: Mutex<Vec<Trouble>>,
    exchanges: Mutex<Vec<Exchange>>,
    /// Whether connections serve more than one request.
    keeps: AtomicBool,
    /// Whether the site's worker is there.
    worker: AtomicBool,
}

/// A running server; it stops when dropped.
#[derive(Debug)]
pub struct Server {
    origin: String,
    shared: Arc<Shared>,
    task: Mutex<JoinHandle<()>>,
    backends: Arc<Backends>,
    /// The site's folder, where it is the server's own.
    folder: Option<Folder>,
}

impl Server {
    /// Serves a printed site on a free port; `bundle` has the shell for [`Rule::Shell`].
    ///
    /// # Errors
    ///
    /// When there is no port to listen on, or the site has no headers of its own.
    pub async fn start(folder: &Path, bundle: &Path) -> Result<Self, Error> {
        let shared = Arc::new(Shared {
            headers: Mutex::new(headers_of(folder)?),
            folder: folder.to_path_buf(),
            bundle: bundle.to_path_buf(),
            asked: Mutex::default(),
            rules: Mutex::default(),
            posted: Mutex::default(),
            reports: Mutex::default(),
            mounts: Mutex::default(),
            troubles: Mutex::default(),
            exchanges: Mutex::default(),
            keeps: AtomicBool::new(true),
            worker: AtomicBool::new(false),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://{}", listener.local_addr()?);
        // It ends by being aborted.
        let task = Mutex::new(tokio::spawn(serve(listener, Arc::clone(&shared))));
        Ok(Self {
            origin,
            shared,
            task,
            backends: Arc::default(),
            folder: None,
        })
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Takes what the site says now that every answer carries: it was printed again.
    ///
    /// # Errors
    ///
    /// When it says nothing.
    pub fn read_headers_again(&self) -> Result<(), Error> {
        *lock(&self.shared.headers) = headers_of(&self.shared.folder)?;
        Ok(())
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

    /// Serves a site with one page and the strictest policy, for tests of what is mounted below it.
    ///
    /// # Errors
    ///
    /// When there is no port to listen on, or no place for a page.
    pub async fn of_one_page() -> Result<Self, Error> {
        let folder = Folder::make("site")?;
        let policy = "/*\n  Content-Security-Policy: default-src 'none'\n";
        fs::write(folder.join("_headers"), policy)?;
        fs::write(folder.join("index.html"), "the site's own page")?;
        let mut server = Self::start(folder.path(), folder.path()).await?;
        server.folder = Some(folder);
        Ok(server)
    }

    /// The same, with the services of the run.
    #[must_use]
    pub fn with(mut self, backends: Arc<Backends>) -> Self {
        self.backends = backends;
        self
    }

    /// Starts an Isso of the test's own, with nothing in it, and mounts it below a path.
    ///
    /// # Errors
    ///
    /// When it does not start, with what it said.
    pub async fn isso(&self, prefix: &str, settings: &IssoSettings) -> Result<Isso, Error> {
        let isso = self.backends.isso(settings).await?;
        self.mount(prefix, isso.origin());
        Ok(isso)
    }

    /// Starts a web server of the test's own over the run's WordPress, and mounts it below a path.
    ///
    /// # Errors
    ///
    /// When something does not start, with what it said.
    pub async fn wordpress(
        &self,
        prefix: &str,
        settings: &WordPressSettings,
    ) -> Result<WordPress, Error> {
        let wordpress = self.backends.wordpress(settings).await?;
        self.mount(prefix, wordpress.origin());
        Ok(wordpress)
    }

    /// Has a service answer all below a path, which it does not see: `/isso` and its origin, for one.
    /// Its answers carry none of the site's headers.
    ///
    /// From now on connections serve one request each: a browser that gets no answer on one that it
    /// has used before sends the request again by itself, also a comment, and up to three times.
    /// [`Server::keep_connections`] lets it.
    pub fn mount(&self, prefix: &str, origin: &str) {
        self.keep_connections(false);
        lock(&self.shared.mounts).push(Mount {
            prefix: prefix.trim_end_matches('/').to_owned(),
            origin: origin.trim_end_matches('/').to_owned(),
        });
    }

    /// Whether connections that are made from now on serve more than one request.
    pub fn keep_connections(&self, keep: bool) {
        self.shared.keeps.store(keep, Ordering::Relaxed);
    }

    /// Lets requests to a mounted service fail from now on, as [`Server::rule`] names paths. They
    /// replace what was said of the same method and path before.
    pub fn trouble(&self, method: Method, path: &str, faults: Faults) {
        let mut troubles = lock(&self.shared.troubles);
        troubles.retain(|trouble| trouble.method != method || trouble.path != path);
        troubles.push(Trouble {
            method,
            path: path.to_owned(),
            faults,
        });
    }

    /// Lets nothing fail any more that is asked of services.
    pub fn heal(&self) {
        lock(&self.shared.troubles).clear();
    }

    /// What was asked of services until now, in the order in which it was over.
    #[must_use]
    pub fn exchanges(&self) -> Vec<Exchange> {
        lock(&self.shared.exchanges).clone()
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

    /// What was posted to a path where a rule answers, in order.
    #[must_use]
    pub fn bodies(&self, path: &str) -> Vec<String> {
        lock(&self.shared.posted)
            .iter()
            .filter(|(asked, _)| asked == path)
            .map(|(_, body)| body.clone())
            .collect()
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
        lock(&self.task).abort();
    }
}

fn headers_of(folder: &Path) -> Result<Vec<(HeaderName, HeaderValue)>, Error> {
    headers(&fs::read_to_string(folder.join("_headers"))?)
}

/// A test that panicked while it held a lock has failed already; the others go on.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            connections.spawn(converse(stream, Arc::clone(&shared)));
        }
        while connections.try_join_next().is_some() {}
    }
}

/// Answers what comes on a connection. An error ends that connection alone.
async fn converse(stream: TcpStream, shared: Arc<Shared>) {
    let keeps = shared.keeps.load(Ordering::Relaxed);
    let service = service_fn(|request: hyper::Request<hyper::body::Incoming>| {
        let shared = Arc::clone(&shared);
        async move {
            let response = answer(shared, request.map(Body::new)).await;
            // hyper closes the connection without a word when a service fails.
            match response.extensions().get::<Cut>() {
                Some(Cut) => Err(std::io::Error::from(std::io::ErrorKind::ConnectionAborted)),
                None => Ok(response),
            }
        }
    });
    let _ = http1::Builder::new()
        .keep_alive(keeps)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn answer(shared: Arc<Shared>, request: Request) -> Response {
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
    let spoken = rule().and_then(|rule| spoken(&rule));
    if let Some(response) = spoken {
        if request.method() == Method::POST {
            let body = to_bytes(request.into_body(), MOST_BYTES).await;
            let body = String::from_utf8_lossy(&body.unwrap_or_default()).into_owned();
            lock(&shared.posted).push((path, body));
        }
        return response;
    }
    match rule() {
        Some(Rule::Shell) => {
            let shell = ServeFile::new(shared.bundle.join("index.html"));
            let Ok(response) = shell.oneshot(request).await;
            return unkept(response.map(Body::new));
        }
        Some(Rule::Late(delay) | Rule::Stalled(delay)) => tokio::time::sleep(delay).await,
        _ => {}
    }
    if path == outage::WORKER && !shared.worker.load(Ordering::Relaxed) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mount = lock(&shared.mounts)
        .iter()
        .find(|mount| mount.below(&path).is_some())
        .cloned();
    if let Some(mount) = mount {
        // On its own: a browser that goes away takes nothing back from a service.
        let passing = tokio::spawn(pass(Arc::clone(&shared), mount, request));
        return passing
            .await
            .unwrap_or_else(|_| StatusCode::BAD_GATEWAY.into_response());
    }
    let missing = ServeFile::new(shared.folder.join("404.html"));
    let site = ServeDir::new(&shared.folder).not_found_service(missing);
    let Ok(response) = site.oneshot(request).await;
    let mut response = response.map(Body::new);
    for (name, value) in lock(&shared.headers).iter() {
        response.headers_mut().insert(name, value.clone());
    }
    let response = unkept(response);
    match rule() {
        Some(Rule::Trickled(bytes, pause)) => trickled(response, bytes, pause).await,
        Some(Rule::Stalled(_)) => {
            let shared = Arc::clone(&shared);
            let goes_on = move || {
                let rule = rule_for(&lock(&shared.rules), &path);
                !matches!(rule, Some(Rule::Stalled(_)))
            };
            stalled(response, goes_on)
        }
        _ => response,
    }
}

/// An answer that no cache keeps: it would hide requests from the count, and what one file answers
/// would be taken for another's that stands at the same address later, if both are of one second.
fn unkept(mut response: Response) -> Response {
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}

async fn pass(shared: Arc<Shared>, mount: Mount, request: Request) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let target = request.uri().to_string();
    let fault = lock(&shared.troubles)
        .iter_mut()
        .find(|trouble| trouble.method == method && is_meant(&trouble.path, &path))
        .map_or(Fault::None, |trouble| trouble.faults.take());
    let passed = mounts::pass(&mount, request, fault).await;
    lock(&shared.exchanges).push(Exchange {
        method,
        target,
        fault,
        answered: passed.answered,
    });
    passed.response
}

#[cfg(test)]
mod tests;
