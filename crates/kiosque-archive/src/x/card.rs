//! Link previews and polls: what X calls cards, in their `binding_values`.

#[cfg(test)]
mod tests;

use kiosque_catalogue::editor::Loss;
use kiosque_model::post::{Card, Media, Poll, PollOption};
use serde_json::Value;

use super::{is_id, media, moment};
use crate::json::Part;
use crate::link::target;

/// What a card becomes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// A link preview.
    pub card: Option<Card>,
    /// A poll.
    pub poll: Option<Poll>,
    /// The picture above a poll.
    pub media: Option<Media>,
}

/// Reads a card of v1.1 (`name`, `binding_values` as a map) or of GraphQL (`legacy`, as a list).
///
/// `entities` are those of the post: they say where X's redirects lead.
pub fn read(card: &Value, entities: &Value, losses: &mut Vec<Loss>) -> Reading {
    let card = card.at(&["legacy"]).unwrap_or(card);
    let Some(name) = card.text(&["name"]) else {
        return Reading::default();
    };
    // Newer kinds have the number of their owner in front: `3691233323:audiospace`.
    let kind = name.rsplit(':').next().unwrap_or(name);
    let values = Values(card.at(&["binding_values"]).unwrap_or(&Value::Null));
    if kind.starts_with("poll") {
        let poll = poll(&values);
        if poll.is_none() || kind.ends_with("_video") {
            losses.push(Loss::UnknownCard { kind: name.into() });
        }
        return Reading {
            media: poll.as_ref().and_then(|_| values.image(&["image"])),
            poll,
            card: None,
        };
    }
    let preview = if kind == "unified_card" {
        unified(&values, entities)
    } else {
        link(card, &values, entities)
    };
    if preview.is_none() {
        losses.push(Loss::UnknownCard { kind: name.into() });
    }
    Reading {
        card: preview,
        ..Reading::default()
    }
}

/// The preview of an article published on X itself, which GraphQL gives beside the post; nothing
/// where it has no title. The article's own text is not in it.
pub fn article(article: &Value) -> Option<Card> {
    let article = article.at(&["article_results", "result"])?;
    let id = article.id(&["rest_id"]).filter(|id| is_id(id))?;
    let cover = article.at(&["cover_media", "media_info"]);
    let image = cover.and_then(|cover| {
        let pixels = |key| {
            cover
                .count(&[key])
                .and_then(|count| u32::try_from(count).ok())
                .unwrap_or(0)
        };
        let size = (pixels("original_img_width"), pixels("original_img_height"));
        media::photo(cover.text(&["original_img_url"])?, size, None)
    });
    Some(Card {
        url: format!("https://x.com/i/article/{id}"),
        title: article.text(&["title"])?.into(),
        description: article.text(&["preview_text"]).unwrap_or_default().into(),
        domain: "x.com".into(),
        image,
    })
}

/// The values of a card by name, whichever way they are written.
struct Values<'a>(&'a Value);

impl<'a> Values<'a> {
    fn get(&self, name: &str) -> Option<&'a Value> {
        match self.0 {
            Value::Array(list) => list
                .iter()
                .find(|pair| pair.text(&["key"]) == Some(name))
                .and_then(|pair| pair.at(&["value"])),
            map => map.at(&[name]),
        }
    }

    fn text(&self, names: &[&str]) -> Option<&'a str> {
        names
            .iter()
            .find_map(|name| self.get(name)?.text(&["string_value"]))
    }

    /// The largest picture among those of some families of names.
    fn image(&self, families: &[&str]) -> Option<Media> {
        const SIZES: [&str; 6] = [
            "_original",
            "_x_large",
            "_large",
            "_full_size",
            "",
            "_small",
        ];
        families.iter().find_map(|family| {
            let image = SIZES
                .iter()
                .find_map(|size| self.get(&format!("{family}{size}"))?.at(&["image_value"]))?;
            let pixels = |key| {
                image
                    .count(&[key])
                    .and_then(|count| u32::try_from(count).ok())
                    .unwrap_or(0)
            };
            let alt = self
                .text(&[&format!("{family}_alt_text")])
                .or_else(|| image.text(&["alt"]))
                .map(str::to_owned);
            media::photo(
                image.text(&["url"])?,
                (pixels("width"), pixels("height")),
                alt,
            )
        })
    }
}

/// A poll; nothing where it has no choices.
fn poll(values: &Values<'_>) -> Option<Poll> {
    let options: Vec<PollOption> = (1..=4)
        .map_while(|number| {
            Some(PollOption {
                label: values.text(&[&format!("choice{number}_label")])?.into(),
                votes: values
                    .get(&format!("choice{number}_count"))
                    .and_then(|value| value.count(&["string_value"])),
            })
        })
        .collect();
    if options.is_empty() {
        return None;
    }
    let is_final = values
        .get("counts_are_final")
        .is_some_and(|value| value.is_true(&["boolean_value"]) || value.is_true(&["string_value"]));
    Some(Poll {
        total: options
            .iter()
            .try_fold(0_u64, |sum, option| sum.checked_add(option.votes?)),
        options,
        ends_at: values
            .text(&["end_datetime_utc"])
            .and_then(moment)
            .map(|end| end.to_string()),
        is_final,
    })
}

/// Where an address leads: the post's entities know what X's redirects hide.
fn leads_to<'a>(address: &'a str, entities: &'a Value) -> &'a str {
    entities
        .list(&["urls"])
        .iter()
        .find(|url| url.text(&["url"]) == Some(address))
        .and_then(|url| url.text(&["expanded_url"]))
        .unwrap_or(address)
}

fn link(card: &Value, values: &Values<'_>, entities: &Value) -> Option<Card> {
    let title = values.text(&["title", "broadcast_title", "event_title"])?;
    let address = values
        .text(&["card_url", "broadcast_url", "event_url"])
        .or_else(|| card.text(&["url"]))?;
    let (url, host) = target(leads_to(address, entities))?;
    let image = values.image(&[
        "photo_image_full_size",
        "summary_photo_image",
        "player_image",
        "thumbnail_image",
        "thumbnail",
        "broadcast_thumbnail",
        "event_thumbnail",
        "promo_image",
    ]);
    Some(Card {
        title: title.into(),
        description: values
            .text(&["description", "event_subtitle"])
            .unwrap_or_default()
            .into(),
        domain: domain(values.text(&["vanity_url", "domain"]), host),
        url,
        image,
    })
}

/// A card whose parts are JSON written inside a string.
fn unified(values: &Values<'_>, entities: &Value) -> Option<Card> {
    let inner: Value = serde_json::from_str(values.text(&["unified_card"])?).ok()?;
    let parts = |key: &str| {
        let map = inner.at(&[key]).and_then(Value::as_object);
        map.into_iter().flat_map(|map| map.values())
    };
    let details = parts("component_objects").find(|part| part.at(&["data", "title"]).is_some())?;
    let title = details
        .text(&["data", "title", "content"])
        .or_else(|| details.text(&["data", "title"]))?;
    let subtitle = details.text(&["data", "subtitle", "content"]);
    // Of several, another leads elsewhere than the words say.
    let place = match details.text(&["data", "destination"]) {
        Some(name) => inner.at(&["destination_objects", name, "data", "url_data"]),
        None => parts("destination_objects").find_map(|place| place.at(&["data", "url_data"])),
    }?;
    let (url, host) = target(leads_to(place.text(&["url"])?, entities))?;
    let image = parts("media_entities").find_map(|item| {
        let pixels = |key| {
            item.count(&["original_info", key])
                .and_then(|count| u32::try_from(count).ok())
                .unwrap_or(0)
        };
        let alt = item.text(&["ext_alt_text"]).map(str::to_owned);
        media::photo(
            item.text(&["media_url_https"])?,
            (pixels("width"), pixels("height")),
            alt,
        )
    });
    let shown = place.text(&["vanity"]).or(subtitle);
    Some(Card {
        title: title.into(),
        description: subtitle
            .filter(|words| Some(*words) != shown)
            .unwrap_or_default()
            .into(),
        domain: domain(shown, host),
        url,
        image,
    })
}

/// The host to show: the address's own, or what X shows where all we have is its redirect.
fn domain(shown: Option<&str>, host: String) -> String {
    let is_host = |word: &&str| word.contains('.') && !word.contains(char::is_whitespace);
    shown
        .filter(|_| host == "t.co")
        .filter(is_host)
        .map_or(host, str::to_owned)
}
