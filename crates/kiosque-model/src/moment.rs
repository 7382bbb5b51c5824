//! Instants, worded by the press in the site's time zone and language.

use serde::{Deserialize, Serialize};

/// An instant as a page shows it.
///
/// The press does the wording because only it knows the site's zone and has the rules of
/// summer time; the app prints these strings inside `<time datetime>`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// RFC 3339 with the site's offset at that instant: `2014-11-28T09:05:00+01:00`.
    pub iso: String,
    /// Date and time: "28 novembre 2014 à 9 h 05".
    pub full: String,
    /// Date alone: "28 novembre 2014".
    pub date: String,
    /// Time of day alone: "9 h 05".
    pub hour: String,
}
