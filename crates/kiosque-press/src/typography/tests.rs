use super::*;

fn fr(words: &str) -> String {
    plain(Language::Fr, words)
}

#[test]
fn french_spaces_high_punctuation() {
    let cases = [
        ("Bonjour !", "Bonjour\u{202f}!"),
        ("Bonjour!", "Bonjour\u{202f}!"),
        ("Quoi ?!", "Quoi\u{202f}?!"),
        ("Un ; deux", "Un\u{202f}; deux"),
        ("Dessin : Kiosque", "Dessin\u{a0}: Kiosque"),
        ("Dessin: Kiosque", "Dessin\u{a0}: Kiosque"),
        ("(Vraiment ?)", "(Vraiment\u{202f}?)"),
        ("(?)", "(?)"),
        ("Vraiment ?, dit-il", "Vraiment\u{202f}?, dit-il"),
        ("!", "!"),
    ];
    for (written, set) in cases {
        assert_eq!(fr(written), set, "{written}");
    }
}

#[test]
fn french_quotes_and_apostrophes() {
    let cases = [
        ("\"Oui\", dit-il", "«\u{202f}Oui\u{202f}», dit-il"),
        ("l'\"été\"", "l’«\u{202f}été\u{202f}»"),
        ("«Oui»", "«\u{202f}Oui\u{202f}»"),
        ("« Oui »", "«\u{202f}Oui\u{202f}»"),
        ("«\u{a0}Oui\u{a0}»", "«\u{202f}Oui\u{202f}»"),
        ("« Le \"fil\" ici »", "«\u{202f}Le “fil” ici\u{202f}»"),
        ("\"Quoi ?\"", "«\u{202f}Quoi\u{202f}?\u{202f}»"),
        ("Aujourd'hui, c'est l'été...", "Aujourd’hui, c’est l’été…"),
        ("un écran de 5\" et rien", "un écran de 5\" et rien"),
        ("Suite....", "Suite...."),
    ];
    for (written, set) in cases {
        assert_eq!(fr(written), set, "{written}");
    }
}

#[test]
fn addresses_times_and_inner_punctuation_are_left_alone() {
    for same in [
        "http://a.fr/?q=1;b!c:d",
        "www.a.fr/x?y=1",
        "redaction@kiosque.example",
        "à 9:05 précises",
        "un rapport 16:9",
        "Kiosque::Press",
        "a;b",
    ] {
        assert_eq!(fr(same), same);
    }
    assert_eq!(fr("Voir http://a.fr/?q !"), "Voir http://a.fr/?q\u{202f}!");
    assert_eq!(fr("(https://a.fr/b'c)"), "(https://a.fr/b'c)");
}

#[test]
fn setting_twice_changes_nothing() {
    for language in [Language::Fr, Language::En] {
        for words in [
            "« Oui ! », dit-il : \"non ?\" ; l'été...",
            "\"a \"b\" c\"",
            "It's \"fine\", 'really'...",
            "«a»!",
            "Un «\u{202f}fil\u{202f}» ; 'x' !",
            "\"Quoi ?\" : « \"x\" »",
        ] {
            let once = plain(language, words);
            assert_eq!(plain(language, &once), once, "{words}");
        }
    }
}

#[test]
fn sentences_are_seen_across_runs() {
    use Run::{Break, Opaque, Words};
    let set_fr = |runs: &[Run<'_>]| set(Language::Fr, runs).join("|");
    assert_eq!(
        set_fr(&[Words("Un "), Words("mot"), Words(" !")]),
        "Un |mot|\u{202f}!"
    );
    assert_eq!(
        set_fr(&[Words("Un "), Words("mot"), Words("!")]),
        "Un |mot|\u{202f}!"
    );
    assert_eq!(
        set_fr(&[Words("Lancez "), Opaque, Words(" !")]),
        "Lancez ||\u{202f}!"
    );
    assert_eq!(
        set_fr(&[Words("\""), Words("Oui"), Words("\" dit-il")]),
        "«\u{202f}|Oui|\u{202f}» dit-il"
    );
    assert_eq!(
        set_fr(&[Words("«"), Words(" Oui"), Words(" »")]),
        "«\u{202f}|Oui|\u{202f}»"
    );
    assert_eq!(set_fr(&[Words("mot "), Words(" !")]), "mot|\u{202f}!");
    assert_eq!(
        set_fr(&[Words("un"), Break, Words("deux : trois")]),
        "un||deux\u{a0}: trois"
    );
}

#[test]
fn english_has_curly_quotes_and_no_spaces() {
    let en = |words| plain(Language::En, words);
    assert_eq!(en("It's \"fine\"!"), "It’s “fine”!");
    assert_eq!(en("'Yes,' she said..."), "‘Yes,’ she said…");
    assert_eq!(en("the '90s (\"the best\")"), "the ’90s (“the best”)");
    assert_eq!(en("a 5\" screen"), "a 5\" screen");
    assert_eq!(en("\"in 2014\" and"), "“in 2014” and");
}
