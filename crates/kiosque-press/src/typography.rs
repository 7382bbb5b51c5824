//! Typography of the newsroom's own prose.
//!
//! French: narrow no-break space (U+202F) before `;`, `!`, `?` and inside « », no-break space
//! (U+00A0) before `:`, as the Imprimerie nationale's rules have it; straight double quotes become
//! « », or “ ” inside « ». Both languages: typographic apostrophes, `…` for three dots. Words that
//! hold a web or mail address, times such as 9:05, and code are left as they are. Dashes are the
//! editor's own. Setting what was already set changes nothing.

mod english;
mod french;

use kiosque_model::Language;

/// A stretch of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run<'a> {
    /// Words to set.
    Words(&'a str),
    /// A break between words: the end of a line.
    Break,
    /// Something that is left alone and stands like a word: code, a picture.
    Opaque,
}

/// Sets a paragraph. Every run gives one string, empty where it is no words: quotes and spaces
/// are seen across runs, so that emphasis and links inside a sentence change nothing.
pub fn set(language: Language, runs: &[Run<'_>]) -> Vec<String> {
    let mut text = Characters::new(runs);
    match language {
        Language::Fr => french::set(&mut text),
        Language::En => english::set(&mut text),
    }
    text.out
}

/// Sets plain words.
pub fn plain(language: Language, words: &str) -> String {
    set(language, &[Run::Words(words.trim())])
        .pop()
        .unwrap_or_default()
}

/// Stands for a run that is left alone.
const OPAQUE: char = '\u{fffc}';
/// No-break space.
const NBSP: char = '\u{a0}';
/// Narrow no-break space.
const NNBSP: char = '\u{202f}';

/// The characters of a paragraph on their way into the set runs.
struct Characters {
    /// Each with the run it belongs to, and whether it stands inside an address.
    all: Vec<(char, usize, bool)>,
    out: Vec<String>,
    /// The last character set, whichever run it went to.
    last: Option<char>,
}

impl Characters {
    fn new(runs: &[Run<'_>]) -> Self {
        let mut all = Vec::new();
        for (run, content) in runs.iter().enumerate() {
            match content {
                Run::Words(words) => all.extend(words.chars().map(|c| (c, run, false))),
                Run::Break => all.push(('\n', run, false)),
                Run::Opaque => all.push((OPAQUE, run, false)),
            }
        }
        mark_addresses(&mut all);
        Self {
            all,
            out: vec![String::new(); runs.len()],
            last: None,
        }
    }

    fn at(&self, index: usize) -> Option<char> {
        self.all.get(index).map(|(c, ..)| *c)
    }

    fn before(&self, index: usize) -> Option<char> {
        index.checked_sub(1).and_then(|index| self.at(index))
    }

    /// Puts a character into a run.
    fn put(&mut self, run: usize, c: char) {
        if c != OPAQUE && c != '\n' {
            self.out[run].push(c);
        }
        self.last = Some(c);
    }

    /// Takes back the spaces set last, over as many runs as they fill.
    fn unput_spaces(&mut self, run: usize) {
        for run in (0..=run).rev() {
            let kept = self.out[run].trim_end_matches(is_space).len();
            self.out[run].truncate(kept);
            if kept > 0 || self.all.iter().any(|(c, of, _)| *of == run && *c == OPAQUE) {
                break;
            }
        }
        self.last = None;
    }
}

/// A space inside a line, breaking or not.
const fn is_space(c: char) -> bool {
    matches!(c, ' ' | NBSP | NNBSP)
}

fn is_gap(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '«' | '“' | '‘' | '—' | '–' | '/')
}

fn closes(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '}' | '»' | '”' | '"' | '’' | '\'' | '.' | '…' | ','
    )
}

/// Marks the words that hold a web or mail address, the punctuation behind them left out.
fn mark_addresses(all: &mut [(char, usize, bool)]) {
    let mut start = 0;
    while start < all.len() {
        let length = all[start..]
            .iter()
            .take_while(|(c, ..)| !c.is_whitespace())
            .count();
        let end = start + length;
        let word: String = all[start..end].iter().map(|(c, ..)| *c).collect();
        let bare = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'', '»', '…']);
        let address = bare.contains("://")
            || bare.starts_with("www.")
            || bare.starts_with("mailto:")
            || bare
                .split_once('@')
                .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        if address {
            let lead = bare
                .chars()
                .take_while(|c| opens(*c) || matches!(c, '"' | '\''))
                .count();
            let count = bare.chars().count();
            for mark in &mut all[start + lead..start + count] {
                mark.2 = true;
            }
        }
        start = end + 1;
    }
}

#[cfg(test)]
mod tests;
