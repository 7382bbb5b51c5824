//! What must never leave a broken site: full disks, killed builds, monstrous content.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::command::{build, command, kiosque, told};
use crate::writing::tree;
use crate::{newsroom, write_article};

/// Many articles, and one word of each that tells this writing from another.
fn write_many(content: &Path, count: usize, word: &str) {
    for number in 0..count {
        let slug = format!("article-{number:04}");
        let body = format!("Un article {word}. ").repeat(20);
        write_article(content, &slug, 1 + (number % 28) as u8, "", &body);
    }
}

/// A build without compressed copies, which take an unoptimised program most of its time.
fn build_plain(content: &Path, out: &Path) -> Output {
    let shown = out.to_str().unwrap();
    let built = kiosque(&["build", "--no-compress", "--out", shown], content, &[]);
    assert_eq!(built.status.code(), Some(0), "{}", told(&built));
    built
}

/// What a build into an empty folder gives.
fn fresh(content: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let out = TempDir::new().unwrap();
    build_plain(content, out.path());
    tree(out.path())
}

#[test]
fn a_killed_build_leaves_the_site_before_and_the_next_one_mends_it() {
    let (content, out) = (newsroom("minimal"), TempDir::new().unwrap());
    write_many(content.path(), 300, "ancien");
    build_plain(content.path(), out.path());
    let before = tree(out.path());
    write_many(content.path(), 400, "nouveau");
    let after = fresh(content.path());
    let partial = out.path().join(".kiosque-partial");
    let kill_when = |ready: &dyn Fn() -> bool| {
        let mut child = command()
            .args(["build", "--no-compress", "--out"])
            .arg(out.path())
            .arg("--content")
            .arg(content.path())
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while !ready() {
            let ended = child.try_wait().unwrap();
            assert!(ended.is_none(), "the build ended before it could be killed");
            assert!(begun.elapsed() < Duration::from_secs(120));
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
    };
    kill_when(&|| {
        let made = fs::read_dir(&partial);
        made.is_ok_and(|made| made.count() > 50)
    });
    assert!(partial.exists(), "the build was killed while it wrote");
    assert_eq!(tree(out.path()), before);

    // A second time while files are being put in place: every file is one or the other.
    let manifest = out.path().join(".kiosque-edition");
    let whole = fs::read(&manifest).unwrap();
    kill_when(&|| fs::read(&manifest).is_ok_and(|now| now != whole));
    for (name, bytes) in tree(out.path()) {
        let known = [before.get(&name), after.get(&name)];
        assert!(known.contains(&Some(&bytes)), "{name} is neither");
    }

    build_plain(content.path(), out.path());
    assert!(!partial.exists());
    assert_eq!(tree(out.path()), after);
}

#[test]
fn the_second_of_two_builds_at_once_is_told_to_wait() {
    let (content, out) = (newsroom("minimal"), TempDir::new().unwrap());
    build(content.path(), out.path());
    let before = tree(out.path());
    let lock = fs::File::create(out.path().join(".kiosque-lock")).unwrap();
    lock.lock().unwrap();
    write_article(content.path(), "nouveau", 5, "", "Du neuf.");
    let second = build(content.path(), out.path());
    assert_eq!(second.status.code(), Some(2));
    let told = told(&second);
    assert!(told.contains(out.path().to_str().unwrap()), "{told}");
    assert_eq!(tree(out.path()), before);
    drop(lock);
    assert_eq!(build(content.path(), out.path()).status.code(), Some(0));
    assert!(out.path().join("ville/nouveau/page.json").is_file());
}

/// Too much for a small disk.
fn write_much(content: &Path) {
    let body = "Une phrase qui prend de la place. \n\n".repeat(60_000);
    write_article(content, "gros", 5, "", &body);
}

/// The content's language tells it, and the site before is there, whole.
fn assert_full(built: &Output, out: &Path, before: &std::collections::BTreeMap<String, Vec<u8>>) {
    let told = told(built);
    assert_eq!(built.status.code(), Some(2), "{told}");
    assert!(told.contains(out.to_str().unwrap()), "no path in {told}");
    assert_eq!(tree(out), *before);
    assert!(
        !out.join(".kiosque-partial").exists(),
        "room is still taken"
    );
}

#[cfg(unix)]
#[test]
fn a_file_the_system_has_no_room_for_leaves_the_site_before() {
    let (content, out) = (newsroom("minimal"), TempDir::new().unwrap());
    build(content.path(), out.path());
    let before = tree(out.path());
    write_much(content.path());
    // Blocks of 512 bytes in POSIX, of 1024 in bash: either is less than the article.
    let built = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 800; exec \"$0\" \"$@\""])
        .arg(env!("CARGO_BIN_EXE_kiosque"))
        .env(
            "KIOSQUE_APP",
            concat!(env!("CARGO_MANIFEST_DIR"), "/tests/app"),
        )
        .args(["build", "--no-cache", "--out"])
        .arg(out.path())
        .arg("--content")
        .arg(content.path())
        .output()
        .unwrap();
    assert_full(&built, out.path(), &before);
}

/// A disk of its own, where the system lets us have one.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: &Path) -> Option<Self> {
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=1500k", "kiosque-test"])
            .arg(at)
            .stderr(Stdio::null())
            .status();
        mounted
            .is_ok_and(|status| status.success())
            .then(|| Self(at.to_owned()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

/// Where no disk may be mounted, the test above has shown the same refusal by the system's other
/// bound on what can be written.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_site_before() {
    let (content, out) = (newsroom("minimal"), TempDir::new().unwrap());
    let Some(_disk) = SmallDisk::mount(out.path()) else {
        return;
    };
    let built = build(content.path(), out.path());
    assert_eq!(built.status.code(), Some(0), "{}", told(&built));
    let before = tree(out.path());
    write_much(content.path());
    let built = build(content.path(), out.path());
    assert_full(&built, out.path(), &before);
    assert!(told(&built).contains("plus de place"), "{}", told(&built));
    fs::remove_file(content.path().join("articles/gros.md")).unwrap();
    assert_eq!(build(content.path(), out.path()).status.code(), Some(0));
}

#[test]
fn an_article_of_five_megabytes_is_printed() {
    let (content, out) = (newsroom("minimal"), TempDir::new().unwrap());
    let paragraph = "Une longue *phrase* : « elle dit [tout](https://ailleurs.example/) ». ";
    let body = format!("{}\n\n", paragraph.repeat(60)).repeat(1_200);
    assert!(body.len() > 5_000_000);
    write_article(content.path(), "fleuve", 5, "", &body);
    let built = build(content.path(), out.path());
    assert_eq!(built.status.code(), Some(0), "{}", told(&built));
    let page = fs::read_to_string(out.path().join("ville/fleuve/page.json")).unwrap();
    assert_eq!(page.matches("<em>phrase</em>").count(), 60 * 1_200);
}

#[test]
fn ten_thousand_tags_have_their_pages() {
    let (content, out) = (newsroom("minimal"), TempDir::new().unwrap());
    for number in 0..100 {
        let tags: Vec<_> = (0..100)
            .map(|tag| format!("\"mot {}\"", number * 100 + tag))
            .collect();
        let matter = format!("tags = [{}]", tags.join(", "));
        write_article(
            content.path(),
            &format!("a-{number}"),
            5,
            &matter,
            "Du texte.",
        );
    }
    let shown = out.path().to_str().unwrap();
    let built = kiosque(
        &["build", "--no-compress", "--out", shown],
        content.path(),
        &[],
    );
    assert_eq!(built.status.code(), Some(0), "{}", told(&built));
    for tag in ["mot-0", "mot-5000", "mot-9999"] {
        let page = out.path().join(format!("mot-cle/{tag}/page.json"));
        assert!(page.is_file(), "{tag}");
    }
    let tags = fs::read_dir(out.path().join("mot-cle")).unwrap();
    assert!(tags.count() >= 10_000);
}

#[test]
fn permalinks_that_cannot_be_leave_the_site_before() {
    let (content, out) = (newsroom("minimal"), TempDir::new().unwrap());
    build(content.path(), out.path());
    let before = tree(out.path());
    // Spaces and accents are right, and stand as they are in folders.
    assert!(before.contains_key("2014/été à Aix/concert/page.json"));
    for permalink in [
        "/ville/../media/",
        "/%2e%2e/%2e%2e/etc/",
        "/media/",
        "/page.json/",
        "/.kiosque-edition/",
        "/ville/visite/",
        "/ville/",
        "/",
    ] {
        let matter = format!("permalink = \"{permalink}\"");
        write_article(content.path(), "fautif", 5, &matter, "Du texte.");
        let built = build(content.path(), out.path());
        let told = told(&built);
        assert_eq!(built.status.code(), Some(1), "{permalink}: {told}");
        assert!(
            told.contains("articles/") && told.contains(".md:"),
            "{told}"
        );
        assert_eq!(tree(out.path()), before, "{permalink}");
    }
    let long = format!("permalink = \"/{}/\"", "très-long-".repeat(40));
    write_article(content.path(), "fautif", 5, &long, "Du texte.");
    let built = build(content.path(), out.path());
    assert!(
        built
            .status
            .code()
            .is_some_and(|code| code == 1 || code == 2)
    );
    assert_eq!(tree(out.path()), before);
}
