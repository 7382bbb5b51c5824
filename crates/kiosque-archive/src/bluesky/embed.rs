//! What a post carries: pictures, a video, a link's preview, another post.

use kiosque_catalogue::editor::{Loss, Refusal};
use kiosque_model::Post;
use kiosque_model::post::{Card, Media, MediaKind, Quote, UnavailableReason};
use serde_json::Value;

use super::address::{AtUri, POSTS, handle, permalink, picture};
use super::post::{Depth, Found};
use crate::draft::media;
use crate::import::Request;
use crate::json::Part;
use crate::link::{below, target};

/// Below this, two numbers are a proportion (16:9) and no size in pixels.
const SMALLEST_SIZE: u64 = 100;

/// Fills in what a post carries, as views or as the record has it.
pub(super) fn fill(
    post: &mut Post,
    found: &Found<'_>,
    depth: Depth,
    request: &Request,
    losses: &mut Vec<Loss>,
) {
    let mut filling = Filling {
        post,
        did: found.did(),
        depth,
        request,
        losses,
    };
    for embed in found.embeds() {
        filling.embed(embed);
    }
}

struct Filling<'a> {
    post: &'a mut Post,
    did: Option<&'a str>,
    depth: Depth,
    request: &'a Request,
    losses: &'a mut Vec<Loss>,
}

impl Filling<'_> {
    fn embed(&mut self, embed: &Value) {
        let named = embed.text(&["$type"]).unwrap_or_default();
        match named.strip_suffix("#view").unwrap_or(named) {
            "app.bsky.embed.images" => {
                for image in embed.list(&["images"]) {
                    self.image(image);
                }
            }
            "app.bsky.embed.video" => self.video(embed),
            "app.bsky.embed.external" => self.external(embed),
            "app.bsky.embed.record" => self.record(embed.at(&["record"])),
            "app.bsky.embed.recordWithMedia" => {
                if let Some(media) = embed.at(&["media"]) {
                    // What is with a record is media, never another such pair.
                    if media.at(&["media"]).is_none() {
                        self.embed(media);
                    }
                }
                self.record(embed.at(&["record", "record"]));
            }
            _ => self.losses.push(Loss::UnknownEmbed { kind: named.into() }),
        }
    }

    /// The address of a picture: of the view, or where the network serves the record's.
    fn address(&self, place: &str, shown: Option<&str>, blob: Option<&Value>) -> Option<String> {
        match shown {
            Some(shown) => Some(shown.to_owned()),
            None => picture(place, self.did?, blob?),
        }
    }

    fn image(&mut self, image: &Value) {
        let shown = image.text(&["fullsize"]).or_else(|| image.text(&["thumb"]));
        let Some(address) = self.address("feed_fullsize", shown, image.at(&["image"])) else {
            self.losses.push(Loss::Field {
                field: "embed.images".into(),
            });
            return;
        };
        if let Some(photo) = media(MediaKind::Photo, &address, self.losses) {
            self.post.media.push(described(photo, image));
        }
    }

    /// The network serves videos in slices, as `.m3u8`; the still is what can be kept.
    fn video(&mut self, video: &Value) {
        self.losses.push(Loss::VideoInSlices);
        if !video.list(&["captions"]).is_empty() {
            self.losses.push(Loss::Field {
                field: "embed.captions".into(),
            });
        }
        let still = video.text(&["thumbnail"]).map(str::to_owned).or_else(|| {
            let cid = video.text(&["video", "ref", "$link"])?;
            Some(below(
                "https://video.bsky.app/watch",
                &[self.did?, cid, "thumbnail.jpg"],
            ))
        });
        let Some(still) = still else {
            return;
        };
        if let Some(photo) = media(MediaKind::Photo, &still, self.losses) {
            self.post.media.push(described(photo, video));
        }
    }

    fn external(&mut self, embed: &Value) {
        let uri = embed.text(&["external", "uri"]).unwrap_or_default();
        let Some((url, domain)) = target(uri) else {
            self.losses.push(Loss::Address { href: uri.into() });
            return;
        };
        let words = |name| {
            embed
                .text(&["external", name])
                .map(str::trim)
                .unwrap_or_default()
                .to_owned()
        };
        let thumb = embed.at(&["external", "thumb"]);
        let image = self
            .address("feed_thumbnail", thumb.and_then(Value::as_str), thumb)
            .and_then(|address| media(MediaKind::Photo, &address, self.losses));
        let title = words("title");
        self.post.card = Some(Card {
            title: if title.is_empty() {
                domain.clone()
            } else {
                title
            },
            description: words("description"),
            url,
            domain,
            image,
        });
    }

    fn record(&mut self, record: Option<&Value>) {
        let Some(record) = record else {
            self.losses.push(Loss::Field {
                field: "embed.record".into(),
            });
            return;
        };
        let uri = AtUri::of(record);
        let kind = record.text(&["$type"]).unwrap_or_default();
        let page = uri.and_then(|uri| uri.page());
        // Feeds and lists go too, and are quoted by nobody.
        let is_post = uri.is_none_or(|uri| uri.collection == POSTS);
        match kind.rsplit_once('#').map_or(kind, |(_, name)| name) {
            "viewRecord" => self.quoted(record),
            "viewNotFound" | "viewBlocked" if is_post => {
                self.quote(Quote::Unavailable {
                    reason: UnavailableReason::Gone,
                    url: page,
                });
            }
            // The author took his post out of this quote: the archive does not lead there either.
            "viewDetached" => self.quote(Quote::Unavailable {
                reason: UnavailableReason::Gone,
                url: None,
            }),
            // A record names the record it quotes and no more.
            "" if uri.is_some_and(|uri| uri.collection == POSTS) => {
                self.quote(Quote::Unavailable {
                    reason: UnavailableReason::NeverFetched,
                    url: page,
                });
            }
            _ => self.other(record, kind),
        }
    }

    fn quoted(&mut self, record: &Value) {
        if self.depth == Depth::Quoted {
            self.losses.push(Loss::InnerQuote);
            return;
        }
        let Some(found) = Found::view(record) else {
            self.losses.push(Loss::Field {
                field: "embed.record.uri".into(),
            });
            return;
        };
        let quote = match found.post(self.request, Depth::Quoted, self.losses) {
            Ok(post) => Quote::Post(Box::new(post)),
            Err(Refusal::NotAPost { kind }) => {
                self.losses.push(Loss::UnknownEmbed { kind });
                return;
            }
            Err(_) => Quote::Unavailable {
                reason: UnavailableReason::NeverFetched,
                url: Some(permalink(
                    record
                        .at(&["author"])
                        .and_then(handle)
                        .unwrap_or(found.uri.authority),
                    found.uri.rkey,
                )),
            },
        };
        self.quote(quote);
    }

    fn quote(&mut self, quote: Quote) {
        if self.depth == Depth::Quoted {
            self.losses.push(Loss::InnerQuote);
        } else {
            self.post.quote = Some(quote);
        }
    }

    /// Feeds, lists and the like have a name and a page: a preview says both.
    fn other(&mut self, record: &Value, kind: &str) {
        let page = AtUri::of(record).and_then(|uri| {
            let place = match uri.collection {
                "app.bsky.feed.generator" => "feed",
                "app.bsky.graph.list" => "lists",
                "app.bsky.graph.starterpack" => {
                    return Some(below(
                        "https://bsky.app/starter-pack",
                        &[uri.authority, uri.rkey],
                    ));
                }
                _ => return None,
            };
            Some(below(
                "https://bsky.app/profile",
                &[uri.authority, place, uri.rkey],
            ))
        });
        let name = record
            .text(&["displayName"])
            .or_else(|| record.text(&["name"]))
            .or_else(|| record.text(&["record", "name"]));
        match (page, name) {
            (Some(url), Some(name)) if self.post.card.is_none() => {
                self.post.card = Some(Card {
                    url,
                    title: name.to_owned(),
                    description: record.text(&["description"]).unwrap_or_default().to_owned(),
                    domain: "bsky.app".into(),
                    image: None,
                });
            }
            _ => self.losses.push(Loss::UnknownEmbed {
                kind: if kind.is_empty() {
                    "embed.record".into()
                } else {
                    kind.into()
                },
            }),
        }
    }
}

/// Alternative text and size. The network demands the text, and has it empty where the author
/// wrote none: nobody says there that a picture is mere decoration.
fn described(mut photo: Media, source: &Value) -> Media {
    photo.alt = source.text(&["alt"]).map(str::to_owned);
    let side = |name| {
        source
            .count(&["aspectRatio", name])
            .filter(|side| *side >= SMALLEST_SIZE)
            .and_then(|side| u32::try_from(side).ok())
    };
    if let (Some(width), Some(height)) = (side("width"), side("height")) {
        (photo.width, photo.height) = (width, height);
    }
    photo
}
