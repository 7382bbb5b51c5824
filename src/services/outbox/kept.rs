//! What the device keeps of letters, and of comments that were sent.

use std::cell::RefCell;
use std::collections::BTreeMap;

use kiosque_drivers::outbox::{CommentMatter, Letter};
use serde::{Deserialize, Serialize};

use crate::platform::instants::now;
use crate::platform::storage;

const LETTERS: &str = "kiosque.outbox.";
const SENT: &str = "kiosque.sent.";

thread_local! {
    /// What the browser refuses to keep, as long as this page lasts.
    static UNKEPT: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// A name that no other letter has.
pub(super) fn new_name() -> String {
    let chance = (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    // By time first, so that names are in the order of writing.
    format!("{:012x}{chance:08x}", now())
}

fn set(key: String, value: String) -> bool {
    let kept = storage::set(&key, &value);
    UNKEPT.with_borrow_mut(|unkept| {
        if kept {
            unkept.remove(&key);
        } else {
            // An older value would come back after the page.
            storage::remove(&key);
            unkept.insert(key, value);
        }
    });
    kept
}

fn get(key: &str) -> Option<String> {
    UNKEPT
        .with_borrow(|unkept| unkept.get(key).cloned())
        .or_else(|| storage::get(key))
}

fn remove(key: &str) {
    storage::remove(key);
    UNKEPT.with_borrow_mut(|unkept| unkept.remove(key));
}

fn keys(start: &str) -> Vec<String> {
    let mut keys = storage::keys(start);
    UNKEPT.with_borrow(|unkept| {
        keys.extend(unkept.keys().filter(|key| key.starts_with(start)).cloned());
    });
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Keeps a letter as it is now. False where the browser refuses.
pub(super) fn keep(letter: &Letter) -> bool {
    serde_json::to_string(letter)
        .is_ok_and(|written| set(format!("{LETTERS}{}", letter.id), written))
}

/// The letter of a name, if it is still there.
pub(super) fn letter(id: &str) -> Option<Letter> {
    serde_json::from_str(&get(&format!("{LETTERS}{id}"))?).ok()
}

/// Every letter, by when it was written. What an older app wrote and this one cannot read is left
/// where it is.
pub(super) fn letters() -> Vec<Letter> {
    keys(LETTERS)
        .iter()
        .filter_map(|key| serde_json::from_str(&get(key)?).ok())
        .collect()
}

/// Forgets a letter.
pub(super) fn cross_out(id: &str) {
    remove(&format!("{LETTERS}{id}"));
}

/// A comment that was sent from this device and that its service has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The name of the letter it was.
    pub letter: String,
    /// What was sent.
    pub matter: CommentMatter,
    /// The service's number for it, where it told one.
    pub id: Option<u64>,
    /// When, in milliseconds since 1970.
    pub at: u64,
    /// Whether the newsroom was to look at it first.
    pub held: bool,
}

/// Published comments are kept as long as they can be changed.
const CHANGEABLE_MS: u64 = 15 * 60 * 1_000;

/// A newsroom that has not looked after so long will not.
const HELD_MS: u64 = 60 * 24 * 60 * 60 * 1_000;

impl Sent {
    /// Keeps it, as long as it is of use.
    pub(super) fn keep(&self) {
        if let Ok(written) = serde_json::to_string(self) {
            set(format!("{SENT}{}", self.letter), written);
        }
    }

    /// Forgets it.
    pub fn forget(&self) {
        remove(&format!("{SENT}{}", self.letter));
    }

    /// Whether its service still lets its writer change it.
    pub fn is_changeable(&self) -> bool {
        now().abs_diff(self.at) < CHANGEABLE_MS
    }

    /// What was sent to a thread, oldest first. What is of no use any more is forgotten.
    pub fn to_thread(url: &str, thread: &str) -> Vec<Self> {
        let mut sent = Vec::new();
        for key in keys(SENT) {
            let Some(one) = get(&key).and_then(|text| serde_json::from_str::<Self>(&text).ok())
            else {
                continue;
            };
            let lasts = if one.held { HELD_MS } else { CHANGEABLE_MS };
            if now().abs_diff(one.at) > lasts {
                one.forget();
            } else if one.matter.service.url == url && one.matter.thread == thread {
                sent.push(one);
            }
        }
        sent
    }
}
