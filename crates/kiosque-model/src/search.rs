//! The page on which a reader searches the site.

use serde::{Deserialize, Serialize};

use crate::Link;

/// The search page: where the index is, and where to go without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPage {
    /// Root-relative folders of the index, searched as one; the first holds the engine too. Empty
    /// where the site has no article.
    pub indexes: Vec<String>,
    /// The tags most in use, the most used first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Link>,
}
