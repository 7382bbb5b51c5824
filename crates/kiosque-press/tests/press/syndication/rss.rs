//! RSS 2.0 against the rules of the RSS Advisory Board's specification.

use jiff::fmt::rfc2822;
use kiosque_press::feeds;
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

use super::{LEGAL, editions, file, made, sound, spoiled};

/// An element as read back.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    fn all(&self, name: &str) -> Vec<&Self> {
        let named = self.children.iter().filter(|child| child.name == name);
        named.collect()
    }

    fn only(&self, name: &str) -> &Self {
        match self.all(name)[..] {
            [child] => child,
            ref other => panic!("{} {name} in {}", other.len(), self.name),
        }
    }

    fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }
}

fn read(xml: &[u8]) -> Element {
    let text = std::str::from_utf8(xml).unwrap();
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    let started = |start: &quick_xml::events::BytesStart<'_>| Element {
        name: start.name().0.to_owned(),
        attributes: start
            .attributes()
            .map(|attribute| {
                let attribute = attribute.unwrap();
                let key = attribute.key.0.to_owned();
                let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap();
                (key, value.into_owned())
            })
            .collect(),
        ..Element::default()
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(started(&start)),
            Event::Empty(start) => open.last_mut().unwrap().children.push(started(&start)),
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().children.push(done);
            }
            Event::Text(text) => {
                let text = text.xml10_content();
                open.last_mut().unwrap().text.push_str(&text);
            }
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content();
                let character = quick_xml::escape::unescape(&format!("&{name};"))
                    .unwrap()
                    .into_owned();
                open.last_mut().unwrap().text.push_str(&character);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let mut root = open.pop().unwrap();
    assert!(open.is_empty());
    root.children.pop().unwrap()
}

/// Elements a channel has at most once.
const CHANNEL: [&str; 8] = [
    "title",
    "link",
    "description",
    "language",
    "copyright",
    "lastBuildDate",
    "pubDate",
    "ttl",
];
/// Elements an item has at most once.
const ITEM: [&str; 8] = [
    "title",
    "link",
    "description",
    "author",
    "comments",
    "enclosure",
    "guid",
    "pubDate",
];

/// What the specification and the best-practices profile require.
fn check(xml: &[u8]) {
    let rss = read(xml);
    assert_eq!((&*rss.name, rss.attribute("version")), ("rss", "2.0"));
    let channel = rss.only("channel");
    for name in ["title", "link", "description"] {
        assert!(
            !channel.only(name).text.trim().is_empty(),
            "{name} is empty"
        );
    }
    for name in CHANNEL {
        assert!(channel.all(name).len() <= 1, "{name} twice");
    }
    assert!(is_web(&channel.only("link").text));
    let own = channel.only("atom:link");
    assert_eq!(own.attribute("rel"), "self");
    assert_eq!(own.attribute("type"), "application/rss+xml");
    assert!(own.attribute("href").ends_with("/feed.xml") && is_web(own.attribute("href")));
    for date in channel.all("lastBuildDate") {
        assert!(rfc2822::parse(&date.text).is_ok(), "{}", date.text);
    }
    let mut guids = Vec::new();
    for item in channel.all("item") {
        for name in ITEM {
            assert!(item.all(name).len() <= 1, "{name} twice");
        }
        assert!(!item.only("title").text.is_empty());
        let guid = item.only("guid");
        assert_eq!(guid.attribute("isPermaLink"), "true");
        assert_eq!(guid.text, item.only("link").text);
        assert!(is_web(&guid.text) && !guids.contains(&guid.text.clone()));
        guids.push(guid.text.clone());
        let date = &item.only("pubDate").text;
        assert!(rfc2822::parse(date).is_ok(), "{date}");
        assert!(!item.only("content:encoded").text.is_empty());
        for enclosure in item.all("enclosure") {
            assert!(is_web(enclosure.attribute("url")));
            assert!(enclosure.attribute("length").parse::<u64>().is_ok());
            assert!(enclosure.attribute("type").contains('/'));
        }
        for category in item.all("category") {
            assert!(!category.text.is_empty());
        }
    }
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") && url.chars().all(|c| c.is_ascii_graphic())
}

#[test]
fn rss_is_valid() {
    for (kind, edition) in editions() {
        let feeds = made(&feeds::files(&edition), "feed.xml");
        assert!(!feeds.is_empty(), "{kind}");
        for (_, xml) in feeds {
            check(&xml);
        }
    }
}

#[test]
fn an_item_says_all_of_its_article() {
    let edition = sound();
    let rss = read(file(&feeds::files(&edition), "ville/feed.xml").as_bytes());
    let channel = rss.only("channel");
    assert_eq!(channel.only("title").text, "Ville – Le Petit Kiosque");
    assert_eq!(
        channel.only("description").text,
        "La ville au jour le jour."
    );
    assert_eq!(channel.only("language").text, "fr");
    assert_eq!(
        channel.only("lastBuildDate").text,
        "Mon, 1 Dec 2014 08:00:00 +0100"
    );
    let item = channel.only("item");
    assert_eq!(item.only("pubDate").text, "Fri, 28 Nov 2014 09:05:00 +0100");
    let authors: Vec<_> = item
        .all("dc:creator")
        .iter()
        .map(|author| &author.text)
        .collect();
    assert_eq!(authors, ["La rédaction", "Marie Durand"]);
    let categories: Vec<_> = item.all("category").iter().map(|tag| &tag.text).collect();
    assert_eq!(categories, ["Ville", "visite", "French Tech"]);
    let media = item.only("media:content");
    assert_eq!(
        (media.attribute("width"), media.attribute("height")),
        ("320", "180")
    );
    assert_eq!(media.only("media:description").text, "Le port");
    let html = &item.only("content:encoded").text;
    for part in [
        "<strong>Deux villes, une journée\u{202f}!</strong>",
        "<figcaption>Vu d’<em>en haut</em> <small>(Crédit – Dessin",
        "<blockquote><p>C’est dit.</p>",
        "<cite>Le maire</cite>",
        "<aside><h2>Comprendre – À savoir</h2>",
        "<strong>Correction – <time datetime=\"2014-12-01T08:00:00+01:00\">",
        "href=\"https://kiosque.example/2014/%C3%A9t%C3%A9%20%C3%A0%20Aix/concert/#suite\"",
        "href=\"https://kiosque.example/ville/visite/#note-1\"",
        "<table>",
    ] {
        assert!(html.contains(part), "no {part} in {html}");
    }
}

#[test]
fn spoiled_words_come_back_as_they_were() {
    let edition = spoiled();
    let rss = read(file(&feeds::files(&edition), "ville/feed.xml").as_bytes());
    let item = rss.only("channel").only("item");
    assert_eq!(item.only("title").text, LEGAL);
    assert_eq!(
        item.only("media:content").only("media:description").text,
        LEGAL
    );
    assert!(item.all("dc:creator").is_empty());
    // Read as HTML: what was escaped for HTML is so still.
    let html = &item.only("content:encoded").text;
    assert!(
        html.contains("A &lt;b&gt; &amp;") && !html.contains("</script>"),
        "{html}"
    );
    assert!(
        item.only("description")
            .text
            .starts_with("A &lt;b&gt; &amp;")
    );
}
