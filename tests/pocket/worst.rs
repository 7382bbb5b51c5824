//! The worst cases: half a cache, no room, no storage at all, a portal, a site that lost a file.

use std::time::Duration;

use serde_json::{Value, json};
use support::{Case, Outcome, Rule, Scene, Setting, cases, path_of_json};

use super::{
    ASSETS, PAGES, SAVED, ask, date_of_copy, first_visit, follow_link, lose, put_by, stored,
    until_controlled, until_put_by, until_stored,
};

pub fn cases() -> Vec<Case> {
    cases!("pocket";
        Setting::EVERYWHERE => [
            half_a_cache_is_made_whole,
            with_nothing_left_the_worker_says_so_itself,
            a_portal_is_passed_on_and_never_stored,
            a_site_that_lost_an_articles_data_puts_the_others_by,
            a_site_that_lost_its_app_has_no_worker,
        ],
        // The others cannot be told how much a site may keep.
        Setting::CHROMIUM_ONLY => [
            a_full_device_keeps_nothing_half,
            a_reader_who_saves_data_is_sent_little,
        ],
        Setting::IN_PRIVATE => [a_private_window_keeps_until_it_is_closed],
        Setting::KEEPING_NOTHING => [without_storage_the_site_is_read_as_before],
    )
}

async fn half_a_cache_is_made_whole(scene: Scene) -> Outcome {
    first_visit(&scene, "/").await?;
    let Scene { tab, server, .. } = scene;
    let newest = put_by(&tab).await?;
    let files = stored(&tab, ASSETS).await?;
    let program = files
        .iter()
        .find(|file| file.ends_with(".wasm"))
        .ok_or("the app is not stored")?;
    lose(&tab, ASSETS, &[program]).await?;
    lose(&tab, PAGES, &["/pocket.json", "/page.json"]).await?;
    // With a network, what is missing comes back as it is needed.
    tab.open("/").await?;
    until_stored(&tab, ASSETS, program).await?;
    // Without one, what is there is shown.
    lose(&tab, PAGES, &["/shell.html"]).await?;
    server.stop().await?;
    tab.open("/").await?;
    tab.load(&newest[0]).await?;
    tab.until_alive().await?;
    // No shell to show the data in: the offline page, whose list still leads there.
    assert_eq!(date_of_copy(&tab).await?, None);
    tab.until(
        "the list",
        "document.querySelectorAll('.shelf-list a').length > 0",
    )
    .await?;
    follow_link(&tab, &newest[0]).await?;
    tab.until_page(&newest[0]).await
}

async fn with_nothing_left_the_worker_says_so_itself(scene: Scene) -> Outcome {
    first_visit(&scene, "/").await?;
    let Scene { tab, server, .. } = scene;
    tab.promised::<bool>("caches.delete('kiosque-pages')")
        .await?;
    server.stop().await?;
    tab.load("/").await?;
    assert_eq!(tab.attribute("html", "lang").await?.as_deref(), Some("fr"));
    let title = tab.client().title().await?;
    assert!(!title.is_empty());
    assert_eq!(tab.text("h1").await?, title);
    assert!(!tab.text("p").await?.is_empty());
    server.resume().await?;
    tab.open("/").await
}

async fn a_full_device_keeps_nothing_half(scene: Scene) -> Outcome {
    let origin = scene.server.origin().to_owned();
    let (report, _) = scene.site.report()?;
    let url = report.url.clone();
    first_visit(&scene, "/").await?;
    let Scene { tab, .. } = scene;
    let usage: u64 = tab
        .promised("navigator.storage.estimate().then(({ usage }) => usage)")
        .await?;
    tab.chromium(
        "Storage.overrideQuotaForOrigin",
        json!({ "origin": origin, "quotaSize": usage + 20_000 }),
    )
    .await?;
    assert_eq!(
        ask(&tab, json!({ "ask": "save", "url": url })).await?,
        json!({ "fault": "full" })
    );
    assert_eq!(stored(&tab, SAVED).await?, Vec::<String>::new());
    // The app says so.
    tab.open(&url).await?;
    tab.bring(".save-toggle").await?;
    tab.click(".save-toggle").await?;
    tab.until(
        "the answer",
        "!document.querySelector('.save-toggle').hasAttribute('aria-busy')
            && document.querySelector('.save-toggle').getAttribute('aria-pressed') === 'false'",
    )
    .await?;
    // Whatever could not be stored is read all the same.
    for page in put_by(&tab).await? {
        tab.open(&page).await?;
        assert_eq!(date_of_copy(&tab).await?, None);
    }
    // With room again, all is as before.
    tab.chromium(
        "Storage.overrideQuotaForOrigin",
        json!({ "origin": origin }),
    )
    .await?;
    assert_eq!(
        ask(&tab, json!({ "ask": "save", "url": url })).await?,
        json!({ "saved": true })
    );
    Ok(())
}

/// Chromium alone tells workers, and through its own protocol alone can it be told.
async fn a_reader_who_saves_data_is_sent_little(scene: Scene) -> Outcome {
    let worker = std::fs::read_to_string(scene.site.folder().join("sw.js"))?;
    // The emulation reaches pages, not workers.
    let saving = "Object.defineProperty(navigator.connection, 'saveData', { value: true });\n";
    scene.server.rule(
        "/sw.js",
        Rule::Answer {
            status: 200,
            kind: "text/javascript",
            body: format!("{saving}{worker}"),
        },
    );
    scene.server.offer_worker();
    let Scene { tab, server, .. } = scene;
    tab.open("/").await?;
    until_controlled(&tab).await?;
    until_stored(&tab, PAGES, "/page.json").await?;
    let newest = put_by(&tab).await?;
    // Long enough for the others, which come one after the other.
    tokio::time::sleep(Duration::from_millis(800)).await;
    let pages = stored(&tab, PAGES).await?;
    for url in &newest {
        assert!(!pages.contains(&path_of_json(url)), "{url} is in {pages:?}");
        assert_eq!(server.count(&path_of_json(url)), 0);
    }
    Ok(())
}

async fn a_private_window_keeps_until_it_is_closed(scene: Scene) -> Outcome {
    first_visit(&scene, "/").await?;
    let Scene { tab, server, .. } = scene;
    let newest = put_by(&tab).await?;
    server.stop().await?;
    tab.open("/").await?;
    assert!(date_of_copy(&tab).await?.is_some());
    tab.open(&newest[0]).await
}

async fn without_storage_the_site_is_read_as_before(scene: Scene) -> Outcome {
    let Scene { tab, server, site } = scene;
    server.offer_worker();
    let (report, _) = site.report()?;
    tab.open(&report.url).await?;
    follow_link(&tab, "/").await?;
    tab.until_page("/").await?;
    tab.open(&report.url).await?;
    let controlled = "navigator.serviceWorker?.controller ?? null";
    assert_eq!(tab.eval::<Value>(controlled).await?, Value::Null);
    // What cannot be done is not offered.
    tab.until(
        "the button to go",
        "document.querySelector('.save-toggle').hasAttribute('data-unable')",
    )
    .await?;
    let shelf = site.find("page of one's own", |page| {
        matches!(page.body, kiosque_model::PageBody::Shelf)
    })?;
    tab.open(&shelf.url).await?;
    tab.until(
        "what the page has to say",
        "document.querySelector('.shelf').textContent.includes('garder')",
    )
    .await
}

async fn a_portal_is_passed_on_and_never_stored(scene: Scene) -> Outcome {
    const PORTAL: &str = "<!doctype html><title>Wi-Fi</title><h1>Acceptez et continuez</h1>";
    let (report, _) = scene.site.report()?;
    let url = report.url.clone();
    first_visit(&scene, &url).await?;
    let Scene { tab, server, .. } = scene;
    until_stored(&tab, PAGES, &url).await?;
    let newest = put_by(&tab).await?;
    server.rule("/*", Rule::Html(PORTAL.to_owned()));
    // The app goes on with what it has.
    follow_link(&tab, "/").await?;
    tab.until_page("/").await?;
    follow_link(&tab, &newest[0]).await?;
    tab.until_page(&newest[0]).await?;
    // A page that is loaded is the portal's: that is how a reader gets past it.
    tab.load(&url).await?;
    assert_eq!(tab.text("h1").await?, "Acceptez et continuez");
    tab.load("/nulle/part/").await?;
    assert_eq!(tab.text("h1").await?, "Acceptez et continuez");
    let worker = "navigator.serviceWorker.getRegistration().then(async (registration) => {
        await registration.update().catch(() => {});
        return [registration.active.state, registration.waiting, registration.installing];
    })";
    assert_eq!(
        tab.promised::<Value>(worker).await?,
        json!(["activated", null, null])
    );

    server.behave();
    let portals = "Promise.all((await caches.keys()).map(async (name) => {
        const cache = await caches.open(name);
        const texts = (await cache.keys()).map(async (request) =>
            (await (await cache.match(request)).text()).includes('Acceptez') ? request.url : '');
        return (await Promise.all(texts)).join('');
    }))";
    let found: Vec<String> = tab.promised(&format!("(async () => {portals})()")).await?;
    assert_eq!(found.concat(), "", "a portal's page is stored");
    tab.open(&url).await?;
    assert_eq!(date_of_copy(&tab).await?, None);
    server.stop().await?;
    tab.open(&url).await
}

async fn a_site_that_lost_an_articles_data_puts_the_others_by(scene: Scene) -> Outcome {
    let Scene { tab, server, site } = scene;
    server.offer_worker();
    let text = std::fs::read_to_string(site.folder().join("pocket.json"))?;
    let list: Value = serde_json::from_str(&text)?;
    let lost = list["pages"][2]["url"]
        .as_str()
        .ok_or("nothing is put by")?
        .to_owned();
    let picture = list["pages"][3]["media"][0]
        .as_str()
        .ok_or("no picture is put by")?
        .to_owned();
    server.rule(&lost, Rule::Status(404));
    server.rule(&picture, Rule::Status(404));
    tab.open("/").await?;
    until_put_by(&tab, &[&lost, &picture]).await?;
    assert!(!stored(&tab, PAGES).await?.contains(&lost));
    // Its document is there: the reader reads, and keeps it.
    let url = lost.replace("page.json", "");
    tab.open(&url).await?;
    until_stored(&tab, PAGES, &url).await?;
    server.stop().await?;
    tab.open(&url).await
}

async fn a_site_that_lost_its_app_has_no_worker(scene: Scene) -> Outcome {
    let Scene { tab, server, site } = scene;
    server.offer_worker();
    let program = site.file_ending(".wasm")?;
    tab.open("/").await?;
    until_controlled(&tab).await?;
    // The worker and all it has go, as if this were the first visit.
    tab.promised::<bool>(
        "(async () => {
            await (await navigator.serviceWorker.getRegistration()).unregister();
            for (const name of await caches.keys()) await caches.delete(name);
            return true;
        })()",
    )
    .await?;
    tab.client().goto("about:blank").await?;
    server.rule(&program, Rule::Status(404));
    tab.load("/").await?;
    tab.until_printed("/").await?;
    // The policy lets no script be named but through what the page sets up before its app.
    let ready = "!('trustedTypes' in window) || trustedTypes.defaultPolicy !== null";
    tab.until("the page's own policy", ready).await?;
    let refused = "navigator.serviceWorker.register('/sw.js').then(async ({ installing }) => {
        if (installing && installing.state === 'installing') await new Promise((done) =>
            installing.addEventListener('statechange', done, { once: true }));
        return installing === null ? 'none' : installing.state;
    })";
    assert_eq!(tab.promised::<String>(refused).await?, "redundant");
    tab.load("/").await?;
    tab.until_printed("/").await?;
    let controlled = "navigator.serviceWorker.controller !== null";
    assert!(!tab.eval::<bool>(controlled).await?);
    Ok(())
}
