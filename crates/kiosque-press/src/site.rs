//! Everything a site is made of, as files.

use std::io;

use kiosque_model::{Language, Page};
use rayon::prelude::*;

use crate::content::Content;
use crate::edition::Edition;
use crate::hosting::{self, ContentSecurity};
use crate::site_file::{Fingerprint, SiteFile};
use crate::{feeds, head, media, pocket, search, share_image, sitemap};

/// What a document tells programs of its page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Elements of `<head>`.
    pub head: String,
    /// Structured data for search engines, as one element; may be empty. It stands behind what
    /// people read, which comes first.
    pub structured_data: String,
}

/// What turns pages into HTML. Without one a site is data, for an app that starts on an empty
/// shell.
pub trait Printer: Sync {
    /// A whole document: a page, what it tells of itself, its data as JSON.
    fn html(&self, page: &Page, metadata: &Metadata, json: &str) -> String;

    /// A document without a page, in which the app shows one: the language, elements of its
    /// `<head>`, what is said while the page comes.
    fn shell(&self, language: Language, head: &str, loading: &str) -> String;

    /// What every document depends on besides its page.
    fn depends_on(&self) -> Vec<&str>;

    /// The files that documents refer to.
    fn files(&self) -> Vec<SiteFile<'_>>;

    /// Lets the inline scripts and style sheets of the documents through.
    fn allow(&self, policy: &mut ContentSecurity);
}

/// The files of a site. Only the search index is made here, because what files it has is not
/// known before; the cache keeps it.
///
/// # Errors
///
/// When the articles cannot be indexed, or a file of the app cannot be read.
pub fn files<'a>(
    edition: &'a Edition,
    content: &'a Content,
    printer: Option<&'a dyn Printer>,
) -> io::Result<Vec<SiteFile<'a>>> {
    let folder = content.media.as_ref();
    let mut files = pages(edition, printer);
    files.extend(media::files(edition, folder, &content.cache));
    files.extend(search::files(edition, &content.cache)?);
    if let Some(printer) = printer {
        let app = printer.files();
        files.extend(pocket::files(edition, content, printer, &app, &files)?);
        files.extend(share_image::files(edition, folder, &content.cache));
        files.extend(feeds::files(edition));
        files.extend(sitemap::files(edition));
        files.extend(hosting::files(edition, &policy(edition, printer)));
        // The worker is printed, with what it has to know.
        files.extend(app.into_iter().filter(|file| file.path != pocket::WORKER));
    }
    Ok(files)
}

/// What the printed pages of a site may do.
pub fn policy(edition: &Edition, printer: &dyn Printer) -> ContentSecurity {
    let mut policy = ContentSecurity::new(&edition.security);
    printer.allow(&mut policy);
    policy
}

/// The pages of an edition: the data of each, and its HTML where there is a printer.
fn pages<'a>(edition: &'a Edition, printer: Option<&'a dyn Printer>) -> Vec<SiteFile<'a>> {
    let common = printer.map(|printer| Fingerprint::of(&printer.depends_on()));
    edition
        .pages
        .par_iter()
        .flat_map_iter(|(name, page)| {
            let data = page.to_json().unwrap_or_default();
            let own = Fingerprint::of(&[data.as_bytes()]);
            let html = printer.zip(common.as_ref()).map(|(printer, common)| {
                // Made again when it is printed: a hundred thousand heads are not kept.
                let metadata = metadata(edition, page);
                let fingerprint = Fingerprint::of(&[
                    own.as_str(),
                    common.as_str(),
                    &metadata.head,
                    &metadata.structured_data,
                ]);
                let print = move || {
                    let json = page.in_its_document().to_json().map_err(io::Error::from)?;
                    Ok(printer
                        .html(page, &self::metadata(edition, page), &json)
                        .into_bytes())
                };
                SiteFile::made(document_of(name), fingerprint, print)
            });
            let json = move || Ok(page.to_json().map_err(io::Error::from)?.into_bytes());
            [Some(SiteFile::made(name.clone(), own, json)), html]
                .into_iter()
                .flatten()
        })
        .collect()
}

fn metadata(edition: &Edition, page: &Page) -> Metadata {
    head::metadata(edition, page, share_image::of(edition, page).as_ref())
}

/// The document that goes with a page's data: `a/page.json` and `a/index.html`, `404.json` and
/// `404.html`.
fn document_of(data: &str) -> String {
    match data.strip_suffix("page.json") {
        Some(folder) => format!("{folder}index.html"),
        None => format!("{}.html", data.trim_end_matches(".json")),
    }
}

#[cfg(test)]
mod tests {
    use super::document_of;

    #[test]
    fn documents_stand_beside_their_data() {
        assert_eq!(document_of("page.json"), "index.html");
        assert_eq!(document_of("a/b/page.json"), "a/b/index.html");
        assert_eq!(document_of("404.json"), "404.html");
    }
}
