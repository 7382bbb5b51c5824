//! Atom against RFC 4287.

use kiosque_press::feeds;

use super::{VISIT, editions, empty, faults, file, made, sound, spoiled};
use crate::article;

#[test]
fn atom_is_valid() {
    for (kind, edition) in editions() {
        for (path, xml) in made(&feeds::files(&edition), "atom.xml") {
            let faults = faults("atom.rng", &xml);
            assert_eq!(
                faults,
                None,
                "{kind} {path}:\n{}",
                String::from_utf8_lossy(&xml)
            );
        }
    }
}

#[test]
fn the_schema_refuses_what_rfc_4287_refuses() {
    let edition = sound();
    let atom = file(&feeds::files(&edition), "atom.xml");
    for (right, wrong) in [
        ("<id>https://kiosque.example/</id>", ""),
        ("<updated>2014", "<updated>hier"),
        ("+01:00</updated>", "</updated>"),
        ("<title>La visite", "<titre/><title>La visite"),
        ("rel=\"self\"", "rel=\"other\""),
        ("<content type=\"html\">", "<content type=\"html\"><p/>"),
        ("<category term=", "<category label="),
    ] {
        let broken = atom.replacen(right, wrong, 1);
        assert_ne!(broken, atom, "no {right}");
        assert!(
            faults("atom.rng", broken.as_bytes()).is_some(),
            "{wrong} passes"
        );
    }
}

#[test]
fn an_entry_says_all_of_its_article() {
    let edition = sound();
    let atom = file(&feeds::files(&edition), "ville/atom.xml");
    let article = article(&edition, VISIT);
    for part in [
        "xml:lang=\"fr\"",
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://kiosque.example/ville/atom.xml\"/>",
        "<id>https://kiosque.example/ville/visite/</id>",
        "<published>2014-11-28T09:05:00+01:00</published>",
        "<updated>2014-12-01T08:00:00+01:00</updated>",
        "<name>Marie Durand</name>",
        "<uri>https://kiosque.example/auteur/marie-durand/</uri>",
        "<category term=\"French Tech\"/>",
        "<link rel=\"enclosure\" type=\"image/svg+xml\" href=\"https://kiosque.example/media/port.",
        "&lt;h2 id=&quot;le-matin&quot;&gt;",
        "&lt;blockquote cite=&quot;https://x.com/redaction/status/101&quot;&gt;",
        "Message retiré par la rédaction",
    ] {
        assert!(atom.contains(part), "no {part} in {atom}");
    }
    assert!(atom.contains(&article.headline));
    let (feed, entry) = atom.split_once("<entry>").unwrap();
    for (part, links) in [(feed, "self"), (feed, "alternate"), (entry, "alternate")] {
        assert_eq!(
            part.matches(&format!("rel=\"{links}\"")).count(),
            1,
            "{links}"
        );
    }
    for secret in ["secrets", "href=&quot;/", "src=&quot;/", "href=&quot;#"] {
        assert!(!atom.contains(secret), "{secret} in {atom}");
    }
}

#[test]
fn a_feed_without_articles_is_the_same_at_each_build() {
    let edition = empty();
    let atom = file(&feeds::files(&edition), "atom.xml");
    assert!(atom.contains("<updated>1970-01-01T00:00:00Z</updated>"));
    assert!(!atom.contains("<entry>"));
}

#[test]
fn an_article_nobody_signs_has_the_feeds_author() {
    let edition = spoiled();
    let atom = file(&feeds::files(&edition), "ville/atom.xml");
    assert_eq!(atom.matches("<author>").count(), 1, "{atom}");
}
