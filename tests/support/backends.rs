//! The real services that keep comments, started for tests and gone with them.

mod isso;
mod wordpress;

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Mutex;

pub use isso::{Isso, IssoSettings, PASSWORD as ISSO_PASSWORD};
pub use wordpress::{WordPress, WordPressPost, WordPressSettings};

use crate::Error;

/// A service that a test cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Isso.
    Isso,
    /// WordPress with its database.
    WordPress,
}

impl Need {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Isso => "Isso",
            Self::WordPress => "WordPress",
        }
    }

    const fn variable(self) -> &'static str {
        match self {
            Self::Isso => "KIOSQUE_ISSO",
            Self::WordPress => "KIOSQUE_WORDPRESS",
        }
    }

    /// Why there is none here; `None` where there is one.
    #[must_use]
    pub fn missing(self) -> Option<String> {
        let variable = self.variable();
        if std::env::var_os(variable).is_some() {
            return None;
        }
        Some(
            std::env::var(format!("{variable}_MISSING"))
                .unwrap_or_else(|_| format!("{variable} is not set; `cargo xtask test` sets it")),
        )
    }

    /// What the set-up says of it: a program or a folder.
    fn place(self) -> Result<std::path::PathBuf, Error> {
        std::env::var_os(self.variable())
            .map(Into::into)
            .ok_or_else(|| format!("there is no {} here", self.name()).into())
    }
}

/// Who wrote what, and who may read it, as moderators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptComment {
    /// The service's number for it.
    pub id: u64,
    /// The thread: Isso's path, WordPress's number of the post.
    pub thread: String,
    /// The writer's name.
    pub author: String,
    /// The writer's e-mail address.
    pub email: String,
    /// The comment as it was written.
    pub text: String,
    /// Who may read it.
    pub state: State,
}

/// Who may read a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Everyone.
    Published,
    /// Moderators, until one of them says otherwise.
    Held,
    /// Nobody: deleted, in the bin, or taken for spam.
    Gone,
}

/// The services of one run.
#[derive(Debug, Default)]
pub struct Backends {
    wordpress: Mutex<Option<wordpress::Installation>>,
}

impl Backends {
    /// Starts an Isso of the test's own, with nothing in it.
    ///
    /// # Errors
    ///
    /// When it does not start, with what it said.
    pub async fn isso(&self, settings: &IssoSettings) -> Result<Isso, Error> {
        Isso::start(&Need::Isso.place()?, settings).await
    }

    /// Starts a web server of the test's own over the run's WordPress, which is installed when the
    /// first test asks for it. Posts and comments are everyone's, settings are the test's.
    ///
    /// # Errors
    ///
    /// When something does not start, with what it said.
    pub async fn wordpress(&self, settings: &WordPressSettings) -> Result<WordPress, Error> {
        let mut installation = self.wordpress.lock().await;
        let installed = match installation.take() {
            Some(installed) => installed,
            None => wordpress::Installation::start(&Need::WordPress.place()?).await?,
        };
        let installed = installation.insert(installed);
        installed.serve(settings).await
    }
}

/// How many tests needed a service, and how many of them could not have it.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    ran: AtomicUsize,
    left_out: AtomicUsize,
}

impl Tally {
    /// Takes down a test, and tells whether it must be left out.
    pub(crate) fn leaves_out(&self, needs: &[Need]) -> bool {
        if needs.is_empty() {
            return false;
        }
        let missing = needs.iter().any(|need| need.missing().is_some());
        let count = if missing { &self.left_out } else { &self.ran };
        count.fetch_add(1, Ordering::Relaxed);
        missing
    }

    /// Says how many, and why not all.
    pub(crate) fn tell(&self) {
        let (ran, left_out) = (
            self.ran.load(Ordering::Relaxed),
            self.left_out.load(Ordering::Relaxed),
        );
        if ran + left_out == 0 {
            return;
        }
        println!("Tests with real comment services: {ran} ran, {left_out} left out.");
        if left_out > 0 {
            for need in [Need::Isso, Need::WordPress] {
                if let Some(reason) = need.missing() {
                    println!("Left out for want of {}: {reason}.", need.name());
                }
            }
        }
    }
}
