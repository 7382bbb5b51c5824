//! A new version of the app and its worker: it installs beside the old one, and waits.

use serde_json::json;
use support::{ARTICLE, Case, Error, Newsroom, Outcome, Rule, Scene, Server, Setting, Tab, cases};

use super::{ASSETS, PAGES, date_of_copy, until_controlled, until_put_by, until_stored};

pub fn cases() -> Vec<Case> {
    cases!("pocket";
        Setting::EVERYWHERE => [
            a_new_version_waits_for_a_half_written_comment,
            a_reader_comes_back_two_versions_later,
            a_worker_of_another_make_is_replaced,
            a_version_that_lost_a_file_is_not_installed,
        ]
    )
}

const WITH_COMMENTS: &str = "[comments]\ndriver = \"isso\"\nurl = \"/isso\"\n";
const OTHER: &str = "/ville/la-gare/";
const SECOND: &str = "bbbbbbbbbbbbbbbb";
const THIRD: &str = "cccccccccccccccc";

/// Not a worker's state: WebKit's page does not learn of one that changes while it is loaded.
const NONE_WAITS: &str =
    "navigator.serviceWorker.getRegistration().then(({ waiting }) => waiting === null)";
/// The notice that a newer version is there, with its button.
const OFFERED: &str = "document.querySelector('.notice-bar [data-act=update]') !== null";

/// A newsroom with two articles, printed and served with its worker.
async fn newsroom(scene: &Scene) -> Result<(Newsroom, Server), Error> {
    let newsroom = Newsroom::make(scene.site.bundle(), WITH_COMMENTS, "")?;
    newsroom.write("la-gare", "La gare", "", "La gare a fermé ce soir.")?;
    let server = newsroom.print().await?;
    server.offer_worker();
    Ok((newsroom, server))
}

/// Comes for the first time, and waits until everything is put by.
async fn visit(tab: &Tab, server: &Server, path: &str) -> Outcome {
    tab.load(&format!("{}{path}", server.origin())).await?;
    tab.until_page(path).await?;
    until_put_by(tab, &[]).await
}

/// Prints another version of the app, in place of what is served.
fn print_with(newsroom: &mut Newsroom, server: &Server, hash: &str) -> Outcome {
    newsroom.another_app(hash)?;
    newsroom.print_once()?;
    server.read_headers_again()
}

/// Has the browser look for another worker, as it does by itself at a navigation or once a day, and
/// waits until that one is installed.
async fn until_waiting(tab: &Tab) -> Outcome {
    tab.promised::<bool>(
        "navigator.serviceWorker.getRegistration()
            .then((registration) => registration.update()).then(() => true)",
    )
    .await?;
    tab.until_promised(
        "a worker that waits",
        "navigator.serviceWorker.getRegistration()
            .then((registration) => registration.waiting !== null)",
    )
    .await
}

/// What stands in the names of the app's files that this document names.
async fn app_of(tab: &Tab) -> Result<String, Error> {
    tab.eval("document.documentElement.innerHTML.match(/kiosque-app-([0-9a-f]+)\\.js/)[1]")
        .await
}

async fn a_new_version_waits_for_a_half_written_comment(scene: Scene) -> Outcome {
    const WORDS: &str = "J’y étais ce matin, et je vous assure que";
    let (mut newsroom, server) = newsroom(&scene).await?;
    let tab = scene.tab;
    visit(&tab, &server, ARTICLE).await?;
    let first = app_of(&tab).await?;
    tab.bring(".discussion h2").await?;
    tab.until(
        "the form",
        "document.querySelector('.comment-form[novalidate] [name=comment]') !== null",
    )
    .await?;
    tab.run(&format!(
        "const field = document.querySelector('.comment-form [name=comment]');
         field.focus();
         field.value = {};
         field.dispatchEvent(new Event('input', {{ bubbles: true }}));",
        json!(WORDS)
    ))
    .await?;

    let loads = server.count(ARTICLE);
    print_with(&mut newsroom, &server, SECOND)?;
    until_waiting(&tab).await?;
    // The reader writes: it is said, and nothing offers to take the page from them.
    tab.until(
        "the notice",
        "document.querySelector('.notice-bar[data-shown]') !== null",
    )
    .await?;
    assert_eq!(tab.count("[data-act=update]").await?, 0);
    assert_eq!(app_of(&tab).await?, first);
    assert_eq!(server.count(ARTICLE), loads, "the page was loaded again");

    tab.run("document.querySelector('.comment-form [name=comment]').blur();")
        .await?;
    tab.until("the offer", OFFERED).await?;
    tab.click(".notice-bar [data-act=update]").await?;
    tab.until(
        "the new version",
        &format!("document.documentElement.innerHTML.includes('kiosque-app-{SECOND}.js')"),
    )
    .await?;
    tab.until_page(ARTICLE).await?;
    tab.bring(".discussion h2").await?;
    tab.until(
        "the half-written comment",
        &format!(
            "document.querySelector('.comment-form [name=comment]').value === {}",
            json!(WORDS)
        ),
    )
    .await?;
    // Once is enough, and nothing waits any more.
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    assert_eq!(server.count(ARTICLE), loads + 1, "not loaded again once");
    tab.until_promised("no worker that waits", NONE_WAITS)
        .await?;
    assert_eq!(tab.count(".notice-bar[data-shown]").await?, 0);
    Ok(())
}

async fn a_reader_comes_back_two_versions_later(scene: Scene) -> Outcome {
    let (mut newsroom, server) = newsroom(&scene).await?;
    let tab = scene.tab;
    let at = |path: &str| format!("{}{path}", server.origin());
    visit(&tab, &server, "/").await?;
    tab.load(&at(OTHER)).await?;
    tab.until_page(OTHER).await?;
    until_stored(&tab, PAGES, OTHER).await?;
    let first = app_of(&tab).await?;

    // The reader sees nothing of the second version.
    print_with(&mut newsroom, &server, SECOND)?;
    print_with(&mut newsroom, &server, THIRD)?;
    tab.load(&at(ARTICLE)).await?;
    tab.until_page(ARTICLE).await?;
    assert_eq!(app_of(&tab).await?, THIRD);
    until_waiting(&tab).await?;
    tab.until("the offer", OFFERED).await?;
    tab.click(".notice-bar [data-act=update]").await?;
    tab.until_promised("the new worker", NONE_WAITS).await?;
    tab.until_page(ARTICLE).await?;
    until_stored(&tab, ASSETS, &format!("/kiosque-app-{THIRD}.js")).await?;

    // What is still stored of the first version has its own app.
    server.stop().await?;
    tab.load(&at(OTHER)).await?;
    tab.until_page(OTHER).await?;
    assert_eq!(app_of(&tab).await?, first);
    assert!(date_of_copy(&tab).await?.is_some());
    tab.load(&at("/")).await?;
    tab.until_page("/").await?;
    Ok(())
}

/// What a site had before: it answers everything from a cache, for ever.
const ANCIENT: &str = "
    addEventListener('install', (event) => {
        skipWaiting();
        event.waitUntil(Promise.all(['kiosque-shell-v1', 'kiosque-v1'].map(async (name) =>
            (await caches.open(name)).put('/', new Response('<h1>Ancien</h1>',
                { headers: { 'content-type': 'text/html' } })))));
    });
    addEventListener('activate', (event) => event.waitUntil(clients.claim()));
    addEventListener('fetch', (event) => {
        if (event.request.mode === 'navigate') event.respondWith(
            caches.match(event.request).then((copy) => copy || fetch(event.request)));
    });";

async fn a_worker_of_another_make_is_replaced(scene: Scene) -> Outcome {
    let Scene { tab, server, .. } = scene;
    server.offer_worker();
    server.rule(
        "/sw.js",
        Rule::Answer {
            status: 200,
            kind: "text/javascript",
            body: ANCIENT.to_owned(),
        },
    );
    tab.open("/").await?;
    until_controlled(&tab).await?;
    tab.promised::<bool>("caches.open('autre').then(() => true)")
        .await?;
    tab.load("/").await?;
    assert_eq!(tab.text("h1").await?, "Ancien");

    server.behave();
    until_waiting(&tab).await?;
    tab.run(
        "navigator.serviceWorker.getRegistration()
            .then(({ waiting }) => waiting.postMessage({ ask: 'take over' }));",
    )
    .await?;
    tab.until_promised(
        "the end of what the old worker kept",
        "caches.keys().then((names) => names.includes('autre')
            && !names.includes('kiosque-v1') && !names.includes('kiosque-shell-v1'))",
    )
    .await?;
    tab.open("/").await?;
    until_put_by(&tab, &[]).await
}

async fn a_version_that_lost_a_file_is_not_installed(scene: Scene) -> Outcome {
    let (mut newsroom, server) = newsroom(&scene).await?;
    let tab = scene.tab;
    let at = |path: &str| format!("{}{path}", server.origin());
    visit(&tab, &server, "/").await?;

    print_with(&mut newsroom, &server, SECOND)?;
    let program = format!("/kiosque-app-{SECOND}_bg.wasm");
    // As hosts answer that have one page for every address.
    server.rule(
        &program,
        Rule::Html("<!doctype html><h1>Accueil</h1>".into()),
    );
    let refused = "navigator.serviceWorker.getRegistration().then(async (registration) => {
        await registration.update();
        const worker = registration.installing ?? registration.waiting;
        if (worker && worker.state === 'installing') await new Promise((done) =>
            worker.addEventListener('statechange', done, { once: true }));
        return registration.waiting === null && registration.active.state === 'activated';
    })";
    tab.until_promised("the new version to be refused", refused)
        .await?;
    assert!(server.count(&program) > 0, "nothing was installed at all");
    // The page is read all the same, without the app that is not there.
    tab.load(&at(ARTICLE)).await?;
    tab.until_printed(ARTICLE).await?;
    until_stored(&tab, PAGES, ARTICLE).await?;

    // Once the site is whole, so is the version.
    server.behave();
    until_waiting(&tab).await?;
    tab.load(&at(ARTICLE)).await?;
    tab.until_page(ARTICLE).await?;
    assert_eq!(app_of(&tab).await?, SECOND);
    Ok(())
}
