//! Problems with the place they were found at.

use std::cell::RefCell;
use std::ops::Range;

use kiosque_catalogue::editor::{Problem, Severity};

use crate::source::{Place, Source};

/// A problem found in the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// Path below the content folder.
    pub file: String,
    /// Where in the file, if at one place.
    pub place: Option<Place>,
    /// What is wrong; its sentences are in the catalogue.
    pub problem: Problem,
}

/// The problems found so far.
#[derive(Debug, Default)]
pub struct Findings(RefCell<Vec<Diagnostic>>);

impl Findings {
    /// Notes a problem at a stretch of a file.
    pub fn at(&self, source: &Source, span: Range<usize>, problem: Problem) {
        self.0.borrow_mut().push(Diagnostic {
            severity: problem.severity(),
            file: source.path.clone(),
            place: Some(source.place(span)),
            problem,
        });
    }

    /// Notes a problem of a whole file.
    pub fn in_file(&self, path: &str, problem: Problem) {
        self.0.borrow_mut().push(Diagnostic {
            severity: problem.severity(),
            file: path.to_owned(),
            place: None,
            problem,
        });
    }

    /// Adds what another collection found.
    pub fn extend(&self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.0.borrow_mut().extend(diagnostics);
    }

    /// Every problem once, in the order of files and lines.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        sorted(self.0.into_inner())
    }

    /// Every problem in the order found.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0.into_inner()
    }
}

/// Every problem once, in the order of files and lines.
pub fn sorted(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let key = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.as_ref();
        (
            diagnostic.file.clone(),
            place.map_or((0, 0), |place| (place.span.start, place.span.end)),
            format!("{:?}", diagnostic.problem),
        )
    };
    diagnostics.sort_by_cached_key(key);
    diagnostics.dedup();
    diagnostics
}

/// The known name nearest to the one written, if one is near enough to be meant.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let written = written.to_lowercase();
    known
        .into_iter()
        .map(|name| {
            (
                strsim::damerau_levenshtein(&written, &name.to_lowercase()),
                name,
            )
        })
        .filter(|(distance, name)| *distance <= (name.chars().count() / 3).clamp(1, 4))
        .min()
        .map(|(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_near_names_are_suggested() {
        let known = ["redaction", "marie-durand", "ali"];
        assert_eq!(nearest("redacton", known), Some("redaction".into()));
        assert_eq!(nearest("Marie-Duran", known), Some("marie-durand".into()));
        assert_eq!(nearest("bob", known), None);
    }

    #[test]
    fn problems_come_once_and_in_order() {
        let source = Source {
            path: "b.md".into(),
            text: "un\ndeux\n".into(),
        };
        let findings = Findings::default();
        findings.at(&source, 3..7, Problem::StrayDirectiveEnd);
        findings.at(&source, 0..2, Problem::StrayDirectiveEnd);
        findings.at(&source, 3..7, Problem::StrayDirectiveEnd);
        findings.in_file("a.md", Problem::NotUtf8);
        let lines: Vec<_> = findings
            .into_sorted()
            .into_iter()
            .map(|found| (found.file, found.place.map(|place| place.line)))
            .collect();
        assert_eq!(
            lines,
            [
                ("a.md".into(), None),
                ("b.md".into(), Some(1)),
                ("b.md".into(), Some(2))
            ]
        );
    }
}
