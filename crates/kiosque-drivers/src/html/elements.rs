//! What becomes of an element, by its name.

use super::Tag;

/// What becomes of an element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It stands.
    Allowed(Tag),
    /// A paragraph in bold: an article's own outline is not for its comments.
    Heading,
    /// A paragraph.
    Block,
    /// White space, so that what is in it does not run into its neighbours.
    Apart,
    /// Its words alone.
    Other,
    /// Nothing, and nothing of what is in it.
    Dropped,
    /// The same; `/>` ends it, as it does in SVG and MathML only.
    Foreign,
    /// Nothing; what is in it is text up to its end tag, whatever it looks like.
    Raw,
    /// Nothing, up to the end of all.
    Endless,
}

// Lists in text rather than tables of their own type: a third of the bytes in WebAssembly.
const ALLOWED: [(&str, Tag); 12] = [
    ("p", Tag::Paragraph),
    ("br", Tag::Break),
    ("em i", Tag::Emphasis),
    ("strong b", Tag::Strong),
    ("code", Tag::Code),
    ("pre", Tag::Preformatted),
    ("blockquote", Tag::Quote),
    ("ul", Tag::List),
    ("ol", Tag::NumberedList),
    ("li", Tag::Item),
    ("a", Tag::Link),
    ("del s strike", Tag::Deleted),
];

const OTHERS: [(&str, Kind); 7] = [
    ("h1 h2 h3 h4 h5 h6", Kind::Heading),
    (
        "div tr table tbody thead tfoot caption dl dt dd section article aside header footer main \
         nav figure figcaption address details summary form fieldset legend center dialog",
        Kind::Block,
    ),
    ("td th hr option", Kind::Apart),
    (
        "template object select head audio video canvas",
        Kind::Dropped,
    ),
    ("svg math", Kind::Foreign),
    // `noscript` is among them where scripts run, which is where comments are shown
    // (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead).
    (
        "script style noscript iframe textarea title xmp noembed noframes",
        Kind::Raw,
    ),
    ("plaintext", Kind::Endless),
];

impl Kind {
    pub(super) fn of(name: &str) -> Self {
        let listed = |names: &str| {
            names
                .split(' ')
                .any(|known| known.eq_ignore_ascii_case(name))
        };
        if let Some((_, tag)) = ALLOWED.iter().find(|(names, _)| listed(names)) {
            return Self::Allowed(*tag);
        }
        OTHERS
            .iter()
            .find(|(names, _)| listed(names))
            .map_or(Self::Other, |(_, kind)| *kind)
    }
}
