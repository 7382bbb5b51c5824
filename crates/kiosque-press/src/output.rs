//! A site written into a folder.
//!
//! A manifest remembers what every file was made of. The next build makes what changed, keeps the
//! rest, removes what is gone, and leaves everyone else's files alone. Everything is first written
//! into a partial folder inside the output folder, then renamed into place, so that a reader or a
//! web server never meets half a file, and a build that fails leaves the site before it.

mod compressed;
mod manifest;
mod places;
mod placing;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use kiosque_catalogue::editor::{Problem, Severity};
use kiosque_model::{PAGE_VERSION, Page, PageError};
use rayon::prelude::*;

use crate::content::Unreachable;
use crate::diagnostic::Diagnostic;
use crate::lock::{Lock, Locked};
use crate::site_file::{Fingerprint, SiteFile};

pub use compressed::Compression;
use compressed::Effort;
use manifest::{Manifest, Stamp};

/// Where files are while they are written.
const PARTIAL: &str = ".kiosque-partial";
/// How every file of the press's own begins, in any folder.
const OWN_PREFIX: &str = ".kiosque-";

/// How a site is written.
pub struct Writing<'a> {
    /// Whether compressed copies stand beside what can be compressed.
    pub compression: Compression,
    /// The program that makes the files: what another one made is made again.
    pub press: Fingerprint,
    /// Called from several threads with the number of files that are done, kept ones included.
    pub progress: &'a (dyn Fn(usize) + Sync),
}

/// What was done, in files of the site; compressed copies go with theirs and are not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Made and put in place.
    pub made: usize,
    /// There already.
    pub kept: usize,
    /// Of the edition before, and no more.
    pub removed: usize,
}

/// Why a site was not written. What was in the folder is still there.
#[derive(Debug)]
pub enum Refusal {
    /// The system refuses a file or folder.
    System(Unreachable),
    /// Another build is writing into the folder.
    Busy(PathBuf),
    /// Two files want one place, or one wants to be a folder where the other is a file.
    Clash {
        /// The path wanted.
        path: String,
        /// Who has it.
        other: String,
    },
    /// A path that leads out of the folder, or to the press's own files.
    Misplaced(String),
}

impl From<Unreachable> for Refusal {
    fn from(unreachable: Unreachable) -> Self {
        Self::System(unreachable)
    }
}

impl From<Locked> for Refusal {
    fn from(locked: Locked) -> Self {
        match locked {
            Locked::Busy(folder) => Self::Busy(folder),
            Locked::System(unreachable) => Self::System(unreachable),
        }
    }
}

/// Looks whether the output folder holds an edition that this program must not replace.
///
/// # Errors
///
/// The problem, at the file that has it: a `page.json` of a newer version.
pub fn check(folder: &Path) -> Result<(), Box<Diagnostic>> {
    let file = folder.join("page.json");
    let Ok(json) = fs::read_to_string(&file) else {
        return Ok(());
    };
    match <Page>::from_json(&json) {
        Err(PageError::Newer { found }) => Err(Box::new(Diagnostic {
            severity: Severity::Error,
            file: file.to_string_lossy().into_owned(),
            place: None,
            problem: Problem::NewerEdition {
                found,
                known: PAGE_VERSION,
            },
        })),
        _ => Ok(()),
    }
}

/// Writes a site. A file that the same press made of the same things is kept as long as it has the
/// size and the time of change it was left with; one that somebody touched is made again.
///
/// # Errors
///
/// Why nothing was changed, or, where the system refuses a renaming, the file that stopped it: the
/// next build goes on from there.
pub fn write(
    files: &[SiteFile<'_>],
    folder: &Path,
    writing: &Writing<'_>,
) -> Result<Written, Refusal> {
    places::check(files.iter().map(|file| file.path.as_str()))?;
    create_folder(folder)?;
    let _lock = Lock::take(folder)?;
    let partial = folder.join(PARTIAL);
    remove_folder(&partial)?;
    create_folder(&partial)?;
    let before = Manifest::read(folder);
    let written = stage(files, folder, &partial, &before, writing).and_then(|staged| {
        let after = Manifest::of(&writing.press, &staged);
        placing::put_in_place(&staged, &before, &after, folder, &partial)?;
        let made = staged.iter().filter(|staged| staged.made.is_some()).count();
        Ok(Written {
            made,
            kept: files.len() - made,
            removed: before.originals_missing_from(&after),
        })
    });
    let removed = remove_folder(&partial);
    let written = written?;
    removed?;
    Ok(written)
}

/// A file of the site, kept or made.
struct Staged {
    /// Its stamp and those of its compressed copies, by path below the output folder.
    stamps: Vec<(String, Stamp)>,
    /// Where it was made, if it was: names below the partial folder, in the order of the stamps.
    made: Option<Vec<String>>,
}

/// Makes what is new into the partial folder.
fn stage(
    files: &[SiteFile<'_>],
    folder: &Path,
    partial: &Path,
    before: &Manifest,
    writing: &Writing<'_>,
) -> Result<Vec<Staged>, Unreachable> {
    let done = AtomicUsize::new(0);
    let effort = Effort::for_files(files.len());
    files
        .par_iter()
        .enumerate()
        .map(|(number, file)| {
            let kept = before.kept(file, folder, writing);
            let staged = match kept {
                Some(stamps) => Staged { stamps, made: None },
                None => make(file, number, folder, partial, (writing.compression, effort))?,
            };
            (writing.progress)(done.fetch_add(1, Ordering::Relaxed) + 1);
            Ok(staged)
        })
        .collect()
}

fn make(
    file: &SiteFile<'_>,
    number: usize,
    folder: &Path,
    partial: &Path,
    (compression, effort): (Compression, Effort),
) -> Result<Staged, Unreachable> {
    let bytes = (file.make)().map_err(|reason| at(&folder.join(&file.path), reason))?;
    let mut stamps = Vec::new();
    let mut made = Vec::new();
    let mut write = |suffix: &str, bytes: &[u8]| -> Result<(), Unreachable> {
        // In one folder and under numbers: the site's own folders are made once, where they stay.
        let name = format!("{number}{suffix}");
        let path = format!("{}{suffix}", file.path);
        let stamp = write_file(&partial.join(&name), bytes)
            .and_then(|()| Stamp::of(&partial.join(&name), &file.fingerprint))
            .map_err(|reason| at(&folder.join(&path), reason))?;
        stamps.push((path, stamp));
        made.push(name);
        Ok(())
    };
    write("", &bytes)?;
    for coding in compressed::codings(&file.path, bytes.len() as u64, compression) {
        let copy = coding
            .compress(&file.path, &bytes, effort)
            .map_err(|reason| at(&folder.join(&file.path), reason))?;
        write(coding.suffix(), &copy)?;
    }
    Ok(Staged {
        stamps,
        made: Some(made),
    })
}

fn at(path: &Path, reason: io::Error) -> Unreachable {
    Unreachable {
        path: PathBuf::from(path),
        reason,
    }
}

fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::write(path, bytes)
}

fn create_folder(path: &Path) -> Result<(), Unreachable> {
    fs::create_dir_all(path).map_err(|reason| at(path, reason))
}

fn remove_folder(path: &Path) -> Result<(), Unreachable> {
    match fs::remove_dir_all(path) {
        Err(reason) if reason.kind() != io::ErrorKind::NotFound => Err(at(path, reason)),
        _ => Ok(()),
    }
}
