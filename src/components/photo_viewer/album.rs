//! The photos of a post, read from the post as it stands in the page.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, HtmlElement, HtmlImageElement};

use super::geometry::Size;
use crate::platform::elements;

/// The links that the viewer opens.
const LINKS: &str = "a.post-photo[href]";

/// A photo of a post.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Photo {
    /// Address of the whole photo.
    pub file: String,
    /// Address of the smaller one that the post shows, most often at hand.
    pub preview: String,
    /// Its size, as far as the page tells.
    pub size: Size,
    /// Its description, or what stands for one.
    pub description: String,
    /// Whether the description is the newsroom's.
    pub by_newsroom: bool,
}

/// The photos of a post, and whose they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Album {
    /// The photos in order, one at least.
    pub photos: Vec<Photo>,
    /// Name of the post's author.
    pub author: String,
    /// Worded hour of the post.
    pub hour: String,
    /// Fragment of the post with its `#`.
    pub permalink: String,
}

/// An album, and where it came from.
pub struct Opened {
    /// The photos.
    pub album: Album,
    /// Their links in the page, in the same order.
    pub links: Vec<HtmlElement>,
    /// The photo asked for, counted from 0.
    pub at: usize,
}

/// What the viewer shows for a click, if the click is on a photo of a post.
pub fn asked_for(click: &Event) -> Option<Opened> {
    let link: Element = elements::under(click, LINKS)?;
    let post: Element = elements::around(&link, "article.post")?;
    // A quoted post has an author and photos of its own.
    let quote: Option<Element> = elements::around(&link, ".post-quote");
    let source = quote.as_ref().unwrap_or(&post);
    let group: Option<Element> = elements::around(&link, ".post-photos");
    let links = elements::all(group.as_ref().unwrap_or(source), LINKS);
    let at = links
        .iter()
        .position(|other| link.is_same_node(Some(other)))?;
    let hour = match &quote {
        Some(quote) => text(quote, "time"),
        None => elements::around::<Element>(&post, ".timeline-entry")
            .map(|entry| text(&entry, ".timeline-hour time"))
            .unwrap_or_default(),
    };
    Some(Opened {
        album: Album {
            photos: links.iter().map(|link| photo(link)).collect(),
            author: text(source, ".post-name"),
            hour,
            permalink: format!("#{}", post.id()),
        },
        links,
        at,
    })
}

fn photo(link: &Element) -> Photo {
    let image: Option<HtmlImageElement> = elements::first(link, "img:not(.picture-placeholder)");
    let of_image = |name: &str| image.as_ref()?.get_attribute(name);
    let length = |name: &str| of_image(name)?.parse().ok();
    // Without a description, the link has a name to go by.
    let description = of_image("alt")
        .filter(|alt| !alt.is_empty())
        .or_else(|| link.get_attribute("aria-label"));
    Photo {
        file: link
            .dyn_ref::<HtmlAnchorElement>()
            .map(HtmlAnchorElement::href)
            .unwrap_or_default(),
        preview: image
            .as_ref()
            .map(HtmlImageElement::current_src)
            .unwrap_or_default(),
        size: Size {
            width: length("width").unwrap_or_default(),
            height: length("height").unwrap_or_default(),
        },
        description: description.unwrap_or_default(),
        by_newsroom: link.get_attribute("data-alt-by").as_deref() == Some("newsroom"),
    }
}

fn text(of: &Element, selector: &str) -> String {
    elements::first::<Element>(of, selector)
        .and_then(|element| element.text_content())
        .unwrap_or_default()
}

/// Has the browser fetch a photo that is likely to be asked for next.
pub fn fetch_ahead(file: &str) {
    if let Ok(image) = HtmlImageElement::new() {
        image.set_src(file);
    }
}
