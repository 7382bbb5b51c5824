//! One volume of the index: made by Pagefind, kept in the cache.

use std::collections::BTreeMap;
use std::io;
use std::sync::OnceLock;
use std::thread;

use kiosque_model::Language;
use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;
use serde::{Deserialize, Serialize};

use super::records::{self, Record};
use crate::cache::Cache;
use crate::edition::Edition;
use crate::site_file::Fingerprint;

/// Version of the engine and of its index, checked by a test against what Pagefind writes.
const ENGINE: &str = "1.6.0";
/// Raised when volumes are kept, or records made, in another way.
const FORMAT: &str = "1";

/// What a volume is made of.
pub(super) struct Volume<'r> {
    language: Language,
    records: &'r [Record],
    with_engine: bool,
    key: Fingerprint,
}

/// A file of a volume and its place among the volume's bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Listed {
    /// Path below the volume's folder.
    pub(super) path: String,
    hash: String,
    start: usize,
    end: usize,
}

impl Listed {
    pub(super) fn fingerprint(&self) -> Fingerprint {
        Fingerprint::from_text(&self.hash)
    }
}

impl<'r> Volume<'r> {
    pub(super) fn of(language: Language, records: &'r [Record], with_engine: bool) -> Self {
        let mut parts = vec![
            FORMAT.to_owned(),
            ENGINE.to_owned(),
            language.tag().to_owned(),
            with_engine.to_string(),
        ];
        for record in records {
            parts.extend([
                record.url.clone(),
                record.content.clone(),
                record.section.clone(),
            ]);
            for (name, text) in &record.meta {
                parts.extend([(*name).to_owned(), text.clone()]);
            }
        }
        Self {
            language,
            records,
            with_engine,
            key: Fingerprint::of(&parts),
        }
    }

    /// The volume's files, from the cache or made now, and where their bytes come from.
    pub(super) fn files<'a>(
        &self,
        edition: &'a Edition,
        number: usize,
        cache: &'a Cache,
    ) -> io::Result<(Vec<Listed>, Contents<'a>)> {
        let kept = cache
            .get(&listing_key(&self.key))
            .and_then(|text| serde_json::from_slice(&text).ok());
        let (listing, bytes) = match kept {
            Some(listing) => (listing, OnceLock::new()),
            None => {
                let (listing, bytes) = self.make(cache)?;
                (listing, OnceLock::from(Ok(bytes)))
            }
        };
        let contents = Contents {
            edition,
            number,
            key: self.key.clone(),
            cache,
            bytes,
        };
        Ok((listing, contents))
    }

    fn make(&self, cache: &Cache) -> io::Result<(Vec<Listed>, Vec<u8>)> {
        let mut listing = Vec::new();
        let mut bytes = Vec::new();
        for (path, mut file) in self.index()? {
            let start = bytes.len();
            let hash = Fingerprint::of(&[&file]).as_str().to_owned();
            bytes.append(&mut file);
            let end = bytes.len();
            listing.push(Listed {
                path,
                hash,
                start,
                end,
            });
        }
        cache.put(&bytes_key(&self.key), &bytes);
        cache.put(
            &listing_key(&self.key),
            &serde_json::to_vec(&listing).map_err(io::Error::other)?,
        );
        Ok((listing, bytes))
    }

    /// Runs Pagefind. In a thread of its own: it brings a runtime, and the caller may be in one.
    fn index(&self) -> io::Result<BTreeMap<String, Vec<u8>>> {
        let indexed = thread::scope(|scope| {
            let builder = thread::Builder::new().name("search".to_owned());
            Ok::<_, io::Error>(builder.spawn_scoped(scope, || self.index_here())?.join())
        })?;
        indexed.unwrap_or_else(|_| Err(io::Error::other("Pagefind panicked")))
    }

    fn index_here(&self) -> io::Result<BTreeMap<String, Vec<u8>>> {
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let failed = |error| io::Error::other(format!("Pagefind: {error}"));
        runtime.block_on(async {
            let config = PagefindServiceConfig::builder().build();
            let mut index = PagefindIndex::new(Some(config)).map_err(failed)?;
            for record in self.records {
                let meta = record
                    .meta
                    .iter()
                    .map(|(name, text)| ((*name).to_owned(), text.clone()));
                let section = record.section.clone();
                index
                    .add_custom_record(
                        record.url.clone(),
                        record.content.clone(),
                        self.language.tag().to_owned(),
                        Some(meta.collect()),
                        Some([("section".to_owned(), vec![section])].into()),
                        None,
                    )
                    .await
                    .map_err(failed)?;
            }
            let files = index.get_files().await.map_err(failed)?;
            Ok(files
                .into_iter()
                .map(|file| {
                    let path = file.filename.to_string_lossy().replace('\\', "/");
                    (path, file.contents)
                })
                .filter(|(path, _)| self.keeps(path))
                .collect())
        })
    }

    /// Whether a file of Pagefind's is wanted: not its own interface, and one engine for all
    /// volumes.
    fn keeps(&self, path: &str) -> bool {
        let engine = [
            "pagefind.js".to_owned(),
            "pagefind-worker.js".to_owned(),
            format!("wasm.{}.pagefind", self.language.tag()),
        ];
        path == "pagefind-entry.json"
            || [".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment"]
                .iter()
                .any(|ending| path.ends_with(ending))
            || (self.with_engine && engine.iter().any(|name| name == path))
    }
}

/// The bytes of a volume, had when the first file is wanted.
pub(super) struct Contents<'a> {
    edition: &'a Edition,
    number: usize,
    key: Fingerprint,
    cache: &'a Cache,
    bytes: OnceLock<Result<Vec<u8>, String>>,
}

impl Contents<'_> {
    pub(super) fn file(&self, listed: &Listed) -> io::Result<Vec<u8>> {
        let bytes = self
            .bytes
            .get_or_init(|| self.fetch().map_err(|error| error.to_string()));
        match bytes {
            Ok(bytes) => bytes
                .get(listed.start..listed.end)
                .map(<[u8]>::to_vec)
                .ok_or_else(|| io::Error::other("the search index in the cache is cut short")),
            Err(error) => Err(io::Error::other(error.clone())),
        }
    }

    fn fetch(&self) -> io::Result<Vec<u8>> {
        if let Some(bytes) = self.cache.get(&bytes_key(&self.key)) {
            return Ok(bytes);
        }
        // There is no cache, or it lost the entry. Pagefind gives the same bytes again.
        let records = records::of(self.edition);
        let chunk = records
            .chunks(super::VOLUME)
            .nth(self.number)
            .unwrap_or_default();
        let volume = Volume::of(self.edition.site.language, chunk, self.number == 0);
        Ok(volume.make(self.cache)?.1)
    }
}

fn listing_key(volume: &Fingerprint) -> Fingerprint {
    Fingerprint::of(&["search listing", volume.as_str()])
}

fn bytes_key(volume: &Fingerprint) -> Fingerprint {
    Fingerprint::of(&["search bytes", volume.as_str()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_forgets_what_another_engine_made() {
        let record = Record {
            url: "/a/".to_owned(),
            content: "Un mot.".to_owned(),
            meta: BTreeMap::new(),
            section: String::new(),
        };
        let records = [record];
        let volume = Volume::of(Language::Fr, &records, true);
        let files = volume.index().unwrap();
        let entry: serde_json::Value =
            serde_json::from_slice(&files["pagefind-entry.json"]).unwrap();
        assert_eq!(entry["version"], ENGINE);
    }
}
