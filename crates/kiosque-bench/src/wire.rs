//! Bytes that a reader's browser fetches, and those of the whole site, by kind.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use lol_html::{RewriteStrSettings, element, rewrite_str};
use serde::Serialize;

use crate::Error;
use crate::site::{self, File};
use crate::table::{kilobytes, table};

/// Bytes on the wire, Brotli copies where there are some.
#[derive(Debug, Serialize)]
pub struct Wire {
    pages: Vec<PageBytes>,
    /// The whole site, by kind of file.
    site: BTreeMap<&'static str, Kind>,
}

/// What a browser fetches for a page before the reader does anything.
#[derive(Debug, Serialize)]
struct PageBytes {
    page: &'static str,
    permalink: String,
    document: u64,
    /// The app's JavaScript.
    glue: u64,
    wasm: u64,
    /// Pictures that do not wait until they are scrolled to, each at its `src`.
    eager_pictures: u64,
}

/// Files of one kind.
#[derive(Debug, Default, Serialize)]
struct Kind {
    files: u64,
    bytes: u64,
    wire: u64,
}

/// Measures a printed site.
pub fn measure(folder: &Path) -> Result<Wire, Error> {
    let files = site::files(folder)?;
    let report = site::report(folder)?;
    let pages = [("front page", "/".to_owned()), ("report", report)];
    let pages: Result<_, Error> = pages
        .into_iter()
        .map(|(page, permalink)| page_bytes(folder, &files, page, permalink))
        .collect();
    let mut kinds = BTreeMap::<_, Kind>::new();
    for file in &files {
        let kind = kinds.entry(kind_of(&file.path)).or_default();
        kind.files += 1;
        kind.bytes += file.bytes;
        kind.wire += file.wire;
    }
    Ok(Wire {
        pages: pages?,
        site: kinds,
    })
}

fn page_bytes(
    folder: &Path,
    files: &[File],
    page: &'static str,
    permalink: String,
) -> Result<PageBytes, Error> {
    let path = format!("{}index.html", permalink.trim_start_matches('/'));
    let document = site::file(folder, &path)?;
    let html = fs::read_to_string(folder.join(&path))?;
    let mut eager_pictures = 0;
    for source in eager_pictures_of(&html)? {
        eager_pictures += site::file(folder, source.trim_start_matches('/'))?.wire;
    }
    let app = |suffix: &str| {
        let of_app = |file: &&File| !file.path.contains('/') && file.path.ends_with(suffix);
        files.iter().filter(of_app).map(|file| file.wire).sum()
    };
    Ok(PageBytes {
        page,
        permalink,
        document: document.wire,
        glue: app(".js"),
        wasm: app(".wasm"),
        eager_pictures,
    })
}

/// The root-relative sources of the pictures that are fetched with the page, each once.
fn eager_pictures_of(html: &str) -> Result<Vec<String>, Error> {
    let mut sources = Vec::new();
    let pictures = element!("img[src]", |picture| {
        let lazy = picture.get_attribute("loading").as_deref() == Some("lazy");
        if let Some(source) = picture.get_attribute("src")
            && source.starts_with('/')
            && !lazy
            && !sources.contains(&source)
        {
            sources.push(source);
        }
        Ok(())
    });
    let settings = RewriteStrSettings {
        element_content_handlers: vec![pictures],
        ..RewriteStrSettings::new()
    };
    rewrite_str(html, settings).map_err(|error| format!("a page cannot be read: {error}"))?;
    Ok(sources)
}

fn kind_of(path: &str) -> &'static str {
    if path.starts_with("pagefind/") || path.contains("/pagefind/") {
        return "search";
    }
    if path.starts_with("media/partage/") {
        return "share images";
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "pages, HTML",
        _ if matches!(name, "page.json" | "404.json") => "pages, data",
        Some("xml") => "feeds and sitemaps",
        _ if name == "feed.json" => "feeds and sitemaps",
        Some("wasm") => "wasm",
        Some("js" | "mjs") => "scripts",
        Some("css") => "styles",
        Some("svg" | "webp" | "avif" | "png" | "jpg" | "jpeg" | "gif") => "pictures",
        _ => "others",
    }
}

impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: Vec<_> = self
            .pages
            .iter()
            .map(|page| {
                let parts = [page.document, page.glue, page.wasm, page.eager_pictures];
                let mut row = vec![page.page.to_owned()];
                row.extend(parts.map(kilobytes));
                row.push(kilobytes(parts.iter().sum()));
                row
            })
            .collect();
        let head = ["", "document", "glue", "wasm", "eager pictures", "all"];
        f.write_str(&table("Bytes on the wire (Brotli)", &head, &rows))?;
        let rows: Vec<_> = self
            .site
            .iter()
            .map(|(name, kind)| {
                vec![
                    (*name).to_owned(),
                    kind.files.to_string(),
                    kilobytes(kind.bytes),
                    kilobytes(kind.wire),
                ]
            })
            .collect();
        let head = ["", "files", "bytes", "on the wire"];
        f.write_str(&table("The whole site", &head, &rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_that_wait_or_are_in_the_page_are_not_fetched_with_it() {
        let html = r#"<img src="data:image/webp;base64,UA"><img src="/media/a.svg" loading="eager">
            <img src="/media/b.svg" loading="lazy"><img src="/media/a.svg"><img src="/c.webp">"#;
        assert_eq!(
            eager_pictures_of(html).unwrap(),
            ["/media/a.svg", "/c.webp"]
        );
    }

    #[test]
    fn files_have_a_kind() {
        for (path, kind) in [
            ("guide/index.html", "pages, HTML"),
            ("guide/page.json", "pages, data"),
            ("guide/feed.json", "feeds and sitemaps"),
            ("sitemap-1.xml", "feeds and sitemaps"),
            ("media/partage/a.png", "share images"),
            ("pagefind/fr.pf_meta", "search"),
            ("_headers", "others"),
        ] {
            assert_eq!(kind_of(path), kind, "{path}");
        }
    }
}
