//! What makes reading easy: the size of the text, the place where one was, nothing that moves or loads
//! unasked.

mod places;

use serde_json::json;
use support::{Case, Outcome, Rule, Scene, Setting, Tab, cases, path_of_json};

pub fn cases() -> Vec<Case> {
    let mut cases = cases!("comfort";
        Setting::EVERYWHERE => [
            the_button_goes_through_the_sizes_and_the_choice_is_kept,
            a_chosen_size_needs_no_app,
        ],
        Setting::CHROMIUM_ONLY => [
            the_largest_text_needs_no_sideways_scroll,
            the_browsers_own_size_counts,
            who_saves_data_gets_nothing_unasked,
        ],
        Setting::WITH_LESS_MOTION => [nothing_moves_for_who_wishes_no_motion],
    );
    cases.extend(places::cases());
    cases
}

/// The size of the text, in pixels.
const SIZE: &str = "parseFloat(getComputedStyle(document.documentElement).fontSize)";

async fn size(tab: &Tab) -> Result<Option<String>, support::Error> {
    tab.attribute("html", "data-text-size").await
}

async fn the_button_goes_through_the_sizes_and_the_choice_is_kept(scene: Scene) -> Outcome {
    let Scene { tab, .. } = scene;
    tab.open("/").await?;
    let own: f64 = tab.eval(SIZE).await?;
    let mut names = vec![tab.attribute("button.text-size", "aria-label").await?];
    for (turn, share) in [("1", 1.2), ("2", 1.5), ("3", 2.0)] {
        tab.click("button.text-size").await?;
        assert_eq!(size(&tab).await?.as_deref(), Some(turn));
        let now: f64 = tab.eval(SIZE).await?;
        assert!((now - own * share).abs() < 0.1, "{now} of {own}");
        names.push(tab.attribute("button.text-size", "aria-label").await?);
    }
    let different: std::collections::BTreeSet<_> = names.iter().collect();
    assert_eq!(different.len(), 4, "names do not tell the size: {names:?}");

    tab.client().refresh().await?;
    tab.until_page("/").await?;
    assert_eq!(size(&tab).await?.as_deref(), Some("3"), "not kept");
    let label = "document.querySelector('button.text-size').getAttribute('aria-label')";
    tab.until("its name", &format!("{label} === {}", json!(names[3])))
        .await?;
    tab.click("button.text-size").await?;
    assert_eq!(size(&tab).await?, None);
    assert!(
        tab.eval::<bool>("localStorage.getItem('kiosque.text-size') === null")
            .await?
    );
    assert!((tab.eval::<f64>(SIZE).await? - own).abs() < 0.1);
    Ok(())
}

async fn a_chosen_size_needs_no_app(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    server.rule(&site.file_ending(".wasm")?, Rule::Status(404));
    tab.load("/").await?;
    let choose = |size: &str| format!("localStorage.setItem('kiosque.text-size', '{size}');");
    tab.run(&choose("2")).await?;
    tab.client().refresh().await?;
    assert_eq!(size(&tab).await?.as_deref(), Some("2"));
    assert_eq!(tab.count("html[data-app]").await?, 0, "the app started");
    tab.run(&choose("énorme")).await?;
    tab.client().refresh().await?;
    assert_eq!(size(&tab).await?, None, "an unknown size was applied");
    Ok(())
}

async fn the_largest_text_needs_no_sideways_scroll(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    tab.open("/").await?;
    tab.run("localStorage.setItem('kiosque.text-size', '3');")
        .await?;
    let mut wide = Vec::new();
    for width in [320, 600, 960, 1280] {
        tab.viewport(width, 700).await?;
        for (kind, url) in site.kinds()? {
            tab.open(&url).await?;
            let over: Vec<String> = tab
                .eval(
                    "(() => {
                        const root = document.documentElement;
                        if (root.scrollWidth <= root.clientWidth) return [];
                        // What is clipped by a part that scrolls by itself makes no page wide.
                        const clipped = (element) => {
                            for (let at = element; at !== document.body; at = at.parentElement) {
                                if (getComputedStyle(at).overflowX !== 'visible') return true;
                            }
                            return false;
                        };
                        const over = [...document.querySelectorAll('body *')].filter((element) =>
                            element.getBoundingClientRect().right > root.clientWidth + 1
                                && !clipped(element));
                        return over.slice(0, 4).map((element) => element.outerHTML.slice(0, 90));
                    })()",
                )
                .await?;
            if !over.is_empty() {
                wide.push(format!("{kind} at {width} px: {over:?}"));
            }
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
    Ok(())
}

/// A reader who has set larger letters in the browser gets twice those.
async fn the_browsers_own_size_counts(scene: Scene) -> Outcome {
    let Scene { tab, .. } = scene;
    tab.open("/").await?;
    tab.run("document.documentElement.dataset.textSize = '3';")
        .await?;
    let sizes = "[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
        .flatMap((rule) => [rule, ...(rule.cssRules ?? [])])
        .filter((rule) => rule.selectorText?.includes('data-text-size='))
        .map((rule) => rule.style.fontSize)";
    let sizes: Vec<String> = tab.eval(sizes).await?;
    assert_eq!(sizes, ["120%", "150%", "200%"]);
    Ok(())
}

async fn who_saves_data_gets_nothing_unasked(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    let saves =
        "Object.defineProperty(NetworkInformation.prototype, 'saveData', { get: () => true });";
    tab.chromium(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": saves }),
    )
    .await?;
    let (page, _) = site.report()?;
    tab.open("/").await?;
    let printed = "document.querySelectorAll('.picture-placeholder').length";
    assert!(
        tab.eval::<usize>(printed).await? > 0,
        "the test shows nothing: no page has a placeholder"
    );
    let link = format!("main a[href=\"{}\"]", page.url);
    tab.hover(&link).await?;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(server.count(&path_of_json(&page.url)), 0, "prefetched");
    tab.run(&format!("document.querySelector('{link}').click();"))
        .await?;
    tab.until_page(&page.url).await?;
    tab.until(
        "a picture",
        "document.querySelector('main .picture img') !== null",
    )
    .await?;
    assert_eq!(
        tab.eval::<usize>(printed).await?,
        0,
        "placeholders were made"
    );
    assert!(
        tab.eval::<bool>(
            "document.querySelector('video') === null
        || [...document.querySelectorAll('video')].every((video) => video.preload === 'none')"
        )
        .await?
    );
    Ok(())
}

/// Every rule of ours that would move something, in force for this reader; and what moves now.
const MOVING: &str = "(() => {
    const found = document.getAnimations().map((one) => `runs: ${one.animationName ?? one.transitionProperty}`);
    const long = (times) => times.split(',').some((time) => parseFloat(time) > 0);
    const probe = document.createElement('i');
    document.body.append(probe);
    const look = (rules) => {
        for (const rule of rules) {
            if (rule instanceof CSSMediaRule && !matchMedia(rule.media.mediaText).matches) continue;
            if (rule instanceof CSSKeyframesRule) continue;
            if (rule.style && rule.selectorText) {
                for (const name of ['transition', 'animation', 'scroll-behavior']) {
                    probe.style.setProperty(name, rule.style.getPropertyValue(name));
                }
                const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(probe);
                if (long(transitionDuration) || long(animationDuration) || scrollBehavior === 'smooth') {
                    found.push(rule.selectorText);
                }
                probe.style.cssText = '';
            }
            if (rule.cssRules) look(rule.cssRules);
        }
    };
    for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) look(sheet.cssRules);
    probe.remove();
    return found;
})()";

async fn nothing_moves_for_who_wishes_no_motion(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    for (kind, url) in site.kinds()? {
        tab.open(&url).await?;
        let moving: Vec<String> = tab.eval(MOVING).await?;
        assert!(moving.is_empty(), "{kind}: {moving:?}");
    }
    // The same look finds what it is to find.
    tab.run(
        "const sheet = new CSSStyleSheet(); sheet.replaceSync('main { transition: opacity 1s }');
        document.adoptedStyleSheets.push(sheet);",
    )
    .await?;
    assert_eq!(tab.eval::<Vec<String>>(MOVING).await?, ["main"]);

    // The viewer's own sheet comes with it.
    let (page, _) = site.report()?;
    tab.open(&page.url).await?;
    let photo = ".post-photos a";
    tab.bring(photo).await?;
    tab.click(photo).await?;
    tab.until(
        "the viewer",
        "document.querySelector('dialog[open]') !== null",
    )
    .await?;
    let moving: Vec<String> = tab.eval(MOVING).await?;
    assert!(moving.is_empty(), "the viewer: {moving:?}");
    tab.press(support::Key::Escape).await?;
    tab.until(
        "no viewer",
        "document.querySelector('dialog[open]') === null",
    )
    .await?;
    tab.run("scrollTo(0, document.body.scrollHeight);").await?;
    tab.until(
        "the way back",
        "document.querySelector('.back-to-top[data-shown]') !== null",
    )
    .await?;
    let moving: Vec<String> = tab.eval(MOVING).await?;
    assert!(moving.is_empty(), "the way back: {moving:?}");
    Ok(())
}
