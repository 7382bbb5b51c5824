//! The media files of a site, made when they are wanted.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use super::derivative::{self, Print};
use super::{
    Kind, MediaFolder, MediaShelf, MediaUse, PublishedMedia, digest, measured_key, raster, stem,
};
use crate::cache::Cache;
use crate::edition::Edition;
use crate::site_file::{Fingerprint, SiteFile};

/// Every media file of an edition's site.
///
/// A file that was made for an earlier edition comes out of the cache. A picture that has to be
/// decoded gives all its files at once.
pub fn files<'a>(
    edition: &'a Edition,
    folder: &'a dyn MediaFolder,
    cache: &'a Cache,
) -> Vec<SiteFile<'a>> {
    let mut files = Vec::new();
    for media in edition.media.values() {
        if media.derived {
            let prints = Arc::new(Prints::new(media, folder, cache));
            for print in prints.all() {
                let (path, fingerprint) = (prints.path(print), print.fingerprint(&media.digest));
                let prints = Arc::clone(&prints);
                files.push(SiteFile::made(path, fingerprint, move || prints.get(print)));
            }
        } else {
            let fingerprint = Fingerprint::of(&["as it is", &media.digest]);
            let make = move || read(media, folder);
            files.push(SiteFile::made(media.file.clone(), fingerprint, make));
        }
    }
    files
}

/// Removes from the cache what was found out about a file and made of it, of one that is taken down.
pub(crate) fn forget(name: &str, folder: &dyn MediaFolder, cache: &Cache) {
    let shelf = MediaShelf::new(folder).with_cache(cache);
    for used_as in [
        MediaUse::Picture,
        MediaUse::Portrait,
        MediaUse::Avatar,
        MediaUse::Poster,
        MediaUse::Screenshot,
    ] {
        let Ok(media) = shelf.publish(name, used_as) else {
            continue;
        };
        for print in Prints::new(&media, folder, cache).all() {
            cache.remove(&print.fingerprint(&media.digest));
        }
        cache.remove(&measured_key(&media.digest));
    }
}

/// The newsroom's file, unless it is no longer the one that was measured and named.
fn read(media: &PublishedMedia, folder: &dyn MediaFolder) -> io::Result<Vec<u8>> {
    let bytes = folder.read(&media.source)?;
    if digest(&bytes) == media.digest {
        return Ok(bytes);
    }
    Err(io::Error::other(format!(
        "media/{}: changed during the build",
        media.source
    )))
}

/// What is made from one picture.
pub(crate) struct Prints<'a> {
    media: &'a PublishedMedia,
    folder: &'a dyn MediaFolder,
    cache: &'a Cache,
    /// What was made with the others and waits to be asked for, where there is no cache to keep it.
    waiting: Mutex<BTreeMap<Print, Vec<u8>>>,
}

impl<'a> Prints<'a> {
    pub(crate) fn new(
        media: &'a PublishedMedia,
        folder: &'a dyn MediaFolder,
        cache: &'a Cache,
    ) -> Self {
        Self {
            media,
            folder,
            cache,
            waiting: Mutex::default(),
        }
    }

    /// The file every browser reads, then the others. They may be one.
    fn all(&self) -> Vec<Print> {
        let main = Print {
            width: self.media.width,
            kind: self.media.kind,
        };
        let others = self.media.widths.iter().map(|width| Print {
            width: *width,
            kind: Kind::WebP,
        });
        let mut all = vec![main];
        all.extend(others.filter(|print| *print != main));
        all
    }

    fn path(&self, print: Print) -> String {
        print.path(&stem(&self.media.source), &self.media.digest)
    }

    /// The bytes of a file that is at least so wide, or of the widest.
    ///
    /// # Errors
    ///
    /// As [`Prints::get`].
    pub(crate) fn at_least(&self, width: u32) -> io::Result<Vec<u8>> {
        let main = self.media.width;
        let widths = &self.media.widths;
        let wide_enough = widths.iter().find(|own| **own >= width);
        let chosen = wide_enough.or(widths.last());
        self.get(chosen.map_or(
            Print {
                width: main,
                kind: self.media.kind,
            },
            |width| Print {
                width: *width,
                kind: Kind::WebP,
            },
        ))
    }

    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// Where the picture cannot be read any more, or no longer is the one that was measured.
    pub(super) fn get(&self, print: Print) -> io::Result<Vec<u8>> {
        let key = |print: Print| print.fingerprint(&self.media.digest);
        if let Some(bytes) = self.cache.get(&key(print)) {
            return Ok(bytes);
        }
        // One thread decodes; those that want other files of the picture wait for it.
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let made = waiting.remove(&print);
        if let Some(bytes) = made.or_else(|| self.cache.get(&key(print))) {
            return Ok(bytes);
        }
        let pixels = raster::pixels_of(&self.media.source, &read(self.media, self.folder)?)
            .map_err(|problem| io::Error::other(format!("{problem:?}")))?;
        let mut asked_for = derivative::encode(&pixels, print)?;
        for other in self.all() {
            let key = key(other);
            if other == print {
                self.cache.put(&key, &asked_for);
            } else if !self.cache.has(&key) {
                let bytes = derivative::encode(&pixels, other)?;
                if !self.cache.put(&key, &bytes) {
                    waiting.insert(other, bytes);
                }
            }
        }
        asked_for.shrink_to_fit();
        Ok(asked_for)
    }
}
