//! What a list shows of an article.

use kiosque_model::ArticleSummary;
use leptos::prelude::*;

use super::badge::{BadgeLabel, LiveLabel};
use super::picture::{PictureView, Place};
use super::when::{Precision, When};
use crate::words::words;

/// How much room an article gets in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prominence {
    /// First on the front page, with its picture.
    Lead,
    /// Beside the lead.
    Second,
    /// In the river of the front page, under its heading.
    River,
    /// In a list that is the page's only matter.
    Listed,
    /// Under an article.
    Related,
}

impl Prominence {
    const fn class(self) -> &'static str {
        match self {
            Self::Lead => "summary lead",
            Self::Second => "summary second",
            Self::River | Self::Listed => "summary river-item",
            Self::Related => "summary related-item",
        }
    }

    const fn picture_place(self) -> Place {
        match self {
            Self::Lead => Place::Lead,
            Self::Second => Place::Second,
            Self::River | Self::Listed | Self::Related => Place::River,
        }
    }
}

/// Shows an article in a list.
#[component]
pub fn Summary(
    /// The article.
    article: ArticleSummary,
    /// How much room it gets.
    prominence: Prominence,
) -> impl IntoView {
    let ArticleSummary {
        url,
        headline,
        standfirst,
        section,
        published,
        live,
        reading_minutes,
        picture,
        badge,
    } = article;
    let headline = view! { <a href=url>{headline}</a> };
    let headline = match prominence {
        Prominence::Lead | Prominence::Second | Prominence::Listed => {
            view! { <h2 class="summary-headline">{headline}</h2> }.into_any()
        }
        Prominence::River | Prominence::Related => {
            view! { <h3 class="summary-headline">{headline}</h3> }.into_any()
        }
    };
    let picture = picture
        .filter(|_| prominence != Prominence::Related)
        .map(|mut picture| {
            // The headline beside it says it all: twice is noise to those who listen.
            picture.alt.clear();
            view! {
                <div class="summary-picture">
                    <PictureView picture place=prominence.picture_place() />
                </div>
            }
        });
    let with_picture = picture.is_some();
    view! {
        <article class=prominence.class() class:with-picture=with_picture>
            {picture}
            <div class="summary-text">
                <p class="summary-section">
                    <a href=section.url>{section.title}</a>
                    {live.then(|| view! { <LiveLabel /> })}
                    {badge.map(|badge| view! { <BadgeLabel badge /> })}
                </p>
                {headline}
                {standfirst
                    .filter(|_| prominence != Prominence::Related)
                    .map(|text| view! { <p class="summary-standfirst">{text}</p> })}
                <p class="summary-meta">
                    <When moment=published precision=Precision::Full />
                    <span>{(words().reading_time)(reading_minutes)}</span>
                </p>
            </div>
        </article>
    }
    .into_any()
}
