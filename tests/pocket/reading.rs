//! What was read is read again while the server is down.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::{
    Case, Error, Outcome, Rule, Scene, Setting, Site, Tab, WebServer, cases, path_of_json,
};

use super::{
    PAGES, all_shown, ask, date_of_copy, first_visit, follow_link, put_by, stored, until_put_by,
    until_stored,
};

pub fn cases() -> Vec<Case> {
    cases!("pocket";
        Setting::EVERYWHERE => [
            a_first_visit_puts_by_the_newest_articles_with_their_pictures,
            what_was_read_is_read_again_while_the_server_is_down,
            an_unknown_page_gives_way_to_the_list_of_what_is_there,
            a_slow_network_gives_way_to_the_copy,
            a_network_that_stalls_within_a_page_gives_way_to_the_copy,
            a_network_that_is_back_is_asked_again,
            a_failing_server_gives_way_to_the_copy,
            what_is_asked_anew_is_asked_of_the_network,
            a_withdrawn_article_leaves_the_device,
            other_files_are_left_to_the_network,
        ]
    )
}

async fn a_first_visit_puts_by_the_newest_articles_with_their_pictures(scene: Scene) -> Outcome {
    first_visit(&scene, "/").await?;
    let Scene { tab, server, .. } = scene;
    let newest = put_by(&tab).await?;
    assert!(newest.len() > 3, "{newest:?}");
    server.stop().await?;

    // A deep link to what was never opened: the app shows its data in the shell.
    let article = &newest[0];
    tab.open(article).await?;
    all_shown(&tab, 1).await?;
    let date = date_of_copy(&tab).await?;
    assert!(date.is_some(), "a copy without a date");
    // The front page's own document.
    tab.open("/").await?;
    assert!(date_of_copy(&tab).await?.is_some());

    let list = ask(&tab, json!({ "ask": "list" })).await?;
    let urls: Vec<_> = list["pages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|page| page["url"].as_str())
        .collect();
    assert!(urls.contains(&"/"), "{urls:?}");
    for url in &newest {
        assert!(urls.contains(&url.as_str()), "{url} is not in {urls:?}");
    }
    // Tools are no reading.
    for url in ["/hors-ligne/", "/shell.html", "/lectures/", "/recherche/"] {
        assert!(!urls.contains(&url), "{url} is in {urls:?}");
    }
    let files: Vec<usize> = vec![
        stored(&tab, PAGES).await?.len(),
        stored(&tab, super::ASSETS).await?.len(),
        stored(&tab, super::MEDIA).await?.len(),
    ];
    assert_eq!(list["files"], json!(files.iter().sum::<usize>()));
    assert!(list["bytes"].as_u64() > Some(100_000), "{list}");
    Ok(())
}

/// With a real web server in a process of its own, which is killed.
async fn what_was_read_is_read_again_while_the_server_is_down(scene: Scene) -> Outcome {
    let Scene { tab, site, .. } = scene;
    let mut server = WebServer::nginx(site.folder())?;
    let at = |path: &str| format!("{}{path}", server.origin());
    let (report, _) = site.report()?;
    let (other, _) = site.article("no timeline", |article| {
        support::timelines(article).next().is_none()
    })?;
    tab.load(&at("/")).await?;
    tab.until_page("/").await?;
    until_put_by(&tab, &[]).await?;
    // One is read as a document, one by a link in the app.
    let (deep, shared) = (at(&report.url), at(&other.url) + "?d=ailleurs#fin");
    tab.load(&deep).await?;
    tab.until_page(&report.url).await?;
    assert_eq!(date_of_copy(&tab).await?, None);
    until_stored(&tab, PAGES, &report.url).await?;
    follow_link(&tab, &other.url).await?;
    tab.until_page(&other.url).await?;
    until_stored(&tab, PAGES, &path_of_json(&other.url)).await?;

    server.stop();
    // By a link of the app.
    follow_link(&tab, "/").await?;
    tab.until_page("/").await?;
    // Loaded again.
    // As a reader does: Firefox's driver would leave the worker out.
    tab.run("window.before = true; location.reload();").await?;
    tab.until("another document", "window.before === undefined")
        .await?;
    tab.until_page("/").await?;
    assert!(date_of_copy(&tab).await?.is_some());
    // From anywhere else.
    tab.client().goto("about:blank").await?;
    tab.load(&deep).await?;
    tab.until_page(&report.url).await?;
    assert!(date_of_copy(&tab).await?.is_some());
    assert_eq!(tab.text("main h1").await?, report.title);
    tab.load(&shared).await?;
    tab.until_page(&other.url).await?;
    assert_eq!(tab.text("main h1").await?, other.title);

    server.start_again()?;
    tab.load(&deep).await?;
    tab.until_page(&report.url).await?;
    assert_eq!(date_of_copy(&tab).await?, None);
    Ok(())
}

async fn an_unknown_page_gives_way_to_the_list_of_what_is_there(scene: Scene) -> Outcome {
    const UNKNOWN: &str = "/jamais/ouverte/";
    first_visit(&scene, "/").await?;
    let Scene { tab, server, site } = scene;
    let newest = put_by(&tab).await?;
    server.stop().await?;
    tab.load(UNKNOWN).await?;
    tab.until_alive().await?;
    let offline = site.find("offline page", |page| {
        matches!(page.body, kiosque_model::PageBody::Offline)
    })?;
    assert_eq!(tab.text("main h1").await?, offline.title);
    assert_eq!(tab.eval::<String>("location.pathname").await?, UNKNOWN);
    // It is no copy of what was asked for.
    assert_eq!(date_of_copy(&tab).await?, None);
    let there = format!(
        "[...document.querySelectorAll('.shelf-list a')]
            .some((link) => link.getAttribute('href') === {})",
        json!(newest[0])
    );
    tab.until("the list", &there).await?;
    tab.click(&format!(".shelf-list a[href={}]", json!(newest[0])))
        .await?;
    tab.until_page(&newest[0]).await?;
    // Back where there is a server, the address gives what is there.
    server.resume().await?;
    tab.load(UNKNOWN).await?;
    tab.until_alive().await?;
    assert_ne!(tab.text("main h1").await?, offline.title);
    Ok(())
}

/// When the copy of a path was stored, as a promise.
fn stored_at(path: &str) -> String {
    format!(
        "caches.match({}, {{ cacheName: '{PAGES}' }})
            .then((copy) => copy.headers.get('Kiosque-Stored'))",
        json!(path)
    )
}

/// Reads the report, so that there is a copy of it, and says when that was stored.
async fn read_report(scene: &Scene) -> Result<(String, String), Error> {
    first_visit(scene, "/").await?;
    let Scene { tab, site, .. } = scene;
    let url = site.report()?.0.url.clone();
    tab.open(&url).await?;
    until_stored(tab, PAGES, &url).await?;
    let stored = tab.promised(&stored_at(&url)).await?;
    Ok((url, stored))
}

/// Waits until an answer that came too late for its reader is stored.
async fn until_stored_after(tab: &Tab, url: &str, before: &str) -> Outcome {
    let is_later = format!(
        "{}.then((date) => date > {})",
        stored_at(url),
        json!(before)
    );
    tab.until_promised("the late answer", &is_later).await
}

/// The permalink of an article of which there is no copy.
async fn unstored(tab: &Tab, site: &Site) -> Result<String, Error> {
    let (article, _) = site.article("no timeline", |other| {
        support::timelines(other).next().is_none()
    })?;
    super::lose(tab, PAGES, &[&article.url, &path_of_json(&article.url)]).await?;
    Ok(article.url.clone())
}

async fn a_slow_network_gives_way_to_the_copy(scene: Scene) -> Outcome {
    let (article, before) = read_report(&scene).await?;
    let Scene { tab, server, site } = scene;

    server.rule(&article, Rule::Held);
    let asked = Instant::now();
    tab.open(&article).await?;
    let waited = asked.elapsed();
    assert!(
        waited > Duration::from_millis(1900),
        "no patience: {waited:?}"
    );
    assert_eq!(date_of_copy(&tab).await?.as_deref(), Some(before.as_str()));
    tab.until(
        "the copy's date in the notice",
        &format!(
            "document.querySelector('.notice-bar[data-shown] .notice-text').textContent.includes({})",
            json!(&before[..4])
        ),
    )
    .await?;

    // What comes too late serves next time.
    server.behave();
    until_stored_after(&tab, &article, &before).await?;

    // Where nothing is stored there is nothing to give way to.
    let rare = unstored(&tab, &site).await?;
    server.rule(&rare, Rule::Late(Duration::from_millis(2500)));
    tab.open(&rare).await?;
    assert_eq!(date_of_copy(&tab).await?, None);
    Ok(())
}

/// As on a train that enters a tunnel: the headers came.
async fn a_network_that_stalls_within_a_page_gives_way_to_the_copy(scene: Scene) -> Outcome {
    let (article, before) = read_report(&scene).await?;
    let Scene { tab, server, site } = scene;
    // A document that begins to come later than a good network's.
    server.rule(&article, Rule::Stalled(Duration::from_millis(700)));
    server.rule("/page.json", Rule::Stalled(Duration::ZERO));
    tab.open(&article).await?;
    assert_eq!(date_of_copy(&tab).await?.as_deref(), Some(before.as_str()));
    follow_link(&tab, "/").await?;
    tab.until_page("/").await?;
    server.behave();
    until_stored_after(&tab, &article, &before).await?;

    // What is nowhere else is waited for, and drawn as it comes.
    let rare = unstored(&tab, &site).await?;
    server.rule(&rare, Rule::Trickled(1_000, Duration::from_millis(250)));
    tab.open(&rare).await?;
    assert_eq!(date_of_copy(&tab).await?, None);
    let [drawn, read]: [f64; 2] = tab
        .eval(
            "[performance.getEntriesByName('first-contentful-paint')[0].startTime,
              performance.getEntriesByType('navigation')[0].domInteractive]",
        )
        .await?;
    // Parsing ends with the last piece.
    assert!(drawn < read - 500.0, "drawn at {drawn} ms, read at {read}");
    Ok(())
}

async fn a_network_that_is_back_is_asked_again(scene: Scene) -> Outcome {
    first_visit(&scene, "/").await?;
    let Scene { tab, server, .. } = scene;
    let newest = put_by(&tab).await?;
    let article = &newest[0];
    let told = "document.querySelector('.notice-bar[data-shown] .notice-close') !== null";
    server.stop().await?;
    follow_link(&tab, article).await?;
    tab.until_page(article).await?;
    tab.until("the copy told", told).await?;
    follow_link(&tab, "/").await?;
    tab.until_page("/").await?;
    server.resume().await?;
    let asked = server.count(&path_of_json(article));
    tab.run("dispatchEvent(new Event('online'));").await?;
    follow_link(&tab, article).await?;
    tab.until_page(article).await?;
    server
        .until_asked(&path_of_json(article), asked + 1)
        .await?;
    tab.until("nothing told", &format!("!({told})")).await
}

async fn a_failing_server_gives_way_to_the_copy(scene: Scene) -> Outcome {
    first_visit(&scene, "/").await?;
    let Scene { tab, server, .. } = scene;
    server.rule("/*", Rule::Status(502));
    tab.open("/").await?;
    assert!(date_of_copy(&tab).await?.is_some());
    let newest = put_by_when_it_fails(&tab).await?;
    tab.open(&newest).await
}

/// A permalink of an article that is stored as data.
async fn put_by_when_it_fails(tab: &Tab) -> Result<String, Error> {
    let list = ask(tab, json!({ "ask": "list" })).await?;
    list["pages"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|page| page["kind"] == "article" && page["read"] == Value::Null)
        .and_then(|page| page["url"].as_str())
        .map(str::to_owned)
        .ok_or_else(|| format!("no article is put by: {list}").into())
}

/// As the app asks for news of a live page.
async fn what_is_asked_anew_is_asked_of_the_network(scene: Scene) -> Outcome {
    first_visit(&scene, "/").await?;
    let Scene { tab, server, .. } = scene;
    let status = "fetch('/page.json', { cache: 'no-store' }).then(
        (answer) => [answer.status, answer.headers.get('Kiosque-Stored')], () => 'no answer')";
    assert_eq!(
        tab.promised::<Value>(status).await?,
        json!([200, Value::Null])
    );
    server.rule("/page.json", Rule::Status(503));
    assert_eq!(
        tab.promised::<Value>(status).await?,
        json!([503, Value::Null])
    );
    server.rule(
        "/page.json",
        Rule::Answer {
            status: 304,
            kind: "application/json",
            body: String::new(),
        },
    );
    let conditional = status.replace(
        "cache: 'no-store'",
        "headers: { 'If-None-Match': '\"abc\"' }",
    );
    assert_eq!(
        tab.promised::<Value>(&conditional).await?,
        json!([304, Value::Null])
    );
    server.stop().await?;
    assert_eq!(tab.promised::<Value>(status).await?, json!("no answer"));
    // Everyone else gets the copy.
    let with_copy = "fetch('/page.json').then(
        (answer) => [answer.status, answer.headers.get('Kiosque-Stored') !== null])";
    assert_eq!(tab.promised::<Value>(with_copy).await?, json!([200, true]));
    Ok(())
}

async fn a_withdrawn_article_leaves_the_device(scene: Scene) -> Outcome {
    first_visit(&scene, "/").await?;
    let Scene { tab, server, site } = scene;
    let (article, _) = site.report()?;
    tab.open(&article.url).await?;
    until_stored(&tab, PAGES, &article.url).await?;
    tab.promised::<bool>(&format!(
        "fetch({}).then((answer) => answer.ok)",
        json!(path_of_json(&article.url))
    ))
    .await?;
    until_stored(&tab, PAGES, &path_of_json(&article.url)).await?;
    server.rule(&article.url, Rule::Status(410));
    tab.load(&article.url).await?;
    tab.load("/").await?;
    let neither = format!(
        "Promise.all([{}, {}].map((url) => caches.match(url, {{ cacheName: '{PAGES}' }})))
            .then((copies) => copies.every((copy) => copy === undefined))",
        json!(article.url),
        json!(path_of_json(&article.url))
    );
    tab.until_promised("the end of the copies", &neither).await
}

async fn other_files_are_left_to_the_network(scene: Scene) -> Outcome {
    first_visit(&scene, "/").await?;
    let Scene { tab, server, .. } = scene;
    for path in [
        "/feed.xml",
        "/pocket.json",
        "/isso/?uri=%2F",
        "/pagefind/pagefind.js",
    ] {
        tab.promised::<u16>(&format!(
            "fetch({}).then((answer) => answer.status)",
            json!(path)
        ))
        .await?;
    }
    server.stop().await?;
    for path in [
        "/feed.xml",
        "/pocket.json",
        "/isso/?uri=%2F",
        "/pagefind/pagefind.js",
    ] {
        let answered = format!("fetch({}).then(() => true, () => false)", json!(path));
        assert!(!tab.promised::<bool>(&answered).await?, "{path} answers");
    }
    Ok(())
}
