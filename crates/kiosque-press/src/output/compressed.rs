//! Compressed copies beside files, for web servers that send them as they are.

use std::io::{self, Write};

use brotli::enc::BrotliEncoderParams;
use flate2::write::GzEncoder;

/// Whether a site gets compressed copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// None: the server compresses, or the site is looked at where it was built.
    None,
    /// Brotli (`.br`) and gzip (`.gz`) beside everything that gains by it.
    Copies,
}

/// Bytes under which a copy is not worth a file: it would fit in the same packet.
const SMALLEST: u64 = 1024;

/// Content codings of HTTP, by the suffix of their files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Brotli,
    Gzip,
}

/// The compressed copies that a file of this name and size has.
pub(super) fn codings(path: &str, size: u64, compression: Compression) -> &'static [Coding] {
    if compression == Compression::Copies && size >= SMALLEST && kind(path).is_some() {
        &[Coding::Brotli, Coding::Gzip]
    } else {
        &[]
    }
}

/// The file a path is a compressed copy of, going by its name.
pub(super) fn original_of(path: &str) -> Option<&str> {
    let original = path.strip_suffix(".br").or(path.strip_suffix(".gz"))?;
    kind(original).map(|_| original)
}

impl Coding {
    pub(super) const fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }

    pub(super) fn compress(self, path: &str, bytes: &[u8], effort: Effort) -> io::Result<Vec<u8>> {
        let kind = kind(path).unwrap_or(Kind::Page);
        match self {
            Self::Brotli => brotli(bytes, kind, effort),
            Self::Gzip => gzip(bytes, kind),
        }
    }
}

/// How much work the pages of a site are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// A few hundred files: as small as they get.
    Thorough,
    /// More: a twentieth larger, and made many times as fast.
    Quick,
}

impl Effort {
    /// Most files of a site that are compressed thoroughly: some seconds of work.
    const THOROUGH: usize = 500;

    pub(super) const fn for_files(files: usize) -> Self {
        if files <= Self::THOROUGH {
            Self::Thorough
        } else {
            Self::Quick
        }
    }
}

/// How much work a file is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Few files, sent to every reader, the same from build to build.
    Bundle,
    /// As many as there are articles.
    Page,
}

fn kind(path: &str) -> Option<Kind> {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.')?.1 {
        "css" | "js" | "mjs" | "wasm" | "svg" | "webmanifest" => Some(Kind::Bundle),
        "html" | "json" | "xml" | "txt" => Some(Kind::Page),
        _ => None,
    }
}

fn brotli(bytes: &[u8], kind: Kind, effort: Effort) -> io::Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: match (kind, effort) {
            (Kind::Bundle, _) | (Kind::Page, Effort::Thorough) => 11,
            (Kind::Page, Effort::Quick) => QUICK_BROTLI,
        },
        // A window wider than the file only costs memory, but at 16 the encoder takes more of it.
        lgwin: (bytes.len().max(2).ilog2() + 1).clamp(17, 22).cast_signed(),
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut copy = Vec::with_capacity(bytes.len() / 4);
    brotli::BrotliCompress(&mut &*bytes, &mut copy, &params)?;
    Ok(copy)
}

/// Brotli's quality for pages of large sites. At 9 they would be half a percent smaller and take several times as
/// long: the encoder then sets up megabytes of tables for each file.
const QUICK_BROTLI: i32 = 6;

fn gzip(bytes: &[u8], kind: Kind) -> io::Result<Vec<u8>> {
    let level = match kind {
        Kind::Bundle => flate2::Compression::best(),
        Kind::Page => flate2::Compression::default(),
    };
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), level);
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_compressed_already_or_small_has_no_copies() {
        let copies = |path, size| !codings(path, size, Compression::Copies).is_empty();
        for path in ["a/page.json", "index.html", "app-1.wasm", "icon.svg"] {
            assert!(copies(path, 2000), "{path}");
            assert!(!copies(path, 600), "{path}");
            assert!(codings(path, 2000, Compression::None).is_empty());
        }
        for path in ["a.png", "a.woff2", "pagefind/fr.pf_index", "html", "a.gz"] {
            assert!(!copies(path, 9000), "{path}");
        }
    }

    #[test]
    fn copies_give_back_the_same_bytes() {
        let text = "La journée, message par message. ".repeat(400).into_bytes();
        for (path, bytes) in [("a.html", &text[..]), ("a.css", &text[..]), ("a.css", b"")] {
            for effort in [Effort::Thorough, Effort::Quick] {
                let copy = Coding::Brotli.compress(path, bytes, effort).unwrap();
                let mut back = Vec::new();
                brotli::BrotliDecompress(&mut &*copy, &mut back).unwrap();
                assert_eq!(back, bytes);
            }
            let copy = Coding::Gzip.compress(path, bytes, Effort::Quick).unwrap();
            let mut back = Vec::new();
            flate2::read::GzDecoder::new(&*copy)
                .read_to_end(&mut back)
                .unwrap();
            assert_eq!(back, bytes);
        }
    }
}
