//! The files that make up a printed site, each with what its bytes depend on.
//!
//! Nothing is made before it is wanted: an edition of a hundred thousand articles would not fit in
//! memory, and a build prints only what changed. Makers are called from several threads.

use std::fmt;
use std::io;

use sha2::{Digest, Sha256};

/// What a file's bytes depend on. Two files of one fingerprint have the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Hexadecimal digits kept: 96 bits, ample against chance.
    pub(crate) const DIGITS: usize = 24;

    /// The fingerprint of a sequence of parts. How bytes are spread over parts counts.
    pub fn of<T: AsRef<[u8]>>(parts: &[T]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            let part = part.as_ref();
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        let mut text: String = hash
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        text.truncate(Self::DIGITS);
        Self(text)
    }

    /// A fingerprint as a manifest keeps it.
    pub fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Lower-case hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What makes a file's bytes.
pub type Maker<'a> = Box<dyn Fn() -> io::Result<Vec<u8>> + Send + Sync + 'a>;

/// One file of the printed site.
pub struct SiteFile<'a> {
    /// Path below the output folder, `/` between its parts, never percent-encoded.
    pub path: String,
    /// What its bytes depend on.
    pub fingerprint: Fingerprint,
    /// Makes its bytes.
    pub make: Maker<'a>,
}

impl<'a> SiteFile<'a> {
    /// A file whose bytes are at hand.
    pub fn ready(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self {
            path: path.into(),
            fingerprint: Fingerprint::of(&[&bytes]),
            make: Box::new(move || Ok(bytes.clone())),
        }
    }

    /// A file that is made when it is wanted.
    pub fn made(
        path: impl Into<String>,
        fingerprint: Fingerprint,
        make: impl Fn() -> io::Result<Vec<u8>> + Send + Sync + 'a,
    ) -> Self {
        Self {
            path: path.into(),
            fingerprint,
            make: Box::new(make),
        }
    }
}

impl fmt::Debug for SiteFile<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SiteFile")
            .field("path", &self.path)
            .field("fingerprint", &self.fingerprint)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_tells_parts_apart() {
        assert_eq!(Fingerprint::of(&["ab", "c"]), Fingerprint::of(&["ab", "c"]));
        assert_ne!(Fingerprint::of(&["ab", "c"]), Fingerprint::of(&["a", "bc"]));
        assert_eq!(Fingerprint::of(&[""]).as_str().len(), Fingerprint::DIGITS);
    }

    #[test]
    fn a_ready_file_gives_its_bytes_each_time() -> io::Result<()> {
        let file = SiteFile::ready("robots.txt", "User-agent: *");
        assert_eq!((file.make)()?, b"User-agent: *");
        assert_eq!((file.make)()?, b"User-agent: *");
        Ok(())
    }
}
