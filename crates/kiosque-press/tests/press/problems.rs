//! Every problem is told, in its file and at its line.

mod archive;
mod folder;

use kiosque_catalogue::editor::{ExpectedValue, PermalinkFault, Problem, Severity};

use crate::{compile, newsroom};

/// What is wrong in a site: file, line (0 for a whole file), problem.
fn problems(site: &str) -> Vec<(String, usize, Problem)> {
    let folder = newsroom(site);
    let outcome = compile(folder.path(), false);
    let errors = outcome
        .diagnostics
        .iter()
        .any(|found| found.severity == Severity::Error);
    assert_eq!(
        outcome.edition.is_none(),
        errors,
        "an edition is printed unless there is an error"
    );
    outcome
        .diagnostics
        .into_iter()
        .map(|found| {
            (
                found.file,
                found.place.map_or(0, |place| place.line),
                found.problem,
            )
        })
        .collect()
}

pub(crate) fn assert_problems(site: &str, expected: &[(&str, usize, Problem)]) {
    let found = problems(site);
    let found: Vec<_> = found
        .iter()
        .map(|(file, line, problem)| (file.as_str(), *line, problem.clone()))
        .collect();
    assert_eq!(found, expected, "{site}");
}

pub(crate) fn s(text: &str) -> String {
    text.to_owned()
}

pub(crate) fn some(text: &str) -> Option<String> {
    Some(s(text))
}

const FAULTY: &str = "articles/fautif.md";

#[test]
fn the_sound_newsroom_has_none() {
    assert_problems("minimal", &[]);
}

#[test]
fn front_matter_that_does_not_parse() {
    let found = problems("invalid-front-matter");
    assert!(
        matches!(&found[0], (file, 3, Problem::Toml { .. }) if file == FAULTY),
        "{found:?}"
    );
    assert!(
        found.contains(&(s("articles/ouvert.md"), 1, Problem::FrontMatterUnclosed))
            && found.contains(&(s("articles/sans.md"), 1, Problem::FrontMatterMissing)),
        "{found:?}"
    );
}

#[test]
fn one_mistake_hides_no_other_and_blames_no_neighbour() {
    assert_problems(
        "invalid-together",
        &[
            (
                FAULTY,
                4,
                Problem::UnknownSection {
                    section: s("vile"),
                    suggestion: some("ville"),
                },
            ),
            (
                FAULTY,
                6,
                Problem::DateWithoutZone {
                    field: s("published"),
                },
            ),
            (
                FAULTY,
                8,
                Problem::UnknownArticle {
                    slug: s("vsite"),
                    suggestion: some("visite"),
                },
            ),
        ],
    );
}

#[test]
fn settings_of_an_article() {
    assert_problems(
        "invalid-settings",
        &[
            (FAULTY, 2, Problem::MissingField { field: s("slug") }),
            (
                FAULTY,
                3,
                Problem::UnknownSection {
                    section: s("vile"),
                    suggestion: some("ville"),
                },
            ),
            (
                FAULTY,
                4,
                Problem::UnknownAuthor {
                    author: s("redacton"),
                    suggestion: some("redaction"),
                },
            ),
            (
                FAULTY,
                5,
                Problem::UnknownField {
                    field: s("publised"),
                    suggestion: some("published"),
                },
            ),
            (
                FAULTY,
                6,
                Problem::DateWithoutZone {
                    field: s("published"),
                },
            ),
            (
                FAULTY,
                7,
                Problem::WrongValue {
                    field: s("draft"),
                    expected: ExpectedValue::Flag,
                },
            ),
        ],
    );
}

#[test]
fn slugs_that_are_malformed_or_taken() {
    assert_problems(
        "invalid-slug",
        &[(
            FAULTY,
            3,
            Problem::MalformedSlug {
                slug: s("Été 2014"),
                suggestion: s("ete-2014"),
            },
        )],
    );
    assert_problems(
        "invalid-slug-duplicate",
        &[(
            "articles/zebre.md",
            3,
            Problem::DuplicateSlug {
                slug: s("visite"),
                other: s("articles/visite.md"),
            },
        )],
    );
}

#[test]
fn permalinks_that_are_taken() {
    let taken = |permalink: &str, other: &str| Problem::DuplicatePermalink {
        permalink: s(permalink),
        other: s(other),
    };
    assert_problems(
        "invalid-permalink-duplicate",
        &[
            ("articles/rubrique.md", 7, taken("/culture/", "site.toml")),
            (
                "articles/zebre.md",
                7,
                taken("/ville/visite/", "articles/visite.md"),
            ),
        ],
    );
}

#[test]
fn permalinks_that_are_unfit() {
    let unfit = |permalink: &str, fault| Problem::Permalink {
        permalink: s(permalink),
        fault,
    };
    assert_problems(
        "invalid-permalink",
        &[
            (
                "articles/encode.md",
                7,
                unfit("/visite/%2e%2e/", PermalinkFault::DotSegment),
            ),
            (
                "articles/remontant.md",
                7,
                unfit("/2014/../../etc/", PermalinkFault::DotSegment),
            ),
            (
                "articles/reserve.md",
                7,
                unfit("/media/visite/", PermalinkFault::Reserved(s("media"))),
            ),
            (
                "articles/sans-barre.md",
                7,
                unfit("/visite", PermalinkFault::Slashes),
            ),
        ],
    );
}

#[test]
fn links_that_lead_nowhere() {
    assert_problems(
        "invalid-links",
        &[
            (
                FAULTY,
                8,
                Problem::UnknownArticle {
                    slug: s("vsite"),
                    suggestion: some("visite"),
                },
            ),
            (
                FAULTY,
                8,
                Problem::UnpublishedArticle {
                    slug: s("brouillon"),
                },
            ),
            (
                FAULTY,
                9,
                Problem::UnknownPage {
                    link: s("/ville/visit/"),
                    suggestion: some("/ville/visite/"),
                },
            ),
            (FAULTY, 12, Problem::RelativeLink { link: s("visite/") }),
            (
                FAULTY,
                12,
                Problem::LinkScheme {
                    link: s("javascript:alert"),
                },
            ),
            (FAULTY, 15, Problem::HtmlRefused { tag: s("iframe") }),
        ],
    );
}

#[test]
fn directives_that_are_wrong() {
    let missing = |directive: &str, attribute| Problem::MissingAttribute {
        directive: s(directive),
        attribute,
    };
    assert_problems(
        "invalid-directives",
        &[
            (
                FAULTY,
                8,
                Problem::UnknownDirective {
                    name: s("figur"),
                    suggestion: some("figure"),
                },
            ),
            (FAULTY, 11, missing("figure", "src")),
            (FAULTY, 14, missing("encadré", "title")),
            (
                FAULTY,
                18,
                Problem::UnknownTimeline {
                    name: s("jounee"),
                    suggestion: some("journee"),
                },
            ),
            (
                FAULTY,
                21,
                Problem::UnknownTimelineSection {
                    section: s("soirée"),
                    timeline: s("journee"),
                    suggestion: None,
                },
            ),
            (FAULTY, 24, Problem::DateWithoutZone { field: s("date") }),
            (
                FAULTY,
                28,
                Problem::UnclosedDirective { name: s("exergue") },
            ),
        ],
    );
}
