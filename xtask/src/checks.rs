//! `cargo xtask test`: every check and every test, in order, to the first failure.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use crate::browsers::{self, Engine};
use crate::failure::Failure;
use crate::serve::{self, Builder};
use crate::services::Services;
use crate::{fuzz, press, process, report, tools, wasm, workspace};

/// One named step of the run.
struct Step {
    name: &'static str,
    command: Command,
}

/// What the steps are made with.
struct Bench {
    builder: Builder,
    /// PATH with the drivers too.
    path: OsString,
    axe: PathBuf,
    dist: PathBuf,
    services: Services,
}

/// Sets up, then runs the steps.
pub fn run(words: &[String]) -> Result<(), Failure> {
    let start = Instant::now();
    if let Some(option) = words.iter().find(|word| word.starts_with('-')) {
        return Err(Failure::new(format!(
            "`test` takes words of test names, not options such as `{option}`."
        )));
    }
    let bench = set_up()?;
    let steps = bench.steps(words);
    let total = steps.len();
    for (index, Step { name, mut command }) in steps.into_iter().enumerate() {
        println!(
            "\n[{}/{total}] {name}: {}",
            index + 1,
            process::line(&command)
        );
        let begun = Instant::now();
        let outcome = process::run(&mut command);
        let took = report::duration(begun.elapsed());
        match outcome {
            Ok(()) => println!("[{}/{total}] {name}: passed in {took}", index + 1),
            Err(failure) => {
                return Err(Failure::new(format!(
                    "{name} failed after {took}. {failure}"
                )));
            }
        }
    }
    println!(
        "\nAll {total} steps passed in {}.",
        report::duration(start.elapsed())
    );
    for (name, reason) in bench.services.missing() {
        println!("Tests that need {name} were left out: {reason}.");
    }
    Ok(())
}

fn set_up() -> Result<Bench, Failure> {
    let asked = std::env::var("KIOSQUE_ENGINES").unwrap_or_default();
    let engines = browsers::engines(&asked)?;
    let builder = serve::set_up()?;
    let (gecko, axe) = (tools::geckodriver(), tools::axe());
    axe.ensure(&builder.cache)?;
    browsers::ensure(&engines, &builder.cache)?;
    let services = Services::ensure(&builder.cache)?;
    let mut drivers = Vec::new();
    if engines.contains(&Engine::Firefox) {
        gecko.ensure(&builder.cache)?;
        drivers.extend(gecko.file(&builder.cache).parent().map(PathBuf::from));
    }
    let path = std::env::join_paths(
        drivers
            .into_iter()
            .chain(std::env::split_paths(&builder.path)),
    )
    .map_err(|error| Failure::new(format!("PATH cannot hold the drivers' folders: {error}.")))?;
    Ok(Bench {
        axe: axe.file(&builder.cache),
        dist: workspace::target().join("e2e").join("dist"),
        builder,
        path,
        services,
    })
}

impl Bench {
    /// The steps: all of them, or with words those that run tests.
    ///
    /// Natively the app is compiled with `ssr`, so that its components print and are tested.
    fn steps(&self, words: &[String]) -> Vec<Step> {
        let mut steps = Vec::new();
        if words.is_empty() {
            steps.push(self.cargo("formatting", "fmt --all --check"));
            // A workspace of its own, which the line above does not reach.
            let targets = format!("fmt --manifest-path {}/Cargo.toml --check", fuzz::FOLDER);
            steps.push(self.cargo("formatting, fuzz targets", &targets));
            let lint = "clippy --workspace --all-targets --features kiosque-app/ssr -- -D warnings";
            steps.push(self.cargo("clippy", lint));
            steps.push(self.browser_clippy());
        }
        let unit = "test --workspace --exclude kiosque-tests --features kiosque-app/ssr";
        steps.push(self.filtered("unit tests", unit, words));
        steps.extend(self.browser_tests(words));
        if words.is_empty() {
            let check = "run --quiet -p kiosque-press --bin kiosque -- check";
            steps.push(self.cargo("content", check));
        }
        steps.push(self.release_build());
        steps.push(self.end_to_end(words));
        steps
    }

    fn cargo(&self, name: &'static str, arguments: &str) -> Step {
        let mut command = workspace::cargo();
        command.args(arguments.split(' ')).env("PATH", &self.path);
        Step { name, command }
    }

    fn filtered(&self, name: &'static str, arguments: &str, words: &[String]) -> Step {
        let mut step = self.cargo(name, arguments);
        if !words.is_empty() {
            step.command.arg("--").args(words);
        }
        step
    }

    fn browser_clippy(&self) -> Step {
        let arguments = format!(
            "clippy -p kiosque-app --target {} --features browser --lib --bins -- -D warnings",
            wasm::TARGET
        );
        self.cargo("clippy, browser", &arguments)
    }

    /// The app's tests inside Chromium: one step, or with words one for each, because
    /// wasm-bindgen's runner takes one.
    fn browser_tests(&self, words: &[String]) -> Vec<Step> {
        let arguments = format!(
            "test -p kiosque-app --target {} --features browser --tests",
            wasm::TARGET
        );
        let runs: Vec<&[String]> = if words.is_empty() {
            vec![&[]]
        } else {
            words.chunks(1).collect()
        };
        runs.into_iter()
            .map(|run| {
                let mut step = self.filtered("browser tests", &arguments, run);
                step.command
                    .env(
                        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                        "wasm-bindgen-test-runner",
                    )
                    .env("WASM_BINDGEN_USE_BROWSER", "1")
                    .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30")
                    .env(
                        "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
                        workspace::root().join("xtask").join("webdriver.json"),
                    );
                if let Some(driver) = process::find("chromedriver") {
                    // Otherwise the runner takes the first driver of any browser it finds.
                    step.command.env("CHROMEDRIVER", driver);
                }
                step
            })
            .collect()
    }

    fn release_build(&self) -> Step {
        let mut command = self.builder.trunk();
        command
            .args(["build", "--release", "--offline", "--dist"])
            .arg(&self.dist);
        Step {
            name: "release build",
            command,
        }
    }

    fn end_to_end(&self, words: &[String]) -> Step {
        let mut step = self.filtered("end-to-end tests", "test -p kiosque-tests", words);
        step.command
            .env("KIOSQUE_DIST", &self.dist)
            .env("KIOSQUE_BUNDLE", press::bundle())
            .env("KIOSQUE_PROGRAM", press::printing_program())
            .env("KIOSQUE_AXE", &self.axe)
            .env_remove("KIOSQUE_WORDPRESS")
            .envs(self.services.environment());
        step
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bench() -> Bench {
        Bench {
            builder: Builder::for_tests(),
            path: "/tools:/usr/bin".into(),
            axe: "/axe.min.js".into(),
            dist: "/target/e2e/dist".into(),
            services: Services::for_tests(),
        }
    }

    fn names(words: &[&str]) -> Vec<&'static str> {
        let words: Vec<_> = words.iter().map(|word| (*word).to_owned()).collect();
        bench().steps(&words).iter().map(|step| step.name).collect()
    }

    #[test]
    fn cheap_checks_come_before_long_ones() {
        assert_eq!(
            names(&[]),
            [
                "formatting",
                "formatting, fuzz targets",
                "clippy",
                "clippy, browser",
                "unit tests",
                "browser tests",
                "content",
                "release build",
                "end-to-end tests"
            ]
        );
    }

    #[test]
    fn words_keep_the_tests_only_and_reach_each_of_them() {
        assert_eq!(
            names(&["theme"]),
            [
                "unit tests",
                "browser tests",
                "release build",
                "end-to-end tests"
            ]
        );
        let words = ["theme".to_owned(), "focus".to_owned()];
        let lines: Vec<_> = bench()
            .steps(&words)
            .iter()
            .map(|step| process::line(&step.command))
            .collect();
        assert!(
            lines[0].ends_with("kiosque-app/ssr -- theme focus"),
            "{lines:?}"
        );
        assert!(lines[1].ends_with("--tests -- theme"), "{lines:?}");
        assert!(lines[2].ends_with("--tests -- focus"), "{lines:?}");
        assert!(
            lines[4].ends_with("test -p kiosque-tests -- theme focus"),
            "{lines:?}"
        );
    }

    #[test]
    fn the_suite_is_told_where_the_built_site_is() {
        let steps = bench().steps(&[]);
        let build = steps
            .iter()
            .find(|step| step.name == "release build")
            .expect("a build");
        assert!(process::line(&build.command).ends_with("--dist /target/e2e/dist"));
        let suite = steps.last().expect("a suite");
        let told: Vec<_> = suite
            .command
            .get_envs()
            .filter_map(|(key, value)| Some((key, value?)))
            .collect();
        assert!(
            told.contains(&("KIOSQUE_DIST".as_ref(), "/target/e2e/dist".as_ref())),
            "{told:?}"
        );
        assert!(
            told.contains(&("KIOSQUE_AXE".as_ref(), "/axe.min.js".as_ref())),
            "{told:?}"
        );
        let wordpress = ("KIOSQUE_WORDPRESS".as_ref(), "/wordpress".as_ref());
        assert!(told.contains(&wordpress), "{told:?}");
    }
}
