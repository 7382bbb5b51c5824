//! What a sound newsroom's site is made of.

use std::fs;

use image::{ImageFormat, RgbImage};
use kiosque_catalogue::reader;
use kiosque_model::{Badge, Block, Language, PageBody};

use crate::{article, compile, edition, newsroom, page, write_article};

const VISIT: &str = "ville/visite/page.json";
const CONCERT: &str = "2014/été à Aix/concert/page.json";

#[test]
fn every_permalink_has_its_page() {
    let folder = newsroom("minimal");
    let edition = edition(folder.path(), false);
    let files: Vec<_> = edition.pages.keys().map(String::as_str).collect();
    assert_eq!(
        files,
        [
            CONCERT,
            "404.json",
            "auteur/marie-durand/page.json",
            "auteur/redaction/page.json",
            "culture/page.json",
            "hors-ligne/page.json",
            "lectures/page.json",
            "mot-cle/french-tech/page.json",
            "mot-cle/visite/page.json",
            "page.json",
            "recherche/page.json",
            "ville/page.json",
            VISIT,
        ]
    );
    assert_eq!(
        page(&edition, CONCERT).url,
        "/2014/%C3%A9t%C3%A9%20%C3%A0%20Aix/concert/"
    );
    assert_eq!(page(&edition, "404.json").body, PageBody::NotFound);
    let masthead = &page(&edition, VISIT).masthead;
    assert_eq!(masthead.edition, "samedi 29\u{a0}novembre\u{a0}2014");
    assert_eq!(masthead.tagline.as_deref(), Some("L’essai du jour"));
    assert_eq!(masthead.footer[0].url, "/ville/visite/");
}

#[test]
fn an_article_becomes_blocks_in_order() {
    let folder = newsroom("minimal");
    let edition = edition(folder.path(), false);
    let visit = article(&edition, VISIT);
    let kinds: Vec<_> = visit
        .body
        .iter()
        .map(|block| match block {
            Block::Prose { .. } => "prose",
            Block::Figure(_) => "figure",
            Block::PullQuote { .. } => "pull quote",
            Block::Explainer { .. } => "explainer",
            Block::Correction { .. } => "correction",
            Block::Timeline(_) => "timeline",
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "prose",
            "figure",
            "prose",
            "pull quote",
            "prose",
            "explainer",
            "correction",
            "timeline",
            "prose",
            "prose"
        ]
    );
    let html = prose(visit);
    assert!(
        html.contains("Un <em>mot</em>\u{202f}! Et <code>du code !</code>"),
        "{html}"
    );
    assert!(html.contains("<a href=\"https://ailleurs.example/?a=1&amp;b=2\" rel=\"noopener\">"));
    assert!(html.contains("href=\"/2014/%C3%A9t%C3%A9%20%C3%A0%20Aix/concert/#suite\">"));
    assert!(html.contains("<h2 id=\"le-matin\">") && html.contains("<h2 id=\"le-matin-2\">"));
    assert!(
        html.contains("<li id=\"note-1\">") && html.contains("href=\"#note-1\""),
        "{html}"
    );
}

fn prose(article: &kiosque_model::Article) -> String {
    let html = |block: &Block| match block {
        Block::Prose { html } => html.clone(),
        _ => String::new(),
    };
    article.body.iter().map(html).collect()
}

#[test]
fn a_timeline_is_split_by_the_local_hour() {
    let folder = newsroom("minimal");
    let edition = edition(folder.path(), false);
    let block = article(&edition, VISIT)
        .body
        .iter()
        .find_map(|block| match block {
            Block::Timeline(timeline) => Some(timeline),
            _ => None,
        });
    let block = block.unwrap();
    let sections: Vec<_> = block
        .timeline
        .sections
        .iter()
        .map(|section| {
            let posts: Vec<_> = section
                .entries
                .iter()
                .map(|entry| &*entry.post_id)
                .collect();
            (section.id.as_str(), section.title.as_str(), posts)
        })
        .collect();
    assert_eq!(
        sections,
        [
            ("matin", "Le matin à Marseille", vec!["101"]),
            ("apres-midi", "L’après-midi", vec!["102"]),
            ("soir", "Le soir", vec!["103"]),
        ]
    );
    let first = &block.posts[0];
    assert_eq!(
        first.posted.full,
        "28\u{a0}novembre\u{a0}2014 à 9\u{a0}h\u{a0}05"
    );
    assert_eq!(first.post.text, "Bonjour \"Marseille\" ! #FrenchTech");
    assert_eq!(
        (first.post.media[0].width, first.post.media[0].height),
        (320, 180)
    );
    assert!(first.post.media[0].file.starts_with("/media/port."));
    let entry = &block.timeline.sections[0].entries[0];
    assert!(entry.key);
    assert_eq!(entry.note.as_deref(), Some("C’est parti\u{202f}!"));
}

#[test]
fn a_block_shows_the_sections_it_chooses() {
    let folder = newsroom("minimal");
    let edition = edition(folder.path(), false);
    let Some(Block::Timeline(block)) = article(&edition, CONCERT).body.last() else {
        panic!("no timeline at the end of the concert");
    };
    assert_eq!(block.timeline.sections.len(), 1);
    assert_eq!(block.posts.len(), 1);
}

#[test]
fn nothing_of_a_withdrawn_post_and_no_provenance_is_published() {
    let folder = newsroom("minimal");
    let edition = edition(folder.path(), false);
    let json: String = edition
        .pages
        .values()
        .map(|page| page.to_json().unwrap())
        .collect();
    assert!(json.contains("À la demande de son auteur."));
    for secret in [
        "Des mots secrets",
        "secret",
        "provenance",
        "licence_note",
        "inutile",
    ] {
        assert!(!json.contains(secret), "{secret} is published");
    }
    let media: Vec<_> = edition
        .media
        .values()
        .map(|media| media.source.as_str())
        .collect();
    assert_eq!(media, ["port.svg", "portrait.svg"]);
}

#[test]
fn drafts_and_coming_articles_show_only_when_asked() {
    let folder = newsroom("minimal");
    write_article(folder.path(), "demain", 30, "", "À venir.");
    let text = fs::read_to_string(folder.path().join("articles/demain.md")).unwrap();
    fs::write(
        folder.path().join("articles/demain.md"),
        text.replace("2014-11-30", "2014-12-30"),
    )
    .unwrap();
    let published = edition(folder.path(), false);
    assert!(
        !published
            .pages
            .keys()
            .any(|file| file.contains("demain") || file.contains("brouillon"))
    );
    let all = edition(folder.path(), true);
    assert_eq!(
        article(&all, "ville/demain/page.json").badge,
        Some(Badge::Scheduled)
    );
    assert_eq!(
        article(&all, "ville/brouillon/page.json").badge,
        Some(Badge::Draft)
    );
    // The edition is dated by what readers can see.
    assert_eq!(
        page(&all, "page.json").masthead.edition,
        page(&published, "page.json").masthead.edition
    );
}

#[test]
fn lists_are_paged_and_the_lead_leads() {
    let folder = newsroom("minimal");
    for day in 1..=9 {
        write_article(
            folder.path(),
            &format!("jour-{day}"),
            day,
            "tags = [\"Jour\"]",
            "Texte.",
        );
    }
    let edition = edition(folder.path(), false);
    let front = |file| match &page(&edition, file).body {
        PageBody::Front(front) => front.clone(),
        other => panic!("{file} is no front page: {other:?}"),
    };
    let first = front("page.json");
    // The concert is newer; the visit asks to lead.
    assert_eq!(first.lead.unwrap().url, "/ville/visite/");
    let slugs = |list: &[kiosque_model::ArticleSummary]| -> Vec<String> {
        list.iter()
            .map(|summary| summary.headline.clone())
            .collect()
    };
    assert_eq!(slugs(&first.seconds), ["Le concert", "jour-9", "jour-8"]);
    assert_eq!(slugs(&first.river), ["jour-7"]);
    assert_eq!((first.pagination.current, first.pagination.total), (1, 3));
    assert_eq!(first.pagination.older.as_deref(), Some("/page/2/"));
    let last = front("page/3/page.json");
    assert!(last.lead.is_none() && last.seconds.is_empty());
    assert_eq!(slugs(&last.river), ["jour-1"]);
    assert_eq!(last.pagination.newer.as_deref(), Some("/page/2/"));
    assert_eq!(last.pagination.older, None);
    let position = (reader::words(Language::Fr).page_of)(3, 3);
    assert_eq!(page(&edition, "page/3/page.json").title, position);
    let PageBody::Tag(tag) = &page(&edition, "mot-cle/jour/page/2/page.json").body else {
        panic!("no second page of the tag");
    };
    assert_eq!((tag.count, tag.articles.len()), (9, 4));
}

#[test]
fn an_article_knows_its_neighbours() {
    let folder = newsroom("minimal");
    write_article(folder.path(), "avant", 1, "related = [\"apres\"]", "Texte.");
    write_article(folder.path(), "apres", 29, "tags = [\"visite\"]", "Texte.");
    let edition = edition(folder.path(), false);
    let visit = article(&edition, VISIT);
    assert_eq!(visit.previous.as_ref().unwrap().url, "/ville/avant/");
    assert_eq!(visit.next.as_ref().unwrap().url, "/ville/apres/");
    let related: Vec<_> = visit
        .related
        .iter()
        .map(|summary| summary.headline.as_str())
        .collect();
    // One common tag and the same section, one common tag, the same section.
    assert_eq!(related, ["apres", "Le concert", "avant"]);
    let before = article(&edition, "ville/avant/page.json");
    assert_eq!(before.related[0].headline, "apres");
    let trail: Vec<_> = visit
        .breadcrumb
        .iter()
        .map(|link| link.url.as_str())
        .collect();
    assert_eq!(trail, ["/", "/ville/"]);
}

#[test]
fn reading_time_counts_posts_too() {
    let folder = newsroom("minimal");
    write_article(folder.path(), "court", 2, "", "Deux mots.");
    write_article(folder.path(), "long", 3, "", &"mot ".repeat(441));
    let edition = edition(folder.path(), false);
    assert_eq!(
        article(&edition, "ville/court/page.json").reading_minutes,
        1
    );
    assert_eq!(article(&edition, "ville/long/page.json").reading_minutes, 3);
}

#[test]
fn photographs_are_measured_and_sketched() {
    let folder = newsroom("minimal");
    let photo = RgbImage::from_fn(300, 200, |x, y| {
        image::Rgb([(x % 251) as u8, (y % 199) as u8, ((x * y) % 241) as u8])
    });
    photo
        .save_with_format(folder.path().join("media/photo.jpg"), ImageFormat::Jpeg)
        .unwrap();
    write_article(
        folder.path(),
        "photo",
        4,
        "",
        "![Une photo](photo.jpg \"L'été !\")",
    );
    let edition = edition(folder.path(), false);
    let Block::Figure(figure) = &article(&edition, "ville/photo/page.json").body[0] else {
        panic!("no figure");
    };
    assert_eq!((figure.picture.width, figure.picture.height), (300, 200));
    assert_eq!(figure.caption.as_deref(), Some("L’été\u{202f}!"));
    let placeholder = figure.picture.placeholder.as_deref().unwrap();
    assert!(placeholder.len() <= 400, "{} bytes", placeholder.len());
}

#[test]
fn the_same_content_gives_the_same_edition() {
    let folder = newsroom("minimal");
    let bytes = |drafts| -> Vec<String> {
        let edition = edition(folder.path(), drafts);
        edition
            .pages
            .values()
            .map(|page| page.to_json().unwrap())
            .collect()
    };
    assert_eq!(bytes(true), bytes(true));
}

#[test]
fn a_warning_does_not_stop_the_edition() {
    let outcome = compile(newsroom("invalid-alt").path(), false);
    assert_eq!(outcome.diagnostics.len(), 2);
    assert!(
        outcome
            .edition
            .unwrap()
            .pages
            .contains_key("ville/fautif/page.json")
    );
}
