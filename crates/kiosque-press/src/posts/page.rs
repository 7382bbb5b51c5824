//! A post as a page carries it: its dates worded, the posts it answers found.

use std::collections::HashMap;

use jiff::Timestamp;
use kiosque_model::post::{Poll, Post, Quote, Source};
use kiosque_model::timeline::PollDates;
use kiosque_model::{Block, TimelinePost};

use super::publication::publish;
use super::{ArchivedPost, withdrawn_on};
use crate::diagnostic::Findings;
use crate::media::MediaShelf;
use crate::moments::Wording;

/// A post as a page carries it, under its fragment.
pub fn on_page(
    archived: &ArchivedPost<'_>,
    wording: &Wording,
    anchor: String,
    shelf: &MediaShelf<'_>,
    findings: &Findings,
) -> TimelinePost {
    let post = publish(archived, wording.language, shelf, findings);
    let quoted = match &post.quote {
        Some(Quote::Post(quoted)) => Some(quoted.as_ref()),
        _ => None,
    };
    let repost = post.repost_by.as_ref();
    TimelinePost {
        posted: wording.moment(archived.posted),
        archived: wording.moment(archived.archived),
        quoted: quoted.and_then(posted).map(|at| wording.moment(at)),
        reposted: repost.and_then(|repost| day_and_hour(wording, repost.at.as_deref()?)),
        counted: post.counts.as_ref().and_then(|counts| {
            let at = counts.captured_at.parse().ok()?;
            Some(wording.moment(at).date)
        }),
        poll: post
            .poll
            .as_ref()
            .and_then(|poll| poll_dates(wording, &post, poll)),
        quoted_poll: quoted.and_then(|quoted| poll_dates(wording, quoted, quoted.poll.as_ref()?)),
        withdrawn_on: withdrawn_on(&post).map(|day| wording.day(day)),
        answered: None,
        thread: None,
        anchor,
        post,
    }
}

/// When a post was posted, by the earlier of the author's clock and the network's.
fn posted(post: &Post) -> Option<Timestamp> {
    let created: Timestamp = post.created_at.parse().ok()?;
    let indexed = post.indexed_at.as_ref().and_then(|at| at.parse().ok());
    Some(created.min(indexed.unwrap_or(Timestamp::MAX)))
}

fn day_and_hour(wording: &Wording, at: &str) -> Option<String> {
    Some(wording.moment(at.parse().ok()?).full)
}

fn poll_dates(wording: &Wording, post: &Post, poll: &Poll) -> Option<PollDates> {
    Some(PollDates {
        as_of: day_and_hour(wording, &post.archived_at)?,
        ends: poll
            .ends_at
            .as_ref()
            .and_then(|at| day_and_hour(wording, at)),
    })
}

/// Finds, for every post of an article, the fragments of the post it answers and of its thread's
/// first, where the article shows them, in whichever of its timelines.
pub fn answer(blocks: &mut [Block]) {
    let mut anchors: HashMap<(Source, String), String> = HashMap::new();
    for post in blocks.iter().filter_map(timeline).flatten() {
        let id = (post.post.source, post.post.id.clone());
        anchors.entry(id).or_insert_with(|| post.anchor.clone());
    }
    for block in blocks {
        let Block::Timeline(block) = block else {
            continue;
        };
        for shown in &mut block.posts {
            let post = &shown.post;
            let find = |id: &String| anchors.get(&(post.source, id.clone())).cloned();
            let answered = post.reply_to.as_ref().and_then(|to| to.id.as_ref());
            let root = post.thread.as_ref().map(|thread| &thread.root);
            shown.answered = answered.and_then(find);
            shown.thread = root.filter(|root| **root != post.id).and_then(find);
        }
    }
}

fn timeline(block: &Block) -> Option<&Vec<TimelinePost>> {
    match block {
        Block::Timeline(block) => Some(&block.posts),
        _ => None,
    }
}
