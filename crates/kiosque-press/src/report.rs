//! Problems as a terminal shows them.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use kiosque_catalogue::editor::{CommandWords, Severity, command_words};
use kiosque_model::Language;

use crate::content::Content;
use crate::diagnostic::Diagnostic;

/// Words a problem the way compilers do: the sentence, the place with its line, the mend.
/// `folder` is put before the paths of content files.
pub fn render(
    diagnostic: &Diagnostic,
    content: Option<&Content>,
    folder: &str,
    language: Language,
) -> String {
    let words: &'static CommandWords = command_words(language);
    let level = level(diagnostic.severity, words);
    let path = if folder.is_empty() {
        diagnostic.file.clone()
    } else {
        format!("{}/{}", folder.trim_end_matches('/'), diagnostic.file)
    };
    let source = content.and_then(|content| content.source(&diagnostic.file));
    let title = level.primary_title(diagnostic.problem.message(language));
    let group = match (&diagnostic.place, source) {
        (Some(place), Some(source)) => {
            title.element(Snippet::source(source.text.as_str()).path(path).annotation(
                AnnotationKind::Primary.span(first_line(&source.text, place.span.clone())),
            ))
        }
        _ => title.element(Origin::path(path)),
    };
    let mend = Level::HELP
        .with_name(words.mend)
        .message(diagnostic.problem.mend(language));
    let report: [Group<'_>; 1] = [group.element(mend)];
    Renderer::styled()
        .decor_style(DecorStyle::Unicode)
        .render(&report)
}

/// Words what is no [`Problem`](kiosque_catalogue::editor::Problem) in the same form.
pub fn render_words(
    severity: Severity,
    message: &str,
    path: &str,
    mend: Option<&str>,
    language: Language,
) -> String {
    let words = command_words(language);
    let group = level(severity, words)
        .primary_title(message)
        .element(Origin::path(path));
    let group = match mend {
        Some(mend) => group.element(Level::HELP.with_name(words.mend).message(mend)),
        None => group,
    };
    let report: [Group<'_>; 1] = [group];
    Renderer::styled()
        .decor_style(DecorStyle::Unicode)
        .render(&report)
}

fn level(severity: Severity, words: &'static CommandWords) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR.with_name(words.error),
        Severity::Warning => Level::WARNING.with_name(words.warning),
        Severity::Note => Level::NOTE.with_name(words.note),
    }
}

/// A span cut at the end of its line: the rest says nothing more.
fn first_line(text: &str, span: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let end = text[span.clone()]
        .find('\n')
        .map_or(span.end, |at| span.start + at);
    span.start..end
}
