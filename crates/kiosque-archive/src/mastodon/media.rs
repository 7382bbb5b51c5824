//! What a status carries: media, a poll, a link's preview.

use kiosque_catalogue::editor::Loss;
use kiosque_model::post::{Card, Focus, Media, MediaKind, Poll, PollOption};
use serde_json::Value;

use crate::draft;
use crate::json::Part;
use crate::link::target;

/// A media attachment.
pub(super) fn attachment(attachment: &Value, losses: &mut Vec<Loss>) -> Option<Media> {
    let kind = match attachment.text(&["type"]).unwrap_or_default() {
        "image" => MediaKind::Photo,
        "gifv" => MediaKind::Gif,
        "video" => MediaKind::Video,
        "audio" => MediaKind::Audio,
        other => {
            losses.push(Loss::MediaKind { kind: other.into() });
            return None;
        }
    };
    // An instance that did not copy the file yet says only where it was first.
    let Some(address) = attachment
        .text(&["url"])
        .or_else(|| attachment.text(&["remote_url"]))
    else {
        losses.push(Loss::Field {
            field: "media_attachments.url".into(),
        });
        return None;
    };
    let mut media = draft::media(kind, address, losses)?;
    let meta = |path: &[&str]| attachment.at(&["meta"]).and_then(|meta| meta.at(path));
    let side = |name| {
        meta(&["original", name])
            .and_then(Value::as_u64)
            .and_then(|side| u32::try_from(side).ok())
            .unwrap_or(0)
    };
    (media.width, media.height) = (side("width"), side("height"));
    media.duration_ms = meta(&["original", "duration"])
        .and_then(Value::as_f64)
        .and_then(milliseconds);
    media.focus = focus(meta(&["focus", "x"]), meta(&["focus", "y"]));
    media.alt = attachment
        .at(&["description"])
        .and_then(Value::as_str)
        .map(str::to_owned);
    if kind != MediaKind::Photo {
        media.poster = attachment
            .text(&["preview_url"])
            .filter(|still| *still != address && target(still).is_some())
            .map(str::to_owned);
    }
    Some(media)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is within the bounds just checked"
)]
fn milliseconds(seconds: f64) -> Option<u64> {
    let whole = (seconds * 1000.0).round();
    (0.0..=1e12).contains(&whole).then_some(whole as u64)
}

/// From -1 to 1, right and up, to per cent from the left and from the top. The middle says
/// nothing.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is within the bounds just checked"
)]
fn focus(x: Option<&Value>, y: Option<&Value>) -> Option<Focus> {
    let axis = |value: f64| {
        (-1.0..=1.0)
            .contains(&value)
            .then(|| ((value + 1.0) * 50.0).round() as u8)
    };
    let focus = Focus {
        x: axis(x?.as_f64()?)?,
        y: axis(-y?.as_f64()?)?,
    };
    (focus != Focus { x: 50, y: 50 }).then_some(focus)
}

/// A poll. Where several choices may be made, shares are of the voters, as the network shows them.
pub(super) fn poll(poll: &Value) -> Option<Poll> {
    let options: Vec<PollOption> = poll
        .list(&["options"])
        .iter()
        .filter_map(|option| {
            Some(PollOption {
                label: option.text(&["title"])?.to_owned(),
                votes: option.count(&["votes_count"]),
            })
        })
        .collect();
    if options.is_empty() {
        return None;
    }
    let votes = poll.count(&["votes_count"]);
    let total = if poll.is_true(&["multiple"]) {
        poll.count(&["voters_count"]).or(votes)
    } else {
        votes
    };
    Some(Poll {
        options,
        total,
        ends_at: poll
            .text(&["expires_at"])
            .and_then(|end| end.parse::<jiff::Timestamp>().ok())
            .map(|end| end.to_string()),
        is_final: poll.is_true(&["expired"]),
    })
}

/// A link's preview.
pub(super) fn card(card: &Value, losses: &mut Vec<Loss>) -> Option<Card> {
    let address = card.text(&["url"]).unwrap_or_default();
    let Some((url, domain)) = target(address) else {
        losses.push(Loss::Address {
            href: address.into(),
        });
        return None;
    };
    let image = card
        .text(&["image"])
        .and_then(|address| draft::media(MediaKind::Photo, address, losses))
        .map(|mut image| {
            image.alt = card.text(&["image_description"]).map(str::to_owned);
            image
        });
    let title = card.text(&["title"]).map(str::trim).unwrap_or_default();
    Some(Card {
        title: if title.is_empty() { &domain } else { title }.to_owned(),
        description: card
            .text(&["description"])
            .map(str::trim)
            .unwrap_or_default()
            .to_owned(),
        url,
        domain,
        image,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_focus_is_counted_from_the_top_left() {
        let at = |x: f64, y: f64| focus(Some(&json!(x)), Some(&json!(y)));
        assert_eq!(at(0.0, 0.0), None);
        assert_eq!(at(-1.0, 1.0), Some(Focus { x: 0, y: 0 }));
        assert_eq!(at(1.0, -0.5), Some(Focus { x: 100, y: 75 }));
        assert_eq!(at(1.5, 0.0), None);
    }

    #[test]
    fn shares_of_several_choices_are_of_the_voters() {
        let answer = json!({"multiple": true, "votes_count": 5, "voters_count": 3, "expired": false,
            "expires_at": null, "options": [{"title": "été 🏖️", "votes_count": null}]});
        let poll = poll(&answer).unwrap();
        assert_eq!((poll.total, poll.is_final), (Some(3), false));
        assert_eq!(poll.options.first().unwrap().votes, None);
    }
}
