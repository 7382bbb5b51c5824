//! The checkout.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::lockfile;

/// The checkout's folder: this crate was compiled in it.
pub fn root() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest)
}

/// The folder cargo builds into.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// `cargo`, run in the checkout.
pub fn cargo() -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(root());
    // `cargo run` leaves variables that describe this crate; the crates built next have their own.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// The version of a package that Cargo.lock pins.
pub fn locked_version(package: &str) -> Result<String, Failure> {
    let path = root().join("Cargo.lock");
    let text = std::fs::read_to_string(&path)
        .map_err(|error| Failure::new(format!("Cannot read {}: {error}.", path.display())))?;
    lockfile::version(&text, package)
        .map(str::to_owned)
        .ok_or_else(|| {
            Failure::new(format!(
                "Cargo.lock pins no single version of {package}: run `cargo update -p {package}`."
            ))
        })
}
