//! What the site tells machines: feeds, sitemaps, the head of each page and its structured data.
//!
//! XML is held against `schemas/` by `xmllint`, a parser and validator that is not ours; RSS, JSON
//! Feed and JSON-LD against their rules written down here.

mod atom;
mod head;
mod json_feed;
mod live;
mod rss;
mod sitemaps;
mod structured_data;

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use kiosque_model::{Article, PageBody};
use kiosque_press::edition::Edition;
use kiosque_press::feeds;
use kiosque_press::site_file::SiteFile;
use tempfile::TempDir;

use crate::{edition, newsroom, write_article};

const VISIT: &str = "ville/visite/page.json";

/// Words that break what forgets to escape.
const SPOILED: &str = "A <b> & \"c\" l'été ]]> \u{1b}\u{0}\u{7}🚀\u{fffe} </script><!-- &amp;";
/// The same without what no document may hold.
const LEGAL: &str = "A <b> & \"c\" l'été ]]> 🚀 </script><!-- &amp;";

/// The sound newsroom with words that break things wherever words stand, and nobody who signs.
fn spoiled() -> Edition {
    let folder = newsroom("minimal");
    let mut edition = edition(folder.path(), false);
    for page in edition.pages.values_mut() {
        page.description = SPOILED.into();
        page.masthead.name = SPOILED.into();
        page.title = SPOILED.into();
        if let PageBody::Article(article) = &mut page.body {
            article.headline = SPOILED.into();
            article.standfirst = Some(SPOILED.into());
            article.section.title = SPOILED.into();
            article.authors.clear();
            for tag in &mut article.tags {
                tag.title = SPOILED.into();
            }
            if let Some(hero) = &mut article.hero {
                hero.picture.alt = SPOILED.into();
                hero.credit = Some(SPOILED.into());
            }
        }
    }
    edition.site.name = SPOILED.into();
    edition.site.description = SPOILED.into();
    edition.site.tagline = Some(SPOILED.into());
    for list in &mut edition.lists {
        list.title = SPOILED.into();
        list.description = Some(SPOILED.into());
    }
    edition
}

/// A newsroom that has published nothing.
fn empty() -> Edition {
    let folder = newsroom("minimal");
    for entry in fs::read_dir(folder.path().join("articles")).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    let settings = folder.path().join("site.toml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.split("[[footer]]").next().unwrap()).unwrap();
    edition(folder.path(), false)
}

/// The sound newsroom.
fn sound() -> Edition {
    edition(newsroom("minimal").path(), false)
}

/// Every edition that files are checked on.
fn editions() -> [(&'static str, Edition); 3] {
    [
        ("sound", sound()),
        ("spoiled", spoiled()),
        ("empty", empty()),
    ]
}

/// Files of an edition with a name, made.
fn made(files: &[SiteFile<'_>], name: &str) -> Vec<(String, Vec<u8>)> {
    let named = files
        .iter()
        .filter(|file| file.path.rsplit('/').next() == Some(name));
    named
        .map(|file| (file.path.clone(), (file.make)().unwrap()))
        .collect()
}

/// One file, made.
fn file(files: &[SiteFile<'_>], path: &str) -> String {
    let names: Vec<_> = files.iter().map(|file| &file.path).collect();
    let file = files
        .iter()
        .find(|file| file.path == path)
        .unwrap_or_else(|| panic!("no {path} in {names:?}"));
    String::from_utf8((file.make)().unwrap()).unwrap()
}

/// What `xmllint` finds wrong; nothing where the document is valid.
fn faults(schema: &str, xml: &[u8]) -> Option<String> {
    let folder = TempDir::new().unwrap();
    let document = folder.path().join("document.xml");
    fs::write(&document, xml).unwrap();
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/press/schemas");
    let option = if schema.ends_with(".rng") {
        "--relaxng"
    } else {
        "--schema"
    };
    let run = Command::new("xmllint")
        .args(["--noout", "--nonet", option])
        .arg(schemas.join(schema))
        .arg(&document)
        .output();
    match run {
        Ok(output) if output.status.success() => None,
        // 5: a schema that does not compile refuses everything and proves nothing.
        Ok(output) if output.status.code() == Some(5) => {
            panic!("{}", String::from_utf8_lossy(&output.stderr))
        }
        Ok(output) => Some(String::from_utf8_lossy(&output.stderr).into_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => panic!(
            "xmllint is not there: install the package libxml2-utils (Debian) or libxml2 (others)"
        ),
        Err(error) => panic!("xmllint does not start: {error}"),
    }
}

/// The edition's only article under a path, to change.
fn article_mut<'e>(edition: &'e mut Edition, file: &str) -> &'e mut Article {
    match &mut edition.pages.get_mut(file).unwrap().body {
        PageBody::Article(article) => article,
        other => panic!("{file} is no article: {other:?}"),
    }
}

#[test]
fn every_list_has_its_feeds_in_its_folder() {
    let edition = sound();
    let files = feeds::files(&edition);
    let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
    for folder in [
        "",
        "ville/",
        "culture/",
        "mot-cle/french-tech/",
        "auteur/marie-durand/",
    ] {
        for name in ["feed.xml", "atom.xml", "feed.json"] {
            let path = format!("{folder}{name}");
            assert!(paths.contains(&path.as_str()), "no {path} in {paths:?}");
        }
    }
    assert_eq!(paths.len(), edition.lists.len() * 3);
}

#[test]
fn a_feed_carries_the_newest_articles_and_no_draft() {
    let folder = newsroom("minimal");
    for day in 1..26 {
        write_article(folder.path(), &format!("jour-{day}"), day, "", "Du texte.");
    }
    let edition = edition(folder.path(), true);
    let atom = file(&feeds::files(&edition), "ville/atom.xml");
    assert_eq!(atom.matches("<entry>").count(), 20);
    let newest = atom.find("/ville/visite/").unwrap();
    assert!(newest < atom.find("/ville/jour-25/").unwrap());
    assert!(atom.contains("/ville/jour-7/") && !atom.contains("/ville/jour-6/"));
    assert!(!atom.contains("brouillon"), "{atom}");
}

#[test]
fn a_feed_is_new_when_its_articles_are_and_only_then() {
    let folder = newsroom("minimal");
    let before = edition(folder.path(), false);
    let before = feeds::files(&before);
    // The visit's page gets a neighbour and another related article; what it says is the same.
    let text = "+++\ntitle = \"Ajout\"\nslug = \"ajout\"\nsection = \"culture\"\n\
                authors = [\"redaction\"]\npublished = 2014-11-30T09:00:00+01:00\n+++\nDu texte.\n";
    fs::write(folder.path().join("articles/ajout.md"), text).unwrap();
    let after = edition(folder.path(), false);
    let after = feeds::files(&after);
    for file in &before {
        let other = after.iter().find(|other| other.path == file.path).unwrap();
        let same_bytes = (file.make)().unwrap() == (other.make)().unwrap();
        assert_eq!(
            file.fingerprint == other.fingerprint,
            same_bytes,
            "{}",
            file.path
        );
        let touched = ["ville/", "mot-cle/", "auteur/marie-durand/"]
            .iter()
            .all(|folder| !file.path.starts_with(folder));
        assert_eq!(!same_bytes, touched, "{}", file.path);
    }
}

#[test]
fn a_changed_article_makes_new_feeds() {
    let mut edition = sound();
    let before: Vec<_> = feeds::files(&edition)
        .into_iter()
        .map(|file| (file.path, file.fingerprint))
        .collect();
    article_mut(&mut edition, VISIT).headline.push('!');
    for (path, fingerprint) in before {
        let files = feeds::files(&edition);
        let after = files.iter().find(|file| file.path == path).unwrap();
        assert_eq!(
            after.fingerprint == fingerprint,
            path.starts_with("culture/"),
            "{path}"
        );
    }
}
