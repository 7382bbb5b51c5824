//! `kiosque check`.

use jiff::Timestamp;
use kiosque_catalogue::editor::{Severity, command_words};
use kiosque_model::Language;
use kiosque_press::diagnostic::{Diagnostic, sorted};
use kiosque_press::edition::{self, Outcome};
use kiosque_press::outside_links::{self, Manners};
use kiosque_press::{content::Content, feed_check, fragments};

use super::arguments::Check;
use super::telling::{Ending, Found};
use super::{progress, read};

/// Lists every problem of the content folder.
pub fn run(check: &Check, language: Language) -> Ending {
    let content = match read(&check.folder.content, &check.cache, language) {
        Ok(content) => content,
        Err(ending) => return ending,
    };
    let outcome = edition::check(&content, Timestamp::now());
    let language = outcome.language.unwrap_or(language);
    let words = command_words(language);
    let found = Found {
        content: Some(&content),
        folder: check.folder.content.display().to_string(),
        language,
    };
    let inside = inside(&content, outcome);
    let mut ending = Ending::new(language)
        .with_problems(&found, &inside)
        .with_count("files", content.files());
    let mut sentence = (words.sound)(content.files());
    let mut outside = Vec::new();
    if check.external {
        let links = outside_links::find(&content);
        let bar = progress::bar(words.asking, links.len());
        outside = links.ask(Manners::default(), &|| bar.inc(1));
        bar.finish_and_clear();
        ending = ending
            .with_problems(&found, &outside)
            .with_count("outside_links", links.len());
        sentence = format!("{sentence}\n{}", (words.outside_sound)(links.len()));
    }
    content.cache.prune();
    if fails(&inside) {
        ending.failed(String::new(), 1)
    } else if fails(&outside) {
        ending.failed(String::new(), 3)
    } else if outside.is_empty() {
        ending.succeeded(sentence)
    } else {
        ending.succeeded((words.sound)(content.files()))
    }
}

/// Everything that can be told without asking anyone.
fn inside(content: &Content, outcome: Outcome) -> Vec<Diagnostic> {
    let mut diagnostics = outcome.diagnostics;
    if let Some(edition) = &outcome.edition {
        diagnostics.extend(fragments::check(content, edition));
        diagnostics.extend(feed_check::check(edition));
    }
    sorted(diagnostics)
}

fn fails(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity != Severity::Note)
}
