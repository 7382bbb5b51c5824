//! Domain names: where one ends, and whether it can exist.

use super::{Reading, is_accented};

/// A name of more octets does not exist in the DNS (RFC 1035, 2.3.4).
const LONGEST_NAME: usize = 253;
/// Nor does a label of more.
const LONGEST_LABEL: usize = 63;

/// What a name may be made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// Of any script: behind a scheme, where nothing but a name can follow.
    Any,
    /// Latin, the top-level domain excepted: in running text, where a name may stand against words
    /// in a script without spaces.
    Latin,
    /// ASCII, the top-level domain too: handles.
    Ascii,
}

impl Letters {
    pub(super) fn has(self, sign: char) -> bool {
        match self {
            _ if sign.is_ascii() => sign.is_ascii_alphanumeric() || sign == '-' || sign == '_',
            Self::Any => !ends_words(sign),
            Self::Latin => is_accented(sign),
            Self::Ascii => false,
        }
    }
}

/// The byte after the longest domain name that begins at a byte, if one does: labels that may exist
/// and a top-level domain that does.
pub(super) fn domain_end(text: Reading<'_>, start: usize, letters: Letters) -> Option<usize> {
    // Four bytes for a character and none shorter in the DNS: what is longer is no name.
    let reach = start + 4 * LONGEST_NAME;
    let mut dots = Vec::new();
    let mut at = start;
    loop {
        let end = text.run(at, |sign| letters.has(sign));
        if end == at || text.at(end) != Some('.') || end > reach {
            break;
        }
        dots.push(end);
        at = end + 1;
    }
    dots.iter().rev().find_map(|&dot| {
        top_level_ends(text, dot + 1, letters).find(|&end| is_name(text.between(start, end)))
    })
}

/// Where a top-level domain that begins at a byte may end, the longest first.
fn top_level_ends(
    text: Reading<'_>,
    start: usize,
    letters: Letters,
) -> impl Iterator<Item = usize> {
    let ascii = text.run(start, |sign| Letters::Ascii.has(sign));
    let mut ends = vec![];
    if ascii > start {
        ends.push(ascii);
    } else if letters != Letters::Ascii {
        let any = text.rest(start).char_indices();
        ends.extend(
            any.take_while(|(_, sign)| !sign.is_ascii() && !ends_words(*sign))
                .take(LONGEST_LABEL)
                .map(|(at, sign)| start + at + sign.len_utf8()),
        );
    }
    ends.into_iter().rev().filter(move |&end| {
        !text.at(end).is_some_and(goes_on) && is_top_level(text.between(start, end))
    })
}

/// Whether a character behind a top-level domain makes it a part of something longer: a word, or
/// an address of mail. Scripts that put no space between words may follow at once.
fn goes_on(sign: char) -> bool {
    use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
    matches!(sign, '@' | '＠' | '+' | '-' | '_')
        || sign.general_category_group() == GeneralCategoryGroup::Mark
        || (sign.is_alphanumeric() && !stands_close(sign))
}

/// Chinese, Japanese, Korean, Thai, Lao, Burmese and Khmer, which put no space before a word, or
/// join particles to foreign ones.
fn stands_close(sign: char) -> bool {
    matches!(sign,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}'
        | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ffdc}'
        | '\u{20000}'..='\u{3ffff}')
}

/// A character that no label holds: spaces, punctuation, controls, marks of direction.
fn ends_words(sign: char) -> bool {
    use unicode_properties::{GeneralCategoryGroup as Group, UnicodeGeneralCategory};
    matches!(
        sign.general_category_group(),
        Group::Punctuation | Group::Separator | Group::Other
    )
}

/// Whether a label is in the root zone.
fn is_top_level(label: &str) -> bool {
    if label.is_ascii() {
        tld::exist_case_insensitive(label)
    } else {
        idna::domain_to_ascii(label).is_ok_and(|ascii| tld::exist(&ascii))
    }
}

/// Whether labels can be looked up, the last one being a top-level domain.
fn is_name(name: &str) -> bool {
    let Some((front, _)) = name.rsplit_once('.') else {
        return false;
    };
    let bounded = |label: &str| !label.starts_with(['-', '_']) && !label.ends_with(['-', '_']);
    // Hosts have `_` below the registered name alone.
    let registered = front.rsplit('.').next().unwrap_or(front);
    name.chars().take(LONGEST_NAME + 1).count() <= LONGEST_NAME
        && front.split('.').all(bounded)
        && !registered.contains('_')
        && idna::domain_to_ascii(name).is_ok_and(|ascii| {
            ascii.len() <= LONGEST_NAME
                && ascii
                    .split('.')
                    .all(|label| (1..=LONGEST_LABEL).contains(&label.len()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, letters: Letters) -> Option<&str> {
        domain_end(Reading(text), 0, letters).map(|end| &text[..end])
    }

    #[test]
    fn the_longest_name_that_exists_is_taken() {
        for (text, expected) in [
            ("exemple.com.html", Some("exemple.com")),
            ("no.exemple.fr, suite", Some("no.exemple.fr")),
            ("exemple.comte", None),
            ("exemple.com_", None),
            ("a@exemple.com", None),
        ] {
            assert_eq!(name(text, Letters::Any), expected, "{text}");
        }
    }

    #[test]
    fn a_word_in_a_script_with_spaces_does_not_follow_at_once() {
        assert_eq!(name("exemple.comté", Letters::Latin), None);
        assert_eq!(name("пример.рфа", Letters::Any), None);
        assert_eq!(name("пример.рф!", Letters::Any), Some("пример.рф"));
        assert_eq!(name("例.みんなです", Letters::Any), Some("例.みんな"));
    }

    #[test]
    fn handles_are_ascii() {
        assert_eq!(
            name("ana.example.com.", Letters::Ascii),
            Some("ana.example.com")
        );
        assert_eq!(name("été.example.com", Letters::Ascii), None);
    }
}
