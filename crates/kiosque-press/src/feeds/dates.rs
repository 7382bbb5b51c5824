//! Dates as feeds write them.

use jiff::Zoned;
use jiff::fmt::{rfc2822, strtime};

/// The date of an RSS item, RFC 822 with the four-digit year of RFC 2822, in the offset that the
/// RFC 3339 date has.
pub(super) fn rfc822(iso: &str) -> Option<String> {
    let local: Zoned = strtime::parse("%Y-%m-%dT%H:%M:%S%:z", iso)
        .and_then(|parts| parts.to_zoned())
        .ok()?;
    rfc2822::to_string(&local).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_is_kept() {
        assert_eq!(
            rfc822("2014-11-28T09:05:00+01:00").as_deref(),
            Some("Fri, 28 Nov 2014 09:05:00 +0100")
        );
        assert_eq!(
            rfc822("2014-07-01T00:00:00-03:30").as_deref(),
            Some("Tue, 1 Jul 2014 00:00:00 -0330")
        );
        assert_eq!(rfc822("hier"), None);
    }
}
