//! An article's page.

use kiosque_model::{Article, Block, Live};
use leptos::html;
use leptos::prelude::*;

use crate::HeldPost;
use crate::components::badge::{BadgeLabel, LiveLabel};
use crate::components::block::BlockView;
use crate::components::breadcrumb::Breadcrumb;
use crate::components::byline::BylineView;
use crate::components::discussion::{DiscussionView, Page};
use crate::components::figure::FigureView;
use crate::components::live::LiveBar;
use crate::components::neighbours::Neighbours;
use crate::components::newsletter::NewsletterView;
use crate::components::reading_place;
use crate::components::reading_progress::ReadingProgress;
use crate::components::related::Related;
use crate::components::share::Share;
use crate::components::sliced;
use crate::components::tags::Tags;

/// Shows an article.
#[component]
pub fn ArticlePage(
    /// The article.
    article: Article<HeldPost>,
    /// Its page.
    page: Page,
    /// Its permalink, where the device can keep it for later.
    keep: Option<String>,
) -> impl IntoView {
    let Article {
        headline,
        standfirst,
        section,
        breadcrumb,
        authors,
        published,
        updated,
        live,
        reading_minutes,
        hero,
        body,
        tags,
        related,
        previous,
        next,
        discussion,
        newsletter,
        badge,
    } = article;
    let comments = discussion.as_ref().map(|discussion| discussion.total);
    let newsletter_page = page.clone();
    view! {
        <ReadingProgress />
        <article class="article">
            <header class="article-head">
                <Breadcrumb trail=breadcrumb />
                <p class="article-section">
                    <a href=section.url>{section.title}</a>
                    {live.is_some_and(Live::is_now).then(|| view! { <LiveLabel /> })}
                    {badge.map(|badge| view! { <BadgeLabel badge /> })}
                </p>
                <h1 class="headline" tabindex="-1">{headline.clone()}</h1>
                {standfirst.map(|text| view! { <p class="standfirst">{text}</p> })}
                <BylineView authors published updated reading_minutes comments />
            </header>
            {hero.map(|figure| view! { <FigureView figure hero=true /> })}
            <BodyView body live />
            <footer class="article-foot">
                <Tags tags />
                <Share title=headline keep />
            </footer>
        </article>
        {newsletter
            .map(|newsletter| {
                view! { <NewsletterView newsletter=*newsletter page=newsletter_page /> }
            })}
        {discussion
            .map(|discussion| view! { <DiscussionView discussion=*discussion page /> })}
        <Neighbours previous next />
        <Related articles=related />
    }
    .into_any()
}

/// How many blocks come with their page when it is made in the browser: with the headline and the
/// opening picture they fill a window.
const AT_ONCE: usize = 1;

#[component]
fn BodyView(mut body: Vec<Block<HeldPost>>, live: Option<Live>) -> impl IntoView {
    let block_view = |block| view! { <BlockView block /> }.into_any();
    let place = NodeRef::<html::Div>::new();
    let later = sliced::later(&mut body, AT_ONCE);
    let coming = (!later.is_empty()).then_some("");
    sliced::make(place, Some(".end-mark"), later, block_view);
    reading_place::follow();
    let bar = match live {
        Some(Live::Now { pace }) => Some(view! { <LiveBar pace /> }),
        Some(Live::Over) | None => None,
    };
    view! {
        <div class="article-body" data-coming=coming node_ref=place>
            {bar}
            {body.into_iter().map(block_view).collect_view()}
            <p class="end-mark" aria-hidden="true"></p>
        </div>
    }
    .into_any()
}
