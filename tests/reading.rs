//! An article opens and shows everything that its page says, in its place, from its own origin.

use std::time::Duration;

use kiosque_model::Block;
use serde_json::json;
use support::{Case, Outcome, Rule, Scene, Setting, Tab, cases, run_together};

pub fn cases() -> Vec<Case> {
    cases!("reading";
        Setting::EVERYWHERE => [
            an_article_shows_all_that_its_page_says,
            the_opening_picture_keeps_its_place,
            every_kind_of_block_is_shown,
            nothing_is_asked_of_another_origin,
        ],
        Setting::CHROMIUM_ONLY => [
            nothing_moves_while_the_page_loads,
            nothing_moves_in_a_page_that_comes_in_pieces,
            the_address_can_be_passed_on,
        ],
    )
}

async fn an_article_shows_all_that_its_page_says(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, article) = site.report()?;
    tab.open(&page.url).await?;

    assert_eq!(tab.count("h1").await?, 1, "one heading of the first level");
    assert_eq!(
        tab.text("article.article h1.headline").await?,
        run_together(&article.headline)
    );
    let standfirst = article
        .standfirst
        .as_deref()
        .expect("the report has a standfirst");
    assert_eq!(tab.text("p.standfirst").await?, run_together(standfirst));
    let title = tab.client().title().await?;
    assert!(title.starts_with(&page.title), "the title is {title:?}");

    let authors: Vec<_> = article
        .authors
        .iter()
        .map(|author| author.url.clone())
        .collect();
    assert_eq!(tab.attributes(".byline-authors a", "href").await?, authors);
    assert_eq!(
        tab.count(".byline a[href='#commentaires']").await?,
        usize::from(article.discussion.is_some())
    );
    let dates = tab.attributes(".byline time", "datetime").await?;
    assert_eq!(dates.first(), Some(&article.published.iso));
    assert_eq!(
        dates.get(1),
        article.updated.as_ref().map(|moment| &moment.iso)
    );
    let reading = tab.text(".reading-time").await?;
    assert!(
        reading.contains(&article.reading_minutes.to_string()),
        "{reading}"
    );

    let trail: Vec<_> = article
        .breadcrumb
        .iter()
        .map(|step| step.url.clone())
        .collect();
    assert_eq!(tab.attributes(".breadcrumb a", "href").await?, trail);
    let tags: Vec<_> = article.tags.iter().map(|tag| tag.url.clone()).collect();
    assert_eq!(tab.attributes(".tags a", "href").await?, tags);
    assert_eq!(tab.count("button.share").await?, 1);
    let neighbours: Vec<_> = [&article.previous, &article.next]
        .into_iter()
        .flatten()
        .map(|link| link.url.clone())
        .collect();
    assert_eq!(
        tab.attributes("nav.neighbours a", "href").await?,
        neighbours
    );
    let related: Vec<_> = article
        .related
        .iter()
        .map(|other| other.url.clone())
        .collect();
    assert_eq!(
        tab.attributes(".related .summary-headline a", "href")
            .await?,
        related
    );
    Ok(())
}

async fn the_opening_picture_keeps_its_place(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, article) = site.article("a picture before its text", |article| {
        article.hero.is_some()
    })?;
    let picture = &article.hero.as_ref().expect("chosen for it").picture;
    tab.open(&page.url).await?;
    let image = "figure.hero img:not(.picture-placeholder)";
    assert_eq!(
        tab.attribute(image, "width").await?,
        Some(picture.width.to_string())
    );
    assert_eq!(
        tab.attribute(image, "height").await?,
        Some(picture.height.to_string())
    );
    assert_eq!(
        tab.attribute(image, "alt").await?,
        Some(picture.alt.clone())
    );
    assert!(
        picture.placeholder.is_some(),
        "the press made no placeholder"
    );
    assert_eq!(
        tab.attribute("figure.hero img.picture-placeholder", "src")
            .await?,
        picture.placeholder
    );
    let loaded = format!("document.querySelector({}).naturalWidth > 0", json!(image));
    tab.until("the picture itself", &loaded).await?;
    let undescribed = tab
        .count("img:not([alt]), img:not([width]), img:not([height])")
        .await?;
    assert_eq!(
        undescribed, 0,
        "pictures without alternative text or dimensions"
    );
    Ok(())
}

/// A kind of block: its selector, what it is, and whether a block is of it.
type Kind = (&'static str, &'static str, fn(&Block) -> bool);

const KINDS: [Kind; 6] = [
    (".article-body > .prose", "prose", |block| {
        matches!(block, Block::Prose { .. })
    }),
    (".article-body > figure.figure", "a figure", |block| {
        matches!(block, Block::Figure(_))
    }),
    (".article-body > .pull-quote", "a pull quote", |block| {
        matches!(block, Block::PullQuote { .. })
    }),
    (".article-body > .explainer", "an explainer", |block| {
        matches!(block, Block::Explainer { .. })
    }),
    (".article-body > .correction", "a correction", |block| {
        matches!(block, Block::Correction { .. })
    }),
    (".article-body > section.timeline", "a timeline", |block| {
        matches!(block, Block::Timeline(_))
    }),
];

async fn every_kind_of_block_is_shown(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    for (_, what, is) in KINDS {
        let (page, article) = site.article(what, |article| article.body.iter().any(is))?;
        tab.open(&page.url).await?;
        // Every kind on each page met: a block shown as another kind would be counted there.
        for (selector, what, is) in KINDS {
            let blocks = article.body.iter().filter(|block| is(block)).count();
            assert_eq!(tab.count(selector).await?, blocks, "{what} on {}", page.url);
        }
        let empty = "[...document.querySelectorAll('.article-body > *:not([aria-hidden])')]\
            .filter((block) => block.getBoundingClientRect().height < 10).length";
        assert_eq!(
            tab.eval::<usize>(empty).await?,
            0,
            "blocks without height on {}",
            page.url
        );
    }
    Ok(())
}

/// Goes down the page screen by screen, so that everything lazy is asked for, and back up.
const SCROLL_THROUGH: &str = "(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)));
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
        scrollTo({ top: y, behavior: 'instant' });
        await frame();
    }
    scrollTo({ top: 0, behavior: 'instant' });
    await frame();
    return document.documentElement.scrollHeight;
})()";

/// Waits for every picture that the layout shows, and names those that do not come.
async fn until_pictures(tab: &Tab) -> Outcome {
    let all = "[...document.images]
        .every((image) => image.complete || image.getClientRects().length === 0)";
    let Err(error) = tab.until("all pictures", all).await else {
        return Ok(());
    };
    let missing: Vec<String> = tab
        .eval(
            "[...document.images].filter((image) => !image.complete)
                .map((image) => image.outerHTML)",
        )
        .await?;
    Err(format!("{error}: {missing:#?}").into())
}

async fn nothing_is_asked_of_another_origin(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    let (page, _) = site.report()?;
    tab.open(&page.url).await?;
    tab.promised::<f64>(SCROLL_THROUGH).await?;
    until_pictures(&tab).await?;
    let asked: Vec<String> = tab
        .eval("performance.getEntriesByType('resource').map((entry) => entry.name)")
        .await?;
    assert!(
        asked.iter().any(|url| url.ends_with(".wasm")),
        "the list is not of this page: {asked:?}"
    );
    let foreign: Vec<_> = asked
        .iter()
        .filter(|url| !url.starts_with(server.origin()))
        .collect();
    assert!(foreign.is_empty(), "asked of others: {foreign:?}");
    assert!(
        tab.eval::<bool>("document.cookie === ''").await?,
        "a cookie was set"
    );
    Ok(())
}

async fn nothing_moves_while_the_page_loads(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    // Late pictures would push the text down, had they no place kept for them; a late app, had it
    // anything to add.
    server.rule("/media/*", Rule::Late(Duration::from_millis(400)));
    server.rule(
        &site.file_ending(".wasm")?,
        Rule::Late(Duration::from_millis(300)),
    );
    for (kind, url) in site.kinds()? {
        tab.open(&url).await?;
        tab.promised::<f64>(SCROLL_THROUGH).await?;
        until_pictures(&tab).await?;
        nothing_moved(&tab, kind, 0.0).await?;
    }
    Ok(())
}

async fn nothing_moves_in_a_page_that_comes_in_pieces(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    // A browser draws what it has of a page. Pieces are small against what a window shows, and each
    // has its frame.
    let piece = Rule::Trickled(333, Duration::from_millis(18));
    for (kind, url) in site.kinds()? {
        server.behave();
        server.rule(&url, piece.clone());
        tab.open(&url).await?;
        // A line may grow by a pixel when words of a heavier face join it.
        nothing_moved(&tab, kind, 0.0005).await?;
    }
    Ok(())
}

/// Nothing moved since the page was opened but by what the reader did, by more than a score of the
/// Layout Instability specification: what moved is told with where it was, and when.
async fn nothing_moved(tab: &Tab, kind: &str, allowed: f64) -> Outcome {
    let told = format!("new Promise((done) => {{ const allowed = {allowed}; {SHIFTS} }})");
    let shifts: Vec<serde_json::Value> = tab.promised(&told).await?;
    assert!(shifts.is_empty(), "what moved on {kind}: {shifts:#?}");
    Ok(())
}

/// Calls `done` with what moved, once it is known.
const SHIFTS: &str = "
    const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round);
    const loading = performance.getEntriesByType('navigation')[0];
    new PerformanceObserver((list) => done(list.getEntries()
        .filter((entry) => entry.value > allowed && !entry.hadRecentInput)
        .map((entry) => ({ value: entry.value, at: entry.startTime,
            parsed: loading.domInteractive, loaded: loading.loadEventEnd,
            what: entry.sources.map(({ node, previousRect, currentRect }) => [
                node && (node.outerHTML || node.textContent).slice(0, 80),
                box(previousRect), box(currentRect)]) }))))
        .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done([]), 700);";

async fn the_address_can_be_passed_on(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    let (page, _) = site.report()?;
    tab.chromium(
        "Emulation.setFocusEmulationEnabled",
        json!({ "enabled": true }),
    )
    .await?;
    let permissions = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    tab.chromium("Browser.grantPermissions", permissions)
        .await?;
    tab.open(&page.url).await?;
    tab.click("button.share").await?;
    tab.until(
        "an answer",
        "document.querySelector('.sharing [role=status]').textContent !== ''",
    )
    .await?;
    let copied: String = tab.promised("navigator.clipboard.readText()").await?;
    assert_eq!(copied, format!("{}{}", server.origin(), page.url));
    Ok(())
}
