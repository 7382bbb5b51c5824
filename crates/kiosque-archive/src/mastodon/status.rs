//! One status.

use kiosque_catalogue::editor::{Loss, Refusal};
use kiosque_model::Post;
use kiosque_model::post::{Counts, Edited, Quote, ReplyTo, Repost, Source, UnavailableReason};
use serde_json::Value;

use super::account::{author, emoji, full_handle};
use super::media::{attachment, card, poll};
use super::text::words;
use crate::draft::{Identity, draft, is_id, language, moment};
use crate::import::Request;
use crate::json::Part;
use crate::link::target;
use crate::spans::settle;

/// A status; of a repost, the status that it passes on.
pub(super) fn outer(
    value: &Value,
    request: &Request,
    losses: &mut Vec<Loss>,
) -> Result<Post, Refusal> {
    let Some(inner) = value.at(&["reblog"]) else {
        return status(value, request, true, losses);
    };
    for_everyone(value)?;
    let by = value.at(&["account"]).unwrap_or(&Value::Null);
    let mut post = status(inner, request, true, losses)?;
    post.repost_by = Some(Repost {
        author: author(by, losses)?,
        at: moment("created_at", value.text(&["created_at"]))
            .ok()
            .map(|moment| moment.to_string()),
    });
    Ok(post)
}

/// Only what its author showed to everyone is kept.
fn for_everyone(status: &Value) -> Result<(), Refusal> {
    // Some software calls public what it shows to the members of its server alone.
    if status.is_true(&["local_only"]) {
        return Err(Refusal::Private {
            visibility: "local_only".into(),
        });
    }
    match status.text(&["visibility"]) {
        Some("public" | "unlisted") => Ok(()),
        Some(other) => Err(Refusal::Private {
            visibility: other.into(),
        }),
        None => Err(Refusal::MissingField {
            field: "visibility".into(),
        }),
    }
}

fn status(
    value: &Value,
    request: &Request,
    quotes: bool,
    losses: &mut Vec<Loss>,
) -> Result<Post, Refusal> {
    let missing = |field: &str| Refusal::MissingField {
        field: field.to_owned(),
    };
    let id = match value.at(&["id"]) {
        Some(Value::Number(_)) => return Err(Refusal::NumberId),
        id => id
            .and_then(Value::as_str)
            .filter(|id| !id.is_empty())
            .ok_or_else(|| missing("id"))?,
    };
    if !is_id(id) {
        return Err(Refusal::WrongField {
            field: "id".into(),
            found: id.into(),
        });
    }
    for_everyone(value)?;
    let uri = value.text(&["uri"]);
    let url = value
        .text(&["url"])
        .and_then(target)
        .or_else(|| uri.and_then(target))
        .ok_or(Refusal::NoPermalink)?
        .0;
    value
        .at(&["content"])
        .filter(|content| content.is_string())
        .ok_or_else(|| missing("content"))?;
    let account = value.at(&["account"]).ok_or_else(|| missing("account"))?;
    let identity = Identity {
        source: Source::Mastodon,
        id: id.to_owned(),
        url,
    };
    let created_at = moment("created_at", value.text(&["created_at"]))?;
    let mut post = draft(identity, author(account, losses)?, created_at, request);
    post.uri = uri.map(str::to_owned);

    let quotation = value.at(&["quote"]);
    let emoji = emoji(value.list(&["emojis"]), losses);
    let words = words(value, quotes && quotation.is_some(), &emoji, losses);
    post.text = words.text;
    settle(&mut post, words.spans, losses);

    post.lang = value.text(&["language"]).and_then(language);
    post.cw = value
        .text(&["spoiler_text"])
        .map(str::trim)
        .filter(|warning| !warning.is_empty())
        .map(str::to_owned);
    post.sensitive = value.is_true(&["sensitive"]);
    post.media = value
        .list(&["media_attachments"])
        .iter()
        .filter_map(|media| attachment(media, losses))
        .collect();
    post.card = value
        .at(&["card"])
        .and_then(|preview| card(preview, losses));
    post.poll = value.at(&["poll"]).and_then(poll);
    if value.at(&["edited_at"]).is_some() {
        // The answer says that there were versions, and holds the last: all have one id.
        post.edited = Edited::Version {
            n: 1,
            of: 1,
            ids: vec![id.to_owned()],
        };
    }
    post.reply_to = reply_to(value, &post);
    post.counts = counts(value, &post.archived_at);
    if let Some(quotation) = quotation {
        if quotes {
            post.quote = Some(quote(quotation, words.quoted, request, losses));
        } else {
            losses.push(Loss::InnerQuote);
        }
    }
    Ok(post)
}

fn reply_to(value: &Value, post: &Post) -> Option<ReplyTo> {
    let id = value.text(&["in_reply_to_id"])?;
    let account = value.text(&["in_reply_to_account_id"]);
    let named = value
        .list(&["mentions"])
        .iter()
        .find(|mention| account.is_some() && mention.text(&["id"]) == account)
        .and_then(|mention| {
            let (_, host) = target(mention.text(&["url"])?)?;
            Some(full_handle(mention.text(&["acct"])?, &host))
        });
    let own = || (account == Some(post.author.id.as_str())).then(|| post.author.handle.clone());
    Some(ReplyTo {
        handle: named.or_else(own),
        id: Some(id.to_owned()),
        url: None,
    })
}

fn counts(value: &Value, captured_at: &str) -> Option<Counts> {
    let counts = Counts {
        replies: value.count(&["replies_count"]),
        reposts: value.count(&["reblogs_count"]),
        likes: value.count(&["favourites_count"]),
        quotes: value.count(&["quotes_count"]),
        captured_at: captured_at.to_owned(),
    };
    let known = [counts.replies, counts.reposts, counts.likes, counts.quotes];
    known.iter().any(Option::is_some).then_some(counts)
}

/// The quoted status, or why it is not shown. Other software than Mastodon puts the status itself
/// there, without a state.
fn quote(
    quotation: &Value,
    address: Option<String>,
    request: &Request,
    losses: &mut Vec<Loss>,
) -> Quote {
    let quoted = quotation
        .at(&["quoted_status"])
        .or_else(|| quotation.at(&["content"]).map(|_| quotation));
    let state = quotation.text(&["state"]).unwrap_or("accepted");
    let address = quoted
        .and_then(|status| status.text(&["url"]).and_then(target))
        .or_else(|| address.as_deref().and_then(target))
        .map(|(address, _)| address);
    let unavailable = |reason, url| Quote::Unavailable { reason, url };
    match (state, quoted) {
        ("accepted", Some(inner)) => match status(inner, request, false, losses) {
            Ok(post) => Quote::Post(Box::new(post)),
            Err(Refusal::Private { .. }) => unavailable(UnavailableReason::Protected, address),
            Err(_) => unavailable(UnavailableReason::NeverFetched, address),
        },
        ("accepted", None) => unavailable(UnavailableReason::NeverFetched, address),
        ("deleted", _) => unavailable(UnavailableReason::Deleted, address),
        ("unauthorized", _) => unavailable(UnavailableReason::Protected, address),
        // The quoted author did not agree, or no longer does: the archive does not lead there.
        ("pending" | "rejected" | "revoked", _) => unavailable(UnavailableReason::Gone, None),
        _ => unavailable(UnavailableReason::Gone, address),
    }
}
