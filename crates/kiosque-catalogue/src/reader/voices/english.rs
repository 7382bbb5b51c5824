//! Readers' messages in English.

use kiosque_model::field_rules::{Fault, Field};

use super::{Told, VoiceWords};

fn counted(count: u32, one: &str, many: &str) -> String {
    let noun = if count == 1 { one } else { many };
    format!(
        "{} {noun}",
        super::super::grouped(kiosque_model::Language::En, u64::from(count))
    )
}

fn field(field: Field) -> &'static str {
    match field {
        Field::Text => "Comment",
        Field::Name => "Name",
        Field::Email => "Email address",
        Field::Website => "Website",
    }
}

fn fault(field: Field, fault: Fault) -> String {
    match (field, fault) {
        (Field::Text, Fault::Missing) => "Write your comment.".into(),
        (Field::Name, Fault::Missing) => "Enter the name that will sign your comment.".into(),
        (Field::Email, Fault::Missing) => {
            "Enter your email address. It will not be published.".into()
        }
        (Field::Website, Fault::Missing | Fault::WebsiteShape) => {
            "Enter the address of a site, such as example.com, or leave this empty.".into()
        }
        (_, Fault::TooShort { least }) => {
            format!("Write a little more: at least {least} characters.")
        }
        (_, Fault::TooLong { most, now }) => format!(
            "Shorten by {}: {} at most.",
            counted(now.saturating_sub(most), "character", "characters"),
            counted(most, "character", "characters")
        ),
        (_, Fault::EmailLetter { letter: ' ' }) => "Remove the space inside the address.".into(),
        (_, Fault::EmailLetter { letter }) => {
            format!("Replace “{letter}”: an email address has no accented letters.")
        }
        (_, Fault::Control) => {
            "Remove the invisible character that slipped into this field.".into()
        }
        (_, Fault::EmailShape | Fault::WebsiteShape) => {
            "Complete the address, like name@example.com.".into()
        }
    }
}

fn comment_told(told: Told) -> &'static str {
    match told {
        Told::Published => "Your comment is published.",
        Told::Held => {
            "Your comment is awaiting moderation. Until then only you see it, on this device."
        }
        Told::Waiting => "Your comment is kept on this device. It will be sent in a moment.",
        Told::Offline => {
            "You are offline. Your comment is kept on this device and will be sent when the network is back."
        }
        Told::Sending => "Sending…",
        Told::TooFast => {
            "The site asks for a pause between two comments. Yours is kept and will be sent by itself."
        }
        Told::Unclear => {
            "No answer came. Your comment is kept; we check whether it arrived before sending it again."
        }
        Told::PerhapsThere => {
            "No answer came, and nothing tells whether your comment is already awaiting moderation. It is up to you: send it again, at the risk that it arrives twice, or remove it from here."
        }
        Told::Duplicate => "This comment was sent before, word for word.",
        Told::Enough => {
            "You have sent as many comments as this article takes from one reader. You can still reply to others."
        }
        Told::OwnComment => {
            "Your own comment can still be edited: edit it rather than reply to it."
        }
        Told::Closed => {
            "Comments on this article are closed. Your text stays here so that you can copy it."
        }
        Told::LoginRequired => {
            "Only readers with an account comment here. Your text stays here so that you can copy it."
        }
        Told::Unwelcome => {
            "The site will not show this comment as it is written. Reword it, then send it again."
        }
        Told::Refused(Some(Field::Text)) => {
            "The site refuses the text of the comment. Shorten it or reword it."
        }
        Told::Refused(Some(Field::Name)) => {
            "The site refuses the name. Correct it, then send again."
        }
        Told::Refused(Some(Field::Email)) => {
            "The site refuses the email address. Correct it, then send again."
        }
        Told::Refused(Some(Field::Website)) => {
            "The site refuses the website’s address. Correct or clear it, then send again."
        }
        Told::Refused(None) => "The site refuses one of the fields. Check them, then send again.",
        Told::Failed => {
            "The site cannot take comments at the moment. Yours is kept on this device; try again later."
        }
    }
}

fn subscription_told(told: Told) -> &'static str {
    match told {
        Told::Published => "Done: you will get the next letter.",
        Told::Held => {
            "Look in your mailbox: a message asks you to confirm your subscription. If it is not there, look among the spam."
        }
        Told::Waiting => "Your address is kept on this device. It will be sent in a moment.",
        Told::Offline => {
            "You are offline. Your address is kept on this device and will be sent when the network is back."
        }
        Told::Sending => "Sending…",
        Told::TooFast => {
            "Too many subscriptions at once from your connection. Your address is kept and will be sent by itself."
        }
        Told::Unclear | Told::PerhapsThere => {
            "No answer came. Your address is kept and will be sent again."
        }
        Told::Refused(_) | Told::Unwelcome => {
            "The service refuses this address. Correct it, then send again."
        }
        Told::Closed | Told::LoginRequired => "Subscriptions are closed for now.",
        Told::Duplicate | Told::Enough | Told::OwnComment => "This address is already subscribed.",
        Told::Failed => {
            "The newsletter service cannot take subscriptions at the moment. Your address is kept on this device; try again later."
        }
    }
}

pub(in super::super) static WORDS: VoiceWords = VoiceWords {
    comment_count: |count| counted(count, "comment", "comments"),
    comments: "Comments",
    be_first: "Nobody has commented yet. Write the first comment.",
    anonymous: "Anonymous",
    comment_by: |name, date| format!("Comment by {name}, {date}"),
    comment_deleted: "This comment was removed by its author.",
    comment_edited: "edited",
    comment_held: "Awaiting moderation",
    orphan: "In reply to a comment that is no longer shown",
    order: "Sort",
    oldest_first: "Oldest first",
    newest_first: "Newest first",
    best_first: "Best liked first",
    more_comments: "Show more comments",
    comments_loading: "Loading comments…",
    comments_unavailable: "The comments could not be loaded.",
    comments_not_refreshed: "The comments shown are those of the printed page: newer ones could not be loaded.",
    comments_closed: "Comments on this article are closed.",
    comments_need_script: "To write a comment, turn on JavaScript. Reading does not need it.",
    reply: "Reply",
    reply_to: |name| format!("Reply to {name}"),
    edit: "Edit",
    delete: "Delete",
    delete_for_good: "Delete for good",
    deleted: "Your comment is deleted.",
    too_late: "This comment can no longer be edited: its time is over.",
    hide: "Stop showing this here",
    vote_for: |count| format!("I agree: {count}"),
    vote_against: |count| format!("I disagree: {count}"),
    voted: "Your vote is counted.",
    write: "Leave a comment",
    change: "Edit your comment",
    email_not_published: "Your email address will not be published.",
    required_marked: "Required fields are marked *",
    replying_to: |name| format!("You are replying to {name}."),
    cancel: "Cancel",
    field,
    markdown_hint: "An empty line separates paragraphs. *Italics*, **bold** and > quotes are understood.",
    html_hint: "An empty line separates paragraphs.",
    remember_me: "Save my name, email and website in this browser",
    leave_empty: "Leave this field empty",
    left_filled: "A field that readers do not see was filled, probably by autofill. It has been cleared: send again.",
    send: "Post comment",
    save: "Save the change",
    preview: "Preview",
    preview_title: "Preview of your comment",
    preview_unavailable: "The preview is not available at the moment. Your text is untouched.",
    characters_left: |count| counted(count, "character left", "characters left"),
    characters_over: |count| counted(count, "character too many", "characters too many"),
    mend: |count| {
        if count == 1 {
            "One field needs correcting".into()
        } else {
            format!("{count} fields need correcting")
        }
    },
    fault,
    draft_found: "Your draft was found on this device.",
    not_kept: "This browser keeps nothing on the device (storage blocked or full): do not close this page before it is sent.",
    comment_told,
    subscription_told,
    next_attempt: |seconds| format!("Next attempt in {seconds} s."),
    outbox: "Outbox",
    outbox_hint: "These messages are kept on this device until they arrive.",
    comment_on: |title| format!("Comment on “{title}”"),
    subscription_of: |email| format!("Subscription of {email}"),
    send_now: "Send now",
    send_again: "Send again anyway",
    take_back: "Edit",
    discard: "Remove",
    newsletter_title: "Get the best of the week’s news, free!",
    newsletter_promise: "One letter a week, with the articles not to be missed.",
    newsletter_leave: "Every letter has a link to unsubscribe. Your address serves for nothing else.",
    newsletter_email: "Your email address",
    subscribe: "Subscribe",
    newsletter_needs_script: "To subscribe here, turn on JavaScript.",
    newsletter_confirm: "Subscription sent",
    newsletter: "Newsletter",
};
