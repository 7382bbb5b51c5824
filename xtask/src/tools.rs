//! The tools that a build and its tests need, at pinned versions.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cache::Cache;
use crate::failure::Failure;
use crate::{process, report, workspace};

/// Trunk 0.22 wants a newer rustc than the workspace does.
const TRUNK: &str = "0.21.14";
const GECKODRIVER: &str = "0.37.1";
/// Binaryen's version 132, which Trunk.toml pins as `version_132`.
const BINARYEN: &str = "132.0.0";
const AXE: &str = "4.14.1";
const LIGHTHOUSE: &str = "12.8.2";
const TWIGGY: &str = "0.8.0";
const CARGO_FUZZ: &str = "0.13.2";

/// Where a tool comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// A crate with a program of the given name.
    Crate {
        program: &'static str,
        options: &'static [&'static str],
    },
    /// An npm package with a file of the given path.
    Npm { file: &'static str },
}

/// A tool at its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool {
    name: &'static str,
    version: String,
    origin: Origin,
}

/// Trunk, which builds and serves the app.
pub fn trunk() -> Tool {
    Tool {
        name: "trunk",
        version: TRUNK.into(),
        origin: Origin::Crate {
            program: "trunk",
            // Trunk never fetches anything here, so what it needs to do so is left out.
            options: &["--no-default-features", "--features", "rustls"],
        },
    }
}

/// wasm-bindgen's command, which must have the very version that the app is linked with.
pub fn wasm_bindgen() -> Result<Tool, Failure> {
    Ok(Tool {
        name: "wasm-bindgen-cli",
        version: workspace::locked_version("wasm-bindgen")?,
        origin: Origin::Crate {
            program: "wasm-bindgen",
            options: &[],
        },
    })
}

/// wasm-opt, from Binaryen's own npm package.
pub fn wasm_opt() -> Tool {
    Tool {
        name: "binaryen",
        version: BINARYEN.into(),
        origin: Origin::Npm {
            file: "node_modules/.bin/wasm-opt",
        },
    }
}

/// Firefox's WebDriver.
pub fn geckodriver() -> Tool {
    Tool {
        name: "geckodriver",
        version: GECKODRIVER.into(),
        origin: Origin::Crate {
            program: "geckodriver",
            options: &[],
        },
    }
}

/// axe-core, the accessibility rules that the suite runs in the page.
pub fn axe() -> Tool {
    Tool {
        name: "axe-core",
        version: AXE.into(),
        origin: Origin::Npm {
            file: "node_modules/axe-core/axe.min.js",
        },
    }
}

/// Lighthouse, which loads pages as a phone would.
pub fn lighthouse() -> Tool {
    Tool {
        name: "lighthouse",
        version: LIGHTHOUSE.into(),
        origin: Origin::Npm {
            file: "node_modules/.bin/lighthouse",
        },
    }
}

/// twiggy, which weighs the functions of a wasm file.
pub fn twiggy() -> Tool {
    Tool {
        name: "twiggy",
        version: TWIGGY.into(),
        origin: Origin::Crate {
            program: "twiggy",
            options: &[],
        },
    }
}

/// cargo-fuzz, which builds fuzz targets and runs them with libFuzzer.
pub fn cargo_fuzz() -> Tool {
    Tool {
        name: "cargo-fuzz",
        version: CARGO_FUZZ.into(),
        origin: Origin::Crate {
            program: "cargo-fuzz",
            options: &[],
        },
    }
}

impl Tool {
    /// The file that proves the tool is there, and is what its users run or read.
    pub fn file(&self, cache: &Cache) -> PathBuf {
        self.file_in(&cache.tool(self.name, &self.version))
    }

    fn file_in(&self, folder: &Path) -> PathBuf {
        match self.origin {
            Origin::Crate { program, .. } => folder.join("bin").join(program),
            Origin::Npm { file } => folder.join(file),
        }
    }

    /// Installs the tool unless it is there.
    pub fn ensure(&self, cache: &Cache) -> Result<(), Failure> {
        let label = format!("{} {}", self.name, self.version);
        if self.file(cache).exists() {
            report::present(&label);
            return Ok(());
        }
        let doing = match self.origin {
            Origin::Crate { .. } => "compiling, once; minutes",
            Origin::Npm { .. } => "installing from npm",
        };
        report::step(&label, doing, || self.install(cache))
    }

    fn install(&self, cache: &Cache) -> Result<(), Failure> {
        let file = self.file_in(Path::new(""));
        let outcome = cache.assemble(self.name, &self.version, &file, |folder| {
            self.install_into(folder, cache)
        });
        if self.file(cache).exists() {
            Ok(())
        } else {
            outcome
        }
    }

    fn install_into(&self, folder: &Path, cache: &Cache) -> Result<(), Failure> {
        let log = cache.log(&format!("{}-{}", self.name, self.version));
        match self.origin {
            Origin::Npm { .. } => process::run_logged(
                Command::new("npm")
                    .args(self.npm_arguments(folder))
                    .current_dir(folder),
                &log,
            ),
            Origin::Crate { .. } => {
                let build = cache.build(self.name, &self.version);
                let mut outcome = self.cargo_install(folder, &build, true, &log);
                if outcome.is_err() && lacks_a_locked_version(&log) {
                    outcome = self.cargo_install(folder, &build, false, &log);
                }
                if outcome.is_ok() {
                    let _ = fs::remove_dir_all(&build);
                }
                outcome
            }
        }
    }

    fn cargo_install(
        &self,
        root: &Path,
        build: &Path,
        locked: bool,
        log: &Path,
    ) -> Result<(), Failure> {
        let mut command = workspace::cargo();
        // Outside the checkout, whose configuration is not the tool's business.
        command
            .current_dir(root)
            .args(self.cargo_arguments(root, build, locked));
        process::run_logged(&mut command, log)
    }

    fn cargo_arguments(&self, root: &Path, build: &Path, locked: bool) -> Vec<OsString> {
        let options = match self.origin {
            Origin::Crate { options, .. } => options,
            Origin::Npm { .. } => &[],
        };
        let mut arguments: Vec<OsString> = vec!["install".into()];
        arguments.push(format!("{}@{}", self.name, self.version).into());
        if locked {
            arguments.push("--locked".into());
        }
        arguments.extend(options.iter().map(Into::into));
        // A developer waits for these tools to compile more than for them to run.
        for setting in ["profile.release.lto=false", "profile.release.opt-level=1"] {
            arguments.push("--config".into());
            arguments.push(setting.into());
        }
        arguments.push("--target-dir".into());
        arguments.push(build.into());
        arguments.push("--root".into());
        arguments.push(root.into());
        arguments
    }

    fn npm_arguments(&self, folder: &Path) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = ["install", "--no-audit", "--no-fund", "--prefix"]
            .map(Into::into)
            .into();
        arguments.push(folder.into());
        arguments.push(format!("{}@{}", self.name, self.version).into());
        arguments
    }
}

/// Whether an installation failed because the registry lacks a version that the tool's own lock
/// file names: a mirror that lags by days. Older versions of the same dependencies will do.
fn lacks_a_locked_version(log: &Path) -> bool {
    fs::read_to_string(log).is_ok_and(|text| {
        text.contains("failed to select a version for the requirement")
            || text.contains("no matching package")
    })
}

/// PATH with a folder and the tools' folders before what it was.
pub fn path_with(
    first: Option<&Path>,
    tools: &[&Tool],
    cache: &Cache,
) -> Result<OsString, Failure> {
    let own = tools
        .iter()
        .filter_map(|tool| tool.file(cache).parent().map(Path::to_path_buf));
    let own = first.map(Path::to_path_buf).into_iter().chain(own);
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(own.chain(std::env::split_paths(&inherited)))
        .map_err(|error| Failure::new(format!("PATH cannot hold the tools' folders: {error}.")))
}

/// Whether the programs that the set-up itself runs are there, else a sentence with the mend.
pub fn prerequisites(is_there: impl Fn(&str) -> bool) -> Result<(), Failure> {
    if !is_there("cargo") {
        return Err(Failure::new(
            "cargo is not on PATH: install Rust with rustup, or add it to PATH.",
        ));
    }
    if !["cc", "gcc", "clang"]
        .iter()
        .any(|compiler| is_there(compiler))
    {
        return Err(Failure::new(
            "There is no C compiler to link with: install one (Debian: `apt-get install gcc \
             libc6-dev`; macOS: `xcode-select --install`).",
        ));
    }
    if !is_there("node") || !is_there("npm") {
        return Err(Failure::new(
            "node and npm are not on PATH: install Node.js 20 or newer with its npm (Debian: \
             `apt-get install nodejs npm`).",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(arguments: &[OsString]) -> String {
        let words: Vec<_> = arguments
            .iter()
            .map(|word| word.to_string_lossy())
            .collect();
        words.join(" ")
    }

    #[test]
    fn trunk_is_compiled_fast_and_without_what_fetches() {
        assert_eq!(
            typed(&trunk().cargo_arguments(Path::new("/r"), Path::new("/b"), true)),
            "install trunk@0.21.14 --locked --no-default-features --features rustls \
             --config profile.release.lto=false --config profile.release.opt-level=1 \
             --target-dir /b --root /r"
        );
    }

    #[test]
    fn the_retry_only_drops_the_lock() {
        let tool = geckodriver();
        let locked = typed(&tool.cargo_arguments(Path::new("/r"), Path::new("/b"), true));
        let free = typed(&tool.cargo_arguments(Path::new("/r"), Path::new("/b"), false));
        assert_eq!(locked.replace(" --locked", ""), free);
        assert_ne!(locked, free);
    }

    #[test]
    fn npm_installs_one_exact_version_into_its_folder() {
        assert_eq!(
            typed(&wasm_opt().npm_arguments(Path::new("/r"))),
            "install --no-audit --no-fund --prefix /r binaryen@132.0.0"
        );
    }

    #[test]
    fn wasm_bindgen_has_the_version_of_the_lock_file() {
        let tool = wasm_bindgen().expect("Cargo.lock pins wasm-bindgen");
        let lock = fs::read_to_string(workspace::root().join("Cargo.lock")).expect("Cargo.lock");
        let entry = format!("name = \"wasm-bindgen\"\nversion = \"{}\"", tool.version);
        assert!(lock.contains(&entry), "{entry}");
    }

    #[test]
    fn only_a_lagging_registry_is_worth_a_second_try() {
        let log = std::env::temp_dir().join(format!("kiosque-lag-{}.log", std::process::id()));
        for (text, lags) in [
            (
                "error: failed to select a version for the requirement `a = \"^1.0.10\"`",
                true,
            ),
            ("error: could not compile `trunk`", false),
        ] {
            fs::write(&log, text).expect("a log");
            assert_eq!(lacks_a_locked_version(&log), lags, "{text}");
        }
        let _ = fs::remove_file(&log);
    }

    #[test]
    fn each_missing_prerequisite_is_named() {
        for (missing, named) in [
            ("cargo", "rustup"),
            ("cc", "C compiler"),
            ("node", "Node.js"),
            ("npm", "Node.js"),
        ] {
            let there = |program: &str| {
                program != missing && !(missing == "cc" && ["gcc", "clang"].contains(&program))
            };
            let sentence = prerequisites(there).expect_err(missing).to_string();
            assert!(sentence.contains(named), "{missing}: {sentence}");
        }
        assert_eq!(prerequisites(|_| true), Ok(()));
    }
}
