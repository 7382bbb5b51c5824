//! A test and the scene it plays in.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::{Error, Need, Server, Setting, Site, Tab};

/// How a test ends.
pub type Outcome = Result<(), Error>;

/// What a test has to itself: a browser tab and a server of the built site.
#[derive(Debug, Clone)]
pub struct Scene {
    /// The tab, on no page yet.
    pub tab: Tab,
    /// The server the tab is to visit.
    pub server: Arc<Server>,
    /// What the press published.
    pub site: Arc<Site>,
}

type Play = Pin<Box<dyn Future<Output = Outcome> + Send>>;
type Body = Arc<dyn Fn(Scene) -> Play + Send + Sync>;

/// How long a test may take, unless it says otherwise: several times what the longest takes. Past it
/// the driver is taken for one that answers never.
const LIMIT: Duration = Duration::from_secs(300);

/// A test, and the settings it runs in.
#[derive(Clone)]
pub struct Case {
    pub(crate) name: String,
    pub(crate) limit: Duration,
    pub(crate) settings: &'static [Setting],
    pub(crate) needs: &'static [Need],
    pub(crate) body: Body,
}

impl Case {
    /// A test of a suite.
    pub fn new<F, P>(suite: &str, name: &str, settings: &'static [Setting], body: F) -> Self
    where
        F: Fn(Scene) -> P + Send + Sync + 'static,
        P: Future<Output = Outcome> + Send + 'static,
    {
        Self {
            name: format!("{suite}::{name}"),
            limit: LIMIT,
            settings,
            needs: &[],
            body: Arc::new(move |scene| Box::pin(body(scene))),
        }
    }

    /// The same test, which may take so long.
    #[must_use]
    pub fn within(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    /// The same test, which is left out where one of these services is not to be had.
    #[must_use]
    pub fn needing(self, needs: &'static [Need]) -> Self {
        Self { needs, ..self }
    }
}
