//! The search page and its index.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use kiosque_catalogue::editor::Problem;
use kiosque_model::{Language, PageBody};
use kiosque_press::cache::Cache;
use kiosque_press::edition::Edition;
use kiosque_press::search;

use crate::{compile, edition, newsroom, page, write_article};

/// The files of an edition's index with their bytes.
fn files(edition: &Edition, cache: &Cache) -> BTreeMap<String, Vec<u8>> {
    search::files(edition, cache)
        .unwrap()
        .into_iter()
        .map(|file| (file.path.clone(), (file.make)().unwrap()))
        .collect()
}

/// What is in a file of the index. Pagefind marks what it compressed.
fn opened(bytes: &[u8]) -> Vec<u8> {
    let mut open = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut open).unwrap();
    open.strip_prefix(b"pagefind_dcd").unwrap().to_vec()
}

/// The articles that can be found: permalink and text.
fn found(edition: &Edition) -> BTreeMap<String, String> {
    files(edition, &Cache::none())
        .iter()
        .filter(|(path, _)| path.ends_with(".pf_fragment"))
        .map(|(_, bytes)| {
            let fragment: serde_json::Value = serde_json::from_slice(&opened(bytes)).unwrap();
            let text = |name: &str| fragment[name].as_str().unwrap().to_owned();
            (text("url"), text("content"))
        })
        .collect()
}

#[test]
fn published_articles_are_indexed_and_drafts_are_not() {
    let folder = newsroom("minimal");
    let published = found(&edition(folder.path(), false));
    let urls: Vec<_> = published.keys().map(String::as_str).collect();
    assert_eq!(
        urls,
        [
            "/2014/%C3%A9t%C3%A9%20%C3%A0%20Aix/concert/",
            "/ville/visite/"
        ]
    );
    write_article(folder.path(), "avenir", 30, "draft = true", "Secret.");
    assert_eq!(found(&edition(folder.path(), false)), published);
    let all = found(&edition(folder.path(), true));
    assert!(all["/ville/avenir/"].contains("Secret."), "{all:#?}");
}

#[test]
fn the_engine_comes_along_and_its_own_interface_does_not() {
    let folder = newsroom("minimal");
    let files = files(&edition(folder.path(), false), &Cache::none());
    for engine in [
        "pagefind/pagefind.js",
        "pagefind/pagefind-worker.js",
        "pagefind/pagefind-entry.json",
        "pagefind/wasm.fr.pagefind",
    ] {
        assert!(files.contains_key(engine), "{engine}");
    }
    assert!(files.keys().all(|path| !path.contains("ui")), "{files:?}");
    assert!(!files.contains_key("pagefind/wasm.unknown.pagefind"));
}

#[test]
fn words_are_indexed_by_their_french_stem_without_accents() {
    let folder = newsroom("minimal");
    let body = "Les navires entrent. L’*élection* municipale.";
    write_article(folder.path(), "port", 3, "", body);
    let files = files(&edition(folder.path(), false), &Cache::none());
    let words: Vec<u8> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".pf_index"))
        .flat_map(|(_, bytes)| opened(bytes))
        .collect();
    // CBOR: a text of n bytes begins with 0x60 + n.
    let has = |word: &str| {
        let mut text = vec![0x60 + u8::try_from(word.len()).unwrap()];
        text.extend(word.as_bytes());
        words.windows(text.len()).any(|window| window == text)
    };
    assert!(has("navir") && !has("navires"), "not stemmed");
    assert!(has("elect") && has("élection"), "accents or elisions");
    assert!(has("municipal") && !has("municipale"));
}

#[test]
fn timelines_are_searched_but_not_what_was_withdrawn() {
    let folder = newsroom("minimal");
    let archived: serde_json::Value =
        serde_json::from_str(&read(folder.path(), "posts/matin.json")).unwrap();
    let texts = found(&edition(folder.path(), false));
    let visit = &texts["/ville/visite/"];
    let author = archived["author"]["name"].as_str().unwrap();
    assert!(visit.contains(author), "{visit}");
    let withdrawn: serde_json::Value =
        serde_json::from_str(&read(folder.path(), "posts/retire.json")).unwrap();
    let said = withdrawn["text"].as_str().unwrap();
    assert!(!said.is_empty() && !visit.contains(said), "{visit}");
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap()
}

#[test]
fn nothing_is_indexed_again_while_articles_stay_as_they_are() {
    let folder = newsroom("minimal");
    let kept = tempfile::TempDir::new().unwrap();
    let entries = || walkdir::WalkDir::new(kept.path()).into_iter().count();
    let cache = Cache::at(kept.path());
    let first = files(&edition(folder.path(), false), &cache);
    let once = entries();
    assert_eq!(files(&edition(folder.path(), false), &cache), first);
    assert_eq!(entries(), once);
    write_article(folder.path(), "port", 3, "", "Un mot.");
    assert_ne!(files(&edition(folder.path(), false), &cache), first);
    assert!(entries() > once);
}

#[test]
fn a_volume_lost_from_the_cache_is_made_again() {
    let folder = newsroom("minimal");
    let edition = edition(folder.path(), false);
    let kept = tempfile::TempDir::new().unwrap();
    let cache = Cache::at(kept.path());
    let first = files(&edition, &cache);
    let listed = search::files(&edition, &cache).unwrap();
    fs::remove_dir_all(kept.path()).unwrap();
    for file in listed {
        assert_eq!((file.make)().unwrap(), first[&file.path], "{}", file.path);
    }
}

#[test]
fn the_search_page_knows_its_index_and_its_tags() {
    let folder = newsroom("minimal");
    let edition = edition(folder.path(), false);
    let page = page(&edition, "recherche/page.json");
    assert_eq!(page.masthead.search.as_deref(), Some("/recherche/"));
    let PageBody::Search(search) = &page.body else {
        panic!("{:?}", page.body);
    };
    assert_eq!(search.indexes, ["/pagefind/"]);
    assert!(!search.tags.is_empty());
}

#[test]
fn the_search_page_has_a_permalink_of_its_own() {
    let folder = newsroom("minimal");
    let taken = "permalink = \"/recherche/\"";
    write_article(folder.path(), "chercher", 3, taken, "Un mot.");
    let problems: Vec<_> = compile(folder.path(), false)
        .diagnostics
        .into_iter()
        .map(|found| found.problem)
        .collect();
    assert!(
        matches!(&problems[..], [Problem::DuplicatePermalink { permalink, other }]
            if permalink == "/recherche/" && other == "site.toml"),
        "{problems:?}"
    );
    let settings = read(folder.path(), "site.toml");
    let moved = format!("{settings}\n[routes]\nsearch = \"/trouver/\"\n");
    fs::write(folder.path().join("site.toml"), moved).unwrap();
    let edition = edition(folder.path(), false);
    assert!(matches!(
        page(&edition, "trouver/page.json").body,
        PageBody::Search(_)
    ));
    assert_eq!(edition.site.language, Language::Fr);
}
