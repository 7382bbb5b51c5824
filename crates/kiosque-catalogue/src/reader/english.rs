//! The interface in English.

use kiosque_model::post::{PostState, UnavailableReason};
use kiosque_model::timeline::DayPart;

use super::Words;

fn counted(count: u64, one: &str, many: &str) -> String {
    let noun = if count == 1 { one } else { many };
    format!("{count} {noun}")
}

pub(super) static WORDS: Words = Words {
    skip_to_content: "Skip to content",
    sections: "Sections",
    breadcrumb: "Breadcrumb",
    front_page: "Front page",
    by: "By",
    and: "and",
    published: "Published",
    updated: "Updated",
    reading_time: |minutes| format!("{minutes} min read"),
    draft: "Draft",
    scheduled: "Scheduled",
    live: "Live",
    credit: "Credit",
    explainer: "Explainer",
    correction: "Correction",
    tags: "Tags",
    share: "Share",
    copy_link: "Copy link",
    link_copied: "Link copied",
    copy_failed: "The browser refused to copy. The address is in its address bar.",
    related: "Read also",
    neighbours: "In the same section",
    previous_article: "Previous article",
    next_article: "Next article",
    back_to_top: "Back to top",
    theme: "Theme",
    theme_system: "same as system",
    theme_light: "light",
    theme_dark: "dark",
    pages: "Pages",
    newer: "Newer articles",
    older: "Older articles",
    page_of: |current, total| format!("Page {current} of {total}"),
    article_count: |count| counted(u64::from(count), "article", "articles"),
    no_articles: "No articles yet.",
    tag: "Tag",
    author: "Byline",
    section: "Section",
    latest: "Latest",
    not_found: "This page does not exist",
    not_found_text: "The address has changed, or has a mistake in it. The sections and the front page are where they were.",
    to_front_page: "Go to the front page",
    loading: "Loading the page…",
    load_failed: "The page could not be loaded",
    load_failed_network: "The network did not answer. Check the connection, then try again.",
    load_failed_status: |status| {
        format!("The server answered with an error ({status}). Try again in a moment.")
    },
    load_failed_malformed: "The server’s answer cannot be read. Try again in a moment.",
    load_failed_newer: "The site has just been updated. Try again to load the new version.",
    retry: "Try again",
    post_count: |count| counted(u64::from(count), "post", "posts"),
    hour_span: |from, to| format!("{from} – {to}"),
    key_posts: "Key moments",
    key_post: "Key moment",
    post_by: |author, date| format!("Post by {author}, {date}"),
    view_on: |network| format!("View on {network}"),
    editor_note: "Editor’s note:",
    replying_to: |handle| format!("Replying to {handle}"),
    reposted_by: |name| format!("Reposted by {name}"),
    edited: |n, of| format!("Edited post, version {n} of {of}"),
    truncated: "The archived text is incomplete.",
    show_sensitive: "Marked as sensitive: show it",
    undescribed_photo: "Photo without a description",
    archived_on: |date| format!("archived on {date}"),
    poll_as_of: |date| format!("Provisional results as of {date}"),
    poll_final: "Final results",
    votes: |count| counted(count, "vote", "votes"),
    withdrawn: |date| format!("Post withdrawn by the newsroom on {date}."),
    post_state: |state| match state {
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
    day_part: |part| match part {
        DayPart::Night => "Night",
        DayPart::Morning => "Morning",
        DayPart::Afternoon => "Afternoon",
        DayPart::Evening => "Evening",
    },
    footer: "Footer",
    edition_of: "Edition of",
    search: "Search",
    search_description: "Search all articles of the newspaper.",
    search_label: "Words to look for",
    search_button: "Search",
    search_everywhere: "All sections",
    search_hint: "A place, a name, a subject: a few words are enough. Accents, plurals and capitals do not count.",
    search_without_script: "Search needs JavaScript. Without it, the sections and tags lead to every article.",
    searching: "Searching…",
    search_found: |count, words| {
        let articles = counted(u64::from(count), "article", "articles");
        format!("{articles} found for “{words}”")
    },
    search_none: |words| format!("No article found for “{words}”"),
    search_none_hint: "Check the spelling, look for fewer words, or for more common ones.",
    search_results: "Results",
    search_more: "Show more results",
    search_failed: "The search index could not be loaded. Check the connection, then try again.",
    browse: "Browse the newspaper",
};
