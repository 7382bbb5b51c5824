//! Generated newsrooms printed: by Kiosque, and by Hugo where it is installed.

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use crate::Error;
use crate::hugo;
use crate::measured::{self, Cost};
use crate::newsroom::{self, Reader};
use crate::table::table;

/// Where Hugo sends readers of a list's first page to the list itself.
const FIRST: &str = "page/1/index.html";

/// The programs that print.
#[derive(Debug, Clone, Copy)]
pub struct Presses<'a> {
    /// The `kiosque` command.
    pub kiosque: &'a Path,
    /// The app's bundle.
    pub bundle: &'a Path,
    /// The `hugo` command, where there is one.
    pub hugo: Option<&'a Path>,
}

/// What printing a newsroom of one size cost.
#[derive(Debug, Serialize)]
pub struct Printing {
    articles: usize,
    runs: Vec<Run>,
}

/// One build.
#[derive(Debug, Serialize)]
struct Run {
    program: &'static str,
    what: &'static str,
    #[serde(flatten)]
    cost: Cost,
    /// Pages of the site, those of lists included.
    pages: u64,
    /// Pages of the site by second of wall time, whether they were printed again or kept.
    pages_per_second: f64,
    /// Files that the build wrote; null where the program does not tell.
    files_made: Option<u64>,
    /// What stands in the output folder.
    output: Output,
}

/// The size of a folder.
#[derive(Debug, Clone, Copy, Default, Serialize)]
struct Output {
    files: u64,
    bytes: u64,
    #[serde(skip)]
    pages: u64,
}

/// What is read of `kiosque build --json`.
#[derive(Debug, Deserialize)]
struct Told {
    counts: Counts,
}

#[derive(Debug, Deserialize)]
struct Counts {
    files_made: u64,
}

/// Generates a newsroom below `work`, prints it in every way, and removes it.
pub fn measure(presses: &Presses<'_>, articles: usize, work: &Path) -> Result<Printing, Error> {
    let folder = tempfile::Builder::new()
        .prefix("newsroom-")
        .tempdir_in(work)
        .map_err(|error| format!("cannot make a folder in {}: {error}", work.display()))?;
    let mut runs = Vec::new();
    kiosque(presses, articles, folder.path(), &mut runs)?;
    if let Some(program) = presses.hugo {
        by_hugo(program, articles, folder.path(), &mut runs)?;
    }
    Ok(Printing { articles, runs })
}

fn kiosque(
    presses: &Presses<'_>,
    articles: usize,
    folder: &Path,
    runs: &mut Vec<Run>,
) -> Result<(), Error> {
    let content = folder.join("kiosque");
    generate(&content, Reader::Kiosque, articles)?;
    let build = |what, out: &str, options: &[&str]| {
        eprintln!("Kiosque, {articles} articles: {what}");
        let site = folder.join(out);
        let mut command = Command::new(presses.kiosque);
        command
            .args(["build", "--json", "--content"])
            .arg(&content)
            .arg("--app")
            .arg(presses.bundle)
            .arg("--out")
            .arg(&site)
            .arg("--cache")
            .arg(folder.join(format!("{out}-cache")))
            .args(options);
        let (cost, said) = measured::run(&mut command)?;
        let told: Told = serde_json::from_str(&said)
            .map_err(|error| format!("`kiosque build --json` cannot be read: {error}"))?;
        run_of("kiosque", what, cost, Some(told.counts.files_made), &site)
    };
    runs.push(build(
        "first build, no copies",
        "plain",
        &["--no-compress"],
    )?);
    remove(&folder.join("plain"))?;
    remove(&folder.join("plain-cache"))?;
    runs.push(build("first build, with copies", "whole", &[])?);
    runs.push(build("again, nothing changed", "whole", &[])?);
    newsroom::change_one(&content, Reader::Kiosque, articles)?;
    runs.push(build("one article changed", "whole", &[])?);
    remove(&folder.join("whole"))
}

fn by_hugo(
    program: &Path,
    articles: usize,
    folder: &Path,
    runs: &mut Vec<Run>,
) -> Result<(), Error> {
    let source = folder.join("hugo");
    generate(&source, Reader::Hugo, articles)?;
    hugo::set_up(&source)?;
    let site = folder.join("hugo-site");
    let build = |what| {
        eprintln!("Hugo, {articles} articles: {what}");
        let mut command = Command::new(program);
        command
            .args(["--quiet", "--source"])
            .arg(&source)
            .arg("--destination")
            .arg(&site)
            .arg("--cacheDir")
            .arg(folder.join("hugo-cache"));
        let (cost, _) = measured::run(&mut command)?;
        run_of("hugo", what, cost, None, &site)
    };
    runs.push(build("first build")?);
    newsroom::change_one(&source, Reader::Hugo, articles)?;
    runs.push(build("one article changed")?);
    remove(&site)
}

fn generate(folder: &Path, reader: Reader, articles: usize) -> Result<(), Error> {
    newsroom::write(folder, reader, articles)
        .map_err(|error| format!("cannot write {}: {error}", folder.display()).into())
}

fn remove(folder: &Path) -> Result<(), Error> {
    fs::remove_dir_all(folder)
        .map_err(|error| format!("cannot remove {}: {error}", folder.display()).into())
}

fn run_of(
    program: &'static str,
    what: &'static str,
    cost: Cost,
    files_made: Option<u64>,
    site: &Path,
) -> Result<Run, Error> {
    let output = size_of(site)?;
    #[expect(clippy::cast_precision_loss, reason = "no site has that many pages")]
    let pages_per_second = output.pages as f64 / cost.wall;
    Ok(Run {
        program,
        what,
        cost,
        pages: output.pages,
        pages_per_second,
        files_made,
        output,
    })
}

fn size_of(site: &Path) -> Result<Output, Error> {
    let mut output = Output::default();
    for entry in WalkDir::new(site) {
        let entry = entry?;
        if entry.file_type().is_file() {
            output.files += 1;
            output.bytes += entry.metadata()?.len();
            // Hugo's `page/1/` leads back to the list: no page.
            let page = entry.file_name() == "index.html" && !entry.path().ends_with(FIRST);
            output.pages += u64::from(page);
        }
    }
    Ok(output)
}

impl fmt::Display for Printing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: Vec<_> = self
            .runs
            .iter()
            .map(|run| {
                vec![
                    format!("{}, {}", run.program, run.what),
                    format!("{:.2} s", run.cost.wall),
                    format!("{:.2} s", run.cost.cpu),
                    format!("{} MB", run.cost.memory / 1_000_000),
                    run.pages.to_string(),
                    format!("{:.0}", run.pages_per_second),
                    run.files_made.map_or_else(String::new, |n| n.to_string()),
                    run.output.files.to_string(),
                    format!("{} MB", run.output.bytes / 1_000_000),
                ]
            })
            .collect();
        let head = [
            "",
            "wall",
            "CPU",
            "memory",
            "pages",
            "pages/s",
            "files written",
            "files",
            "bytes",
        ];
        f.write_str(&table(
            &format!("{} articles printed", self.articles),
            &head,
            &rows,
        ))
    }
}
