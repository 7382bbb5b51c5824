//! What a reader keeps for later stays, with all its media.

use kiosque_model::PageBody;
use serde_json::{Value, json};
use support::{Case, Error, Outcome, Rule, Scene, Setting, Tab, cases, path_of_json};

use super::{
    MEDIA, PAGES, SAVED, all_shown, ask, date_of_copy, first_visit, put_by, stored, until_stored,
};

pub fn cases() -> Vec<Case> {
    cases!("pocket";
        Setting::EVERYWHERE => [
            a_saved_article_is_read_with_its_photos,
            what_is_taken_off_the_list_is_let_go,
            what_cannot_be_saved_leaves_nothing,
            what_was_read_gives_way_and_what_is_saved_does_not,
            what_was_asked_ahead_is_read_once_it_is_shown,
            a_saved_file_is_answered_in_parts,
            another_width_stands_in_for_a_picture,
        ]
    )
}

const BUTTON: &str = ".save-toggle";

async fn save(tab: &Tab, url: &str) -> Result<Value, Error> {
    ask(tab, json!({ "ask": "save", "url": url })).await
}

async fn press_button(tab: &Tab) -> Outcome {
    tab.bring(BUTTON).await?;
    tab.click(BUTTON).await?;
    tab.until(
        "the article to be kept",
        "document.querySelector('.save-toggle').getAttribute('aria-pressed') === 'true'
            && !document.querySelector('.save-toggle').hasAttribute('aria-busy')",
    )
    .await
}

async fn a_saved_article_is_read_with_its_photos(scene: Scene) -> Outcome {
    let (report, _) = scene.site.report()?;
    let url = report.url.clone();
    first_visit(&scene, &url).await?;
    let Scene { tab, server, site } = scene;
    press_button(&tab).await?;
    let files = stored(&tab, SAVED).await?;
    assert!(files.contains(&url) && files.contains(&path_of_json(&url)));
    // Nothing but what is saved has it.
    super::lose(&tab, PAGES, &[&url, &path_of_json(&url)]).await?;
    server.stop().await?;

    tab.open(&url).await?;
    assert!(date_of_copy(&tab).await?.is_some());
    all_shown(&tab, 5).await?;
    // From the reader's own page, too.
    let shelf = site.find("page of one's own", |page| {
        matches!(page.body, PageBody::Shelf)
    })?;
    tab.open(&shelf.url).await?;
    let link = format!(".shelf-list a[href={}]", json!(url));
    tab.until(
        "the article in the list",
        &format!("document.querySelector({}) !== null", json!(link)),
    )
    .await?;
    tab.click(&link).await?;
    tab.until_page(&url).await?;
    all_shown(&tab, 5).await
}

async fn what_is_taken_off_the_list_is_let_go(scene: Scene) -> Outcome {
    first_visit(&scene, "/").await?;
    let Scene { tab, .. } = scene;
    let url = put_by(&tab).await?[0].clone();
    assert_eq!(save(&tab, &url).await?, json!({ "saved": true }));
    let saved = |list: &Value| -> Vec<String> {
        let pages = list["pages"].as_array().into_iter().flatten();
        pages
            .filter(|page| page["saved"] == true)
            .filter_map(|page| page["url"].as_str().map(str::to_owned))
            .collect()
    };
    let list = ask(&tab, json!({ "ask": "list" })).await?;
    assert_eq!(saved(&list), [url.as_str()]);
    assert_eq!(
        list["pages"][0]["url"],
        url.as_str(),
        "saved ones come first"
    );
    let answer = ask(&tab, json!({ "ask": "forget", "url": url })).await?;
    assert_eq!(answer, json!({ "saved": false }));
    assert_eq!(stored(&tab, SAVED).await?, Vec::<String>::new());
    let list = ask(&tab, json!({ "ask": "list" })).await?;
    assert_eq!(saved(&list), Vec::<String>::new());
    // What was put by or read is no less there.
    assert!(stored(&tab, PAGES).await?.contains(&path_of_json(&url)));
    Ok(())
}

async fn what_cannot_be_saved_leaves_nothing(scene: Scene) -> Outcome {
    let (report, _) = scene.site.report()?;
    let url = report.url.clone();
    first_visit(&scene, "/").await?;
    let Scene { tab, server, .. } = scene;
    let fault = |fault: &str| json!({ "fault": fault });
    assert_eq!(save(&tab, "/nulle/part/").await?, fault("gone"));
    // The network dies on the way.
    server.rule("/media/*", Rule::Status(503));
    assert_eq!(save(&tab, &url).await?, fault("network"));
    assert_eq!(stored(&tab, SAVED).await?, Vec::<String>::new());
    // A portal.
    server.behave();
    server.rule("/*", Rule::Html("<!doctype html><h1>Wi-Fi</h1>".into()));
    assert_eq!(save(&tab, &url).await?, fault("network"));
    assert_eq!(stored(&tab, SAVED).await?, Vec::<String>::new());
    server.behave();
    server.stop().await?;
    assert_eq!(save(&tab, &url).await?, fault("network"));
    assert_eq!(stored(&tab, SAVED).await?, Vec::<String>::new());
    assert_eq!(
        ask(&tab, json!({ "ask": "constructor" })).await?,
        fault("unknown")
    );
    // A file that the site has lost is no reason to keep nothing.
    server.resume().await?;
    server.rule("/media/*", Rule::Status(404));
    assert_eq!(save(&tab, &url).await?, json!({ "saved": true }));
    Ok(())
}

/// With a worker that keeps three pages.
async fn what_was_read_gives_way_and_what_is_saved_does_not(scene: Scene) -> Outcome {
    let worker = std::fs::read_to_string(scene.site.folder().join("sw.js"))?;
    let (edition, program) = worker.split_once('\n').ok_or("a worker of one line")?;
    scene.server.rule(
        "/sw.js",
        Rule::Answer {
            status: 200,
            kind: "text/javascript",
            body: format!("{edition}self.EDITION.keep=3;\n{program}"),
        },
    );
    let list = std::fs::read_to_string(scene.site.folder().join("pocket.json"))?;
    let rare: Vec<String> = scene
        .site
        .pages()
        .iter()
        .filter(|page| !list.contains(&format!("\"{}page.json\"", page.url)))
        .filter(|page| !matches!(page.body, PageBody::Search(_) | PageBody::Offline))
        .map(|page| page.url.clone())
        .take(7)
        .collect();
    assert_eq!(rare.len(), 7, "everything is put by");
    let (saved, ahead) = (&rare[0], path_of_json(&rare[6]));
    scene.server.offer_worker();
    let Scene { tab, .. } = scene;
    tab.open("/").await?;
    super::until_controlled(&tab).await?;
    assert_eq!(save(&tab, saved).await?, json!({ "saved": true }));
    for url in &rare[1..6] {
        // As for a link that the pointer passes over.
        if url == &rare[5] {
            tab.promised::<String>(&format!(
                "fetch({}, {{ headers: {{ 'Kiosque-Ahead': '1' }} }}).then((answer) => answer.text())",
                json!(ahead)
            ))
            .await?;
            until_stored(&tab, PAGES, &ahead).await?;
        }
        tab.load(url).await?;
        tab.until_printed(url).await?;
        until_stored(&tab, PAGES, url).await?;
    }
    let listed = format!(
        "new Promise((done) => {{
            const channel = new MessageChannel();
            channel.port1.onmessage = ({{ data }}) => done(data.pages
                .map(({{ url }}) => url).filter((url) => {}.includes(url)));
            navigator.serviceWorker.controller.postMessage({{ ask: 'list' }}, [channel.port2]);
        }})",
        json!(rare)
    );
    let newest: Vec<_> = rare[3..6].iter().rev().cloned().collect();
    let expected: Vec<String> = [vec![saved.clone()], newest].concat();
    tab.until_promised(
        "three pages and the saved one",
        &format!(
            "{listed}.then((urls) => String(urls) === String({}))",
            json!(expected)
        ),
    )
    .await?;
    // What is put by is not counted.
    super::until_put_by(&tab, &[]).await
}

async fn what_was_asked_ahead_is_read_once_it_is_shown(scene: Scene) -> Outcome {
    first_visit(&scene, "/").await?;
    let Scene { tab, site, .. } = scene;
    let (article, _) = site.report()?;
    let data = path_of_json(&article.url);
    super::lose(&tab, PAGES, &[&article.url, &data]).await?;
    tab.run(&format!(
        "const link = document.createElement('a');
         link.href = {};
         link.textContent = 'lien';
         document.querySelector('main').prepend(link);
         link.dispatchEvent(new PointerEvent('pointerover', {{ bubbles: true }}));
         window.link = link;",
        json!(article.url)
    ))
    .await?;
    until_stored(&tab, PAGES, &data).await?;
    let read = format!(
        "caches.match({}, {{ cacheName: '{PAGES}' }})
            .then((copy) => copy.headers.has('Kiosque-Read'))",
        json!(data)
    );
    assert!(!tab.promised::<bool>(&read).await?, "read by nobody");
    tab.run("window.link.click();").await?;
    tab.until_page(&article.url).await?;
    tab.until_promised("the note that it was read", &read).await
}

/// Browsers ask for films and sounds so, Safari for nothing else.
async fn a_saved_file_is_answered_in_parts(scene: Scene) -> Outcome {
    let (report, _) = scene.site.report()?;
    let url = report.url.clone();
    first_visit(&scene, "/").await?;
    let Scene { tab, server, .. } = scene;
    assert_eq!(save(&tab, &url).await?, json!({ "saved": true }));
    let files = stored(&tab, SAVED).await?;
    let file = files
        .iter()
        .find(|file| file.starts_with("/media/"))
        .ok_or("no file was saved")?;
    server.stop().await?;
    let part = |range: &str| {
        format!(
            "fetch({}, {{ headers: {{ Range: '{range}' }} }}).then(async (answer) => [
                answer.status,
                answer.headers.get('Content-Range'),
                (await answer.arrayBuffer()).byteLength,
            ])",
            json!(file)
        )
    };
    let size: u64 = tab
        .promised(&format!(
            "fetch({}).then(async (answer) => (await answer.blob()).size)",
            json!(file)
        ))
        .await?;
    for (range, expected) in [
        ("bytes=0-9", json!([206, format!("bytes 0-9/{size}"), 10])),
        (
            "bytes=5-",
            json!([206, format!("bytes 5-{}/{size}", size - 1), size - 5]),
        ),
        (
            "bytes=-3",
            json!([206, format!("bytes {}-{}/{size}", size - 3, size - 1), 3]),
        ),
        ("bytes=9999999-", json!([416, format!("bytes */{size}"), 0])),
    ] {
        assert_eq!(
            tab.promised::<Value>(&part(range)).await?,
            expected,
            "{range}"
        );
    }
    Ok(())
}

async fn another_width_stands_in_for_a_picture(scene: Scene) -> Outcome {
    first_visit(&scene, "/").await?;
    let Scene { tab, server, .. } = scene;
    let files = stored(&tab, MEDIA).await?;
    let wide = files
        .iter()
        .find_map(|file| Some(file.strip_suffix("-640.webp")?.to_owned() + "-1600.webp"))
        .ok_or("no photograph is put by")?;
    let status = format!(
        "fetch({}).then((answer) => answer.status, () => 0)",
        json!(wide)
    );
    server.stop().await?;
    assert_eq!(tab.promised::<u16>(&status).await?, 200);
    let unknown = status.replace("-1600.webp", "x-1600.webp");
    assert_eq!(tab.promised::<u16>(&unknown).await?, 0);
    Ok(())
}
