//! Live coverage: the article's timelines, post by post.

use std::cmp::Reverse;

use jiff::Timestamp;
use kiosque_model::post::{Media, MediaKind, Post, PostState, web_link};
use kiosque_model::{Article, Block, Live, TimelinePost, excerpt};
use serde_json::{Value, json};

use super::{About, node};

/// Longest headline made of a post's words, in characters.
const LONGEST_HEADLINE: usize = 110;

impl About<'_> {
    /// The coverage, as it is or as it was. It began with the publication or the first post,
    /// whichever came first. One that goes on has no end, and its newest post first; one that is
    /// over ended with the last post or change (<https://schema.org/coverageEndTime>).
    pub(super) fn live_blog(&self, article: &Article, live: Live) -> Value {
        let mut posts = shown(article);
        if live.is_now() {
            posts.sort_by_key(|post| Reverse(post.posted.iso.parse::<Timestamp>().ok()));
        }
        let dates = || {
            posts
                .iter()
                .map(|post| post.posted.iso.as_str())
                .chain([article.published.iso.as_str(), &article.last_change().iso])
        };
        let at = |iso: &&str| iso.parse::<Timestamp>().ok();
        let updates: Vec<Value> = posts.iter().map(|post| self.update(post)).collect();
        node([
            ("@type", json!("LiveBlogPosting")),
            ("@id", json!(self.id("direct"))),
            ("url", json!(self.url())),
            ("headline", json!(article.headline)),
            ("description", json!(self.page.description)),
            ("image", self.images(article)),
            ("datePublished", json!(article.published.iso)),
            ("dateModified", json!(article.last_change().iso)),
            ("coverageStartTime", json!(dates().min_by_key(at))),
            (
                "coverageEndTime",
                json!(dates().max_by_key(at).filter(|_| !live.is_now())),
            ),
            ("author", self.authors(article)),
            ("publisher", json!({"@id": self.publisher_id()})),
            ("inLanguage", json!(self.site.language.tag())),
            ("liveBlogUpdate", json!(updates)),
        ])
    }

    fn update(&self, timeline_post: &TimelinePost) -> Value {
        let TimelinePost {
            post,
            posted,
            anchor,
            ..
        } = timeline_post;
        // What its author put under a warning is not told around.
        let covered = post.cw.is_some();
        let words = post.cw.as_deref().unwrap_or(&post.text);
        let headline = excerpt(words, LONGEST_HEADLINE);
        let pictures: Vec<String> = post
            .media
            .iter()
            .filter(|media| !covered && !post.sensitive && is_shown(media))
            .map(|media| self.site.absolute(&media.file))
            .collect();
        let headline = if headline.is_empty() {
            post.author.spoken_name()
        } else {
            headline
        };
        node([
            ("@type", json!("BlogPosting")),
            ("@id", json!(self.id(anchor))),
            ("url", json!(self.id(anchor))),
            ("headline", json!(headline)),
            ("datePublished", json!(posted.iso)),
            (
                "articleBody",
                json!((!covered).then_some(post.text.as_str())),
            ),
            ("inLanguage", json!(post.lang)),
            ("image", json!(pictures)),
            (
                "author",
                node([
                    ("@type", json!("Person")),
                    ("name", json!(post.author.spoken_name())),
                    ("url", json!(web_link(&post.author.profile_url))),
                ]),
            ),
            ("sameAs", json!(address(post))),
        ])
    }
}

/// Where a post still is on its network.
fn address(post: &Post) -> Option<&str> {
    (post.state == PostState::LiveSnapshot)
        .then(|| web_link(&post.url))
        .flatten()
}

fn is_shown(media: &Media) -> bool {
    media.kind == MediaKind::Photo && media.width > 0
}

/// Posts of the article's timelines in reading order, those withdrawn left out, none twice.
fn shown(article: &Article) -> Vec<&TimelinePost> {
    let mut shown: Vec<&TimelinePost> = Vec::new();
    for block in &article.body {
        let Block::Timeline(block) = block else {
            continue;
        };
        for section in &block.timeline.sections {
            for (_, post) in block.posts_of(section) {
                let withdrawn = matches!(post.post.state, PostState::Withdrawn { .. });
                if !withdrawn && shown.iter().all(|other| other.anchor != post.anchor) {
                    shown.push(post);
                }
            }
        }
    }
    shown
}
