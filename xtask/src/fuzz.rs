//! `cargo xtask fuzz`: damaged posts for the archive's importers, one target for each format.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cache::Cache;
use crate::failure::Failure;
use crate::tools::{self, Tool};
use crate::{process, workspace};

/// The folder of the targets, in the checkout.
pub const FOLDER: &str = "crates/kiosque-archive/fuzz";

/// The folder of the synthetic posts that the targets start from, in the checkout.
const FIXTURES: &str = "crates/kiosque-archive/fixtures";

/// Each target with the folders of its first inputs.
const TARGETS: [(&str, &[&str]); 11] = [
    ("x-syndication", &["x"]),
    ("x-v1", &["x"]),
    ("x-graphql", &["x"]),
    ("x-v2", &["x"]),
    ("x-archive", &["x"]),
    ("bluesky", &["bluesky"]),
    ("mastodon", &["mastodon"]),
    ("oembed", &["embed"]),
    ("blockquote", &["embed"]),
    ("written", &["written"]),
    (
        "recognised",
        &["x", "bluesky", "mastodon", "embed", "written", "found"],
    ),
];

/// How long each target runs unless told otherwise.
const SECONDS: u32 = 60;

/// What the person asked for.
#[derive(Debug, PartialEq, Eq)]
struct Order {
    targets: Vec<(&'static str, &'static [&'static str])>,
    seconds: u32,
}

/// Sets up, then runs the targets one after the other, to the first finding.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    let order = Order::read(arguments)?;
    tools::prerequisites(|program| process::find(program).is_some())?;
    let cache = Cache::from_environment()?;
    let tool = tools::cargo_fuzz();
    tool.ensure(&cache)?;
    for (target, folders) in order.targets {
        seed(target, folders)?;
        let mut command = command(&tool, &cache, target, order.seconds);
        println!("\n{}", process::line(&command));
        process::run(&mut command).map_err(|failure| {
            Failure::new(format!(
                "{failure} Where it ran, what broke it is in {FOLDER}/artifacts/{target}: make it a \
                 fixture when it is mended."
            ))
        })?;
    }
    Ok(())
}

impl Order {
    fn read(arguments: &[String]) -> Result<Self, Failure> {
        let mut order = Self {
            targets: Vec::new(),
            seconds: SECONDS,
        };
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            let seconds = match word.strip_prefix("--seconds") {
                Some("") => words.next().map(String::as_str),
                Some(rest) => rest.strip_prefix('='),
                None => {
                    order.targets.push(target(word)?);
                    continue;
                }
            };
            order.seconds = seconds
                .and_then(|seconds| seconds.parse().ok())
                .filter(|seconds| *seconds > 0)
                .ok_or_else(|| Failure::new("`--seconds` takes a number from 1."))?;
        }
        if order.targets.is_empty() {
            order.targets = TARGETS.to_vec();
        }
        Ok(order)
    }
}

fn target(name: &str) -> Result<(&'static str, &'static [&'static str]), Failure> {
    TARGETS
        .into_iter()
        .find(|(target, _)| *target == name)
        .ok_or_else(|| {
            let names: Vec<_> = TARGETS.iter().map(|(name, _)| *name).collect();
            Failure::new(format!(
                "There is no target `{name}`. There are: {}.",
                names.join(", ")
            ))
        })
}

/// Puts the fixtures into a target's corpus, beside what earlier runs found.
fn seed(target: &str, folders: &[&str]) -> Result<(), Failure> {
    let corpus = workspace::root().join(FOLDER).join("corpus").join(target);
    for folder in folders {
        let from = workspace::root().join(FIXTURES).join(folder);
        copy_files(&from, &corpus, folder).map_err(|error| {
            Failure::new(format!(
                "Cannot copy {} to {}: {error}.",
                from.display(),
                corpus.display()
            ))
        })?;
    }
    Ok(())
}

/// Copies the files of a folder, its name before theirs.
fn copy_files(from: &Path, to: &Path, name: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            let file = entry.file_name();
            std::fs::copy(
                entry.path(),
                to.join(format!("{name}-{}", file.to_string_lossy())),
            )?;
        }
    }
    Ok(())
}

fn command(tool: &Tool, cache: &Cache, target: &str, seconds: u32) -> Command {
    let folder: PathBuf = workspace::root().join(FOLDER);
    let mut command = Command::new(tool.file(cache));
    command
        .current_dir(&folder)
        .arg("run")
        .arg("--fuzz-dir")
        .arg(&folder)
        .arg("--target-dir")
        .arg(workspace::target().join("fuzz"))
        .args([target, "--", &format!("-max_total_time={seconds}")])
        // Coverage and the address sanitiser are flags of the stable compiler in all but name.
        .env("RUSTC_BOOTSTRAP", "1");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Order, Failure> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Order::read(&words)
    }

    #[test]
    fn one_target_or_all_for_as_long_as_asked() {
        let all = read("").expect("no arguments");
        assert_eq!((all.targets.len(), all.seconds), (TARGETS.len(), SECONDS));
        for line in ["mastodon --seconds 5", "--seconds=5 mastodon"] {
            let one = read(line).expect(line);
            assert_eq!((one.targets[0].0, one.seconds), ("mastodon", 5), "{line}");
        }
    }

    #[test]
    fn what_cannot_be_done_is_named() {
        for (line, named) in [
            ("twitter", "x-v1"),
            ("--seconds", "--seconds"),
            ("--seconds 0", "--seconds"),
        ] {
            let sentence = read(line).expect_err(line).to_string();
            assert!(sentence.contains(named), "{line}: {sentence}");
        }
    }

    #[test]
    fn each_target_has_its_file_and_its_fixtures() {
        let root = workspace::root();
        let manifest =
            std::fs::read_to_string(root.join(FOLDER).join("Cargo.toml")).expect("a manifest");
        for (target, folders) in TARGETS {
            let file = format!("targets/{target}.rs");
            assert!(root.join(FOLDER).join(&file).is_file(), "{file}");
            assert!(manifest.contains(&file), "{file}");
            for folder in folders {
                assert!(root.join(FIXTURES).join(folder).is_dir(), "{folder}");
            }
        }
    }

    #[test]
    fn targets_build_on_the_stable_toolchain_outside_the_sources() {
        let cache = Cache::from_environment().expect("a home");
        let command = command(&tools::cargo_fuzz(), &cache, "written", 7);
        let line = process::line(&command);
        assert!(
            line.ends_with("/fuzz written -- -max_total_time=7"),
            "{line}"
        );
        let bootstrap = command
            .get_envs()
            .any(|(name, value)| name == "RUSTC_BOOTSTRAP" && value == Some("1".as_ref()));
        assert!(bootstrap);
    }
}
