//! The `kiosque` command.

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use jiff::Timestamp;
use kiosque_catalogue::editor::{Severity, command_words};
use kiosque_model::Language;
use kiosque_press::content::{Content, Unreachable};
use kiosque_press::diagnostic::Diagnostic;
use kiosque_press::edition::{self, Options};
use kiosque_press::{output, report};

const EXIT_CODES: &str = "\
Exit codes:
  0  everything is well
  1  the content has problems; nothing was written
  2  wrong usage, or a file or folder that cannot be read or written";

/// Prints a newsroom's site from its content folder.
#[derive(Debug, Parser)]
#[command(name = "kiosque", version, after_help = EXIT_CODES)]
struct Command {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Compile the content folder and write the edition.
    #[command(after_help = EXIT_CODES)]
    Build(Build),
    /// List every problem of the content folder, drafts included; a warning fails too.
    #[command(after_help = EXIT_CODES)]
    Check(ContentFolder),
}

#[derive(Debug, Args)]
struct ContentFolder {
    /// The content folder.
    #[arg(
        long,
        env = "KIOSQUE_CONTENT",
        default_value = "content",
        value_name = "DIR"
    )]
    content: PathBuf,
}

#[derive(Debug, Args)]
struct Build {
    #[command(flatten)]
    folder: ContentFolder,
    /// The output folder; files in it that are not the edition's are left alone.
    #[arg(long, value_name = "DIR", required_unless_present = "under_trunk")]
    out: Option<PathBuf>,
    /// Show drafts and articles dated in the future, with a badge.
    #[arg(long)]
    drafts: bool,
    /// Run as a hook of Trunk: write into TRUNK_STAGING_DIR, show drafts unless TRUNK_PROFILE is
    /// "release".
    #[arg(long, conflicts_with = "out")]
    under_trunk: bool,
}

/// Why the command ends badly.
enum Failure {
    /// The content's fault: exit code 1.
    Content,
    /// Usage or system: exit code 2.
    Usage(String),
}

fn main() -> ExitCode {
    let language = language_of_environment();
    let result = match Command::parse().task {
        Task::Build(build) => run_build(&build, language),
        Task::Check(folder) => run_check(&folder.content, language),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Content) => ExitCode::from(1),
        Err(Failure::Usage(sentence)) => {
            anstream::eprintln!("{}: {sentence}", command_words(language).error);
            ExitCode::from(2)
        }
    }
}

/// The language problems are told in until `site.toml` says the site's.
fn language_of_environment() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    if set.is_some_and(|value| value.starts_with("en")) {
        Language::En
    } else {
        Language::Fr
    }
}

fn run_build(build: &Build, language: Language) -> Result<(), Failure> {
    let words = command_words(language);
    let (out, drafts) = if build.under_trunk {
        let staging = env::var_os("TRUNK_STAGING_DIR").filter(|folder| !folder.is_empty());
        let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
        (staging.map(PathBuf::from), build.drafts || !release)
    } else {
        (build.out.clone(), build.drafts)
    };
    let missing = if build.under_trunk {
        words.no_staging_folder
    } else {
        words.no_output_folder
    };
    let out = out.ok_or_else(|| Failure::Usage(missing.to_owned()))?;
    let folder = &build.folder.content;
    if is_within(&out, folder) {
        return Err(Failure::Usage(words.output_in_content.to_owned()));
    }
    let content = read(folder, language)?;
    let outcome = edition::compile(
        &content,
        Options {
            drafts,
            now: Timestamp::now(),
        },
    );
    let language = outcome.language.unwrap_or(language);
    let words = command_words(language);
    show(&outcome.diagnostics, &content, folder, language);
    let Some(edition) = outcome.edition else {
        anstream::eprintln!("{}", words.nothing_written);
        return Err(Failure::Content);
    };
    if let Err(newer) = output::check(&out) {
        anstream::eprintln!("{}\n", report::render(&newer, None, "", language));
        return Err(Failure::Content);
    }
    output::write(&edition, content.media.as_ref(), &out)
        .map_err(|error| unreachable_path(&error, language))?;
    let shown = out.display().to_string();
    anstream::println!(
        "{}",
        (words.published)(edition.pages.len(), edition.media.len(), &shown)
    );
    Ok(())
}

fn run_check(folder: &Path, language: Language) -> Result<(), Failure> {
    let content = read(folder, language)?;
    let outcome = edition::check(&content, Timestamp::now());
    let language = outcome.language.unwrap_or(language);
    show(&outcome.diagnostics, &content, folder, language);
    if outcome.diagnostics.is_empty() {
        anstream::println!("{}", (command_words(language).sound)(content.files()));
        return Ok(());
    }
    Err(Failure::Content)
}

fn read(folder: &Path, language: Language) -> Result<Content, Failure> {
    Content::read(folder).map_err(|error| unreachable_path(&error, language))
}

fn unreachable_path(error: &Unreachable, language: Language) -> Failure {
    let path = error.path.display().to_string();
    Failure::Usage((command_words(language).unreachable)(
        &path,
        &error.reason.to_string(),
    ))
}

/// Lists problems on standard error, with their number.
fn show(found: &[Diagnostic], content: &Content, folder: &Path, language: Language) {
    let folder = folder.display().to_string();
    for diagnostic in found {
        anstream::eprintln!(
            "{}\n",
            report::render(diagnostic, Some(content), &folder, language)
        );
    }
    if !found.is_empty() {
        let errors = found
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .count();
        let count = (command_words(language).found)(errors, found.len() - errors);
        anstream::eprintln!("{count}");
    }
}

/// Whether a folder is another or lies in it, as far as they exist.
fn is_within(inner: &Path, outer: &Path) -> bool {
    let Ok(outer) = outer.canonicalize() else {
        return false;
    };
    inner
        .ancestors()
        .find_map(|above| {
            let above = if above.as_os_str().is_empty() {
                Path::new(".")
            } else {
                above
            };
            above.canonicalize().ok()
        })
        .is_some_and(|inner| inner.starts_with(&outer))
}
