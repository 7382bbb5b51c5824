//! Character references, and the characters that words may have.

#[cfg(test)]
mod tests;

/// Where a reference stands: an attribute's text is read more strictly.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Text,
    Attribute,
}

// The first hundred do without a semicolon, as they did before there was a standard
// (https://html.spec.whatwg.org/multipage/named-characters.html): four, then those of U+00A0 to
// U+00FF in their order. People who write French by hand know them.
const NAMES: &str = "amp lt gt quot nbsp iexcl cent pound curren yen brvbar sect uml copy ordf \
    laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo \
    frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute \
    Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
    Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
    egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml \
    divide oslash ugrave uacute ucirc uuml yacute thorn yuml \
    apos ndash mdash lsquo rsquo sbquo ldquo rdquo bdquo dagger bull hellip lsaquo rsaquo euro trade \
    larr rarr harr hearts oelig OElig";

const OLD: usize = 100;

// What 0x80 to 0x9F mean: the numbers of Windows-1252
// (https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state).
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// Whether words may have a character: no controls but tab and newline, no byte order mark, and
/// none that turn the direction of what follows.
///
/// Embeddings, overrides and isolates (U+202A to U+202E, U+2066 to U+2069) reach as far as the
/// block does when nobody closes them, and an override shows words in another order than they
/// have: `exe.txt` for `txt.exe`. Nobody needs them where each comment is shown with `dir="auto"`;
/// the marks that right-to-left text does need (U+200E, U+200F, U+061C) reach no further than
/// their neighbours.
pub(super) fn is_shown(c: char) -> bool {
    match c {
        '\t' | '\n' => true,
        '\0'..=' ' => c == ' ',
        '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
            false
        }
        _ => true,
    }
}

/// A text with its character references resolved; what is none stays as it is written.
///
/// In text, newlines become one character (<https://infra.spec.whatwg.org/#normalize-newlines>)
/// and characters that are not shown are left out. An attribute keeps them: who drops them from a
/// URL has made another one.
pub(super) fn resolve(raw: &str, place: Place) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    loop {
        let (plain, reference) = match rest.split_once('&') {
            Some((plain, reference)) => (plain, Some(reference)),
            None => (rest, None),
        };
        let mut before = ' ';
        for c in plain.chars() {
            match c {
                _ if place == Place::Attribute => out.push(c),
                '\n' if before == '\r' => {}
                '\r' => out.push('\n'),
                // White space to HTML, a control to everyone else.
                '\u{c}' => out.push(' '),
                _ if is_shown(c) => out.push(c),
                _ => {}
            }
            before = c;
        }
        let Some(reference) = reference else {
            return out;
        };
        rest = match read(reference, place) {
            Some((c, after)) => {
                if place == Place::Attribute || is_shown(c) {
                    out.push(c);
                }
                after
            }
            None => {
                out.push('&');
                reference
            }
        };
    }
}

/// The character that is meant behind an `&`, and what follows.
fn read(text: &str, place: Place) -> Option<(char, &str)> {
    if let Some(number) = text.strip_prefix('#') {
        return match number.strip_prefix(['x', 'X']) {
            Some(number) => numeric(number, 16),
            None => numeric(number, 10),
        };
    }
    let end = text
        .bytes()
        .position(|b| !b.is_ascii_alphanumeric())
        .unwrap_or(text.len());
    let (name, after) = text.split_at_checked(end)?;
    if name.is_empty() {
        return None;
    }
    let ended = after.strip_prefix(';');
    // Query strings have such names: `?a=1&copy=2`, `&region=3`.
    // (https://html.spec.whatwg.org/multipage/parsing.html#named-character-reference-state)
    if place == Place::Attribute && ended.is_none() && after.starts_with('=') {
        return None;
    }
    let (name, mut known) = (name.as_bytes(), NAMES.as_bytes().split(|b| *b == b' '));
    let (at, length) = match ended {
        // A longer name than these has a meaning of its own, though it may begin like an old one.
        Some(_) => (known.position(|known| name == known)?, name.len()),
        None => known
            .take(OLD)
            .enumerate()
            .find(|(_, known)| name == *known || (place == Place::Text && name.starts_with(known)))
            .map(|(at, known)| (at, known.len()))?,
    };
    let c = match at.checked_sub(OLD) {
        Some(at) => "'–—‘’‚“”„†•…‹›€™←→↔♥œŒ".chars().nth(at)?,
        None if at < 4 => char::from(*b"&<>\"".get(at)?),
        None => char::from_u32(0xa0 - 4 + at as u32)?,
    };
    Some((c, ended.or(text.get(length..))?))
}

fn numeric(text: &str, radix: u32) -> Option<(char, &str)> {
    let mut value = 0u32;
    let mut rest = text;
    while let Some(digit) = rest.chars().next().and_then(|c| c.to_digit(radix)) {
        value = value.saturating_mul(radix).saturating_add(digit);
        rest = rest.get(1..)?;
    }
    if rest.len() == text.len() {
        return None;
    }
    let c = match value {
        0 => None,
        0x80..=0x9f => WINDOWS.chars().nth((value - 0x80) as usize),
        _ => char::from_u32(value),
    };
    Some((
        c.unwrap_or('\u{fffd}'),
        rest.strip_prefix(';').unwrap_or(rest),
    ))
}
