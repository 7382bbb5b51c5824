//! Posts copied by hand: a record in TOML.
//!
//! What a newsroom can still do when nothing of a post is left but what somebody reads on a screen
//! or a print: copy it. The record has the post's address and its words; what stands in them is
//! found by [`entities`](crate::entities), because nobody marks links by hand.
//!
//! ```toml
//! url = "https://social.example/@camille_demo/1099"    # says the network and the id
//! name = "Camille Démo"                                # the handle, where it is left out
//! handle = "camille_demo"                              # where the address does not say it
//! date = 2022-12-24T18:00:00+01:00                     # on X the id says it too
//! text = """
//! Du vent : exemple.example/meteo/bull…"""
//! lang = "fr"
//! cw = "Météo"
//! reply_to = "@zoe@autre.example"                      # or the address of the post answered
//! profile_url = "https://social.example/@camille_demo"
//!
//! [[media]]
//! file = "captures/vent.jpg"                           # beside the record, or an https address
//! alt = "Un arbre couché."
//! alt_by = "newsroom"                                  # or "author"
//!
//! [[links]]                                            # what the text shows without saying it
//! text = "exemple.example/meteo/bull…"
//! href = "https://exemple.example/meteo/bulletin"
//! ```
//!
//! A file of several posts has each below its own `[[posts]]`, with `[[posts.media]]` and
//! `[[posts.links]]`.

mod permalink;
mod record;
mod words;

use jiff::Timestamp;
use kiosque_catalogue::editor::{Loss, RecordValue, Refusal};
use kiosque_model::Post;
use kiosque_model::post::{AltBy, Media, MediaKind, ReplyTo, Source};

use crate::draft::{self, Identity, account, draft, language, media};
use crate::import::{ImportedPost, Outcome, Refused, Request};
use crate::input::Input;
use crate::link::target;
use crate::x;
use permalink::Permalink;
use record::{Document, Record};

/// The keys of a post.
const POST: &[&str] = &[
    "url",
    "name",
    "handle",
    "date",
    "text",
    "lang",
    "cw",
    "reply_to",
    "profile_url",
    "media",
    "links",
];
/// The keys of `[[media]]`.
const MEDIA: &[&str] = &["file", "alt", "alt_by"];
/// The keys of `[[links]]`.
const LINKS: &[&str] = &["text", "href"];
/// The keys of a record of several posts.
const POSTS: &[&str] = &["posts"];

/// A day, in seconds: hand-copied dates and ids may differ by a zone that somebody forgot.
const DAY: u64 = 86_400;

/// Whether the input is a record: text in which a line sets the address, or begins a post.
pub fn is_of(input: &Input) -> bool {
    let Input::Text(text) = input else {
        return false;
    };
    let sets_address = |line: &str| {
        line.strip_prefix("url")
            .is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    !text.trim_start().starts_with('<')
        && text
            .lines()
            .map(str::trim_start)
            .any(|line| sets_address(line) || line.starts_with("[[posts]]"))
}

/// Reads the posts of a record.
pub fn read(input: &Input, request: &Request) -> Vec<Outcome> {
    let Input::Text(text) = input else {
        return Vec::new();
    };
    let fails = |why| vec![Err(Refused { id: None, why })];
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(why) => return fails(why),
    };
    let whole = document.record();
    let several = whole.known(POSTS).is_ok() && whole.has("posts");
    if !several {
        return vec![post(&whole, text, request)];
    }
    match whole.tables("posts") {
        Ok(records) => records
            .iter()
            .map(|record| post(record, record.raw(), request))
            .collect(),
        Err(why) => fails(why),
    }
}

fn post(record: &Record<'_>, raw: &str, request: &Request) -> Outcome {
    let mut losses = Vec::new();
    match read_post(record, request, &mut losses) {
        Ok(post) => Ok(ImportedPost {
            post,
            raw: raw.as_bytes().to_vec(),
            losses,
        }),
        Err(why) => Err(Refused {
            id: record
                .text("url")
                .ok()
                .flatten()
                .and_then(Permalink::read)
                .map(|permalink| permalink.id),
            why,
        }),
    }
}

fn read_post(
    record: &Record<'_>,
    request: &Request,
    losses: &mut Vec<Loss>,
) -> Result<Post, Refusal> {
    record.known(POST)?;
    let permalink = record.needed("url")?;
    let permalink =
        Permalink::read(permalink).ok_or_else(|| record.wrong("url", RecordValue::Permalink))?;
    let handle = match record.text("handle")? {
        Some(handle) => permalink
            .handle_of(handle)
            .ok_or_else(|| record.wrong("handle", RecordValue::Handle))?,
        None => permalink
            .handle
            .clone()
            .ok_or_else(|| record.missing("handle"))?,
    };
    let profile = match record.text("profile_url")? {
        Some(page) => target(page)
            .map(|(page, _)| page)
            .ok_or_else(|| record.wrong("profile_url", RecordValue::WebAddress))?,
        None => permalink.profile(&handle),
    };
    let name = record.text("name")?.unwrap_or(&handle);
    let author = account(permalink.did().unwrap_or_default(), &handle, name, profile);
    let identity = Identity {
        source: permalink.source,
        id: permalink.id.clone(),
        url: permalink.address(&handle),
    };
    let created_at = moment(record, &permalink, losses)?;
    let mut post = draft(identity, author, created_at, request);
    post.uri = permalink.uri();
    post.lang = record
        .text("lang")?
        .map(|tag| language(tag).ok_or_else(|| record.wrong("lang", RecordValue::Language)))
        .transpose()?;
    post.cw = record.text("cw")?.map(str::to_owned);
    // A warning covers what the post shows, not its words alone.
    post.sensitive = post.cw.is_some();
    post.reply_to = record
        .text("reply_to")?
        .map(|answered| {
            reply_to(answered, &permalink)
                .ok_or_else(|| record.wrong("reply_to", RecordValue::Answered))
        })
        .transpose()?;
    for entry in record.tables("media")? {
        post.media.push(medium(&entry, losses)?);
    }
    post.text = match record.text("text")? {
        Some(text) => text.replace("\r\n", "\n"),
        None if post.media.is_empty() => return Err(record.missing("text")),
        None => String::new(),
    };
    let links = record.tables("links")?;
    let links = links.iter().map(link).collect::<Result<Vec<_>, _>>()?;
    words::mark(&mut post, &permalink, &links, losses);
    Ok(post)
}

/// When it was published: what the record says, or on X what the id does.
fn moment(
    record: &Record<'_>,
    permalink: &Permalink,
    losses: &mut Vec<Loss>,
) -> Result<Timestamp, Refusal> {
    let observed = (permalink.source == Source::X)
        .then(|| x::moment_of_id(&permalink.id))
        .flatten();
    let Some(declared) = record.moment("date")? else {
        return observed.ok_or_else(|| record.missing("date"));
    };
    if let Some(observed) = observed
        && declared.duration_since(observed).unsigned_abs().as_secs() > DAY
    {
        losses.push(Loss::Clock {
            declared: declared.to_string(),
            observed: observed.to_string(),
        });
    }
    Ok(declared)
}

fn reply_to(answered: &str, permalink: &Permalink) -> Option<ReplyTo> {
    if let Some((url, _)) = target(answered) {
        let found = Permalink::read(&url);
        let handle = found.as_ref().and_then(|found| found.handle.clone());
        return Some(ReplyTo {
            id: found.map(|found| found.id),
            url: Some(url),
            handle,
        });
    }
    let handle = permalink.handle_of(answered.strip_prefix('@')?)?;
    Some(ReplyTo {
        handle: Some(handle),
        id: None,
        url: None,
    })
}

fn medium(entry: &Record<'_>, losses: &mut Vec<Loss>) -> Result<Media, Refusal> {
    entry.known(MEDIA)?;
    let wrong = || entry.wrong("file", RecordValue::MediaFile);
    let file = entry.needed("file")?;
    let kind = kind(file).ok_or_else(wrong)?;
    let mut medium = if file.contains("://") {
        media(kind, file, losses).ok_or_else(wrong)?
    } else if is_beside(file) {
        draft::file(kind, file)
    } else {
        return Err(wrong());
    };
    medium.alt = entry.words("alt")?.map(|alt| alt.trim().to_owned());
    medium.alt_by = match entry.text("alt_by")? {
        None | Some("newsroom") => AltBy::Newsroom,
        Some("author") => AltBy::Author,
        Some(_) => return Err(entry.wrong("alt_by", RecordValue::AltBy)),
    };
    Ok(medium)
}

/// Whether a path stays in the record's own folder, on every system.
fn is_beside(path: &str) -> bool {
    !path.contains(['\\', ':', '\0'])
        && path
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != "..")
}

/// What a file is by its extension.
fn kind(file: &str) -> Option<MediaKind> {
    let path = file.split(['?', '#']).next()?;
    let (_, extension) = path.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" | "png" | "webp" | "gif" => Some(MediaKind::Photo),
        "mp4" | "webm" => Some(MediaKind::Video),
        "mp3" | "m4a" | "ogg" | "wav" => Some(MediaKind::Audio),
        _ => None,
    }
}

fn link<'a>(entry: &Record<'a>) -> Result<(&'a str, &'a str), Refusal> {
    entry.known(LINKS)?;
    let href = entry.needed("href")?;
    if target(href).is_none() {
        return Err(entry.wrong("href", RecordValue::WebAddress));
    }
    Ok((entry.needed("text")?, href))
}

#[cfg(test)]
mod tests;
