//! XML that every parser reads.

use std::borrow::Cow;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// Text without the characters that XML 1.0 forbids even as references (its production `Char`):
/// most controls, U+FFFE and U+FFFF.
pub fn legal(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_legal) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|c| is_legal(*c)).collect())
    }
}

const fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// A document on its way to bytes. Everything written is made legal and escaped.
pub struct Document {
    writer: Writer<Vec<u8>>,
}

impl Document {
    /// A document with its declaration.
    ///
    /// # Errors
    ///
    /// Those of the writer; writing to memory has none of its own. So for all that follows.
    pub fn new() -> io::Result<Self> {
        let mut writer = Writer::new(Vec::new());
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let mut document = Self { writer };
        document.line()?;
        Ok(document)
    }

    /// Opens an element.
    ///
    /// # Errors
    ///
    /// As [`Document::new`].
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.writer
            .write_event(Event::Start(start(name, attributes)))?;
        self.line()
    }

    /// Closes an element.
    ///
    /// # Errors
    ///
    /// As [`Document::new`].
    pub fn close(&mut self, name: &str) -> io::Result<()> {
        self.writer.write_event(Event::End(BytesEnd::new(name)))?;
        self.line()
    }

    /// An element with nothing in it.
    ///
    /// # Errors
    ///
    /// As [`Document::new`].
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.writer
            .write_event(Event::Empty(start(name, attributes)))?;
        self.line()
    }

    /// An element with words in it.
    ///
    /// # Errors
    ///
    /// As [`Document::new`].
    pub fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.text_with(name, &[], text)
    }

    /// An element with attributes and words in it.
    ///
    /// # Errors
    ///
    /// As [`Document::new`].
    pub fn text_with(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        text: &str,
    ) -> io::Result<()> {
        let text = legal(text);
        self.writer
            .write_event(Event::Start(start(name, attributes)))?;
        self.writer
            .write_event(Event::Text(BytesText::new(&text)))?;
        self.close(name)
    }

    /// The bytes.
    pub fn finish(self) -> Vec<u8> {
        self.writer.into_inner()
    }

    /// One element a line: a person who looks at a feed can read it.
    fn line(&mut self) -> io::Result<()> {
        self.writer
            .write_event(Event::Text(BytesText::from_escaped("\n")))
    }
}

fn start<'a>(name: &'a str, attributes: &[(&'a str, &'a str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, legal(value).as_ref()));
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_characters_are_left_out_and_others_kept() {
        assert_eq!(legal("a\0b\u{1b}c\td\ne\u{fffe}f\u{ffff}"), "abc\td\nef");
        assert!(matches!(legal("é 🚀 \u{202f}"), Cow::Borrowed(_)));
    }

    #[test]
    fn markup_in_words_and_attributes_stays_words() -> io::Result<()> {
        let mut document = Document::new()?;
        document.text_with("a", &[("b", "\"<&'\u{8}")], "]]> <c/> & \u{c}")?;
        let xml = String::from_utf8(document.finish()).unwrap_or_default();
        assert_eq!(
            xml,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <a b=\"&quot;&lt;&amp;&apos;\">]]&gt; &lt;c/&gt; &amp; </a>\n"
        );
        Ok(())
    }
}
