//! Every problem is told, in its file and at its line.

use kiosque_catalogue::editor::{ExpectedValue, PermalinkFault, Problem, Severity};
use kiosque_model::post::SpanFault;

use crate::{compile, newsroom};

/// What is wrong in a site: file, line (0 for a whole file), problem.
fn problems(site: &str) -> Vec<(String, usize, Problem)> {
    let folder = newsroom(site);
    let outcome = compile(folder.path(), false);
    let errors = outcome.diagnostics.iter().any(|found| found.severity == Severity::Error);
    assert_eq!(outcome.edition.is_none(), errors, "an edition is printed unless there is an error");
    outcome
        .diagnostics
        .into_iter()
        .map(|found| (found.file, found.place.map_or(0, |place| place.line), found.problem))
        .collect()
}

fn assert_problems(site: &str, expected: &[(&str, usize, Problem)]) {
    let found = problems(site);
    let found: Vec<_> =
        found.iter().map(|(file, line, problem)| (file.as_str(), *line, problem.clone())).collect();
    assert_eq!(found, expected, "{site}");
}

fn s(text: &str) -> String {
    text.to_owned()
}

fn some(text: &str) -> Option<String> {
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
    assert!(matches!(&found[0], (file, 3, Problem::Toml { .. }) if file == FAULTY), "{found:?}");
    assert!(
        found.contains(&(s("articles/ouvert.md"), 1, Problem::FrontMatterUnclosed))
            && found.contains(&(s("articles/sans.md"), 1, Problem::FrontMatterMissing)),
        "{found:?}"
    );
}

#[test]
fn settings_of_an_article() {
    assert_problems(
        "invalid-settings",
        &[
            (FAULTY, 2, Problem::MissingField { field: s("slug") }),
            (FAULTY, 3, Problem::UnknownSection { section: s("vile"), suggestion: some("ville") }),
            (
                FAULTY,
                4,
                Problem::UnknownAuthor { author: s("redacton"), suggestion: some("redaction") },
            ),
            (
                FAULTY,
                5,
                Problem::UnknownField { field: s("publised"), suggestion: some("published") },
            ),
            (FAULTY, 6, Problem::DateWithoutZone { field: s("published") }),
            (
                FAULTY,
                7,
                Problem::WrongValue { field: s("draft"), expected: ExpectedValue::Flag },
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
            Problem::MalformedSlug { slug: s("Été 2014"), suggestion: s("ete-2014") },
        )],
    );
    assert_problems(
        "invalid-slug-duplicate",
        &[(
            "articles/zebre.md",
            3,
            Problem::DuplicateSlug { slug: s("visite"), other: s("articles/visite.md") },
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
            ("articles/zebre.md", 7, taken("/ville/visite/", "articles/visite.md")),
        ],
    );
}

#[test]
fn permalinks_that_are_unfit() {
    let unfit = |permalink: &str, fault| Problem::Permalink { permalink: s(permalink), fault };
    assert_problems(
        "invalid-permalink",
        &[
            ("articles/encode.md", 7, unfit("/visite/%2e%2e/", PermalinkFault::DotSegment)),
            ("articles/remontant.md", 7, unfit("/2014/../../etc/", PermalinkFault::DotSegment)),
            (
                "articles/reserve.md",
                7,
                unfit("/media/visite/", PermalinkFault::Reserved(s("media"))),
            ),
            ("articles/sans-barre.md", 7, unfit("/visite", PermalinkFault::Slashes)),
        ],
    );
}

#[test]
fn links_that_lead_nowhere() {
    assert_problems(
        "invalid-links",
        &[
            (FAULTY, 8, Problem::UnknownArticle { slug: s("vsite"), suggestion: some("visite") }),
            (FAULTY, 8, Problem::UnpublishedArticle { slug: s("brouillon") }),
            (
                FAULTY,
                9,
                Problem::UnknownPage {
                    link: s("/ville/visit/"),
                    suggestion: some("/ville/visite/"),
                },
            ),
            (FAULTY, 12, Problem::RelativeLink { link: s("visite/") }),
            (FAULTY, 12, Problem::LinkScheme { link: s("javascript:alert") }),
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
            (FAULTY, 8, Problem::UnknownDirective { name: s("figur"), suggestion: some("figure") }),
            (FAULTY, 11, missing("figure", "src")),
            (FAULTY, 14, missing("encadré", "title")),
            (
                FAULTY,
                18,
                Problem::UnknownTimeline { name: s("jounee"), suggestion: some("journee") },
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
            (FAULTY, 28, Problem::UnclosedDirective { name: s("exergue") }),
        ],
    );
}

#[test]
fn pictures_that_cannot_be_shown() {
    let found = problems("invalid-pictures");
    let lines: Vec<_> = found.iter().map(|(file, line, _)| (file.as_str(), *line)).collect();
    assert_eq!(lines, [9, 12, 14, 16, 18].map(|line| (FAULTY, line)));
    let missing = Problem::MediaMissing { file: s("prot.svg"), suggestion: some("port.svg") };
    assert_eq!(found[0].2, missing);
    assert!(matches!(&found[1].2, Problem::NotAPicture { file, .. } if file == "faux.png"));
    assert!(matches!(&found[2].2, Problem::SvgUnsafe { found, .. } if found == "<script>"));
    assert!(matches!(&found[3].2, Problem::MediaElsewhere { .. }));
    assert_eq!(found[4].2, Problem::MediaPath { file: s("../site.toml") });
}

#[test]
fn pictures_without_description_are_warned_of() {
    let missing = || Problem::MissingAlt { file: s("media/port.svg") };
    assert_problems("invalid-alt", &[(FAULTY, 9, missing()), (FAULTY, 11, missing())]);
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
            ("posts/futur.json", 2, Problem::NewerSchema { found: 7, known: 1 }),
            ("posts/intervalle.json", 7, Problem::Span { fault: mismatch }),
            (
                "posts/matin.json",
                2,
                Problem::DuplicatePost { id: s("101"), other: s("posts/double.json") }
            ),
            ("posts/photo.json", 7, Problem::MissingAlt { file: s("media/port.svg") }),
            ("posts/sans-origine.json", 2, Problem::PostWithoutProvenance { id: s("203") }),
        ]
    );
}

#[test]
fn timelines_that_are_wrong() {
    let found = problems("invalid-timelines");
    let found: Vec<_> =
        found.iter().map(|(file, line, problem)| (file.as_str(), *line, problem.clone())).collect();
    let zone = Problem::UnknownTimeZone { zone: s("Europe/Pari"), suggestion: some("Europe/Paris") };
    assert_eq!(
        found,
        [
            ("timelines/formes.toml", 4, zone),
            ("timelines/inconnu.toml", 6, Problem::UnknownPost { id: s("999888777"), suggestion: None }),
            ("timelines/inconnu.toml", 12, Problem::PostTwice { id: s("101") }),
            ("timelines/vide.toml", 1, Problem::TimelineShape { both: false }),
            (
                "timelines/vide.toml",
                6,
                Problem::UnknownField { field: s("midi"), suggestion: None }
            ),
        ]
    );
}

#[test]
fn a_site_that_is_wrong_does_not_hide_its_articles() {
    let found = problems("invalid-site");
    let of_site: Vec<_> = found
        .iter()
        .filter(|(file, ..)| file == "site.toml")
        .map(|(_, line, problem)| (*line, problem.clone()))
        .collect();
    assert_eq!(
        of_site,
        [
            (
                4,
                Problem::UnknownTimeZone { zone: s("Europe/Pari"), suggestion: some("Europe/Paris") }
            ),
            (5, Problem::BaseUrl { url: s("kiosque.example/") }),
            (
                7,
                Problem::WrongValue {
                    field: s("articles_per_page"),
                    expected: ExpectedValue::Count
                }
            ),
            (
                8,
                Problem::Permalink {
                    permalink: s("/{mois}/{slug}/"),
                    fault: PermalinkFault::UnknownPart(s("mois"))
                }
            ),
            (16, Problem::MalformedSlug { slug: s("Culture"), suggestion: s("culture") }),
        ]
    );
    assert!(found.iter().any(|(file, line, _)| file == FAULTY && *line == 2), "{found:?}");
    let outcome = compile(newsroom("invalid-site").path(), false);
    assert_eq!(outcome.language, Some(kiosque_model::Language::En));
}

#[test]
fn a_folder_without_site() {
    let folder = newsroom("minimal");
    std::fs::remove_file(folder.path().join("site.toml")).unwrap();
    let outcome = compile(folder.path(), false);
    assert!(outcome.edition.is_none());
    let found: Vec<_> = outcome.diagnostics.into_iter().map(|found| found.problem).collect();
    assert_eq!(found, [Problem::SiteMissing]);
}

#[test]
fn files_that_are_no_text() {
    let folder = newsroom("minimal");
    std::fs::write(folder.path().join("articles/latin.md"), b"+++\ntitle = \"\xe9t\xe9\"\n").unwrap();
    let outcome = compile(folder.path(), false);
    let found: Vec<_> =
        outcome.diagnostics.into_iter().map(|found| (found.file, found.problem)).collect();
    assert_eq!(found, [(s("articles/latin.md"), Problem::NotUtf8)]);
}
