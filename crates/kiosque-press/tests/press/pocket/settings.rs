//! Settings of the pocket edition and of live coverage that cannot be.

use std::fs;

use kiosque_catalogue::editor::{ExpectedValue, PermalinkFault, Problem};

use crate::problems::s;
use crate::voices::with_settings;
use crate::{compile, newsroom, write_article};

/// What is wrong with settings that stand below those of the sound newsroom: line below, problem.
fn problems(settings: &str, pictures: &[(&str, u32, u32)]) -> Vec<(usize, Problem)> {
    let sound = fs::read_to_string(newsroom("minimal").path().join("site.toml")).unwrap();
    let folder = with_settings(settings);
    for (name, width, height) in pictures {
        let path = folder.path().join("media").join(name);
        image::RgbImage::new(*width, *height).save(path).unwrap();
    }
    let diagnostics = compile(folder.path(), false).diagnostics;
    diagnostics
        .into_iter()
        .map(|found| {
            assert_eq!(found.file, "site.toml");
            let line = found.place.unwrap().line;
            (line - sound.lines().count() - 1, found.problem)
        })
        .collect()
}

#[test]
fn a_pace_that_no_reader_or_no_host_bears() {
    let outside = || Problem::NumberOutside {
        field: s("pace"),
        least: 10,
        most: 3600,
    };
    for pace in ["9", "3601", "-30", "\"30\"", "30.5"] {
        let found = problems(&format!("[live]\npace = {pace}"), &[]);
        assert_eq!(found, [(2, outside())], "{pace}");
    }
    for pace in [10, 30, 3600] {
        assert_eq!(problems(&format!("[live]\npace = {pace}"), &[]), []);
    }
    let unknown = problems("[live]\nspeed = 30", &[]);
    assert!(
        matches!(&unknown[..], [(2, Problem::UnknownField { .. })]),
        "{unknown:?}"
    );
}

#[test]
fn what_the_pocket_edition_cannot_be_made_of() {
    let settings = "[pocket]\n\
        short_name = \"Un nom qui ne tient sous aucune icône\"\n\
        icon = \"large.png\"\n\
        articles = 31\n\
        worker = \"non\"\n\
        [[pocket.screenshots]]\n\
        file = \"longue.png\"\n\
        label = \"Longue\"\n\
        [[pocket.screenshots]]\n\
        file = \"port.svg\"\n\
        label = \"Dessin\"\n\
        [[pocket.screenshots]]\n\
        file = \"absente.png\"\n";
    let found = problems(
        settings,
        &[("large.png", 600, 500), ("longue.png", 400, 1200)],
    );
    assert_eq!(
        found,
        [
            (
                2,
                Problem::ShortNameLong {
                    name: s("Un nom qui ne tient sous aucune icône"),
                    characters: 37,
                }
            ),
            (
                3,
                Problem::IconShape {
                    file: s("large.png"),
                    width: 600,
                    height: 500,
                }
            ),
            (
                4,
                Problem::NumberOutside {
                    field: s("articles"),
                    least: 0,
                    most: 30,
                }
            ),
            (
                5,
                Problem::WrongValue {
                    field: s("worker"),
                    expected: ExpectedValue::Flag,
                }
            ),
            (
                7,
                Problem::ScreenshotShape {
                    file: s("longue.png"),
                    width: 400,
                    height: 1200,
                }
            ),
            (
                10,
                Problem::MediaKind {
                    file: s("port.svg"),
                    accepted: "PNG, JPEG, WebP",
                }
            ),
            (12, Problem::MissingField { field: s("label") }),
        ]
    );
}

#[test]
fn what_icons_can_be_drawn_from() {
    let icon = |file: &str| format!("[pocket]\nicon = \"{file}\"");
    let shape = |file: &str, width, height| Problem::IconShape {
        file: s(file),
        width,
        height,
    };
    assert_eq!(problems(&icon("a.png"), &[("a.png", 512, 512)]), []);
    assert_eq!(
        problems(&icon("a.png"), &[("a.png", 511, 511)]),
        [(2, shape("a.png", 511, 511))]
    );
    assert_eq!(problems(&icon("portrait.svg"), &[]), []);
    let photo = problems(&icon("a.jpg"), &[("a.jpg", 600, 600)]);
    assert!(
        matches!(&photo[..], [(2, Problem::MediaKind { .. })]),
        "{photo:?}"
    );
    let gone = problems(&icon("a.png"), &[]);
    assert!(
        matches!(&gone[..], [(2, Problem::MediaMissing { .. })]),
        "{gone:?}"
    );
    let outside = problems(&icon("../site.toml"), &[]);
    assert!(
        matches!(&outside[..], [(2, Problem::MediaPath { .. })]),
        "{outside:?}"
    );
}

#[test]
fn no_page_stands_where_the_pocket_edition_does() {
    let folder = newsroom("minimal");
    for (index, taken) in [
        "sw.js",
        "icons",
        "pocket.json",
        "shell.html",
        "sw-off",
        "manifest.webmanifest",
    ]
    .into_iter()
    .enumerate()
    {
        let matter = format!("permalink = \"/{taken}/\"");
        write_article(folder.path(), &format!("a-{index}"), 3, &matter, "Texte.");
    }
    let own = "permalink = \"/lectures/\"";
    write_article(folder.path(), "lu", 3, own, "Texte.");
    write_article(
        folder.path(),
        "ancien",
        4,
        "aliases = [\"/hors-ligne\"]",
        "Texte.",
    );
    let found = compile(folder.path(), false).diagnostics;
    let reserved = found.iter().filter(|found| {
        matches!(
            &found.problem,
            Problem::Permalink {
                fault: PermalinkFault::Reserved(_),
                ..
            }
        )
    });
    assert_eq!(reserved.count(), 6, "{found:#?}");
    assert!(found.iter().any(|found| matches!(
        &found.problem,
        Problem::DuplicatePermalink { permalink, .. } if permalink == "/lectures/"
    )));
    assert!(
        found
            .iter()
            .any(|found| matches!(&found.problem, Problem::Redirect { .. })),
        "{found:#?}"
    );
}
