//! Light, dark, or as the system says: kept, and there from the first paint.

use serde_json::json;
use support::{Case, Outcome, Rule, Scene, Setting, Tab, cases};

pub fn cases() -> Vec<Case> {
    cases!("theme";
        Setting::EVERYWHERE => [
            the_button_goes_through_the_themes_and_the_choice_is_kept,
            without_a_choice_a_light_system_has_light_pages,
            a_chosen_theme_needs_no_app,
        ],
        Setting::ON_A_DARK_SYSTEM => [
            without_a_choice_a_dark_system_has_dark_pages,
            a_choice_wins_over_the_system,
        ],
        Setting::CHROMIUM_ONLY => [
            a_change_of_the_system_is_followed,
            a_chosen_theme_comes_before_the_first_paint,
        ],
    )
}

/// How light the page's background is, from 0 to 255.
const LIGHTNESS: &str = "(() => {
    const rgb = (element) => getComputedStyle(element).backgroundColor;
    const solid = [document.body, document.documentElement].map(rgb)
        .find((colour) => !/transparent|, 0\\)$/.test(colour));
    const canvas = document.createElement('canvas').getContext('2d');
    canvas.fillStyle = solid ?? 'magenta';
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
    return Math.round(0.2126 * r + 0.7152 * g + 0.0722 * b);
})()";

async fn until_light(tab: &Tab) -> Outcome {
    tab.until("a light page", &format!("{LIGHTNESS} > 200"))
        .await
}

async fn until_dark(tab: &Tab) -> Outcome {
    tab.until("a dark page", &format!("{LIGHTNESS} < 60")).await
}

async fn theme(tab: &Tab) -> Result<Option<String>, support::Error> {
    tab.attribute("html", "data-theme").await
}

async fn choose(tab: &Tab, theme: &str) -> Outcome {
    tab.run(&format!(
        "localStorage.setItem('kiosque.theme', {});",
        json!(theme)
    ))
    .await
}

async fn the_button_goes_through_the_themes_and_the_choice_is_kept(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    tab.open("/").await?;
    assert_eq!(theme(&tab).await?, None);
    let system = tab.attribute("button.theme-toggle", "aria-label").await?;
    tab.click("button.theme-toggle").await?;
    assert_eq!(theme(&tab).await?.as_deref(), Some("light"));
    until_light(&tab).await?;
    tab.click("button.theme-toggle").await?;
    assert_eq!(theme(&tab).await?.as_deref(), Some("dark"));
    until_dark(&tab).await?;
    let dark = tab.attribute("button.theme-toggle", "aria-label").await?;
    assert_ne!(system, dark, "the button's name does not tell the theme");

    tab.client().refresh().await?;
    tab.until_page("/").await?;
    assert_eq!(
        theme(&tab).await?.as_deref(),
        Some("dark"),
        "forgotten by a reload"
    );
    until_dark(&tab).await?;
    assert_eq!(
        tab.attribute("button.theme-toggle", "aria-label").await?,
        dark
    );
    tab.open(&site.report()?.0.url).await?;
    assert_eq!(
        theme(&tab).await?.as_deref(),
        Some("dark"),
        "forgotten on another page"
    );

    tab.click("button.theme-toggle").await?;
    assert_eq!(theme(&tab).await?, None);
    assert!(
        tab.eval::<bool>("localStorage.getItem('kiosque.theme') === null")
            .await?
    );
    until_light(&tab).await
}

async fn without_a_choice_a_light_system_has_light_pages(scene: Scene) -> Outcome {
    let Scene { tab, .. } = scene;
    tab.open("/").await?;
    assert_eq!(theme(&tab).await?, None);
    until_light(&tab).await
}

async fn without_a_choice_a_dark_system_has_dark_pages(scene: Scene) -> Outcome {
    let Scene { tab, .. } = scene;
    tab.open("/").await?;
    assert_eq!(theme(&tab).await?, None);
    until_dark(&tab).await
}

async fn a_choice_wins_over_the_system(scene: Scene) -> Outcome {
    let Scene { tab, .. } = scene;
    tab.open("/").await?;
    choose(&tab, "light").await?;
    tab.client().refresh().await?;
    tab.until_page("/").await?;
    until_light(&tab).await
}

async fn a_change_of_the_system_is_followed(scene: Scene) -> Outcome {
    let Scene { tab, .. } = scene;
    tab.open("/").await?;
    until_light(&tab).await?;
    tab.prefer_theme("dark").await?;
    until_dark(&tab).await
}

/// The app's own program never comes here, so what shows the theme is the document itself.
async fn a_chosen_theme_needs_no_app(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    server.rule(&site.file_ending(".wasm")?, Rule::Status(404));
    tab.load("/").await?;
    choose(&tab, "dark").await?;
    tab.client().refresh().await?;
    assert_eq!(theme(&tab).await?.as_deref(), Some("dark"));
    until_dark(&tab).await?;
    assert_eq!(
        tab.count("html[data-app]").await?,
        0,
        "the app started, so the test shows nothing"
    );
    choose(&tab, "une valeur d'un autre âge").await?;
    tab.client().refresh().await?;
    assert_eq!(theme(&tab).await?, None, "an unknown theme was applied");
    Ok(())
}

async fn a_chosen_theme_comes_before_the_first_paint(scene: Scene) -> Outcome {
    let Scene { tab, .. } = scene;
    let watch = "new MutationObserver(() => {
        if (document.documentElement?.dataset.theme) window.themedAt ??= performance.now();
    }).observe(document, { attributes: true, childList: true, subtree: true });";
    tab.chromium(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": watch }),
    )
    .await?;
    tab.open("/").await?;
    choose(&tab, "dark").await?;
    tab.open("/").await?;
    let painted = "performance.getEntriesByName('first-paint').length > 0";
    tab.until("a paint", painted).await?;
    let (themed, painted): (Option<f64>, f64) = tab
        .eval("[window.themedAt ?? null, performance.getEntriesByName('first-paint')[0].startTime]")
        .await?;
    let themed = themed.expect("the theme was never set");
    assert!(
        themed < painted,
        "themed at {themed} ms, painted at {painted} ms"
    );
    Ok(())
}
