//! A site in its output folder.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use kiosque_catalogue::editor::Problem;
use kiosque_press::output::{self, Compression, Refusal, Writing, Written};
use kiosque_press::site_file::{Fingerprint, SiteFile};
use tempfile::TempDir;

/// Every file below a folder with its bytes, the press's own left out.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        let name = entry.path().strip_prefix(folder).unwrap();
        let name = name.to_string_lossy().into_owned();
        if entry.file_type().is_file() && !name.starts_with(".kiosque-") {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    files
}

fn names(folder: &Path) -> Vec<String> {
    tree(folder).into_keys().collect()
}

fn site(files: &[(&str, &str)]) -> Vec<SiteFile<'static>> {
    let ready = |(path, text): &(&str, &str)| SiteFile::ready(*path, *text);
    files.iter().map(ready).collect()
}

fn write_as(
    press: &str,
    compression: Compression,
    files: &[SiteFile<'_>],
    out: &Path,
) -> Result<Written, Refusal> {
    let writing = Writing {
        compression,
        press: Fingerprint::of(&[press]),
        progress: &|_| {},
    };
    output::write(files, out, &writing)
}

fn write(files: &[(&str, &str)], out: &Path) -> Written {
    write_as("press", Compression::None, &site(files), out).unwrap()
}

fn counts(written: Written) -> [usize; 3] {
    [written.made, written.kept, written.removed]
}

#[test]
fn what_is_gone_is_removed_and_what_is_not_ours_stays() {
    let out = TempDir::new().unwrap();
    fs::create_dir_all(out.path().join("ville/etranger")).unwrap();
    fs::write(out.path().join("app.wasm"), "wasm").unwrap();
    fs::write(out.path().join("ville/etranger/note.txt"), "note").unwrap();
    let two = [("ville/a/page.json", "a"), ("été à Aix/page.json", "b")];
    assert_eq!(counts(write(&two, out.path())), [2, 0, 0]);
    assert_eq!(counts(write(&two[1..], out.path())), [0, 1, 1]);
    assert_eq!(
        names(out.path()),
        ["app.wasm", "ville/etranger/note.txt", "été à Aix/page.json"]
    );
    assert!(!out.path().join("ville/a").exists());
}

#[test]
fn only_what_changed_is_made() {
    let out = TempDir::new().unwrap();
    let made = AtomicUsize::new(0);
    let file = |path: &str, of: &str| {
        let bytes = of.to_owned().into_bytes();
        let make = || {
            made.fetch_add(1, Ordering::Relaxed);
            Ok(bytes.clone())
        };
        let written = write_as(
            "press",
            Compression::None,
            &[
                SiteFile::made(path, Fingerprint::of(&[of]), make),
                SiteFile::ready("b", "b"),
            ],
            out.path(),
        );
        counts(written.unwrap())
    };
    assert_eq!(file("a", "1"), [2, 0, 0]);
    assert_eq!(file("a", "1"), [0, 2, 0]);
    assert_eq!(made.load(Ordering::Relaxed), 1);
    assert_eq!(file("a", "2"), [1, 1, 0]);
    assert_eq!(made.load(Ordering::Relaxed), 2);
    assert_eq!(tree(out.path())["a"], b"2");
}

#[test]
fn a_file_that_somebody_touched_is_made_again() {
    let out = TempDir::new().unwrap();
    let files = [("a", "one"), ("b", "two"), ("c", "three")];
    write(&files, out.path());
    fs::write(out.path().join("a"), "other words").unwrap();
    fs::remove_file(out.path().join("b")).unwrap();
    // As many bytes as before, at another time.
    fs::write(out.path().join("c"), "THREE").unwrap();
    let later = SystemTime::now() + Duration::from_secs(3);
    let touched = fs::File::options().write(true).open(out.path().join("c"));
    touched.unwrap().set_modified(later).unwrap();
    assert_eq!(counts(write(&files, out.path())), [3, 0, 0]);
    assert_eq!(tree(out.path())["a"], b"one");
    assert_eq!(tree(out.path())["c"], b"three");
}

#[test]
fn another_press_makes_everything_again() {
    let out = TempDir::new().unwrap();
    let files = site(&[("a", "one")]);
    let write = |press| write_as(press, Compression::None, &files, out.path()).unwrap();
    assert_eq!(counts(write("1.0")), [1, 0, 0]);
    assert_eq!(counts(write("1.1")), [1, 0, 0]);
    assert_eq!(counts(write("1.1")), [0, 1, 0]);
}

#[test]
fn compressed_copies_live_and_go_with_their_files() {
    let out = TempDir::new().unwrap();
    let page = "<p>La journée, message par message.</p>".repeat(60);
    let files = site(&[
        ("a/index.html", &page),
        ("b.png", &page),
        ("c.txt", "court"),
    ]);
    let write = |compression, files: &[SiteFile<'_>]| {
        counts(write_as("press", compression, files, out.path()).unwrap())
    };
    assert_eq!(write(Compression::Copies, &files), [3, 0, 0]);
    let with_copies = [
        "a/index.html",
        "a/index.html.br",
        "a/index.html.gz",
        "b.png",
        "c.txt",
    ];
    assert_eq!(names(out.path()), with_copies);
    let written = tree(out.path());
    let mut back = String::new();
    flate2::read::GzDecoder::new(&*written["a/index.html.gz"])
        .read_to_string(&mut back)
        .unwrap();
    assert_eq!(back, page);
    let mut back = Vec::new();
    brotli::BrotliDecompress(&mut &*written["a/index.html.br"], &mut back).unwrap();
    assert_eq!(back, page.as_bytes());

    assert_eq!(write(Compression::Copies, &files), [0, 3, 0]);
    fs::remove_file(out.path().join("a/index.html.br")).unwrap();
    assert_eq!(write(Compression::Copies, &files), [1, 2, 0]);
    assert_eq!(names(out.path()), with_copies);
    assert_eq!(write(Compression::None, &files), [0, 3, 0]);
    assert_eq!(names(out.path()), ["a/index.html", "b.png", "c.txt"]);
    write(Compression::Copies, &files);
    assert_eq!(write(Compression::Copies, &files[1..]), [0, 2, 1]);
    assert_eq!(names(out.path()), ["b.png", "c.txt"]);
}

#[test]
fn a_manifest_that_leads_out_of_the_folder_is_not_followed() {
    for header in ["", "kiosque-edition 2 abc\n"] {
        let above = TempDir::new().unwrap();
        let out = above.path().join("out");
        fs::create_dir(&out).unwrap();
        fs::write(above.path().join("precious"), "kept").unwrap();
        let lines = format!("{header}../precious\n- 0 0 ../precious\n/etc/hostname\n");
        fs::write(out.join(".kiosque-edition"), lines).unwrap();
        write(&[("a", "a")], &out);
        assert_eq!(fs::read(above.path().join("precious")).unwrap(), b"kept");
    }
}

#[test]
fn an_edition_of_the_first_kind_is_replaced() {
    let out = TempDir::new().unwrap();
    for name in ["page.json", "vieux.json"] {
        fs::write(out.path().join(name), "{}").unwrap();
    }
    fs::write(
        out.path().join(".kiosque-edition"),
        "page.json\nvieux.json\n",
    )
    .unwrap();
    assert_eq!(counts(write(&[("page.json", "{}")], out.path())), [1, 0, 1]);
    assert_eq!(names(out.path()), ["page.json"]);
}

#[test]
fn leftovers_of_an_interrupted_run_are_cleared() {
    let out = TempDir::new().unwrap();
    fs::create_dir_all(out.path().join(".kiosque-partial/ville")).unwrap();
    fs::write(out.path().join(".kiosque-partial/ville/page.json"), "{").unwrap();
    fs::write(out.path().join(".kiosque-lock"), "").unwrap();
    write(&[("a", "a")], out.path());
    let left: Vec<_> = fs::read_dir(out.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn what_cannot_be_made_leaves_the_edition_before() {
    let out = TempDir::new().unwrap();
    write(&[("a", "one"), ("b/c", "two")], out.path());
    let before = tree(out.path());
    let failing = || Err(io::Error::from(io::ErrorKind::NotFound));
    let files = [
        SiteFile::ready("a", "other"),
        SiteFile::made("ville/d", Fingerprint::of(&["d"]), failing),
    ];
    let refusal = write_as("press", Compression::None, &files, out.path()).unwrap_err();
    let Refusal::System(error) = refusal else {
        panic!("{refusal:?}")
    };
    assert!(error.path.ends_with("ville/d"), "{error}");
    assert_eq!(tree(out.path()), before);
    assert!(!out.path().join(".kiosque-partial").exists());
    // Nor did the failed build forget what is whose.
    assert_eq!(counts(write(&[("a", "one")], out.path())), [0, 1, 1]);
}

#[test]
fn what_has_no_place_leaves_the_edition_before() {
    let out = TempDir::new().unwrap();
    write(&[("a", "one")], out.path());
    fs::create_dir_all(out.path().join("taken/inner")).unwrap();
    let before = tree(out.path());
    let long = format!("{}/page.json", "x".repeat(300));
    for path in ["taken", &long] {
        let files = site(&[("a", "other"), ("new/b", "b"), (path, "c")]);
        let refusal = write_as("press", Compression::None, &files, out.path()).unwrap_err();
        assert!(matches!(refusal, Refusal::System(_)), "{refusal:?}");
        assert_eq!(tree(out.path()), before);
        assert!(!out.path().join("new").exists(), "an empty folder stays");
    }
    for files in [
        [
            ("a", "other"),
            ("robots.txt", "b"),
            ("robots.txt/page.json", "c"),
        ],
        [("a", "other"), ("b", "b"), ("b", "c")],
    ] {
        let refusal = write_as("press", Compression::None, &site(&files), out.path());
        assert!(matches!(refusal, Err(Refusal::Clash { .. })), "{refusal:?}");
        assert_eq!(tree(out.path()), before);
    }
    let outside = write_as(
        "press",
        Compression::None,
        &site(&[("../b", "b")]),
        out.path(),
    );
    assert!(matches!(outside, Err(Refusal::Misplaced(_))));
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let out = TempDir::new().unwrap();
    write(&[("ville", "file"), ("port/a/b", "deep")], out.path());
    write(
        &[("ville/page.json", "folder"), ("port", "file")],
        out.path(),
    );
    assert_eq!(names(out.path()), ["port", "ville/page.json"]);
    write(&[("ville", "file"), ("port/a/b", "deep")], out.path());
    assert_eq!(names(out.path()), ["port/a/b", "ville"]);
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let out = TempDir::new().unwrap();
    let (begun, tried) = (Barrier::new(2), Barrier::new(2));
    std::thread::scope(|scope| {
        let first = scope.spawn(|| {
            let slow = || {
                begun.wait();
                tried.wait();
                Ok(b"first".to_vec())
            };
            let files = [SiteFile::made("a", Fingerprint::of(&["1"]), slow)];
            write_as("press", Compression::None, &files, out.path())
        });
        begun.wait();
        let second = write_as(
            "press",
            Compression::None,
            &site(&[("a", "second")]),
            out.path(),
        );
        tried.wait();
        assert!(matches!(second, Err(Refusal::Busy(_))), "{second:?}");
        assert!(first.join().unwrap().is_ok());
    });
    assert_eq!(tree(out.path())["a"], b"first");
    assert_eq!(counts(write(&[("a", "second")], out.path())), [1, 0, 0]);
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
