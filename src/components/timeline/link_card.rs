//! The preview of a page that a post links to.

use kiosque_model::Picture;
use kiosque_model::post::{Card, web_link};

use super::super::picture::{Place, picture};
use super::text::outside;
use crate::markup::{Element, element};

/// Shows a link preview, one link with everything in it; nothing where it leads nowhere.
pub fn link_card(card: &Card) -> Option<Element> {
    let href = web_link(&card.url)?;
    // The picture says nothing that the title does not.
    let image = card.image.as_ref().filter(|image| image.width > 0);
    let image = image.map(|image| {
        picture(
            Picture {
                src: image.file.clone(),
                width: image.width,
                height: image.height,
                widths: image.widths.clone(),
                alt: String::new(),
                placeholder: image.placeholder.clone(),
            },
            Place::Card,
        )
    });
    let part = |class, words: &String| {
        (!words.is_empty()).then(|| {
            element("span")
                .class(class)
                .with("dir", "auto")
                .child(words.clone())
        })
    };
    Some(
        outside(href)
            .class("post-card")
            .child(image)
            .child(part("post-card-domain", &card.domain))
            .child(part("post-card-title", &card.title))
            .child(part("post-card-text", &card.description)),
    )
}
