//! Pictures, posts and timelines.

use kiosque_catalogue::editor::Problem;
use kiosque_model::post::SpanFault;

use super::{FAULTY, assert_problems, problems, s, some};
use crate::{compile, newsroom};

#[test]
fn pictures_that_cannot_be_shown() {
    let found = problems("invalid-pictures");
    let lines: Vec<_> = found
        .iter()
        .map(|(file, line, _)| (file.as_str(), *line))
        .collect();
    assert_eq!(lines, [9, 12, 14, 16, 18].map(|line| (FAULTY, line)));
    let missing = Problem::MediaMissing {
        file: s("prot.svg"),
        suggestion: some("port.svg"),
    };
    assert_eq!(found[0].2, missing);
    assert!(matches!(&found[1].2, Problem::NotAPicture { file, .. } if file == "faux.png"));
    assert!(matches!(&found[2].2, Problem::SvgUnsafe { found, .. } if found == "<script>"));
    assert!(matches!(&found[3].2, Problem::MediaElsewhere { .. }));
    assert_eq!(
        found[4].2,
        Problem::MediaPath {
            file: s("../site.toml")
        }
    );
}

#[test]
fn pictures_without_description_are_warned_of() {
    let missing = || Problem::MissingAlt {
        file: s("media/port.svg"),
    };
    assert_problems(
        "invalid-alt",
        &[(FAULTY, 9, missing()), (FAULTY, 11, missing())],
    );
    let outcome = compile(newsroom("invalid-alt").path(), false);
    assert!(outcome.edition.is_some());
}

#[test]
fn posts_that_are_wrong() {
    let found = problems("invalid-posts");
    assert!(
        matches!(&found[0], (file, 4, Problem::PostJson { .. }) if file == "posts/accolade.json"),
        "{found:?}"
    );
    let rest: Vec<_> = found[1..]
        .iter()
        .map(|(file, line, problem)| (file.as_str(), *line, problem.clone()))
        .collect();
    let mismatch = SpanFault::Mismatch { text: s(" #u") };
    assert_eq!(
        rest,
        [
            (
                "posts/futur.json",
                2,
                Problem::NewerSchema { found: 7, known: 1 }
            ),
            (
                "posts/intervalle.json",
                7,
                Problem::Span { fault: mismatch }
            ),
            (
                "posts/matin.json",
                2,
                Problem::DuplicatePost {
                    id: s("101"),
                    other: s("posts/double.json")
                }
            ),
            (
                "posts/photo.json",
                7,
                Problem::MissingAlt {
                    file: s("media/port.svg")
                }
            ),
            (
                "posts/sans-origine.json",
                2,
                Problem::PostWithoutProvenance { id: s("203") }
            ),
        ]
    );
}

#[test]
fn timelines_that_are_wrong() {
    let found = problems("invalid-timelines");
    let found: Vec<_> = found
        .iter()
        .map(|(file, line, problem)| (file.as_str(), *line, problem.clone()))
        .collect();
    let zone = Problem::UnknownTimeZone {
        zone: s("Europe/Pari"),
        suggestion: some("Europe/Paris"),
    };
    assert_eq!(
        found,
        [
            ("timelines/formes.toml", 4, zone),
            (
                "timelines/inconnu.toml",
                6,
                Problem::UnknownPost {
                    id: s("999888777"),
                    suggestion: None
                }
            ),
            (
                "timelines/inconnu.toml",
                12,
                Problem::PostTwice { id: s("101") }
            ),
            (
                "timelines/vide.toml",
                1,
                Problem::TimelineShape { both: false }
            ),
            (
                "timelines/vide.toml",
                6,
                Problem::UnknownField {
                    field: s("midi"),
                    suggestion: None
                }
            ),
        ]
    );
}
