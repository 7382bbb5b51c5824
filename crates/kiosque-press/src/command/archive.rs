//! `kiosque archive`.

mod arguments;
mod inputs;
mod reporting;
mod status;
mod timeline;
mod verify;
mod withdraw;

use std::path::Path;

use jiff::Timestamp;
use kiosque_archive::Format;
use kiosque_catalogue::editor::{Refusal, archive_words};
use kiosque_model::Language;
use kiosque_press::archive::asking::Asker;
use kiosque_press::archive::fates::{Arrival, Fate};
use kiosque_press::archive::hosts::Hosts;
use kiosque_press::archive::importing::{Choice, Incoming, Manner, bring, is_gone};
use kiosque_press::archive::post_files::count_files;
use kiosque_press::archive::store::{Archive, Closed};

pub use arguments::{Archive as Task, ArchiveTask};

use super::progress;
use super::telling::{Ending, Found};
use super::unreachable_path;
use inputs::Taken;
use reporting::Report;

/// Brings posts in, or does one of the subcommands. The name is the JSON document's.
pub fn run(task: &Task, language: Language) -> (&'static str, bool, Ending) {
    let done = |result: Result<Ending, Ending>| result.unwrap_or_else(|ending| ending);
    match &task.task {
        None => ("archive", task.json, done(import(task, language))),
        Some(ArchiveTask::Verify(verify)) => (
            "archive verify",
            verify.json,
            done(verify::run(verify, language)),
        ),
        Some(ArchiveTask::Withdraw(withdraw)) => (
            "archive withdraw",
            withdraw.json,
            done(withdraw::run(withdraw, language)),
        ),
        Some(ArchiveTask::Status(status)) => (
            "archive status",
            status.json,
            done(status::run(status, language)),
        ),
    }
}

/// Opens the archive of a content folder.
fn open(folder: &Path, language: Language) -> Result<Archive, Ending> {
    Archive::open(folder).map_err(|closed| told(closed, folder, language))
}

/// Opens the archive of a content folder for who writes into it.
fn open_to_write(folder: &Path, language: Language) -> Result<Archive, Ending> {
    Archive::open_to_write(folder).map_err(|closed| told(closed, folder, language))
}

fn told(closed: Closed, folder: &Path, language: Language) -> Ending {
    match closed {
        Closed::Busy(folder) => {
            let words = archive_words(language);
            Ending::failure((words.busy)(&folder.display().to_string()), language)
        }
        Closed::System(error) => Ending::failure(unreachable_path(&error, language), language),
        Closed::Settings(content, diagnostics) => {
            let site = content.site.as_ref();
            let language = site
                .and_then(kiosque_press::settings::language_of)
                .unwrap_or(language);
            let found = Found {
                content: Some(&content),
                folder: folder.display().to_string(),
                language,
            };
            Ending::new(language)
                .with_problems(&found, &diagnostics)
                .failed(String::new(), 1)
        }
    }
}

fn import(task: &Task, language: Language) -> Result<Ending, Ending> {
    let open = if task.dry_run { open } else { open_to_write };
    let mut archive = open(&task.folder.content, language)?;
    let language = archive.wording.language;
    let words = archive_words(language);
    let usage = |sentence: String| Ending::failure(sentence, language);
    if task.url.is_some() && task.inputs.len() > 1 {
        return Err(usage(words.one_url.to_owned()));
    }
    if let Some(name) = task.timeline.as_deref()
        && !kiosque_press::permalink::is_slug(name)
    {
        return Err(usage((words.timeline_name)(name)));
    }
    let moment = |written: &Option<String>, last| {
        let Some(written) = written else {
            return Ok(None);
        };
        inputs::moment(written, &archive.wording, last)
            .map(Some)
            .ok_or_else(|| usage((words.no_moment)(written)))
    };
    let choice = Choice {
        ids: task.id.clone(),
        from: moment(&task.from, false)?,
        until: moment(&task.until, true)?,
        all: task.all,
    };
    let asker = Asker::new(Hosts::new(archive.settings.clone()));
    let manner = Manner {
        refresh: task.refresh,
        dry: task.dry_run,
        licence: task.licence.is_some(),
    };
    let now = Timestamp::now();
    let taken = inputs::take(task, &archive, &asker, now)?;
    let mut report = Report::new(&archive, task);
    let chosen = choose(taken, &choice, &mut report)?;
    let files = chosen
        .incoming
        .iter()
        .map(|one| count_files(&one.post))
        .sum();
    let bar = progress::bar(words.keeping, files);
    let brought = bring(&mut archive, &asker, chosen.incoming, manner, &|| {
        bar.inc(1);
    });
    bar.finish_and_clear();
    let mut arrivals = chosen.known;
    arrivals.extend(
        brought.map_err(|error| Ending::failure(unreachable_path(&error, language), language))?,
    );
    for arrival in &arrivals {
        report.arrival(arrival);
    }
    if let Some(name) = &task.timeline {
        timeline::add(&archive, name, &arrivals, task.dry_run, &mut report)?;
    }
    Ok(report.ending())
}

/// What is brought in, and what is known already.
struct Chosen {
    incoming: Vec<Incoming>,
    known: Vec<Arrival>,
}

/// Chooses among the posts that were read. Where there are several and nobody chose, nothing is
/// done but listing them.
fn choose(taken: Vec<Taken>, choice: &Choice, report: &mut Report<'_>) -> Result<Chosen, Ending> {
    let mut chosen = Chosen {
        incoming: Vec::new(),
        known: Vec::new(),
    };
    let mut missing: Vec<String> = choice.ids.clone();
    let mut several = false;
    let mut refused = false;
    for one in taken {
        match one {
            Taken::Known(arrival) => {
                missing.retain(|id| *id != arrival.post.id);
                chosen.known.push(*arrival);
            }
            Taken::Barred { name, id, fate } => {
                missing.retain(|missing| *missing != id);
                refused |= report.barred(&name, &id, &fate);
            }
            Taken::Refused { name, id, why } => {
                report.refusal(&name, id.as_deref(), &why);
                refused = true;
            }
            Taken::Read { read, asked } => {
                let import = match read.import {
                    Ok(import) => import,
                    Err(why) => {
                        report.refusal(&read.given.name, None, &why);
                        refused = true;
                        continue;
                    }
                };
                let many = import.posts.len() + import.refused.len() > 1;
                if many && !asked && !choice.is_made() {
                    report.choices(&read.given.name, &import);
                    several = true;
                    continue;
                }
                for why in import.refused {
                    if !asked && choice.has_days() {
                        report.undated(&read.given.name, why.id.as_deref(), &why.why);
                    } else if asked || choice.wanted(&why) {
                        missing.retain(|id| why.id.as_ref() != Some(id));
                        report.refusal(&read.given.name, why.id.as_deref(), &why.why);
                        refused = true;
                    }
                }
                for post in import.posts {
                    if asked || choice.takes(&post.post) {
                        missing.retain(|id| *id != post.post.id);
                        chosen.incoming.push(Incoming {
                            post: post.post,
                            raw: post.raw,
                            losses: post.losses,
                            beside: read.given.beside.clone(),
                            from: read.given.name.clone(),
                        });
                    }
                }
            }
        }
    }
    if several {
        return Err(report.choice_ending());
    }
    let nothing = chosen.incoming.is_empty() && chosen.known.is_empty() && !refused;
    if !missing.is_empty() || nothing {
        report.none_found(&missing);
    }
    Ok(chosen)
}

/// What the newsroom is told to do about a refusal: of what is stored and gone from its network,
/// that it stays.
fn mend_of(stored: Option<(&str, &str)>, why: &Refusal, language: Language) -> String {
    match stored {
        Some((id, path)) if is_gone(why) => (archive_words(language).gone_mend)(path, id),
        _ => why.mend(language),
    }
}

/// A fate's name for programs.
const fn fate_name(fate: &Fate) -> &'static str {
    match fate {
        Fate::Kept => "kept",
        Fate::Refreshed => "refreshed",
        Fate::Unchanged => "unchanged",
        Fate::Already => "already",
        Fate::Withdrawn => "withdrawn",
        Fate::OtherNetwork(_) => "other-network",
        Fate::OtherPost(_) => "other-post",
        Fate::Unreadable(_) => "unreadable",
        Fate::Poorer => "poorer",
    }
}

/// A format by its name on the command line.
fn format_named(name: &str) -> Option<Format> {
    Format::named(name)
}
