//! An article.

use kiosque_model::{Article, Block};
use serde_json::{Value, json};

use super::{About, node};
use crate::discussions::FRAGMENT;
use crate::html;

impl About<'_> {
    /// An article's graph: itself, its live coverage where there is or was one, its trail.
    pub(super) fn article(&self, article: &Article) -> Vec<Value> {
        let mut nodes = vec![self.news_article(article)];
        nodes.extend(article.live.map(|live| self.live_blog(article, live)));
        nodes.push(self.trail(&article.breadcrumb));
        nodes
    }

    fn news_article(&self, article: &Article) -> Value {
        let site = self.site;
        let tags: Vec<&str> = article.tags.iter().map(|tag| tag.title.as_str()).collect();
        node([
            ("@type", json!("NewsArticle")),
            ("@id", json!(self.id("article"))),
            ("url", json!(self.url())),
            (
                "mainEntityOfPage",
                json!({"@type": "WebPage", "@id": self.url()}),
            ),
            ("headline", json!(article.headline)),
            ("description", json!(self.page.description)),
            ("image", self.images(article)),
            ("datePublished", json!(article.published.iso)),
            ("dateModified", json!(article.last_change().iso)),
            ("author", self.authors(article)),
            ("publisher", self.publisher()),
            ("articleSection", json!(article.section.title)),
            ("keywords", json!(tags)),
            ("inLanguage", json!(site.language.tag())),
            ("isAccessibleForFree", json!(true)),
            ("isPartOf", json!({"@id": self.website_id()})),
            ("correction", json!(corrections(article))),
            (
                "discussionUrl",
                json!(article.discussion.as_ref().map(|_| self.id(FRAGMENT))),
            ),
            (
                "commentCount",
                json!(article.discussion.as_ref().map(|one| one.total)),
            ),
            (
                "comment",
                json!(article.discussion.as_ref().map(|one| self.comments(one))),
            ),
        ])
    }

    /// Who signs; the newspaper where nobody does.
    pub(super) fn authors(&self, article: &Article) -> Value {
        if article.authors.is_empty() {
            return json!([{
                "@type": "NewsMediaOrganization",
                "@id": self.publisher_id(),
                "name": self.site.name,
                "url": self.site.absolute("/"),
            }]);
        }
        article
            .authors
            .iter()
            .map(|byline| self.author(byline))
            .collect()
    }

    /// The opening picture, then the one made for sharing, which is wide enough for every use.
    pub(super) fn images(&self, article: &Article) -> Value {
        let hero = article
            .hero
            .as_ref()
            .map(|hero| self.picture(&hero.picture));
        let shared = self.share_image.map(|image| {
            json!({
                "@type": "ImageObject",
                "url": image.url,
                "width": image.width,
                "height": image.height,
            })
        });
        hero.into_iter().chain(shared).collect()
    }
}

fn corrections(article: &Article) -> Vec<Value> {
    article
        .body
        .iter()
        .filter_map(|block| match block {
            Block::Correction { date, html } => Some(json!({
                "@type": "CorrectionComment",
                "text": html::words(html),
                "datePublished": date.iso,
            })),
            _ => None,
        })
        .collect()
}
