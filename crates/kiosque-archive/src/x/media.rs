//! Photos, GIFs and videos, as v1.1 lists them under `extended_entities`.

use std::collections::HashSet;

use kiosque_catalogue::editor::Loss;
use kiosque_model::post::{Focus, Media, MediaKind};
use serde_json::Value;
use url::Url;

use crate::draft::on_network;
use crate::json::Part;

/// The media of a post, in order, each once. Videos are chosen by `largest`, in bytes.
pub fn media(list: &[Value], largest: u64, losses: &mut Vec<Loss>) -> Vec<Media> {
    let mut known = HashSet::new();
    list.iter()
        .filter_map(|item| one(item, largest, losses))
        .filter(|media| known.insert(media.file.clone()))
        .collect()
}

/// A photo by its address, for media that say nothing else of themselves.
pub fn photo(address: &str, (width, height): (u32, u32), alt: Option<String>) -> Option<Media> {
    let file = original(address)?;
    Some(Media {
        width,
        height,
        alt,
        ..on_network(MediaKind::Photo, file)
    })
}

/// The address over https; nothing where it is no address of the web.
pub fn https(address: &str) -> Option<String> {
    let mut url = Url::parse(address).ok()?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return None;
    }
    url.set_scheme("https").ok()?;
    Some(url.into())
}

/// The address of a picture at its original size.
fn original(address: &str) -> Option<String> {
    let address = https(address)?;
    let mut url = Url::parse(&address).ok()?;
    let known = url.host_str() == Some("pbs.twimg.com")
        && [
            "/media/",
            "/ext_tw_video_thumb/",
            "/amplify_video_thumb/",
            "/tweet_video_thumb/",
            "/card_img/",
        ]
        .iter()
        .any(|folder| url.path().starts_with(folder));
    if !known {
        return Some(address);
    }
    let others: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| key != "name")
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    url.query_pairs_mut()
        .clear()
        .extend_pairs(others)
        .append_pair("name", "orig");
    Some(url.into())
}

fn one(item: &Value, largest: u64, losses: &mut Vec<Loss>) -> Option<Media> {
    let kind = item.text(&["type"]).unwrap_or("photo");
    if !matches!(kind, "photo" | "video" | "animated_gif") {
        losses.push(Loss::MediaKind { kind: kind.into() });
        return None;
    }
    let picture = item
        .text(&["media_url_https"])
        .or_else(|| item.text(&["media_url"]));
    let alt = item
        .at(&["ext_alt_text"])
        .and_then(Value::as_str)
        .map(str::to_owned);
    let size = size(item);
    let still = picture.and_then(|address| photo(address, size, alt.clone()));
    if kind == "photo" {
        if still.is_none() {
            losses.push(Loss::Field {
                field: "media_url_https".into(),
            });
        }
        return still.map(|photo| Media {
            focus: focus(item, size),
            ..photo
        });
    }
    let poster = still.as_ref().map(|photo| photo.file.clone());
    let Some(file) = film(item, kind == "animated_gif", largest) else {
        let sliced = item
            .list(&["video_info", "variants"])
            .iter()
            .any(|variant| variant.text(&["url"]).is_some());
        losses.push(if sliced {
            Loss::VideoInSlices
        } else {
            Loss::Field {
                field: "video_info".into(),
            }
        });
        return still;
    };
    let kind = if kind == "video" {
        MediaKind::Video
    } else {
        MediaKind::Gif
    };
    Some(Media {
        poster,
        width: size.0,
        height: size.1,
        duration_ms: duration(item),
        alt,
        ..on_network(kind, file)
    })
}

fn duration(item: &Value) -> Option<u64> {
    item.count(&["video_info", "duration_millis"])
        .filter(|length| *length > 0)
}

/// The address of the best MP4 that stays within a size, by its bit rate and length; of the
/// smallest where none does or nobody says how long it is.
fn film(item: &Value, gif: bool, largest: u64) -> Option<String> {
    let mut films: Vec<(u64, String)> = item
        .list(&["video_info", "variants"])
        .iter()
        .filter(|variant| variant.text(&["content_type"]) == Some("video/mp4"))
        .filter_map(|variant| {
            let rate = variant.count(&["bitrate"]).unwrap_or(0);
            Some((rate, https(variant.text(&["url"])?)?))
        })
        .collect();
    films.sort_by_key(|(rate, _)| *rate);
    // Bits each second, milliseconds, eight bits to the byte.
    let bytes =
        |rate: u64| duration(item).map(|length| u128::from(rate) * u128::from(length) / 8000);
    let fits = films
        .iter()
        .rev()
        .find(|(rate, _)| gif || bytes(*rate).is_some_and(|bytes| bytes <= u128::from(largest)));
    fits.or(films.first()).map(|(_, address)| address.clone())
}

/// Width and height in pixels; zeros where nobody says.
fn size(item: &Value) -> (u32, u32) {
    let pair = |width: &[&str], height: &[&str]| {
        let pixels = |path| item.count(path).and_then(|count| u32::try_from(count).ok());
        Some((pixels(width)?, pixels(height)?)).filter(|(width, height)| *width > 0 && *height > 0)
    };
    pair(&["original_info", "width"], &["original_info", "height"])
        .or_else(|| pair(&["sizes", "large", "w"], &["sizes", "large", "h"]))
        .unwrap_or_default()
}

/// The middle of the square crop the network would make; nothing where that is the middle of the
/// picture.
fn focus(item: &Value, (width, height): (u32, u32)) -> Option<Focus> {
    let square = item
        .list(&["original_info", "focus_rects"])
        .iter()
        .find(|rect| rect.count(&["w"]).is_some() && rect.count(&["w"]) == rect.count(&["h"]))?;
    let percent = |start: &str, length: &str, whole: u32| {
        let middle = square
            .count(&[start])?
            .saturating_mul(2)
            .saturating_add(square.count(&[length])?);
        let percent = middle
            .saturating_mul(50)
            .checked_div(u64::from(whole))?
            .min(100);
        u8::try_from(percent).ok()
    };
    let focus = Focus {
        x: percent("x", "w", width)?,
        y: percent("y", "h", height)?,
    };
    (focus != Focus { x: 50, y: 50 }).then_some(focus)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn video(duration: u64, variants: &Value) -> Value {
        json!({"type": "video", "media_url_https": "https://pbs.twimg.com/ext_tw_video_thumb/1/a.jpg",
            "original_info": {"width": 1280, "height": 720}, "ext_alt_text": "",
            "video_info": {"duration_millis": duration, "variants": variants}})
    }

    fn variants() -> Value {
        json!([
            {"content_type": "application/x-mpegURL", "url": "https://video.twimg.com/a.m3u8"},
            {"content_type": "video/mp4", "bitrate": "256000", "url": "https://video.twimg.com/small.mp4"},
            {"content_type": "video/mp4", "bitrate": 2_176_000, "url": "https://video.twimg.com/large.mp4"},
            {"content_type": "video/mp4", "bitrate": 832_000, "url": "https://video.twimg.com/middle.mp4"},
        ])
    }

    #[test]
    fn the_best_film_within_the_size_is_chosen() {
        for (duration, largest, file) in [
            (10_000, 2_720_000, "large"),
            (10_000, 2_719_999, "middle"),
            (10_000, 1, "small"),
            (0, u64::MAX, "small"),
            (u64::MAX, u64::MAX, "small"),
        ] {
            let mut losses = Vec::new();
            let media = media(&[video(duration, &variants())], largest, &mut losses);
            assert_eq!(media[0].file, format!("https://video.twimg.com/{file}.mp4"));
            assert_eq!(
                media[0].alt.as_deref(),
                Some(""),
                "the author's own empty alt"
            );
            assert_eq!(
                media[0].poster.as_deref(),
                Some("https://pbs.twimg.com/ext_tw_video_thumb/1/a.jpg?name=orig")
            );
            assert_eq!(losses, []);
        }
    }

    #[test]
    fn a_video_in_slices_leaves_its_poster() {
        let sliced = json!([{"content_type": "application/x-mpegURL", "url": "https://video.twimg.com/a.m3u8"}]);
        let mut losses = Vec::new();
        let media = media(&[video(10, &sliced)], 1, &mut losses);
        assert_eq!((media[0].kind, media[0].width), (MediaKind::Photo, 1280));
        assert_eq!(losses, [Loss::VideoInSlices]);
    }

    #[test]
    fn photos_are_asked_for_at_full_size_once_each() {
        let photo = |name: &str| {
            json!({"type": "photo", "media_url_https": format!("http://pbs.twimg.com/media/{name}"),
            "ext_alt_text": null, "sizes": {"large": {"w": 640, "h": 480, "resize": "fit"}}})
        };
        let mut losses = Vec::new();
        let media = media(
            &[
                photo("a.jpg"),
                photo("a.jpg"),
                photo("b?format=png&name=small"),
            ],
            0,
            &mut losses,
        );
        let files: Vec<&str> = media.iter().map(|media| media.file.as_str()).collect();
        assert_eq!(
            files,
            [
                "https://pbs.twimg.com/media/a.jpg?name=orig",
                "https://pbs.twimg.com/media/b?format=png&name=orig"
            ]
        );
        assert_eq!(
            (media[0].width, media[0].height, media[0].alt.as_deref()),
            (640, 480, None)
        );
    }

    #[test]
    fn focus_is_the_middle_of_the_square_crop() {
        let photo = |x: u32| {
            json!({"type": "photo", "media_url_https": "https://pbs.twimg.com/media/a.jpg",
            "original_info": {"width": 1000, "height": 500, "focus_rects": [
                {"x": 0, "y": 0, "w": 1000, "h": 480}, {"x": x, "y": 0, "w": 500, "h": 500}]}})
        };
        let mut losses = Vec::new();
        assert_eq!(
            media(&[photo(0)], 0, &mut losses)[0].focus,
            Some(Focus { x: 25, y: 50 })
        );
        assert_eq!(media(&[photo(250)], 0, &mut losses)[0].focus, None);
        assert_eq!(
            media(&[photo(u32::MAX)], 0, &mut losses)[0].focus,
            Some(Focus { x: 100, y: 50 })
        );
    }

    #[test]
    fn what_is_no_picture_is_told() {
        let mut losses = Vec::new();
        let list = [
            json!({"type": "hologram"}),
            json!({"type": "photo", "media_url_https": "data:image/png;base64,AA"}),
            json!({"type": "video", "media_url_https": "https://pbs.twimg.com/media/a.jpg", "video_info": {}}),
            json!(null),
        ];
        let media = media(&list, 0, &mut losses);
        assert_eq!(media.len(), 1, "the video's poster");
        assert_eq!(losses.len(), 4);
    }
}
