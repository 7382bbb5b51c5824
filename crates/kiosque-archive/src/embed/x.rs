//! X's embeds, from the first ones of 2011 to those of today.

use kiosque_catalogue::editor::{Loss, MediaRefusal, Refusal};
use kiosque_model::post::{Source, Span, SpanKind};

use super::date::{self, Known};
use super::found::{Embed, Said};
use super::quotation::Quotation;
use crate::draft::{Identity, account, draft};
use crate::import::{ImportedPost, Outcome, Refused, Request};
use crate::link::{link, target};
use crate::markup::{Mark, Newlines};
use crate::spans::settle;
use crate::x::{
    cashtag_url, hashtag_url, is_handle, lang, moment_of_id, post_at, post_url, profile_url,
};

/// From this length on, a text that ends in "…" may be the beginning of a longer one.
const LONG: usize = 240;

/// The post in an embed.
pub(super) fn post(embed: &Embed, said: Said<'_>, request: &Request) -> Outcome {
    let asked = said
        .urls
        .into_iter()
        .flatten()
        .find(|url| permalink(url).is_some());
    let told = asked.and_then(permalink);
    let mut quotation = Quotation::read(&embed.inner, Newlines::Space, |href| {
        permalink(href).is_some_and(|(_, id)| told.as_ref().is_none_or(|(_, told)| *told == id))
    });
    let printed = quotation.permalink.take();
    let href = printed.as_ref().and_then(|(tag, _)| tag.attribute("href"));
    let linked = href.and_then(permalink);
    let another = told
        .as_ref()
        .filter(|_| linked.is_none())
        .and_then(|_| linked_to_another(embed));
    let is_another = another.is_some();
    quotation = another.unwrap_or(quotation);
    let Some((_, id)) = linked.as_ref().or(told.as_ref()) else {
        return Err(Refused {
            id: None,
            why: Refusal::NoPermalink,
        });
    };
    let refused = |why| Refused {
        id: Some(id.clone()),
        why,
    };
    let signed = quotation.handle.as_deref().filter(|name| is_handle(name));
    let named = linked.as_ref().is_some_and(|(handle, _)| handle.is_some());
    if let Some((handle, _)) = told.as_ref().filter(|_| !named) {
        let is_theirs = match (handle, signed) {
            (Some(handle), Some(signed)) => handle.eq_ignore_ascii_case(signed),
            // Of another post, which was edited since, it must be known that the author is the same.
            _ => !is_another,
        };
        if !is_theirs {
            return Err(refused(Refusal::WrongField {
                field: "url".into(),
                found: asked.unwrap_or_default().to_owned(),
            }));
        }
    }
    // An address says whose post it is; the line below the words says what somebody wrote there.
    let Some(handle) = [&linked, &told]
        .into_iter()
        .flatten()
        .find_map(|(handle, _)| handle.as_deref())
        .or(signed)
    else {
        return Err(refused(Refusal::MissingField {
            field: "handle".into(),
        }));
    };
    if quotation.text.is_empty() {
        return Err(refused(Refusal::MissingField {
            field: "text".into(),
        }));
    }
    let mut losses = Vec::new();
    let moment = Known {
        id: moment_of_id(id),
        exact: printed
            .as_ref()
            .and_then(|(tag, _)| tag.attribute("data-datetime")),
        printed: printed
            .as_ref()
            .map(|(_, words)| words.as_str())
            .filter(|words| !words.is_empty()),
    }
    .moment(&mut losses)
    .map_err(refused)?;
    let name = said.name.or(quotation.name.as_deref()).unwrap_or_default();
    let author = account("", handle, name, profile_url(handle));
    let identity = Identity {
        source: Source::X,
        id: id.clone(),
        url: post_url(handle, id),
    };
    let mut post = draft(identity, author, moment, request);
    post.lang = quotation.lang.as_deref().and_then(lang);

    leave_out_media(&mut quotation, &mut losses);
    post.truncated = is_cut(&quotation);
    if post.truncated {
        losses.push(Loss::Truncated);
    }
    let spans = quotation
        .anchors
        .iter()
        .filter_map(|anchor| span(&quotation.text, anchor, &mut losses))
        .collect();
    post.text = quotation.text;
    settle(&mut post, spans, &mut losses);
    Ok(ImportedPost {
        post,
        raw: embed.raw.clone().into_bytes(),
        losses,
    })
}

/// The quotation, if the line below its words is dated or signed and links to a post. Its handle is
/// then that post's. A link that only has its line to itself may be one of the words.
fn linked_to_another(embed: &Embed) -> Option<Quotation> {
    let mut quotation = Quotation::read(&embed.inner, Newlines::Space, |href| {
        permalink(href).is_some()
    });
    let (tag, words) = quotation.permalink.take()?;
    let (handle, _) = tag.attribute("href").and_then(permalink)?;
    if quotation.handle.is_none() && date::printed(&words).is_none() {
        return None;
    }
    quotation.handle = handle.or(quotation.handle);
    Some(quotation)
}

/// Handle, where the address has one, and id of a post.
fn permalink(address: &str) -> Option<(Option<String>, String)> {
    // "/#!/" is how addresses began in the years of the first embeds.
    let address = whole(address).replacen("/#!/", "/", 1);
    let (handle, id) = post_at(&address)?;
    Some((Some(handle).filter(|handle| is_handle(handle)), id))
}

/// Whether an address is on X.
fn on_x(address: &str) -> bool {
    target(address).is_some_and(|(_, host)| {
        matches!(
            host.as_str(),
            "twitter.com" | "x.com" | "mobile.twitter.com" | "mobile.x.com"
        )
    })
}

/// An address with its scheme, which some sites left out.
fn whole(address: &str) -> String {
    let address = address.trim();
    if address.starts_with("//") {
        format!("https:{address}")
    } else {
        address.to_owned()
    }
}

/// Takes the links to pictures out of the words, as X does when it shows the pictures. An embed
/// does not hold them.
fn leave_out_media(quotation: &mut Quotation, losses: &mut Vec<Loss>) {
    let mut stretches = Vec::new();
    for anchor in &quotation.anchors {
        let words = quotation.text.get(anchor.range.clone()).unwrap_or_default();
        if words.starts_with("pic.twitter.com/") || words.starts_with("pic.x.com/") {
            losses.push(Loss::Media {
                url: words.to_owned(),
                why: MediaRefusal::Missing,
            });
            stretches.push(anchor.range.clone());
        }
    }
    quotation.cut(stretches);
}

/// Whether the words are the beginning of more: an old repost cut at 140, or a long post. Short
/// posts may end in "…" by themselves.
fn is_cut(quotation: &Quotation) -> bool {
    let text = quotation.text.as_str();
    let words = quotation
        .anchors
        .last()
        .filter(|anchor| anchor.range.end == text.len())
        .and_then(|anchor| text.get(..anchor.range.start))
        .unwrap_or(text)
        .trim_end();
    [text, words].iter().any(|words| {
        words.ends_with('…') && (words.starts_with("RT @") || words.chars().count() >= LONG)
    })
}

/// What a link in the words is.
fn span(text: &str, anchor: &Mark, losses: &mut Vec<Loss>) -> Option<Span> {
    let address = whole(anchor.tag.attribute("href")?);
    let words = text.get(anchor.range.clone())?;
    if on_x(&address)
        && let Some(span) = signed(text, anchor)
    {
        return Some(span);
    }
    let kind = shortened(words, &address, anchor).or_else(|| link(words, &address));
    if kind.is_none() {
        losses.push(Loss::Address { href: address });
    }
    Some(Span {
        start: anchor.range.start,
        end: anchor.range.end,
        kind: kind?,
    })
}

/// A mention, hashtag or cashtag. The oldest embeds leave the sign before the link. Where it
/// leads is made from the words, so that they cannot say something else.
fn signed(text: &str, anchor: &Mark) -> Option<Span> {
    const SIGNS: [char; 5] = ['@', '＠', '#', '＃', '$'];
    let words = text.get(anchor.range.clone())?;
    let start = if words.starts_with(SIGNS) {
        anchor.range.start
    } else {
        let (at, sign) = text.get(..anchor.range.start)?.char_indices().next_back()?;
        SIGNS.contains(&sign).then_some(at)?
    };
    let mut words = text.get(start..anchor.range.end)?.chars();
    let sign = words.next()?;
    let name = words.as_str();
    let word = !name.is_empty() && !name.contains(char::is_whitespace);
    let kind = match sign {
        '@' | '＠' if is_handle(name) => SpanKind::Mention {
            handle: name.to_owned(),
            href: profile_url(name),
        },
        '#' | '＃' if word => SpanKind::Hashtag {
            tag: name.to_owned(),
            href: hashtag_url(name),
        },
        '$' if word
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.') =>
        {
            SpanKind::Cashtag {
                symbol: name.to_owned(),
                href: cashtag_url(name),
            }
        }
        _ => return None,
    };
    Some(Span {
        start,
        end: anchor.range.end,
        kind,
    })
}

/// A link by X's redirect. Where the embed says what is behind it, that is linked; where not, the
/// redirect is all there is, under the words that X chose for it.
fn shortened(words: &str, address: &str, anchor: &Mark) -> Option<SpanKind> {
    let (href, host) = target(address)?;
    if host != "t.co" {
        return None;
    }
    let behind = ["data-expanded-url", "title"]
        .into_iter()
        .filter_map(|name| anchor.tag.attribute(name))
        .find_map(|expanded| link(words, expanded));
    Some(match behind {
        Some(SpanKind::Link {
            href: expanded,
            display,
            ..
        }) => SpanKind::Link {
            href: expanded,
            display,
            tco: Some(href),
        },
        _ => SpanKind::Link {
            href,
            display: words.to_owned(),
            tco: None,
        },
    })
}
