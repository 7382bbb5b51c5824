//! Settings of comments and newsletter that cannot be.

use kiosque_catalogue::editor::{ExpectedValue, PermalinkFault, Problem};

use super::with_settings;
use crate::compile;
use crate::problems::{assert_problems, s, some};
use crate::{newsroom, write_article};

const SITE: &str = "site.toml";
const FAULTY: &str = "articles/fautif.md";

fn unknown(field: &str) -> Problem {
    Problem::UnknownField {
        field: s(field),
        suggestion: None,
    }
}

fn address(written: &str, path: bool, suggestion: Option<&str>) -> Problem {
    Problem::ServiceAddress {
        written: s(written),
        path,
        suggestion: suggestion.map(s),
    }
}

#[test]
fn comments_that_cannot_be() {
    assert_problems(
        "invalid-comments",
        &[
            (
                FAULTY,
                7,
                Problem::WrongValue {
                    field: s("comments"),
                    expected: ExpectedValue::Comments,
                },
            ),
            (
                FAULTY,
                8,
                Problem::WrongValue {
                    field: s("comments_post"),
                    expected: ExpectedValue::Count,
                },
            ),
            (
                SITE,
                35,
                Problem::UnknownDriver {
                    driver: s("iso"),
                    known: &["isso", "wordpress"],
                    suggestion: some("isso"),
                },
            ),
            (
                SITE,
                36,
                address(
                    "http://commentaires.example/",
                    true,
                    Some("https://commentaires.example"),
                ),
            ),
            (SITE, 37, address("/isso", false, None)),
            (
                SITE,
                38,
                Problem::WrongValue {
                    field: s("name_required"),
                    expected: ExpectedValue::Flag,
                },
            ),
        ],
    );
}

#[test]
fn a_newsletter_that_cannot_be() {
    assert_problems(
        "invalid-newsletter",
        &[
            (
                SITE,
                36,
                address(
                    "https://me@lettre.example/?a",
                    true,
                    Some("https://lettre.example"),
                ),
            ),
            (SITE, 37, Problem::ListUuid { written: s("1") }),
            (SITE, 38, unknown("newsletters")),
        ],
    );
}

/// What is wrong in the settings added at line 34, by line.
fn wrong(settings: &str) -> Vec<(usize, Problem)> {
    let folder = with_settings(settings);
    let outcome = compile(folder.path(), false);
    assert!(outcome.edition.is_none());
    let found = outcome.diagnostics.into_iter();
    found
        .map(|found| (found.place.map_or(0, |place| place.line), found.problem))
        .collect()
}

fn missing(field: &str) -> Problem {
    Problem::MissingField { field: s(field) }
}

fn empty(field: &str) -> Problem {
    Problem::EmptyField { field: s(field) }
}

#[test]
fn what_a_service_needs_must_be_there() {
    for (settings, expected) in [
        (
            "[comments]",
            vec![(34, missing("driver")), (34, missing("url"))],
        ),
        (
            "[comments]\ndriver = \"isso\"\nurl = \"/\"",
            vec![(36, address("/", true, Some("/isso")))],
        ),
        ("[newsletter]", vec![(34, missing("driver"))]),
        (
            "[newsletter]\ndriver = \"ghost\"\nlists = []",
            vec![(34, missing("url")), (36, unknown("lists"))],
        ),
        (
            "[newsletter]\ndriver = \"listmonk\"\nurl = \"/listmonk\"",
            vec![(34, missing("lists"))],
        ),
        (
            "[newsletter]\ndriver = \"listmonk\"\nurl = \"/listmonk\"\nlists = []",
            vec![(34, empty("lists"))],
        ),
        (
            "[newsletter]\ndriver = \"form\"\naction = \"http://n.example\"\nfield = \" \"\nurl = \"/a\"",
            vec![
                (
                    36,
                    Problem::FormAddress {
                        written: s("http://n.example"),
                    },
                ),
                (37, empty("field")),
                (38, unknown("url")),
            ],
        ),
        (
            "[newsletter]\ndriver = \"mailchimp\"\nurl = \"/a\"",
            vec![(
                35,
                Problem::UnknownDriver {
                    driver: s("mailchimp"),
                    known: &["ghost", "listmonk", "form"],
                    suggestion: None,
                },
            )],
        ),
        (
            "[routes]\nnewsletter = \"infolettre\"",
            vec![(
                35,
                Problem::Permalink {
                    permalink: s("infolettre"),
                    fault: PermalinkFault::Slashes,
                },
            )],
        ),
        (
            "[routes]\nnewsletter = \"/ville/\"\n[newsletter]\ndriver = \"ghost\"\nurl = \"/ghost\"",
            vec![(
                35,
                Problem::DuplicatePermalink {
                    permalink: s("/ville/"),
                    other: s(SITE),
                },
            )],
        ),
    ] {
        assert_eq!(wrong(settings), expected, "{settings}");
    }
}

#[test]
fn the_number_of_a_wordpress_post_says_nothing_to_isso() {
    let folder = newsroom("comments");
    write_article(folder.path(), "fautif", 27, "comments_post = 4", "Texte.");
    let outcome = compile(folder.path(), false);
    let found: Vec<_> = outcome
        .diagnostics
        .into_iter()
        .map(|found| (found.file, found.problem))
        .collect();
    assert_eq!(found, [(s(FAULTY), Problem::CommentsPostUnused)]);
}

#[test]
fn two_articles_have_no_comments_in_common() {
    let folder = with_settings("[comments]\ndriver = \"wordpress\"\nurl = \"/\"");
    for slug in ["a", "b"] {
        write_article(folder.path(), slug, 27, "comments_post = 4", "Texte.");
    }
    let outcome = compile(folder.path(), false);
    let found: Vec<_> = outcome
        .diagnostics
        .into_iter()
        .map(|found| (found.file, found.problem))
        .collect();
    let problem = Problem::DuplicateCommentsPost {
        number: 4,
        other: s("articles/a.md"),
    };
    assert_eq!(found, [(s("articles/b.md"), problem)]);
}
