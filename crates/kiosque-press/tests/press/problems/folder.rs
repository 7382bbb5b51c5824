//! The folder and its `site.toml`.

use kiosque_catalogue::editor::{ExpectedValue, PermalinkFault, Problem};

use super::{FAULTY, problems, s, some};
use crate::{compile, newsroom};

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
                Problem::UnknownTimeZone {
                    zone: s("Europe/Pari"),
                    suggestion: some("Europe/Paris")
                }
            ),
            (
                5,
                Problem::BaseUrl {
                    url: s("kiosque.example/")
                }
            ),
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
            (
                16,
                Problem::MalformedSlug {
                    slug: s("Culture"),
                    suggestion: s("culture")
                }
            ),
        ]
    );
    assert!(
        found
            .iter()
            .any(|(file, line, _)| file == FAULTY && *line == 2),
        "{found:?}"
    );
    let outcome = compile(newsroom("invalid-site").path(), false);
    assert_eq!(outcome.language, Some(kiosque_model::Language::En));
}

#[test]
fn a_folder_without_site() {
    let folder = newsroom("minimal");
    std::fs::remove_file(folder.path().join("site.toml")).unwrap();
    let outcome = compile(folder.path(), false);
    assert!(outcome.edition.is_none());
    let found: Vec<_> = outcome
        .diagnostics
        .into_iter()
        .map(|found| found.problem)
        .collect();
    assert_eq!(found, [Problem::SiteMissing]);
}

#[test]
fn files_that_are_no_text() {
    let folder = newsroom("minimal");
    std::fs::write(
        folder.path().join("articles/latin.md"),
        b"+++\ntitle = \"\xe9t\xe9\"\n",
    )
    .unwrap();
    let outcome = compile(folder.path(), false);
    let found: Vec<_> = outcome
        .diagnostics
        .into_iter()
        .map(|found| (found.file, found.problem))
        .collect();
    assert_eq!(found, [(s("articles/latin.md"), Problem::NotUtf8)]);
}
