//! The crates that the workspace is built of.
//!
//! Trunk, told to fetch nothing, tells cargo the same; so what a build needs is fetched before.

use std::ffi::OsStr;
use std::process::Command;

use crate::cache::Cache;
use crate::failure::Failure;
use crate::wasm::{self, Toolchain};
use crate::{process, report, workspace};

/// Fetches what is missing.
pub fn ensure(toolchain: &Toolchain, path: &OsStr, cache: &Cache) -> Result<(), Failure> {
    let label = "crates";
    let fetches = fetches(toolchain);
    let missing = fetches
        .iter()
        .any(|words| process::output(fetch(words, path).arg("--offline")).is_none());
    if !missing {
        report::present(label);
        return Ok(());
    }
    report::step(label, "cargo fetch", || {
        fetches
            .iter()
            .try_for_each(|words| process::run_logged(&mut fetch(words, path), &cache.log("fetch")))
    })
}

/// The arguments of each `cargo fetch`. A standard library that is built from source has crates of
/// its own, which only the toolchain that builds it knows.
fn fetches(toolchain: &Toolchain) -> Vec<Vec<&'static str>> {
    let mut fetches = vec![vec!["fetch"]];
    if matches!(toolchain, Toolchain::Debian(_)) {
        fetches.push(vec!["fetch", "--target", wasm::TARGET]);
    }
    fetches
}

fn fetch(words: &[&str], path: &OsStr) -> Command {
    let mut command = workspace::cargo();
    command.args(words).env("PATH", path);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_library_built_from_source_has_crates_of_its_own() {
        assert_eq!(fetches(&Toolchain::Default), [["fetch"].as_slice()]);
        let debian = fetches(&Toolchain::Debian("/folder".into()));
        assert_eq!(debian.len(), 2);
        assert!(debian[1].contains(&wasm::TARGET), "{debian:?}");
    }
}
