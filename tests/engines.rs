//! Every engine opens a page, runs its script, and hears the keyboard and the mouse.

use support::{Case, Key, Outcome, Rule, Scene, Setting, cases};

const PAGE: &str = r##"<!doctype html><title>t</title><main id="contenu"><h1>Bonjour</h1>
<a id="a" href="#x">un</a> <a id="b" href="#y" onmouseover="this.dataset.over = 1">deux</a></main>"##;

pub fn cases() -> Vec<Case> {
    cases!("engines"; Setting::EVERYWHERE => [an_engine_reads_clicks_and_types])
}

async fn an_engine_reads_clicks_and_types(scene: Scene) -> Outcome {
    let Scene { tab, server, .. } = scene;
    server.rule("/essai.html", Rule::Html(PAGE.into()));
    tab.load("/essai.html").await?;
    assert_eq!(tab.text("h1").await?, "Bonjour");
    tab.press(Key::Tab).await?;
    assert!(
        tab.focus_is("#a").await?,
        "Tab does not reach the first link"
    );
    tab.press(Key::Tab).await?;
    tab.press(Key::Enter).await?;
    tab.until("the second link's fragment", "location.hash === '#y'")
        .await?;
    tab.hover("#b").await?;
    tab.until(
        "the mouse over the link",
        "document.querySelector('#b').dataset.over === '1'",
    )
    .await?;
    tab.click("#a").await?;
    tab.until("the first link's fragment", "location.hash === '#x'")
        .await?;
    assert_eq!(tab.promised::<u32>("Promise.resolve(7)").await?, 7);
    assert_eq!(server.count("/essai.html"), 1);
    Ok(())
}
