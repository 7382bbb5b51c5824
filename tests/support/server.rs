//! A static host for the built site that keeps count and can fail on demand.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
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
    /// This document.
    Html(String),
    /// This data.
    Json(String),
}

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    asked: Mutex<Vec<String>>,
    rules: Mutex<HashMap<String, Rule>>,
}

/// A running server; it stops when dropped.
#[derive(Debug)]
pub struct Server {
    origin: String,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl Server {
    /// Serves a folder on a free port.
    ///
    /// # Errors
    ///
    /// When there is no port to listen on.
    pub async fn start(folder: &Path) -> Result<Self, Error> {
        let shared = Arc::new(Shared {
            folder: folder.to_path_buf(),
            asked: Mutex::default(),
            rules: Mutex::default(),
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

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    lock(&shared.asked).push(path.clone());
    let rule = rule_for(&lock(&shared.rules), &path);
    match rule {
        Some(Rule::Status(status)) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            return (status, "as the test asked").into_response();
        }
        Some(Rule::Html(text)) => return axum::response::Html(text).into_response(),
        Some(Rule::Json(text)) => {
            return ([(header::CONTENT_TYPE, "application/json")], text).into_response();
        }
        Some(Rule::Late(delay)) => tokio::time::sleep(delay).await,
        None => {}
    }
    let mut response = file(&shared.folder, &path, request).await;
    // Caches would hide requests from the count.
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("no-store"),
    );
    response
}

/// The file at a path; for a path without a file name ending, the page that starts the app.
async fn file(folder: &Path, path: &str, request: Request) -> Response {
    let is_file = path
        .rsplit('/')
        .next()
        .is_some_and(|name| name.contains('.'));
    let served = if is_file {
        let Ok(response) = ServeDir::new(folder).oneshot(request).await;
        response.map(Body::new)
    } else {
        let shell = folder.join("index.html");
        let printed = folder.join(path.trim_start_matches('/')).join("index.html");
        let page = if printed.is_file() { printed } else { shell };
        let Ok(response) = ServeFile::new(page).oneshot(request).await;
        response.map(Body::new)
    };
    served.into_response()
}

#[cfg(test)]
mod tests {
    use super::{Rule, rule_for};

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
