//! The keyboard alone is enough.

use serde_json::json;
use support::{Case, Key, Outcome, Scene, Setting, Tab, cases};

pub fn cases() -> Vec<Case> {
    cases!("keyboard";
        Setting::EVERYWHERE => [
            the_first_stop_skips_to_the_matter,
            an_article_is_opened_and_left,
            the_theme_is_turned,
            every_stop_is_seen,
        ],
    )
}

async fn the_first_stop_skips_to_the_matter(scene: Scene) -> Outcome {
    let Scene { tab, .. } = scene;
    tab.open("/").await?;
    tab.press(Key::Tab).await?;
    assert!(
        tab.focus_is("a.skip-link[href='#contenu']").await?,
        "{}",
        focused(&tab).await?
    );
    tab.until("the skip link in view", &in_view("document.activeElement"))
        .await?;
    tab.press(Key::Enter).await?;
    let inside = "document.activeElement.closest('main#contenu') !== null";
    tab.until("focus in the matter", inside).await?;
    tab.press(Key::Tab).await?;
    assert!(
        tab.focus_is("main#contenu a").await?,
        "{}",
        focused(&tab).await?
    );
    Ok(())
}

async fn an_article_is_opened_and_left(scene: Scene) -> Outcome {
    let Scene { tab, .. } = scene;
    tab.open("/").await?;
    let presses = tab.tab_to(".front .lead .summary-headline a", 40).await?;
    assert!(presses > 2, "the masthead has no stops");
    let article: String = tab.eval("document.activeElement.pathname").await?;
    tab.press(Key::Enter).await?;
    tab.until_page(&article).await?;
    tab.until(
        "focus on the headline",
        "document.activeElement.matches('h1.headline')",
    )
    .await?;
    // Reading goes on from the headline, not from the top of the page.
    tab.press(Key::Tab).await?;
    let after = "document.querySelector('h1').compareDocumentPosition(document.activeElement) \
                 & Node.DOCUMENT_POSITION_FOLLOWING";
    assert!(
        tab.eval::<u32>(after).await? > 0,
        "{}",
        focused(&tab).await?
    );
    tab.client().back().await?;
    tab.until_page("/").await
}

async fn the_theme_is_turned(scene: Scene) -> Outcome {
    let Scene { tab, .. } = scene;
    tab.open("/").await?;
    tab.tab_to("button.theme-toggle", 20).await?;
    tab.press(Key::Enter).await?;
    tab.until(
        "the light theme",
        "document.documentElement.dataset.theme === 'light'",
    )
    .await?;
    tab.press(Key::Space).await?;
    tab.until(
        "the dark theme",
        "document.documentElement.dataset.theme === 'dark'",
    )
    .await?;
    assert!(
        tab.focus_is("button.theme-toggle").await?,
        "the button lost focus"
    );
    Ok(())
}

/// What a stop looks like once its transitions are over: whether it is on the screen, not under
/// something else, and told apart from what has no focus.
const STOP: &str = "(async () => {
    const stop = document.activeElement;
    if (stop === document.body || stop === null) return null;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    const style = getComputedStyle(stop);
    const box = stop.getBoundingClientRect();
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height, innerHeight) / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    return {
        name: stop.outerHTML.slice(0, 120),
        seen: box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0,
        marked: outlined || style.boxShadow !== 'none',
        covered_by: top && !stop.contains(top) && !top.contains(stop)
            ? top.outerHTML.slice(0, 120) : null,
        again: stop.kiosqueSeen === true || !(stop.kiosqueSeen = true),
    };
})()";

#[derive(Debug, serde::Deserialize)]
struct Stop {
    name: String,
    seen: bool,
    marked: bool,
    covered_by: Option<String>,
    again: bool,
}

async fn every_stop_is_seen(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let (page, _) = site.report()?;
    tab.open(&page.url).await?;
    let mut stops = Vec::new();
    for _ in 0..400 {
        tab.press(Key::Tab).await?;
        match tab.promised::<Option<Stop>>(STOP).await? {
            // Past the last stop focus is the browser's own, or starts over.
            None => break,
            Some(stop) if stop.again => break,
            Some(stop) => stops.push(stop),
        }
    }
    let count = stops.len();
    let links = tab
        .count("main .prose a[href], main .tags a, main .timeline-hour a")
        .await?;
    assert!(
        count > links,
        "{count} stops, though the matter alone has {links}"
    );
    let unseen: Vec<_> = stops
        .iter()
        .filter(|stop| !stop.seen)
        .map(|stop| &stop.name)
        .collect();
    assert!(unseen.is_empty(), "out of sight: {unseen:#?}");
    let unmarked: Vec<_> = stops
        .iter()
        .filter(|stop| !stop.marked)
        .map(|stop| &stop.name)
        .collect();
    assert!(unmarked.is_empty(), "no visible focus: {unmarked:#?}");
    let covered: Vec<_> = stops
        .iter()
        .filter(|stop| stop.covered_by.is_some())
        .collect();
    assert!(covered.is_empty(), "covered: {covered:#?}");
    Ok(())
}

fn in_view(element: &str) -> String {
    format!(
        "(() => {{ const box = {element}.getBoundingClientRect();
           return box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.height > 0; }})()"
    )
}

async fn focused(tab: &Tab) -> Result<String, support::Error> {
    let what: String = tab
        .eval("document.activeElement.outerHTML.slice(0, 120)")
        .await?;
    Ok(format!("focus is on {}", json!(what)))
}
