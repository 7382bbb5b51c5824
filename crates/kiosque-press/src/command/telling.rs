//! What came of a task, said to a person or to a program.

use std::collections::BTreeMap;
use std::time::Duration;

use kiosque_catalogue::editor::{Severity, command_words};
use kiosque_model::Language;
use kiosque_press::content::Content;
use kiosque_press::diagnostic::Diagnostic;
use kiosque_press::html::escape;
use kiosque_press::output::Written;
use kiosque_press::report;
use serde::Serialize;
use serde_json::Value;

/// The version of the JSON document; goes up when a program that reads it would go wrong.
const JSON_VERSION: u32 = 1;

/// What a task ended with.
#[derive(Debug)]
pub struct Ending {
    /// The language it is told in.
    language: Language,
    /// Problems found, with the pieces of text they were found in.
    problems: Vec<Told>,
    /// Numbers, by name.
    counts: BTreeMap<&'static str, usize>,
    /// Posts, one by one, where the task is about posts.
    posts: Option<Vec<Value>>,
    /// Whether the sentence of failure stands for itself.
    plainly: bool,
    /// Files written.
    written: Option<Written>,
    /// The sentence of success.
    success: Option<String>,
    /// The sentence of failure and its exit code.
    failure: Option<(String, u8)>,
}

/// A problem, worded.
#[derive(Debug, Serialize)]
pub struct Told {
    severity: &'static str,
    code: String,
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    message: String,
    mend: String,
    /// As a terminal shows it.
    #[serde(skip)]
    pub shown: String,
}

/// Where problems were found.
pub struct Found<'a> {
    pub content: Option<&'a Content>,
    /// Put before the paths of content files.
    pub folder: String,
    pub language: Language,
}

impl Found<'_> {
    /// Words a problem.
    pub fn tell(&self, diagnostic: &Diagnostic) -> Told {
        Told {
            severity: severity(diagnostic.severity),
            code: diagnostic.problem.code(),
            file: diagnostic.file.clone(),
            line: diagnostic.place.as_ref().map(|place| place.line),
            column: diagnostic.place.as_ref().map(|place| place.column),
            message: diagnostic.problem.message(self.language),
            mend: diagnostic.problem.mend(self.language),
            shown: report::render(diagnostic, self.content, &self.folder, self.language),
        }
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

impl Told {
    /// Words that are no [`Problem`](kiosque_catalogue::editor::Problem)'s: about a file, below a
    /// folder that may be empty, a message and perhaps a mend.
    pub fn of(
        severity: Severity,
        code: String,
        (folder, file): (&str, &str),
        (message, mend): (String, Option<String>),
        language: Language,
    ) -> Self {
        let path = if folder.is_empty() {
            file.to_owned()
        } else {
            format!("{}/{file}", folder.trim_end_matches('/'))
        };
        let shown = report::render_words(severity, &message, &path, mend.as_deref(), language);
        Self {
            severity: self::severity(severity),
            code,
            file: file.to_owned(),
            line: None,
            column: None,
            message,
            mend: mend.unwrap_or_default(),
            shown,
        }
    }

    /// As an item of a list in a page.
    pub fn html(&self) -> String {
        let place = self
            .line
            .map_or_else(|| self.file.clone(), |line| format!("{}:{line}", self.file));
        let (place, message, mend) = (escape(&place), escape(&self.message), escape(&self.mend));
        format!("<li><code>{place}</code> <strong>{message}</strong> {mend}</li>")
    }
}

impl Ending {
    /// An end that says nothing yet.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            problems: Vec::new(),
            counts: BTreeMap::new(),
            posts: None,
            plainly: false,
            written: None,
            success: None,
            failure: None,
        }
    }

    /// Wrong usage, or something the system refuses: exit code 2.
    pub fn failure(sentence: String, language: Language) -> Self {
        Self::new(language).failed(sentence, 2)
    }

    /// Problems, in their order.
    pub fn with_problems(mut self, found: &Found<'_>, diagnostics: &[Diagnostic]) -> Self {
        self.problems
            .extend(diagnostics.iter().map(|diagnostic| found.tell(diagnostic)));
        self
    }

    /// Problems that are worded already, in their order.
    pub fn with_told(mut self, told: impl IntoIterator<Item = Told>) -> Self {
        self.problems.extend(told);
        self
    }

    /// Posts that programs may want to know of.
    pub fn with_posts(mut self, posts: Vec<Value>) -> Self {
        self.posts = Some(posts);
        self
    }

    /// The sentences of failure, which are no single error: a list to choose from.
    pub fn failed_plainly(mut self, sentences: String, code: u8) -> Self {
        self.plainly = true;
        self.failed(sentences, code)
    }

    /// A number that programs may want.
    pub fn with_count(mut self, name: &'static str, count: usize) -> Self {
        self.counts.insert(name, count);
        self
    }

    /// Files written.
    pub fn with_written(mut self, written: Written) -> Self {
        self.written = Some(written);
        self.with_count("files_made", written.made)
            .with_count("files_kept", written.kept)
            .with_count("files_removed", written.removed)
    }

    /// The sentence of success.
    pub fn succeeded(mut self, sentence: String) -> Self {
        self.success = Some(sentence);
        self
    }

    /// The sentence of failure; it may be empty where the problems say everything.
    pub fn failed(mut self, sentence: String, code: u8) -> Self {
        self.failure = Some((sentence, code));
        self
    }

    /// The sentence of failure.
    pub fn reason(&self) -> Option<&str> {
        let (sentence, _) = self.failure.as_ref()?;
        Some(sentence)
            .filter(|sentence| !sentence.is_empty())
            .map(String::as_str)
    }

    /// See `docs/contracts/command.md`.
    pub fn exit_code(&self) -> u8 {
        self.failure.as_ref().map_or(0, |(_, code)| *code)
    }

    fn count(&self, severity: &str) -> usize {
        let problems = self.problems.iter();
        problems.filter(|told| told.severity == severity).count()
    }

    /// Problems and failure on standard error.
    pub fn tell_problems(&self) {
        let words = command_words(self.language);
        for told in &self.problems {
            anstream::eprintln!("{}\n", told.shown);
        }
        let (errors, warnings) = (self.count("error"), self.count("warning"));
        if errors + warnings > 0 {
            anstream::eprintln!("{}", (words.found)(errors, warnings));
        }
        match &self.failure {
            Some((sentence, 2)) if !self.plainly => {
                anstream::eprintln!("{}: {sentence}", words.error)
            }
            Some((sentence, _)) if !sentence.is_empty() => anstream::eprintln!("{sentence}"),
            _ => {}
        }
    }

    fn sentences(&self, took: Duration) -> Vec<String> {
        let words = command_words(self.language);
        let work = self.written.map(
            |Written {
                 made,
                 kept,
                 removed,
             }| { (words.work)(made, kept, removed, took.as_millis()) },
        );
        self.success.iter().cloned().chain(work).collect()
    }

    /// Says everything to a person: what is wrong on standard error, what was done on standard
    /// output.
    pub fn tell(&self, took: Duration) {
        self.tell_problems();
        for sentence in self.sentences(took) {
            anstream::println!("{sentence}");
        }
    }

    /// Says everything to a program on standard output, and to a person on standard error.
    pub fn tell_json(&self, command: &str, took: Duration) {
        #[derive(Serialize)]
        struct Document<'a> {
            version: u32,
            command: &'a str,
            exit_code: u8,
            diagnostics: &'a [Told],
            counts: BTreeMap<&'static str, usize>,
            #[serde(skip_serializing_if = "Option::is_none")]
            posts: Option<&'a [Value]>,
            failure: Option<&'a str>,
            duration_ms: u64,
        }
        self.tell_problems();
        for sentence in self.sentences(took) {
            anstream::eprintln!("{sentence}");
        }
        let mut counts = self.counts.clone();
        for (name, severity) in [
            ("errors", "error"),
            ("warnings", "warning"),
            ("notes", "note"),
        ] {
            counts.insert(name, self.count(severity));
        }
        let document = Document {
            version: JSON_VERSION,
            command,
            exit_code: self.exit_code(),
            diagnostics: &self.problems,
            counts,
            posts: self.posts.as_deref(),
            failure: self.reason(),
            duration_ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        };
        // Numbers, strings and lists: there is nothing in it that JSON cannot hold.
        if let Ok(json) = serde_json::to_string_pretty(&document) {
            println!("{json}");
        }
    }
}
