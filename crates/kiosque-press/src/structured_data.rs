//! What a page is about, for machines: schema.org as JSON-LD, with what Google's documentation of
//! `Article`, `BreadcrumbList`, `ProfilePage`, `Organization` and site names asks for.
//!
//! One graph a page. Things are named by addresses with a fragment (`/#journal`), so that the same
//! newspaper on two pages is one.

mod article;
mod comments;
mod lists;
mod live;

use kiosque_model::{Byline, Link, Page, PageBody, Picture};
use serde_json::{Map, Value, json};

use crate::edition::Site;
use crate::head::{LOGO, ShareImage};

/// The page's graph; none for what is not there and for pages without matter of their own.
pub fn graph(site: &Site, page: &Page, share_image: Option<&ShareImage>) -> Option<Value> {
    let about = About {
        site,
        page,
        share_image,
    };
    let nodes = match &page.body {
        PageBody::Article(article) => about.article(article),
        PageBody::Front(front) if front.pagination.current == 1 => about.front(),
        PageBody::Front(front) => vec![about.collection(&front.river)],
        PageBody::Section(listing) | PageBody::Tag(listing) => {
            vec![about.collection(&listing.articles), about.list_trail()]
        }
        PageBody::Author(author) => vec![about.profile(author), about.list_trail()],
        _ => return None,
    };
    Some(json!({"@context": "https://schema.org", "@graph": nodes}))
}

/// A page and what is known around it.
struct About<'a> {
    site: &'a Site,
    page: &'a Page,
    share_image: Option<&'a ShareImage>,
}

impl About<'_> {
    /// Where the page is.
    fn url(&self) -> String {
        self.site.absolute(&self.page.url)
    }

    /// The name of something of the page.
    fn id(&self, fragment: &str) -> String {
        format!("{}#{fragment}", self.url())
    }

    /// The name of the newspaper.
    fn publisher_id(&self) -> String {
        self.site.absolute("/#journal")
    }

    /// The name of the site.
    fn website_id(&self) -> String {
        self.site.absolute("/#site")
    }

    /// The newspaper.
    fn publisher(&self) -> Value {
        let site = self.site;
        node([
            ("@type", json!("NewsMediaOrganization")),
            ("@id", json!(self.publisher_id())),
            ("name", json!(site.name)),
            ("url", json!(site.absolute("/"))),
            (
                "logo",
                json!({"@type": "ImageObject", "url": site.absolute(LOGO)}),
            ),
            ("slogan", json!(site.tagline)),
        ])
    }

    /// A signature: a person, or an organisation where it is collective.
    fn author(&self, byline: &Byline) -> Value {
        json!({
            "@type": kind_of_author(byline.collective),
            "name": byline.name,
            "url": self.site.absolute(&byline.url),
        })
    }

    fn picture(&self, picture: &Picture) -> Value {
        json!({
            "@type": "ImageObject",
            "url": self.site.absolute(&picture.src),
            "width": picture.width,
            "height": picture.height,
        })
    }

    /// The trail to the page, the page itself last.
    fn trail(&self, steps: &[Link]) -> Value {
        let own = Link {
            title: self.page.title.clone(),
            url: self.page.url.clone(),
        };
        let steps: Vec<Value> = steps
            .iter()
            .chain([&own])
            .enumerate()
            .map(|(index, step)| {
                json!({
                    "@type": "ListItem",
                    "position": index + 1,
                    "name": step.title,
                    "item": self.site.absolute(&step.url),
                })
            })
            .collect();
        json!({
            "@type": "BreadcrumbList",
            "@id": self.id("fil-d-ariane"),
            "itemListElement": steps,
        })
    }
}

const fn kind_of_author(collective: bool) -> &'static str {
    if collective { "Organization" } else { "Person" }
}

/// A node without the properties that say nothing.
fn node<const N: usize>(properties: [(&str, Value); N]) -> Value {
    let empty = |value: &Value| match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    let said = properties.into_iter().filter(|(_, value)| !empty(value));
    Value::Object(
        said.map(|(name, value)| (name.to_owned(), value))
            .collect::<Map<_, _>>(),
    )
}
