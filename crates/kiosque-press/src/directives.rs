//! Blocks between `:::` lines.

use std::ops::Range;

use kiosque_catalogue::editor::Problem;

use crate::diagnostic::{Findings, nearest};
use crate::permalink::slug_of;
use crate::source::{Located, Source};

/// What a directive makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DirectiveKind {
    /// `figure`.
    Figure,
    /// `exergue`, `pull-quote`.
    PullQuote,
    /// `encadré`, `explainer`.
    Explainer,
    /// `correction`.
    Correction,
    /// `fil`, `timeline`.
    Timeline,
}

/// Every name a directive answers to, its accents left out, with the names of its attributes.
const NAMES: [(&str, &str, DirectiveKind, &[&str]); 8] = [
    (
        "figure",
        "figure",
        DirectiveKind::Figure,
        &["src", "alt", "credit"],
    ),
    ("exergue", "exergue", DirectiveKind::PullQuote, &["cite"]),
    (
        "pull-quote",
        "pull-quote",
        DirectiveKind::PullQuote,
        &["cite"],
    ),
    ("encadre", "encadré", DirectiveKind::Explainer, &["title"]),
    (
        "explainer",
        "explainer",
        DirectiveKind::Explainer,
        &["title"],
    ),
    (
        "correction",
        "correction",
        DirectiveKind::Correction,
        &["date"],
    ),
    ("fil", "fil", DirectiveKind::Timeline, &["src", "sections"]),
    (
        "timeline",
        "timeline",
        DirectiveKind::Timeline,
        &["src", "sections"],
    ),
];

/// A directive of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// What it makes; `None` where its name is unknown or its end missing.
    pub kind: Option<DirectiveKind>,
    /// Its name as written, and where.
    pub name: Located<String>,
    /// Its attributes in order.
    pub attributes: Vec<(String, Located<String>)>,
    /// From its opening line to its closing line, the last line end left out.
    pub whole: Range<usize>,
    /// What stands between the two lines.
    pub inner: Range<usize>,
}

impl Directive {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&Located<String>> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    }

    /// The value of an attribute that must be there and say something.
    pub fn required(
        &self,
        name: &'static str,
        source: &Source,
        findings: &Findings,
    ) -> Option<&Located<String>> {
        let value = self
            .attribute(name)
            .filter(|value| !value.value.trim().is_empty());
        if value.is_none() {
            let directive = self.name.value.clone();
            let problem = Problem::MissingAttribute {
                directive,
                attribute: name,
            };
            findings.at(source, self.name.at.clone(), problem);
        }
        value
    }
}

/// Finds the directives in a part of a file; those in code are code. What is wrong is noted.
pub fn find(source: &Source, part: Range<usize>, findings: &Findings) -> Vec<Directive> {
    let mut found: Vec<Directive> = Vec::new();
    let mut open: Option<Directive> = None;
    let mut code: Option<(char, usize)> = None;
    let mut at = part.start;
    for line in source
        .text
        .get(part.clone())
        .unwrap_or_default()
        .split_inclusive('\n')
    {
        let start = at;
        at += line.len();
        if let Some(fence) = code {
            if closes_code(line, fence) {
                code = None;
            }
            continue;
        }
        code = opens_code(line);
        let Some(rest) = line.strip_prefix(":::") else {
            continue;
        };
        let rest = rest.trim_start_matches(':').trim();
        let end = start + line.trim_end().len();
        if rest.is_empty() {
            match open.take() {
                Some(mut directive) => {
                    directive.inner.end = start;
                    directive.whole.end = end;
                    found.push(directive);
                }
                None => findings.at(source, start..end, Problem::StrayDirectiveEnd),
            }
            continue;
        }
        if let Some(mut unclosed) = open.take() {
            report_unclosed(source, &mut unclosed, findings);
            unclosed.whole.end = start;
            found.push(unclosed);
        }
        open = Some(opening(source, start..end, at, findings));
    }
    if let Some(mut unclosed) = open {
        report_unclosed(source, &mut unclosed, findings);
        unclosed.whole.end = part.end;
        found.push(unclosed);
    }
    found
}

/// Where it was to end is not known, so that it makes nothing.
fn report_unclosed(source: &Source, directive: &mut Directive, findings: &Findings) {
    directive.kind = None;
    let name = directive.name.value.clone();
    findings.at(
        source,
        directive.name.at.clone(),
        Problem::UnclosedDirective { name },
    );
}

/// A code fence: its character and length.
fn opens_code(line: &str) -> Option<(char, usize)> {
    let inner = line.trim_start_matches(' ');
    let mark = inner
        .chars()
        .next()
        .filter(|mark| matches!(mark, '`' | '~'))?;
    let length = inner.chars().take_while(|c| *c == mark).count();
    let fence = length >= 3 && line.len() - inner.len() <= 3;
    // A backtick behind the fence makes it inline code.
    (fence && !(mark == '`' && inner[length..].contains('`'))).then_some((mark, length))
}

fn closes_code(line: &str, (mark, length): (char, usize)) -> bool {
    let inner = line.trim();
    inner.chars().count() >= length && inner.chars().all(|c| c == mark)
}

/// Reads an opening line.
fn opening(source: &Source, line: Range<usize>, body: usize, findings: &Findings) -> Directive {
    let text = &source.text[line.clone()];
    let head = text.trim_start_matches(':').trim_start();
    let name_start = line.end - head.len();
    let name_end = head
        .find(char::is_whitespace)
        .map_or(line.end, |at| name_start + at);
    let name = Located {
        value: source.text[name_start..name_end].to_owned(),
        at: name_start..name_end,
    };
    let attributes = attributes(source, name_end..line.end, findings);
    let plain = slug_of(&name.value);
    let known = NAMES.iter().find(|(known, ..)| *known == plain);
    if let Some((.., allowed)) = known {
        for (key, value) in attributes
            .iter()
            .filter(|(key, _)| !allowed.contains(&key.as_str()))
        {
            let problem = Problem::UnknownAttribute {
                directive: name.value.clone(),
                attribute: key.clone(),
                suggestion: nearest(key, allowed.iter().copied()),
            };
            findings.at(source, value.at.clone(), problem);
        }
    } else {
        let suggestion = nearest(&name.value, NAMES.iter().map(|(_, shown, ..)| *shown));
        let problem = Problem::UnknownDirective {
            name: name.value.clone(),
            suggestion,
        };
        findings.at(source, name.at.clone(), problem);
    }
    Directive {
        kind: known.map(|(_, _, kind, _)| *kind),
        name,
        attributes,
        whole: line,
        inner: body..body,
    }
}

/// Reads `name="value"` and `name=value`.
fn attributes(
    source: &Source,
    part: Range<usize>,
    findings: &Findings,
) -> Vec<(String, Located<String>)> {
    let mut attributes = Vec::new();
    let mut at = part.start;
    while at < part.end {
        let rest = &source.text[at..part.end];
        let skipped = rest.len() - rest.trim_start().len();
        if skipped > 0 {
            at += skipped;
            continue;
        }
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let read = rest[..word].find('=').and_then(|equals| {
            let key = &rest[..equals];
            let value = &rest[equals + 1..];
            let sound = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            let (length, value) = match value.strip_prefix('"') {
                Some(quoted) => {
                    let end = quoted.find('"')?;
                    (equals + end + 3, &quoted[..end])
                }
                None => (word, &rest[equals + 1..word]),
            };
            let curly = value.starts_with(['“', '”', '«', '\'', '’']);
            (sound && !curly).then(|| (key.to_owned(), value.to_owned(), length))
        });
        let Some((key, value, length)) = read else {
            let found = rest[..word].to_owned();
            findings.at(
                source,
                at..at + word,
                Problem::MalformedAttributes { found },
            );
            break;
        };
        attributes.push((
            key,
            Located {
                value,
                at: at..at + length,
            },
        ));
        at += length;
    }
    attributes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Directive>, Vec<(usize, Problem)>) {
        let source = Source {
            path: "a.md".into(),
            text: text.into(),
        };
        let findings = Findings::default();
        let found = find(&source, 0..text.len(), &findings);
        let problems = findings
            .into_sorted()
            .into_iter()
            .map(|found| (found.place.map_or(0, |place| place.line), found.problem))
            .collect();
        (found, problems)
    }

    #[test]
    fn french_and_english_names_and_attributes_are_read() {
        let text = "a\n::: encadré title=\"À savoir, ici\"\nDu texte\n:::\n::: correction \
                    date=2026-03-05T10:00:00+01:00\nb\n:::\n";
        let (found, problems) = read(text);
        assert_eq!(problems, []);
        let kinds: Vec<_> = found
            .iter()
            .filter_map(|directive| directive.kind)
            .collect();
        assert_eq!(kinds, [DirectiveKind::Explainer, DirectiveKind::Correction]);
        assert_eq!(found[0].attribute("title").unwrap().value, "À savoir, ici");
        assert_eq!(&text[found[0].inner.clone()], "Du texte\n");
        assert!(text[found[0].whole.clone()].starts_with("::: enc"));
        assert_eq!(
            found[1].attribute("date").unwrap().value,
            "2026-03-05T10:00:00+01:00"
        );
    }

    #[test]
    fn code_is_code() {
        let text = "```\n::: fil\n```\n~~~~ md\n::: x\n~~~\n:::\n~~~~\n    ::: y\n";
        assert_eq!(read(text), (vec![], vec![]));
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let (_, problems) =
            read("::: exergu\na\n:::\n:::\n::: figure src=a alr=\"b\"\n\n::: fil “a”\n");
        let name = |name: &str| name.to_owned();
        let expected = [
            (
                1,
                Problem::UnknownDirective {
                    name: name("exergu"),
                    suggestion: Some(name("exergue")),
                },
            ),
            (4, Problem::StrayDirectiveEnd),
            (
                5,
                Problem::UnclosedDirective {
                    name: name("figure"),
                },
            ),
            (
                5,
                Problem::UnknownAttribute {
                    directive: name("figure"),
                    attribute: name("alr"),
                    suggestion: Some(name("alt")),
                },
            ),
            (7, Problem::UnclosedDirective { name: name("fil") }),
            (
                7,
                Problem::MalformedAttributes {
                    found: name("“a”")
                },
            ),
        ];
        assert_eq!(problems, expected);
    }
}
