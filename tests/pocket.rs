//! The pocket edition's worker: what was read or kept is there while the server is down, a new version
//! waits, the site is better off with any fault of the worker than with a dead page.

mod called_back;
mod reading;
mod saving;
mod versions;
mod worst;

use serde_json::{Value, json};
use support::{Case, Error, Outcome, Scene, Tab};

pub fn cases() -> Vec<Case> {
    reading::cases()
        .into_iter()
        .chain(saving::cases())
        .chain(versions::cases())
        .chain(worst::cases())
        .chain(called_back::cases())
        .collect()
}

const PAGES: &str = "kiosque-pages";
const MEDIA: &str = "kiosque-media";
const ASSETS: &str = "kiosque-assets";
const SAVED: &str = "kiosque-saved";

/// Comes to a site that has a worker for the first time, and waits until the worker answers for the
/// page and has put by what it puts by.
async fn first_visit(scene: &Scene, path: &str) -> Outcome {
    scene.server.offer_worker();
    scene.tab.open(path).await?;
    until_put_by(&scene.tab, &[]).await
}

/// Waits until a worker answers for the page.
async fn until_controlled(tab: &Tab) -> Outcome {
    tab.until("a worker", "navigator.serviceWorker.controller !== null")
        .await
}

/// Waits until everything that `pocket.json` names is stored, these addresses left out.
async fn until_put_by(tab: &Tab, left_out: &[&str]) -> Outcome {
    until_controlled(tab).await?;
    let all = format!(
        "(async () => {{
            const leftOut = {};
            const stored = async (url) => leftOut.includes(url)
                || await caches.match(url) !== undefined;
            const list = await (await fetch('/pocket.json')).json();
            for (const {{ url, media = [] }} of [...list.documents, ...list.pages]) {{
                if (!await stored(url)) return false;
                for (const file of media) if (!await stored(file)) return false;
            }}
            return true;
        }})()",
        json!(left_out)
    );
    tab.until_promised("what is put by", &all).await
}

/// What the worker answers to a question.
async fn ask(tab: &Tab, question: Value) -> Result<Value, Error> {
    tab.promised(&format!(
        "new Promise((done) => {{
            const channel = new MessageChannel();
            channel.port1.onmessage = (event) => done(event.data);
            navigator.serviceWorker.controller.postMessage({question}, [channel.port2]);
        }})"
    ))
    .await
}

/// Paths of what a cache holds, in order. It makes no cache that is not there.
async fn stored(tab: &Tab, room: &str) -> Result<Vec<String>, Error> {
    tab.promised(&format!(
        "(async () => {{
            if (!await caches.has({room})) return [];
            const requests = await (await caches.open({room})).keys();
            return requests.map(({{ url }}) => new URL(url).pathname).sort();
        }})()",
        room = json!(room)
    ))
    .await
}

/// Waits until a cache holds a path.
async fn until_stored(tab: &Tab, room: &str, path: &str) -> Outcome {
    let is_stored = format!(
        "caches.match({}, {{ cacheName: {} }}).then((copy) => copy !== undefined)",
        json!(path),
        json!(room)
    );
    tab.until_promised(&format!("{path} in {room}"), &is_stored)
        .await
}

/// Removes paths from a cache.
async fn lose(tab: &Tab, room: &str, paths: &[&str]) -> Outcome {
    tab.promised(&format!(
        "(async () => {{
            const cache = await caches.open({});
            for (const path of {}) await cache.delete(path);
            return null;
        }})()",
        json!(room),
        json!(paths)
    ))
    .await
}

/// When the document shown came from the network, where it came from the device.
async fn date_of_copy(tab: &Tab) -> Result<Option<String>, Error> {
    tab.attribute("html", "data-stored").await
}

/// Goes to a page by a link that the app follows; the link stands in no particular place.
async fn follow_link(tab: &Tab, path: &str) -> Outcome {
    tab.run(&format!(
        "const link = document.createElement('a');
         link.href = {};
         link.textContent = 'lien';
         document.querySelector('main').prepend(link);
         link.click();
         link.remove();",
        json!(path)
    ))
    .await
}

/// The articles that the worker puts by for everyone, newest first: their permalinks.
async fn put_by(tab: &Tab) -> Result<Vec<String>, Error> {
    tab.promised(
        "fetch('/pocket.json').then((answer) => answer.json()).then(({ pages }) => pages
            .filter(({ media }) => media.length > 0)
            .map(({ url }) => url.replace('page.json', ''))
            .filter((url) => url !== '/'))",
    )
    .await
}

/// Whether all pictures of the page can be shown. Those that wait for their reader are fetched.
const ALL_SHOWN: &str = "
    Promise.all([...document.querySelectorAll('main img')].map(async (picture) => {
        picture.loading = 'eager';
        try { await picture.decode(); } catch { return picture.currentSrc || picture.src; }
        return picture.naturalWidth > 0 ? null : picture.src;
    })).then((missing) => missing.filter((source) => source !== null))";

/// Fails where a picture of the page is not shown, or there is none.
async fn all_shown(tab: &Tab, at_least: usize) -> Outcome {
    // A long page is made piece by piece.
    let enough = format!("document.querySelectorAll('main img').length >= {at_least}");
    tab.until(&format!("{at_least} pictures"), &enough).await?;
    let count = tab.count("main img").await?;
    let missing: Vec<String> = tab.promised(ALL_SHOWN).await?;
    assert_eq!(missing, Vec::<String>::new(), "not shown, of {count}");
    Ok(())
}
