//! From bytes to posts.

use jiff::Timestamp;
use kiosque_catalogue::editor::{Loss, Refusal};
use kiosque_model::Post;
use kiosque_model::post::Provenance;
use sha2::{Digest, Sha256};

use crate::format::Format;
use crate::input::Input;

/// What an importer is told besides the bytes.
#[derive(Debug, Clone)]
pub struct Request {
    /// The format, where it is not left to be recognised.
    pub format: Option<Format>,
    /// When the input was obtained: counts, polls and [`Post::archived_at`] are of this moment.
    pub captured_at: Timestamp,
    /// How it was obtained, for the record: `file`, `https://…`.
    pub capture_method: String,
    /// Under what right it is shown, for the record.
    pub licence_note: String,
    /// The post's permalink, where the input does not say it (a bare Bluesky record).
    pub url: Option<String>,
    /// Handle and name of the account, where the input does not say them (X's data archive
    /// without its `account.js`).
    pub account: Option<Account>,
    /// The largest video that is worth keeping, in bytes, by its bit rate and length.
    pub largest_video: u64,
}

/// Whose posts an input holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The network's id; empty where nobody knows.
    pub id: String,
    /// Without `@`.
    pub handle: String,
    /// Display name; the handle where there is none.
    pub name: String,
}

/// What an input gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// The format it was read as.
    pub format: Format,
    /// The posts that can be kept, in the input's order.
    pub posts: Vec<ImportedPost>,
    /// The posts that cannot, each with why.
    pub refused: Vec<Refused>,
}

/// A post that can be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedPost {
    /// The post. `file`, `poster` and captions of its media are still addresses on the network,
    /// or paths within the export they came with.
    pub post: Post,
    /// The part of the input it was read from, kept so that a fault of the importer can be mended
    /// later.
    pub raw: Vec<u8>,
    /// What the post had and the archive has not.
    pub losses: Vec<Loss>,
}

/// A post that cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its id, where one could be read.
    pub id: Option<String>,
    /// Why.
    pub why: Refusal,
}

/// What came of one post of an input.
pub type Outcome = Result<ImportedPost, Refused>;

impl Request {
    /// Asks for what the input says by itself, videos of any size.
    pub fn new(captured_at: Timestamp, capture_method: &str) -> Self {
        Self {
            format: None,
            captured_at,
            capture_method: capture_method.to_owned(),
            licence_note: String::new(),
            url: None,
            account: None,
            largest_video: u64::MAX,
        }
    }

    /// The record of how a post came into the archive.
    pub(crate) fn provenance(&self, format: Format, raw: &[u8]) -> Provenance {
        let sum = Sha256::digest(raw);
        Provenance {
            importer: "kiosque-archive".into(),
            importer_version: env!("CARGO_PKG_VERSION").into(),
            format: format.name().into(),
            raw_sha256: Some(sum.iter().map(|byte| format!("{byte:02x}")).collect()),
            capture_method: self.capture_method.clone(),
            licence_note: self.licence_note.clone(),
        }
    }
}

/// Reads posts.
///
/// # Errors
///
/// Where the input as a whole cannot be read, or is of no format known here. A fault of one post
/// among others is in [`Import::refused`].
pub fn import(bytes: &[u8], request: &Request) -> Result<Import, Refusal> {
    let input = Input::read(bytes)?;
    let format = request
        .format
        .or_else(|| Format::of(&input))
        .ok_or(Refusal::UnknownFormat)?;
    let outcomes: Vec<Outcome> = match format {
        Format::XArchive => crate::x::data_archive::read(&input, request),
        Format::XV2 => crate::x::v2::read(&input, request),
        Format::XGraphql => crate::x::graphql::read(&input, request),
        Format::XSyndication => crate::x::syndication::read(&input, request),
        Format::XV1 => crate::x::v1::read(&input, request),
        Format::Bluesky => crate::bluesky::read(&input, request),
        Format::Mastodon => crate::mastodon::read(&input, request),
        Format::Oembed => crate::embed::oembed::read(&input, request),
        Format::Blockquote => crate::embed::blockquote::read(&input, request),
        Format::Written => crate::written::read(&input, request),
    };
    let mut import = Import {
        format,
        posts: Vec::new(),
        refused: Vec::new(),
    };
    for outcome in outcomes {
        match outcome {
            Ok(mut imported) => {
                imported.post.provenance = Some(request.provenance(format, &imported.raw));
                import.posts.push(imported);
            }
            Err(refused) => import.refused.push(refused),
        }
    }
    if import.posts.is_empty() && import.refused.is_empty() {
        return Err(Refusal::NoPost {
            format: format.name(),
        });
    }
    Ok(import)
}
