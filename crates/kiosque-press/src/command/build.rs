//! `kiosque build`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use jiff::Timestamp;
use kiosque_catalogue::editor::command_words;
use kiosque_model::Language;
use kiosque_press::content::{Content, Unreachable};
use kiosque_press::edition::{self, Edition, Options};
use kiosque_press::output::{self, Compression, Refusal, Writing, Written};
use kiosque_press::site_file::Fingerprint;
use kiosque_press::{search, site};

use super::app::App;
use super::arguments::Build;
use super::telling::{Ending, Found};
use super::{comments, is_within, progress, read, refused};

/// Compiles the content folder and writes the site.
pub fn run(build: &Build, language: Language) -> Ending {
    finish(build, language).unwrap_or_else(|ending| ending)
}

fn finish(build: &Build, language: Language) -> Result<Ending, Ending> {
    let words = command_words(language);
    let Destination {
        out,
        drafts,
        preview,
    } = destination(build);
    let missing = if build.under_trunk {
        words.no_staging_folder
    } else {
        words.no_output_folder
    };
    let out = out.ok_or_else(|| Ending::failure(missing.to_owned(), language))?;
    let folder = &build.folder.content;
    if is_within(&out, folder) {
        let sentence = words.output_in_content.to_owned();
        return Err(Ending::failure(sentence, language));
    }
    let manner = comments::manner(build.offline, preview, language)?;
    let app = App::find(&build.app, language)?;
    let content = read(folder, &build.cache, language)?;
    let now = Timestamp::now();
    let outcome = edition::compile(&content, Options { drafts, now });
    let language = outcome.language.unwrap_or(language);
    let words = command_words(language);
    let found = Found {
        content: Some(&content),
        folder: folder.display().to_string(),
        language,
    };
    let ending = Ending::new(language).with_problems(&found, &outcome.diagnostics);
    let Some(mut edition) = outcome.edition else {
        return Ok(ending.failed(words.nothing_written.to_owned(), 1));
    };
    if let Err(newer) = output::check(&out) {
        let found = Found {
            content: None,
            folder: String::new(),
            language,
        };
        return Ok(ending
            .with_problems(&found, &[*newer])
            .failed(String::new(), 1));
    }
    if preview {
        edition.call_worker_back();
    }
    let unasked = comments::print(&mut edition, &content, &manner, language);
    let ending = ending.with_problems(&found, &unasked);
    let compression = if build.no_compress || preview {
        Compression::None
    } else {
        Compression::Copies
    };
    let written = print(&edition, &content, &app, &out, compression, language);
    content.cache.prune();
    let written = match written {
        Ok(written) => written,
        Err(refusal) => {
            let (sentence, code) = refused(&refusal, language);
            return Ok(ending.failed(sentence, code));
        }
    };
    let shown = out.display().to_string();
    let (pages, files) = (edition.pages.len(), edition.media.len());
    Ok(ending
        .with_count("pages", pages)
        .with_count("media", files)
        .with_written(written)
        .succeeded((words.published)(pages, files, &shown)))
}

/// Where a site goes, and for whom.
struct Destination {
    out: Option<PathBuf>,
    /// Whether drafts show.
    drafts: bool,
    /// Whether it is only looked at on this machine.
    preview: bool,
}

fn destination(build: &Build) -> Destination {
    if !build.under_trunk {
        return Destination {
            out: build.out.clone(),
            drafts: build.drafts,
            preview: false,
        };
    }
    let staging = env::var_os("TRUNK_STAGING_DIR").filter(|folder| !folder.is_empty());
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    Destination {
        out: staging.map(PathBuf::from),
        drafts: build.drafts || !release,
        preview: !release,
    }
}

/// Writes the site of an edition into a folder.
pub fn print(
    edition: &Edition,
    content: &Content,
    app: &App,
    out: &Path,
    compression: Compression,
    language: Language,
) -> Result<Written, Refusal> {
    let files = site::files(edition, content, app.printer()).map_err(|reason| {
        Refusal::System(Unreachable {
            path: out.join(search::FOLDER),
            reason,
        })
    })?;
    let bar = progress::bar(command_words(language).printing, files.len());
    let written = output::write(
        &files,
        out,
        &Writing {
            compression,
            press: press(),
            progress: &|done| bar.set_position(done as u64),
        },
    );
    bar.finish_and_clear();
    written
}

/// This very program: another build of it may print the same page otherwise.
fn press() -> Fingerprint {
    let program = env::current_exe().and_then(fs::metadata).ok();
    let size = program.as_ref().map_or(0, fs::Metadata::len);
    let built = program
        .and_then(|program| program.modified().ok())
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |since| since.as_nanos());
    Fingerprint::of(&[
        env!("CARGO_PKG_VERSION").to_owned(),
        size.to_string(),
        built.to_string(),
    ])
}
