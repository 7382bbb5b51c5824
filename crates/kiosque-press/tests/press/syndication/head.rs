//! The head of each kind of page, read back by an HTML parser.

use std::cell::RefCell;

use kiosque_model::{Badge, Page, PageBody};
use kiosque_press::edition::Edition;
use kiosque_press::head::{self, ShareImage};
use lol_html::{RewriteStrSettings, element, rewrite_str, text};

use super::{LEGAL, VISIT, article_mut, empty, sound, spoiled};
use crate::{edition, newsroom, page, write_article};

pub(super) fn share_image() -> ShareImage {
    ShareImage {
        url: "https://kiosque.example/partage/visite.png".into(),
        width: 1200,
        height: 630,
        alt: "La visite, \"un jour\"".into(),
        mime: "image/png".into(),
    }
}

/// A head's elements with their attributes, and the text of those that have some.
pub(super) struct Read {
    elements: Vec<(String, Vec<(String, String)>)>,
    title: String,
    pub(super) scripts: String,
}

pub(super) fn read(edition: &Edition, page: &Page, image: Option<&ShareImage>) -> Read {
    let metadata = head::metadata(edition, page, image);
    let html = metadata.head + &metadata.structured_data;
    let elements = RefCell::new(Vec::new());
    let (title, scripts) = (RefCell::new(String::new()), RefCell::new(String::new()));
    let settings = RewriteStrSettings {
        element_content_handlers: vec![
            element!("*", |element| {
                let attributes = element
                    .attributes()
                    .iter()
                    .map(|attribute| (attribute.name(), unescaped(&attribute.value())))
                    .collect();
                elements.borrow_mut().push((element.tag_name(), attributes));
                Ok(())
            }),
            text!("title", |chunk| {
                title.borrow_mut().push_str(chunk.as_str());
                Ok(())
            }),
            text!("script", |chunk| {
                scripts.borrow_mut().push_str(chunk.as_str());
                Ok(())
            }),
        ],
        ..RewriteStrSettings::new()
    };
    rewrite_str(&html, settings).unwrap();
    Read {
        elements: elements.into_inner(),
        title: unescaped(&title.into_inner()),
        scripts: scripts.into_inner(),
    }
}

fn unescaped(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

impl Read {
    /// Values of an attribute of the elements that have another one with a value.
    fn values(&self, (key, value): (&str, &str), wanted: &str) -> Vec<&str> {
        let attribute = |attributes: &'_ [(String, String)], name: &str| {
            attributes.iter().position(|(key, _)| key == name)
        };
        self.elements
            .iter()
            .filter_map(|(_, attributes)| {
                let at = attribute(attributes, key)?;
                (attributes[at].1 == value)
                    .then(|| attribute(attributes, wanted).map(|at| attributes[at].1.as_str()))?
            })
            .collect()
    }

    fn meta(&self, name: &str) -> Vec<&str> {
        let key = if name.contains(':') && !name.starts_with("twitter") {
            "property"
        } else {
            "name"
        };
        self.values((key, name), "content")
    }

    fn link(&self, rel: &str) -> Vec<&str> {
        self.values(("rel", rel), "href")
    }
}

#[test]
fn an_article_presents_itself() {
    let edition = sound();
    let head = read(&edition, page(&edition, VISIT), Some(&share_image()));
    assert_eq!(
        head.title,
        format!("{} – Le Petit Kiosque", page(&edition, VISIT).title)
    );
    assert_eq!(
        head.link("canonical"),
        ["https://kiosque.example/ville/visite/"]
    );
    assert_eq!(head.elements[0].0, "title");
    let description = page(&edition, VISIT).description.as_str();
    for (name, values) in [
        ("description", vec![description]),
        ("robots", vec!["max-image-preview:large"]),
        ("og:type", vec!["article"]),
        ("og:title", vec![page(&edition, VISIT).title.as_str()]),
        ("og:description", vec![description]),
        ("og:url", vec!["https://kiosque.example/ville/visite/"]),
        ("og:site_name", vec!["Le Petit Kiosque"]),
        ("og:locale", vec!["fr_FR"]),
        (
            "og:image",
            vec!["https://kiosque.example/partage/visite.png"],
        ),
        ("og:image:width", vec!["1200"]),
        ("og:image:alt", vec!["La visite, \"un jour\""]),
        ("article:published_time", vec!["2014-11-28T09:05:00+01:00"]),
        ("article:modified_time", vec!["2014-12-01T08:00:00+01:00"]),
        ("article:section", vec!["Ville"]),
        ("article:tag", vec!["visite", "French Tech"]),
        (
            "article:author",
            vec![
                "https://kiosque.example/auteur/redaction/",
                "https://kiosque.example/auteur/marie-durand/",
            ],
        ),
        ("twitter:card", vec!["summary_large_image"]),
        ("twitter:image:alt", vec!["La visite, \"un jour\""]),
    ] {
        assert_eq!(head.meta(name), values, "{name}");
    }
    assert_eq!(head.link("alternate"), ["/atom.xml", "/ville/atom.xml"]);
    assert_eq!(
        head.values(("rel", "alternate"), "title"),
        ["Le Petit Kiosque (Atom)", "Ville – Le Petit Kiosque (Atom)"]
    );
}

#[test]
fn pages_of_a_list_know_their_own_address_and_their_feeds() {
    let folder = newsroom("minimal");
    for day in 1..15 {
        write_article(folder.path(), &format!("jour-{day}"), day, "", "Texte.");
    }
    let edition = edition(folder.path(), false);
    let second = read(&edition, page(&edition, "ville/page/2/page.json"), None);
    let url = "https://kiosque.example/ville/";
    assert_eq!(second.link("canonical"), [format!("{url}page/2/")]);
    // Firefox fetches what these name before anyone asks.
    assert!(second.link("prev").is_empty() && second.link("next").is_empty());
    assert_eq!(
        second.link("alternate"),
        [
            "/ville/feed.xml",
            "/ville/atom.xml",
            "/ville/feed.json",
            "/atom.xml"
        ]
    );
    assert_eq!(second.meta("twitter:card"), ["summary"]);
    let front = read(&edition, page(&edition, "page.json"), None);
    assert_eq!(front.title, "Le Petit Kiosque");
    assert_eq!(
        front.link("alternate"),
        ["/feed.xml", "/atom.xml", "/feed.json"]
    );
    assert_eq!(front.meta("og:type"), ["website"]);
    let author = read(
        &edition,
        page(&edition, "auteur/marie-durand/page.json"),
        None,
    );
    assert_eq!(author.meta("og:type"), ["profile"]);
    assert_eq!(author.link("alternate").len(), 4);
}

#[test]
fn what_nobody_should_find_is_not_indexed() {
    let mut edition = sound();
    let not_found = read(&edition, page(&edition, "404.json"), None);
    assert_eq!(not_found.meta("robots"), ["noindex"]);
    assert!(not_found.link("canonical").is_empty() && not_found.meta("og:url").is_empty());
    assert_eq!(not_found.scripts, "");
    let search = read(&edition, page(&edition, "recherche/page.json"), None);
    assert_eq!(search.meta("robots"), ["noindex"]);
    for badge in [Badge::Draft, Badge::Scheduled] {
        article_mut(&mut edition, VISIT).badge = Some(badge);
        let head = read(&edition, page(&edition, VISIT), None);
        assert_eq!(head.meta("robots"), ["noindex"]);
    }
}

#[test]
fn spoiled_words_stay_words() {
    let edition = spoiled();
    for (file, page) in &edition.pages {
        let mut image = share_image();
        image.alt = super::SPOILED.into();
        let head = read(&edition, page, Some(&image));
        let names: Vec<_> = head
            .elements
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert!(
            names
                .iter()
                .all(|name| ["title", "meta", "link", "script"].contains(name)),
            "{file}: {names:?}"
        );
        assert_eq!(names.iter().filter(|name| **name == "title").count(), 1);
        assert_eq!(head.title, LEGAL, "{file}");
        assert_eq!(head.meta("description"), [LEGAL], "{file}");
        let own = !matches!(page.body, PageBody::NotFound | PageBody::Offline);
        if own {
            assert_eq!(head.meta("og:image:alt"), [LEGAL], "{file}");
        }
        if own && !matches!(page.body, PageBody::Search(_) | PageBody::Shelf) {
            let graph: serde_json::Value = serde_json::from_str(&head.scripts).unwrap();
            assert!(graph["@graph"].is_array());
        }
    }
}

#[test]
fn an_empty_site_has_its_heads() {
    let edition = empty();
    for page in edition.pages.values() {
        let head = read(&edition, page, None);
        assert!(!head.title.is_empty());
    }
}
