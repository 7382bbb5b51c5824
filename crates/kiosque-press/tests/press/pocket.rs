//! The pocket edition: manifest, icons, the worker's line, what it puts by.

mod manifest;
mod settings;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use kiosque_catalogue::reader;
use kiosque_model::{Language, PageBody};
use kiosque_press::bundle::Bundle;
use kiosque_press::content::Content;
use kiosque_press::edition::Edition;
use kiosque_press::head;
use kiosque_press::site;
use serde_json::Value;

use crate::voices::with_settings;
use crate::{edition, newsroom, page, write_article};

const APP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/app");

/// What an edition of a newsroom is printed as.
struct Printed(BTreeMap<String, Vec<u8>>);

impl Printed {
    fn of(folder: &Path) -> Self {
        Self::changed(folder, |_| {})
    }

    fn changed(folder: &Path, change: impl Fn(&mut Edition)) -> Self {
        Self::with(&Bundle::read(Path::new(APP)).unwrap(), folder, change)
    }

    fn with(bundle: &Bundle, folder: &Path, change: impl Fn(&mut Edition)) -> Self {
        let mut edition = edition(folder, false);
        change(&mut edition);
        let content = Content::read(folder).unwrap();
        let files = site::files(&edition, &content, Some(bundle)).unwrap();
        let bytes = |file: &kiosque_press::site_file::SiteFile<'_>| {
            (file.path.clone(), (file.make)().unwrap())
        };
        let count = files.len();
        let files: BTreeMap<_, _> = files.iter().map(bytes).collect();
        assert_eq!(files.len(), count, "no two files in one place");
        Self(files)
    }

    fn text(&self, path: &str) -> String {
        String::from_utf8(self.0[path].clone()).unwrap()
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.text(path)).unwrap()
    }

    /// What the worker knows of its edition, and the program behind.
    fn worker(&self) -> (Value, String) {
        let text = self.text("sw.js");
        let (line, program) = text.split_once('\n').unwrap();
        let known = line.strip_prefix("self.EDITION=").unwrap();
        let known = known.strip_suffix(';').unwrap();
        (serde_json::from_str(known).unwrap(), program.to_owned())
    }
}

#[test]
fn the_worker_knows_its_edition() {
    let printed = Printed::of(newsroom("minimal").path());
    let (known, program) = printed.worker();
    assert_eq!(program, fs::read_to_string(format!("{APP}/sw.js")).unwrap());
    assert_eq!(known["offline"], "/hors-ligne/");
    assert_eq!(known["shell"], "/shell.html");
    assert_eq!(known["search"], "/recherche/");
    assert_eq!(known["language"], "fr");
    let words = reader::words(Language::Fr).pocket;
    assert_eq!(known["title"], words.offline_title);
    assert_eq!(known["sorry"], words.sorry);
    let version = known["version"].as_str().unwrap();
    assert!(version.len() >= 16 && version.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert!(!printed.0.contains_key("sw-off"));
}

/// The bundle of the tests, with files of other names and bytes in it.
fn bundle(more: &[(&'static str, &'static str)]) -> Bundle {
    let own = [
        "index.html",
        "app-1.js",
        "app-1_bg.wasm",
        "icon.svg",
        "sw.js",
    ]
    .map(|name| (name.to_owned(), fs::read(format!("{APP}/{name}")).unwrap()));
    let more = more
        .iter()
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    let files = own.into_iter().chain(more);
    Bundle::embedded(files.map(|(name, bytes)| (name, bytes.into()))).unwrap()
}

#[test]
fn another_worker_is_another_program() {
    let folder = newsroom("minimal");
    let app = [
        ("kiosque-app-0a1b.js", "a"),
        ("kiosque-app-0a1b_bg.wasm", "b"),
    ];
    let version = |more: &[_]| {
        let printed = Printed::with(&bundle(more), folder.path(), |_| {});
        printed.worker().0
    };
    let first = version(&app);
    assert_eq!(
        first["assets"],
        serde_json::json!(["/kiosque-app-0a1b.js", "/kiosque-app-0a1b_bg.wasm"])
    );
    write_article(folder.path(), "neuf", 30, "", "Un article de plus.");
    assert_eq!(version(&app), first, "an article is no program");
    let newer = [app[0], ("kiosque-app-0a1b_bg.wasm", "c")];
    assert_ne!(version(&newer)["version"], first["version"]);
    assert_ne!(
        version(&[app[0], app[1], ("sw.js", "another")])["version"],
        first["version"]
    );
}

#[test]
fn a_worker_is_called_back() {
    let folder = with_settings("[pocket]\nworker = false");
    let printed = Printed::of(folder.path());
    assert_eq!(printed.text("sw-off"), "kiosque: worker off\n");
    assert_eq!(
        printed.text("sw.js"),
        fs::read_to_string(format!("{APP}/sw.js")).unwrap()
    );
    for gone in [
        "pocket.json",
        "shell.html",
        "lectures/page.json",
        "hors-ligne/page.json",
    ] {
        assert!(!printed.0.contains_key(gone), "{gone}");
    }
    assert!(!printed.text("page.json").contains("\"shelf\""));
    assert!(
        printed
            .json("manifest.webmanifest")
            .get("share_target")
            .is_none()
    );
    // A preview does the same, whatever the newsroom's settings say.
    let preview = Printed::changed(newsroom("minimal").path(), Edition::call_worker_back);
    assert_eq!(preview.text("sw-off"), "kiosque: worker off\n");
    assert_eq!(preview.text("sw.js"), printed.text("sw.js"));
    assert!(!preview.text("page.json").contains("\"shelf\""));
}

#[test]
fn an_app_without_a_worker_has_none_printed() {
    let folder = newsroom("minimal");
    let bare = ["index.html", "app-1.js", "app-1_bg.wasm"].map(|name| {
        let bytes = fs::read(format!("{APP}/{name}")).unwrap();
        (name.to_owned(), bytes.into())
    });
    let printed = Printed::with(&Bundle::embedded(bare).unwrap(), folder.path(), |_| {});
    for none in [
        "sw.js",
        "sw-off",
        "pocket.json",
        "shell.html",
        "icons/icon-192.png",
    ] {
        assert!(!printed.0.contains_key(none), "{none}");
    }
    assert!(printed.json("manifest.webmanifest").get("icons").is_none());
}

#[test]
fn without_a_printer_there_is_nothing_of_it() {
    let folder = newsroom("minimal");
    let edition = edition(folder.path(), false);
    let content = Content::read(folder.path()).unwrap();
    let files = site::files(&edition, &content, None).unwrap();
    for file in files {
        assert!(
            !["sw", "icons", "manifest", "shell", "pocket.json"]
                .iter()
                .any(|own| file.path.starts_with(own)),
            "{}",
            file.path
        );
    }
}

#[test]
fn the_reader_has_a_page_and_so_has_a_lost_network() {
    let folder = newsroom("minimal");
    let edition = edition(folder.path(), false);
    let words = reader::words(Language::Fr).pocket;
    let shelf = page(&edition, "lectures/page.json");
    assert_eq!(
        (&shelf.body, shelf.title.as_str()),
        (&PageBody::Shelf, words.shelf_title)
    );
    let offline = page(&edition, "hors-ligne/page.json");
    assert_eq!(offline.body, PageBody::Offline);
    assert_eq!(offline.title, words.offline_title);
    assert_eq!(shelf.masthead.shelf.as_deref(), Some("/lectures/"));
    for page in [shelf, offline] {
        let head = head::metadata(&edition, page, None).head;
        assert!(
            head.contains("<meta name=\"robots\" content=\"noindex\">"),
            "{head}"
        );
    }
    let printed = Printed::of(folder.path());
    for path in ["sitemap.xml", "feed.xml", "sitemap-news.xml"] {
        let text = printed.text(path);
        assert!(
            !text.contains("/lectures/") && !text.contains("/hors-ligne/"),
            "{path}"
        );
    }
    let elsewhere = "[routes]\nshelf = \"/à lire/\"\noffline = \"/perdu/\"";
    let printed = Printed::of(with_settings(elsewhere).path());
    assert_eq!(printed.worker().0["offline"], "/perdu/");
    let target = &printed.json("manifest.webmanifest")["share_target"];
    assert_eq!(target["action"], "/%C3%A0%20lire/");
}

#[test]
fn the_document_without_a_page_is_like_the_others() {
    let folder = newsroom("minimal");
    let printed = Printed::of(folder.path());
    let shell = printed.text("shell.html");
    let loading = reader::words(Language::Fr).loading;
    for part in [
        "lang=fr",
        "<title>Le Petit Kiosque</title>",
        "<meta name=\"robots\" content=\"noindex\">",
        "<meta name=\"apple-mobile-web-app-title\" content=\"Le Petit Kiosque\">",
        "<link rel=\"manifest\" href=\"/manifest.webmanifest\">",
        &format!("<p id=\"coquille\" class=\"notice loading\" role=\"status\">{loading}</p>"),
    ] {
        assert!(shell.contains(part), "{part} is not in {shell}");
    }
    assert!(
        !shell.contains("id=\"page\"") && !shell.contains("canonical"),
        "{shell}"
    );
    // What it runs and is styled by is what the policy lets through.
    let bundle = Bundle::read(Path::new(APP)).unwrap();
    let edition = edition(folder.path(), false);
    let policy = site::policy(&edition, &bundle).header();
    for (open, close) in [("<script>", "</script>"), ("<style>", "</style>")] {
        for text in shell.split(open).skip(1) {
            let hash =
                kiosque_press::hosting::ContentSecurity::hash(text.split(close).next().unwrap());
            assert!(policy.contains(&hash), "{text}");
        }
    }
    assert_eq!(
        bundle.files().len(),
        4,
        "the worker is one of the app's files"
    );
}

#[test]
fn what_is_put_by_is_printed() {
    let folder = newsroom("minimal");
    for day in 1..=8 {
        write_article(folder.path(), &format!("jour-{day}"), day, "", "Texte.");
    }
    let printed = Printed::of(folder.path());
    let list = printed.json("pocket.json");
    assert_eq!(list["version"], 1);
    let urls = |key: &str| -> Vec<String> {
        let items = list[key].as_array().unwrap().iter();
        items
            .map(|item| item["url"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(urls("documents"), ["/hors-ligne/", "/shell.html", "/"]);
    assert_eq!(
        urls("pages"),
        [
            "/page.json",
            "/lectures/page.json",
            "/2014/%C3%A9t%C3%A9%20%C3%A0%20Aix/concert/page.json",
            "/ville/visite/page.json",
            "/ville/jour-8/page.json",
            "/ville/jour-7/page.json",
            "/ville/jour-6/page.json",
            "/ville/jour-5/page.json",
        ]
    );
    let visit = &list["pages"][3];
    let media: Vec<_> = visit["media"].as_array().unwrap().iter().collect();
    assert!(!media.is_empty(), "{visit}");
    let mut known = BTreeSet::new();
    for page in list["pages"].as_array().unwrap() {
        for address in page["media"].as_array().unwrap() {
            let path = address.as_str().unwrap().strip_prefix('/').unwrap();
            assert!(printed.0.contains_key(path), "{path}");
            known.insert(path.to_owned());
        }
    }
    assert!(
        known.iter().any(|path| path.starts_with("media/port.")),
        "{known:?}"
    );
    assert!(known.iter().all(|path| !path.ends_with(".mp4")));

    let few = Printed::of(with_settings("[pocket]\narticles = 0").path());
    assert_eq!(
        few.json("pocket.json")["pages"].as_array().unwrap().len(),
        2
    );
}

#[test]
fn what_leads_the_front_page_is_put_by_however_old() {
    let printed = Printed::of(with_settings("[pocket]\narticles = 1").path());
    let lead = printed.json("page.json")["body"]["front"]["lead"]["url"].clone();
    let lead = format!("{}page.json", lead.as_str().unwrap());
    let list = printed.json("pocket.json");
    let pages = list["pages"].as_array().unwrap();
    assert_eq!(
        pages.len(),
        4,
        "front page, one's own, newest, lead: {list}"
    );
    assert_ne!(pages[2]["url"], lead, "the newest is another");
    assert_eq!(pages[3]["url"], lead);
}

#[test]
fn a_revision_changes_with_its_file() {
    let folder = newsroom("minimal");
    let before = Printed::of(folder.path()).json("pocket.json");
    let again = Printed::of(folder.path()).json("pocket.json");
    assert_eq!(before, again);
    let path = folder.path().join("articles/visite.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}\nUne phrase de plus.\n")).unwrap();
    let after = Printed::of(folder.path()).json("pocket.json");
    let revision = |list: &Value, url: &str| {
        let all = list["documents"].as_array().unwrap().iter();
        let all = all.chain(list["pages"].as_array().unwrap());
        let found = all.filter(|item| item["url"] == url).collect::<Vec<_>>();
        found[0]["revision"].as_str().unwrap().to_owned()
    };
    let changed = |url: &str| revision(&before, url) != revision(&after, url);
    assert!(changed("/ville/visite/page.json"));
    for same in ["/shell.html", "/hors-ligne/", "/lectures/page.json"] {
        assert!(!changed(same), "{same}");
    }
}
