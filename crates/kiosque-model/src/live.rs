//! Live coverage: an article that grows while it is read.

use serde::{Deserialize, Serialize};

/// How an article is or was covered live. Where it is not there at all, it never was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Live {
    /// The newsroom is still at it: timelines are printed newest first, and the app asks for more.
    Now {
        /// Seconds between two questions of an app whose reader is watching, never 0.
        pace: u32,
    },
    /// Coverage is over: timelines are in the order of the day.
    Over,
}

impl Live {
    /// Whether the newsroom is still covering it.
    pub const fn is_now(self) -> bool {
        matches!(self, Self::Now { .. })
    }
}
