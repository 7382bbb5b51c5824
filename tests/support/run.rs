//! Runs the cases: every test in every engine it is for, each in its own browser session.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};
use tokio::runtime::Runtime;
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::backends::Tally;
use crate::driver::Driver;
use crate::times::Times;
use crate::{Backends, Case, Engine, Error, Outcome, Scene, Server, Setting, Site, Tab, browser};

/// How long a driver may take to open or close a browser. WebKit's has been seen to answer never;
/// it is then replaced.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many tests are playing or waiting for their browser: more than there are in a row for one engine.
const IN_LINE: usize = 64;

const ENGINES: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::WebKit];

/// What all tests share.
struct Stand {
    site: Arc<Site>,
    failures: PathBuf,
    backends: Arc<Backends>,
    /// One session at a time in each engine: geckodriver allows no more.
    drivers: [(Engine, Mutex<Option<Driver>>); 3],
    times: Times,
}

/// Runs the cases that the command line asks for. Names are `suite::test::engine`.
#[must_use]
pub fn run(cases: Vec<Case>) -> ExitCode {
    let (mut arguments, words) = read(std::env::args().collect());
    // Each engine plays one test at a time. Many stand in line, so that none waits while those before
    // its next are all for another.
    arguments.test_threads.get_or_insert(IN_LINE);
    match try_run(&arguments, &words, cases) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("The end-to-end suite cannot run: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The command line. Like the standard harness and unlike libtest-mimic, several words may be
/// given, and a test whose name contains one of them runs.
pub(crate) fn read(mut line: Vec<String>) -> (Arguments, Vec<String>) {
    let first = line.len().min(1);
    let only_words = !line[first..].iter().any(|word| word.starts_with('-'));
    let words = if only_words {
        line.split_off(first)
    } else {
        Vec::new()
    };
    (Arguments::from_iter(line), words)
}

pub(crate) fn is_asked_for(name: &str, words: &[String]) -> bool {
    words.is_empty() || words.iter().any(|word| name.contains(word.as_str()))
}

fn try_run(arguments: &Arguments, words: &[String], cases: Vec<Case>) -> Result<ExitCode, Error> {
    let engines = Engine::chosen(&std::env::var("KIOSQUE_ENGINES").unwrap_or_default())?;
    let site = Arc::new(Site::from_environment()?);
    let stand = Arc::new(Stand {
        failures: site.folder().with_file_name("failures"),
        site,
        backends: Arc::default(),
        drivers: ENGINES.map(|engine| (engine, Mutex::new(None))),
        times: Times::default(),
    });
    let runtime = Arc::new(Runtime::new()?);
    let tally = Tally::default();
    let trials = cases
        .into_iter()
        .flat_map(|case| {
            case.settings
                .iter()
                .map(move |setting| (case.clone(), *setting))
        })
        .filter(|(_, setting)| engines.contains(&setting.engine))
        .map(|(case, setting)| {
            (
                format!("{}::{}", case.name, setting.engine.name()),
                case,
                setting,
            )
        })
        .filter(|(name, ..)| is_asked_for(name, words))
        .map(|(name, case, setting)| {
            let left_out = tally.leaves_out(case.needs);
            trial(
                name,
                case,
                setting,
                Arc::clone(&stand),
                Arc::clone(&runtime),
            )
            .with_ignored_flag(left_out)
        })
        .collect();
    let conclusion = libtest_mimic::run(arguments, trials);
    tally.tell();
    if words.is_empty() && !arguments.list {
        println!("{}", stand.times);
    }
    Ok(conclusion.exit_code())
}

fn trial(
    name: String,
    case: Case,
    setting: Setting,
    stand: Arc<Stand>,
    runtime: Arc<Runtime>,
) -> Trial {
    let file = name.replace("::", "-");
    Trial::test(name, move || {
        runtime
            .block_on(stand.play(case, setting, &file))
            .map_err(|error| Failed::from(error.to_string()))
    })
}

/// How a test that did not fail came out.
enum Played {
    /// It came to its end.
    Ended,
    /// Its driver left it: what it did.
    Left(&'static str),
}

/// What WebKit's driver answers when it has lost what a script came to.
const LOST_RESULT: &str = "Could not parse script result";

impl Stand {
    /// Plays a test, and once more where its driver left it: that is no fault of the page's. What the
    /// page does to a driver, it does again.
    async fn play(&self, case: Case, setting: Setting, file: &str) -> Outcome {
        let engine = setting.engine.name();
        let Played::Left(first) = self.try_play(&case, setting, file).await? else {
            return Ok(());
        };
        eprintln!("{}: the driver of {engine} {first}; once more", case.name);
        let Played::Left(then) = self.try_play(&case, setting, file).await? else {
            return Ok(());
        };
        Err(format!("the driver of {engine} {first}, and then {then}").into())
    }

    async fn try_play(&self, case: &Case, setting: Setting, file: &str) -> Result<Played, Error> {
        let (_, driver) = self
            .drivers
            .iter()
            .find(|(engine, _)| *engine == setting.engine)
            .ok_or("no such engine")?;
        let mut driver = driver.lock().await;
        let begun = Instant::now();
        let played = self.play_with(&mut driver, case, setting, file).await;
        self.times
            .note(setting.engine.name(), case.name.clone(), begun.elapsed());
        played
    }

    async fn play_with(
        &self,
        driver: &mut Option<Driver>,
        case: &Case,
        setting: Setting,
        file: &str,
    ) -> Result<Played, Error> {
        let running = match driver.take() {
            Some(running) => running,
            None => Driver::start(setting.engine)?,
        };
        let running = driver.insert(running);

        let server = Server::start(self.site.folder(), self.site.bundle()).await?;
        let server = Arc::new(server.with(Arc::clone(&self.backends)));
        let client = match timeout(PATIENCE, browser::open(running, setting)).await {
            Ok(opened) => opened?,
            Err(_) => {
                // The old driver is killed before the new one starts.
                driver.take();
                let running = driver.insert(Driver::start(setting.engine)?);
                timeout(PATIENCE, browser::open(running, setting)).await??
            }
        };
        let tab = Tab::new(client.clone(), setting, server.origin());
        let scene = Scene {
            tab: tab.clone(),
            server: Arc::clone(&server),
            site: Arc::clone(&self.site),
        };
        // In a task of its own, so that a failed assertion still closes its browser.
        let body = Arc::clone(&case.body);
        let mut playing = tokio::spawn(async move {
            scene.tab.prepare().await?;
            body(scene).await
        });
        let Ok(outcome) = timeout(case.limit, &mut playing).await else {
            playing.abort();
            drop(driver.take());
            return Ok(Played::Left("fell silent"));
        };
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(panic) => Err(panic_message(panic).into()),
        };
        let outcome = match outcome {
            Ok(()) => nothing_was_refused(&server).await,
            failed => failed,
        };
        if outcome.is_err() {
            self.keep_evidence(&tab, file).await;
        }
        match timeout(PATIENCE, client.close()).await {
            Ok(closed) if outcome.is_ok() => closed?,
            Ok(_) => {}
            Err(_) => drop(driver.take()),
        }
        if outcome.as_ref().is_err_and(is_lost) {
            drop(driver.take());
            return Ok(Played::Left("lost what a script came to"));
        }
        outcome.map(|()| Played::Ended)
    }

    /// Leaves a picture and the source of the page on which a test failed.
    async fn keep_evidence(&self, tab: &Tab, file: &str) {
        let _ = std::fs::create_dir_all(&self.failures);
        if let Ok((picture, source)) = tab.evidence().await {
            let path = self.failures.join(file);
            let _ = std::fs::write(path.with_extension("png"), picture);
            let _ = std::fs::write(path.with_extension("html"), source);
            eprintln!(
                "What the browser showed is in {}.png and .html",
                path.display()
            );
        }
    }
}

/// Whether an error is of a driver that lost what a script came to.
fn is_lost(error: &Error) -> bool {
    error.to_string().contains(LOST_RESULT)
}

/// The security policy had nothing to refuse. Reports of the last moment are on their way.
async fn nothing_was_refused(server: &Server) -> Outcome {
    tokio::time::sleep(Duration::from_millis(80)).await;
    match server.take_reports() {
        reports if reports.is_empty() => Ok(()),
        reports => Err(format!("the security policy was breached: {}", reports.join("\n")).into()),
    }
}

pub(crate) fn panic_message(error: tokio::task::JoinError) -> String {
    match error.try_into_panic() {
        Ok(panic) => panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
            .unwrap_or_else(|| "the test panicked".into()),
        Err(error) => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_asked_for, read};

    fn line(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn words_are_ours_and_options_are_the_harness_s() {
        let (_, words) = read(line(&["suite", "theme", "firefox"]));
        assert_eq!(words, ["theme", "firefox"]);
        let (arguments, words) = read(line(&["suite", "--list", "theme"]));
        assert!(arguments.list && words.is_empty());
        assert_eq!(arguments.filter.as_deref(), Some("theme"));
    }

    #[test]
    fn any_of_the_words_will_do() {
        let words = line(&["theme", "firefox"]);
        assert!(is_asked_for("reading::opens::firefox", &words));
        assert!(!is_asked_for("reading::opens::webkit", &words));
        assert!(is_asked_for("reading::opens::webkit", &[]));
    }
}
