//! `kiosque archive` as newsrooms run it. None of these posts has a file to ask a network for.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::command::{command, kiosque, told};
use crate::newsroom;
use crate::writing::tree;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../kiosque-archive/fixtures");
/// A post of the data archive without media.
const PLAIN: &str = "1633029971112890369";

/// A copy of X's data archive: `tweets.js` with `account.js` beside it.
fn export() -> TempDir {
    let folder = TempDir::new().unwrap();
    for (from, to) in [
        ("archive-tweets.js", "tweets.js"),
        ("archive-account.js", "account.js"),
    ] {
        let from = Path::new(FIXTURES).join("x").join(from);
        fs::copy(from, folder.path().join(to)).unwrap();
    }
    folder
}

fn tweets(export: &TempDir) -> String {
    export.path().join("tweets.js").to_str().unwrap().to_owned()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", told(output)))
}

fn stored(content: &Path, id: &str) -> String {
    let path = tree(content)
        .into_keys()
        .find(|path| path.starts_with("posts/2") && path.contains(id));
    path.unwrap_or_else(|| panic!("{id} is not stored"))
}

#[test]
fn several_posts_are_listed_and_nothing_is_written_without_a_choice() {
    let (content, export) = (newsroom("minimal"), export());
    let before = tree(content.path());
    let output = kiosque(&["archive", &tweets(&export)], content.path(), &[]);
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    for words in [
        "--id",
        "--all",
        PLAIN,
        "@camille_demo",
        "7\u{a0}mars\u{a0}2023",
    ] {
        assert!(told(&output).contains(words), "{words}: {}", told(&output));
    }
    assert_eq!(tree(content.path()), before);
    let trial = ["archive", "--all", "--dry-run", &tweets(&export)];
    let output = kiosque(&trial, content.path(), &[]);
    assert!(
        said(&output).contains("serait archivé"),
        "{}",
        said(&output)
    );
    assert_eq!(tree(content.path()), before);
}

#[test]
fn a_post_is_archived_once_put_into_a_timeline_and_the_site_stays_sound() {
    let (content, export) = (newsroom("minimal"), export());
    let arguments = [
        "archive",
        "--id",
        PLAIN,
        "--timeline",
        "mars",
        "--json",
        &tweets(&export),
    ];
    let first = kiosque(&arguments, content.path(), &[]);
    assert_eq!(first.status.code(), Some(0), "{}", told(&first));
    let document = json(&first);
    let post = &document["posts"][0];
    assert_eq!(
        (&post["id"], &post["fate"]),
        (&PLAIN.into(), &"kept".into())
    );
    assert_eq!(document["counts"]["kept"], 1);
    assert_eq!(
        post["file"],
        format!("posts/2023-03-07-10h01-camille-demo-{PLAIN}.json")
    );
    assert!(
        told(&first).contains("::: fil src=\"mars\""),
        "{}",
        told(&first)
    );
    let timeline = fs::read_to_string(content.path().join("timelines/mars.toml")).unwrap();
    assert!(
        timeline.contains(PLAIN) && timeline.contains("day = 2023-03-07"),
        "{timeline}"
    );
    let before = tree(content.path());
    let again = kiosque(&arguments, content.path(), &[]);
    assert_eq!(json(&again)["posts"][0]["fate"], "already");
    assert_eq!(tree(content.path()), before);
    let checked = kiosque(&["check"], content.path(), &[]);
    assert_eq!(checked.status.code(), Some(0), "{}", told(&checked));
}

#[test]
fn what_is_not_found_or_not_readable_is_told_and_fails() {
    let (content, export) = (newsroom("minimal"), export());
    let before = tree(content.path());
    let cut = export.path().join("cut.json");
    fs::write(&cut, "{\"id_str\": \"12").unwrap();
    let cases: [(&[&str], u8, &str); 7] = [
        (&["--id", "12", &tweets(&export)], 1, "12"),
        (&["--from", "2030-01-01", &tweets(&export)], 1, "jours"),
        (&["--from", "hier", &tweets(&export)], 2, "hier"),
        (&[cut.to_str().unwrap()], 1, "JSON"),
        (&["/nulle/part.json"], 2, "/nulle/part.json"),
        (&["https://ailleurs.example/@a/12"], 1, "[archive] mastodon"),
        (&["https://x.com/camille_demo"], 1, "adresse"),
    ];
    for (arguments, code, words) in cases {
        let arguments = [&["archive"], arguments].concat();
        let output = kiosque(&arguments, content.path(), &[]);
        assert_eq!(output.status.code(), Some(code.into()), "{arguments:?}");
        assert!(told(&output).contains(words), "{words}: {}", told(&output));
    }
    assert_eq!(tree(content.path()), before);
}

#[test]
fn a_card_is_made_of_an_embed_on_standard_input() {
    let content = newsroom("minimal");
    let mut child = command()
        .args(["archive", "-", "--content"])
        .arg(content.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let oembed = fs::read(Path::new(FIXTURES).join("embed/x.json")).unwrap();
    child.stdin.take().unwrap().write_all(&oembed).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let path = stored(content.path(), "538241984053248001");
    let post = fs::read_to_string(content.path().join(path)).unwrap();
    assert!(
        post.contains("Été &") && post.contains("\"capture_method\": \"stdin\""),
        "{post}"
    );
}

#[test]
fn a_withdrawal_leaves_the_hour_and_is_never_undone_by_an_import() {
    let (content, export) = (newsroom("minimal"), export());
    let run = |arguments: &[&str]| kiosque(arguments, content.path(), &[]);
    let import = ["archive", "--id", PLAIN, "--refresh", &tweets(&export)];
    assert_eq!(run(&import).status.code(), Some(0));
    assert_eq!(run(&["archive", "verify"]).status.code(), Some(0));
    let unreasoned = run(&["archive", "withdraw", PLAIN]);
    assert_eq!(unreasoned.status.code(), Some(2));
    let unknown = run(&[
        "archive",
        "withdraw",
        "1633029971112890368",
        "--reason",
        "Erreur.",
    ]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(
        told(&unknown).contains(PLAIN),
        "the nearest: {}",
        told(&unknown)
    );
    let reason = "À la demande de son auteur.";
    let withdraw = [
        "archive",
        "withdraw",
        PLAIN,
        "--reason",
        reason,
        "--date",
        "2023-04-01",
    ];
    let output = run(&withdraw);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let path = stored(content.path(), PLAIN);
    assert_eq!(path, format!("posts/2023-03-07-10h01-{PLAIN}.json"));
    for (name, bytes) in tree(content.path()) {
        let bytes = String::from_utf8_lossy(bytes.as_ref()).into_owned();
        assert!(
            !name.contains("camille") && !bytes.contains("camille_demo"),
            "{name}"
        );
    }
    let again = run(&import);
    assert_eq!(again.status.code(), Some(1));
    assert!(told(&again).contains("withdrawals.log"), "{}", told(&again));
    let status = run(&["archive", "status", "--json"]);
    let posts = json(&status)["posts"].clone();
    let of = posts
        .as_array()
        .into_iter()
        .flatten()
        .find(|post| post["id"] == PLAIN);
    assert_eq!(of.unwrap()["state"], "withdrawn");
    assert_eq!(run(&["archive", "verify"]).status.code(), Some(0));
}

#[test]
fn damage_is_told_with_its_file_and_fails() {
    let (content, export) = (newsroom("minimal"), export());
    let import = ["archive", "--id", PLAIN, &tweets(&export)];
    kiosque(&import, content.path(), &[]);
    let raw = content.path().join(format!("posts/raw/x-{PLAIN}.json"));
    fs::write(raw, "{}").unwrap();
    let output = kiosque(&["archive", "verify", "--json"], content.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    let document = json(&output);
    let errors: Vec<&Value> = document["diagnostics"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|found| found["severity"] == "error")
        .collect();
    assert_eq!(errors.len(), 1, "{document}");
    assert_eq!(errors[0]["code"], "archive-raw-changed");
    assert_eq!(errors[0]["file"], stored(content.path(), PLAIN));
    assert_eq!(document["command"], "archive verify");
}

#[test]
fn one_writes_at_a_time_and_the_others_read() {
    let (content, export) = (newsroom("minimal"), export());
    let run = |arguments: &[&str]| kiosque(arguments, content.path(), &[]);
    let import = ["archive", "--id", PLAIN, &tweets(&export)];
    let lock = fs::File::create(content.path().join(".kiosque-lock")).unwrap();
    lock.lock().unwrap();
    let before = tree(content.path());
    let withdraw = ["archive", "withdraw", PLAIN, "--reason", "Erreur."];
    for arguments in [import.as_slice(), &withdraw] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let told = told(&output);
        assert!(told.contains("Un autre kiosque archive"), "{told}");
        assert!(told.contains(content.path().to_str().unwrap()), "{told}");
    }
    let trial = [import.as_slice(), &["--dry-run"]].concat();
    let verify = ["archive", "verify"];
    for arguments in [
        trial.as_slice(),
        &verify,
        &["archive", "status"],
        &["check"],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    }
    assert_eq!(tree(content.path()), before);
    drop(lock);
    assert_eq!(run(&import).status.code(), Some(0));
    assert!(!content.path().join(".kiosque-lock").exists());
}

#[test]
fn a_post_that_cannot_be_read_is_named_and_neither_replaced_nor_passed_over() {
    let (content, export) = (newsroom("minimal"), export());
    let run = |arguments: &[&str]| kiosque(arguments, content.path(), &[]);
    let import = ["archive", "--json", "--id", PLAIN, &tweets(&export)];
    run(&import);
    let path = stored(content.path(), PLAIN);
    let whole = fs::read_to_string(content.path().join(&path)).unwrap();
    fs::write(content.path().join(&path), whole.replacen(',', "", 1)).unwrap();
    let before = tree(content.path());
    let output = run(&import);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert_eq!(
        json(&output)["diagnostics"][0]["code"],
        "archive-unreadable"
    );
    assert!(told(&output).contains(&path), "{}", told(&output));
    assert_eq!(tree(content.path()), before);
    let address = format!("https://x.com/camille_demo/status/{PLAIN}");
    let output = run(&["archive", &address]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(told(&output).contains(&path), "{}", told(&output));
    fs::remove_file(content.path().join(format!("posts/raw/x-{PLAIN}.json"))).unwrap();
    let before = tree(content.path());
    let other = run(&["archive", "withdraw", PLAIN, "--reason", "Erreur."]);
    assert_eq!(other.status.code(), Some(1), "{}", told(&other));
    assert!(told(&other).contains(&path), "{}", told(&other));
    assert_eq!(tree(content.path()), before);
}

#[test]
fn a_post_given_twice_is_kept_once_and_told() {
    let (content, export, other) = (newsroom("minimal"), export(), export());
    let arguments = [
        "archive",
        "--json",
        "--id",
        PLAIN,
        &tweets(&export),
        &tweets(&other),
    ];
    let output = kiosque(&arguments, content.path(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let document = json(&output);
    assert_eq!(document["posts"].as_array().map(Vec::len), Some(1));
    let copies: Vec<&Value> = document["diagnostics"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|found| found["code"] == "archive-copy")
        .collect();
    assert_eq!(copies.len(), 1, "{document}");
    assert_eq!(copies[0]["file"], tweets(&other));
    assert_eq!(copies[0]["severity"], "note");
}

#[test]
fn one_address_is_given_with_one_file() {
    let content = newsroom("minimal");
    let record = format!("{FIXTURES}/bluesky/record.json");
    let url = "https://bsky.app/profile/camille.exemple.example/post/3kbare2aaaaaa";
    let before = tree(content.path());
    let two = ["archive", "--url", url, &record, &record];
    let output = kiosque(&two, content.path(), &[]);
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(told(&output).contains("--url"), "{}", told(&output));
    assert_eq!(tree(content.path()), before);
}
