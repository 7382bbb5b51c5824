use crate::html::unescape;

#[test]
fn references_become_their_characters() {
    let html = "&amp;&lt;&gt;&quot;&apos;&nbsp;&laquo;&frac12;&hellip;&hearts;&euro;&OElig;";
    assert_eq!(unescape(html), "&<>\"'\u{a0}«½…♥€Œ");
    assert_eq!(
        unescape("&Agrave; No&euml;l, &ccedil;a &eacute;tait l&agrave; &yuml;"),
        "À Noël, ça était là ÿ"
    );
    assert_eq!(unescape("&#233;&#xE9;&#Xe9;&#0233&#xe9"), "ééééé");
    assert_eq!(
        unescape("&#x80;&#146;&#x9f;&#0;&#xD800;&#x110000;&#99999999999;"),
        "€’Ÿ\u{fffd}\u{fffd}\u{fffd}\u{fffd}"
    );
    assert_eq!(unescape("&amp;lt;&amp;#60;"), "&lt;&#60;");
}

#[test]
fn references_of_old_need_no_semicolon() {
    assert_eq!(
        unescape("&amp &lt&gt&copy2 &ltb &hellip &hearts"),
        "& <>©2 <b &hellip &hearts"
    );
}

#[test]
fn what_is_no_reference_stays_as_written() {
    for text in [
        "&",
        "&&",
        "& &;",
        "&#;",
        "&#x;",
        "&#xg;",
        "&unknown;",
        "&copyx;",
        "&é;",
        "a & b",
    ] {
        assert_eq!(unescape(text), text);
    }
}

#[test]
fn controls_are_left_out() {
    assert_eq!(
        unescape("a\0b\u{1}c\u{7f}d\u{85}e\u{feff}f&#1;&#x7f;&#xfeff;g"),
        "abcdefg"
    );
    assert_eq!(unescape("a\tb\nc\r\nd\re\u{c}f"), "a\tb\nc\nd\ne f");
}

#[test]
fn nothing_turns_the_direction_of_what_follows() {
    assert_eq!(
        unescape("\u{202e}a\u{202c}\u{2066}b\u{2069}&#x202e;&#8239;"),
        "ab\u{202f}"
    );
    assert_eq!(unescape("עברית\u{200f}!"), "עברית\u{200f}!");
}
