use super::*;

fn sentences(language: Language) -> Vec<String> {
    let words = archive_words(language);
    let id = || "12".to_owned();
    [
        (words.media)(1, 2),
        words.dry_run.to_owned(),
        (words.summary)(1, 2, 3, 4),
        (words.choose)("tweets.js", 3),
        (words.more)(2),
        (words.none_found)(&[]),
        (words.none_found)(&[id()]),
        (words.none_found)(&[id(), id()]),
        words.none_found_mend.to_owned(),
        (words.no_moment)("hier"),
        (words.withdrawn)("1"),
        words.withdrawn_mend.to_owned(),
        (words.other_network)("1", "posts/a.json"),
        words.other_network_mend.to_owned(),
        (words.other_post)("1", "posts/a.json"),
        words.other_post_mend.to_owned(),
        (words.unreadable)("1", "posts/a.json"),
        words.unreadable_mend.to_owned(),
        (words.copy)("1"),
        words.one_url.to_owned(),
        (words.busy)("content"),
        (words.poorer)("1"),
        words.poorer_mend.to_owned(),
        (words.gone_mend)("posts/a.json", "1"),
        words.mastodon_media_mend.to_owned(),
        (words.timeline_added)(2, "timelines/a.toml"),
        (words.timeline_made)("timelines/a.toml"),
        (words.timeline_line)("a", None),
        (words.timeline_unreadable)("timelines/a.toml", "?"),
        (words.timeline_name)("À"),
        (words.sound)(2, 3),
        (words.no_such_post)("1", Some("2")),
        (words.not_withdrawn)("1", &["posts/a.json".to_owned()]),
        (words.not_withdrawn)("1", &["posts/a.json".to_owned(), "posts/b.json".to_owned()]),
        words.no_reason.to_owned(),
        (words.no_day)("hier"),
        (words.withdrew)("1", "posts/a.json"),
        (words.deleted)(2),
        (words.stays)("media/a.jpg", "posts/b.json"),
        (words.quoted_in)("posts/b.json"),
        (words.look_at)("timelines/a.toml"),
        words.copies.to_owned(),
        words.empty.to_owned(),
        (words.total)(1, 2, 3_400_000),
        (words.archived_on)("28 novembre 2014"),
        words.standard_input.to_owned(),
        words.licence.to_owned(),
    ]
    .into()
}

#[test]
fn both_languages_say_everything() {
    let (french, english) = (sentences(Language::Fr), sentences(Language::En));
    for (french, english) in french.iter().zip(&english) {
        assert!(!french.is_empty() && !english.is_empty());
        assert_ne!(french, english);
    }
}

#[test]
fn french_sentences_have_their_spaces() {
    for sentence in sentences(Language::Fr) {
        assert!(!sentence.contains('\''), "{sentence}");
        for plain in [" ;", " !", " ?", "« ", " »"] {
            assert!(!sentence.contains(plain), "{plain:?} in {sentence}");
        }
        // A directive's colons are no punctuation.
        assert!(!sentence.replace(":::", "").contains(" :"), "{sentence}");
    }
}

#[test]
fn one_file_or_several_agree_with_their_verb() {
    let files = ["posts/a.json".to_owned(), "posts/b.json".to_owned()];
    for (language, one, several) in [
        (
            Language::Fr,
            "posts/a.json n’est pas lu, et peut le montrer",
            "posts/a.json, posts/b.json ne sont pas lus, et peuvent le montrer",
        ),
        (
            Language::En,
            "posts/a.json is not read",
            "posts/a.json, posts/b.json are not read",
        ),
    ] {
        let told = archive_words(language).not_withdrawn;
        assert!(told("1", &files[..1]).contains(one));
        assert!(told("1", &files).contains(several));
    }
}

#[test]
fn sizes_are_told_in_their_unit() {
    let size = archive_words(Language::Fr).size;
    assert_eq!(size(999), "999\u{a0}octets");
    assert_eq!(size(12_345), "12\u{a0}ko");
    assert_eq!(size(12_345_678), "12,3\u{a0}Mo");
}
