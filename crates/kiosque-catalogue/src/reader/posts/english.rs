//! Sentences around an archived post, in English.

use kiosque_model::Language;
use kiosque_model::post::{MediaKind, PostState, UnavailableReason};

use super::super::numbers::{compact, grouped};
use super::{PostWords, listed};

fn counted(count: u64, one: &str, many: &str) -> String {
    let noun = if count == 1 { one } else { many };
    format!("{} {noun}", compact(Language::En, count))
}

pub(in super::super) const WORDS: PostWords = PostWords {
    post_by: |author, date| format!("Post by {author}, {date}"),
    editor_note: "Editor’s note:",
    view_on: |network| format!("View on {network}"),
    replying_to: |handle| format!("Replying to {handle}"),
    replying: "Replying to another post",
    reposted_by: |name| format!("Reposted by {name}"),
    thread: |position| format!("Post {position} of a thread"),
    edited: |n, of| match of {
        0 | 1 => "Edited post".into(),
        _ => format!("Edited post, version {n} of {of}"),
    },
    truncated: "The archived text is incomplete.",
    read_on: |network| format!("Read on at {network}"),
    show_sensitive: "Marked as sensitive: show it",
    photo: |number, of, described| {
        let mut name = "Photo".to_owned();
        if of > 1 {
            name = format!("Photo {number} of {of}");
        }
        if !described {
            name.push_str(", without a description");
        }
        name
    },
    described: |count| {
        if count < 2 {
            "Picture described by the newsroom".to_owned()
        } else {
            "Pictures described by the newsroom".to_owned()
        }
    },
    missing_file: "This file is missing from the archive.",
    recording: |kind| match kind {
        MediaKind::Photo => "Photo",
        MediaKind::Gif => "Animation",
        MediaKind::Video => "Video",
        MediaKind::Audio => "Sound",
    },
    show_animation: "Animated picture: show it",
    captions: |languages| format!("captions: {languages}"),
    poll_as_of: |date| format!("Provisional results as of {date}"),
    poll_final: "Final results",
    poll_unknown: "The network did not tell the results.",
    poll_ends: |date, ended| {
        if ended {
            format!("voting ended on {date}")
        } else {
            format!("voting ends on {date}")
        }
    },
    poll_leads: "ahead",
    votes: |count| {
        let noun = if count == 1 { "vote" } else { "votes" };
        format!("{} {noun}", grouped(Language::En, count))
    },
    share: |share| format!("{share}%"),
    counts: |counts, date| {
        let nouns = [
            ("reply", "replies"),
            ("repost", "reposts"),
            ("quote", "quotes"),
            ("like", "likes"),
        ];
        let list = listed(counts, nouns, counted);
        if list.is_empty() {
            return list;
        }
        format!("On {date}: {list}")
    },
    archived_on: |date| format!("archived on {date}"),
    withdrawn: |date| format!("Post withdrawn by the newsroom on {date}."),
    state: |state| match state {
        PostState::LiveSnapshot | PostState::Withdrawn { .. } => None,
        PostState::DeletedUpstream => {
            Some("This post has been deleted from the network since it was archived.")
        }
        PostState::Protected => Some("Its author has made the account private since."),
        PostState::Suspended => Some("The network has suspended its author’s account since."),
        PostState::Withheld => Some("The network no longer shows this post in some countries."),
    },
    unavailable: |reason| match reason {
        UnavailableReason::NeverFetched => "The quoted post was not archived.",
        UnavailableReason::Deleted => "The quoted post was deleted.",
        UnavailableReason::Protected => "The quoted post is from a private account.",
        UnavailableReason::Suspended => "The quoted post is from a suspended account.",
        UnavailableReason::Withheld => "The network does not show the quoted post in this country.",
        UnavailableReason::Gone => "The quoted post is no longer available.",
        UnavailableReason::RemovedByUs => "The newsroom took down the quoted post.",
    },
    original_address: "Original address",
};
