//! Where a link may lead.

use super::references::{self, Place};

/// The URL in an attribute's text, if it is absolute and leads to the web or to a mailbox.
///
/// What browsers strip is stripped first, C0 controls and spaces at both ends, tabs and newlines
/// everywhere (<https://url.spec.whatwg.org/#concept-basic-url-parser>): `java\nscript:` is a
/// script to them. What is left has no controls, as no URL that someone means to give has any.
/// A web address needs its `//`, because `https:page` is relative on a page that has `https`.
pub(super) fn sound(raw: &str) -> Option<String> {
    let mut url = references::resolve(raw, Place::Attribute);
    url.retain(|c| !matches!(c, '\t' | '\n' | '\r'));
    let url = url.trim_matches(|c| c <= ' ');
    let leads = ["https://", "http://", "mailto:"].iter().any(|scheme| {
        url.len() > scheme.len()
            && url
                .get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    (leads && url.chars().all(references::is_shown)).then(|| url.to_owned())
}
