//! Text files of a content folder, and positions in them.

use std::ops::Range;

/// A text file of the content folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path below the content folder, with `/` between its parts.
    pub path: String,
    /// The whole file.
    pub text: String,
}

/// A stretch of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Bytes of the file.
    pub span: Range<usize>,
}

/// A value with the bytes of the file it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Bytes of the file.
    pub at: Range<usize>,
}

impl Source {
    /// Where a stretch of bytes stands; offsets past the end or inside a character are moved back.
    pub fn place(&self, span: Range<usize>) -> Place {
        let start = self.text.floor_char_boundary(span.start);
        let end = self.text.floor_char_boundary(span.end).max(start);
        let before = &self.text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            span: start..end,
        }
    }

    /// Where a line and a column, both from 1, stand.
    pub fn at_line(&self, line: usize, column: usize) -> Range<usize> {
        let start = self
            .text
            .split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum::<usize>();
        let at = self
            .text
            .floor_char_boundary(start + column.saturating_sub(1));
        at..at
    }

    /// The first place that holds a JSON string of this value, or the start of the file.
    pub fn at_string(&self, value: &str) -> Range<usize> {
        serde_json::to_string(value)
            .ok()
            .and_then(|quoted| Some((self.text.find(&quoted)?, quoted.len())))
            .map_or(0..0, |(start, len)| start..start + len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source {
            path: "a".into(),
            text: "été\nà « midi »\n".into(),
        };
        let start = source.text.find("midi").unwrap();
        let place = source.place(start..start + 4);
        assert_eq!((place.line, place.column), (2, 5));
        assert_eq!(source.place(1..999).span, 0..source.text.len());
    }

    #[test]
    fn lines_and_strings_are_found_again() {
        let source = Source {
            path: "a".into(),
            text: "{\n \"id\": \"12\"\n}".into(),
        };
        assert_eq!(source.place(source.at_line(2, 2)).line, 2);
        assert_eq!(&source.text[source.at_string("12")], "\"12\"");
        assert_eq!(source.at_string("absent"), 0..0);
    }
}
