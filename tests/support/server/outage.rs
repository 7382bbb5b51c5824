//! What a worker on the reader's device is for: the host that goes down and comes back.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use tokio::net::{TcpListener, TcpStream};

use super::{Server, lock, serve};
use crate::{Error, PATIENCE};

/// Path of the site's worker.
pub(super) const WORKER: &str = "/sw.js";

const GLANCE: Duration = Duration::from_millis(20);

impl Server {
    /// Serves the site's worker from now on. Until then there is none: it would answer in place of
    /// the server that a test has misbehave.
    pub fn offer_worker(&self) {
        self.shared.worker.store(true, Ordering::Relaxed);
    }

    /// Goes down: nobody listens any more, and every connection is closed.
    ///
    /// # Errors
    ///
    /// When somebody still listens there.
    pub async fn stop(&self) -> Result<(), Error> {
        lock(&self.task).abort();
        let deadline = Instant::now() + PATIENCE;
        while TcpStream::connect(self.address()).await.is_ok() {
            if Instant::now() > deadline {
                return Err(format!("{} does not stop", self.origin).into());
            }
            tokio::time::sleep(GLANCE).await;
        }
        Ok(())
    }

    /// Comes back where it was.
    ///
    /// # Errors
    ///
    /// When the port was taken in the meantime.
    pub async fn resume(&self) -> Result<(), Error> {
        let listener = TcpListener::bind(self.address()).await?;
        *lock(&self.task) = tokio::spawn(serve(listener, Arc::clone(&self.shared)));
        Ok(())
    }

    fn address(&self) -> &str {
        self.origin.trim_start_matches("http://")
    }
}
