//! A toolchain that compiles to wasm32: rustup's target, else Debian's own toolchain.

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cache::Cache;
use crate::failure::Failure;
use crate::{debian, process, report, workspace};

/// The target the app is compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's toolchain for web programs, with the library sources that stand in for a target that
/// is not packaged.
const DEBIAN: &[&str] = &[
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-clippy",
    "lld-22",
];

/// Which toolchain compiles to wasm32.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Toolchain {
    /// The default one.
    Default,
    /// Debian's, behind a `cargo` in the given folder that chooses it for wasm32 alone.
    Debian(PathBuf),
}

impl Toolchain {
    /// A folder that must come first on PATH.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Default => None,
            Self::Debian(folder) => Some(folder),
        }
    }
}

/// What the environment or the machine leaves to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Either,
    Rustup,
    Debian,
}

fn choice(asked: Option<OsString>) -> Result<Choice, Failure> {
    match asked.as_deref().and_then(|value| value.to_str()) {
        None | Some("") => Ok(Choice::Either),
        Some("rustup") => Ok(Choice::Rustup),
        Some("debian") => Ok(Choice::Debian),
        Some(other) => Err(Failure::new(format!(
            "KIOSQUE_WASM_TOOLCHAIN is `{other}`; it may be rustup or debian."
        ))),
    }
}

/// Makes sure that there is a toolchain for wasm32.
pub fn ensure(cache: &Cache) -> Result<Toolchain, Failure> {
    let choice = choice(std::env::var_os("KIOSQUE_WASM_TOOLCHAIN"))?;
    if choice != Choice::Debian {
        if has_target() {
            report::present(TARGET);
            return Ok(Toolchain::Default);
        }
        match add_target(cache) {
            Ok(()) => return Ok(Toolchain::Default),
            Err(failure) if choice == Choice::Rustup => return Err(failure),
            Err(_) => {}
        }
    }
    debian_toolchain(cache).map(Toolchain::Debian)
}

/// Whether the toolchain that cargo runs here has the target's standard library.
fn has_target() -> bool {
    process::output(
        Command::new("rustc")
            .args(["--print", "sysroot"])
            .current_dir(workspace::root()),
    )
    .is_some_and(|root| {
        Path::new(&root)
            .join("lib/rustlib")
            .join(TARGET)
            .join("lib")
            .is_dir()
    })
}

fn add_target(cache: &Cache) -> Result<(), Failure> {
    if process::find("rustup").is_none() {
        return Err(Failure::new(format!(
            "This Rust has no {TARGET} and there is no rustup to add it: install Rust with rustup."
        )));
    }
    report::step(TARGET, "rustup target add", || {
        process::run_logged(
            Command::new("rustup")
                .args(["target", "add", TARGET])
                .current_dir(workspace::root()),
            &cache.log("rustup-target"),
        )
    })
}

fn debian_toolchain(cache: &Cache) -> Result<PathBuf, Failure> {
    let label = "Debian's wasm toolchain";
    if debian::installed(DEBIAN) {
        report::present(label);
    } else if debian::can_install() {
        debian::install(label, DEBIAN, cache)?;
    } else {
        return Err(Failure::new(format!(
            "Rust cannot compile to {TARGET} here: run `rustup target add {TARGET}`, or on Debian \
             as root `apt-get install {}`.",
            DEBIAN.join(" ")
        )));
    }
    let folder = cache.path().join("debian-wasm");
    write_cargo(&folder)
        .map_err(|error| Failure::new(format!("Cannot write to {}: {error}.", folder.display())))?;
    Ok(folder)
}

/// The `cargo` that hands wasm32 to Debian's toolchain, which must build the standard library from
/// source, and everything else to the default one.
fn cargo_script(default: &Path) -> String {
    format!(
        r#"#!/bin/sh
case " $* " in
*{TARGET}*)
    unset CARGO LD_LIBRARY_PATH
    export RUSTUP_TOOLCHAIN=/usr RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc RUSTC_BOOTSTRAP=1
    export CARGO_UNSTABLE_BUILD_STD=std,panic_abort CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-22
    exec /usr/bin/cargo "$@"
    ;;
*) exec '{}' "$@" ;;
esac
"#,
        default.display()
    )
}

fn write_cargo(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let default = process::find("cargo").unwrap_or_else(|| "/usr/bin/cargo".into());
    let script = folder.join("cargo");
    if default == script {
        return Ok(());
    }
    fs::write(&script, cargo_script(&default))?;
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_is_read_and_a_wrong_one_refused() {
        assert_eq!(choice(None), Ok(Choice::Either));
        assert_eq!(choice(Some("".into())), Ok(Choice::Either));
        assert_eq!(choice(Some("rustup".into())), Ok(Choice::Rustup));
        assert_eq!(choice(Some("debian".into())), Ok(Choice::Debian));
        assert!(choice(Some("fedora".into())).is_err());
    }

    /// Runs the script with a default cargo that only says that it was called.
    fn default_cargo_runs_for(argument: &str) -> bool {
        let folder = std::env::temp_dir().join(format!(
            "kiosque-cargo-{}-{}",
            std::process::id(),
            argument.len()
        ));
        fs::create_dir_all(&folder).expect("a folder");
        let script = folder.join("cargo");
        fs::write(&script, cargo_script(Path::new("/bin/echo"))).expect("a script");
        let said = process::output(Command::new("sh").arg(&script).args(["--marker", argument]));
        let _ = fs::remove_dir_all(&folder);
        said.is_some_and(|said| said.contains("--marker"))
    }

    #[test]
    fn only_wasm_leaves_the_default_cargo() {
        assert!(default_cargo_runs_for("build"));
        assert!(!default_cargo_runs_for("--target=wasm32-unknown-unknown"));
    }
}
