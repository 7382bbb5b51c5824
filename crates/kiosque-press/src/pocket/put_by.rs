//! What the worker puts by before anybody asks for it.

use std::collections::HashMap;

use kiosque_model::post::{Media, MediaKind, Post, Quote};
use kiosque_model::{Article, ArticleSummary, Block, Front, Page, PageBody, Picture, picture};
use serde_json::{Value, json};

use super::address;
use crate::edition::{Edition, ListKind};
use crate::permalink::Permalink;
use crate::site_file::{Fingerprint, SiteFile};

/// Version of the list's shape.
const VERSION: u32 = 1;
/// Width in pixels from which a picture is sharp enough for a telephone.
const SHARP: u32 = 640;

/// The list, over the files that were printed.
pub(super) fn list(edition: &Edition, shell: &SiteFile<'_>, printed: &[SiteFile<'_>]) -> Value {
    let list = List {
        edition,
        printed: printed
            .iter()
            .map(|file| (file.path.as_str(), &file.fingerprint))
            .collect(),
    };
    let pocket = &edition.pocket;
    let shell = json!({ "url": address(&shell.path), "revision": shell.fingerprint.as_str() });
    let documents = [
        list.document(&pocket.offline),
        Some(shell),
        list.document(&Permalink::root()),
    ];
    let front = edition.lists.iter().find(|it| it.kind == ListKind::Front);
    let newest = front.map_or(&[][..], |front| &front.articles);
    let newest = newest.get(..pocket.articles).unwrap_or(newest);
    // What the editor puts first may be older, and is what readers open first.
    let lead = lead(edition).filter(|lead| !newest.is_empty() && !newest.contains(lead));
    let articles = newest
        .iter()
        .chain(lead)
        .filter_map(|url| Permalink::parse(url).ok());
    let pages = [Permalink::root(), pocket.shelf.clone()]
        .into_iter()
        .chain(articles);
    json!({
        "version": VERSION,
        "documents": documents.into_iter().flatten().collect::<Vec<_>>(),
        "pages": pages.filter_map(|page| list.page(&page)).collect::<Vec<_>>(),
    })
}

/// The permalink of the article that leads the front page.
fn lead(edition: &Edition) -> Option<&String> {
    let front = edition.page(&Permalink::root().url())?;
    match &front.body {
        PageBody::Front(front) => front.lead.as_ref().map(|lead| &lead.url),
        _ => None,
    }
}

struct List<'a> {
    edition: &'a Edition,
    printed: HashMap<&'a str, &'a Fingerprint>,
}

impl List<'_> {
    fn document(&self, page: &Permalink) -> Option<Value> {
        let revision = self.printed.get(page.file("index.html").as_str())?;
        Some(json!({ "url": page.url(), "revision": revision.as_str() }))
    }

    fn page(&self, permalink: &Permalink) -> Option<Value> {
        const DATA: &str = "page.json";
        let file = permalink.file(DATA);
        let (page, revision) = (
            self.edition.pages.get(&file)?,
            self.printed.get(file.as_str())?,
        );
        let mut media: Vec<String> = Vec::new();
        for address in pictures(page) {
            let path = address.strip_prefix('/').unwrap_or(&address);
            if self.printed.contains_key(path) && !media.contains(&address) {
                media.push(address);
            }
        }
        Some(json!({
            "url": format!("{}{DATA}", permalink.url()),
            "revision": revision.as_str(),
            "media": media,
        }))
    }
}

/// The pictures of a page, each at one width, in the order of the page. What leads to other pages
/// at its foot has none: their places are kept in colour.
fn pictures(page: &Page) -> Vec<String> {
    match &page.body {
        PageBody::Front(front) => of_front(front),
        PageBody::Article(article) => of_article(article),
        _ => Vec::new(),
    }
}

fn of_front(front: &Front) -> Vec<String> {
    let Front {
        lead,
        seconds,
        river,
        ..
    } = front;
    let picture = |summary: &ArticleSummary| summary.picture.as_ref().map(of_picture);
    lead.iter()
        .chain(seconds)
        .chain(river)
        .filter_map(picture)
        .collect()
}

fn of_article(article: &Article) -> Vec<String> {
    let mut found = Vec::new();
    found.extend(article.hero.iter().map(|hero| of_picture(&hero.picture)));
    for block in &article.body {
        match block {
            Block::Figure(figure) => found.push(of_picture(&figure.picture)),
            Block::Timeline(timeline) => {
                for shown in &timeline.posts {
                    of_post(&shown.post, &mut found);
                }
            }
            Block::Prose { html } | Block::Explainer { html, .. } => found.extend(in_html(html)),
            Block::PullQuote { .. } | Block::Correction { .. } => {}
        }
    }
    found
}

fn of_post(post: &Post, found: &mut Vec<String>) {
    let author = &post.author;
    found.extend(author.avatar.as_ref().map(of_media));
    found.extend(author.name_emoji.iter().map(|emoji| of_media(&emoji.media)));
    for media in &post.media {
        match media.kind {
            MediaKind::Photo => found.push(of_media(media)),
            // A video is as large as everything else together.
            MediaKind::Gif | MediaKind::Video | MediaKind::Audio => {
                found.extend(media.poster.clone());
            }
        }
    }
    let image = post.card.as_ref().and_then(|card| card.image.as_ref());
    found.extend(image.map(of_media));
    if let Some(Quote::Post(quoted)) = &post.quote {
        of_post(quoted, found);
    }
}

fn of_picture(picture: &Picture) -> String {
    one_width(&picture.src, &picture.widths)
}

fn of_media(media: &Media) -> String {
    one_width(&media.file, &media.widths)
}

/// The narrowest file of a picture that is sharp on a telephone, or the widest.
fn one_width(src: &str, widths: &[u32]) -> String {
    let sharp = widths.iter().find(|width| **width >= SHARP);
    let chosen = sharp.or(widths.last());
    chosen
        .and_then(|width| picture::file_at(src, *width))
        .unwrap_or_else(|| src.to_owned())
}

/// Addresses of the pictures that stand in running text, where each has one file.
fn in_html(html: &str) -> impl Iterator<Item = String> {
    const BEFORE: &str = "<img src=\"";
    html.split(BEFORE)
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(address, _)| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_kept_at_one_width() {
        let src = "/media/port.0a-1280.jpg";
        let chosen = |widths: &[u32]| one_width(src, widths);
        assert_eq!(chosen(&[320, 480, 640, 960]), "/media/port.0a-640.webp");
        assert_eq!(chosen(&[320, 480, 700]), "/media/port.0a-700.webp");
        assert_eq!(chosen(&[320, 480]), "/media/port.0a-480.webp");
        assert_eq!(chosen(&[]), src);
        assert_eq!(one_width("/media/port.0a.svg", &[]), "/media/port.0a.svg");
    }

    #[test]
    fn pictures_in_running_text_are_found() {
        let html = r#"<p><img src="/media/a.svg" alt="x"> et <img src="/media/b.svg"></p>"#;
        let found: Vec<_> = in_html(html).collect();
        assert_eq!(found, ["/media/a.svg", "/media/b.svg"]);
    }
}
