//! Workers that a site calls back leave nothing behind.

use serde_json::json;
use support::{ARTICLE, Case, Newsroom, Outcome, Rule, Scene, Setting, Tab, cases};

use super::{PAGES, date_of_copy, first_visit, stored, until_put_by};

pub fn cases() -> Vec<Case> {
    cases!("pocket";
        Setting::EVERYWHERE => [
            a_flag_calls_every_worker_back,
            another_text_is_no_flag,
            a_worker_that_no_press_printed_leaves,
            a_site_printed_without_a_worker_calls_it_back,
        ]
    )
}

fn flag(text: &str) -> Rule {
    Rule::Answer {
        status: 200,
        kind: "text/plain",
        body: text.to_owned(),
    }
}

const NOTHING_KEPT: &str = "caches.keys().then((names) =>
    names.includes('autre') && !names.some((name) => name.startsWith('kiosque-')))";

/// Waits until neither a worker nor anything it kept is there; what others keep is.
async fn until_gone(tab: &Tab) -> Outcome {
    let gone = format!(
        "Promise.all([{NOTHING_KEPT}, navigator.serviceWorker.getRegistration()])
            .then(([nothing, worker]) => nothing && worker === undefined)"
    );
    tab.until_promised("the worker to go", &gone).await
}

async fn others_keep_something(tab: &Tab) -> Outcome {
    tab.promised::<bool>("caches.open('autre').then(() => true)")
        .await
        .map(|_| ())
}

async fn a_flag_calls_every_worker_back(scene: Scene) -> Outcome {
    first_visit(&scene, "/").await?;
    let Scene { tab, server, site } = scene;
    others_keep_something(&tab).await?;
    server.rule("/sw-off", flag("kiosque: worker off\n"));
    let (article, _) = site.report()?;
    tab.load(&article.url).await?;
    tab.until_promised("an end of what is kept", NOTHING_KEPT)
        .await?;
    // The page that was there goes on, and so do the next: they are the network's. That these pages
    // still register a worker, as none do that are printed with the flag, brings nothing back.
    tab.until_page(&article.url).await?;
    for path in ["/", article.url.as_str(), "/"] {
        let asked = server.count(path);
        tab.open(path).await?;
        assert!(server.count(path) > asked, "a copy was shown");
        assert_eq!(date_of_copy(&tab).await?, None);
    }
    tab.until_promised("nothing to be kept", NOTHING_KEPT).await
}

async fn another_text_is_no_flag(scene: Scene) -> Outcome {
    first_visit(&scene, "/").await?;
    let Scene { tab, server, site } = scene;
    server.rule("/sw-off", flag("<h1>kiosque: worker off\n</h1>"));
    let (article, _) = site.report()?;
    tab.open(&article.url).await?;
    server.until_asked("/sw-off", 1).await?;
    tab.open("/").await?;
    let controlled = "navigator.serviceWorker.controller !== null";
    assert!(tab.eval::<bool>(controlled).await?);
    assert!(!stored(&tab, PAGES).await?.is_empty());
    Ok(())
}

async fn a_worker_that_no_press_printed_leaves(scene: Scene) -> Outcome {
    first_visit(&scene, "/").await?;
    let Scene { tab, server, site } = scene;
    others_keep_something(&tab).await?;
    let raw = std::fs::read_to_string(site.bundle().join("sw.js"))?;
    server.rule(
        "/sw.js",
        Rule::Answer {
            status: 200,
            kind: "text/javascript",
            body: raw,
        },
    );
    tab.run("window.here = true;").await?;
    tab.run("navigator.serviceWorker.getRegistration().then((found) => found.update());")
        .await?;
    until_gone(&tab).await?;
    // Nobody's page was taken away.
    assert!(tab.eval::<bool>("window.here === true").await?);
    server.rule("/sw.js", Rule::Status(404));
    tab.open("/").await?;
    let controlled = "navigator.serviceWorker.controller !== null";
    assert!(!tab.eval::<bool>(controlled).await?);
    Ok(())
}

async fn a_site_printed_without_a_worker_calls_it_back(scene: Scene) -> Outcome {
    let newsroom = Newsroom::make(scene.site.bundle(), "", "")?;
    let server = newsroom.print().await?;
    server.offer_worker();
    let tab = scene.tab;
    let at = |path: &str| format!("{}{path}", server.origin());
    tab.load(&at("/")).await?;
    tab.until_page("/").await?;
    until_put_by(&tab, &[]).await?;
    others_keep_something(&tab).await?;
    newsroom.set("https://journal.example", "[pocket]\nworker = false")?;
    newsroom.print_once()?;
    server.read_headers_again()?;
    tab.load(&at(ARTICLE)).await?;
    until_gone(&tab).await?;
    tab.until_page(ARTICLE).await?;
    tab.load(&at("/")).await?;
    tab.until_page("/").await?;
    until_gone(&tab).await?;
    let kept: bool = tab
        .eval(&format!(
            "navigator.serviceWorker.controller === null && location.pathname === {}",
            json!("/")
        ))
        .await?;
    assert!(kept, "a worker answers again");
    Ok(())
}
