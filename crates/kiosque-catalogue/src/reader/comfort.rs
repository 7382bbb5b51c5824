//! Sentences around reading: how large the text is, where one was, what comes while one reads.

mod english;
mod french;

pub(super) use english::WORDS as ENGLISH;
pub(super) use french::WORDS as FRENCH;

/// What the site says to whoever reads, in one language.
#[derive(Debug)]
pub struct ComfortWords {
    /// Name of the text size control, followed by the size in force.
    pub text_size: &'static str,
    /// The sizes, from the browser's own to the largest.
    pub text_sizes: [&'static str; 4],
    /// Button back to where one was in an article: how much lies before it, in hundredths.
    pub resume: fn(u32) -> String,
    /// The same in few words, for a narrow place.
    pub resume_short: &'static str,
    /// Mark in a timeline between what was read and what was not.
    pub read_up_to_here: &'static str,
    /// Button to the first post that was not read.
    pub to_unread: &'static str,
    /// The same in few words, for a narrow place.
    pub to_unread_short: &'static str,
    /// Name of the controls of an article that is being covered.
    pub live: &'static str,
    /// Said while the newsroom is asked from time to time.
    pub live_follows: &'static str,
    /// When the newsroom answered last: hour.
    pub live_up_to_date: fn(&str) -> String,
    /// Said when no answer came.
    pub live_unanswered: &'static str,
    /// Said when the reader stopped the questions.
    pub live_paused: &'static str,
    /// Said when coverage is over.
    pub live_over: &'static str,
    /// Said when the page was made for another version of the app.
    pub live_renewed: &'static str,
    /// Button that stops the questions.
    pub live_pause: &'static str,
    /// Button that goes on with them.
    pub live_go_on: &'static str,
    /// Button that shows posts that wait: how many.
    pub live_arrivals: fn(u32) -> String,
    /// Button that shows what has changed, where no post is new.
    pub live_changes: &'static str,
    /// Button that loads the page in the order of the day.
    pub live_in_order: &'static str,
    /// Button that loads the page again.
    pub live_reload: &'static str,
}
