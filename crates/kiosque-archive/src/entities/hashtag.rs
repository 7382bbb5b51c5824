//! Hashtags.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use super::{Entity, EntityKind, Reading};

/// The hashtags in a text, in order.
pub(super) fn hashtags(text: &str) -> Vec<Entity<'_>> {
    let reading = Reading(text);
    text.match_indices(['#', '＃'])
        .filter_map(|(start, mark)| hashtag(reading, start, mark.len()))
        .collect()
}

fn hashtag(text: Reading<'_>, start: usize, mark: usize) -> Option<Entity<'_>> {
    if text
        .before(start)
        .is_some_and(|sign| is_of_tag(sign) || sign == '&')
    {
        return None;
    }
    let name = start + mark;
    let end = text.run(name, is_of_tag);
    let tag = text.between(name, end);
    let rest = text.rest(end);
    let another = rest.starts_with(['#', '＃']);
    let address = rest.starts_with("://");
    (tag.contains(is_letter) && !another && !address).then_some(Entity {
        start,
        end,
        kind: EntityKind::Hashtag { tag },
    })
}

/// A letter or a mark upon one. What only chooses between shapes of an emoji is neither.
fn is_letter(sign: char) -> bool {
    let variation = matches!(sign, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    let keycap = sign == '\u{20e3}';
    !variation
        && !keycap
        && matches!(
            sign.general_category_group(),
            GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark
        )
}

/// Letters, digits, `_`, and the signs that join the letters of a word in some script.
fn is_of_tag(sign: char) -> bool {
    is_letter(sign)
        || sign == '_'
        || sign.general_category() == GeneralCategory::DecimalNumber
        || is_joiner(sign)
}

fn is_joiner(sign: char) -> bool {
    matches!(
        sign,
        '\u{b7}' // middle dot: Catalan
            | '\u{5be}' | '\u{5f3}' | '\u{5f4}' // maqaf, geresh, gershayim: Hebrew
            | '\u{f0b}' | '\u{f0c}' // tsheg: Tibetan
            | '\u{200c}' | '\u{200d}' // joiners: Persian, Sinhala
            | '\u{3003}' | '\u{301c}' | '\u{309b}' | '\u{309c}' | '\u{30a0}' | '\u{30fb}'
            | '\u{ff5e}' // ditto, waves, voicing, hyphen, dot: Japanese
            | '\u{a67e}' // kavyka: Cyrillic
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        hashtags(text)
            .iter()
            .map(|tag| &text[tag.start..tag.end])
            .collect()
    }

    #[test]
    fn a_tag_is_a_word() {
        assert_eq!(
            found("l’#été, #2020, #m2020 #l’été"),
            ["#été", "#m2020", "#l"]
        );
        assert_eq!(found("a#b #c#d &#39; #️⃣"), [""; 0]);
    }

    #[test]
    fn a_family_of_emoji_before_a_tag_does_not_hide_it() {
        assert_eq!(found("👨\u{200d}👩\u{200d}👧#aix ✌️#aix"), ["#aix", "#aix"]);
    }
}
