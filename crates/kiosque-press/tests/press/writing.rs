//! An edition in its output folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kiosque_catalogue::editor::Problem;
use kiosque_model::Page;
use kiosque_press::content::Content;
use kiosque_press::output;
use tempfile::TempDir;

use crate::{edition, newsroom, write_article};

/// Every file below a folder with its bytes.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let name = entry
                .path()
                .strip_prefix(folder)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    files
}

fn write(content: &Path, out: &Path) {
    let media = Content::read(content).unwrap().media;
    output::write(&edition(content, false), media.as_ref(), out).unwrap();
}

#[test]
fn pages_and_media_are_written_and_read_back() {
    let (content, out) = (newsroom("minimal"), TempDir::new().unwrap());
    write(content.path(), out.path());
    let files = tree(out.path());
    let json = String::from_utf8(files["ville/visite/page.json"].clone()).unwrap();
    let page = Page::from_json(&json).unwrap();
    assert_eq!(page.url, "/ville/visite/");
    let portrait = files
        .iter()
        .find(|(name, _)| name.starts_with("media/portrait."))
        .unwrap();
    assert_eq!(
        *portrait.1,
        fs::read(content.path().join("media/portrait.svg")).unwrap()
    );
    assert!(
        !files.keys().any(|name| name.contains("partial")),
        "{:?}",
        files.keys()
    );
}

#[test]
fn what_is_gone_is_removed_and_what_is_not_ours_stays() {
    let (content, out) = (newsroom("minimal"), TempDir::new().unwrap());
    fs::create_dir_all(out.path().join("ville/etranger")).unwrap();
    fs::write(out.path().join("app.wasm"), "wasm").unwrap();
    fs::write(out.path().join("ville/etranger/note.txt"), "note").unwrap();
    write_article(content.path(), "passager", 5, "", "![Là](seul.svg)");
    fs::copy(
        content.path().join("media/port.svg"),
        content.path().join("media/seul.svg"),
    )
    .unwrap();
    write(content.path(), out.path());
    assert!(out.path().join("ville/passager/page.json").is_file());
    let before = tree(out.path());
    assert!(before.keys().any(|name| name.starts_with("media/seul.")));

    fs::remove_file(content.path().join("articles/passager.md")).unwrap();
    write(content.path(), out.path());
    let after = tree(out.path());
    assert!(!out.path().join("ville/passager").exists());
    assert!(!after.keys().any(|name| name.starts_with("media/seul.")));
    assert_eq!(after["app.wasm"], b"wasm");
    assert_eq!(after["ville/etranger/note.txt"], b"note");
}

#[test]
fn writing_twice_gives_the_same_bytes() {
    let content = newsroom("minimal");
    let (one, two) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    write(content.path(), one.path());
    write(content.path(), one.path());
    write(content.path(), two.path());
    assert_eq!(tree(one.path()), tree(two.path()));
}

#[test]
fn a_manifest_that_leads_out_of_the_folder_is_not_followed() {
    let (content, above) = (newsroom("minimal"), TempDir::new().unwrap());
    let out = above.path().join("out");
    fs::create_dir(&out).unwrap();
    fs::write(above.path().join("precious"), "kept").unwrap();
    fs::write(out.join(".kiosque-edition"), "../precious\n/etc/hostname\n").unwrap();
    write(content.path(), &out);
    assert_eq!(fs::read(above.path().join("precious")).unwrap(), b"kept");
}

#[test]
fn leftovers_of_an_interrupted_run_are_cleared() {
    let (content, out) = (newsroom("minimal"), TempDir::new().unwrap());
    fs::create_dir_all(out.path().join(".kiosque-partial/ville")).unwrap();
    fs::write(out.path().join(".kiosque-partial/ville/page.json"), "{").unwrap();
    write(content.path(), out.path());
    assert!(!out.path().join(".kiosque-partial").exists());
    assert!(tree(out.path()).values().all(|bytes| bytes != b"{"));
}

#[test]
fn what_cannot_be_written_leaves_the_edition_before() {
    let (content, out) = (newsroom("minimal"), TempDir::new().unwrap());
    write(content.path(), out.path());
    let before = tree(out.path());
    let mut edition = edition(content.path(), false);
    let mut gone = edition.media.values().next().unwrap().clone();
    gone.source = "absent.svg".into();
    gone.file = "media/absent.0.svg".into();
    edition.media.insert(gone.file.clone(), gone);
    let media = Content::read(content.path()).unwrap().media;
    assert!(output::write(&edition, media.as_ref(), out.path()).is_err());
    assert_eq!(tree(out.path()), before);
}

#[test]
fn an_edition_of_a_newer_kiosque_is_not_replaced() {
    let out = TempDir::new().unwrap();
    assert!(output::check(out.path()).is_ok());
    fs::write(
        out.path().join("page.json"),
        r#"{"version":99,"body":{"kind":"hologram"}}"#,
    )
    .unwrap();
    let found = output::check(out.path()).unwrap_err();
    assert!(found.file.ends_with("page.json"));
    assert!(matches!(
        found.problem,
        Problem::NewerEdition { found: 99, .. }
    ));
}
