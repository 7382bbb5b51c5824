//! What the device keeps of someone who writes: a draft for each page, and, where they wish it,
//! their name.

use serde::{Deserialize, Serialize};

use crate::platform::storage;

const WRITER: &str = "kiosque.writer";
const DRAFTS: &str = "kiosque.draft.";

/// Who writes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writer {
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// Their site.
    pub website: String,
}

impl Writer {
    /// Whoever asked to be remembered.
    pub fn remembered() -> Option<Self> {
        serde_json::from_str(&storage::get(WRITER)?).ok()
    }

    /// Remembers them, or forgets whoever was. False where the browser keeps nothing.
    pub fn remember(&self, wished: bool) -> bool {
        if !wished {
            storage::remove(WRITER);
            return true;
        }
        serde_json::to_string(self).is_ok_and(|written| storage::set(WRITER, &written))
    }
}

/// A comment that is being written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The comment.
    pub text: String,
    /// Who writes it.
    pub writer: Writer,
    /// The comment it answers, and that one's writer.
    #[serde(default)]
    pub parent: Option<(u64, String)>,
}

impl Draft {
    /// The draft for a page.
    pub fn kept(page: &str) -> Option<Self> {
        serde_json::from_str(&storage::get(&format!("{DRAFTS}{page}"))?).ok()
    }

    /// Keeps it; one without a word is forgotten. False where the browser keeps nothing.
    pub fn keep(&self, page: &str) -> bool {
        let key = format!("{DRAFTS}{page}");
        if self.text.trim().is_empty() {
            storage::remove(&key);
            return true;
        }
        serde_json::to_string(self).is_ok_and(|written| storage::set(&key, &written))
    }
}
