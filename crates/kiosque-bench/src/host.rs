//! A static host on this machine, which sends compressed copies as they are.

use std::path::{Path, PathBuf};

use axum::Router;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tower_http::services::ServeDir;

use crate::Error;

/// A running host; it stops when dropped.
#[derive(Debug)]
pub struct Host {
    origin: String,
    _runtime: Runtime,
}

impl Host {
    /// Serves a folder on a free port, and before it what another folder has of the same name.
    pub fn start(folder: &Path, before: Option<&Path>) -> Result<Self, Error> {
        let runtime = Runtime::new()?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let origin = format!("http://{}", listener.local_addr()?);
        let router = router(folder.to_path_buf(), before.map(Path::to_path_buf));
        runtime.spawn(async { axum::serve(listener, router).await });
        Ok(Self {
            origin,
            _runtime: runtime,
        })
    }

    /// Where it is: scheme, address and port.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

fn router(folder: PathBuf, before: Option<PathBuf>) -> Router {
    let serve = |folder| {
        ServeDir::new(folder)
            .precompressed_br()
            .precompressed_gzip()
    };
    match before {
        Some(before) => Router::new().fallback_service(serve(before).fallback(serve(folder))),
        None => Router::new().fallback_service(serve(folder)),
    }
}
