//! What readers wrote under an article.

use kiosque_drivers::html;
use kiosque_model::{Comment, Discussion, excerpt};
use serde_json::{Value, json};

use super::{About, node};

/// Comments that are told: enough to see what is discussed, and no second copy of the page.
const TOLD: usize = 20;
/// Longest text of one, in characters.
const LONGEST: usize = 500;

impl About<'_> {
    /// The first comments, those that were taken back left out.
    pub(super) fn comments(&self, discussion: &Discussion) -> Vec<Value> {
        discussion
            .comments
            .iter()
            .filter(|comment| !comment.deleted)
            .take(TOLD)
            .map(|comment| self.comment(comment))
            .collect()
    }

    fn comment(&self, comment: &Comment) -> Value {
        let author = Some(&comment.author).filter(|name| !name.is_empty());
        node([
            ("@type", json!("Comment")),
            ("@id", json!(self.id(&format!("comment-{}", comment.id)))),
            (
                "text",
                json!(excerpt(&html::words(&html::parse(&comment.html)), LONGEST)),
            ),
            ("dateCreated", json!(comment.moment.iso)),
            (
                "author",
                json!(author.map(|name| json!({"@type": "Person", "name": name}))),
            ),
        ])
    }
}
