//! One comment, as data: what the press prints and what the app makes.
//!
//! Accessibility: each comment is an article with a name of its own; its date is its permalink; a
//! tool that only says "Répondre" has whom in its name. Writers choose their direction: names and
//! texts have `dir="auto"`.

use kiosque_catalogue::reader::VoiceWords;
use kiosque_drivers::html::{self, Node, Tag};
use kiosque_model::Comment;
use kiosque_model::post::web_link;

use super::tree::Branch;
use crate::components::when::{Precision, time};
use crate::markup::{Element, element};

/// What is known of a discussion when its comments are made.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The sentences.
    pub words: &'static VoiceWords,
    /// Whether nobody writes here any more.
    pub closed: bool,
    /// Numbers of comments that this reader can still change.
    pub own: &'a [u64],
}

/// The fragment that leads to a comment. WordPress leads readers to the same.
pub fn anchor(id: u64) -> String {
    format!("comment-{id}")
}

/// A comment with its answers, as an item of a list.
pub fn entry(branch: &Branch<'_>, setting: Setting<'_>) -> Element {
    let answers = (!branch.answers.is_empty()).then(|| {
        let answers = branch.answers.iter().map(|branch| entry(branch, setting));
        element("ol")
            .class("comment-answers")
            .child(answers.collect::<Vec<_>>())
    });
    element("li")
        .class("comment-entry")
        .child(article(branch.comment, branch.orphan, setting))
        .child(answers)
}

fn article(comment: &Comment, orphan: bool, setting: Setting<'_>) -> Element {
    let words = setting.words;
    let id = anchor(comment.id);
    let name = shown_name(&comment.author, words);
    let body = if comment.deleted {
        element("p")
            .class("comment-gone")
            .child(words.comment_deleted)
    } else {
        element("div")
            .class("comment-text")
            .with("dir", "auto")
            .child(text(&html::parse(&comment.html)))
    };
    let permalink = element("a")
        .class("comment-permalink")
        .with("href", format!("#{id}"))
        .child(time(&comment.moment, Precision::Full));
    element("article")
        .class("comment")
        .with("id", id)
        .with("tabindex", "-1")
        .with(
            "aria-label",
            (words.comment_by)(&name, &comment.moment.full),
        )
        .with("data-version", version(comment, setting))
        .child(
            element("p")
                .class("comment-head")
                .child(signature(&name, comment.website.as_deref()))
                .child(permalink)
                .child(
                    comment
                        .edited
                        .then(|| element("span").child(words.comment_edited)),
                ),
        )
        .child(orphan.then(|| element("p").class("comment-orphan").child(words.orphan)))
        .child(body)
        .child((!comment.deleted).then(|| tools(comment, &name, setting)))
}

/// The name of a writer: as given, less what would turn the words around it.
pub fn shown_name(name: &str, words: &'static VoiceWords) -> String {
    let name = html::plain(name);
    match name.trim() {
        "" => words.anonymous.to_owned(),
        name => name.to_owned(),
    }
}

/// A writer's name, a link to their site where they gave one.
pub fn signature(name: &str, website: Option<&str>) -> Element {
    let author = website
        .and_then(web_link)
        .map_or_else(|| element("span"), outside_link);
    author
        .class("comment-author")
        .with("dir", "auto")
        .child(name.to_owned())
}

/// A link that a reader gave: nobody vouches for where it leads.
fn outside_link(href: &str) -> Element {
    element("a")
        .with("href", href.to_owned())
        .with("rel", "nofollow ugc noopener noreferrer")
}

const fn is_block(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Paragraph | Tag::Preformatted | Tag::Quote | Tag::List | Tag::NumberedList
    )
}

/// The words of a comment. Those that stand alone get a paragraph.
pub fn text(nodes: &[Node]) -> Vec<Element> {
    let mut blocks = Vec::new();
    let mut line: Option<Element> = None;
    for node in nodes {
        match node {
            Node::Element {
                tag,
                href,
                children,
            } if is_block(*tag) => {
                blocks.extend(line.take());
                blocks.push(made(*tag, href.as_deref(), children));
            }
            Node::Text(text) if line.is_none() && text.trim().is_empty() => {}
            inline => line = Some(add(line.unwrap_or_else(|| element("p")), inline)),
        }
    }
    blocks.extend(line);
    blocks
}

fn made(tag: Tag, href: Option<&str>, children: &[Node]) -> Element {
    // Links alone have an address.
    let made = href.map_or_else(|| element(tag.name()), outside_link);
    children.iter().fold(made, add)
}

fn add(parent: Element, node: &Node) -> Element {
    match node {
        Node::Text(text) => parent.child(text.clone()),
        Node::Element {
            tag,
            href,
            children,
        } => parent.child(made(*tag, href.as_deref(), children)),
    }
}

fn tools(comment: &Comment, name: &str, setting: Setting<'_>) -> Element {
    let words = setting.words;
    let button = |act: &'static str| {
        element("button")
            .class("comment-tool")
            .with("type", "button")
            .with("data-act", act)
    };
    let reply = (!setting.closed).then(|| {
        button("reply")
            .with("aria-label", (words.reply_to)(name))
            .child(words.reply)
    });
    let votes = comment.votes.map(|votes| {
        [
            button("like").child((words.vote_for)(votes.likes)),
            button("dislike").child((words.vote_against)(votes.dislikes)),
        ]
    });
    let own = setting.own.contains(&comment.id).then(|| {
        [
            button("edit").child(words.edit),
            button("delete").child(words.delete),
        ]
    });
    element("p")
        .class("comment-tools")
        .child(reply)
        .child(votes)
        .child(own)
}

/// What tells whether a comment that stands in the page is still the one its service gives: a number
/// made of everything that is shown (FNV-1a,
/// <https://datatracker.ietf.org/doc/draft-eastlake-fnv/>).
pub fn version(comment: &Comment, setting: Setting<'_>) -> String {
    let mut hash: u32 = 0x811c_9dc5;
    let mut add = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
    };
    add(comment.html.as_bytes());
    add(comment.author.as_bytes());
    add(comment.website.as_deref().unwrap_or_default().as_bytes());
    let votes = comment.votes.unwrap_or_default();
    add(&votes.likes.to_le_bytes());
    add(&votes.dislikes.to_le_bytes());
    add(&comment.parent.unwrap_or_default().to_le_bytes());
    add(&[
        u8::from(comment.edited),
        u8::from(comment.deleted),
        u8::from(setting.own.contains(&comment.id)),
    ]);
    hash.to_string()
}
