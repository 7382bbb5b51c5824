//! Old addresses, headers, and the files for web servers.

use std::collections::BTreeMap;
use std::fs;

use kiosque_catalogue::editor::{PermalinkFault, Problem, RedirectFault};
use kiosque_press::edition::Edition;
use kiosque_press::hosting::{self, ContentSecurity, Security};
use kiosque_press::site_file::SiteFile;

use crate::problems::{assert_problems, s, some};
use crate::{edition, newsroom, write_article};

/// The sound newsroom with old addresses of every shape.
fn moved() -> Edition {
    let folder = newsroom("minimal");
    let settings = folder.path().join("site.toml");
    let text = fs::read_to_string(&settings).unwrap();
    let more = r#"
[[redirects]]
from = "/été/à Aix"
to = "article:concert#l’été"

[[redirects]]
from = "/feed/"
to = "/feed.xml"

[[redirects]]
from = "/boutique/"
to = "https://boutique.example/?a=1&b={x}"

[security]
connect = ["https://Commentaires.example"]
forms = ["https://lettre.example"]
"#;
    fs::write(&settings, text + more).unwrap();
    let aliases = r#"aliases = ["/2014/ancien.html", "/index.php/archives/12", "/vieux/$uri;}/"]"#;
    write_article(folder.path(), "neuf", 27, aliases, "Du texte.");
    let hidden = "aliases = [\"/a-venir/\"]\ndraft = true";
    write_article(folder.path(), "cache", 27, hidden, "Du texte.");
    edition(folder.path(), false)
}

fn written(edition: &Edition) -> BTreeMap<String, String> {
    let policy = ContentSecurity::new(&edition.security);
    let text = |file: SiteFile<'_>| {
        let bytes = (file.make)().unwrap();
        (file.path, String::from_utf8(bytes).unwrap())
    };
    let files = hosting::files(edition, &policy);
    files.into_iter().map(text).collect()
}

#[test]
fn old_addresses_lead_to_the_last_one() {
    let edition = moved();
    let redirects: Vec<_> = edition
        .redirects
        .iter()
        .map(|redirect| (redirect.from.url(), redirect.to.as_str()))
        .collect();
    let concert = "/2014/%C3%A9t%C3%A9%20%C3%A0%20Aix/concert/#l%E2%80%99%C3%A9t%C3%A9";
    assert_eq!(
        redirects,
        [
            (s("/%C3%A9t%C3%A9/%C3%A0%20Aix"), concert),
            (s("/feed/"), "/feed.xml"),
            (s("/boutique/"), "https://boutique.example/?a=1&b=%7Bx%7D"),
            (s("/2014/ancien.html"), "/ville/neuf/"),
            (s("/index.php/archives/12"), "/ville/neuf/"),
            (s("/vieux/$uri;%7D/"), "/ville/neuf/"),
        ]
    );
    assert_eq!(
        edition.security,
        Security {
            connect: vec![s("https://commentaires.example")],
            images: vec![],
            forms: vec![s("https://lettre.example")],
        }
    );
}

#[test]
fn a_page_is_printed_at_each_old_address() {
    let files = written(&moved());
    let names: Vec<_> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            ".hosting/Caddyfile",
            ".hosting/nginx.conf",
            ".nojekyll",
            "2014/ancien.html",
            "_headers",
            "_redirects",
            "boutique/index.html",
            "feed/index.html",
            "index.php/archives/12/index.html",
            "vieux/$uri;}/index.html",
            "été/à Aix/index.html",
        ]
    );
    let page = &files["2014/ancien.html"];
    for part in [
        "<html lang=\"fr\">",
        "<meta name=\"robots\" content=\"noindex\">",
        "<link rel=\"canonical\" href=\"https://kiosque.example/ville/neuf/\">",
        "<meta http-equiv=\"refresh\" content=\"0; url=/ville/neuf/\">",
        "<a href=\"/ville/neuf/\">neuf</a>",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    let outside = &files["boutique/index.html"];
    assert!(
        outside.contains("href=\"https://boutique.example/?a=1&amp;b=%7Bx%7D\""),
        "{outside}"
    );
}

#[test]
fn hosts_with_patterns_read_one_line_a_redirect() {
    let files = written(&moved());
    let lines: Vec<_> = files["_redirects"]
        .lines()
        .filter(|line| line.starts_with('/'))
        .collect();
    assert_eq!(lines.len(), 6);
    assert!(
        lines.contains(&"/2014/ancien.html /ville/neuf/ 301"),
        "{lines:?}"
    );
    assert!(lines.iter().all(|line| line.split(' ').count() == 3));

    let headers = &files["_headers"];
    for line in [
        "/*",
        "  X-Content-Type-Options: nosniff",
        "/media/*",
        "  Cache-Control: public, max-age=31536000, immutable",
        "/*feed.xml",
    ] {
        assert!(
            headers.lines().any(|found| found == line),
            "{line}: {headers}"
        );
    }
    // Cloudflare Pages reads lines of 2000 characters.
    assert!(headers.lines().all(|line| line.len() < 2000));
    assert!(headers.contains("connect-src 'self' https://commentaires.example;"));
}

#[test]
fn more_redirects_than_a_host_takes_are_left_to_their_pages() {
    let folder = newsroom("minimal");
    let aliases: Vec<_> = (0..2100).map(|n| format!("\"/vieux/{n}/\"")).collect();
    let matter = format!("aliases = [{}]", aliases.join(", "));
    write_article(folder.path(), "neuf", 27, &matter, "Du texte.");
    let files = written(&edition(folder.path(), false));
    let redirects = &files["_redirects"];
    let lines = redirects.lines().filter(|line| line.starts_with('/'));
    assert_eq!(lines.count(), 2000);
    assert!(redirects.contains("les 100 autres"), "{redirects}");
    assert!(files.contains_key("vieux/2099/index.html"));
    assert!(files[".hosting/nginx.conf"].contains("location = \"/vieux/2099/\""));
}

#[test]
fn redirects_and_origins_that_cannot_be() {
    const SITE: &str = "site.toml";
    const FAULTY: &str = "articles/fautif.md";
    let redirect = |address: &str, fault| Problem::Redirect {
        address: s(address),
        fault,
    };
    let origin = |written: &str, suggestion| Problem::Origin {
        written: s(written),
        suggestion,
    };
    let twice = |address, file| redirect(address, RedirectFault::Twice(s(file)));
    let reserved = Problem::Permalink {
        permalink: s("/media/photo.jpg"),
        fault: PermalinkFault::Reserved(s("media")),
    };
    let meant = some("https://commentaires.example");
    assert_problems(
        "invalid-redirects",
        &[
            (FAULTY, 7, redirect("/ville/", RedirectFault::Page(s(SITE)))),
            (FAULTY, 7, twice("/a", SITE)),
            (FAULTY, 7, redirect("ancien/", RedirectFault::Relative)),
            (FAULTY, 7, twice("/deux", FAULTY)),
            (SITE, 35, redirect("/?p=123", RedirectFault::Query)),
            (
                SITE,
                39,
                redirect(
                    "/ville/visite",
                    RedirectFault::Page(s("articles/visite.md")),
                ),
            ),
            (SITE, 44, redirect("/a/", RedirectFault::Chain(s("/b/")))),
            (SITE, 48, redirect("/b/", RedirectFault::Chain(s("/a/")))),
            (
                SITE,
                52,
                redirect("/moi/", RedirectFault::Chain(s("/moi/"))),
            ),
            (
                SITE,
                56,
                redirect("/c/", RedirectFault::Target(s("http://ailleurs.example/"))),
            ),
            (
                SITE,
                60,
                Problem::UnknownPage {
                    link: s("/vile/"),
                    suggestion: some("/ville/"),
                },
            ),
            (
                SITE,
                64,
                Problem::UnpublishedArticle {
                    slug: s("brouillon"),
                },
            ),
            (
                SITE,
                71,
                redirect("/f.html/suite", RedirectFault::BelowFile(s("/f.html"))),
            ),
            (SITE, 75, reserved),
            (
                SITE,
                81,
                Problem::UnknownField {
                    field: s("code"),
                    suggestion: None,
                },
            ),
            (SITE, 84, origin("https://commentaires.example/api", meant)),
            (SITE, 85, origin("*", None)),
            (SITE, 86, origin("https://lettre.example;script-src", None)),
            (
                SITE,
                87,
                Problem::UnknownField {
                    field: s("scripts"),
                    suggestion: None,
                },
            ),
        ],
    );
}
