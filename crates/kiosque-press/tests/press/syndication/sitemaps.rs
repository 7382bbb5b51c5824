//! Sitemaps against their schemas, and `robots.txt`.

use kiosque_press::sitemap;

use super::{LEGAL, VISIT, article_mut, editions, empty, faults, file, sound, spoiled};
use crate::{edition, newsroom, write_article};

#[test]
fn sitemaps_are_valid() {
    for (kind, edition) in editions() {
        let files = sitemap::files(&edition);
        let names: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(
            names,
            ["sitemap.xml", "sitemap-news.xml", "robots.txt"],
            "{kind}"
        );
        for name in ["sitemap.xml", "sitemap-news.xml"] {
            let xml = file(&files, name);
            assert_eq!(
                faults("sitemap.xsd", xml.as_bytes()),
                None,
                "{kind} {name}:\n{xml}"
            );
        }
    }
}

#[test]
fn the_schema_refuses_what_the_protocol_refuses() {
    let mut edition = sound();
    article_mut(&mut edition, VISIT).published.iso = "2014-12-01T20:00:00+01:00".into();
    let files = sitemap::files(&edition);
    let (sitemap, news) = (
        file(&files, "sitemap.xml"),
        file(&files, "sitemap-news.xml"),
    );
    for (xml, right, wrong) in [
        (&sitemap, "<loc>https", "<loc>"),
        (&sitemap, "<lastmod>", "<lastmod>le "),
        (&sitemap, "0.9\"", "0.8\""),
        (&sitemap, "/ville/</loc>", "/été à Aix/</loc>"),
        (&news, "<news:language>fr", "<news:language>français"),
        (&news, "news:publication_date", "news:publication-date"),
    ] {
        let broken = xml.replace(right, wrong);
        assert_ne!(&broken, xml, "no {right}");
        assert!(
            faults("sitemap.xsd", broken.as_bytes()).is_some(),
            "{wrong} passes"
        );
    }
}

#[test]
fn the_sitemap_names_what_readers_see_and_nothing_else() {
    let folder = newsroom("minimal");
    for day in 1..9 {
        write_article(
            folder.path(),
            &format!("jour-{day}"),
            day,
            "tags = [\"Un\"]",
            "Texte.",
        );
    }
    let edition = edition(folder.path(), true);
    let sitemap = file(&sitemap::files(&edition), "sitemap.xml");
    for url in [
        "/",
        "/ville/",
        "/culture/",
        "/mot-cle/un/",
        "/auteur/marie-durand/",
        "/ville/visite/",
        "/ville/jour-8/",
        "/2014/%C3%A9t%C3%A9%20%C3%A0%20Aix/concert/",
    ] {
        let loc = format!("<loc>https://kiosque.example{url}</loc>");
        assert!(sitemap.contains(&loc), "no {loc} in {sitemap}");
    }
    for hidden in ["brouillon", "/page/2/", "404"] {
        assert!(!sitemap.contains(hidden), "{hidden} in {sitemap}");
    }
    assert!(
        edition
            .lists
            .iter()
            .any(|list| list.pages.starts_with(&["/".into()]) && list.pages.len() > 1),
        "nothing to leave out"
    );
    let visit = sitemap.split("/ville/visite/</loc>\n").nth(1).unwrap();
    assert!(visit.starts_with("<lastmod>2014-12-01T08:00:00+01:00</lastmod>"));
}

#[test]
fn the_news_sitemap_has_the_last_two_days() {
    // It is the second of December 2014 at midnight, UTC.
    let folder = newsroom("minimal");
    for (slug, published) in [
        ("juste-dans", "2014-11-30T01:00:00+01:00"),
        ("juste-hors", "2014-11-30T00:59:59+01:00"),
        ("demain", "2014-12-03T01:00:00+01:00"),
    ] {
        write_article(folder.path(), slug, 1, "", "Texte.");
        let path = folder.path().join(format!("articles/{slug}.md"));
        let text = std::fs::read_to_string(&path).unwrap();
        let text = text.replace("2014-11-01T09:00:00+01:00", published);
        std::fs::write(path, text).unwrap();
    }
    let edition = edition(folder.path(), true);
    let news = file(&sitemap::files(&edition), "sitemap-news.xml");
    assert_eq!(news.matches("<url>").count(), 1, "{news}");
    for part in [
        "<loc>https://kiosque.example/ville/juste-dans/</loc>",
        "<news:name>Le Petit Kiosque</news:name>",
        "<news:language>fr</news:language>",
        "<news:publication_date>2014-11-30T01:00:00+01:00</news:publication_date>",
        "<news:title>juste-dans</news:title>",
    ] {
        assert!(news.contains(part), "no {part} in {news}");
    }
}

#[test]
fn no_news_is_an_empty_list() {
    let edition = empty();
    let news = file(&sitemap::files(&edition), "sitemap-news.xml");
    assert!(news.contains("<urlset") && !news.contains("<url>"));
}

#[test]
fn at_most_a_thousand_articles_are_news() {
    let mut edition = sound();
    let visit = edition.pages[VISIT].clone();
    for number in 0..1001 {
        let url = format!("/ville/a{number}/");
        edition
            .pages
            .insert(format!("ville/a{number}/page.json"), visit.clone());
        edition.lists[0].articles.push(url);
    }
    let date = "2014-12-01T20:00:00+01:00";
    for number in 0..1001 {
        let article = article_mut(&mut edition, &format!("ville/a{number}/page.json"));
        article.published.iso = date.into();
    }
    let files = sitemap::files(&edition);
    let news = file(&files, "sitemap-news.xml");
    assert_eq!(news.matches("<url>").count(), 1000);
    assert_eq!(faults("sitemap.xsd", news.as_bytes()), None);
}

#[test]
fn a_site_too_large_for_one_file_has_an_index_and_parts() {
    let mut edition = sound();
    let visit = edition.pages[VISIT].clone();
    for number in 0..50_000 {
        edition
            .pages
            .insert(format!("a{number}/page.json"), visit.clone());
        edition.lists[0].articles.push(format!("/a{number}/"));
    }
    let files = sitemap::files(&edition);
    let index = file(&files, "sitemap.xml");
    assert_eq!(
        faults("sitemap-index.xsd", index.as_bytes()),
        None,
        "{index}"
    );
    let mut urls = 0;
    for part in index.split("<loc>https://kiosque.example/").skip(1) {
        let part = file(&files, part.split("</loc>").next().unwrap());
        assert_eq!(faults("sitemap.xsd", part.as_bytes()), None);
        urls += part.matches("<loc>").count();
    }
    let lists = edition.lists.len();
    assert_eq!(urls, 50_000 + 2 + lists);
    assert_eq!(files.len(), 1 + 2 + 2);
}

#[test]
fn spoiled_words_stay_words() {
    let mut edition = spoiled();
    article_mut(&mut edition, VISIT).published.iso = "2014-12-01T20:00:00+01:00".into();
    let news = file(&sitemap::files(&edition), "sitemap-news.xml");
    assert_eq!(faults("sitemap.xsd", news.as_bytes()), None, "{news}");
    let escaped = quick_xml::escape::escape(LEGAL);
    assert!(
        news.contains(&format!("<news:title>{escaped}</news:title>")),
        "{news}"
    );
}

#[test]
fn robots_are_shown_the_sitemaps() {
    let edition = sound();
    assert_eq!(
        file(&sitemap::files(&edition), "robots.txt"),
        "User-agent: *\nAllow: /\n\n\
         Sitemap: https://kiosque.example/sitemap.xml\n\
         Sitemap: https://kiosque.example/sitemap-news.xml\n"
    );
}
