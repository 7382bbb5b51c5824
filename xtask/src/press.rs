//! `cargo xtask press`, which Trunk runs after each build, and `cargo xtask dist`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::{process, serve, workspace};

/// The newsroom's command.
pub const PACKAGE: &str = "kiosque-press";
pub const COMMAND: &str = "kiosque";

/// Where the app's bundle is kept after a release build: what Trunk made, no content.
pub fn bundle() -> PathBuf {
    workspace::target().join("bundle")
}

/// What Trunk tells its hooks.
struct Staging {
    folder: PathBuf,
    release: bool,
}

impl Staging {
    fn from_environment(get: impl Fn(&str) -> Option<OsString>) -> Result<Self, Failure> {
        let folder = get("TRUNK_STAGING_DIR").filter(|folder| !folder.is_empty());
        let folder = folder.ok_or_else(|| {
            Failure::new(
                "TRUNK_STAGING_DIR is not set: Trunk runs this after each build. To print a site, \
                 use `trunk build --release` or the `kiosque` command."
                    .to_owned(),
            )
        })?;
        Ok(Self {
            folder: PathBuf::from(folder),
            release: get("TRUNK_PROFILE").is_some_and(|profile| profile == "release"),
        })
    }

    /// While developing, pages are data for the app on its empty shell: printing them would
    /// compile every component twice. A release is printed.
    fn command(&self, bundle: &Path) -> Command {
        let mut command = workspace::cargo();
        command.args(["run", "--quiet", "-p", PACKAGE, "--bin", COMMAND]);
        if !self.release {
            command.arg("--no-default-features");
        }
        command.args(["--", "build"]);
        if self.release {
            command
                .arg("--app")
                .arg(bundle)
                .arg("--out")
                .arg(&self.folder);
        } else {
            command.arg("--under-trunk");
        }
        command
    }
}

/// Prints the content into the site that Trunk has built.
pub fn run() -> Result<(), Failure> {
    let staging = Staging::from_environment(|name| std::env::var_os(name))?;
    let bundle = bundle();
    if staging.release {
        replace(&staging.folder, &bundle)?;
    }
    process::run(&mut staging.command(&bundle))?;
    if staging.release {
        // A build without HTML takes the program's place under `trunk serve`; the end-to-end suite
        // prints sites of its own with this one.
        let built = workspace::target().join("debug").join(program());
        keep_copy(&built, &printing_program())?;
    }
    Ok(())
}

/// The `kiosque` command that printed the last release, kept for the end-to-end suite.
pub fn printing_program() -> PathBuf {
    workspace::target().join("printing").join(program())
}

fn program() -> String {
    format!("{COMMAND}{}", std::env::consts::EXE_SUFFIX)
}

fn keep_copy(from: &Path, to: &Path) -> Result<(), Failure> {
    to.parent()
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::copy(from, to))
        .map(drop)
        .map_err(|error| {
            Failure::new(format!(
                "Cannot copy {} to {}: {error}.",
                from.display(),
                to.display()
            ))
        })
}

/// Builds the app, then the `kiosque` command with the app inside.
pub fn dist() -> Result<(), Failure> {
    let builder = serve::set_up()?;
    let site = workspace::target().join("dist").join("demonstration");
    let mut build = builder.trunk();
    build
        .args(["build", "--release", "--offline", "--dist"])
        .arg(&site);
    println!("\n{}", process::line(&build));
    process::run(&mut build)?;
    let mut command = workspace::cargo();
    command
        .args([
            "build",
            "--profile",
            "press",
            "-p",
            PACKAGE,
            "--bin",
            COMMAND,
        ])
        .args(["--features", "carry-app"])
        .env("KIOSQUE_BUNDLE", bundle())
        .env("PATH", &builder.path);
    println!("\n{}", process::line(&command));
    process::run(&mut command)?;
    let built = workspace::target().join("press").join(program());
    let file = workspace::target().join("dist").join(program());
    keep_copy(&built, &file)?;
    let bytes = std::fs::metadata(&file).map_or(0, |metadata| metadata.len());
    println!("\n{} ({} kB)", file.display(), bytes / 1000);
    Ok(())
}

/// Makes a folder the copy of another.
fn replace(from: &Path, to: &Path) -> Result<(), Failure> {
    let at = |path: &Path, error: std::io::Error| {
        Failure::new(format!("Cannot write {}: {error}.", path.display()))
    };
    match std::fs::remove_dir_all(to) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(at(to, error)),
        _ => {}
    }
    copy(from, to).map_err(|error| at(to, error))
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn staging(profile: &'static str) -> Staging {
        Staging::from_environment(|name| {
            let value = match name {
                "TRUNK_STAGING_DIR" => "/site/.stage",
                "TRUNK_PROFILE" => profile,
                _ => return None,
            };
            Some(value.into())
        })
        .expect("a staging folder")
    }

    #[test]
    fn a_release_is_printed_and_a_debug_build_is_not() {
        let release = process::line(&staging("release").command(Path::new("/bundle")));
        assert!(
            release.ends_with("--bin kiosque -- build --app /bundle --out /site/.stage"),
            "{release}"
        );
        let debug = process::line(&staging("debug").command(Path::new("/bundle")));
        assert!(
            debug.ends_with("--no-default-features -- build --under-trunk"),
            "{debug}"
        );
    }

    #[test]
    fn outside_trunk_it_says_what_to_do_instead() {
        let failure = Staging::from_environment(|_| None)
            .err()
            .expect("a failure");
        assert!(failure.to_string().contains("kiosque"), "{failure}");
    }

    #[test]
    fn the_bundle_is_what_was_built_and_no_more() {
        let work = std::env::temp_dir().join(format!("kiosque-bundle-{}", std::process::id()));
        let (from, to) = (work.join("from"), work.join("to"));
        std::fs::create_dir_all(from.join("icons")).expect("a folder");
        std::fs::write(from.join("icons/a.svg"), "a").expect("a file");
        std::fs::create_dir_all(&to).expect("a folder");
        std::fs::write(to.join("old.js"), "old").expect("a file");
        replace(&from, &to).expect("a copy");
        assert!(to.join("icons/a.svg").is_file() && !to.join("old.js").exists());
        std::fs::remove_dir_all(work).expect("nothing left");
    }
}
