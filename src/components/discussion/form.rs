//! The form in which a comment is written.
//!
//! Its fields are named as WordPress names them, which takes the form from browsers without script.
//!
//! Accessibility: every field has a label, says whether it must be filled, what it is for
//! (`autocomplete`) and where its faults are told; the summary of faults takes focus and leads to
//! each of them.

use kiosque_catalogue::reader::VoiceWords;
use kiosque_model::Discussion;
use kiosque_model::discussion::CommentDriver;
use kiosque_model::field_rules::Field;

use crate::markup::{Element, element};

/// The form's place in the page.
pub const ANCHOR: &str = "laisser-un-commentaire";

/// The fields in their order.
pub const FIELDS: [Field; 4] = [Field::Text, Field::Name, Field::Email, Field::Website];

/// The name of the field that nobody sees.
pub const TRAP: &str = "courriel";

/// A field's name in the form.
pub const fn name(field: Field) -> &'static str {
    match field {
        Field::Text => "comment",
        Field::Name => "author",
        Field::Email => "email",
        Field::Website => "url",
    }
}

/// A field's place in the page.
pub fn id(field: Field) -> String {
    format!("courrier-{}", name(field))
}

/// Where a field's fault is told.
pub fn fault_id(field: Field) -> String {
    format!("courrier-{}-faute", name(field))
}

/// The form of a discussion.
pub fn form(discussion: &Discussion, words: &'static VoiceWords) -> Element {
    let service = &discussion.service;
    let form = element("form")
        .class("comment-form")
        .with("id", ANCHOR)
        .with("aria-labelledby", "courrier-titre");
    let (form, hint) = match service.driver {
        CommentDriver::Isso => (form, words.markdown_hint),
        CommentDriver::WordPress => {
            let hidden = |name: &'static str, value: String| {
                element("input")
                    .with("type", "hidden")
                    .with("name", name)
                    .with("value", value)
            };
            let form = form
                .with("action", format!("{}/wp-comments-post.php", service.url))
                .with("method", "post")
                .child(hidden("comment_post_ID", discussion.thread.clone()))
                .child(hidden("comment_parent", "0".to_owned()))
                .child(
                    discussion
                        .address
                        .clone()
                        .map(|address| hidden("redirect_to", address)),
                );
            (form, words.html_hint)
        }
    };
    let required = |field| match field {
        Field::Text => true,
        Field::Name => service.name_required,
        Field::Email => service.email_required,
        Field::Website => false,
    };
    form.child(
        element("h3")
            .with("id", "courrier-titre")
            .child(words.write),
    )
    .child(
        element("p")
            .class("form-note")
            .child(words.email_not_published)
            .child(" ")
            .child(words.required_marked),
    )
    .child(element("p").class("form-parent").with("hidden", ""))
    .child(
        element("div")
            .class("form-faults")
            .with("tabindex", "-1")
            .with("hidden", ""),
    )
    .child(
        FIELDS
            .map(|field| row(field, required(field), hint, words))
            .into_iter()
            .collect::<Vec<_>>(),
    )
    .child(remember(words))
    .child(
        element("p")
            .class("form-trap")
            .with("aria-hidden", "true")
            .child(
                element("label").child(words.leave_empty).child(
                    element("input")
                        .with("type", "text")
                        .with("name", TRAP)
                        .with("tabindex", "-1")
                        .with("autocomplete", "off"),
                ),
            ),
    )
    .child(
        element("p")
            .class("form-buttons")
            .child(
                element("button")
                    .class("button")
                    .with("type", "submit")
                    .child(words.send),
            )
            .child(
                element("button")
                    .class("button form-script")
                    .with("type", "button")
                    .with("data-act", "preview")
                    .child(words.preview),
            ),
    )
    .child(element("p").class("form-status").with("role", "status"))
    .child(element("div").class("form-preview").with("hidden", ""))
}

fn row(field: Field, required: bool, hint: &'static str, words: &'static VoiceWords) -> Element {
    let hint_id = "courrier-aide";
    let (kind, complete) = match field {
        Field::Text => (None, None),
        Field::Name => (Some("text"), Some("name")),
        Field::Email => (Some("email"), Some("email")),
        Field::Website => (Some("text"), Some("url")),
    };
    let described = match field {
        Field::Text => format!("{hint_id} courrier-compte {}", fault_id(field)),
        _ => fault_id(field),
    };
    let control = match field {
        Field::Text => element("textarea").with("rows", "7").with("dir", "auto"),
        Field::Website => element("input").with("inputmode", "url"),
        Field::Name => element("input").with("dir", "auto"),
        Field::Email => element("input"),
    };
    let control = control
        .with("id", id(field))
        .with("name", name(field))
        .maybe("type", kind)
        .maybe("autocomplete", complete)
        .when(required, "required")
        .with("aria-describedby", described);
    let mark = required.then(|| element("span").with("aria-hidden", "true").child(" *"));
    let label = element("label")
        .with("for", id(field))
        .child((words.field)(field))
        .child(mark);
    let more = (field == Field::Text).then(|| {
        [
            element("p")
                .class("form-hint")
                .with("id", hint_id)
                .child(hint),
            element("p")
                .class("form-count")
                .with("id", "courrier-compte"),
        ]
    });
    element("div")
        .class(if field == Field::Text {
            "form-row form-row-wide"
        } else {
            "form-row"
        })
        .child(label)
        .child(control)
        .child(more)
        .child(element("p").class("form-fault").with("id", fault_id(field)))
}

fn remember(words: &'static VoiceWords) -> Element {
    // Named as WordPress names it, which then remembers the writer by cookies of its own.
    let name = "wp-comment-cookies-consent";
    element("p").class("form-remember").child(
        element("label")
            .child(
                element("input")
                    .with("type", "checkbox")
                    .with("name", name)
                    .with("value", "yes"),
            )
            .child(element("span").child(words.remember_me)),
    )
}
