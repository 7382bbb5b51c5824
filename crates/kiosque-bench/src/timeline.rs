//! A long timeline on a slow processor: what it keeps the main thread busy with, task by task.

mod newsroom;
mod trace;

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};

use crate::Error;
use crate::browser::{Browser, Tab};
use crate::host::Host;
use crate::table::{spread, table};
use crate::{lighthouse, measured};
use trace::Task;

const POSTS: usize = 200;
/// How many times slower than this machine's the processor is made.
const SLOWER: f64 = 4.0;
/// Tasks from here on are long, in milliseconds (W3C, Long Tasks API).
const LONG: f64 = 50.0;
/// A reader's telephone, in CSS pixels.
const SCREEN: (u32, u32) = (412, 823);
/// Lighthouse's slow 4G as the browser itself applies it: milliseconds before an answer, bytes by
/// second.
const NETWORK: (f64, f64) = (562.5, 184_320.0);
/// What is still to come after a page is there comes within this time.
const SETTLES: Duration = Duration::from_millis(2_500);

/// What prints and shows the timeline.
#[derive(Debug, Clone, Copy)]
pub struct Tools<'a> {
    /// The `kiosque` command.
    pub kiosque: &'a Path,
    /// The app's bundle.
    pub bundle: &'a Path,
    /// The browser.
    pub chromium: &'a Path,
    /// Runs of each case, in turns.
    pub runs: usize,
}

/// What was measured.
#[derive(Debug, Serialize)]
pub struct Timeline {
    posts: usize,
    slower: f64,
    /// Load average of the machine before the first run and after the last, where it tells.
    load: [Option<f64>; 2],
    cases: Vec<Measured>,
}

/// One way to the timeline, several times.
#[derive(Debug, Serialize)]
struct Measured {
    case: Case,
    runs: Vec<Run>,
}

/// A way to the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
enum Case {
    /// A page with few posts, over a telephone's network: what is not the timeline's doing.
    Short,
    /// The printed page over a telephone's network, without the app and any other script.
    WithoutScripts,
    /// The printed page over a telephone's network.
    Loaded,
    /// The printed page as fast as this machine sends it to itself, without any script.
    AtOnceWithoutScripts,
    /// The printed page as fast as this machine sends it to itself: as a page that was kept comes.
    AtOnce,
    /// A link on the front page.
    Followed,
    /// Back to the middle of the timeline, from the front page.
    Returned,
}

impl Case {
    const ALL: [Self; 7] = [
        Self::Short,
        Self::WithoutScripts,
        Self::Loaded,
        Self::AtOnceWithoutScripts,
        Self::AtOnce,
        Self::Followed,
        Self::Returned,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Short => "4 posts, loaded, slow 4G",
            Self::WithoutScripts => "loaded, slow 4G, no script",
            Self::Loaded => "loaded, slow 4G",
            Self::AtOnceWithoutScripts => "loaded at once, no script",
            Self::AtOnce => "loaded at once",
            Self::Followed => "link from the front page",
            Self::Returned => "back, to its middle",
        }
    }

    fn is_scripted(self) -> bool {
        !matches!(self, Self::WithoutScripts | Self::AtOnceWithoutScripts)
    }

    fn is_over_network(self) -> bool {
        matches!(self, Self::Short | Self::WithoutScripts | Self::Loaded)
    }

    fn permalink(self) -> &'static str {
        match self {
            Self::Short => newsroom::SHORT,
            _ => newsroom::LONG,
        }
    }
}

/// One run; times in milliseconds.
#[derive(Debug, Clone, Serialize)]
struct Run {
    /// What the page itself was told of (`PerformanceObserver`): start and duration.
    observed: Vec<(f64, f64)>,
    /// What the observed tasks took beyond [`LONG`].
    blocking: f64,
    /// Layout shifts without a reader's input just before, summed.
    shift: f64,
    /// Tasks of the trace from 25 ms on, longest first. The page is told only of those in which
    /// its scripts or its style were at work; these are all.
    tasks: Vec<Task>,
}

impl Run {
    /// Tasks but the parser's.
    fn own(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(|task| !task.is_parsing())
    }

    fn longest(&self) -> Task {
        self.own().next().cloned().unwrap_or_default()
    }

    /// The parser's slices, together.
    fn parsing(&self) -> f64 {
        let slices = self.tasks.iter().filter(|task| task.is_parsing());
        slices.map(|task| task.cpu).sum()
    }

    /// How many tasks were long by a measure.
    fn long(&self, measure: fn(&Task) -> f64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a few tasks")]
        let count = self
            .tasks
            .iter()
            .filter(|task| measure(task) > LONG)
            .count() as f64;
        count
    }

    fn longest_cpu(&self) -> f64 {
        self.own().map(|task| task.cpu).fold(0.0, f64::max)
    }
}

/// Generates a newsroom below `work`, prints it, and opens its timeline in every way.
pub fn measure(tools: &Tools<'_>, work: &Path) -> Result<Timeline, Error> {
    let folder = tempfile::Builder::new()
        .prefix("timeline-")
        .tempdir_in(work)
        .map_err(|error| format!("cannot make a folder in {}: {error}", work.display()))?;
    let (content, site) = (folder.path().join("content"), folder.path().join("site"));
    let bare = folder.path().join("bare");
    newsroom::write(&content, POSTS)?;
    eprintln!("Printing a timeline of {POSTS} posts");
    let mut command = Command::new(tools.kiosque);
    command.arg("build").arg("--content").arg(&content);
    command.arg("--app").arg(tools.bundle);
    command.arg("--out").arg(&site);
    command.arg("--cache").arg(folder.path().join("cache"));
    measured::run(&mut command)?;
    lighthouse::strip(&site, &bare, newsroom::LONG)?;
    let (with, without) = (Host::start(&site, None)?, Host::start(&site, Some(&bare))?);
    let before = load();
    let mut cases = Case::ALL.map(|case| (case, Vec::new()));
    for turn in 1..=tools.runs {
        for (case, runs) in &mut cases {
            eprintln!("Timeline {turn}/{}: {}", tools.runs, case.name());
            let host = if case.is_scripted() { &with } else { &without };
            let mut browser = Browser::start(tools.chromium)?;
            runs.push(run(&mut browser, host.origin(), *case)?);
        }
    }
    Ok(Timeline {
        posts: POSTS,
        slower: SLOWER,
        load: [before, load()],
        cases: cases
            .into_iter()
            .map(|(case, runs)| Measured { case, runs })
            .collect(),
    })
}

/// Load average of the last minute.
fn load() -> Option<f64> {
    let told = fs::read_to_string("/proc/loadavg").ok()?;
    told.split(' ').next()?.parse().ok()
}

/// Gathers what the browser tells of the page, from the first script on.
const OBSERVE: &str = "
    window.kiosqueTasks = [];
    window.kiosqueShift = 0;
    new PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries()) {
            window.kiosqueTasks.push([startTime, duration]);
        }
    }).observe({ type: 'longtask', buffered: true });
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
            if (!entry.hadRecentInput) window.kiosqueShift += entry.value;
        }
    }).observe({ type: 'layout-shift', buffered: true });";

fn run(browser: &mut Browser, origin: &str, case: Case) -> Result<Run, Error> {
    let tab = browser.open()?;
    let (width, height) = SCREEN;
    for (method, what) in [
        ("Page.enable", json!({})),
        (
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1.75, "mobile": true }),
        ),
        (
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": OBSERVE }),
        ),
    ] {
        browser.ask_tab(&tab, method, what)?;
    }
    let page = |permalink: &str| json!({ "url": format!("{origin}{permalink}") });
    // A reader's browser has drawn letters before: fonts are found once for all pages.
    browser.ask_tab(&tab, "Page.navigate", page("/"))?;
    browser.until(&tab, ALIVE)?;
    sleep(SETTLES);
    match case {
        Case::Followed => {
            begin(browser, &tab)?;
            click(browser, &tab, LINK)?;
            browser.until(&tab, &all_there())?;
        }
        Case::Returned => {
            browser.ask_tab(&tab, "Page.navigate", page(newsroom::LONG))?;
            browser.until(&tab, &format!("{ALIVE} && {}", all_there()))?;
            let middle = format!(
                "document.querySelectorAll('.timeline-entry')[{}].scrollIntoView()",
                POSTS / 2
            );
            browser.value(&tab, &middle)?;
            sleep(SETTLES);
            click(browser, &tab, ".masthead a")?;
            browser.until(&tab, "!!document.querySelector('.front')")?;
            sleep(SETTLES);
            begin(browser, &tab)?;
            browser.value(&tab, "history.back()")?;
            browser.until(&tab, &all_there())?;
        }
        _ => {
            if case.is_over_network() {
                let (latency, down) = NETWORK;
                let network = json!({ "offline": false, "latency": latency,
                    "downloadThroughput": down, "uploadThroughput": down });
                browser.ask_tab(&tab, "Network.enable", json!({}))?;
                browser.ask_tab(&tab, "Network.emulateNetworkConditions", network)?;
            }
            begin(browser, &tab)?;
            browser.ask_tab(&tab, "Page.navigate", page(case.permalink()))?;
            let there = format!("location.pathname === {}", json!(case.permalink()));
            let loaded = format!("{there} && document.readyState === 'complete'");
            browser.until(&tab, &loaded)?;
            if case.is_scripted() {
                browser.until(&tab, ALIVE)?;
            }
        }
    }
    sleep(SETTLES);
    end(browser, &tab, origin)
}

const LINK: &str = ".front .lead .summary-headline a";
const ALIVE: &str = "document.documentElement.hasAttribute('data-app')";

fn all_there() -> String {
    format!("document.querySelectorAll('.timeline-entry').length === {POSTS}")
}

/// Presses the mouse on a link, after it has come over it as a hand brings it.
fn click(browser: &mut Browser, tab: &Tab, selector: &str) -> Result<(), Error> {
    let place = format!(
        "(() => {{ const link = document.querySelector({});
            link.scrollIntoView({{ block: 'center' }});
            const {{ x, y, width, height }} = link.getBoundingClientRect();
            return [x + Math.min(width, 60) / 2, y + Math.min(height, 20) / 2]; }})()",
        json!(selector)
    );
    let place = browser.value(tab, &place)?;
    for (kind, pause) in [
        ("mouseMoved", 400),
        ("mousePressed", 80),
        ("mouseReleased", 0),
    ] {
        let what = json!({ "type": kind, "x": place[0], "y": place[1], "button":
            if kind == "mouseMoved" { "none" } else { "left" }, "clickCount": 1 });
        browser.ask_tab(tab, "Input.dispatchMouseEvent", what)?;
        sleep(Duration::from_millis(pause));
    }
    Ok(())
}

/// From here on the processor is slow, and what it does is noted.
fn begin(browser: &mut Browser, tab: &Tab) -> Result<(), Error> {
    browser.value(tab, "window.kiosqueTasks = []")?;
    browser.ask_tab(
        tab,
        "Emulation.setCPUThrottlingRate",
        json!({ "rate": SLOWER }),
    )?;
    let traced = json!({ "traceConfig": { "includedCategories": trace::CATEGORIES } });
    browser.ask("Tracing.start", traced)?;
    Ok(())
}

fn end(browser: &mut Browser, tab: &Tab, origin: &str) -> Result<Run, Error> {
    let observed = browser.value(tab, "window.kiosqueTasks")?;
    let observed: Vec<(f64, f64)> = serde_json::from_value(observed)?;
    let shift = browser.value(tab, "window.kiosqueShift")?;
    let mut tasks = trace::tasks(browser.trace()?, origin);
    if tasks.is_empty() {
        return Err("the browser's trace has no task of the page".into());
    }
    tasks.retain(|task| task.wall >= LONG / 2.0);
    tasks.sort_by(|a, b| b.wall.total_cmp(&a.wall));
    Ok(Run {
        blocking: observed.iter().map(|(_, took)| took - LONG).sum(),
        shift: Value::as_f64(&shift).unwrap_or_default(),
        observed,
        tasks,
    })
}

impl Measured {
    /// Least, median and most of a figure.
    fn spread(&self, figure: impl Fn(&Run) -> f64) -> String {
        spread(self.runs.iter().map(figure))
    }

    /// Where the longest task of the run with the median longest comes from.
    fn origin(&self) -> String {
        let mut longest: Vec<Task> = self.runs.iter().map(Run::longest).collect();
        longest.sort_by(|a, b| a.wall.total_cmp(&b.wall));
        let middle = longest.len().saturating_sub(1) / 2;
        let Some(task) = longest.get(middle) else {
            return String::new();
        };
        let mut kinds: Vec<_> = task.kinds.iter().filter(|(_, ms)| **ms >= 1.0).collect();
        kinds.sort_by(|a, b| b.1.total_cmp(a.1));
        let parts: Vec<_> = kinds
            .iter()
            .map(|(kind, ms)| format!("{kind} {ms:.0}"))
            .collect();
        parts.join(", ")
    }
}

impl fmt::Display for Timeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: Vec<_> = self
            .cases
            .iter()
            .map(|measured| {
                #[expect(clippy::cast_precision_loss, reason = "a few tasks")]
                let told = |run: &Run| run.observed.len() as f64;
                vec![
                    measured.case.name().to_owned(),
                    measured.spread(told),
                    measured.spread(|run| run.long(|task| task.wall)),
                    measured.spread(|run| run.long(|task| task.cpu)),
                    measured.spread(|run| run.longest().wall),
                    measured.spread(Run::longest_cpu),
                    measured.spread(|run| run.blocking),
                    measured.spread(Run::parsing),
                    measured.spread(|run| run.shift * 1000.0),
                    measured.origin(),
                ]
            })
            .collect();
        let head = [
            "least / median / most",
            "long, told",
            "long",
            "long by CPU",
            "longest, ms",
            "by CPU, ms",
            "blocking, ms",
            "parsing, CPU ms",
            "shift, ‰",
            "the longest is",
        ];
        let load = self
            .load
            .map(|load| load.map_or_else(|| "unknown".to_owned(), |load| format!("{load:.1}")));
        let title = format!(
            "{} posts, a processor {} times slower, load average {} before, {} after",
            self.posts, self.slower, load[0], load[1]
        );
        f.write_str(&table(&title, &head, &rows))
    }
}
