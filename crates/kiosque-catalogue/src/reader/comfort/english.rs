//! Sentences around reading, in English.

use super::ComfortWords;

pub(in super::super) static WORDS: ComfortWords = ComfortWords {
    text_size: "Text size",
    text_sizes: ["normal", "large", "very large", "double"],
    resume: |share| format!("Resume reading at {share}%"),
    resume_short: "Resume",
    read_up_to_here: "Read up to here",
    to_unread: "Go to the first unread post",
    to_unread_short: "Unread",
    live: "Live coverage",
    live_follows: "Following live",
    live_up_to_date: |hour| format!("Up to date at {hour}"),
    live_unanswered: "No answer",
    live_paused: "Live coverage paused",
    live_over: "Live coverage is over",
    live_renewed: "The page was made anew",
    live_pause: "Pause",
    live_go_on: "Resume",
    live_arrivals: |count| match count {
        1 => "1 new post".to_owned(),
        _ => format!("{count} new posts"),
    },
    live_changes: "Show the changes",
    live_in_order: "Read in the order of the day",
    live_reload: "Reload the page",
};
