//! An edition written into a folder.
//!
//! Everything is first written into a partial folder inside the output folder, then renamed into
//! place, so that a reader or a web server never meets half a file. A manifest remembers what the
//! edition is made of: the next one removes what is gone and leaves everyone else's files alone.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use kiosque_catalogue::editor::{Problem, Severity};
use kiosque_model::{PAGE_VERSION, Page, PageError};
use rayon::prelude::*;

use crate::content::Unreachable;
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::media::MediaFolder;

/// The list of an edition's files, one a line.
const MANIFEST: &str = ".kiosque-edition";
/// Where files are while they are written.
const PARTIAL: &str = ".kiosque-partial";

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
    match Page::from_json(&json) {
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

/// Writes an edition. Media files that are there already are not written again: their name holds
/// their content's hash.
///
/// # Errors
///
/// The file or folder the system refuses; what was in the folder is then still there.
pub fn write(edition: &Edition, media: &dyn MediaFolder, folder: &Path) -> Result<(), Unreachable> {
    let partial = folder.join(PARTIAL);
    remove_folder(&partial)?;
    create_folder(&partial)?;
    let written = write_partial(edition, media, folder, &partial)
        .and_then(|files| put_in_place(&files, folder, &partial));
    let removed = remove_folder(&partial);
    written.and(removed)
}

/// Writes what is new into the partial folder, and returns every file of the edition.
fn write_partial(
    edition: &Edition,
    media: &dyn MediaFolder,
    folder: &Path,
    partial: &Path,
) -> Result<BTreeSet<String>, Unreachable> {
    edition.pages.par_iter().try_for_each(|(name, page)| {
        let path = partial.join(name);
        let json = page.to_json().map_err(|error| at(&path, error.into()))?;
        write_file(&path, json.as_bytes())
    })?;
    let mut files: BTreeSet<String> = edition.pages.keys().cloned().collect();
    let known = manifest(folder);
    for (name, file) in &edition.media {
        files.insert(name.clone());
        if known.contains(name) && folder.join(name).is_file() {
            continue;
        }
        let path = partial.join(name);
        let bytes = media
            .read(&file.source)
            .map_err(|reason| at(Path::new(&file.source), reason))?;
        write_file(&path, &bytes)?;
    }
    let lines: String = files.iter().map(|file| format!("{file}\n")).collect();
    write_file(&partial.join(MANIFEST), lines.as_bytes())?;
    Ok(files)
}

/// Moves the partial folder's files into place, then removes what the edition before had more.
fn put_in_place(
    files: &BTreeSet<String>,
    folder: &Path,
    partial: &Path,
) -> Result<(), Unreachable> {
    let before = manifest(folder);
    // The manifest goes first and names both editions' files until the old ones are gone, so that
    // an interrupted run leaves nothing that the next one does not know.
    let both: String = files
        .union(&before)
        .map(|file| format!("{file}\n"))
        .collect();
    let unfinished = partial.join("unfinished");
    write_file(&unfinished, both.as_bytes())?;
    rename(&unfinished, &folder.join(MANIFEST))?;
    for file in files {
        let from = partial.join(file);
        if from.is_file() {
            let to = folder.join(file);
            create_folder(to.parent().unwrap_or(folder))?;
            rename(&from, &to)?;
        }
    }
    for gone in before.difference(files) {
        remove_file(folder, gone)?;
    }
    rename(&partial.join(MANIFEST), &folder.join(MANIFEST))
}

/// The files of the edition in a folder. Lines that lead out of it are not ours and are ignored.
fn manifest(folder: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
    let inside = |line: &&str| {
        !line.contains('\\') && line.split('/').all(|part| !matches!(part, "" | "." | ".."))
    };
    text.lines().filter(inside).map(str::to_owned).collect()
}

/// Removes a file and the folders it leaves empty.
fn remove_file(folder: &Path, name: &str) -> Result<(), Unreachable> {
    let path = folder.join(name);
    match fs::remove_file(&path) {
        Err(reason) if reason.kind() != io::ErrorKind::NotFound => return Err(at(&path, reason)),
        _ => {}
    }
    let mut parent = path.parent();
    while let Some(above) = parent.filter(|above| *above != folder) {
        if fs::remove_dir(above).is_err() {
            break;
        }
        parent = above.parent();
    }
    Ok(())
}

fn at(path: &Path, reason: io::Error) -> Unreachable {
    Unreachable {
        path: PathBuf::from(path),
        reason,
    }
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Unreachable> {
    if let Some(parent) = path.parent() {
        create_folder(parent)?;
    }
    fs::write(path, bytes).map_err(|reason| at(path, reason))
}

fn create_folder(path: &Path) -> Result<(), Unreachable> {
    fs::create_dir_all(path).map_err(|reason| at(path, reason))
}

fn rename(from: &Path, to: &Path) -> Result<(), Unreachable> {
    fs::rename(from, to).map_err(|reason| at(to, reason))
}

fn remove_folder(path: &Path) -> Result<(), Unreachable> {
    match fs::remove_dir_all(path) {
        Err(reason) if reason.kind() != io::ErrorKind::NotFound => Err(at(path, reason)),
        _ => Ok(()),
    }
}
