//! The way back to the top of the page.

use serde_json::json;
use support::{Case, Key, Outcome, Scene, Setting, Tab, cases};

pub fn cases() -> Vec<Case> {
    cases!("back_to_top";
        Setting::EVERYWHERE => [
            it_is_a_named_link_of_at_least_44_pixels,
            it_appears_after_one_screen_and_brings_the_reader_up,
        ],
        &[Setting::CHROMIUM, Setting::FIREFOX] => [it_glides_up],
        Setting::WITH_LESS_MOTION => [it_jumps_up_where_less_motion_is_asked_for],
        Setting::CHROMIUM_ONLY => [it_never_covers_what_has_focus],
    )
}

const BUTTON: &str = "a.back-to-top";
const SHOWN: &str = "(() => {
    const button = document.querySelector('a.back-to-top');
    const style = getComputedStyle(button);
    return button.hasAttribute('data-shown') && style.visibility === 'visible'
        && parseFloat(style.opacity) > 0.9;
})()";
const HIDDEN: &str = "(() => {
    const button = document.querySelector('a.back-to-top');
    return !button.hasAttribute('data-shown')
        && getComputedStyle(button).visibility === 'hidden';
})()";

async fn scroll(tab: &Tab, screens: f64) -> Outcome {
    tab.run(&format!(
        "scrollTo({{ top: innerHeight * {screens}, behavior: 'instant' }});"
    ))
    .await
}

async fn open_long_page(scene: &Scene) -> Outcome {
    scene.tab.open(&scene.site.report()?.0.url).await?;
    let long = "document.documentElement.scrollHeight > innerHeight * 3";
    scene.tab.until("a page of three screens", long).await
}

async fn it_is_a_named_link_of_at_least_44_pixels(scene: Scene) -> Outcome {
    open_long_page(&scene).await?;
    let tab = scene.tab;
    assert_eq!(
        tab.attribute(BUTTON, "href").await?.as_deref(),
        Some("#haut")
    );
    assert_eq!(tab.count("#haut").await?, 1);
    let name = tab.attribute(BUTTON, "aria-label").await?;
    assert_eq!(name.as_deref(), Some("Retour en haut de la page"));
    scroll(&tab, 1.5).await?;
    tab.until("the button", SHOWN).await?;
    let (width, height): (f64, f64) = tab
        .eval("(({ width, height }) => [width, height])(document.querySelector('a.back-to-top').getBoundingClientRect())")
        .await?;
    assert!(
        width >= 44.0 && height >= 44.0,
        "{width} by {height} pixels"
    );
    Ok(())
}

async fn it_appears_after_one_screen_and_brings_the_reader_up(scene: Scene) -> Outcome {
    open_long_page(&scene).await?;
    let tab = scene.tab;
    tab.until("no button at the top", HIDDEN).await?;
    scroll(&tab, 0.9).await?;
    tab.until("the page scrolled", "scrollY > innerHeight * 0.8")
        .await?;
    tab.until("no button within the first screen", HIDDEN)
        .await?;
    scroll(&tab, 1.5).await?;
    tab.until("the button", SHOWN).await?;
    let path: String = tab.eval("location.pathname").await?;
    tab.click(BUTTON).await?;
    tab.until("the top", "scrollY === 0").await?;
    tab.until("no button there", HIDDEN).await?;
    let at_top =
        "document.activeElement.id === 'haut' || document.activeElement.closest('#haut') !== null";
    tab.until("focus at the top", at_top).await?;
    assert_eq!(tab.eval::<String>("location.pathname").await?, path);
    // The next stop is the first of the page.
    tab.press(Key::Tab).await?;
    assert!(
        tab.focus_is("a.skip-link").await?,
        "the keyboard was left behind"
    );
    Ok(())
}

/// Where the page stands as soon as the button was pressed.
const PRESS: &str =
    "(() => { document.querySelector('a.back-to-top').click(); return scrollY; })()";

async fn it_glides_up(scene: Scene) -> Outcome {
    open_long_page(&scene).await?;
    let tab = scene.tab;
    scroll(&tab, 2.0).await?;
    tab.until("the button", SHOWN).await?;
    assert!(tab.eval::<f64>(PRESS).await? > 0.0, "it jumped");
    tab.until("the top", "scrollY === 0").await
}

async fn it_jumps_up_where_less_motion_is_asked_for(scene: Scene) -> Outcome {
    open_long_page(&scene).await?;
    let tab = scene.tab;
    assert!(
        tab.eval::<bool>("matchMedia('(prefers-reduced-motion: reduce)').matches")
            .await?
    );
    scroll(&tab, 2.0).await?;
    tab.until("the button", SHOWN).await?;
    let y: f64 = tab.eval(PRESS).await?;
    assert!(y < 1.0, "still at {y} pixels: it glides");
    Ok(())
}

/// Gives focus to each stop in turn where the button is, past the room that `scroll-padding` keeps,
/// and tells which ones the visible button still lies over once its transitions are over.
const COVERED: &str = "(async () => {
    const button = document.querySelector('a.back-to-top');
    const stops = [...document.querySelectorAll('main a[href], main button, footer a[href]')]
        .filter((stop) => stop.getClientRects().length > 0);
    const covered = [];
    let near = 0;
    for (const stop of stops) {
        stop.focus({ preventScroll: true });
        const by = stop.getBoundingClientRect().bottom - (innerHeight - 30);
        scrollBy({ top: by, behavior: 'instant' });
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        await Promise.allSettled(button.getAnimations().map((animation) => animation.finished));
        const [a, b] = [button, stop].map((element) => element.getBoundingClientRect());
        const over = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        const style = getComputedStyle(button);
        if (over) near += 1;
        if (over && style.visibility === 'visible' && parseFloat(style.opacity) > 0) {
            covered.push(stop.outerHTML.slice(0, 100));
        }
    }
    return { covered, near, stops: stops.length };
})()";

async fn it_never_covers_what_has_focus(scene: Scene) -> Outcome {
    scene.tab.viewport(360, 640).await?;
    open_long_page(&scene).await?;
    let tab = scene.tab;
    scroll(&tab, 1.5).await?;
    tab.until("the button", SHOWN).await?;
    let found: serde_json::Value = tab.promised(COVERED).await?;
    assert_eq!(found["covered"], json!([]), "{found:#}");
    let near = found["near"].as_u64().unwrap_or_default();
    assert!(
        near > 0,
        "no stop came near the button, so the test shows nothing: {found:#}"
    );
    Ok(())
}
