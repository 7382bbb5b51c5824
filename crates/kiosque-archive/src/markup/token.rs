//! HTML as a run of tags and words.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token as HtmlToken, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// A piece of HTML. Comments and the like are left out, references are resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// A start tag.
    Open(Tag),
    /// An end tag.
    Close {
        /// In lower case.
        name: String,
        /// The byte after its `>` in the source.
        end: usize,
    },
    /// Words; for `script` and `style`, their source.
    Text(String),
}

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    /// In lower case.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// The byte after its `>` in the source.
    pub end: usize,
}

impl Tag {
    /// An attribute's value, spaces around it left out; absent when empty.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Whether `class` has this word.
    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| {
            classes
                .split_ascii_whitespace()
                .any(|word| word.eq_ignore_ascii_case(class))
        })
    }
}

/// Takes HTML apart. Any text is HTML; nothing fails.
pub(crate) fn tokens(html: &str) -> Vec<Token> {
    let sink = Sink::default();
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut fed = 0;
    // A tag is told when its `>` is read: fed up to each `>`, the end of every tag is known.
    for piece in html.split_inclusive('>') {
        fed += piece.len();
        tokenizer.sink.fed.set(fed);
        queue.push_back(StrTendril::from(piece));
        let _ = tokenizer.feed(&queue);
    }
    tokenizer.end();
    tokenizer.sink.tokens.take()
}

#[derive(Default)]
struct Sink {
    tokens: RefCell<Vec<Token>>,
    fed: Cell<usize>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: HtmlToken, _line: u64) -> TokenSinkResult<()> {
        let mut tokens = self.tokens.borrow_mut();
        match token {
            HtmlToken::CharacterTokens(words) => {
                if let Some(Token::Text(text)) = tokens.last_mut() {
                    text.push_str(&words);
                } else {
                    tokens.push(Token::Text(words.to_string()));
                }
                TokenSinkResult::Continue
            }
            HtmlToken::TagToken(tag) => {
                let name = tag.name.to_string();
                let end = self.fed.get();
                match tag.kind {
                    TagKind::EndTag => {
                        tokens.push(Token::Close { name, end });
                        TokenSinkResult::Continue
                    }
                    TagKind::StartTag => {
                        let next = contents(&name);
                        let attributes = tag
                            .attrs
                            .into_iter()
                            .map(|one| (one.name.local.to_string(), one.value.to_string()))
                            .collect();
                        tokens.push(Token::Open(Tag {
                            name,
                            attributes,
                            end,
                        }));
                        next
                    }
                }
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

/// How what stands in an element is read: HTML, Living Standard, 13.2.6.4.
fn contents(name: &str) -> TokenSinkResult<()> {
    match name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
            TokenSinkResult::RawData(RawKind::Rawtext)
        }
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        "plaintext" => TokenSinkResult::Plaintext,
        _ => TokenSinkResult::Continue,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_and_ends_are_known() {
        let html = "<p title='a>b'>é &amp;lt; 👩‍🚀</p>";
        let tokens = tokens(html);
        let [
            Token::Open(p),
            Token::Text(text),
            Token::Close { name, end },
        ] = tokens.as_slice()
        else {
            panic!("{tokens:?}");
        };
        assert_eq!(p.attribute("title"), Some("a>b"));
        assert_eq!(html.get(..p.end), Some("<p title='a>b'>"));
        assert_eq!(text, "é &lt; 👩‍🚀");
        assert_eq!((name.as_str(), *end), ("p", html.len()));
    }

    #[test]
    fn a_script_is_source_and_no_markup() {
        let tokens = tokens("<script>if (a < b) { '<p>' }</script>x");
        assert_eq!(
            tokens.get(1),
            Some(&Token::Text("if (a < b) { '<p>' }".into()))
        );
        assert_eq!(tokens.len(), 4);
    }
}
