//! Runs the tests of what services really answer: no browser, no page, one service each.

use std::future::Future;
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use libtest_mimic::{Failed, Trial};
use tokio::runtime::Runtime;
use tokio::time::timeout;

use crate::backends::Tally;
use crate::run::{is_asked_for, panic_message, read};
use crate::{Backends, Error, Need, Outcome};

/// Many times what the longest takes.
const LIMIT: Duration = Duration::from_secs(300);

type Play = Pin<Box<dyn Future<Output = Outcome> + Send>>;
type Body = Arc<dyn Fn(Arc<Backends>) -> Play + Send + Sync>;

/// A test of a service.
#[derive(Clone)]
pub struct ServiceCase {
    name: String,
    needs: &'static [Need],
    body: Body,
}

impl ServiceCase {
    /// A test of a suite.
    pub fn new<F, P>(suite: &str, name: &str, needs: &'static [Need], body: F) -> Self
    where
        F: Fn(Arc<Backends>) -> P + Send + Sync + 'static,
        P: Future<Output = Outcome> + Send + 'static,
    {
        Self {
            name: format!("{suite}::{name}"),
            needs,
            body: Arc::new(move |backends| Box::pin(body(backends))),
        }
    }
}

/// Runs the cases that the command line asks for. Names are `suite::test`.
#[must_use]
pub fn run_services(cases: Vec<ServiceCase>) -> ExitCode {
    let (arguments, words) = read(std::env::args().collect());
    let runtime = match Runtime::new() {
        Ok(runtime) => Arc::new(runtime),
        Err(error) => {
            eprintln!("The services cannot be tested: {error}");
            return ExitCode::FAILURE;
        }
    };
    let (backends, tally) = (Arc::<Backends>::default(), Tally::default());
    let trials = cases
        .into_iter()
        .filter(|case| is_asked_for(&case.name, &words))
        .map(|case| {
            let left_out = tally.leaves_out(case.needs);
            trial(case, Arc::clone(&backends), Arc::clone(&runtime)).with_ignored_flag(left_out)
        })
        .collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    tally.tell();
    conclusion.exit_code()
}

fn trial(case: ServiceCase, backends: Arc<Backends>, runtime: Arc<Runtime>) -> Trial {
    Trial::test(case.name, move || {
        let body = case.body;
        // In a task of its own, so that a failed assertion is an outcome too.
        let playing = runtime.spawn(async move { body(backends).await });
        let outcome = match runtime.block_on(async { timeout(LIMIT, playing).await }) {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(panic)) => Err(panic_message(panic).into()),
            Err(_) => Err(Error::from(format!("not ended after {LIMIT:?}"))),
        };
        outcome.map_err(|error| Failed::from(error.to_string()))
    })
}
