//! The line that the press puts before the worker.

use kiosque_catalogue::reader;
use serde_json::json;

use super::{SHELL, address};
use crate::edition::Edition;
use crate::hosting;
use crate::site_file::{Fingerprint, SiteFile};

/// What the worker knows of the edition it belongs to. It changes with the app, the worker and what
/// they say, and with nothing that is published: another worker is another program.
pub(super) fn line(edition: &Edition, app: &[SiteFile<'_>]) -> String {
    let (language, pocket) = (edition.site.language, &edition.pocket);
    let words = reader::words(language).pocket;
    let assets: Vec<String> = app
        .iter()
        .filter(|file| hosting::is_hashed(&file.path))
        .map(|file| address(&file.path))
        .collect();
    let mut known = json!({
        "assets": assets,
        "offline": pocket.offline.url(),
        "shell": address(SHELL),
        "search": pocket.search,
        "language": language.tag(),
        "title": words.offline_title,
        "sorry": words.sorry,
    });
    let mut parts = vec![known.to_string()];
    for file in app {
        parts.push(file.path.clone());
        parts.push(file.fingerprint.as_str().to_owned());
    }
    known["version"] = json!(Fingerprint::of(&parts).as_str());
    format!("self.EDITION={known};\n")
}
