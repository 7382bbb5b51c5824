//! Social posts, normalised: the same shape whichever network they came from.
//!
//! Offsets are UTF-8 bytes into [`Post::text`], end-exclusive, on character boundaries, sorted and
//! disjoint. The text is already unescaped and cut to what the network displays.

mod author;
mod media;
mod text;

use serde::{Deserialize, Serialize};

pub use author::{AvatarShape, CustomEmoji, NamePiece, PostAuthor, Verified};
pub use media::{AltBy, Caption, Focus, Media, MediaKind};
pub use text::{Piece, Span, SpanFault, SpanKind, hidden_host, web_link};

/// The version of the archived post format.
pub const POST_SCHEMA: u32 = 1;

/// The network a post was published on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// X, formerly Twitter.
    X,
    /// Bluesky.
    Bluesky,
    /// Mastodon and what speaks its API.
    Mastodon,
}

/// A post kept by the newsroom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// [`POST_SCHEMA`] of the writer.
    pub schema: u32,
    /// Where it was published.
    pub source: Source,
    /// The network's id. Always a string: X's ids do not fit a JSON number.
    pub id: String,
    /// Permalink on the network.
    pub url: String,
    /// `at://` URI or ActivityPub id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// Who posted.
    pub author: PostAuthor,
    /// When it was posted: RFC 3339, UTC.
    pub created_at: String,
    /// When the network first saw it, where the author's clock cannot be trusted (Bluesky).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indexed_at: Option<String>,
    /// When the newsroom archived it: RFC 3339, UTC.
    pub archived_at: String,
    /// BCP 47 language; X's pseudo-codes (`und`, `zxx`, `qme`…) never reach it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// What the post says.
    pub text: String,
    /// Links, mentions and the like inside `text`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
    /// The full text was not available to the archive.
    #[serde(default, skip_serializing_if = "is_false")]
    pub truncated: bool,
    /// Content warning that the author put before the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cw: Option<String>,
    /// The author or the network marked the media as sensitive.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
    /// Photos, videos, sound.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Media>,
    /// Link preview.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<Card>,
    /// Poll.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<Poll>,
    /// Quoted post, one level deep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    /// What this post answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<ReplyTo>,
    /// Who reposted it into the timeline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repost_by: Option<Repost>,
    /// Place in a thread by the same author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<Thread>,
    /// Which version of an edited post this is.
    #[serde(default, skip_serializing_if = "Edited::is_none")]
    pub edited: Edited,
    /// Counts, a photograph of one moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<Counts>,
    /// What became of it since.
    #[serde(default)]
    pub state: PostState,
    /// How it came into the archive. Required in the archive, left out of published pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
}

/// A link preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Target.
    pub url: String,
    /// Title of the target.
    pub title: String,
    /// Description of the target.
    #[serde(default)]
    pub description: String,
    /// Host shown to the reader.
    pub domain: String,
    /// Preview picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<Media>,
}

/// A poll, as it stood when archived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// The choices, in order.
    pub options: Vec<PollOption>,
    /// What shares are of, where the network told: all votes, or all voters where each may make
    /// several choices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// When it ends: RFC 3339, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<String>,
    /// Whether the counts can no longer change.
    #[serde(rename = "final")]
    pub is_final: bool,
}

/// A choice of a poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollOption {
    /// Its words.
    pub label: String,
    /// Its votes, where the network told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<u64>,
}

/// A quoted post, or why it is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quote {
    /// The quoted post, its own quote left out.
    Post(Box<Post>),
    /// The quoted post could not be archived.
    Unavailable {
        /// Why.
        reason: UnavailableReason,
        /// Where it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
    },
}

/// Why a post is not in the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnavailableReason {
    /// Nobody asked the network for it.
    NeverFetched,
    /// Its author or the network deleted it.
    Deleted,
    /// Its author's account is protected.
    Protected,
    /// Its author's account is suspended.
    Suspended,
    /// The network withholds it here.
    Withheld,
    /// The network says only that it is gone.
    Gone,
    /// The newsroom took it down.
    RemovedByUs,
}

/// What a post answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyTo {
    /// Handle of the author answered, without `@`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    /// Id of the post answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Permalink of the post answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Who passed a post on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repost {
    /// The account that reposted.
    pub author: PostAuthor,
    /// When: RFC 3339, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// A place in a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// Id of the first post.
    pub root: String,
    /// Position, from 1.
    pub position: u32,
}

/// Which version of a post this is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edited {
    /// Never edited, as far as the archive knows.
    #[default]
    None,
    /// One of several versions.
    Version {
        /// This version, from 1.
        n: u32,
        /// How many there were when archived; 1 where the network tells that a post was edited,
        /// and not how often.
        of: u32,
        /// Ids of all versions, oldest first.
        ids: Vec<String>,
    },
}

impl Edited {
    fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// Public counts at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Replies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replies: Option<u64>,
    /// Reposts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reposts: Option<u64>,
    /// Likes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likes: Option<u64>,
    /// Quotes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quotes: Option<u64>,
    /// The moment: RFC 3339, UTC.
    pub captured_at: String,
}

/// What became of a post after it was archived.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostState {
    /// On the network when archived; nothing else is known.
    #[default]
    LiveSnapshot,
    /// Gone from the network; the newsroom still shows it.
    DeletedUpstream,
    /// Its author has since protected the account.
    Protected,
    /// Its author's account has since been suspended.
    Suspended,
    /// The network withholds it in some countries.
    Withheld,
    /// The newsroom took it down. It keeps its hour and its fragment, and says why.
    Withdrawn {
        /// The local day of the decision, `YYYY-MM-DD`.
        date: String,
        /// What readers are told.
        public_reason: String,
    },
}

/// How a post came into the archive. Never published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Name of the importer, or `manual`.
    pub importer: String,
    /// Its version.
    pub importer_version: String,
    /// Name of the input's format.
    pub format: String,
    /// SHA-256 of the raw input, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw_sha256: Option<String>,
    /// How the input was obtained.
    pub capture_method: String,
    /// Under what right it is shown.
    pub licence_note: String,
}

fn is_false(value: &bool) -> bool {
    !value
}

impl Post {
    /// The post without what must not be published: nothing but identity, hour and state is left
    /// of a post that was withdrawn, and no post keeps its provenance.
    #[must_use]
    pub fn published(mut self) -> Self {
        self.provenance = None;
        if let Some(quote) = self.quote.take() {
            self.quote = Some(match quote {
                Quote::Post(post) => {
                    let mut post = post.published();
                    post.quote = None;
                    Quote::Post(Box::new(post))
                }
                unavailable @ Quote::Unavailable { .. } => unavailable,
            });
        }
        if matches!(self.state, PostState::Withdrawn { .. }) {
            self.text.clear();
            self.spans.clear();
            self.media.clear();
            self.cw = None;
            self.card = None;
            self.poll = None;
            self.quote = None;
            self.reply_to = None;
            self.repost_by = None;
            self.thread = None;
            self.counts = None;
            self.uri = None;
            self.url.clear();
            self.author = PostAuthor {
                id: String::new(),
                name: String::new(),
                handle: String::new(),
                name_emoji: Vec::new(),
                avatar: None,
                profile_url: String::new(),
                shape: AvatarShape::default(),
                verified: None,
            };
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shortest archived post the format allows.
    pub(super) const POST: &str = r#"{
        "schema": 1, "source": "x", "id": "538241984053248001",
        "url": "https://x.com/redaction/status/538241984053248001",
        "author": {"id": "1", "name": "La rédaction", "handle": "redaction",
                   "profile_url": "https://x.com/redaction"},
        "created_at": "2014-11-28T08:04:23Z", "archived_at": "2014-11-29T08:00:00Z",
        "text": "Bonjour"
    }"#;

    #[test]
    fn absent_parts_have_their_meaning() -> Result<(), serde_json::Error> {
        let post: Post = serde_json::from_str(POST)?;
        assert_eq!(post.state, PostState::LiveSnapshot);
        assert_eq!(post.edited, Edited::None);
        assert!(post.media.is_empty() && post.quote.is_none() && !post.truncated);
        let again: Post = serde_json::from_str(&serde_json::to_string(&post)?)?;
        assert_eq!(again, post);
        Ok(())
    }

    #[test]
    fn a_number_is_no_id() {
        let numbered = POST.replace("\"538241984053248001\"", "538241984053248001");
        assert!(serde_json::from_str::<Post>(&numbered).is_err());
    }

    #[test]
    fn states_and_quotes_read_back() -> Result<(), serde_json::Error> {
        let mut post: Post = serde_json::from_str(POST)?;
        post.state = PostState::Withdrawn {
            date: "2020-01-02".into(),
            public_reason: "À la demande de son auteur.".into(),
        };
        post.quote = Some(Quote::Unavailable {
            reason: UnavailableReason::Deleted,
            url: None,
        });
        let again: Post = serde_json::from_str(&serde_json::to_string(&post)?)?;
        assert_eq!(again, post);
        Ok(())
    }

    #[test]
    fn a_withdrawn_post_publishes_neither_words_nor_author() -> Result<(), serde_json::Error> {
        let mut post: Post = serde_json::from_str(POST)?;
        post.state = PostState::Withdrawn {
            date: "2020-01-02".into(),
            public_reason: "À la demande de son auteur.".into(),
        };
        let json = serde_json::to_string(&post.published())?;
        assert!(
            !json.contains("Bonjour") && !json.contains("redaction"),
            "{json}"
        );
        assert!(json.contains("2014-11-28T08:04:23Z") && json.contains("538241984053248001"));
        Ok(())
    }
}
