//! `cargo xtask serve`.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use crate::cache::Cache;
use crate::failure::Failure;
use crate::tools::{self, Tool};
use crate::{dependencies, process, wasm, workspace};

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

/// Sets up, then becomes `trunk serve`.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    let mut command = set_up()?.trunk();
    command.args(["serve", "--offline"]).args(arguments);
    // Through the environment, so that arguments of the same names can override them.
    for (name, value) in defaults(|name| std::env::var_os(name).is_some()) {
        command.env(name, value);
    }
    println!("Starting {}", process::line(&command));
    let error = command.exec();
    Err(Failure::new(format!("Trunk cannot be started: {error}.")))
}

fn defaults(is_set: impl Fn(&str) -> bool) -> Vec<(&'static str, &'static str)> {
    [
        ("TRUNK_SERVE_ADDRESS", "127.0.0.1"),
        ("TRUNK_SERVE_PORT", "8080"),
    ]
    .into_iter()
    .filter(|(name, _)| !is_set(name))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_developer_s_own_address_is_kept() {
        assert_eq!(
            defaults(|_| false),
            [
                ("TRUNK_SERVE_ADDRESS", "127.0.0.1"),
                ("TRUNK_SERVE_PORT", "8080")
            ]
        );
        assert_eq!(
            defaults(|name| name == "TRUNK_SERVE_PORT"),
            [("TRUNK_SERVE_ADDRESS", "127.0.0.1")]
        );
    }
}
