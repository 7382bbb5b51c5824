use super::*;

#[test]
fn numbers_agree_in_both_languages() {
    let french = command_words(Language::Fr);
    assert_eq!((french.outside_sound)(1), "1\u{a0}lien extérieur répond");
    assert_eq!(
        (french.outside_sound)(3),
        "3\u{a0}liens extérieurs répondent"
    );
    assert_eq!(
        (french.work)(1, 0, 2, 1230),
        "1\u{a0}fichier imprimé, 0\u{a0}gardé, 2\u{a0}retirés en 1,2\u{a0}s"
    );
    let english = command_words(Language::En);
    assert_eq!(
        (english.work)(1, 0, 2, 1230),
        "1 file printed, 0 kept, 2 removed in 1.2 s"
    );
    assert_eq!((english.outside_sound)(1), "1 outside link answers");
}

#[test]
fn french_sentences_have_their_spaces() {
    let words = command_words(Language::Fr);
    let sentences = [
        (words.disk_full)("site/page.json"),
        (words.busy)("site"),
        (words.clash)("a", "b"),
        (words.ready)("journal"),
        (words.comments_variable)("ouvert"),
        (words.no_address)("127.0.0.1:80", "refusé"),
        words.nothing_written.to_owned(),
        words.browser.last_good.to_owned(),
    ];
    for sentence in sentences {
        assert!(!sentence.contains('\''), "{sentence}");
        for plain in [" :", " ;", " !", " ?", "« ", " »"] {
            assert!(!sentence.contains(plain), "{plain:?} in {sentence}");
        }
    }
}
