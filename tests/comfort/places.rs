//! Where a reader was: offered in a long article, marked in a timeline.

use std::time::{Duration, Instant};

use kiosque_model::{Page, TimelineBlock};
use serde_json::json;
use support::{
    Case, Error, Outcome, PATIENCE, Scene, Setting, Site, Tab, cases, in_order, timelines,
};

pub fn cases() -> Vec<Case> {
    cases!("comfort";
        Setting::EVERYWHERE => [
            the_place_in_a_long_article_is_offered_again,
            who_was_brought_to_a_place_is_offered_no_other,
            who_has_reached_the_end_has_no_place,
            a_reload_keeps_the_place,
            what_was_read_of_a_timeline_is_marked,
        ],
        Setting::CHROMIUM_ONLY => [
            an_offer_covers_no_word_at_any_width,
            places_are_few,
        ],
    )
}

const PLACES: &str = "JSON.parse(localStorage.getItem('kiosque.places') ?? '[]')";

/// How long after the last move a place is kept, and some more.
const KEPT_AFTER: Duration = Duration::from_millis(700);

const OFFERED: &str = "document.querySelector('button.resume') !== null";

/// The report, and its longest timeline.
fn report(site: &Site) -> Result<(&Page, &TimelineBlock), Error> {
    let (page, article) = site.report()?;
    let block = timelines(article).max_by_key(|block| block.posts.len());
    Ok((page, block.ok_or("no timeline")?))
}

/// Under which name a timeline's furthest post is kept.
fn timeline(page: &Page, block: &TimelineBlock) -> String {
    format!("{}#{}", page.url, block.anchor)
}

/// Leaves a place on the device, as an earlier visit does.
async fn leave(tab: &Tab, list: &str, name: &str, place: &str) -> Outcome {
    tab.run(&format!(
        "localStorage.setItem({}, JSON.stringify([[{}, {}]]));",
        json!(list),
        json!(name),
        json!(place)
    ))
    .await
}

/// Reads the report down to a post, and waits until the place is kept. An engine at work elsewhere
/// may draw what is above the post after it was brought, and not hold the post where it was: then a
/// reader goes there again.
async fn read_to(tab: &Tab, page: &Page, anchor: &str) -> Outcome {
    let kept = format!(
        "{PLACES}.some(([name, place]) => name === {} && place.includes({}))",
        json!(page.url),
        json!(anchor)
    );
    let deadline = Instant::now() + PATIENCE;
    loop {
        tab.bring_to("start", &format!("#{anchor}")).await?;
        tokio::time::sleep(KEPT_AFTER).await;
        if tab.eval(&kept).await? {
            return Ok(());
        }
        if Instant::now() > deadline {
            let places: String = tab.eval(&format!("JSON.stringify({PLACES})")).await?;
            return Err(format!("{anchor} is no place that is kept: {places}").into());
        }
    }
}

async fn the_place_in_a_long_article_is_offered_again(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, block) = report(&site)?;
    let posts = in_order(block);
    let anchor = &posts[posts.len() / 2].anchor;
    tab.open(&page.url).await?;
    read_to(&tab, page, anchor).await?;
    tab.open("/").await?;
    tab.open(&page.url).await?;
    tab.until("the offer", OFFERED).await?;
    assert_eq!(tab.eval::<f64>("scrollY").await?, 0.0, "the page jumped");
    let said = tab.text("button.resume").await?;
    assert!(
        said.starts_with("Reprendre") && said.contains('%'),
        "{said}"
    );
    tab.click("button.resume").await?;
    let there = format!(
        "(() => {{ const post = document.getElementById({});
            const {{ top, bottom }} = post.getBoundingClientRect();
            return document.activeElement === post && top < innerHeight / 2 && bottom > 0; }})()",
        json!(anchor)
    );
    tab.until("the post with focus", &there).await?;
    tab.until("no offer any more", &format!("!({OFFERED})"))
        .await
}

async fn who_was_brought_to_a_place_is_offered_no_other(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, block) = report(&site)?;
    let posts = in_order(block);
    let anchor = &posts[posts.len() / 2].anchor;
    tab.open(&page.url).await?;
    read_to(&tab, page, anchor).await?;
    tab.load(&format!("{}#{}", page.url, posts[1].anchor))
        .await?;
    tab.client().refresh().await?;
    tab.until_page(&page.url).await?;
    assert!(
        !tab.eval::<bool>(OFFERED).await?,
        "to who follows a fragment"
    );
    tab.open("/").await?;
    tab.open(&page.url).await?;
    tab.until("the offer", OFFERED).await?;
    tab.bring_to("start", &format!("#{anchor}")).await?;
    tab.run("document.querySelector('.masthead a[href=\"/\"]').click();")
        .await?;
    tab.until_page("/").await?;
    tab.run("history.back();").await?;
    tab.until_page(&page.url).await?;
    assert!(!tab.eval::<bool>(OFFERED).await?, "to who comes back");
    Ok(())
}

async fn a_reload_keeps_the_place(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, block) = report(&site)?;
    let posts = in_order(block);
    let anchor = &posts[posts.len() / 2].anchor;
    tab.open(&page.url).await?;
    tab.bring_to("start", &format!("#{anchor}")).await?;
    let top = format!(
        "document.getElementById({}).getBoundingClientRect().top",
        json!(anchor)
    );
    // The place is written down once the page rests, which some engines move until then.
    tokio::time::sleep(KEPT_AFTER).await;
    let left_at: f64 = tab.eval(&top).await?;
    tab.client().refresh().await?;
    tab.until_page(&page.url).await?;
    tab.until("the place", &format!("Math.abs({top} - {left_at}) < 3"))
        .await?;
    assert!(!tab.eval::<bool>(OFFERED).await?, "to who is there");
    Ok(())
}

async fn who_has_reached_the_end_has_no_place(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, block) = report(&site)?;
    let posts = in_order(block);
    tab.open(&page.url).await?;
    read_to(&tab, page, &posts[posts.len() / 2].anchor).await?;
    tab.bring(".end-mark").await?;
    let forgotten = format!("{PLACES}.every(([name]) => name !== {})", json!(page.url));
    tab.until("the place forgotten", &forgotten).await?;
    tab.open("/").await?;
    tab.open(&page.url).await?;
    assert!(!tab.eval::<bool>(OFFERED).await?);
    Ok(())
}

async fn what_was_read_of_a_timeline_is_marked(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, block) = report(&site)?;
    let posts = in_order(block);
    let (last_read, unread) = (&posts[2].anchor, &posts[3].anchor);
    // As an earlier visit left it.
    tab.open("/").await?;
    let name = timeline(page, block);
    leave(&tab, "kiosque.read", &name, last_read).await?;
    tab.open(&page.url).await?;
    tab.until(
        "the mark",
        "document.querySelectorAll('.read-mark').length === 1",
    )
    .await?;
    assert_eq!(tab.text(".read-mark").await?, "Fil lu jusqu’ici");
    let between = format!(
        "(() => {{ const mark = document.querySelector('.read-mark');
            const after = (a, b) => a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING;
            return Boolean(after(document.getElementById({}), mark)
                && after(mark, document.getElementById({}))); }})()",
        json!(last_read),
        json!(unread)
    );
    assert!(tab.eval::<bool>(&between).await?, "the mark is elsewhere");
    tab.bring(".read-mark").await?;
    let clear = format!(
        "(() => {{ const box = (element) => element.getBoundingClientRect();
            const mark = box(document.querySelector('.read-mark'));
            return box(document.getElementById({})).bottom <= mark.top + 0.5
                && mark.bottom <= box(document.getElementById({})).top + 0.5; }})()",
        json!(last_read),
        json!(unread)
    );
    assert!(tab.eval::<bool>(&clear).await?, "the mark covers a post");

    let button = format!("#{} .to-unread", block.anchor);
    tab.run(&format!("document.querySelector('{button}').click();"))
        .await?;
    tab.until(
        "the first unread post",
        &format!("document.activeElement.id === {}", json!(unread)),
    )
    .await?;
    // What is seen for a moment is read, and the furthest is kept.
    let later = &posts[5].anchor;
    tab.bring_to("start", &format!("#{later}")).await?;
    let kept = "JSON.parse(localStorage.getItem('kiosque.read'))
        .find(([name]) => name === NAME)?.[1]"
        .replace("NAME", &json!(name).to_string());
    let order: Vec<_> = posts.iter().map(|post| &post.anchor).collect();
    tab.until(
        "a further post kept",
        &format!("{}.indexOf({kept}) >= 5", json!(order)),
    )
    .await?;
    let furthest: String = tab.eval(&kept).await?;
    tab.bring(&format!("#{}", posts[0].anchor)).await?;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(
        tab.eval::<String>(&kept).await?,
        furthest,
        "going up took it back"
    );
    Ok(())
}

/// Words, pictures and controls of the page that an element lies over.
const COVERED: &str = "(selector) => {
    const over = document.querySelector(selector);
    const a = over.getBoundingClientRect();
    if (over.classList.contains('visually-hidden')) return [];
    const range = document.createRange();
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (!node.textContent.trim() || over.contains(node)
            || !node.parentElement.checkVisibility({ visibilityProperty: true })) continue;
        range.selectNodeContents(node);
        for (const b of range.getClientRects()) {
            if (a.left < b.right && b.left < a.right && a.top + 1 < b.bottom && b.top < a.bottom - 1
                && b.width > 1) found.push(node.textContent.trim().slice(0, 40));
        }
    }
    if (a.left < 0 || a.right > document.documentElement.clientWidth) found.push('the edge');
    return found;
}";

async fn an_offer_covers_no_word_at_any_width(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, block) = report(&site)?;
    let posts = in_order(block);
    tab.open("/").await?;
    let read = &posts[2].anchor;
    leave(&tab, "kiosque.read", &timeline(page, block), read).await?;
    leave(&tab, "kiosque.places", &page.url, &format!("9 40 {read}")).await?;
    let mut seen = 0;
    for size in ["0", "3"] {
        tab.run(&format!(
            "localStorage.setItem('kiosque.text-size', '{size}');"
        ))
        .await?;
        for width in [320, 360, 768, 1280] {
            tab.viewport(width, 700).await?;
            tab.open(&page.url).await?;
            tab.until(
                "both",
                "document.querySelectorAll('.resume, .to-unread').length === 2",
            )
            .await?;
            for control in [".resume", ".to-unread"] {
                let covered: Vec<String> = tab
                    .eval(&format!("({COVERED})({})", json!(control)))
                    .await?;
                assert!(
                    covered.is_empty(),
                    "{control}, {width} px, size {size}: {covered:?}"
                );
                let shown = format!(
                    "!document.querySelector('{control}').classList.contains('visually-hidden')"
                );
                seen += u32::from(tab.eval::<bool>(&shown).await?);
            }
            let wide: bool = tab
                .eval("document.documentElement.scrollWidth > document.documentElement.clientWidth")
                .await?;
            assert!(!wide, "{width} px, size {size}");
        }
    }
    assert!(seen >= 8, "hardly ever seen: {seen} of 16");
    Ok(())
}

async fn places_are_few(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, block) = report(&site)?;
    tab.open("/").await?;
    tab.run(
        "localStorage.setItem('kiosque.places', JSON.stringify(
            Array.from({ length: 50 }, (_, number) => [`/${number}/`, '3 9 '])));",
    )
    .await?;
    tab.open(&page.url).await?;
    let posts = in_order(block);
    read_to(&tab, page, &posts[posts.len() / 2].anchor).await?;
    let names: Vec<String> = tab.eval(&format!("{PLACES}.map(([name]) => name)")).await?;
    assert_eq!(names.len(), 50);
    assert!(!names.contains(&"/0/".to_owned()) && names.contains(&"/1/".to_owned()));
    Ok(())
}
