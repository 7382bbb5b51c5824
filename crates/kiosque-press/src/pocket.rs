//! The site installed, and without a network: the web app manifest, its icons, the worker's line and
//! the list of what it puts by. See `docs/contracts/pocket.md`.

mod icons;
mod manifest;
mod put_by;
mod settings;
mod worker;

use std::io;

use kiosque_catalogue::reader;

use crate::content::Content;
use crate::edition::Edition;
use crate::head;
use crate::permalink::Permalink;
use crate::site::Printer;
use crate::site_file::SiteFile;

pub(crate) use settings::read;
pub use settings::{PocketSettings, ScreenshotSettings};

/// The web app manifest's path below the output folder.
pub const MANIFEST: &str = "manifest.webmanifest";
/// The icon that stands for the site on Apple's devices.
pub const TOUCH_ICON: &str = "icons/apple-touch-icon.png";
/// The worker.
pub const WORKER: &str = "sw.js";
/// What the worker puts by.
pub const PUT_BY: &str = "pocket.json";
/// The document without a page.
pub const SHELL: &str = "shell.html";
/// The file that calls workers back.
pub const OFF: &str = "sw-off";
/// All that [`OFF`] says: a portal's page under its address is another text.
pub const OFF_TEXT: &str = "kiosque: worker off\n";

/// What makes an edition's site fit for a pocket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pocket {
    /// The name under the icon.
    pub short_name: String,
    /// What icons are drawn from; the app's own mark where there is none.
    pub mark: Option<Mark>,
    /// How many of the newest articles the worker puts by.
    pub articles: usize,
    /// Whether there is a worker. Where there is none, one from before is called back.
    pub worker: bool,
    /// Pictures shown to who is about to install the site.
    pub screenshots: Vec<Screenshot>,
    /// Permalink of the reader's own page, which is there where there is a worker.
    pub shelf: Permalink,
    /// Permalink of the page shown in place of one that cannot be had, which is there with the
    /// other.
    pub offline: Permalink,
    /// Address of the search page.
    pub search: String,
}

/// A file that icons are drawn from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Path below `media/` in the content folder.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub digest: String,
}

/// A published picture shown to who is about to install the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screenshot {
    /// Root-relative address.
    pub url: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// MIME type.
    pub mime: &'static str,
    /// What it shows.
    pub label: String,
    /// Whether it is of a wide window, and not of a telephone.
    pub wide: bool,
}

/// The files of the pocket edition, the worker among them. `app` are the app's own files, `printed`
/// the pages and pictures of the edition.
///
/// # Errors
///
/// When the worker or the mark among the app's files cannot be read.
pub fn files<'a>(
    edition: &'a Edition,
    content: &'a Content,
    printer: &dyn Printer,
    app: &[SiteFile<'a>],
    printed: &[SiteFile<'a>],
) -> io::Result<Vec<SiteFile<'a>>> {
    let mut files = icons::files(edition, content, app)?;
    let manifest = manifest::manifest(edition, !files.is_empty());
    files.push(SiteFile::ready(MANIFEST, manifest.to_string()));
    let program = app.iter().find(|file| file.path == WORKER);
    let program = program.map(|file| (file.make)()).transpose()?;
    if !edition.pocket.worker {
        files.extend(program.map(|program| SiteFile::ready(WORKER, program)));
        files.push(SiteFile::ready(OFF, OFF_TEXT));
        return Ok(files);
    }
    let Some(program) = program else {
        return Ok(files);
    };
    let shell = SiteFile::ready(SHELL, shell(edition, printer));
    let list = put_by::list(edition, &shell, printed);
    files.push(SiteFile::ready(PUT_BY, list.to_string()));
    files.push(shell);
    let mut worker = worker::line(edition, app).into_bytes();
    worker.extend(program);
    files.push(SiteFile::ready(WORKER, worker));
    Ok(files)
}

/// A document without a page, in which the app shows one that is kept as data.
fn shell(edition: &Edition, printer: &dyn Printer) -> String {
    let language = edition.site.language;
    let loading = reader::words(language).loading;
    printer.shell(language, &head::of_the_shell(edition), loading)
}

/// The address of a file of the site.
fn address(path: &str) -> String {
    format!("/{path}")
}
