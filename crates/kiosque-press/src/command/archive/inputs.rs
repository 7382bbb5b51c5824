//! What was given on the command line, read.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan};
use kiosque_archive::import::Account;
use kiosque_archive::x::data_archive::account;
use kiosque_archive::x::data_archive::notes::{Note, notes};
use kiosque_catalogue::editor::{Refusal, archive_words};
use kiosque_press::archive::address::{self, is_address};
use kiosque_press::archive::asking::Asker;
use kiosque_press::archive::fates::{Arrival, Fate, fate_of_address, known_arrival};
use kiosque_press::archive::given::{Given, ReadInput, ask};
use kiosque_press::archive::store::Archive;
use kiosque_press::content::Unreachable;
use kiosque_press::moments::Wording;

use super::super::progress;
use super::super::telling::Ending;
use super::super::unreachable_path;
use super::{Task, format_named};

/// An input, or what is known of it without reading it.
pub enum Taken {
    /// Posts, or why there is none.
    Read {
        read: Box<ReadInput>,
        /// Whether it is the one post of an address.
        asked: bool,
    },
    /// The post of an address that is in the archive.
    Known(Box<Arrival>),
    /// The post of an address, and why it cannot come in.
    Barred {
        name: String,
        id: String,
        fate: Fate,
    },
    /// No post came of it.
    Refused {
        name: String,
        id: Option<String>,
        why: Refusal,
    },
}

/// Reads every input; asks the networks for the addresses among them.
pub fn take(
    task: &Task,
    archive: &Archive,
    asker: &Asker,
    now: Timestamp,
) -> Result<Vec<Taken>, Ending> {
    let language = archive.wording.language;
    let words = archive_words(language);
    let licence = task.licence.as_deref().unwrap_or(words.licence);
    let account = task.handle.as_ref().map(|handle| {
        let handle = handle.trim_start_matches('@').to_owned();
        Account {
            id: String::new(),
            name: task.name.clone().unwrap_or_else(|| handle.clone()),
            handle,
        }
    });
    let system = |path: &Path, reason: io::Error| {
        let error = Unreachable {
            path: path.to_owned(),
            reason,
        };
        Ending::failure(unreachable_path(&error, language), language)
    };
    let mut taken = Vec::new();
    let addresses = task.inputs.iter().filter(|input| is_address(input));
    let bar = progress::bar(words.asking, addresses.count());
    for input in &task.inputs {
        if is_address(input) {
            taken.push(of_address(task, archive, asker, (input, licence), now));
            bar.inc(1);
            continue;
        }
        let path = Path::new(input);
        let (name, bytes, beside, captured_at, method) = if input == "-" {
            let mut bytes = Vec::new();
            io::stdin()
                .read_to_end(&mut bytes)
                .map_err(|reason| system(path, reason))?;
            (words.standard_input.to_owned(), bytes, None, now, "stdin")
        } else {
            let bytes = fs::read(path).map_err(|reason| system(path, reason))?;
            let folder = path.parent().map(|folder| {
                if folder.as_os_str().is_empty() {
                    Path::new(".")
                } else {
                    folder
                }
            });
            let folder = folder.map(Path::to_owned);
            (input.clone(), bytes, folder, changed(path, now), "file")
        };
        let account = account
            .clone()
            .or_else(|| beside.as_deref().and_then(account_beside));
        let notes = beside.as_deref().map(notes_beside).unwrap_or_default();
        let given = Given {
            name,
            bytes,
            beside,
            captured_at,
            capture_method: method.to_owned(),
            format: task.format.as_deref().and_then(format_named),
            url: task.url.clone(),
            account,
            notes,
        };
        taken.push(Taken::Read {
            read: Box::new(given.read(licence)),
            asked: false,
        });
    }
    bar.finish_and_clear();
    Ok(taken)
}

fn of_address(
    task: &Task,
    archive: &Archive,
    asker: &Asker,
    (input, licence): (&str, &str),
    now: Timestamp,
) -> Taken {
    let refused = |id, why| Taken::Refused {
        name: input.to_owned(),
        id,
        why,
    };
    let named = match address::read(input, asker.hosts()) {
        Ok(named) => named,
        Err(why) => return refused(None, why),
    };
    if let Some(fate) = fate_of_address(archive, &named, task.refresh) {
        let known = fate.is_well().then(|| fate.clone());
        let arrival = known.and_then(|fate| known_arrival(archive, &named.id, fate, input));
        return match arrival {
            Some(arrival) => Taken::Known(Box::new(arrival)),
            None => Taken::Barred {
                name: input.to_owned(),
                id: named.id,
                fate,
            },
        };
    }
    match ask(asker, &named, input, licence, now) {
        Ok(read) => Taken::Read {
            read: Box::new(read),
            asked: true,
        },
        Err(why) => refused(Some(named.id), why),
    }
}

/// When a file was last written, which is when its content was obtained at the latest.
fn changed(path: &Path, now: Timestamp) -> Timestamp {
    fs::metadata(path)
        .and_then(|data| data.modified())
        .ok()
        .and_then(|changed| Timestamp::try_from(changed).ok())
        .and_then(|changed| Timestamp::from_second(changed.as_second()).ok())
        .filter(|changed| *changed < now)
        .unwrap_or(now)
}

/// Whose archive of X lies in a folder.
fn account_beside(folder: &Path) -> Option<Account> {
    let bytes = fs::read(folder.join("account.js")).ok()?;
    account(&bytes)
}

/// The long posts of an archive of X in a folder, which its other file cuts.
fn notes_beside(folder: &Path) -> Vec<Note> {
    let bytes = fs::read(folder.join("note-tweet.js"));
    bytes.map_or_else(|_| Vec::new(), |bytes| notes(&bytes))
}

/// An instant: a day, an hour of the site's zone, or an hour with its own. The last moment of a day
/// is the first of the next.
pub fn moment(written: &str, wording: &Wording, last: bool) -> Option<Timestamp> {
    let written = written.trim();
    if let Ok(instant) = written.parse::<Timestamp>() {
        return Some(instant);
    }
    let is_day = written.len() == "2014-11-28".len();
    let local = if is_day {
        let day: Date = written.parse().ok()?;
        let day = if last {
            day.checked_add(1.day()).ok()?
        } else {
            day
        };
        day.at(0, 0, 0, 0)
    } else {
        written.parse::<DateTime>().ok()?
    };
    let zoned = local.to_zoned(wording.zone.clone()).ok()?;
    Some(zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use kiosque_model::Language;

    use super::*;

    #[test]
    fn days_and_hours_are_the_site_s() {
        let wording = Wording {
            language: Language::Fr,
            zone: kiosque_press::moments::zone("Europe/Paris").unwrap(),
        };
        let read = |written: &str, last| {
            let instant = moment(written, &wording, last)?;
            Some(instant.to_string())
        };
        let expect = |instant: &str| Some(instant.to_owned());
        assert_eq!(read("2014-11-28", false), expect("2014-11-27T23:00:00Z"));
        assert_eq!(read("2014-11-28", true), expect("2014-11-28T23:00:00Z"));
        // The day the clocks go back has 25 hours.
        assert_eq!(read("2026-10-25", false), expect("2026-10-24T22:00:00Z"));
        assert_eq!(read("2026-10-25", true), expect("2026-10-25T23:00:00Z"));
        assert_eq!(
            read("2014-11-28T09:30", true),
            expect("2014-11-28T08:30:00Z")
        );
        assert_eq!(
            read("2014-11-28T09:30:00-05:00", false),
            expect("2014-11-28T14:30:00Z")
        );
        for wrong in ["", "hier", "28/11/2014", "2014-11-31", "2014-11-28T25:00"] {
            assert_eq!(read(wrong, false), None, "{wrong}");
        }
    }
}
