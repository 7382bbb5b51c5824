//! The site, its lists and its authors.

use kiosque_catalogue::reader;
use kiosque_model::{ArticleSummary, Author, Link};
use serde_json::{Value, json};

use super::{About, kind_of_author, node};

impl About<'_> {
    /// The front page: the site, the newspaper, and how to search them.
    pub(super) fn front(&self) -> Vec<Value> {
        let site = self.site;
        let search = self.page.masthead.search.as_deref().map(|permalink| {
            json!({
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": format!("{}?q={{search_term_string}}", site.absolute(permalink)),
                },
                "query-input": "required name=search_term_string",
            })
        });
        let website = node([
            ("@type", json!("WebSite")),
            ("@id", json!(self.website_id())),
            ("url", json!(site.absolute("/"))),
            ("name", json!(site.name)),
            ("description", json!(site.description)),
            ("inLanguage", json!(site.language.tag())),
            ("publisher", json!({"@id": self.publisher_id()})),
            ("potentialAction", json!(search)),
        ]);
        vec![website, self.publisher()]
    }

    /// A list's page with the articles on it.
    pub(super) fn collection(&self, articles: &[ArticleSummary]) -> Value {
        node([
            ("@type", json!("CollectionPage")),
            ("@id", json!(self.url())),
            ("url", json!(self.url())),
            ("name", json!(self.page.title)),
            ("description", json!(self.page.description)),
            ("inLanguage", json!(self.site.language.tag())),
            ("isPartOf", json!({"@id": self.website_id()})),
            ("mainEntity", self.item_list(articles)),
        ])
    }

    fn item_list(&self, articles: &[ArticleSummary]) -> Value {
        let items: Vec<Value> = articles
            .iter()
            .filter(|article| article.badge.is_none())
            .enumerate()
            .map(|(index, article)| {
                json!({
                    "@type": "ListItem",
                    "position": index + 1,
                    "name": article.headline,
                    "url": self.site.absolute(&article.url),
                })
            })
            .collect();
        json!({"@type": "ItemList", "itemListElement": items})
    }

    /// An author's page.
    pub(super) fn profile(&self, author: &Author) -> Value {
        let portrait = author.portrait.as_ref();
        let person = node([
            ("@type", json!(kind_of_author(author.collective))),
            ("@id", json!(self.id("signature"))),
            ("name", json!(author.listing.title)),
            ("url", json!(self.url())),
            ("description", json!(author.listing.description)),
            (
                "image",
                json!(portrait.map(|portrait| self.picture(portrait))),
            ),
            // A group has no job, and belongs to a newspaper in another way than a person.
            (
                "jobTitle",
                json!(author.role.as_ref().filter(|_| !author.collective)),
            ),
            (
                if author.collective {
                    "parentOrganization"
                } else {
                    "worksFor"
                },
                self.publisher(),
            ),
        ]);
        let signed: Vec<Value> = author
            .listing
            .articles
            .iter()
            .filter(|article| article.badge.is_none())
            .map(|article| {
                json!({
                    "@type": "NewsArticle",
                    "headline": article.headline,
                    "url": self.site.absolute(&article.url),
                    "datePublished": article.published.iso,
                    "author": {"@id": self.id("signature")},
                })
            })
            .collect();
        node([
            ("@type", json!("ProfilePage")),
            ("@id", json!(self.url())),
            ("url", json!(self.url())),
            ("name", json!(self.page.title)),
            ("inLanguage", json!(self.site.language.tag())),
            ("isPartOf", json!({"@id": self.website_id()})),
            ("mainEntity", person),
            ("hasPart", json!(signed)),
        ])
    }

    /// From the front page to a list.
    pub(super) fn list_trail(&self) -> Value {
        let home = reader::words(self.site.language).front_page.to_owned();
        self.trail(&[Link {
            title: home,
            url: "/".to_owned(),
        }])
    }
}
