//! What a page costs its reader, held against `budgets.toml`.

use std::fs;
use std::io::Write;

use serde::Deserialize;
use support::{Case, Error, Outcome, Scene, Setting, Tab, cases};

pub fn cases() -> Vec<Case> {
    cases!("budgets";
        Setting::CHROMIUM_ONLY => [
            the_app_keeps_to_its_weight,
            the_report_keeps_to_its_weight,
            pages_keep_to_their_requests,
        ],
    )
}

/// The file, read.
#[derive(Debug, Deserialize)]
struct Budgets {
    app: Weight,
    first_trip: Weight,
    document: Weight,
    requests: Pages,
}

#[derive(Debug, Deserialize)]
struct Pages {
    front: Requests,
    report: Requests,
}

/// A weight in bytes.
#[derive(Debug, Clone, Copy, Deserialize)]
struct Weight {
    goal: Option<usize>,
    now: usize,
}

/// How many requests a page makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
struct Requests {
    to_read: usize,
    once_alive: usize,
}

fn budgets() -> Result<Budgets, Error> {
    Ok(toml::from_str(include_str!("budgets.toml"))?)
}

impl Weight {
    /// Fails both ways: a weight that was lost is not to be regained unseen.
    fn weigh(self, what: &str, bytes: usize) -> Outcome {
        let Self { goal, now } = self;
        let goal = goal.unwrap_or(usize::MAX);
        if bytes.abs_diff(now) * 20 > now {
            let way = if bytes > now { "gained" } else { "lost" };
            return Err(format!(
                "{what} {way} weight: {bytes} bytes, where tests/budgets.toml has {now}. If that \
                 is meant, write it there."
            )
            .into());
        }
        if now <= goal && bytes > goal {
            return Err(format!("{what} weighs {bytes} bytes, and had reached {goal}").into());
        }
        Ok(())
    }
}

/// The bytes left of these by Brotli at its best.
fn brotli(bytes: &[u8]) -> Result<usize, Error> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 24);
    writer.write_all(bytes)?;
    Ok(writer.into_inner().len())
}

async fn the_app_keeps_to_its_weight(scene: Scene) -> Outcome {
    let site = &scene.site;
    let mut bytes = 0;
    for ending in [".wasm", ".js"] {
        let file = site.file_ending(ending)?;
        bytes += brotli(&fs::read(site.folder().join(file.trim_start_matches('/')))?)?;
    }
    budgets()?.app.weigh("the app", bytes)
}

async fn the_report_keeps_to_its_weight(scene: Scene) -> Outcome {
    let site = &scene.site;
    let (page, _) = site.report()?;
    let file = format!("{}index.html", page.url.trim_start_matches('/'));
    let text = fs::read_to_string(site.folder().join(file))?;
    let (seen, _) = text
        // What search engines and the app read stands behind what people read.
        .split_once("<script type=\"application/")
        .ok_or("the report carries no data")?;
    let Budgets {
        first_trip,
        document,
        ..
    } = budgets()?;
    let seen = first_trip.weigh("what the report's reader sees", brotli(seen.as_bytes())?);
    let whole = document.weigh("the report's document", brotli(text.as_bytes())?);
    seen.and(whole)
}

/// What a page asks for before the app, and until the app has nothing more to ask for. Pictures that
/// may wait come before the load event or after it, as the browser likes; the app comes after it.
async fn requests(tab: &Tab, path: &str) -> Result<(Requests, Vec<String>), Error> {
    tab.open(path).await?;
    let asked: Vec<(String, bool)> = tab
        .promised(
            "new Promise((done) => setTimeout(() => {
                const { loadEventStart } = performance.getEntriesByType('navigation')[0];
                done(performance.getEntriesByType('resource')
                    // A browser asks when it likes for the icon, and for what the site would be
                    // installed with.
                    .filter(({ name }) => !/\\/icon\\.svg$|\\/manifest\\.webmanifest$|\\/icons\\//.test(name))
                    .map(({ name, startTime }) => [name, startTime < loadEventStart]));
            }, 500))",
        )
        .await?;
    let (app, read): (Vec<_>, Vec<_>) = asked
        .into_iter()
        .partition(|(name, _)| name.contains("/kiosque-app-"));
    let early = app.iter().find(|(_, early)| *early);
    assert!(
        early.is_none(),
        "{path} asks for the app before it is loaded: {early:?}"
    );
    // The document itself is no resource of its own.
    let requests = Requests {
        to_read: read.len() + 1,
        once_alive: read.len() + app.len() + 1,
    };
    Ok((
        requests,
        read.into_iter().chain(app).map(|(name, _)| name).collect(),
    ))
}

async fn pages_keep_to_their_requests(scene: Scene) -> Outcome {
    let Scene { tab, site, server } = scene;
    let Pages { front, report } = budgets()?.requests;
    for (url, budget) in [("/", front), (&site.report()?.0.url, report)] {
        let (found, asked) = requests(&tab, url).await?;
        assert_eq!(
            found, budget,
            "{url} against tests/budgets.toml: {asked:#?}"
        );
    }
    for (kind, url) in site.kinds()? {
        let (_, asked) = requests(&tab, &url).await?;
        let foreign: Vec<_> = asked
            .iter()
            .filter(|name| !name.starts_with(server.origin()))
            .collect();
        assert!(foreign.is_empty(), "{kind} asks others: {foreign:?}");
    }
    Ok(())
}
