//! Page loads as Lighthouse simulates a phone's, with the app and without any script.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use lol_html::{RewriteStrSettings, element, rewrite_str};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::host::Host;
use crate::table::{kilobytes, table};
use crate::{browser, measured, site};

/// Runs of each page; what is told is the median.
const RUNS: usize = 3;

/// Brotli's quality for pages, as the press has it.
const PAGE_BROTLI: i32 = 6;

/// The programs that measure.
#[derive(Debug, Clone, Copy)]
pub struct Tools<'a> {
    /// Lighthouse's command.
    pub lighthouse: &'a Path,
    /// The browser, where Lighthouse is not left to find one.
    pub chromium: Option<&'a Path>,
}

/// How a page loads.
#[derive(Debug, Serialize)]
pub struct Load {
    page: &'static str,
    /// Whether the page was served as it is, or without any script.
    scripts: bool,
    runs: Vec<Run>,
    median: Figures,
}

/// One run: its figures and what was fetched.
#[derive(Debug, Clone, Serialize)]
struct Run {
    #[serde(flatten)]
    figures: Figures,
    requests: usize,
    /// Bytes on the wire by Lighthouse's own kinds, headers included.
    transferred: BTreeMap<String, u64>,
}

/// Lighthouse's figures: milliseconds, but layout shift, and the score from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct Figures {
    first_contentful_paint: f64,
    largest_contentful_paint: f64,
    total_blocking_time: f64,
    cumulative_layout_shift: f64,
    speed_index: f64,
    score: f64,
}

/// Loads the front page and the report, with scripts and without, in turns.
pub fn measure(tools: &Tools<'_>, folder: &Path) -> Result<Vec<Load>, Error> {
    let report = site::report(folder)?;
    let bare = tempfile::tempdir()?;
    for permalink in ["/", &report] {
        strip(folder, bare.path(), permalink)?;
    }
    let (with, without) = (
        Host::start(folder, None)?,
        Host::start(folder, Some(bare.path()))?,
    );
    let mut loads = Vec::new();
    for (page, permalink) in [("front page", "/"), ("report", report.as_str())] {
        for (scripts, host) in [(true, &with), (false, &without)] {
            let address = format!("{}{permalink}", host.origin());
            loads.push((page, scripts, address, Vec::new()));
        }
    }
    for turn in 1..=RUNS {
        for (page, scripts, address, runs) in &mut loads {
            let how = if *scripts { "" } else { ", without scripts" };
            eprintln!("Lighthouse {turn}/{RUNS}: {page}{how}");
            runs.push(load(tools, address)?);
        }
    }
    let loads = loads.into_iter().map(|(page, scripts, _, runs)| Load {
        page,
        scripts,
        median: median(&runs),
        runs,
    });
    Ok(loads.collect())
}

/// Writes a page without its scripts, and its compressed copy, below another folder.
pub fn strip(folder: &Path, bare: &Path, permalink: &str) -> Result<(), Error> {
    let path = format!("{}index.html", permalink.trim_start_matches('/'));
    let html = without_scripts(&fs::read_to_string(folder.join(&path))?)?;
    let place = bare.join(&path);
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(&place, &html)?;
    let params = brotli::enc::BrotliEncoderParams {
        quality: PAGE_BROTLI,
        ..Default::default()
    };
    let mut copy = Vec::new();
    brotli::BrotliCompress(&mut html.as_bytes(), &mut copy, &params)?;
    fs::write(site::with_suffix(&place, ".br"), copy)?;
    Ok(())
}

/// The page without scripts, without the app's data, without what is fetched ahead for them.
/// Structured data stays: it is for search engines.
fn without_scripts(html: &str) -> Result<String, Error> {
    let scripts = element!("script", |script| {
        if script.get_attribute("type").as_deref() != Some("application/ld+json") {
            script.remove();
        }
        Ok(())
    });
    let ahead = element!(
        "link[rel=modulepreload], link[rel=preload][as=script], link[rel=preload][as=fetch]",
        |link| {
            link.remove();
            Ok(())
        }
    );
    let settings = RewriteStrSettings {
        element_content_handlers: vec![scripts, ahead],
        ..RewriteStrSettings::new()
    };
    rewrite_str(html, settings).map_err(|error| format!("a page cannot be read: {error}").into())
}

fn load(tools: &Tools<'_>, address: &str) -> Result<Run, Error> {
    let mut command = Command::new(tools.lighthouse);
    command
        .arg(address)
        .args(["--output=json", "--only-categories=performance", "--quiet"])
        .args(["--no-enable-error-reporting", "--form-factor=mobile"])
        .arg(format!("--chrome-flags={}", browser::QUIET.join(" ")));
    if let Some(chromium) = tools.chromium {
        command.env("CHROME_PATH", chromium);
    }
    let (_, said) = measured::run(&mut command)?;
    read(&said)
}

/// What is read of Lighthouse's report.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    categories: Categories,
    audits: BTreeMap<String, Audit>,
    runtime_error: Option<RuntimeError>,
}

#[derive(Debug, Deserialize)]
struct RuntimeError {
    message: String,
}

#[derive(Debug, Deserialize)]
struct Categories {
    performance: Category,
}

#[derive(Debug, Deserialize)]
struct Category {
    score: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Audit {
    numeric_value: Option<f64>,
    #[serde(default)]
    details: serde_json::Value,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fetched {
    url: String,
    #[serde(default)]
    resource_type: String,
    #[serde(default)]
    transfer_size: f64,
}

fn read(report: &str) -> Result<Run, Error> {
    let report: Report = serde_json::from_str(report)
        .map_err(|error| format!("Lighthouse's report cannot be read: {error}"))?;
    if let Some(error) = report.runtime_error {
        return Err(format!("Lighthouse could not load the page: {}", error.message).into());
    }
    let figure = |name: &str| {
        let audit = report.audits.get(name);
        audit
            .and_then(|audit| audit.numeric_value)
            .ok_or_else(|| format!("Lighthouse's report has no {name}"))
    };
    let fetched = report.audits.get("network-requests").map(|audit| {
        let items = audit.details.get("items").cloned().unwrap_or_default();
        serde_json::from_value::<Vec<Fetched>>(items).unwrap_or_default()
    });
    let (mut requests, mut transferred) = (0, BTreeMap::<_, u64>::new());
    for item in fetched.unwrap_or_default() {
        if !item.url.starts_with("http") {
            continue;
        }
        requests += 1;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "JSON has no other numbers; sizes are whole"
        )]
        let size = item.transfer_size.max(0.0) as u64;
        *transferred.entry(item.resource_type).or_default() += size;
    }
    Ok(Run {
        figures: Figures {
            first_contentful_paint: figure("first-contentful-paint")?,
            largest_contentful_paint: figure("largest-contentful-paint")?,
            total_blocking_time: figure("total-blocking-time")?,
            cumulative_layout_shift: figure("cumulative-layout-shift")?,
            speed_index: figure("speed-index")?,
            score: report.categories.performance.score.unwrap_or_default(),
        },
        requests,
        transferred,
    })
}

/// The median of each figure by itself.
fn median(runs: &[Run]) -> Figures {
    let of = |figure: fn(&Figures) -> f64| {
        let mut values: Vec<_> = runs.iter().map(|run| figure(&run.figures)).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or_default()
    };
    Figures {
        first_contentful_paint: of(|it| it.first_contentful_paint),
        largest_contentful_paint: of(|it| it.largest_contentful_paint),
        total_blocking_time: of(|it| it.total_blocking_time),
        cumulative_layout_shift: of(|it| it.cumulative_layout_shift),
        speed_index: of(|it| it.speed_index),
        score: of(|it| it.score),
    }
}

/// The medians in columns.
pub fn table_of(loads: &[Load]) -> String {
    let rows: Vec<_> = loads
        .iter()
        .map(|load| {
            let of = &load.median;
            let scripts = if load.scripts { "" } else { ", no script" };
            let last = load.runs.last();
            vec![
                format!("{}{scripts}", load.page),
                format!("{:.0} ms", of.first_contentful_paint),
                format!("{:.0} ms", of.largest_contentful_paint),
                format!("{:.0} ms", of.total_blocking_time),
                format!("{:.3}", of.cumulative_layout_shift),
                format!("{:.0} ms", of.speed_index),
                format!("{:.0}", of.score * 100.0),
                last.map_or(0, |run| run.requests).to_string(),
                kilobytes(last.map_or(0, |run| run.transferred.values().sum())),
            ]
        })
        .collect();
    let head = [
        "", "FCP", "LCP", "TBT", "CLS", "SI", "score", "requests", "bytes",
    ];
    let title = format!("Lighthouse, mobile, median of {RUNS}");
    table(&title, &head, &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = r#"{
        "categories": {"performance": {"score": 0.98}},
        "audits": {
            "first-contentful-paint": {"numericValue": 800.5},
            "largest-contentful-paint": {"numericValue": 900},
            "total-blocking-time": {"numericValue": 0},
            "cumulative-layout-shift": {"numericValue": 0},
            "speed-index": {"numericValue": 810},
            "network-requests": {"details": {"items": [
                {"url": "http://127.0.0.1/", "resourceType": "Document", "transferSize": 9000},
                {"url": "data:image/webp;base64,UA", "resourceType": "Image", "transferSize": 0},
                {"url": "http://127.0.0.1/a.svg", "resourceType": "Image", "transferSize": 700}
            ]}}
        }
    }"#;

    #[test]
    fn a_report_gives_figures_and_requests() {
        let run = read(REPORT).unwrap();
        assert_eq!(run.requests, 2);
        assert_eq!(run.transferred["Image"], 700);
        assert!((run.figures.first_contentful_paint - 800.5).abs() < f64::EPSILON);
    }

    #[test]
    fn a_figure_that_is_missing_is_told() {
        let error = read(&REPORT.replace("speed-index", "other")).unwrap_err();
        assert!(error.to_string().contains("speed-index"), "{error}");
        let failed = REPORT.replacen('{', r#"{"runtimeError": {"message": "no page"},"#, 1);
        assert!(read(&failed).unwrap_err().to_string().contains("no page"));
    }

    #[test]
    fn the_median_is_the_middle_one() {
        let run = read(REPORT).unwrap();
        let with = |paint| {
            let mut run = run.clone();
            run.figures.first_contentful_paint = paint;
            run
        };
        let median = median(&[with(3.0), with(1.0), with(2.0)]);
        assert!((median.first_contentful_paint - 2.0).abs() < f64::EPSILON);
    }

    #[test]
    fn no_script_and_nothing_for_one_is_left() {
        let html = r#"<link rel="modulepreload" href="/a.js"><link rel="icon" href="/i.svg">
            <script>theme()</script><script type="application/ld+json">{}</script>
            <p>Text</p><script type="application/json" id="page">{"a":1}</script>"#;
        let bare = without_scripts(html).unwrap();
        assert!(bare.contains("ld+json") && bare.contains("Text") && bare.contains("i.svg"));
        for gone in ["theme()", "a.js", "\"a\":1"] {
            assert!(!bare.contains(gone), "{gone} in {bare}");
        }
    }
}
