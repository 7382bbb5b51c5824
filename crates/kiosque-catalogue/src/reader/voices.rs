//! Sentences around what readers write: comments, the newsletter, the outbox.

mod english;
mod french;

use kiosque_model::field_rules::{Fault, Field};

pub(super) use english::WORDS as ENGLISH;
pub(super) use french::WORDS as FRENCH;

/// What became of a message, as far as its writer must be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Told {
    /// Everyone sees it.
    Published,
    /// The newsroom looks at it first.
    Held,
    /// It waits on the device for its turn.
    Waiting,
    /// It waits on the device for the network.
    Offline,
    /// It is being sent.
    Sending,
    /// It waits, because the service wants a pause.
    TooFast,
    /// No answer came; it is looked for before it is sent again.
    Unclear,
    /// No answer came, and only the writer can say whether to send it again: the service shows
    /// nobody what it has not published.
    PerhapsThere,
    /// The same words are there already.
    Duplicate,
    /// This reader has written as often as the service allows here.
    Enough,
    /// One's own comment cannot be answered yet.
    OwnComment,
    /// Nobody writes here any more.
    Closed,
    /// Only who has an account writes here.
    LoginRequired,
    /// The service shows nothing of the kind.
    Unwelcome,
    /// The service refuses what a field holds.
    Refused(Option<Field>),
    /// The newsroom has something to mend.
    Failed,
}

/// What the site says of readers' messages, in one language.
#[derive(Debug)]
pub struct VoiceWords {
    /// How many comments there are.
    pub comment_count: fn(u32) -> String,
    /// Heading of a discussion without comments.
    pub comments: &'static str,
    /// Shown where there is no comment yet and one can be written.
    pub be_first: &'static str,
    /// Said of a comment whose writer gave no name.
    pub anonymous: &'static str,
    /// Name of a comment for assistive technology: writer, date.
    pub comment_by: fn(&str, &str) -> String,
    /// Said of a comment that was taken back.
    pub comment_deleted: &'static str,
    /// Said of a comment that its writer changed.
    pub comment_edited: &'static str,
    /// Mark of a comment that only its writer sees.
    pub comment_held: &'static str,
    /// Mark of an answer whose comment is not shown.
    pub orphan: &'static str,
    /// Label of the choice of an order.
    pub order: &'static str,
    /// As they came.
    pub oldest_first: &'static str,
    /// The last first.
    pub newest_first: &'static str,
    /// The best first.
    pub best_first: &'static str,
    /// Button that shows more comments.
    pub more_comments: &'static str,
    /// Said while comments are on their way.
    pub comments_loading: &'static str,
    /// Said when comments could not be loaded.
    pub comments_unavailable: &'static str,
    /// Said when the comments shown are those of the printed page.
    pub comments_not_refreshed: &'static str,
    /// Said where nobody writes any more.
    pub comments_closed: &'static str,
    /// Said where only script can send a comment.
    pub comments_need_script: &'static str,
    /// Button that answers a comment.
    pub reply: &'static str,
    /// Name of that button: writer.
    pub reply_to: fn(&str) -> String,
    /// Button that changes one's own comment.
    pub edit: &'static str,
    /// Button that takes one's own comment back.
    pub delete: &'static str,
    /// Button that takes it back for good.
    pub delete_for_good: &'static str,
    /// Said when a comment was taken back.
    pub deleted: &'static str,
    /// Said when a comment can no longer be changed.
    pub too_late: &'static str,
    /// Button that hides a held comment from this device.
    pub hide: &'static str,
    /// Button for a comment: how many are.
    pub vote_for: fn(u32) -> String,
    /// Button against a comment: how many are.
    pub vote_against: fn(u32) -> String,
    /// Said when a vote was counted.
    pub voted: &'static str,
    /// Heading of the form.
    pub write: &'static str,
    /// Heading of the form that changes a comment.
    pub change: &'static str,
    /// Above the form: what becomes of the address.
    pub email_not_published: &'static str,
    /// Above the form: what the mark says.
    pub required_marked: &'static str,
    /// Above the form, while one answers: writer.
    pub replying_to: fn(&str) -> String,
    /// Button that gives an answer or a change up.
    pub cancel: &'static str,
    /// Label of a field.
    pub field: fn(Field) -> &'static str,
    /// Under the field for the comment, where its service reads Markdown.
    pub markdown_hint: &'static str,
    /// Under the field for the comment, where its service reads HTML.
    pub html_hint: &'static str,
    /// Label of the checkbox that keeps the writer's name.
    pub remember_me: &'static str,
    /// Label of the field that nobody sees.
    pub leave_empty: &'static str,
    /// Said when that field was filled all the same.
    pub left_filled: &'static str,
    /// Button that sends a comment.
    pub send: &'static str,
    /// Button that sends a change.
    pub save: &'static str,
    /// Button that shows how a comment will look.
    pub preview: &'static str,
    /// Heading of what it will look like.
    pub preview_title: &'static str,
    /// Said when nothing can be shown beforehand.
    pub preview_unavailable: &'static str,
    /// How many characters are left.
    pub characters_left: fn(u32) -> String,
    /// How many characters there are too many.
    pub characters_over: fn(u32) -> String,
    /// Heading over what must be mended: how many fields.
    pub mend: fn(u32) -> String,
    /// What is wrong with a field, and the mend.
    pub fault: fn(Field, Fault) -> String,
    /// Said once when a draft was found on the device.
    pub draft_found: &'static str,
    /// Said where the device keeps nothing.
    pub not_kept: &'static str,
    /// What became of a comment.
    pub comment_told: fn(Told) -> &'static str,
    /// What became of a subscription.
    pub subscription_told: fn(Told) -> &'static str,
    /// How long until the next attempt: seconds.
    pub next_attempt: fn(u32) -> String,
    /// Heading of the outbox.
    pub outbox: &'static str,
    /// What the outbox is.
    pub outbox_hint: &'static str,
    /// Name of a message in the outbox: title of the article it is for.
    pub comment_on: fn(&str) -> String,
    /// Name of a subscription in the outbox: address.
    pub subscription_of: fn(&str) -> String,
    /// Button that sends at once.
    pub send_now: &'static str,
    /// Button that sends once more what may be there already.
    pub send_again: &'static str,
    /// Button that brings a message back into the form.
    pub take_back: &'static str,
    /// Button that throws a message away.
    pub discard: &'static str,
    /// Heading of the newsletter's form.
    pub newsletter_title: &'static str,
    /// What is sent, where the newsroom says nothing of its own.
    pub newsletter_promise: &'static str,
    /// How to leave.
    pub newsletter_leave: &'static str,
    /// Label of its field.
    pub newsletter_email: &'static str,
    /// Button that subscribes.
    pub subscribe: &'static str,
    /// Said where the newsletter needs script.
    pub newsletter_needs_script: &'static str,
    /// Said when the reader has a message to answer first.
    pub newsletter_confirm: &'static str,
    /// Link to the newsletter's page.
    pub newsletter: &'static str,
}
