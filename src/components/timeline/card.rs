//! A post as a card: a quotation, not a widget.
//!
//! Accessibility: what a post says keeps its author's language and direction; what the newsroom adds
//! is in the page's. A warning is a closed `details`, so it works without script.

use kiosque_catalogue::reader::{PostWords, network_name};
use kiosque_model::TimelinePost;
use kiosque_model::post::{Edited, Post, PostState, web_link};
use kiosque_model::timeline::PollDates;

use super::author::{author, name};
use super::cover::cover;
use super::link_card::link_card;
use super::media::media;
use super::poll::poll;
use super::quote::quote;
use super::text::{outside, text};
use crate::markup::{Element, element};

/// What a post and a post that it quotes have in common.
pub struct Matter<'a> {
    /// The post.
    pub post: &'a Post,
    /// Fragment that no other part of the page begins with.
    pub id: String,
    /// Dates of its poll.
    pub poll: Option<&'a PollDates>,
}

/// Shows a post that stands.
pub fn card(words: &'static PostWords, shown: &TimelinePost) -> Element {
    let post = &shown.post;
    let class = match post.state {
        PostState::DeletedUpstream => "post post-deleted",
        _ => "post",
    };
    let matter = Matter {
        post,
        id: shown.anchor.clone(),
        poll: shown.poll.as_ref(),
    };
    let quoted = post.quote.as_ref().map(|part| quote(words, part, shown));
    element("article")
        .class(class)
        .with("id", shown.anchor.clone())
        .with("tabindex", "-1")
        .with(
            "aria-label",
            (words.post_by)(&post.author.spoken_name(), &shown.posted.full),
        )
        .maybe("dir", is_right_to_left(post).then_some("rtl"))
        .child(reposted(words, shown))
        .child(
            element("header")
                .class("post-head")
                .child(author(&post.author, post.source)),
        )
        .child(answers(words, shown))
        .child(threaded(words, shown))
        .child(covered(words, &matter, quoted))
        .child((words.state)(&post.state).map(notice))
        .child(foot(words, shown))
}

/// Words, media, poll, link preview and quoted post, under the author's warning if there is one.
/// Pictures marked as sensitive have a cover of their own where nothing covers them yet.
pub fn covered(
    words: &'static PostWords,
    matter: &Matter<'_>,
    quoted: Option<Element>,
) -> Vec<Element> {
    let post = matter.post;
    let warning = post.cw.as_deref().filter(|cw| !cw.trim().is_empty());
    let warning = warning.map(|cw| {
        element("summary")
            .with("dir", "auto")
            .maybe("lang", post.lang.clone())
            .child(cw.to_owned())
    });
    let mut pictures = media(words, matter);
    let mut card = post.card.as_ref().and_then(link_card);
    let sensitive = (post.sensitive && warning.is_none())
        .then(|| element("summary").child(words.show_sensitive));
    if sensitive.is_some() && post.card.as_ref().is_some_and(|card| card.image.is_some()) {
        pictures.extend(card.take());
    }
    let cut = post.truncated.then(|| {
        let whole = address(post)
            .map(|href| outside(href).child((words.read_on)(network_name(post.source))));
        notice(words.truncated).child(" ").child(whole)
    });
    let mut parts = Vec::new();
    parts.extend(text(post));
    parts.extend(cut);
    parts.extend(cover("post-sensitive", sensitive, pictures));
    parts.extend(
        post.poll
            .as_ref()
            .map(|part| poll(words, part, matter.poll, post.lang.as_ref())),
    );
    parts.extend(card);
    parts.extend(quoted);
    cover("post-warning", warning, parts)
}

/// Where a post still is on its network.
pub fn address(post: &Post) -> Option<&str> {
    (post.state == PostState::LiveSnapshot)
        .then(|| web_link(&post.url))
        .flatten()
}

/// A line of the newsroom's that a reader must not miss.
pub fn notice(said: &'static str) -> Element {
    element("p").class("post-notice").child(said)
}

fn context() -> Element {
    element("p").class("post-context")
}

/// Who passed the post on, and when.
fn reposted(words: &PostWords, shown: &TimelinePost) -> Option<Element> {
    let repost = shown.post.repost_by.as_ref()?;
    let who = match web_link(&repost.author.profile_url) {
        Some(href) => outside(href).child(name(&repost.author)),
        None => name(&repost.author),
    };
    let line = context().sentence(words.reposted_by, who);
    Some(match &shown.reposted {
        Some(at) => line.child(" – ").child(
            element("time")
                .maybe("datetime", repost.at.clone())
                .child(at.clone()),
        ),
        None => line,
    })
}

/// What the post answers: a link to it in the page, or to where it is.
fn answers(words: &'static PostWords, shown: &TimelinePost) -> Option<Element> {
    let reply = shown.post.reply_to.as_ref()?;
    let link = match (&shown.answered, reply.url.as_deref().and_then(web_link)) {
        (Some(anchor), _) => Some(inside(anchor)),
        (None, Some(href)) => Some(outside(href)),
        (None, None) => None,
    };
    let line = |line: Element| match &reply.handle {
        Some(handle) => {
            let handle = element("bdi").child(format!("@{handle}"));
            line.sentence(words.replying_to, handle)
        }
        None => line.child(words.replying),
    };
    Some(match link {
        Some(link) => context().child(line(link)),
        None => line(context()),
    })
}

/// The post's place in its author's thread, with a link to the thread's first post where the page
/// has it.
fn threaded(words: &PostWords, shown: &TimelinePost) -> Option<Element> {
    let said = (words.thread)(shown.post.thread.as_ref()?.position);
    Some(match &shown.thread {
        Some(anchor) => context().child(inside(anchor).child(said)),
        None => context().child(said),
    })
}

fn inside(anchor: &str) -> Element {
    element("a").with("href", format!("#{anchor}"))
}

/// Which version this is, when it was archived, what was counted then, and where it is.
///
/// Other versions of an edited post are not linked: the archive keeps one, and the network shows its
/// history to those who have an account. Counts are a photograph of a moment: they stand with their
/// day or not at all.
fn foot(words: &PostWords, shown: &TimelinePost) -> Element {
    let post = &shown.post;
    let part = |said: String| element("span").child(said);
    let edited = match post.edited {
        Edited::None => None,
        Edited::Version { n, of, .. } => Some(part((words.edited)(n, of))),
    };
    let counts = post
        .counts
        .as_ref()
        .zip(shown.counted.as_ref())
        .map(|(counts, day)| (words.counts)(counts, day))
        .filter(|said| !said.is_empty());
    let link = address(post).map(|href| {
        outside(href)
            .class("post-source")
            .child((words.view_on)(network_name(post.source)))
    });
    element("footer")
        .class("post-foot")
        .child(edited)
        .child(part((words.archived_on)(&shown.archived.date)))
        .child(counts.map(part))
        .child(link)
}

/// Whether a post is written from right to left: by its language, or by the first letter that has a
/// direction where nobody said which language.
pub fn is_right_to_left(post: &Post) -> bool {
    match &post.lang {
        Some(lang) => {
            let mut parts = lang.split('-');
            let language = parts.next().unwrap_or_default();
            let script = parts.next().filter(|part| part.len() == 4);
            match script {
                Some(script) => matches!(script, "Arab" | "Hebr" | "Syrc" | "Thaa" | "Nkoo"),
                None => matches!(
                    language,
                    "ar" | "ckb" | "dv" | "fa" | "he" | "iw" | "ps" | "sd" | "ug" | "ur" | "yi"
                ),
            }
        }
        None => post
            .text
            .chars()
            .find(|letter| letter.is_alphabetic())
            .is_some_and(|letter| {
                // The blocks of Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
                matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fefc}')
            }),
    }
}
