//! The `kiosque` command: exit codes, languages, JSON, Trunk, new newsrooms.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::newsroom;
use crate::writing::tree;

/// The command, away from what this machine's user has set, with an app that does nothing.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kiosque"));
    for name in [
        "TRUNK_STAGING_DIR",
        "TRUNK_PROFILE",
        "KIOSQUE_CONTENT",
        "KIOSQUE_COMMENTS",
    ] {
        command.env_remove(name);
    }
    command
        .env(
            "KIOSQUE_APP",
            concat!(env!("CARGO_MANIFEST_DIR"), "/tests/app"),
        )
        .env("KIOSQUE_CACHE", std::env::temp_dir().join("kiosque-tests"))
        .env("LC_ALL", "C");
    command
}

pub fn kiosque(arguments: &[&str], content: &Path, variables: &[(&str, &str)]) -> Output {
    command()
        .args(arguments)
        .arg("--content")
        .arg(content)
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

pub fn build(content: &Path, out: &Path) -> Output {
    kiosque(&["build", "--out", out.to_str().unwrap()], content, &[])
}

pub fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_sound_folder_is_checked_and_built() {
    let (content, out) = (newsroom("minimal"), TempDir::new().unwrap());
    let checked = kiosque(&["check"], content.path(), &[]);
    assert_eq!(checked.status.code(), Some(0), "{}", told(&checked));
    let built = build(content.path(), out.path());
    assert_eq!(built.status.code(), Some(0), "{}", told(&built));
    assert!(out.path().join("page.json").is_file());
    assert!(!out.path().join("ville/brouillon").exists());
}

#[test]
fn the_second_build_keeps_what_the_first_one_printed() {
    let (content, out) = (newsroom("minimal"), TempDir::new().unwrap());
    build(content.path(), out.path());
    let before = tree(out.path());
    let again = build(content.path(), out.path());
    assert!(
        said(&again).contains("0\u{a0}fichier imprimé"),
        "{}",
        said(&again)
    );
    assert_eq!(tree(out.path()), before);
    assert!(before.keys().any(|name| name.ends_with("page.json.br")));
    kiosque(
        &[
            "build",
            "--no-compress",
            "--out",
            out.path().to_str().unwrap(),
        ],
        content.path(),
        &[],
    );
    assert!(!tree(out.path()).keys().any(|name| name.ends_with(".br")));
}

#[test]
fn errors_name_file_line_and_mend_and_nothing_is_written() {
    let (content, out) = (newsroom("invalid-links"), TempDir::new().unwrap());
    let built = build(content.path(), out.path());
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
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
}

#[test]
fn a_warning_fails_the_check_alone() {
    let (content, out) = (newsroom("invalid-alt"), TempDir::new().unwrap());
    assert_eq!(
        kiosque(&["check"], content.path(), &[]).status.code(),
        Some(1)
    );
    let built = build(content.path(), out.path());
    assert_eq!(built.status.code(), Some(0));
    assert!(told(&built).contains("avertissement"));
}

#[test]
fn a_link_to_a_part_that_is_not_there_fails_the_check() {
    let content = newsroom("minimal");
    let path = content.path().join("articles/visite.md");
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replace("article:concert#suite", "article:concert#suites");
    let text = text + "\n[ici](#le-matin-2) [là](#rien) [fil](article:concert#message-101)\n";
    fs::write(&path, text).unwrap();
    let checked = kiosque(&["check", "--json"], content.path(), &[]);
    assert_eq!(checked.status.code(), Some(1));
    let document: Value = serde_json::from_slice(&checked.stdout).unwrap();
    let found: Vec<_> = document["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| {
            assert_eq!(found["code"], "unknown-fragment");
            let mend = found["mend"].as_str().unwrap();
            (
                found["line"].as_u64().unwrap(),
                mend.contains("#suite\u{202f}"),
            )
        })
        .collect();
    assert_eq!(found.len(), 2, "{document:#}");
    assert_eq!(found[0], (18, true));
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
    fs::write(out.path().join("page.json"), r#"{"version":99}"#).unwrap();
    let built = build(content.path(), out.path());
    assert_eq!(built.status.code(), Some(1));
    assert!(
        told(&built).contains("page.json") && told(&built).contains("99"),
        "{}",
        told(&built)
    );
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 1);
}

#[test]
fn json_is_one_document_for_programs_and_sentences_stay_for_people() {
    let (content, out) = (newsroom("invalid-links"), TempDir::new().unwrap());
    let shown = out.path().to_str().unwrap();
    let built = kiosque(&["build", "--json", "--out", shown], content.path(), &[]);
    assert_eq!(built.status.code(), Some(1));
    let document: Value = serde_json::from_slice(&built.stdout).unwrap();
    assert_eq!(document["version"], 1);
    assert_eq!(document["command"], "build");
    assert_eq!(document["exit_code"], 1);
    assert_eq!(document["counts"]["errors"], 6);
    assert!(document["duration_ms"].is_u64());
    let first = &document["diagnostics"][0];
    assert_eq!(first["severity"], "error");
    assert_eq!(first["code"], "unknown-article");
    assert_eq!(first["file"], "articles/fautif.md");
    assert_eq!(first["line"], 8);
    assert!(first["column"].as_u64().is_some_and(|column| column > 0));
    for sentence in ["message", "mend"] {
        assert!(
            first[sentence]
                .as_str()
                .is_some_and(|words| words.len() > 8)
        );
    }
    assert!(told(&built).contains("6\u{a0}erreurs"));

    let sound = newsroom("minimal");
    let built = kiosque(&["build", "--json", "--out", shown], sound.path(), &[]);
    let document: Value = serde_json::from_slice(&built.stdout).unwrap();
    assert_eq!(document["failure"], Value::Null);
    assert!(
        document["counts"]["files_made"]
            .as_u64()
            .is_some_and(|made| made > 5)
    );
    assert_eq!(document["counts"]["files_kept"], 0);

    let nowhere = kiosque(&["check", "--json"], Path::new("/nowhere/at/all"), &[]);
    let document: Value = serde_json::from_slice(&nowhere.stdout).unwrap();
    assert_eq!(document["exit_code"], 2);
    assert!(
        document["failure"]
            .as_str()
            .unwrap()
            .contains("/nowhere/at/all")
    );
}

#[test]
fn help_speaks_the_language_of_the_environment() {
    let help = |language: &str, arguments: &[&str]| {
        let output = command().args(arguments).env("LC_ALL", language).output();
        said(&output.unwrap())
    };
    assert!(help("fr_FR.UTF-8", &["--help"]).contains("Codes de sortie"));
    assert!(help("en_GB.UTF-8", &["--help"]).contains("Exit codes"));
    let build = help("fr_FR.UTF-8", &["build", "--help"]);
    assert!(
        build.contains("Le dossier de sortie") && build.contains("Codes de sortie"),
        "{build}"
    );
}

fn new(arguments: &[&str]) -> Output {
    command().arg("new").args(arguments).output().unwrap()
}

#[test]
fn a_new_newsroom_builds_without_a_word() {
    for language in ["fr", "en"] {
        let above = TempDir::new().unwrap();
        let folder = above.path().join("mon journal");
        let name = "Le \"Phare\" d’Aix \\o/";
        let made = new(&[
            folder.to_str().unwrap(),
            "--language",
            language,
            "--name",
            name,
        ]);
        assert_eq!(made.status.code(), Some(0), "{}", told(&made));
        assert!(said(&made).contains("kiosque serve"), "{}", said(&made));
        let content = folder.join("content");
        let checked = kiosque(&["check", "--json"], &content, &[]);
        let document: Value = serde_json::from_slice(&checked.stdout).unwrap();
        assert_eq!(
            document["diagnostics"],
            Value::Array(Vec::new()),
            "{language}"
        );
        assert_eq!(checked.status.code(), Some(0));
        let out = above.path().join("site");
        assert_eq!(build(&content, &out).status.code(), Some(0));
        let front = fs::read_to_string(out.join("page.json")).unwrap();
        let front = <kiosque_model::Page>::from_json(&front).unwrap();
        assert!(
            front.masthead.name.contains("Phare"),
            "{}",
            front.masthead.name
        );
        let pages = tree(&out);
        let timelines = pages
            .values()
            .filter(|page| page.windows(11).any(|found| found == b"\"timeline\":"));
        assert!(timelines.count() > 0, "no page has a timeline");
        assert!(pages.keys().any(|name| name.starts_with("media/port.")));
    }
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("note.txt"), "note").unwrap();
    let refused = new(&[folder.path().to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        told(&refused).contains("n’est pas vide"),
        "{}",
        told(&refused)
    );
    assert_eq!(tree(folder.path()).len(), 1);
    let file = folder.path().join("note.txt");
    assert_eq!(new(&[file.to_str().unwrap()]).status.code(), Some(2));
    let nameless = folder.path().join("journal");
    let refused = new(&[nameless.to_str().unwrap(), "--name", "  !"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(!nameless.exists());
}
