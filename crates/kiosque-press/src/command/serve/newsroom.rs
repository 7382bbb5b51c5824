//! The site, printed again and again.

use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use kiosque_catalogue::editor::command_words;
use kiosque_model::Language;
use kiosque_press::discussions::Manner;
use kiosque_press::edition::{self, Options};
use kiosque_press::output::{Compression, Written};
use serde::Serialize;

use crate::command::app::App;
use crate::command::arguments::{CacheChoice, Serve};
use crate::command::telling::{Ending, Found, Told};
use crate::command::{build, comments, read, refused};

/// What the press last did, as open pages are told.
#[derive(Debug, Serialize)]
pub struct Edition {
    /// Goes up each time the site changes; never the same for two servers.
    pub serial: u64,
    /// Why the content as it is now is not what is served.
    pub refused: Option<Refused>,
    /// Whether there is a site to serve.
    #[serde(skip)]
    pub site: bool,
    /// The language of what is said.
    pub language: &'static str,
}

/// A content that could not be printed.
#[derive(Debug, Serialize)]
pub struct Refused {
    pub title: &'static str,
    pub text: &'static str,
    pub close: &'static str,
    /// Above the problems, where something else than the content is wrong.
    pub reason: Option<String>,
    pub problems: Vec<Told>,
}

/// A content folder and the folder its site is printed into.
pub struct Newsroom {
    content: PathBuf,
    app: App,
    cache: CacheChoice,
    /// What is done about comments: what the last build kept is shown.
    manner: Manner,
    out: PathBuf,
    /// The environment's language, then the site's.
    language: Language,
    serial: u64,
    site: bool,
}

/// Why nothing was printed.
struct Fault {
    reason: Option<String>,
    problems: Vec<Told>,
}

impl Newsroom {
    pub fn new(serve: &Serve, app: App, manner: Manner, out: &Path, language: Language) -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        // In JavaScript's whole numbers, as long as nobody saves a thousand times a second.
        let start = since.map_or(0, |since| since.as_millis());
        Self {
            content: serve.folder.content.clone(),
            app,
            cache: CacheChoice {
                cache: serve.cache.cache.clone(),
                no_cache: serve.cache.no_cache,
            },
            manner,
            out: out.to_owned(),
            language,
            serial: u64::try_from(start).unwrap_or_default(),
            site: false,
        }
    }

    /// Prints what changed, says so in the terminal, and returns what open pages are told.
    pub fn print(&mut self) -> Edition {
        let started = Instant::now();
        let printed = self.try_print();
        let words = command_words(self.language);
        let refused = match printed {
            Ok(Written {
                made: 0,
                removed: 0,
                ..
            }) if self.site => {
                anstream::println!("{}", words.unchanged);
                None
            }
            Ok(Written {
                made,
                kept,
                removed,
            }) => {
                self.serial += 1;
                self.site = true;
                let took = started.elapsed().as_millis();
                anstream::println!("{}", (words.work)(made, kept, removed, took));
                None
            }
            Err(Fault { reason, problems }) => {
                if self.site {
                    anstream::eprintln!("{}", words.last_good_site);
                } else {
                    // The page that stands in for a site says these problems itself.
                    self.serial += 1;
                }
                Some(Refused {
                    title: words.browser.refused,
                    text: if self.site {
                        words.browser.last_good
                    } else {
                        words.browser.nothing_yet
                    },
                    close: words.browser.close,
                    reason,
                    problems,
                })
            }
        };
        Edition {
            serial: self.serial,
            refused,
            site: self.site,
            language: self.language.tag(),
        }
    }

    fn try_print(&mut self) -> Result<Written, Fault> {
        let content = read(&self.content, &self.cache, self.language).map_err(Fault::of)?;
        let options = Options {
            drafts: true,
            now: Timestamp::now(),
        };
        let outcome = edition::compile(&content, options);
        self.language = outcome.language.unwrap_or(self.language);
        let found = Found {
            content: Some(&content),
            folder: self.content.display().to_string(),
            language: self.language,
        };
        let told: Vec<Told> = outcome
            .diagnostics
            .iter()
            .map(|diagnostic| found.tell(diagnostic))
            .collect();
        for problem in &told {
            anstream::eprintln!("{}\n", problem.shown);
        }
        let Some(mut edition) = outcome.edition else {
            return Err(Fault {
                reason: None,
                problems: told,
            });
        };
        edition.call_worker_back();
        comments::print(&mut edition, &content, &self.manner, self.language);
        let written = build::print(
            &edition,
            &content,
            &self.app,
            &self.out,
            Compression::None,
            self.language,
        )
        .map_err(|refusal| {
            let (sentence, code) = refused(&refusal, self.language);
            Fault::of(Ending::new(self.language).failed(sentence, code))
        })?;
        content.cache.prune();
        Ok(written)
    }
}

impl Fault {
    fn of(ending: Ending) -> Self {
        ending.tell_problems();
        Self {
            reason: ending.reason().map(str::to_owned),
            problems: Vec::new(),
        }
    }
}
