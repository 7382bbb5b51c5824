//! The search index: Pagefind's own, over the articles, with the engine that reads it.
//!
//! Everything lies below [`FOLDER`]. Pagefind holds some 400 kB in memory for each article it
//! indexes and can take none out again, so a large site is indexed in volumes of [`VOLUME`]
//! articles, oldest first: the one that changes most is the last and smallest, and the others come
//! from the cache. Pagefind searches several volumes as one (`mergeIndex`). Most sites have one.

mod records;
mod volume;
mod words;

use std::io;
use std::sync::Arc;

use crate::cache::Cache;
use crate::edition::Edition;
use crate::site_file::SiteFile;
use volume::Volume;

/// The folder of the index and its engine, below the output folder.
pub const FOLDER: &str = "pagefind";
/// Most articles in one volume of the index.
pub const VOLUME: usize = 2_000;

/// Addresses of the volumes' folders for a number of articles, the one with the engine first.
pub fn folders(articles: usize) -> Vec<String> {
    (0..articles.div_ceil(VOLUME)).map(address).collect()
}

fn address(volume: usize) -> String {
    match volume {
        0 => format!("/{FOLDER}/"),
        more => format!("/{FOLDER}/{}/", more + 1),
    }
}

/// The index of an edition's articles and the engine that reads it; nothing where there is no
/// article. Volumes that the cache does not have are made now, because what files there are is
/// only known then.
///
/// # Errors
///
/// When Pagefind cannot index the articles.
pub fn files<'a>(edition: &'a Edition, cache: &'a Cache) -> io::Result<Vec<SiteFile<'a>>> {
    let records = records::of(edition);
    let mut files = Vec::new();
    for (number, records) in records.chunks(VOLUME).enumerate() {
        let folder = address(number);
        let volume = Volume::of(edition.site.language, records, number == 0);
        let (listing, contents) = volume.files(edition, number, cache)?;
        let contents = Arc::new(contents);
        for file in listing {
            let contents = Arc::clone(&contents);
            files.push(SiteFile::made(
                format!("{}{}", folder.trim_start_matches('/'), file.path),
                file.fingerprint(),
                move || contents.file(&file),
            ));
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_volume_is_where_the_engine_looks() {
        assert!(folders(0).is_empty());
        assert_eq!(folders(VOLUME), ["/pagefind/"]);
        assert_eq!(folders(VOLUME + 1), ["/pagefind/", "/pagefind/2/"]);
    }
}
