//! Measures the printed site, the app and the press. `cargo xtask bench` runs it with everything
//! it needs; nothing here asserts how long something takes.

mod browser;
mod host;
mod hugo;
mod lighthouse;
mod measured;
mod newsroom;
mod pocket;
mod printing;
mod prose;
mod site;
mod table;
mod timeline;
mod wasm;
mod wire;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use serde::Serialize;

/// What goes wrong: a sentence for the person at the terminal.
type Error = Box<dyn std::error::Error + Send + Sync>;

/// A part of the benchmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Bytes sent for the pages.
    Wire,
    /// The app's code by crate.
    Wasm,
    /// Page loads as Lighthouse simulates a phone's.
    Lighthouse,
    /// A timeline of many posts on a slow processor.
    Timeline,
    /// What is kept for offline, and how soon it is there.
    Pocket,
    /// Generated newsrooms printed.
    Printing,
    /// The same newsrooms printed by Hugo.
    Hugo,
}

/// Measures the printed site, the app and the press.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask bench")]
struct Arguments {
    /// Numbers of articles of the generated newsrooms
    #[arg(
        long,
        value_delimiter = ',',
        default_value = "10000,100000",
        value_name = "N,…"
    )]
    articles: Vec<usize>,
    /// Runs of each way to the long timeline, and of reading without a server
    #[arg(long, default_value_t = 5, value_name = "N")]
    runs: usize,
    /// Parts to leave out
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PART,…")]
    skip: Vec<Part>,
    /// Folder of the printed demonstration site
    #[arg(long, value_name = "DIR")]
    site: PathBuf,
    /// Folder of the app's bundle
    #[arg(long, value_name = "DIR")]
    bundle: PathBuf,
    /// The `kiosque` command
    #[arg(long, value_name = "FILE")]
    kiosque: PathBuf,
    /// The app as cargo left it, functions still named
    #[arg(long, value_name = "FILE")]
    named_wasm: PathBuf,
    /// The `twiggy` command
    #[arg(long, value_name = "FILE")]
    twiggy: PathBuf,
    /// The `lighthouse` command
    #[arg(long, value_name = "FILE")]
    lighthouse: PathBuf,
    /// The browser; Lighthouse can find one by itself
    #[arg(long, value_name = "FILE")]
    chromium: Option<PathBuf>,
    /// The `hugo` command, where there is one
    #[arg(long, value_name = "FILE")]
    hugo: Option<PathBuf>,
    /// Folder for results.json and for what is generated
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Everything measured in a run; a part that was left out is null.
#[derive(Debug, Default, Serialize)]
struct Results {
    machine: Machine,
    wire: Option<wire::Wire>,
    wasm: Option<wasm::Weights>,
    lighthouse: Option<Vec<lighthouse::Load>>,
    timeline: Option<timeline::Timeline>,
    pocket: Option<pocket::Pocket>,
    printing: Vec<printing::Printing>,
}

/// What the figures were measured on.
#[derive(Debug, Default, Serialize)]
struct Machine {
    system: String,
    architecture: String,
    /// Threads that the system runs at once.
    cores: usize,
}

impl Machine {
    fn this() -> Self {
        Self {
            system: std::env::consts::OS.to_owned(),
            architecture: std::env::consts::ARCH.to_owned(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
        }
    }
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\ncargo xtask bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Error> {
    fs::create_dir_all(&arguments.out)
        .map_err(|error| format!("cannot make {}: {error}", arguments.out.display()))?;
    let wanted = |part| !arguments.skip.contains(&part);
    let mut results = Results {
        machine: Machine::this(),
        ..Results::default()
    };
    if wanted(Part::Wire) {
        let wire = wire::measure(&arguments.site)?;
        println!("{wire}");
        results.wire = Some(wire);
        keep(arguments, &results)?;
    }
    if wanted(Part::Wasm) {
        let weights = wasm::measure(&arguments.twiggy, &arguments.named_wasm)?;
        println!("{weights}");
        results.wasm = Some(weights);
        keep(arguments, &results)?;
    }
    if wanted(Part::Lighthouse) {
        let tools = lighthouse::Tools {
            lighthouse: &arguments.lighthouse,
            chromium: arguments.chromium.as_deref(),
        };
        let loads = lighthouse::measure(&tools, &arguments.site)?;
        println!("{}", lighthouse::table_of(&loads));
        results.lighthouse = Some(loads);
        keep(arguments, &results)?;
    }
    if wanted(Part::Timeline) {
        let tools = timeline::Tools {
            kiosque: &arguments.kiosque,
            bundle: &arguments.bundle,
            chromium: chromium(arguments, "timeline")?,
            runs: arguments.runs,
        };
        let timeline = timeline::measure(&tools, &arguments.out)?;
        println!("{timeline}");
        results.timeline = Some(timeline);
        keep(arguments, &results)?;
    }
    if wanted(Part::Pocket) {
        let chromium = chromium(arguments, "pocket")?;
        let pocket = pocket::measure(chromium, &arguments.site, arguments.runs)?;
        println!("{pocket}");
        results.pocket = Some(pocket);
        keep(arguments, &results)?;
    }
    if wanted(Part::Printing) {
        let presses = printing::Presses {
            kiosque: &arguments.kiosque,
            bundle: &arguments.bundle,
            hugo: arguments.hugo.as_deref().filter(|_| wanted(Part::Hugo)),
        };
        for &articles in &arguments.articles {
            let printing = printing::measure(&presses, articles, &arguments.out)?;
            println!("{printing}");
            results.printing.push(printing);
            keep(arguments, &results)?;
        }
    }
    Ok(())
}

fn chromium<'a>(arguments: &'a Arguments, part: &str) -> Result<&'a Path, Error> {
    let missing = || format!("no Chromium is on PATH: install one, or leave it out: --skip {part}");
    arguments
        .chromium
        .as_deref()
        .ok_or_else(|| missing().into())
}

/// Writes what is known so far: a run of half an hour may be interrupted.
fn keep(arguments: &Arguments, results: &Results) -> Result<(), Error> {
    let file = arguments.out.join("results.json");
    let json = serde_json::to_vec_pretty(results)?;
    fs::write(&file, json)
        .map_err(|error| format!("cannot write {}: {error}", file.display()).into())
}
