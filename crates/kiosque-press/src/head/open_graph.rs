//! Open Graph, and what X reads beside it.

use kiosque_model::{Article, Language, Page, PageBody};

use super::{Head, ShareImage};
use crate::edition::Site;

/// Adds what a preview of the page's address is made of.
pub(super) fn tell(head: &mut Head, site: &Site, page: &Page, image: Option<&ShareImage>) {
    if super::stands_in(page) {
        return;
    }
    let kind = match &page.body {
        PageBody::Article(_) => "article",
        PageBody::Author(_) => "profile",
        _ => "website",
    };
    let mut property = |name, content: &str| head.meta("property", name, content);
    property("og:type", kind);
    property("og:title", &page.title);
    property("og:description", &page.description);
    property("og:url", &site.absolute(&page.url));
    property("og:site_name", &site.name);
    property("og:locale", locale(site.language));
    if let PageBody::Article(article) = &page.body {
        self::article(head, site, article);
    }
    match image {
        Some(image) => {
            let mut property = |name, content: &str| head.meta("property", name, content);
            property("og:image", &image.url);
            property("og:image:type", &image.mime);
            property("og:image:width", &image.width.to_string());
            property("og:image:height", &image.height.to_string());
            property("og:image:alt", &image.alt);
            // X takes title, description and picture from Open Graph, but not these two.
            head.meta("name", "twitter:card", "summary_large_image");
            head.meta("name", "twitter:image:alt", &image.alt);
        }
        None => head.meta("name", "twitter:card", "summary"),
    }
}

fn article(head: &mut Head, site: &Site, article: &Article) {
    let mut property = |name, content: &str| head.meta("property", name, content);
    property("article:published_time", &article.published.iso);
    if let Some(updated) = &article.updated {
        property("article:modified_time", &updated.iso);
    }
    property("article:section", &article.section.title);
    for author in &article.authors {
        property("article:author", &site.absolute(&author.url));
    }
    for tag in &article.tags {
        property("article:tag", &tag.title);
    }
}

const fn locale(language: Language) -> &'static str {
    match language {
        Language::Fr => "fr_FR",
        Language::En => "en_GB",
    }
}
