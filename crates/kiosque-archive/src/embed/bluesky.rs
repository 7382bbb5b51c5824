//! Bluesky's embeds.

use kiosque_catalogue::editor::{Loss, MediaRefusal, Refusal};
use kiosque_model::post::Source;

use super::date::{Known, of_tid};
use super::found::Embed;
use super::quotation::Quotation;
use crate::bluesky::address::{AtUri, POSTS, permalink, profile};
use crate::draft::{Identity, account, draft, language};
use crate::import::{ImportedPost, Outcome, Refused, Request};
use crate::link::is_domain;
use crate::markup::Newlines;

/// The post in an embed. Its words are there without its links.
pub(super) fn post(embed: &Embed, request: &Request) -> Outcome {
    let told = embed
        .tag
        .attribute("data-bluesky-uri")
        .and_then(AtUri::read);
    let mut quotation = Quotation::read(&embed.inner, Newlines::Authored, |href| {
        AtUri::of_page(href).is_some_and(|page| told.is_none_or(|told| told.rkey == page.rkey))
    });
    let printed = quotation.permalink.take();
    let page = printed.as_ref().and_then(|(tag, _)| tag.attribute("href"));
    let uri = told
        .or_else(|| page.and_then(AtUri::of_page))
        .filter(|uri| uri.collection == POSTS);
    let Some(uri) = uri else {
        return Err(Refused {
            id: None,
            why: Refusal::NoPermalink,
        });
    };
    let refused = |why| Refused {
        id: Some(uri.rkey.to_owned()),
        why,
    };
    let mut losses = Vec::new();
    let moment = Known {
        id: of_tid(uri.rkey),
        exact: None,
        printed: printed.as_ref().map(|(_, words)| words.as_str()),
    }
    .moment(&mut losses)
    .map_err(refused)?;
    // What the line below the words says is of use alone where the address has no handle.
    let handle = uri
        .did()
        .and(quotation.handle.as_deref())
        .filter(|handle| is_domain(handle))
        .unwrap_or(uri.authority);
    let author = account(
        uri.did().unwrap_or_default(),
        handle,
        quotation.name.as_deref().unwrap_or_default(),
        // The line may name anybody: what it says is shown, and leads nowhere.
        profile(uri.authority),
    );
    let url = permalink(uri.authority, uri.rkey);

    // "[image or embed]" links to the post itself.
    let stretches: Vec<_> = quotation
        .anchors
        .iter()
        .filter(|anchor| {
            anchor
                .tag
                .attribute("href")
                .and_then(AtUri::of_page)
                .is_some_and(|page| page.rkey == uri.rkey)
        })
        .map(|anchor| anchor.range.clone())
        .collect();
    if !stretches.is_empty() {
        losses.push(Loss::Media {
            url: url.clone(),
            why: MediaRefusal::Missing,
        });
    }
    quotation.cut(stretches);

    let identity = Identity {
        source: Source::Bluesky,
        id: uri.rkey.to_owned(),
        url,
    };
    let mut post = draft(identity, author, moment, request);
    post.uri = uri.did().map(|_| uri.text());
    post.lang = quotation.lang.as_deref().and_then(language);
    post.text = quotation.text;
    Ok(ImportedPost {
        post,
        raw: embed.raw.clone().into_bytes(),
        losses,
    })
}
