//! What authors and moderators say of a post by labels.

use jiff::Timestamp;
use kiosque_catalogue::editor::Refusal;
use serde_json::Value;

use crate::json::Part;

/// What the labels of a post and of its author ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Labels {
    /// To cover the media.
    pub sensitive: bool,
    /// Not to keep the post.
    pub refusal: Option<Refusal>,
}

impl Labels {
    /// Reads the labels in force at a moment: the moderators' on the post and on the account, and
    /// the author's own in the record.
    ///
    /// `!no-unauthenticated` is an author's wish to be shown to members alone; a newspaper's
    /// page is open to everyone, so the wish is honoured.
    pub fn of(view: &Value, author: &Value, record: &Value, now: Timestamp) -> Self {
        let given = view
            .list(&["labels"])
            .iter()
            .chain(author.list(&["labels"]))
            .filter(|label| in_force(label, now));
        let own = record.list(&["labels", "values"]).iter();
        let mut labels = Self {
            sensitive: false,
            refusal: None,
        };
        for name in given.chain(own).filter_map(|label| label.text(&["val"])) {
            match name {
                "sexual" | "porn" | "nudity" | "graphic-media" | "gore" | "!warn" => {
                    labels.sensitive = true;
                }
                "!no-unauthenticated" => {
                    labels.refusal = Some(Refusal::Private {
                        visibility: name.into(),
                    });
                }
                "!takedown" | "!suspend" | "!hide" => {
                    labels.refusal.get_or_insert(Refusal::Gone {
                        reason: name.into(),
                    });
                }
                _ => {}
            }
        }
        labels
    }
}

/// Whether a label was neither taken back nor is over.
fn in_force(label: &Value, now: Timestamp) -> bool {
    let over = label
        .text(&["exp"])
        .and_then(|end| end.parse::<Timestamp>().ok())
        .is_some_and(|end| end < now);
    !over && !label.is_true(&["neg"])
}
