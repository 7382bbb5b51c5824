//! The press over whole content folders.
//!
//! `sites/minimal` is a newsroom without faults; each `sites/invalid-*` is laid over a copy of it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod archive;
mod bad_input;
mod command;
mod hosting;
mod outside;
mod pictures;
#[cfg(feature = "print")]
mod pocket;
mod posts;
mod problems;
mod search;
mod serving;
mod site;
mod syndication;
mod voices;
mod writing;

use std::fs;
use std::path::Path;

use kiosque_model::{Article, Page, PageBody};
use kiosque_press::content::Content;
use kiosque_press::edition::{self, Edition, Options, Outcome};
use tempfile::TempDir;

/// A copy of the sound newsroom in a folder of its own, with another site's files laid over it.
fn newsroom(over: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let sites = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    lay(&sites.join("minimal"), folder.path());
    if over != "minimal" {
        lay(&sites.join(over), folder.path());
    }
    folder
}

fn lay(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            lay(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Compiles as on the second of December 2014.
fn compile(folder: &Path, drafts: bool) -> Outcome {
    let now = "2014-12-02T00:00:00Z".parse().unwrap();
    edition::compile(&Content::read(folder).unwrap(), Options { drafts, now })
}

fn edition(folder: &Path, drafts: bool) -> Edition {
    let outcome = compile(folder, drafts);
    outcome
        .edition
        .unwrap_or_else(|| panic!("{:#?}", outcome.diagnostics))
}

fn page<'e>(edition: &'e Edition, file: &str) -> &'e Page {
    let files: Vec<_> = edition.pages.keys().collect();
    edition
        .pages
        .get(file)
        .unwrap_or_else(|| panic!("no {file} in {files:?}"))
}

fn article<'e>(edition: &'e Edition, file: &str) -> &'e Article {
    match &page(edition, file).body {
        PageBody::Article(article) => article,
        other => panic!("{file} is no article: {other:?}"),
    }
}

/// An article file with a title, a day in November 2014 and more front matter.
fn write_article(folder: &Path, slug: &str, day: u8, matter: &str, body: &str) {
    let text = format!(
        "+++\ntitle = \"{slug}\"\nslug = \"{slug}\"\nsection = \"ville\"\nauthors = [\"redaction\"]\n\
         published = 2014-11-{day:02}T09:00:00+01:00\n{matter}\n+++\n{body}\n"
    );
    fs::write(folder.join(format!("articles/{slug}.md")), text).unwrap();
}
