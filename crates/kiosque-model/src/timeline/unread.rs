//! A post that nobody has looked at yet.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::TimelinePost;

/// A post as the text it came in.
///
/// A timeline may have hundreds. Reading them all at once keeps a telephone busy longer than a
/// reader feels; an app that shows them one by one reads each when its turn comes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnreadPost(Box<RawValue>);

impl UnreadPost {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, as the parser says it.
    pub fn read(&self) -> Result<TimelinePost, serde_json::Error> {
        serde_json::from_str(self.0.get())
    }

    /// The text it came in.
    pub fn as_json(&self) -> &str {
        self.0.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Block, Page, PageBody};

    type Unread = Page<UnreadPost>;

    const PAGE: &str = r#"{"version":2,"url":"/a/","title":"","description":"",
        "masthead":{"name":"K","language":"fr","home":"/","edition":"","sections":[]},
        "body":{"article":{"headline":"A","section":{"title":"V","url":"/v/"},"breadcrumb":[],
        "authors":[],"published":MOMENT,"reading_minutes":1,"body":[{"timeline":{
        "timeline":{"schema":1,"day":"2014-11-28","tz":"Europe/Paris","title":"T","sections":[
        {"id":"matin","title":"M","entries":[{"post_id":"7"}]}]},
        "anchor":"t","frame":{"posts":1,"sections":[]},"posts":[POST]}}]}}}"#;
    const MOMENT: &str = r#"{"iso":"","full":"","date":"","hour":""}"#;
    const POST: &str = r#"{"post":{"schema":1,"source":"x","id":"7","url":"","text":"Été",
        "author":{"id":"","name":"","handle":"","profile_url":""},
        "created_at":"","archived_at":""},"posted":MOMENT,"archived":MOMENT,"anchor":"p"}"#;

    #[test]
    fn it_reads_as_the_post_it_is() -> Result<(), Box<dyn std::error::Error>> {
        let json = PAGE.replace("POST", POST).replace("MOMENT", MOMENT);
        let (read, unread) = (<Page>::from_json(&json)?, Unread::from_json(&json)?);
        let (PageBody::Article(read), PageBody::Article(unread)) = (&read.body, &unread.body)
        else {
            return Err("no article".into());
        };
        let (Block::Timeline(read), Block::Timeline(unread)) = (&read.body[0], &unread.body[0])
        else {
            return Err("no timeline".into());
        };
        let section = &unread.timeline.sections[0];
        let posts: Result<Vec<_>, _> = unread
            .posts_of(section)
            .map(|(_, post)| post.read())
            .collect();
        assert_eq!(posts?, read.posts);
        Ok(())
    }

    #[test]
    fn what_is_wrong_with_one_spoils_no_other() -> Result<(), Box<dyn std::error::Error>> {
        let posts = format!("{{}},{POST}");
        let json = PAGE.replace("POST", &posts).replace("MOMENT", MOMENT);
        assert!(<Page>::from_json(&json).is_err());
        let PageBody::Article(article) = Unread::from_json(&json)?.body else {
            return Err("no article".into());
        };
        let Block::Timeline(block) = &article.body[0] else {
            return Err("no timeline".into());
        };
        let read: Vec<_> = block.posts.iter().map(|post| post.read().is_ok()).collect();
        assert_eq!(read, [false, true]);
        Ok(())
    }
}
