//! The ground that the end-to-end suites stand on: the built site behind a server that can fail on
//! demand, three browser engines driven over WebDriver, and the run that joins them.

mod browser;
mod case;
mod driver;
mod engine;
mod process;
mod run;
mod server;
mod site;
mod tab;
mod trunk;
mod web_server;

pub use case::{Case, Outcome, Scene};
pub use engine::{Engine, Setting};
pub use run::run;
pub use server::{Rule, Server};
pub use site::{Site, in_order, path_of_json, run_together, timelines};
pub use tab::{Key, PATIENCE, Tab};
pub use trunk::TrunkServe;
pub use web_server::{Answer, WebServer};

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
