//! A post inside a post.

use kiosque_model::Moment;
use kiosque_model::post::{Post, Quote, web_link};
use leptos::prelude::*;

use super::super::when::{Precision, When};
use super::author::Author;
use super::cover::Cover;
use super::media::PostMedia;
use super::text::PostText;
use crate::words::words;

/// Shows a quoted post, or says why it is not there.
#[component]
pub fn QuoteView(
    /// The quoted post.
    quote: Quote,
    /// When it was posted.
    posted: Option<Moment>,
) -> impl IntoView {
    match quote {
        Quote::Post(post) => {
            let Post {
                author,
                media,
                sensitive,
                cw,
                ..
            } = (*post).clone();
            let cite = web_link(&post.url).map(str::to_owned);
            let network = post.source;
            view! {
                <blockquote class="post-quote" cite=cite>
                    <header class="post-head">
                        <Author author network />
                        {posted
                            .map(|posted| {
                                view! {
                                    <span class="post-quote-time">
                                        <When moment=posted precision=Precision::Full />
                                    </span>
                                }
                            })}
                    </header>
                    <Cover warning=cw>
                        <PostText post=(*post).clone() />
                        <PostMedia media=media.clone() sensitive />
                    </Cover>
                </blockquote>
            }
            .into_any()
        }
        Quote::Unavailable { reason, url } => {
            let words = words();
            let address = url.as_deref().and_then(web_link).map(str::to_owned);
            view! {
                <p class="post-quote post-quote-gone">
                    {(words.unavailable)(reason)}
                    {address
                        .map(|href| {
                            view! {
                                " "
                                <a href=href rel="noopener nofollow ugc external">
                                    {words.original_address}
                                </a>
                            }
                        })}
                </p>
            }
            .into_any()
        }
    }
}
