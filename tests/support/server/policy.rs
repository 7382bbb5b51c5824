//! The site's security policy, and what browsers report that it refused.

use axum::http::{HeaderName, HeaderValue, header};
use serde_json::Value;

use crate::Error;

/// Where browsers report what the policy refused.
pub(super) const REPORTS: &str = "/csp-report";

/// A report in one line: the directive that refused, what, and where.
pub(super) fn told(report: &[u8]) -> String {
    let Ok(report) = serde_json::from_slice::<Value>(report) else {
        return format!("a report of {} bytes that is no JSON", report.len());
    };
    let report = &report["csp-report"];
    let word = |name: &str| report[name].as_str().unwrap_or("?").to_owned();
    format!(
        "{} refused {} on {} (from {}, line {}, {:?})",
        // Firefox has the older name alone; older still, it holds the directive's values too.
        report["effective-directive"]
            .as_str()
            .unwrap_or(&word("violated-directive")),
        word("blocked-uri"),
        word("document-uri"),
        word("source-file"),
        report["line-number"],
        word("script-sample"),
    )
}

/// The headers that a site's `_headers` file gives to every path, with reports sent here.
pub(super) fn headers(file: &str) -> Result<Vec<(HeaderName, HeaderValue)>, Error> {
    let headers: Vec<_> = file
        .lines()
        .skip_while(|line| *line != "/*")
        .skip(1)
        .map_while(|line| line.strip_prefix("  ")?.split_once(": "))
        .map(|(name, value)| {
            let name = HeaderName::try_from(name)?;
            let value = if name == header::CONTENT_SECURITY_POLICY {
                format!("{value}; report-uri {REPORTS}")
            } else {
                value.to_owned()
            };
            Ok((name, HeaderValue::try_from(value)?))
        })
        .collect::<Result<_, Error>>()?;
    if !headers
        .iter()
        .any(|(name, _)| *name == header::CONTENT_SECURITY_POLICY)
    {
        return Err("the site's _headers give it no Content-Security-Policy".into());
    }
    Ok(headers)
}
