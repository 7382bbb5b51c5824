//! Isso, which keeps the comments while developing and in the tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cache::Cache;
use crate::failure::Failure;
use crate::services::Found;
use crate::{debian, process, report};

const NAME: &str = "isso";
const VERSION: &str = "0.14.0";
/// Isso and what it imports, at exact versions.
const REQUIREMENTS: &str = include_str!("../isso-requirements.txt");
/// What of it was installed is kept beside it, so that other versions are installed anew.
const INSTALLED: &str = "requirements.txt";

/// Debian's packages of a Python that can do it.
const DEBIAN: &[&str] = &["python3", "python3-venv"];

/// Ends well where Python is new enough and can make an environment with pip in it.
const PROBE: &str = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";

/// An installed Isso.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Isso {
    folder: PathBuf,
}

impl Isso {
    /// The program `isso`.
    pub fn program(&self) -> PathBuf {
        self.folder.join(program())
    }

    /// The Python that can import it.
    pub fn python(&self) -> PathBuf {
        self.folder.join(python())
    }

    /// Whether it is there, whole, at the versions asked for. A link to a Python that has since
    /// gone does not exist.
    fn is_there(&self) -> bool {
        self.python().exists()
            && self.program().exists()
            && std::fs::read_to_string(self.folder.join(INSTALLED))
                .is_ok_and(|text| text == REQUIREMENTS)
    }
}

fn program() -> PathBuf {
    Path::new("bin").join("isso")
}

fn python() -> PathBuf {
    Path::new("bin").join("python")
}

/// Makes sure that Isso is there, unless there is no Python for it.
pub fn ensure(cache: &Cache) -> Result<Found<Isso>, Failure> {
    let isso = Isso {
        folder: cache.tool(NAME, VERSION),
    };
    let label = format!("{NAME} {VERSION}");
    if isso.is_there() {
        report::present(&label);
        return Ok(Found::Ready(isso));
    }
    let Some(base) = base_python(cache)? else {
        return Ok(Found::Missing(format!(
            "there is no Python 3.10 or later with its venv module on PATH (Debian: `apt-get \
             install {}`)",
            DEBIAN.join(" ")
        )));
    };
    report::step(&label, "installing from PyPI", || {
        let outcome = cache.assemble(NAME, VERSION, &program(), |folder| {
            install(folder, &base, cache)
        });
        // Another run may have been first.
        if isso.is_there() { Ok(()) } else { outcome }
    })?;
    Ok(Found::Ready(isso))
}

/// A Python to make an environment from, installed where that needs nobody's leave.
fn base_python(cache: &Cache) -> Result<Option<PathBuf>, Failure> {
    if let Some(found) = fit_python(is_fit) {
        return Ok(Some(found));
    }
    if debian::can_install() {
        debian::install("Python", DEBIAN, cache)?;
    }
    Ok(fit_python(is_fit))
}

/// The first Python that will do. One that a version manager puts first on PATH may be older than
/// the system's.
fn fit_python(is_fit: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    let own = ["python3", "python"]
        .iter()
        .filter_map(|name| process::find(name));
    own.chain([PathBuf::from("/usr/bin/python3")])
        .find(|python| is_fit(python))
}

fn is_fit(python: &Path) -> bool {
    process::output(Command::new(python).args(["-c", PROBE])).is_some()
}

fn install(folder: &Path, base: &Path, cache: &Cache) -> Result<(), Failure> {
    let at = |path: &Path, error: std::io::Error| {
        Failure::new(format!("Cannot write {}: {error}.", path.display()))
    };
    let log = cache.log(&format!("{NAME}-{VERSION}"));
    process::run_logged(Command::new(base).args(["-m", "venv"]).arg(folder), &log)?;
    let list = folder.join(INSTALLED);
    std::fs::write(&list, REQUIREMENTS).map_err(|error| at(&list, error))?;
    process::run_logged(&mut pip(folder, &list), &log)?;
    // pip writes the environment's own path into its scripts, and the environment moves.
    let program = folder.join(program());
    std::fs::write(&program, SCRIPT).map_err(|error| at(&program, error))
}

const SCRIPT: &str = r#"#!/bin/sh
exec "$(dirname "$0")/python" -c 'from isso import main; main()' "$@"
"#;

fn pip(folder: &Path, list: &Path) -> Command {
    let mut command = Command::new(folder.join(python()));
    command
        .args(["-m", "pip", "install", "--quiet", "--no-input"])
        .args(["--disable-pip-version-check", "--no-deps", "--requirement"])
        .arg(list);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_is_exact_and_isso_s_is_the_tool_s() {
        let pins: Vec<_> = REQUIREMENTS
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert!(
            pins.contains(&format!("{NAME}=={VERSION}").as_str()),
            "{pins:?}"
        );
        for pin in pins {
            let (name, version) = pin.split_once("==").expect(pin);
            assert!(
                !name.is_empty() && version.starts_with(char::is_numeric),
                "{pin}"
            );
        }
    }

    #[test]
    fn pip_adds_nothing_of_its_own() {
        assert_eq!(
            process::line(&pip(Path::new("/v"), Path::new("/v/list"))),
            "/v/bin/python -m pip install --quiet --no-input --disable-pip-version-check --no-deps \
             --requirement /v/list"
        );
    }

    #[test]
    fn a_python_that_is_too_old_is_passed_over() {
        let tried = std::cell::RefCell::new(Vec::new());
        let found = fit_python(|python| {
            tried.borrow_mut().push(python.to_path_buf());
            python == Path::new("/usr/bin/python3")
        });
        assert_eq!(found, Some("/usr/bin/python3".into()));
        assert_eq!(fit_python(|_| false), None);
        assert!(!tried.borrow().is_empty());
    }
}
