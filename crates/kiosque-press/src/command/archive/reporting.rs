//! What came of bringing posts in, post by post.

use std::collections::BTreeMap;
use std::fmt::Debug;

use kiosque_archive::Import;
use kiosque_catalogue::editor::{
    ArchiveFault, ArchiveWords, Loss, MediaRefusal, Refusal, Severity, archive_words,
};
use kiosque_model::post::{Post, Source};
use kiosque_model::{Language, excerpt};
use kiosque_press::archive::fates::{Arrival, Fate};
use kiosque_press::archive::importing::posted_at;
use kiosque_press::archive::store::{Archive, network};
use kiosque_press::moments::Wording;
use serde_json::{Value, json};

use super::super::telling::{Ending, Told};
use super::{Task, fate_name, mend_of};

/// Posts listed before the list is cut.
const LISTED: usize = 20;
/// Characters of a post's text that are shown.
const OPENING: usize = 60;

/// What is told at the end.
pub struct Report<'a> {
    words: &'static ArchiveWords,
    wording: Wording,
    folder: String,
    task: &'a Task,
    lines: Vec<String>,
    told: Vec<Told>,
    posts: Vec<Value>,
    kept: usize,
    refreshed: usize,
    already: usize,
    refused: usize,
    media_lost: usize,
    /// The posts of the archive and their files.
    stored: BTreeMap<String, String>,
}

impl<'a> Report<'a> {
    pub fn new(archive: &Archive, task: &'a Task) -> Self {
        let stored = archive.posts.iter();
        Self {
            words: archive_words(archive.wording.language),
            wording: archive.wording.clone(),
            folder: task.folder.content.display().to_string(),
            task,
            lines: Vec::new(),
            told: Vec::new(),
            posts: Vec::new(),
            kept: 0,
            refreshed: 0,
            already: 0,
            refused: 0,
            media_lost: 0,
            stored: stored
                .map(|(id, stored)| (id.clone(), stored.path.clone()))
                .collect(),
        }
    }

    pub fn language(&self) -> Language {
        self.wording.language
    }

    pub fn line(&mut self, line: String) {
        self.lines.push(line);
    }

    /// A post that is not archived, and why.
    pub fn refusal(&mut self, name: &str, id: Option<&str>, why: &Refusal) {
        let language = self.language();
        let stored = id.and_then(|id| Some((id, self.stored.get(id)?.as_str())));
        let mend = mend_of(stored, why, language);
        let message = why.message(language);
        self.refuse(name, id, &code_of(why), &message, Some(mend));
    }

    /// A post that cannot be read where days were asked for: nobody can tell whether it is of them.
    pub fn undated(&mut self, name: &str, id: Option<&str>, why: &Refusal) {
        let language = self.language();
        let message = plain(&worded(id, &why.message(language)));
        self.told.push(Told::of(
            Severity::Warning,
            code_of(why),
            ("", name),
            (message, Some(why.mend(language))),
            language,
        ));
    }

    /// A post that cannot come in, and why; says whether it is one.
    pub fn barred(&mut self, name: &str, id: &str, fate: &Fate) -> bool {
        let words = self.words;
        let (code, message, mend) = match fate {
            Fate::Withdrawn => (
                "archive-withdrawn",
                (words.withdrawn)(id),
                words.withdrawn_mend,
            ),
            Fate::OtherNetwork(file) => (
                "archive-other-network",
                (words.other_network)(id, file),
                words.other_network_mend,
            ),
            Fate::OtherPost(file) => (
                "archive-other-post",
                (words.other_post)(id, file),
                words.other_post_mend,
            ),
            Fate::Unreadable(file) => (
                "archive-unreadable",
                (words.unreadable)(id, file),
                words.unreadable_mend,
            ),
            Fate::Poorer => ("archive-poorer", (words.poorer)(id), words.poorer_mend),
            Fate::Kept | Fate::Refreshed | Fate::Unchanged | Fate::Already => return false,
        };
        self.refuse(name, None, code, &message, Some(mend.to_owned()));
        true
    }

    /// A copy of a post that was left aside.
    fn copy(&mut self, name: &str, id: &str) {
        self.told.push(Told::of(
            Severity::Note,
            "archive-copy".to_owned(),
            ("", name),
            (plain(&(self.words.copy)(id)), None),
            self.language(),
        ));
    }

    /// A timeline that could not be added to.
    pub fn timeline_fault(&mut self, path: &str, message: String) {
        self.refused += 1;
        self.told.push(Told::of(
            Severity::Error,
            "archive-timeline".to_owned(),
            (&self.folder, path),
            (message, None),
            self.wording.language,
        ));
    }

    /// Ids, or days, that nothing was found for.
    pub fn none_found(&mut self, ids: &[String]) {
        let message = (self.words.none_found)(ids);
        let name = self.task.inputs.join(", ");
        let mend = self.words.none_found_mend.to_owned();
        self.refuse(&name, None, "archive-none-found", &message, Some(mend));
    }

    fn refuse(
        &mut self,
        name: &str,
        id: Option<&str>,
        code: &str,
        message: &str,
        mend: Option<String>,
    ) {
        self.refused += 1;
        let message = plain(&worded(id, message));
        let told = Told::of(
            Severity::Error,
            code.to_owned(),
            ("", name),
            (message, mend),
            self.language(),
        );
        self.told.push(told);
    }

    /// What became of a post.
    pub fn arrival(&mut self, arrival: &Arrival) {
        let words = self.words;
        let id = arrival.post.id.as_str();
        for copy in &arrival.copies {
            self.copy(copy, id);
        }
        if self.barred(&arrival.from, id, &arrival.fate) {
            return;
        }
        match &arrival.fate {
            Fate::Kept => self.kept += 1,
            Fate::Refreshed => self.refreshed += 1,
            Fate::Unchanged | Fate::Already => self.already += 1,
            // Told as barred.
            Fate::Withdrawn
            | Fate::OtherNetwork(_)
            | Fate::OtherPost(_)
            | Fate::Unreadable(_)
            | Fate::Poorer => return,
        }
        let fate = match (&arrival.fate, self.task.dry_run) {
            (Fate::Kept, false) => words.kept,
            (Fate::Kept, true) => words.would_keep,
            (Fate::Refreshed, false) => words.refreshed,
            (Fate::Refreshed, true) => words.would_refresh,
            (Fate::Unchanged, _) => words.unchanged,
            _ => words.already,
        };
        let mut line = format!("{fate}  {}", self.summary(&arrival.post));
        if arrival.media.all > 0 {
            let media = (words.media)(arrival.media.kept, arrival.media.all);
            line.push_str(&format!(" ({media})"));
        }
        self.lines.push(line);
        self.media_lost += arrival.media.all - arrival.media.kept.min(arrival.media.all);
        self.posts.push(json!({
            "id": id,
            "source": network(arrival.post.source),
            "fate": fate_name(&arrival.fate),
            "file": arrival.path,
            "posted": self.wording.moment(arrival.posted).iso,
            "author": arrival.post.author.handle,
            "media": arrival.media.all,
            "media_kept": arrival.media.kept,
        }));
        let language = self.language();
        for loss in &arrival.losses {
            let mend = match loss {
                Loss::Media {
                    why: MediaRefusal::Host { .. },
                    ..
                } if arrival.post.source == Source::Mastodon => {
                    Some(words.mastodon_media_mend.to_owned())
                }
                Loss::Media { url, .. } => {
                    let unkept = ArchiveFault::MediaUnkept { url: url.clone() };
                    Some(unkept.mend(language))
                }
                _ => None,
            };
            let message = plain(&worded(Some(id), &loss.message(language)));
            self.told.push(Told::of(
                Severity::Warning,
                code_of(loss),
                (&self.folder, &arrival.path),
                (message, mend),
                language,
            ));
        }
    }

    /// A post in a line: id, hour, author, first words.
    fn summary(&self, post: &Post) -> String {
        let hour = posted_at(post).map(|at| self.wording.moment(at).full);
        format!(
            "{}  {}  @{}  {}",
            plain(&post.id),
            hour.unwrap_or_default(),
            plain(&post.author.handle),
            opening(post)
        )
    }

    /// The posts of an input, to choose from.
    pub fn choices(&mut self, name: &str, import: &Import) {
        let all = import.posts.len() + import.refused.len();
        self.lines.push((self.words.choose)(name, all));
        let posts = import
            .posts
            .iter()
            .map(|post| format!("  {}", self.summary(&post.post)));
        let language = self.language();
        let refused = import.refused.iter().map(|refused| {
            let id = refused.id.as_deref().unwrap_or("?");
            plain(&format!("  {id}  – {}", refused.why.message(language)))
        });
        let listed: Vec<String> = posts.chain(refused).take(LISTED).collect();
        let more = all - listed.len();
        self.lines.extend(listed);
        if more > 0 {
            self.lines.push((self.words.more)(more));
        }
    }

    /// The end where somebody has to choose first.
    pub fn choice_ending(&mut self) -> Ending {
        let lines = std::mem::take(&mut self.lines).join("\n");
        let told = std::mem::take(&mut self.told);
        Ending::new(self.language())
            .with_told(told)
            .failed_plainly(lines, 2)
    }

    /// The end.
    pub fn ending(mut self) -> Ending {
        let words = self.words;
        let summary = (words.summary)(self.kept, self.refreshed, self.already, self.refused);
        self.lines.push(summary);
        if self.task.dry_run {
            self.lines.push(words.dry_run.to_owned());
        }
        let ending = Ending::new(self.language())
            .with_told(self.told)
            .with_count("kept", self.kept)
            .with_count("refreshed", self.refreshed)
            .with_count("already", self.already)
            .with_count("refused", self.refused)
            .with_count("media_lost", self.media_lost)
            .with_posts(self.posts)
            .succeeded(self.lines.join("\n"));
        if self.refused > 0 {
            ending.failed(String::new(), 1)
        } else {
            ending
        }
    }
}

/// A sentence about a post.
fn worded(id: Option<&str>, message: &str) -> String {
    id.map_or_else(|| message.to_owned(), |id| format!("{id} – {message}"))
}

/// The beginning of a text on one line.
pub fn opening(post: &Post) -> String {
    plain(&excerpt(&post.text, OPENING))
}

/// A text from outside, without what steers a terminal or turns the text around it.
pub fn plain(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .filter(|c| !c.is_control() && !turns(*c))
        .collect()
}

/// A name for programs: `archive-` and the variant's.
fn code_of(value: &impl Debug) -> String {
    let debug = format!("{value:?}");
    let mut code = "archive".to_owned();
    for letter in debug.chars().take_while(char::is_ascii_alphanumeric) {
        if letter.is_ascii_uppercase() {
            code.push('-');
        }
        code.push(letter.to_ascii_lowercase());
    }
    code
}
