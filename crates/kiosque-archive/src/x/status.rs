//! A status: what v1.1 returned, and what GraphQL keeps under `legacy`.

use kiosque_catalogue::editor::{Loss, Refusal};
use kiosque_model::Post;
use kiosque_model::post::{
    Counts, PostAuthor, PostState, Quote, ReplyTo, Repost, UnavailableReason,
};
use serde_json::Value;

use super::entities::{Around, marks, range};
use super::text::{Entity, Mark, Raw, Unit, cut, visible};
use super::user::author;
use super::{begin, card, edited, is_id, is_notice, media, post_at, post_url, reason_of};
use crate::import::Request;
use crate::json::Part;
use crate::spans::settle;

/// The words of a status, in whichever of its forms holds the most of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Words<'a> {
    /// The text.
    pub text: &'a str,
    /// Whether `&`, `<` and `>` are written as references.
    pub escaped: bool,
    /// What X shows of it, in code points, where it says.
    pub visible: Option<(u64, u64)>,
    /// The marks of this text.
    pub entities: &'a Value,
    /// Bold and italic.
    pub formatting: Vec<Entity>,
    /// Media with all they have.
    pub media: &'a [Value],
    /// Whether there are more words that the input lacks.
    pub truncated: bool,
}

/// What a status quotes.
#[derive(Debug, Clone, PartialEq)]
pub enum Quoted {
    /// Nothing.
    Nothing,
    /// A post, or why it is not there.
    Shown(Box<Quote>),
    /// A post that is left out, because this one is itself quoted. Its address stays in the text.
    LeftOut,
}

/// A status and what stands around it.
#[derive(Debug, Clone)]
pub struct Parts<'a> {
    /// Its id.
    pub id: &'a str,
    /// The status itself.
    pub status: &'a Value,
    /// Its author's account.
    pub user: &'a Value,
    /// Its words.
    pub words: Words<'a>,
    /// Its quote.
    pub quoted: Quoted,
    /// Its card, of whatever shape.
    pub card: Option<&'a Value>,
    /// The ids of its versions.
    pub versions: Vec<&'a str>,
    /// When its counts were true: RFC 3339, UTC.
    pub counted_at: &'a str,
}

/// Builds the post.
///
/// # Errors
///
/// Where it is withheld or its author's account protected, or its author or moment cannot be read.
pub fn build(parts: Parts<'_>, request: &Request) -> Read {
    let Parts {
        id, status, words, ..
    } = parts;
    let state = state(status, parts.user)?;
    let author = author(parts.user)?;
    if is_notice(words.text, &author.handle) {
        return Err(Refusal::Withheld);
    }
    let (mut post, mut losses) = begin(
        id,
        author,
        status.text(&["created_at"]),
        status.text(&["lang"]),
        request,
    )?;
    post.state = state;
    post.sensitive = status.is_true(&["possibly_sensitive"]);
    post.reply_to = reply_to(status);
    post.edited = edited(parts.versions, id, &mut losses);
    post.counts = counts(status, parts.counted_at);
    post.media = media::media(words.media, request.largest_video, &mut losses);
    if let Some(card) = parts.card {
        read_card(card, &words, &mut post, &mut losses);
    }

    let quoted_id = quoted_id(status);
    let around = Around {
        id,
        quote: quoted_id.filter(|_| matches!(parts.quoted, Quoted::Shown(_))),
        media: words.media,
    };
    let entities = marks(words.entities, around);
    let reply = status.text(&["in_reply_to_status_id_str"]).is_some();
    let mut range = words
        .visible
        .or_else(|| Some(visible(words.text, Unit::CodePoints, &entities, reply)));
    match parts.quoted {
        Quoted::Nothing => {}
        Quoted::Shown(quote) => post.quote = Some(*quote),
        Quoted::LeftOut => {
            losses.push(Loss::InnerQuote);
            range = range.map(|range| with_quote(range, words.text, &entities, quoted_id));
        }
    }
    let mut entities = entities;
    entities.extend(words.formatting);
    let cut = cut(Raw {
        text: words.text,
        escaped: words.escaped,
        unit: Unit::CodePoints,
        visible: range,
        entities,
    });
    post.text = cut.text;
    losses.extend(cut.losses);
    settle(&mut post, cut.spans, &mut losses);
    if words.truncated {
        post.truncated = true;
        losses.push(Loss::Truncated);
    }
    Ok((post, losses))
}

/// Makes of a post that was read from the words of the one who passed it on one that he passed on.
pub fn passed_on_by(post: &mut Post, by: PostAuthor) {
    // The id is that of the one who passed it on, and leads on from there.
    post.url = post_url(&by.handle, &post.id);
    // So are the counts, which of a post passed on are none.
    post.counts = None;
    post.repost_by = Some(Repost {
        author: by,
        at: Some(post.created_at.clone()),
    });
}

/// Where a status stands: what is read inside it depends on that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// By itself.
    Own,
    /// Inside the repost of somebody else.
    Reposted,
    /// Inside the post that quotes it.
    Quoted,
}

/// A post read, with what it lost.
pub type Read = Result<(Post, Vec<Loss>), Refusal>;

/// What a status quotes: `given` is the quoted post as far as the input has it, and `read` reads
/// it.
pub fn quoted(
    status: &Value,
    given: Option<&Value>,
    place: Place,
    losses: &mut Vec<Loss>,
    read: impl FnOnce(&Value) -> Read,
) -> Quoted {
    let quotes =
        given.is_some() || quoted_id(status).is_some() || status.is_true(&["is_quote_status"]);
    if !quotes {
        return Quoted::Nothing;
    }
    if place == Place::Quoted {
        return Quoted::LeftOut;
    }
    let gone = Refusal::Gone {
        reason: String::new(),
    };
    Quoted::Shown(Box::new(match given.map_or(Err(gone), read) {
        Ok((post, lost)) => {
            losses.extend(lost);
            Quote::Post(Box::new(post))
        }
        Err(refusal) => {
            let reason = reason_of(&refusal);
            if reason == UnavailableReason::NeverFetched {
                losses.push(Loss::Field {
                    field: "quoted_status".into(),
                });
            }
            Quote::Unavailable {
                reason,
                url: quoted_url(status),
            }
        }
    }))
}

/// The id of the post that a status quotes.
pub fn quoted_id(status: &Value) -> Option<&str> {
    status.id(&["quoted_status_id_str"]).filter(|id| is_id(id))
}

/// Where the quoted post was, as far as the status that quotes it says: its permalink, its
/// address in the text, or its id alone.
pub fn quoted_url(status: &Value) -> Option<String> {
    let id = quoted_id(status);
    let in_text = [
        status,
        status.at(&["extended_tweet"]).unwrap_or(&Value::Null),
    ]
    .into_iter()
    .flat_map(|holder| holder.list(&["entities", "urls"]))
    .filter_map(|url| post_at(url.text(&["expanded_url"])?))
    .find(|(_, found)| Some(found.as_str()) == id);
    status
        .text(&["quoted_status_permalink", "expanded"])
        .and_then(post_at)
        .or(in_text)
        .map(|(handle, id)| post_url(&handle, &id))
        .or_else(|| id.map(|id| post_url("", id)))
}

/// What the network's restrictions make of a post.
///
/// `XX` is everywhere and `XY` a claim of copyright; any other country leaves the words in place.
fn state(status: &Value, user: &Value) -> Result<PostState, Refusal> {
    let key = "withheld_in_countries";
    let countries: Vec<&Value> = [
        status.list(&[key]),
        user.list(&[key]),
        user.list(&["legacy", key]),
    ]
    .into_iter()
    .flatten()
    .collect();
    let everywhere = countries
        .iter()
        .any(|country| **country == "XX" || **country == "XY");
    if status.is_true(&["withheld_copyright"]) || everywhere {
        return Err(Refusal::Withheld);
    }
    Ok(if countries.is_empty() {
        PostState::LiveSnapshot
    } else {
        PostState::Withheld
    })
}

fn reply_to(status: &Value) -> Option<ReplyTo> {
    let handle = status.text(&["in_reply_to_screen_name"]);
    let id = status
        .id(&["in_reply_to_status_id_str"])
        .filter(|id| is_id(id));
    (handle.is_some() || id.is_some()).then(|| ReplyTo {
        handle: handle.map(str::to_owned),
        id: id.map(str::to_owned),
        url: id.map(|id| post_url(handle.unwrap_or_default(), id)),
    })
}

fn counts(status: &Value, at: &str) -> Option<Counts> {
    let counts = Counts {
        replies: status.count(&["reply_count"]),
        reposts: status.count(&["retweet_count"]),
        likes: status.count(&["favorite_count"]),
        quotes: status.count(&["quote_count"]),
        captured_at: at.into(),
    };
    let known = [counts.replies, counts.reposts, counts.likes, counts.quotes];
    known.iter().any(Option::is_some).then_some(counts)
}

/// X shows no card of the address of the post's own media.
fn read_card(card: &Value, words: &Words<'_>, post: &mut Post, losses: &mut Vec<Loss>) {
    let addresses = [&["rest_id"][..], &["legacy", "url"], &["url"]];
    let of_media = words.media.iter().any(|media| {
        let address = media.text(&["url"]);
        address.is_some() && addresses.iter().any(|path| card.text(path) == address)
    });
    if of_media {
        return;
    }
    let reading = card::read(card, words.entities, losses);
    post.card = reading.card;
    post.poll = reading.poll;
    post.media.extend(reading.media);
}

/// The visible range with the address of the quoted post that follows it.
fn with_quote(
    (start, end): (u64, u64),
    text: &str,
    entities: &[Entity],
    quoted: Option<&str>,
) -> (u64, u64) {
    let address = entities.iter().find(|entity| {
        let leads_to = match &entity.mark {
            Mark::Kept(kind) | Mark::Quote(kind) => kind.href().and_then(post_at),
            Mark::Dropped => None,
        };
        entity.start >= end && leads_to.is_some_and(|(_, id)| Some(id.as_str()) == quoted)
    });
    let Some(address) = address else {
        return (start, end);
    };
    let only_space = text
        .chars()
        .skip(usize::try_from(end).unwrap_or(usize::MAX))
        .take(usize::try_from(address.start.saturating_sub(end)).unwrap_or(usize::MAX))
        .all(char::is_whitespace);
    (start, if only_space { address.end } else { end })
}

/// `display_text_range` of a status.
pub fn display_range(status: &Value) -> Option<(u64, u64)> {
    range(status, "display_text_range")
}
/// The parts of a status that later formats have under v1.1's names.
pub fn of_v1(value: &Value) -> serde_json::Map<String, Value> {
    [
        "created_at",
        "lang",
        "possibly_sensitive",
        "in_reply_to_screen_name",
        "in_reply_to_status_id_str",
        "withheld_in_countries",
        "withheld_copyright",
        "favorite_count",
        "retweet_count",
    ]
    .into_iter()
    .filter_map(|key| Some((key.to_owned(), value.get(key)?.clone())))
    .collect()
}
