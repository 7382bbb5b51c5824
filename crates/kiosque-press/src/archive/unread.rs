//! Files of posts that were not read: nobody knows what they name, nor whose they are.

use std::fs;
use std::path::Path;

use kiosque_model::Post;
use kiosque_model::post::POST_SCHEMA;

use crate::content::{Content, Unreachable};

use super::silencing::mentions;

/// A file of a post that is not among the archive's posts.
#[derive(Debug, Clone)]
pub struct Unread {
    /// Path below the content folder.
    pub path: String,
    /// What stands in it, as far as it is text.
    text: String,
    /// The post in it, where it is one but for its hours, or a second copy.
    post: Option<Post>,
}

impl Unread {
    /// The post in it, as far as it can be read.
    pub(super) fn post(&self) -> Option<&Post> {
        self.post.as_ref()
    }

    /// Whether it may be the file of a post.
    pub(super) fn may_hold(&self, id: &str) -> bool {
        match &self.post {
            Some(post) => post.id == id,
            None => mentions(&self.text, id),
        }
    }
}

/// The files of posts that are none of these, in the order of their paths.
pub(super) fn unread(
    folder: &Path,
    content: &Content,
    is_read: impl Fn(&str) -> bool,
) -> Result<Vec<Unread>, Unreachable> {
    let mut unread: Vec<Unread> = content
        .posts
        .iter()
        .filter(|source| !is_read(&source.path))
        .map(|source| Unread {
            path: source.path.clone(),
            text: source.text.clone(),
            post: read(&source.text),
        })
        .collect();
    // What is no text was left out of the sources.
    for fault in content.faults.iter() {
        if fault.file.starts_with("posts/") {
            let path = folder.join(&fault.file);
            let bytes = fs::read(&path).map_err(|reason| Unreachable { path, reason })?;
            unread.push(Unread {
                path: fault.file.clone(),
                text: String::from_utf8_lossy(&bytes).into_owned(),
                post: None,
            });
        }
    }
    unread.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(unread)
}

fn read(text: &str) -> Option<Post> {
    let text = text.trim_start_matches('\u{feff}');
    let post: Post = serde_json::from_str(text).ok()?;
    (post.schema <= POST_SCHEMA).then_some(post)
}
