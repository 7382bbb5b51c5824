//! Articles compiled, their neighbours not yet known.

use std::cell::{Cell, RefCell};

use kiosque_model::{Article, ArticleSummary, Badge, Block, Byline, Figure, Link, Live, excerpt};
use rayon::prelude::*;

use super::{Head, Press, lists::Lists};
use crate::articles::{ArticleFile, Hero};
use crate::body::{self, Archive};
use crate::desk::{Anchors, Desk};
use crate::diagnostic::Findings;
use crate::discussions;
use crate::links::LinkTargets;
use crate::media::MediaShelf;
use crate::permalink::Permalink;

/// Words a reader reads in a minute.
const WORDS_A_MINUTE: usize = 220;
/// Longest description made of running text, in characters.
const LONGEST_DESCRIPTION: usize = 160;

/// An article with what lists show of it.
pub(super) struct Compiled {
    pub(super) permalink: Permalink,
    pub(super) head: Head,
    pub(super) article: Article,
    pub(super) summary: ArticleSummary,
}

impl Press<'_> {
    /// Compiles every visible article, in the order given.
    pub(super) fn compile_articles(
        &self,
        visible: &[&ArticleFile<'_>],
        targets: &LinkTargets,
        shelf: &MediaShelf<'_>,
        archive: &Archive<'_>,
        lists: &Lists,
    ) -> Vec<Compiled> {
        let settings = &self.settings;
        let options = self.options;
        let compiled: Vec<_> = visible
            .par_iter()
            .map(|file| {
                let findings = Findings::default();
                let desk = Desk {
                    source: file.source,
                    settings,
                    targets,
                    shelf,
                    findings: &findings,
                    anchors: Anchors::default(),
                    words: Cell::new(0),
                    opening: RefCell::default(),
                };
                let badge = if file.draft {
                    Some(Badge::Draft)
                } else {
                    (file.published > options.now).then_some(Badge::Scheduled)
                };
                let compiled = compile(&desk, file, badge, archive, lists);
                (compiled, findings.into_vec())
            })
            .collect();
        compiled
            .into_iter()
            .map(|(compiled, found)| {
                self.findings.extend(found);
                compiled
            })
            .collect()
    }
}

fn compile(
    desk: &Desk<'_>,
    file: &ArticleFile<'_>,
    badge: Option<Badge>,
    archive: &Archive<'_>,
    lists: &Lists,
) -> Compiled {
    let settings = desk.settings;
    let hero = file
        .hero
        .as_ref()
        .and_then(|hero| opening_picture(desk, hero));
    // A caption of the opening picture is no running text.
    desk.opening.take();
    let mut body = body::compile(desk, archive, file.body.clone());
    let is_live = file.live.is_some_and(Live::is_now);
    if is_live {
        body = body.into_iter().map(newest_first).collect();
    }
    let minutes = desk.words.get().div_ceil(WORDS_A_MINUTE).max(1);
    let reading_minutes = u32::try_from(minutes).unwrap_or(u32::MAX);
    let section = lists.section_link(file.section);
    let published = settings.wording.moment(file.published);
    let summary = ArticleSummary {
        url: file.permalink.value.url(),
        headline: file.title.clone(),
        standfirst: file.standfirst.clone(),
        section: section.clone(),
        published: published.clone(),
        live: is_live,
        reading_minutes,
        picture: hero.as_ref().map(|hero| hero.picture.clone()),
        badge,
    };
    let article = Article {
        headline: file.title.clone(),
        standfirst: file.standfirst.clone(),
        section: section.clone(),
        breadcrumb: Vec::new(),
        authors: file
            .authors
            .iter()
            .filter_map(|author| {
                let Link { title: name, url } = lists.author_link(*author)?;
                let settings = settings.authors.get(*author)?;
                Some(Byline {
                    name,
                    url,
                    collective: settings.collective,
                })
            })
            .collect(),
        published,
        updated: file.updated.map(|updated| settings.wording.moment(updated)),
        live: file.live,
        reading_minutes,
        hero,
        body,
        tags: file
            .tags
            .iter()
            .filter_map(|(slug, _)| lists.tag_link(slug))
            .collect(),
        related: Vec::new(),
        previous: None,
        next: None,
        // Nobody discusses what nobody has read.
        discussion: match badge {
            Some(_) => None,
            None => discussions::of_article(settings, file).map(Box::new),
        },
        newsletter: settings.offered_newsletter().map(Box::new),
        badge,
    };
    let description = file
        .standfirst
        .clone()
        .unwrap_or_else(|| excerpt(&desk.opening.borrow(), LONGEST_DESCRIPTION));
    Compiled {
        permalink: file.permalink.value.clone(),
        head: Head {
            title: file.title.clone(),
            description,
        },
        article,
        summary,
    }
}

/// A block as an article that is live has it.
fn newest_first(block: Block) -> Block {
    match block {
        Block::Timeline(timeline) => Block::Timeline(timeline.newest_first()),
        other => other,
    }
}

fn opening_picture(desk: &Desk<'_>, hero: &Hero) -> Option<Figure> {
    let alt = desk.alt(hero.alt.as_deref(), &hero.src.value, hero.src.at.clone());
    let caption = hero
        .caption
        .as_ref()
        .and_then(|caption| desk.caption(&caption.value, &caption.at));
    let media = desk.picture(&hero.src.value, hero.src.at.clone())?;
    Some(Figure {
        picture: media.picture(alt),
        caption,
        credit: hero.credit.clone(),
    })
}
