//! Made files moved to where they belong, and what is gone removed.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::manifest::{MANIFEST, Manifest};
use super::places::folders_of;
use super::{Staged, Unreachable, at, create_folder};

/// Moves the partial folder's files into place, then removes what the edition before had more.
///
/// Whatever can be refused is asked for before the first file is moved: room for the manifests,
/// the folders, a place for each file.
pub(super) fn put_in_place(
    staged: &[Staged],
    before: &Manifest,
    after: &Manifest,
    folder: &Path,
    partial: &Path,
) -> Result<(), Unreachable> {
    let moves = moves(staged);
    let (unfinished, finished) = (partial.join("unfinished"), partial.join("finished"));
    // Until the old files are gone the manifest names both editions', so that an interrupted run
    // leaves nothing that the next one does not know.
    write_manifest(&after.with_remains_of(before), &unfinished, folder)?;
    write_manifest(after, &finished, folder)?;
    let manifest = folder.join(MANIFEST);
    let in_the_way = in_the_way(&moves, before, after);
    if !in_the_way.is_empty() {
        write_manifest(&after.with_remains_of(before), &partial.join("way"), folder)?;
        rename(&partial.join("way"), &manifest)?;
        for path in in_the_way {
            remove_file(folder, path)?;
        }
    }
    make_room(&moves, folder)?;
    rename(&unfinished, &manifest)?;
    for (name, path) in &moves {
        rename(&partial.join(name), &folder.join(path))?;
    }
    for gone in before.missing_from(after) {
        remove_file(folder, gone)?;
    }
    rename(&finished, &manifest)
}

/// Names below the partial folder and paths below the output folder, pages last: what they ask for
/// is there when they are.
fn moves(staged: &[Staged]) -> Vec<(&str, &str)> {
    let mut moves: Vec<(&str, &str)> = staged
        .iter()
        .filter_map(|staged| Some((staged.made.as_ref()?, &staged.stamps)))
        .flat_map(|(made, stamps)| {
            let paths = stamps.iter().map(|(path, _)| path.as_str());
            made.iter().map(String::as_str).zip(paths)
        })
        .collect();
    let is_page = |path: &str| {
        [".html", ".json", ".xml"]
            .iter()
            .any(|kind| path.contains(kind))
    };
    moves.sort_by(|(_, a), (_, b)| (is_page(a), a).cmp(&(is_page(b), b)));
    moves
}

/// Files of the edition before that stand where the new one wants a folder, or the other way round.
fn in_the_way<'a>(
    moves: &[(&str, &str)],
    before: &'a Manifest,
    after: &'a Manifest,
) -> Vec<&'a str> {
    let files: BTreeSet<&str> = moves.iter().map(|(_, path)| *path).collect();
    let folders: BTreeSet<&str> = files.iter().flat_map(|path| folders_of(path)).collect();
    before
        .missing_from(after)
        .filter(|gone| {
            folders.contains(gone) || folders_of(gone).any(|above| files.contains(above))
        })
        .collect()
}

/// Makes the folders and looks whether each file can take its place. Where one cannot, the folders
/// are taken away again.
fn make_room(moves: &[(&str, &str)], folder: &Path) -> Result<(), Unreachable> {
    let folders: BTreeSet<&str> = moves
        .iter()
        .flat_map(|(_, path)| folders_of(path))
        .collect();
    let mut made: Vec<PathBuf> = Vec::new();
    let room = folders
        .into_iter()
        .try_for_each(|below| {
            let path = folder.join(below);
            if path.is_dir() {
                return Ok(());
            }
            create_folder(&path)?;
            made.push(path);
            Ok(())
        })
        .and_then(|()| {
            moves.iter().try_for_each(|(_, path)| {
                let path = folder.join(path);
                // Asking also refuses a name that is too long for the file system.
                match fs::symlink_metadata(&path) {
                    Ok(there) if there.is_dir() => {
                        Err(at(&path, io::ErrorKind::IsADirectory.into()))
                    }
                    Err(reason) if reason.kind() != io::ErrorKind::NotFound => {
                        Err(at(&path, reason))
                    }
                    _ => Ok(()),
                }
            })
        });
    if room.is_err() {
        for path in made.iter().rev() {
            // One that somebody filled meanwhile stays.
            let _ = fs::remove_dir(path);
        }
    }
    room
}

fn write_manifest(manifest: &Manifest, path: &Path, folder: &Path) -> Result<(), Unreachable> {
    fs::write(path, manifest.to_text()).map_err(|reason| at(&folder.join(MANIFEST), reason))
}

fn rename(from: &Path, to: &Path) -> Result<(), Unreachable> {
    fs::rename(from, to).map_err(|reason| at(to, reason))
}

/// Removes a file and the folders it leaves empty.
fn remove_file(folder: &Path, name: &str) -> Result<(), Unreachable> {
    let path = folder.join(name);
    match fs::remove_file(&path) {
        Err(reason)
            if !matches!(
                reason.kind(),
                io::ErrorKind::NotFound
                    | io::ErrorKind::NotADirectory
                    | io::ErrorKind::IsADirectory
            ) =>
        {
            return Err(at(&path, reason));
        }
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
