//! The pocket edition: what one visit leaves on a device, and how soon there is text once the server
//! is gone.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::Error;
use crate::browser::{Browser, Tab};
use crate::host::Host;
use crate::table::{kilobytes, spread, table};

/// How many times slower than this machine's the processor is made.
const SLOWER: f64 = 4.0;
/// A reader's telephone, in CSS pixels.
const SCREEN: (u32, u32) = (412, 823);
/// What a worker puts by has come when nothing more did for this long.
const SETTLES: Duration = Duration::from_millis(3_000);

/// What was measured.
#[derive(Debug, Serialize)]
pub struct Pocket {
    slower: f64,
    /// What the caches hold after one visit of the front page, by their name.
    kept: BTreeMap<String, Kept>,
    runs: Vec<Run>,
}

/// What a cache holds.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Kept {
    files: u64,
    /// Of the bodies as they are stored, not compressed.
    bytes: u64,
}

/// Times in milliseconds.
#[derive(Debug, Clone, Copy, Serialize)]
struct Run {
    /// From a press on the first article of the front page to its headline in the page.
    tap: f64,
    /// From the call of that article's address to its headline: it is kept as data, and shown by
    /// the app in an empty document.
    address: f64,
    /// From the call of the front page's address to its first paint: it is kept as a document.
    document: f64,
}

/// Opens the site's front page once in a fresh browser, stops the server, and reads on.
pub fn measure(chromium: &Path, site: &Path, runs: usize) -> Result<Pocket, Error> {
    let mut kept = BTreeMap::new();
    let mut measured = Vec::new();
    for turn in 1..=runs {
        eprintln!("Pocket edition {turn}/{runs}");
        let mut browser = Browser::start(chromium)?;
        let (run, found) = run(&mut browser, site)?;
        kept = found;
        measured.push(run);
    }
    Ok(Pocket {
        slower: SLOWER,
        kept,
        runs: measured,
    })
}

const ALIVE: &str = "document.documentElement.hasAttribute('data-app')";

/// The caches' names with how many files they hold and how many bytes.
const COUNT: &str = "(async () => {
    const kept = {};
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        const answers = await cache.matchAll();
        const bodies = await Promise.all(answers.map((answer) => answer.blob()));
        kept[name] = { files: bodies.length, bytes: bodies.reduce((all, { size }) => all + size, 0) };
    }
    return kept;
})()";

fn run(browser: &mut Browser, site: &Path) -> Result<(Run, BTreeMap<String, Kept>), Error> {
    let host = Host::start(site, None)?;
    let tab = browser.open()?;
    let (width, height) = SCREEN;
    let metrics =
        json!({ "width": width, "height": height, "deviceScaleFactor": 1.75, "mobile": true });
    browser.ask_tab(&tab, "Page.enable", json!({}))?;
    browser.ask_tab(&tab, "Emulation.setDeviceMetricsOverride", metrics)?;
    let front = format!("{}/", host.origin());
    go(browser, &tab, &front)?;
    browser.until(&tab, ALIVE)?;
    browser.until(&tab, "!!navigator.serviceWorker.controller")?;
    let kept = settled(browser, &tab)?;
    // With its runtime the server, its port and its connections go.
    drop(host);
    let rate = json!({ "rate": SLOWER });
    browser.ask_tab(&tab, "Emulation.setCPUThrottlingRate", rate)?;
    let tap = browser.value(&tab, TAP)?.as_f64();
    let address = browser.value(&tab, "location.href")?;
    let address = address.as_str().unwrap_or_default();
    let shown = painted(browser, &tab, address)?;
    let document = painted(browser, &tab, &front)?;
    let (Some(tap), Some(address), Some(document)) = (tap, shown, document) else {
        return Err("without its server the site shows nothing".into());
    };
    let run = Run {
        tap,
        address,
        document,
    };
    Ok((run, kept))
}

fn go(browser: &mut Browser, tab: &Tab, url: &str) -> Result<(), Error> {
    browser.ask_tab(tab, "Page.navigate", json!({ "url": url }))?;
    Ok(())
}

/// Calls an address, and tells when its document painted its largest part. The browser notes that
/// itself, so that a look once in a while is no part of the time.
fn painted(browser: &mut Browser, tab: &Tab, url: &str) -> Result<Option<f64>, Error> {
    browser.value(tab, "window.kiosqueBefore = true")?;
    go(browser, tab, url)?;
    let there = "!window.kiosqueBefore && !!document.querySelector('main h1')";
    browser.until(tab, there)?;
    sleep(SETTLES);
    Ok(browser.value(tab, PAINTED)?.as_f64())
}

/// What the caches hold once nothing more comes.
fn settled(browser: &mut Browser, tab: &Tab) -> Result<BTreeMap<String, Kept>, Error> {
    let mut before = 0;
    loop {
        sleep(SETTLES);
        let kept: BTreeMap<String, Kept> = serde_json::from_value(browser.value(tab, COUNT)?)?;
        let files = kept.values().map(|kept| kept.files).sum();
        if files > 0 && files == before {
            return Ok(kept);
        }
        before = files;
    }
}

/// Milliseconds from a press on the front page's first article to its headline.
const TAP: &str = "new Promise((done, fail) => {
    const before = document.querySelector('main h1');
    const start = performance.now();
    const look = () => {
        const headline = document.querySelector('main h1.headline');
        if (headline && headline !== before) return done(performance.now() - start);
        if (performance.now() - start > 60000) return fail(new Error('no headline came'));
        requestAnimationFrame(look);
    };
    document.querySelector('.front .lead .summary-headline a').click();
    look();
})";

/// Milliseconds from the call of the document's address until something with the headline was
/// painted: the largest paint there was, which is never before the headline's.
const PAINTED: &str = "new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
        .observe({ type: 'largest-contentful-paint', buffered: true });
})";

impl Pocket {
    /// Least, median and most of a time.
    fn spread(&self, time: impl Fn(&Run) -> f64) -> String {
        spread(self.runs.iter().map(time))
    }
}

impl fmt::Display for Pocket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = |name: &str, kept: Kept| {
            let figures = [kept.files.to_string(), kilobytes(kept.bytes)];
            let words = std::iter::once(name.to_owned()).chain(figures);
            words.collect::<Vec<_>>()
        };
        let mut rows: Vec<_> = self
            .kept
            .iter()
            .map(|(name, kept)| row(name, *kept))
            .collect();
        let all = self.kept.values().fold(Kept::default(), |all, kept| Kept {
            files: all.files + kept.files,
            bytes: all.bytes + kept.bytes,
        });
        rows.push(row("in all", all));
        f.write_str(&table(
            "Stored after one visit of the front page",
            &["cache", "files", "bytes"],
            &rows,
        ))?;
        let rows: Vec<_> = [
            ("link to an article", self.spread(|run| run.tap)),
            ("address of that article", self.spread(|run| run.address)),
            ("address of the front page", self.spread(|run| run.document)),
        ]
        .map(|(name, times)| vec![name.to_owned(), times])
        .into();
        let title = format!("Without a server, a processor {} times slower", self.slower);
        f.write_str(&table(
            &title,
            &["to text, least / median / most", "ms"],
            &rows,
        ))
    }
}
