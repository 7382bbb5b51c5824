//! `cargo xtask serve`.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use crate::cache::Cache;
use crate::failure::Failure;
use crate::tools::{self, Tool};
use crate::{comments, dependencies, process, wasm, workspace};

/// What building the app needs, set up.
pub struct Builder {
    /// The tools' cache.
    pub cache: Cache,
    /// PATH with everything on it.
    pub path: OsString,
    trunk: Tool,
}

/// Sets up what building the app needs.
pub fn set_up() -> Result<Builder, Failure> {
    tools::prerequisites(|program| process::find(program).is_some())?;
    let cache = Cache::from_environment()?;
    println!("Set-up, tools in {}", cache.path().display());
    let toolchain = wasm::ensure(&cache)?;
    let (trunk, bindgen, optimiser) = (tools::trunk(), tools::wasm_bindgen()?, tools::wasm_opt());
    for tool in [&trunk, &bindgen, &optimiser] {
        tool.ensure(&cache)?;
    }
    let path = tools::path_with(toolchain.folder(), &[&trunk, &bindgen, &optimiser], &cache)?;
    dependencies::ensure(&toolchain, &path, &cache)?;
    Ok(Builder { cache, path, trunk })
}

impl Builder {
    /// A builder that set nothing up, to read command lines from.
    #[cfg(test)]
    pub fn for_tests() -> Self {
        Self {
            cache: Cache::from_environment().expect("a home"),
            path: "/tools:/usr/bin".into(),
            trunk: tools::trunk(),
        }
    }

    /// `trunk` in the checkout, with every tool on its PATH.
    pub fn trunk(&self) -> Command {
        let mut command = Command::new(self.trunk.file(&self.cache));
        command
            .current_dir(workspace::root())
            .env("PATH", &self.path);
        // Trunk reads NO_COLOR as one of its own options and refuses the customary `1`.
        if std::env::var_os("NO_COLOR").is_some() {
            command.env("NO_COLOR", "true");
        }
        command
    }
}

/// Sets up, starts the comments, then becomes `trunk serve`.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    let builder = set_up()?;
    let is_set = |name: &str| std::env::var_os(name).is_some();
    let mut defaults = defaults();
    let comments = comments::start(&builder.cache, port(arguments, std::env::var(PORT).ok()));
    defaults.extend(comments);
    let mut command = builder.trunk();
    command.args(["serve", "--offline"]).args(arguments);
    // Through the environment, so that arguments of the same names can override them.
    for (name, value) in defaults.into_iter().filter(|(name, _)| !is_set(name)) {
        command.env(name, value);
    }
    println!("Starting {}", process::line(&command));
    let error = command.exec();
    Err(Failure::new(format!("Trunk cannot be started: {error}.")))
}

const PORT: &str = "TRUNK_SERVE_PORT";
const DEFAULT_PORT: u16 = 8080;

/// What is so unless the developer's environment says otherwise.
fn defaults() -> comments::Environment {
    vec![
        ("TRUNK_SERVE_ADDRESS", "127.0.0.1".to_owned()),
        (PORT, DEFAULT_PORT.to_string()),
    ]
}

/// The port that Trunk will listen on. What it cannot read it refuses itself.
fn port(arguments: &[String], variable: Option<String>) -> u16 {
    let mut words = arguments.iter();
    let mut asked = None;
    while let Some(word) = words.next() {
        let value = match word
            .strip_prefix("--port")
            .or_else(|| word.strip_prefix("-p"))
        {
            Some("") => words.next().map(String::as_str),
            Some(value) => Some(value.trim_start_matches('=')),
            None => continue,
        };
        asked = value.and_then(|value| value.parse().ok()).or(asked);
    }
    asked
        .or_else(|| variable.and_then(|value| value.parse().ok()))
        .unwrap_or(DEFAULT_PORT)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_port_is_the_one_that_trunk_takes() {
        let port = |words: &str, variable: Option<&str>| {
            let words: Vec<_> = words.split_whitespace().map(str::to_owned).collect();
            super::port(&words, variable.map(str::to_owned))
        };
        assert_eq!(port("", None), 8080);
        assert_eq!(port("--open", Some("9000")), 9000);
        for words in ["--port 9001", "--port=9001", "-p 9001", "-p9001", "-p=9001"] {
            assert_eq!(port(words, Some("9000")), 9001, "{words}");
        }
        assert_eq!(port("--port", None), 8080);
        assert_eq!(port("--port many", Some("few")), 8080);
    }
}
