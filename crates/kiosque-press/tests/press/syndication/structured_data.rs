//! JSON-LD against the properties that Google requires or recommends for each type.

use kiosque_model::Badge;
use kiosque_press::edition::Edition;
use serde_json::{Value, json};

use super::head::{read, share_image};
use super::{LEGAL, SPOILED, VISIT, article_mut, sound, spoiled};
use crate::{edition, newsroom, page};

/// The nodes of a page's graph.
pub(super) fn graph(edition: &Edition, file: &str) -> Vec<Value> {
    let head = read(edition, page(edition, file), Some(&share_image()));
    let data: Value = serde_json::from_str(&head.scripts).unwrap();
    assert_eq!(data["@context"], "https://schema.org");
    data["@graph"].as_array().unwrap().clone()
}

/// The only node of a type.
pub(super) fn node(nodes: &[Value], kind: &str) -> Value {
    let found: Vec<_> = nodes.iter().filter(|node| node["@type"] == kind).collect();
    assert_eq!(found.len(), 1, "{kind} in {nodes:#?}");
    found[0].clone()
}

#[test]
fn an_article_has_what_search_engines_ask_for() {
    let edition = sound();
    let nodes = graph(&edition, VISIT);
    assert_eq!(nodes.len(), 2, "{nodes:#?}");
    let news = node(&nodes, "NewsArticle");
    assert_eq!(news["headline"], page(&edition, VISIT).title);
    assert_eq!(news["datePublished"], "2014-11-28T09:05:00+01:00");
    assert_eq!(news["dateModified"], "2014-12-01T08:00:00+01:00");
    assert_eq!(
        news["author"],
        json!([
            {"@type": "Person", "name": "La rédaction", "url": "https://kiosque.example/auteur/redaction/"},
            {"@type": "Person", "name": "Marie Durand", "url": "https://kiosque.example/auteur/marie-durand/"},
        ])
    );
    let images: Vec<_> = news["image"].as_array().unwrap().iter().collect();
    assert_eq!(images.len(), 2);
    assert!(
        images[0]["url"]
            .as_str()
            .unwrap()
            .starts_with("https://kiosque.example/media/port.")
    );
    assert_eq!(images[1]["width"], 1200);
    assert_eq!(news["publisher"]["@type"], "NewsMediaOrganization");
    assert_eq!(news["publisher"]["name"], "Le Petit Kiosque");
    assert_eq!(
        news["publisher"]["logo"]["url"],
        "https://kiosque.example/icon.svg"
    );
    assert_eq!(
        news["mainEntityOfPage"],
        json!({"@type": "WebPage", "@id": "https://kiosque.example/ville/visite/"})
    );
    assert_eq!(news["articleSection"], "Ville");
    assert_eq!(news["keywords"], json!(["visite", "French Tech"]));
    assert_eq!(news["inLanguage"], "fr");
    assert_eq!(news["isAccessibleForFree"], true);
    assert_eq!(news["description"], page(&edition, VISIT).description);
    assert_eq!(
        news["correction"],
        json!([{
            "@type": "CorrectionComment",
            "text": "L’heure a été corrigée.",
            "datePublished": "2014-12-01T08:00:00+01:00",
        }])
    );
    let trail = node(&nodes, "BreadcrumbList");
    let steps: Vec<_> = trail["itemListElement"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| {
            (
                step["position"].as_u64().unwrap(),
                step["item"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        steps,
        [
            (1, "https://kiosque.example/"),
            (2, "https://kiosque.example/ville/"),
            (3, "https://kiosque.example/ville/visite/"),
        ]
    );
}

#[test]
fn a_collective_signature_is_an_organisation() {
    let folder = newsroom("minimal");
    let settings = folder.path().join("site.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    let text = text.replace(
        "role = \"Journal\"",
        "role = \"Journal\"\ncollective = true",
    );
    std::fs::write(settings, text).unwrap();
    let edition = edition(folder.path(), false);
    let news = node(&graph(&edition, VISIT), "NewsArticle");
    assert_eq!(news["author"][0]["@type"], "Organization");
    assert_eq!(news["author"][1]["@type"], "Person");
    let profile = node(
        &graph(&edition, "auteur/redaction/page.json"),
        "ProfilePage",
    );
    assert_eq!(profile["mainEntity"]["@type"], "Organization");
    assert!(profile["mainEntity"].get("jobTitle").is_none());
}

#[test]
fn the_front_page_is_the_sites() {
    let edition = sound();
    let nodes = graph(&edition, "page.json");
    let site = node(&nodes, "WebSite");
    assert_eq!(site["name"], "Le Petit Kiosque");
    assert_eq!(site["url"], "https://kiosque.example/");
    assert_eq!(
        site["potentialAction"]["target"]["urlTemplate"],
        "https://kiosque.example/recherche/?q={search_term_string}"
    );
    let newspaper = node(&nodes, "NewsMediaOrganization");
    assert_eq!(site["publisher"]["@id"], newspaper["@id"]);
    assert_eq!(newspaper["slogan"], "L’essai du jour");
    let mut front = page(&edition, "page.json").clone();
    front.masthead.search = None;
    let without = kiosque_press::structured_data::graph(&edition.site, &front, None);
    assert!(!without.unwrap().to_string().contains("SearchAction"));
}

#[test]
fn lists_and_authors_say_what_they_hold() {
    let edition = sound();
    let section = graph(&edition, "ville/page.json");
    let page = node(&section, "CollectionPage");
    assert_eq!(page["name"], "Ville");
    let items = page["mainEntity"]["itemListElement"].as_array().unwrap();
    assert_eq!(items[0]["url"], "https://kiosque.example/ville/visite/");
    assert_eq!(
        node(&section, "BreadcrumbList")["itemListElement"][0]["name"],
        "Accueil"
    );
    let author = graph(&edition, "auteur/marie-durand/page.json");
    let profile = node(&author, "ProfilePage");
    let person = &profile["mainEntity"];
    assert_eq!(
        (&person["@type"], &person["name"]),
        (&json!("Person"), &json!("Marie Durand"))
    );
    assert_eq!(person["description"], "Elle écrit depuis l’été.");
    assert_eq!(person["image"]["width"], 96);
    assert_eq!(person["worksFor"]["name"], "Le Petit Kiosque");
    assert_eq!(
        profile["hasPart"][0]["url"],
        "https://kiosque.example/ville/visite/"
    );
}

#[test]
fn an_article_nobody_signs_is_the_newspapers() {
    let edition = spoiled();
    let news = node(&graph(&edition, VISIT), "NewsArticle");
    let author = &news["author"][0];
    assert_eq!(author["@type"], "NewsMediaOrganization");
    assert_eq!(author["url"], "https://kiosque.example/");
    assert_eq!(author["@id"], news["publisher"]["@id"]);
}

#[test]
fn spoiled_words_come_back_whole() {
    let edition = spoiled();
    let news = node(&graph(&edition, VISIT), "NewsArticle");
    assert!([SPOILED, LEGAL].contains(&news["headline"].as_str().unwrap()));
}

#[test]
fn no_list_tells_of_a_draft() {
    let folder = newsroom("minimal");
    let mut edition = edition(folder.path(), true);
    let section = graph(&edition, "ville/page.json");
    assert!(
        !json!(section).to_string().contains("brouillon"),
        "{section:#?}"
    );
    article_mut(&mut edition, VISIT).badge = Some(Badge::Draft);
    let head = read(&edition, page(&edition, VISIT), None);
    assert!(head.scripts.contains("NewsArticle"));
}
