//! Tags told from words, as the HTML standard's tokeniser does
//! (<https://html.spec.whatwg.org/multipage/parsing.html#tokenization>).
//!
//! Each character is looked at a fixed number of times: whatever is not closed ends where the text
//! does, and nothing is read twice for it.

/// White space in tags.
const SPACE: &[u8] = b"\t\n\x0c\r ";

/// A piece of HTML. Comments, doctypes and the like are none.
pub(super) enum Token<'a> {
    /// Words, as written.
    Text(&'a str),
    /// A start tag.
    Start {
        name: &'a str,
        /// The first `href`, as written: a second attribute of a name does not count.
        href: Option<&'a str>,
        /// Whether it ends in `/>`.
        closed: bool,
    },
    /// An end tag.
    End(&'a str),
}

/// HTML that is still to read.
pub(super) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self { rest: html }
    }

    /// The next piece. A tag that is cut off by the end is none.
    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        while !self.rest.is_empty() {
            let text = self.until(b"<");
            if !text.is_empty() {
                return Some(Token::Text(text));
            }
            let mut ahead = self.rest.bytes().skip(1);
            match (ahead.next(), ahead.next()) {
                (Some(b'a'..=b'z' | b'A'..=b'Z'), _) => {
                    self.skip(1);
                    let name = self.name();
                    let (href, closed) = self.attributes()?;
                    return Some(Token::Start { name, href, closed });
                }
                (Some(b'/'), Some(b'a'..=b'z' | b'A'..=b'Z')) => {
                    self.skip(2);
                    let name = self.name();
                    self.attributes()?;
                    return Some(Token::End(name));
                }
                (Some(b'/'), None) => return Some(Token::Text(std::mem::take(&mut self.rest))),
                (Some(b'!'), _) if self.rest.starts_with("<!--") => self.skip_comment(),
                // Doctypes, `<![CDATA[`, `<?xml` and `</>`: the first `>` ends them.
                (Some(b'!' | b'?' | b'/'), _) => {
                    self.until(b">");
                    self.skip(1);
                }
                _ => return Some(Token::Text(self.take(1))),
            }
        }
        None
    }

    /// Goes past what is in an element whose tags are not read, up to its end tag.
    ///
    /// In a script, `<!--` and `<script` behind it hide an end tag
    /// (<https://html.spec.whatwg.org/multipage/parsing.html#script-data-escaped-state>).
    pub(super) fn skip_raw(&mut self, name: &str) {
        let script = name.eq_ignore_ascii_case("script");
        let (mut escaped, mut hidden) = (false, false);
        loop {
            self.until(if script { b"<-" } else { b"<" });
            if self.rest.is_empty() {
                return;
            }
            if let Some(inside) = self.rest.strip_prefix("</") {
                if begins(inside, name) {
                    if !hidden {
                        return;
                    }
                    hidden = false;
                }
            } else if self.rest.starts_with("-->") {
                (escaped, hidden) = (false, false);
            } else if script && self.rest.starts_with("<!--") {
                escaped = true;
                // Its own dashes may be the ones that end it: `<!-->`.
                self.skip(1);
            } else if let Some(inside) = self.rest.strip_prefix('<') {
                hidden |= escaped && begins(inside, name);
            }
            self.skip(1);
        }
    }

    fn skip_comment(&mut self) {
        self.skip(4);
        for abrupt in [">", "->"] {
            if let Some(rest) = self.rest.strip_prefix(abrupt) {
                self.rest = rest;
                return;
            }
        }
        loop {
            self.until(b"-");
            if self.rest.is_empty() {
                return;
            }
            for end in ["-->", "--!>"] {
                if let Some(rest) = self.rest.strip_prefix(end) {
                    self.rest = rest;
                    return;
                }
            }
            self.skip(1);
        }
    }

    fn name(&mut self) -> &'a str {
        self.until(b"\t\n\x0c\r />")
    }

    /// The attributes of a tag, and its end.
    fn attributes(&mut self) -> Option<(Option<&'a str>, bool)> {
        let mut href = None;
        loop {
            let gap = self.while_in(b"\t\n\x0c\r /");
            if self.eat('>') {
                return Some((href, gap.ends_with('/')));
            }
            // An `=` that begins a name belongs to it.
            let odd = self.eat('=');
            let name = self.until(b"\t\n\x0c\r />=");
            self.while_in(SPACE);
            let mut value = "";
            if self.eat('=') {
                self.while_in(SPACE);
                value = if self.eat('"') {
                    self.quoted(b"\"")
                } else if self.eat('\'') {
                    self.quoted(b"'")
                } else {
                    self.until(b"\t\n\x0c\r >")
                };
            }
            if self.rest.is_empty() {
                return None;
            }
            if !odd && href.is_none() && name.eq_ignore_ascii_case("href") {
                href = Some(value);
            }
        }
    }

    fn quoted(&mut self, quote: &[u8]) -> &'a str {
        let value = self.until(quote);
        self.skip(1);
        value
    }

    fn eat(&mut self, c: char) -> bool {
        let rest = self.rest.strip_prefix(c);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Everything before the first of some ASCII characters.
    fn until(&mut self, ends: &[u8]) -> &'a str {
        let end = self.rest.bytes().position(|b| ends.contains(&b));
        self.take(end.unwrap_or(self.rest.len()))
    }

    /// Everything before the first other character than some ASCII ones.
    fn while_in(&mut self, set: &[u8]) -> &'a str {
        let end = self.rest.bytes().position(|b| !set.contains(&b));
        self.take(end.unwrap_or(self.rest.len()))
    }

    fn skip(&mut self, bytes: usize) {
        self.take(bytes);
    }

    /// So many bytes, which end behind an ASCII character or before one; all there is otherwise.
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }
}

/// Whether a tag's text begins with a whole name.
fn begins(text: &str, name: &str) -> bool {
    text.get(..name.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(name))
        && text
            .as_bytes()
            .get(name.len())
            .is_some_and(|b| SPACE.contains(b) || matches!(b, b'/' | b'>'))
}
