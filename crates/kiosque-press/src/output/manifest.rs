//! What a written site is made of.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use super::{Staged, Writing, compressed, places};
use crate::site_file::{Fingerprint, SiteFile};

/// The manifest's name.
pub(super) const MANIFEST: &str = ".kiosque-edition";
/// How the first line begins; the press's fingerprint follows. A manifest without it is of the
/// first kind, which had paths alone.
const HEADER: &str = "kiosque-edition 2 ";

/// A file as it was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    fingerprint: Fingerprint,
    /// Bytes.
    size: u64,
    /// Nanoseconds since 1970.
    modified: u128,
}

impl Stamp {
    pub(super) fn of(file: &Path, fingerprint: &Fingerprint) -> io::Result<Self> {
        let metadata = fs::metadata(file)?;
        Ok(Self {
            fingerprint: fingerprint.clone(),
            size: metadata.len(),
            modified: modified(&metadata),
        })
    }

    /// Whether a file is still as it was left.
    fn still(&self, file: &Path) -> bool {
        fs::metadata(file).is_ok_and(|metadata| {
            metadata.is_file()
                && metadata.len() == self.size
                && modified(&metadata) == self.modified
        })
    }
}

fn modified(metadata: &Metadata) -> u128 {
    let since = metadata.modified().ok();
    since
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |since| since.as_nanos())
}

/// Every file of an edition.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    press: Option<Fingerprint>,
    /// By path below the output folder; without a stamp where all that is known is whose it is.
    pub(super) files: BTreeMap<String, Option<Stamp>>,
}

impl Manifest {
    pub(super) fn of(press: &Fingerprint, staged: &[Staged]) -> Self {
        let stamps = staged.iter().flat_map(|staged| &staged.stamps);
        Self {
            press: Some(press.clone()),
            files: stamps
                .map(|(path, stamp)| (path.clone(), Some(stamp.clone())))
                .collect(),
        }
    }

    /// The manifest of a folder; empty where there is none.
    pub(super) fn read(folder: &Path) -> Self {
        let text = fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
        Self::parse(&text)
    }

    /// Lines that lead out of the folder are not ours and are ignored.
    fn parse(text: &str) -> Self {
        let first = text.lines().next().unwrap_or_default();
        let press = first.strip_prefix(HEADER).map(Fingerprint::from_text);
        let files = text
            .lines()
            .skip(usize::from(press.is_some()))
            .filter_map(|line| match &press {
                Some(_) => entry(line),
                None => Some((line.to_owned(), None)),
            })
            .filter(|(path, _)| places::is_sound(path))
            .collect();
        Self { press, files }
    }

    pub(super) fn to_text(&self) -> String {
        let press = self.press.as_ref().map_or("", Fingerprint::as_str);
        let mut text = format!("{HEADER}{press}\n");
        for (path, stamp) in &self.files {
            let (fingerprint, size, modified) = stamp.as_ref().map_or(("-", 0, 0), |stamp| {
                (stamp.fingerprint.as_str(), stamp.size, stamp.modified)
            });
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{fingerprint} {size} {modified} {path}");
        }
        text
    }

    /// The stamps of a file and its copies, if they are all as this press would make them.
    pub(super) fn kept(
        &self,
        file: &SiteFile<'_>,
        folder: &Path,
        writing: &Writing<'_>,
    ) -> Option<Vec<(String, Stamp)>> {
        if self.press.as_ref() != Some(&writing.press) {
            return None;
        }
        let kept = |path: String| {
            let stamp = self.files.get(&path)?.clone()?;
            let same = stamp.fingerprint == file.fingerprint && stamp.still(&folder.join(&path));
            same.then_some((path, stamp))
        };
        let original = kept(file.path.clone())?;
        let codings = compressed::codings(&file.path, original.1.size, writing.compression);
        let copies = codings
            .iter()
            .map(|coding| kept(format!("{}{}", file.path, coding.suffix())));
        std::iter::once(Some(original)).chain(copies).collect()
    }

    /// Paths of this edition that another does not have.
    pub(super) fn missing_from<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a str> {
        let gone = move |path: &&String| !other.files.contains_key(*path);
        self.files.keys().filter(gone).map(String::as_str)
    }

    /// How many of them are no compressed copies.
    pub(super) fn originals_missing_from(&self, other: &Self) -> usize {
        let copy = |path: &&str| {
            compressed::original_of(path).is_some_and(|original| self.files.contains_key(original))
        };
        self.missing_from(other).filter(|path| !copy(path)).count()
    }

    /// This edition's files, and those of the one before that are still to be removed.
    pub(super) fn with_remains_of(&self, before: &Self) -> Self {
        let mut files = self.files.clone();
        files.extend(
            before
                .missing_from(self)
                .map(|path| (path.to_owned(), None)),
        );
        Self {
            press: self.press.clone(),
            files,
        }
    }
}

fn entry(line: &str) -> Option<(String, Option<Stamp>)> {
    let mut parts = line.splitn(4, ' ');
    let fingerprint = parts.next()?;
    let (size, modified) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let path = parts.next()?.to_owned();
    let stamp = (fingerprint != "-").then(|| Stamp {
        fingerprint: Fingerprint::from_text(fingerprint),
        size,
        modified,
    });
    Some((path, stamp))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back() {
        let text = "kiosque-edition 2 abc\n- 0 0 ville/gone\nf00 12 99 été à Aix/page.json\n";
        let manifest = Manifest::parse(text);
        assert_eq!(manifest.to_text(), text);
        assert_eq!(manifest.files.len(), 2);
        assert!(manifest.files["été à Aix/page.json"].is_some());
    }

    #[test]
    fn the_first_kind_says_whose_files_they_are() {
        let manifest = Manifest::parse("page.json\na/page.json\n../precious\n/etc/hostname\n");
        let paths: Vec<_> = manifest.files.keys().map(String::as_str).collect();
        assert_eq!(paths, ["a/page.json", "page.json"]);
        assert!(manifest.files.values().all(Option::is_none));
    }

    #[test]
    fn nonsense_is_ignored() {
        let manifest = Manifest::parse("kiosque-edition 2 abc\nf00 x 1 a\nf00 1 1 ../a\n\nf00\n");
        assert!(manifest.files.is_empty());
    }
}
