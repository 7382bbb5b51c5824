//! An article's page.

use kiosque_model::Article;
use leptos::prelude::*;

use crate::components::badge::{BadgeLabel, LiveLabel};
use crate::components::block::BlockView;
use crate::components::breadcrumb::Breadcrumb;
use crate::components::byline::BylineView;
use crate::components::figure::FigureView;
use crate::components::neighbours::Neighbours;
use crate::components::reading_progress::ReadingProgress;
use crate::components::related::Related;
use crate::components::share::Share;
use crate::components::tags::Tags;

/// Shows an article.
#[component]
pub fn ArticlePage(
    /// The article.
    article: Article,
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
        badge,
    } = article;
    view! {
        <ReadingProgress />
        <article class="article">
            <header class="article-head">
                <Breadcrumb trail=breadcrumb />
                <p class="article-section">
                    <a href=section.url>{section.title}</a>
                    {live.then(|| view! { <LiveLabel /> })}
                    {badge.map(|badge| view! { <BadgeLabel badge /> })}
                </p>
                <h1 class="headline" tabindex="-1">{headline.clone()}</h1>
                {standfirst.map(|text| view! { <p class="standfirst">{text}</p> })}
                <BylineView authors published updated reading_minutes />
            </header>
            {hero.map(|figure| view! { <FigureView figure hero=true /> })}
            <div class="article-body">
                {body.into_iter().map(|block| view! { <BlockView block /> }).collect_view()}
                <p class="end-mark" aria-hidden="true"></p>
            </div>
            <footer class="article-foot">
                <Tags tags />
                <Share title=headline />
            </footer>
        </article>
        <Neighbours previous next />
        <Related articles=related />
    }
    .into_any()
}
