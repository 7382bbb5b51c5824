//! What was given to read posts from, and what a network gives.

use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use kiosque_archive::import::Account;
use kiosque_archive::x::data_archive::notes::{Note, lengthen};
use kiosque_archive::{Format, Import, Request, import};
use kiosque_catalogue::editor::{MediaRefusal, Refusal};
use kiosque_model::post::Source;

use super::address::Named;
use super::asking::{Answer, Asker};
use super::hosts::Wanted;

/// The largest film that is asked for where the network offers several, in bytes.
pub const LARGEST_FILM: u64 = 40_000_000;
/// How long a network may take to answer about a post.
const PATIENCE: Duration = Duration::from_secs(30);
/// The most bytes such an answer may have.
const LARGEST_ANSWER: u64 = 20_000_000;
/// The most bytes of an answer that says why there is none.
const LONGEST_EXCUSE: u64 = 10_000;

/// Something to read posts from.
pub struct Given {
    /// What it is called: a path, an address, the standard input.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The folder it lies in, where the files of an export may be too.
    pub beside: Option<PathBuf>,
    /// When it was obtained.
    pub captured_at: Timestamp,
    /// How, for the record.
    pub capture_method: String,
    /// The format, where it is known.
    pub format: Option<Format>,
    /// The permalink, where the input may not say it.
    pub url: Option<String>,
    /// Whose posts they are, where the input may not say it.
    pub account: Option<Account>,
    /// The whole texts of long posts, where the input may cut them.
    pub notes: Vec<Note>,
}

/// What was read.
pub struct ReadInput {
    /// What it was read from.
    pub given: Given,
    /// Its posts, or why there is none.
    pub import: Result<Import, Refusal>,
}

impl Given {
    /// Reads the posts. Nothing is asked of anybody and nothing written.
    pub fn read(self, licence: &str) -> ReadInput {
        let request = Request {
            format: self.format,
            captured_at: self.captured_at,
            capture_method: self.capture_method.clone(),
            licence_note: licence.to_owned(),
            url: self.url.clone(),
            account: self.account.clone(),
            largest_video: LARGEST_FILM,
        };
        let import = import(&self.bytes, &request).map(|mut import| {
            if import.format == Format::XArchive {
                lengthen(&mut import, &self.notes, &request);
            }
            import
        });
        ReadInput {
            given: self,
            import,
        }
    }
}

/// Asks a network for a post: its fullest answer, then what is left where that one refuses.
///
/// # Errors
///
/// Why there is no post: what the fullest answer said, unless only a later one said something.
pub fn ask(
    asker: &Asker,
    named: &Named,
    address: &str,
    licence: &str,
    now: Timestamp,
) -> Result<ReadInput, Refusal> {
    let mut first = None;
    for ask in &named.asks {
        match answer(asker, named.network, &ask.url) {
            Ok(bytes) => {
                let given = Given {
                    name: address.to_owned(),
                    bytes,
                    beside: None,
                    captured_at: now,
                    capture_method: ask.url.clone(),
                    format: Some(ask.format),
                    url: Some(named.url.clone()),
                    account: None,
                    notes: Vec::new(),
                };
                let mut read = given.read(licence);
                let refused = match &mut read.import {
                    Ok(import) => {
                        // A thread comes with the posts around.
                        import.posts.retain(|post| post.post.id == named.id);
                        if !import.posts.is_empty() {
                            import.refused.clear();
                            return Ok(read);
                        }
                        let why = import.refused.first().map(|refused| refused.why.clone());
                        why.unwrap_or(Refusal::NoPost {
                            format: ask.format.name(),
                        })
                    }
                    Err(why) => why.clone(),
                };
                first = first.or(Some(refused));
            }
            Err(why) => first = first.or(Some(why)),
        }
    }
    Err(first.unwrap_or_else(|| Refusal::UnknownAddress {
        address: address.to_owned(),
    }))
}

fn answer(asker: &Asker, network: Source, address: &str) -> Result<Vec<u8>, Refusal> {
    let unanswered = |why| {
        let host = url::Url::parse(address).ok();
        let host = host.and_then(|url| Some(url.host_str()?.to_owned()));
        Refusal::Unanswered {
            host: host.unwrap_or_default(),
            why,
        }
    };
    let answer = asker
        .hear(address, network, Wanted::Post, PATIENCE)
        .map_err(unanswered)?;
    let status = answer.status();
    let reason = match status {
        200 => return answer.bytes(LARGEST_ANSWER).map_err(unanswered),
        404 | 410 => Some(String::new()),
        400 => not_found(answer),
        _ => None,
    };
    Err(match reason {
        Some(reason) => Refusal::Gone { reason },
        None => unanswered(MediaRefusal::Status(status)),
    })
}

/// What Bluesky says of a post that is not there, under a status that means a wrong question.
fn not_found(answer: Answer) -> Option<String> {
    let bytes = answer.bytes(LONGEST_EXCUSE).ok()?;
    let said: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
    let word = |name: &str| said.get(name).and_then(serde_json::Value::as_str);
    (word("error") == Some("NotFound")).then(|| word("message").unwrap_or_default().to_owned())
}
