//! The `kiosque` command: exit codes, languages, Trunk.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::newsroom;

fn kiosque(arguments: &[&str], content: &Path, variables: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kiosque"))
        .args(arguments)
        .arg("--content")
        .arg(content)
        .env_remove("TRUNK_STAGING_DIR")
        .env_remove("TRUNK_PROFILE")
        .env("LC_ALL", "C")
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_sound_folder_is_checked_and_built() {
    let (content, out) = (newsroom("minimal"), TempDir::new().unwrap());
    let checked = kiosque(&["check"], content.path(), &[]);
    assert_eq!(checked.status.code(), Some(0), "{}", told(&checked));
    let built = kiosque(
        &["build", "--out", out.path().to_str().unwrap()],
        content.path(),
        &[],
    );
    assert_eq!(built.status.code(), Some(0), "{}", told(&built));
    assert!(out.path().join("page.json").is_file());
    assert!(!out.path().join("ville/brouillon").exists());
}

#[test]
fn errors_name_file_line_and_mend_and_nothing_is_written() {
    let (content, out) = (newsroom("invalid-links"), TempDir::new().unwrap());
    let built = kiosque(
        &["build", "--out", out.path().to_str().unwrap()],
        content.path(),
        &[],
    );
    assert_eq!(built.status.code(), Some(1));
    let told = told(&built);
    for words in [
        "articles/fautif.md:8",
        "erreur",
        "remède",
        "Vouliez-vous dire «\u{202f}visite\u{202f}»",
        "6\u{a0}erreurs",
    ] {
        assert!(told.contains(words), "{words:?} is not in:\n{told}");
    }
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 0);
}

#[test]
fn a_warning_fails_the_check_alone() {
    let (content, out) = (newsroom("invalid-alt"), TempDir::new().unwrap());
    assert_eq!(
        kiosque(&["check"], content.path(), &[]).status.code(),
        Some(1)
    );
    let built = kiosque(
        &["build", "--out", out.path().to_str().unwrap()],
        content.path(),
        &[],
    );
    assert_eq!(built.status.code(), Some(0));
    assert!(told(&built).contains("avertissement"));
}

#[test]
fn the_site_chooses_the_language_and_the_environment_before_it() {
    let english = kiosque(&["check"], newsroom("invalid-site").path(), &[]);
    assert!(
        told(&english).contains("there is no time zone"),
        "{}",
        told(&english)
    );
    let empty = TempDir::new().unwrap();
    let french = kiosque(&["check"], empty.path(), &[("LC_ALL", "C")]);
    assert!(
        told(&french).contains("le fichier site.toml manque"),
        "{}",
        told(&french)
    );
    let english = kiosque(&["check"], empty.path(), &[("LC_ALL", "en_GB.UTF-8")]);
    assert!(
        told(&english).contains("there is no site.toml"),
        "{}",
        told(&english)
    );
}

#[test]
fn wrong_usage_has_its_own_exit_code() {
    let content = newsroom("minimal");
    let code = |arguments: &[&str], content: &Path| kiosque(arguments, content, &[]).status.code();
    assert_eq!(code(&["build"], content.path()), Some(2));
    assert_eq!(code(&["build", "--under-trunk"], content.path()), Some(2));
    assert_eq!(code(&["check"], Path::new("/nowhere/at/all")), Some(2));
    let inside = content.path().join("dist");
    assert_eq!(
        code(
            &["build", "--out", inside.to_str().unwrap()],
            content.path()
        ),
        Some(2)
    );
    assert!(!inside.exists());
}

#[test]
fn under_trunk_drafts_show_unless_it_releases() {
    let content = newsroom("minimal");
    for (profile, shown) in [("debug", true), ("release", false)] {
        let out = TempDir::new().unwrap();
        let staging = ("TRUNK_STAGING_DIR", out.path().to_str().unwrap());
        let built = kiosque(
            &["build", "--under-trunk"],
            content.path(),
            &[staging, ("TRUNK_PROFILE", profile)],
        );
        assert_eq!(built.status.code(), Some(0), "{}", told(&built));
        assert_eq!(
            out.path().join("ville/brouillon/page.json").exists(),
            shown,
            "{profile}"
        );
    }
}

#[test]
fn a_newer_edition_is_refused() {
    let (content, out) = (newsroom("minimal"), TempDir::new().unwrap());
    std::fs::write(out.path().join("page.json"), r#"{"version":99}"#).unwrap();
    let built = kiosque(
        &["build", "--out", out.path().to_str().unwrap()],
        content.path(),
        &[],
    );
    assert_eq!(built.status.code(), Some(1));
    assert!(
        told(&built).contains("page.json") && told(&built).contains("99"),
        "{}",
        told(&built)
    );
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 1);
}
