//! The archived posts of a day: all there, in order, each with its address and its fate.

use kiosque_model::post::{MediaKind, PostState, Quote};
use kiosque_model::{Article, TimelinePost};
use serde_json::json;
use support::{Case, Outcome, Scene, Setting, Site, cases, run_together, timelines};

pub fn cases() -> Vec<Case> {
    cases!("timelines";
        Setting::EVERYWHERE => [
            timelines_have_their_sections_and_posts_in_order,
            posts_say_what_became_of_them,
            a_post_opens_at_its_own_address,
        ],
    )
}

async fn timelines_have_their_sections_and_posts_in_order(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, article) = site.report()?;
    tab.open(&page.url).await?;
    let mut titles = Vec::new();
    let mut hours = Vec::new();
    let mut anchors = Vec::new();
    for block in timelines(article) {
        for section in &block.timeline.sections {
            titles.push(section.title.clone());
            let posts: Vec<_> = block.posts_of(section).map(|(_, post)| post).collect();
            assert!(
                posts.len() >= 3,
                "{} has {} posts",
                section.title,
                posts.len()
            );
            hours.extend(posts.iter().map(|post| post.posted.iso.clone()));
            anchors.extend(posts.iter().map(|post| post.anchor.clone()));
        }
    }
    assert!(titles.len() >= 2, "a morning and an afternoon: {titles:?}");
    assert_eq!(tab.texts("section.timeline-section h3").await?, titles);
    let list = "section.timeline > section.timeline-section > ol > li";
    assert_eq!(
        tab.attributes(&format!("{list} > article.post"), "id")
            .await?,
        anchors
    );
    assert_eq!(
        tab.attributes(&format!("{list} .timeline-hour time"), "datetime")
            .await?,
        hours
    );
    Ok(())
}

/// All posts of the article that has the most kinds of them, with its permalink.
fn posts(site: &Site) -> Result<(String, Vec<&TimelinePost>), support::Error> {
    let all = |article: &Article| timelines(article).any(|block| block.posts.iter().any(withdrawn));
    let (page, article) = site.article("a withdrawn post", all)?;
    Ok((
        page.url.clone(),
        timelines(article).flat_map(|block| &block.posts).collect(),
    ))
}

fn withdrawn(post: &TimelinePost) -> bool {
    matches!(post.post.state, PostState::Withdrawn { .. })
}

async fn posts_say_what_became_of_them(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (url, posts) = posts(&site)?;
    tab.open(&url).await?;
    let mut photos = 0;
    for post in posts {
        let card = format!("#{}", post.anchor.replace(':', "\\:"));
        let text = tab.text(&card).await?;
        let hour = format!("li:has(> {card}) .timeline-hour a");
        assert_eq!(
            tab.attribute(&hour, "href").await?,
            Some(format!("#{}", post.anchor))
        );
        assert_eq!(tab.text(&hour).await?, run_together(&post.posted.hour));
        if let PostState::Withdrawn { public_reason, .. } = &post.post.state {
            assert!(
                text.contains(public_reason.as_str()),
                "{card} says {text:?}"
            );
            assert_eq!(
                tab.count(&format!("{card}.post-withdrawn")).await?,
                1,
                "{card}"
            );
            assert_eq!(
                tab.count(&format!("{card} a, {card} img")).await?,
                0,
                "{card}"
            );
            continue;
        }
        let signature = post.post.author.spoken_name();
        assert!(text.contains(&signature), "{card} is unsigned: {text:?}");
        let name = tab
            .attribute(&card, "aria-label")
            .await?
            .unwrap_or_default();
        assert!(name.contains(&post.posted.full), "{card} is named {name:?}");
        let deleted = post.post.state == PostState::DeletedUpstream;
        assert_eq!(
            tab.count(&format!("{card}.post-deleted")).await?,
            usize::from(deleted),
            "{card}"
        );
        let source = usize::from(post.post.state == PostState::LiveSnapshot);
        assert_eq!(
            tab.count(&format!("{card} a.post-source")).await?,
            source,
            "{card}"
        );
        let quoted = usize::from(post.post.quote.is_some());
        assert_eq!(
            tab.count(&format!("{card} .post-quote")).await?,
            quoted,
            "{card}"
        );
        if let Some(Quote::Post(quoted)) = &post.post.quote {
            assert!(
                tab.text(&format!("{card} .post-quote"))
                    .await?
                    .contains(&quoted.author.name)
            );
        }
        let own = post
            .post
            .media
            .iter()
            .filter(|media| media.kind == MediaKind::Photo)
            .count();
        let shown = format!("{card} > .post-photos img:not(.picture-placeholder)");
        assert_eq!(tab.count(&shown).await?, own, "photos of {card}");
        photos += own;
    }
    assert!(photos > 0, "no post of the demonstration has a photo");
    Ok(())
}

async fn a_post_opens_at_its_own_address(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, article) = site.report()?;
    let post = timelines(article)
        .flat_map(|block| &block.posts)
        .last()
        .expect("the report has posts");
    tab.load(&format!("{}#{}", page.url, post.anchor)).await?;
    tab.until_page(&page.url).await?;
    let in_view = format!(
        "(() => {{ const box = document.getElementById({}).getBoundingClientRect();
           return scrollY > 0 && box.top > -1 && box.top < innerHeight; }})()",
        json!(post.anchor)
    );
    tab.until("the post in view", &in_view).await
}
