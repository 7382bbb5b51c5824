//! What the `kiosque` command does: reads its arguments, does one task, says what came of it.

mod app;
mod archive;
mod arguments;
mod build;
mod check;
mod comments;
mod new;
mod progress;
mod serve;
mod telling;

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::FromArgMatches;
use kiosque_catalogue::editor::command_words;
use kiosque_model::Language;
use kiosque_press::cache::Cache;
use kiosque_press::content::{Content, Unreachable};
use kiosque_press::output::Refusal;

use arguments::{Arguments, CacheChoice, Task};
use telling::Ending;

/// Reads the command line, does what it says, and returns its exit code.
pub fn run() -> ExitCode {
    let language = language_of_environment();
    let matches = arguments::command(language).get_matches();
    let task = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments.task,
        Err(error) => error.exit(),
    };
    let started = Instant::now();
    let (name, json, ending) = match &task {
        Task::Archive(archive) => archive::run(archive, language),
        Task::Build(build) => ("build", build.json, build::run(build, language)),
        Task::Check(check) => ("check", check.json, check::run(check, language)),
        Task::New(new) => ("new", false, new::run(new, language)),
        Task::Serve(serve) => ("serve", false, serve::run(serve, language)),
    };
    let code = ending.exit_code();
    if json {
        ending.tell_json(name, started.elapsed());
    } else {
        ending.tell(started.elapsed());
    }
    ExitCode::from(code)
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

/// Reads the content folder, with the cache chosen for what its pictures cost.
fn read(folder: &Path, cache: &CacheChoice, language: Language) -> Result<Content, Ending> {
    let content = Content::read(folder)
        .map_err(|error| Ending::failure(unreachable_path(&error, language), language))?;
    Ok(content.with_cache(cache_of(cache)))
}

fn cache_of(choice: &CacheChoice) -> Cache {
    if choice.no_cache {
        return Cache::none();
    }
    let folder = choice.cache.clone().or_else(user_cache);
    folder.map_or_else(Cache::none, Cache::at)
}

/// Where this system keeps what programs can make again.
fn user_cache() -> Option<PathBuf> {
    let folder = |name: &str| {
        let value = env::var_os(name).filter(|value| !value.is_empty());
        value.map(PathBuf::from)
    };
    let caches = if cfg!(target_os = "windows") {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")))
    };
    caches.map(|caches| caches.join("kiosque").join("press"))
}

/// What is said of a file or folder that the system refuses.
fn unreachable_path(error: &Unreachable, language: Language) -> String {
    let words = command_words(language);
    let path = error.path.display().to_string();
    match error.reason.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => (words.disk_full)(&path),
        _ => (words.unreachable)(&path, &error.reason.to_string()),
    }
}

/// What is said of a site that was not written, and the exit code.
fn refused(refusal: &Refusal, language: Language) -> (String, u8) {
    let words = command_words(language);
    match refusal {
        Refusal::System(error) => (unreachable_path(error, language), 2),
        Refusal::Busy(folder) => ((words.busy)(&folder.display().to_string()), 2),
        Refusal::Clash { path, other } => ((words.clash)(path, other), 1),
        Refusal::Misplaced(path) => ((words.misplaced)(path), 1),
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
