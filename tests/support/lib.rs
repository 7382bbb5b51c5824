//! The ground that the end-to-end suites stand on: the built site behind a server that can fail on
//! demand, real comment services, three browser engines driven over WebDriver, and the run that
//! joins them.

mod backends;
mod browser;
mod case;
mod client;
mod driver;
mod engine;
mod folder;
mod newsroom;
mod process;
mod run;
mod server;
mod services;
mod site;
mod tab;
mod times;
mod trunk;
mod web_server;

pub use backends::{
    Backends, ISSO_PASSWORD, Isso, IssoSettings, KeptComment, Need, State, WordPress,
    WordPressPost, WordPressSettings,
};
pub use case::{Case, Outcome, Scene};
pub use client::{Answer, Reader, send};
pub use engine::{Engine, Setting, Storage};
pub use newsroom::{ARTICLE, Newsroom};
pub use run::run;
pub use server::{Exchange, Fault, Faults, Rule, Server};
pub use services::{ServiceCase, run_services};
pub use site::{Site, in_order, path_of_json, run_together, timelines};
pub use tab::{Key, PATIENCE, Tab};
pub use trunk::TrunkServe;
pub use web_server::WebServer;

/// What a test step may fail with.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// The cases of a suite: its name, then for each list of settings the tests that run in them.
///
/// A test that is written and not listed is dead code, which the lints refuse.
#[macro_export]
macro_rules! cases {
    ($suite:literal; $($settings:expr => [$($test:ident),+ $(,)?]),+ $(,)?) => {
        vec![$($($crate::Case::new($suite, stringify!($test), $settings, $test)),+),+]
    };
}

/// The cases of a suite of services: its name, what all of them need, and the tests.
#[macro_export]
macro_rules! service_cases {
    ($suite:literal; $need:expr => [$($test:ident),+ $(,)?]) => {
        vec![$($crate::ServiceCase::new($suite, stringify!($test), &[$need], $test)),+]
    };
}
