//! The app's bundle: what Trunk built, and the page every printed page starts from.

mod template;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;

use walkdir::WalkDir;

use crate::content::Unreachable;
use crate::site_file::{Fingerprint, SiteFile};
pub use template::{Template, TemplateFault};

/// The page that Trunk writes and every printed page starts from.
const ENTRY: &str = "index.html";

/// The app as it is published: its files, and its entry page taken apart.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// Its entry page.
    pub template: Template,
    files: BTreeMap<String, Cow<'static, [u8]>>,
}

/// Why there is no bundle.
#[derive(Debug)]
pub enum BundleError {
    /// A file cannot be read.
    Unreachable(Unreachable),
    /// The entry page is not one that Trunk wrote from this project's `index.html`.
    Template(TemplateFault),
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(error) => error.fmt(f),
            Self::Template(fault) => write!(f, "{ENTRY}: {fault}"),
        }
    }
}

impl std::error::Error for BundleError {}

impl Bundle {
    /// Reads the folder in which Trunk built the app in release, every file below it.
    ///
    /// # Errors
    ///
    /// See [`BundleError`].
    pub fn read(folder: &Path) -> Result<Self, BundleError> {
        let unreachable = |path: &Path, reason: io::Error| {
            BundleError::Unreachable(Unreachable {
                path: path.to_owned(),
                reason,
            })
        };
        let entry = folder.join(ENTRY);
        let html = std::fs::read_to_string(&entry).map_err(|reason| unreachable(&entry, reason))?;
        let mut files = BTreeMap::new();
        for found in WalkDir::new(folder).sort_by_file_name() {
            let found = found.map_err(|error| {
                let path = error.path().unwrap_or(folder).to_owned();
                unreachable(&path, error.into())
            })?;
            let Ok(below) = found.path().strip_prefix(folder) else {
                continue;
            };
            let name = below.to_string_lossy().replace('\\', "/");
            if found.file_type().is_file() && name != ENTRY {
                let bytes = std::fs::read(found.path())
                    .map_err(|reason| unreachable(found.path(), reason))?;
                files.insert(name, Cow::Owned(bytes));
            }
        }
        Self::assemble(&html, files)
    }

    /// A bundle carried by the program: each file's name and bytes, the entry page among them.
    ///
    /// # Errors
    ///
    /// [`BundleError::Template`].
    pub fn embedded(
        carried: impl IntoIterator<Item = (String, Cow<'static, [u8]>)>,
    ) -> Result<Self, BundleError> {
        let mut files: BTreeMap<String, _> = carried.into_iter().collect();
        let entry = files.remove(ENTRY).unwrap_or_default();
        Self::assemble(&String::from_utf8_lossy(&entry), files)
    }

    fn assemble(
        html: &str,
        files: BTreeMap<String, Cow<'static, [u8]>>,
    ) -> Result<Self, BundleError> {
        let template = Template::read(html).map_err(BundleError::Template)?;
        Ok(Self { template, files })
    }

    /// The app's files as files of a site.
    pub fn files(&self) -> Vec<SiteFile<'_>> {
        self.files
            .iter()
            .map(|(name, bytes)| {
                // Of the bytes: a name without a hash says nothing of what is in the file.
                let fingerprint = Fingerprint::of(&[bytes]);
                SiteFile::made(name.clone(), fingerprint, || Ok(bytes.to_vec()))
            })
            .collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html lang=fr><meta charset=utf-8><title>K</title>\
        <meta content=width=device-width name=viewport><style>a{}</style>\
        <link rel=modulepreload href=/app-1.js><script type=module>\
        import init from '/app-1.js'; init({module_or_path:'/app-1_bg.wasm'})</script>\
        <p id=coquille>…</p>";

    #[test]
    fn a_folder_and_a_carried_bundle_are_one() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("index.html", PAGE), ("app-1.js", "a"), ("icon.svg", "b")] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let read = Bundle::read(folder.path()).unwrap();
        let carried = [("index.html", PAGE), ("app-1.js", "a"), ("icon.svg", "b")]
            .map(|(name, text)| (name.to_owned(), Cow::from(text.as_bytes().to_vec())));
        let carried = Bundle::embedded(carried).unwrap();
        let names = |bundle: &Bundle| -> Vec<(String, Vec<u8>)> {
            bundle
                .files()
                .iter()
                .map(|file| (file.path.clone(), (file.make)().unwrap()))
                .collect()
        };
        assert_eq!(names(&read), names(&carried));
        assert_eq!(names(&read).len(), 2);
    }

    #[test]
    fn a_folder_without_an_entry_page_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let error = Bundle::read(folder.path()).unwrap_err().to_string();
        assert!(error.contains("index.html"), "{error}");
        assert!(matches!(
            Bundle::embedded([]),
            Err(BundleError::Template(_))
        ));
    }
}
