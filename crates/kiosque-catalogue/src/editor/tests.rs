use super::*;

/// One problem of every shape whose sentence carries something.
fn problems() -> Vec<Problem> {
    let name = || "Aix".to_owned();
    let mut all = vec![
        Problem::SiteMissing,
        Problem::FrontMatterMissing,
        Problem::MissingField {
            field: "slug".into(),
        },
        Problem::UnknownField {
            field: "titel".into(),
            suggestion: Some("title".into()),
        },
        Problem::DateWithoutZone {
            field: "published".into(),
        },
        Problem::UnknownAuthor {
            author: name(),
            suggestion: None,
        },
        Problem::UnknownAuthor {
            author: name(),
            suggestion: Some("Arles".into()),
        },
        Problem::MissingAlt {
            file: "port.svg".into(),
        },
        Problem::PostMediaMissing {
            file: "port.jpg".into(),
            suggestion: None,
        },
        Problem::VideoWithoutSize {
            file: "port.mp4".into(),
        },
        Problem::TimelineShape { both: true },
        Problem::TimelineShape { both: false },
        Problem::NewerEdition { found: 2, known: 1 },
        Problem::Span {
            fault: kiosque_model::post::SpanFault::Overlap { start: 3 },
        },
    ];
    let faults = [
        PermalinkFault::Slashes,
        PermalinkFault::DotSegment,
        PermalinkFault::Reserved("media".into()),
        PermalinkFault::UnknownPart("mois".into()),
    ];
    all.extend(faults.into_iter().map(|fault| Problem::Permalink {
        permalink: "/a/".into(),
        fault,
    }));
    let faults = [
        RedirectFault::Relative,
        RedirectFault::Query,
        RedirectFault::Page(name()),
        RedirectFault::Twice(name()),
        RedirectFault::BelowFile(name()),
        RedirectFault::Chain(name()),
        RedirectFault::Target(name()),
    ];
    all.extend(faults.into_iter().map(|fault| Problem::Redirect {
        address: "/ancien/".into(),
        fault,
    }));
    let link = || "https://ailleurs.example/a".to_owned();
    let doubts = [
        LinkDoubt::Status(403),
        LinkDoubt::Late,
        LinkDoubt::Loop,
        LinkDoubt::Connection("tls".into()),
    ];
    all.extend(doubts.map(|doubt| Problem::OutsideLinkUnclear {
        link: link(),
        doubt,
    }));
    all.extend([
        Problem::OutsideLinkGone {
            link: link(),
            status: 404,
        },
        Problem::OutsideHostUnknown {
            link: link(),
            host: name(),
        },
        Problem::OutsideLinkMoved {
            link: link(),
            to: link(),
        },
        Problem::UnknownFragment {
            fragment: name(),
            suggestion: None,
        },
        Problem::UnknownFragment {
            fragment: name(),
            suggestion: Some(name()),
        },
    ]);
    all.push(Problem::Origin {
        written: name(),
        suggestion: None,
    });
    all.push(Problem::HostName {
        written: name(),
        suggestion: None,
    });
    all.extend(of_services());
    all.extend(of_the_pocket_edition());
    let expected = [
        ExpectedValue::Text,
        ExpectedValue::Instant,
        ExpectedValue::Count,
        ExpectedValue::Comments,
    ];
    all.extend(expected.into_iter().map(|expected| Problem::WrongValue {
        field: "title".into(),
        expected,
    }));
    all
}

/// Problems with live coverage and the pocket edition.
fn of_the_pocket_edition() -> [Problem; 4] {
    [
        Problem::NumberOutside {
            field: "pace".into(),
            least: 10,
            most: 3600,
        },
        Problem::ShortNameLong {
            name: "Le Journal de la Ville".into(),
            characters: 22,
        },
        Problem::IconShape {
            file: "icone.png".into(),
            width: 256,
            height: 200,
        },
        Problem::ScreenshotShape {
            file: "capture.png".into(),
            width: 200,
            height: 900,
        },
    ]
}

/// Problems with comments and newsletter.
fn of_services() -> Vec<Problem> {
    let name = || "https://commentaires.example".to_owned();
    let mut all = vec![
        Problem::UnknownDriver {
            driver: "iso".into(),
            known: &["isso", "wordpress"],
            suggestion: Some("isso".into()),
        },
        Problem::UnknownDriver {
            driver: "disqus".into(),
            known: &["isso", "wordpress"],
            suggestion: None,
        },
        Problem::FormAddress { written: name() },
        Problem::ListUuid { written: name() },
        Problem::CommentsPostUnused,
        Problem::DuplicateCommentsPost {
            number: 12,
            other: "articles/a.md".into(),
        },
    ];
    all.extend([true, false].map(|path| Problem::ServiceAddress {
        written: name(),
        path,
        suggestion: None,
    }));
    let faults = [
        ServiceFault::Connection("refused".into()),
        ServiceFault::Late,
        ServiceFault::Status(500),
        ServiceFault::Moved(name()),
        ServiceFault::Unreadable,
        ServiceFault::TooLong,
    ];
    let printed = [
        (2, Some("28 novembre 2014".to_owned())),
        (1, None),
        (12, None),
    ];
    for fault in faults {
        all.extend(
            printed
                .clone()
                .map(|(unread, kept)| Problem::CommentsUnasked {
                    address: name(),
                    fault: fault.clone(),
                    printed: Unasked {
                        unread,
                        of: 12,
                        kept,
                    },
                }),
        );
    }
    all
}

#[test]
fn every_problem_says_what_is_wrong_and_what_to_do() {
    for problem in problems() {
        for language in [Language::Fr, Language::En] {
            assert!(problem.message(language).chars().count() > 8, "{problem:?}");
            assert!(problem.mend(language).chars().count() > 8, "{problem:?}");
        }
        assert_ne!(problem.message(Language::Fr), problem.message(Language::En));
    }
}

#[test]
fn french_has_its_spaces_and_apostrophes() {
    for problem in problems() {
        for sentence in [problem.message(Language::Fr), problem.mend(Language::Fr)] {
            assert!(!sentence.contains('\''), "straight apostrophe: {sentence}");
            for plain in [" ;", " !", " ?", " : ", "« ", " »"] {
                assert!(
                    !sentence.contains(plain),
                    "breakable space {plain:?}: {sentence}"
                );
            }
        }
    }
}

#[test]
fn a_suggestion_takes_the_place_of_general_advice() {
    let problem = |suggestion| Problem::UnknownAuthor {
        author: "Marse".into(),
        suggestion,
    };
    let mend = problem(Some("marie".into())).mend(Language::En);
    assert_eq!(mend, "Did you mean “marie”?");
    assert!(problem(None).mend(Language::En).contains("[[authors]]"));
}

#[test]
fn only_what_readers_can_do_without_lets_an_edition_through() {
    for problem in problems() {
        let expected = match problem {
            Problem::MissingAlt { .. }
            | Problem::PostMediaMissing { .. }
            | Problem::VideoWithoutSize { .. }
            | Problem::UnknownFragment { .. }
            | Problem::CommentsUnasked { .. }
            | Problem::ShortNameLong { .. }
            | Problem::ScreenshotShape { .. }
            | Problem::OutsideLinkMoved { .. } => Severity::Warning,
            Problem::OutsideLinkUnclear { .. } => Severity::Note,
            _ => Severity::Error,
        };
        assert_eq!(problem.severity(), expected, "{problem:?}");
    }
}

#[test]
fn codes_are_for_programs() {
    let codes = [
        Problem::SiteMissing,
        Problem::NotUtf8,
        Problem::MissingAlt { file: "a".into() },
    ]
    .map(|problem| problem.code());
    assert_eq!(codes, ["site-missing", "not-utf8", "missing-alt"]);
}
