//! Names of languages, for the caption tracks of videos.

use kiosque_model::Language;

/// Languages that captions of European newsrooms' posts are written in: subtag, French, English.
const NAMES: [(&str, &str, &str); 36] = [
    ("ar", "arabe", "Arabic"),
    ("bg", "bulgare", "Bulgarian"),
    ("br", "breton", "Breton"),
    ("ca", "catalan", "Catalan"),
    ("co", "corse", "Corsican"),
    ("cs", "tchèque", "Czech"),
    ("da", "danois", "Danish"),
    ("de", "allemand", "German"),
    ("el", "grec", "Greek"),
    ("en", "anglais", "English"),
    ("es", "espagnol", "Spanish"),
    ("eu", "basque", "Basque"),
    ("fa", "persan", "Persian"),
    ("fi", "finnois", "Finnish"),
    ("fr", "français", "French"),
    ("ga", "irlandais", "Irish"),
    ("he", "hébreu", "Hebrew"),
    ("hi", "hindi", "Hindi"),
    ("hr", "croate", "Croatian"),
    ("hu", "hongrois", "Hungarian"),
    ("hy", "arménien", "Armenian"),
    ("it", "italien", "Italian"),
    ("ja", "japonais", "Japanese"),
    ("ko", "coréen", "Korean"),
    ("nl", "néerlandais", "Dutch"),
    ("no", "norvégien", "Norwegian"),
    ("oc", "occitan", "Occitan"),
    ("pl", "polonais", "Polish"),
    ("pt", "portugais", "Portuguese"),
    ("ro", "roumain", "Romanian"),
    ("ru", "russe", "Russian"),
    ("sv", "suédois", "Swedish"),
    ("tr", "turc", "Turkish"),
    ("uk", "ukrainien", "Ukrainian"),
    ("vi", "vietnamien", "Vietnamese"),
    ("zh", "chinois", "Chinese"),
];

/// The name, in a language, of the language that a BCP 47 tag begins with.
pub fn language_name(language: Language, tag: &str) -> Option<&'static str> {
    let subtag = tag.split(['-', '_']).next()?;
    let (_, french, english) = NAMES
        .iter()
        .find(|(known, ..)| known.eq_ignore_ascii_case(subtag))?;
    Some(match language {
        Language::Fr => french,
        Language::En => english,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_named_whatever_its_region() {
        assert_eq!(language_name(Language::Fr, "fr-CA"), Some("français"));
        assert_eq!(language_name(Language::En, "PT"), Some("Portuguese"));
        assert_eq!(language_name(Language::Fr, "tlh"), None);
        assert_eq!(language_name(Language::Fr, ""), None);
    }

    #[test]
    fn languages_are_in_order_and_none_twice() {
        assert!(NAMES.is_sorted_by(|(before, ..), (after, ..)| before < after));
    }
}
