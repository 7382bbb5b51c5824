//! The text of a post and the spans inside it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Media, Post};

/// A marked stretch of a post's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What the stretch is.
    pub kind: SpanKind,
}

/// What a stretch of text is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpanKind {
    /// A link.
    Link {
        /// Target.
        href: String,
        /// What is shown in place of the stretch.
        display: String,
        /// X's own redirect, kept for the record and never linked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tco: Option<String>,
    },
    /// An account.
    Mention {
        /// Handle without `@`.
        handle: String,
        /// The account's page.
        href: String,
    },
    /// A hashtag.
    Hashtag {
        /// The tag without `#`.
        tag: String,
        /// The network's page of the tag.
        href: String,
    },
    /// A stock symbol.
    Cashtag {
        /// The symbol without `$`.
        symbol: String,
        /// The network's page of the symbol.
        href: String,
    },
    /// An instance's own emoji.
    CustomEmoji {
        /// Its name, colons left out.
        shortcode: String,
        /// The image.
        media: Box<Media>,
    },
    /// Bold text.
    Bold,
    /// Italic text.
    Italic,
}

impl SpanKind {
    /// Where the stretch leads, if anywhere.
    pub fn href(&self) -> Option<&str> {
        match self {
            Self::Link { href, .. }
            | Self::Mention { href, .. }
            | Self::Hashtag { href, .. }
            | Self::Cashtag { href, .. } => Some(href),
            Self::CustomEmoji { .. } | Self::Bold | Self::Italic => None,
        }
    }

    /// Whether some words are the ones this kind names. Catches offsets counted in the wrong
    /// unit, the commonest fault of archived posts.
    pub fn reads_as(&self, text: &str) -> bool {
        let after = |marks: [char; 2]| text.strip_prefix(marks);
        match self {
            Self::Mention { handle, .. } => after(['@', '＠']).is_some_and(|name| {
                name.to_lowercase() == handle.to_lowercase()
                    // Mastodon shows the local part of `name@instance` alone.
                    || handle.to_lowercase().starts_with(&format!("{}@", name.to_lowercase()))
            }),
            Self::Hashtag { tag, .. } => {
                after(['#', '＃']).is_some_and(|word| word.to_lowercase() == tag.to_lowercase())
            }
            Self::Cashtag { symbol, .. } => text
                .strip_prefix('$')
                .is_some_and(|word| word.eq_ignore_ascii_case(symbol)),
            Self::CustomEmoji { shortcode, .. } => text == format!(":{shortcode}:"),
            Self::Link { .. } | Self::Bold | Self::Italic => true,
        }
    }
}

/// A stretch of text, marked or not, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The words.
    pub text: &'a str,
    /// Their mark.
    pub kind: Option<&'a SpanKind>,
}

/// Why a span cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpanFault {
    /// It ends before it starts, or past the text, or inside a character.
    Bounds {
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
    },
    /// It begins before the span in front of it ends.
    Overlap {
        /// First byte.
        start: usize,
    },
    /// The words it covers are not what it says.
    Mismatch {
        /// The words covered.
        text: String,
    },
    /// It links to something that is not `http` or `https`.
    Scheme {
        /// The target.
        href: String,
    },
}

impl fmt::Display for SpanFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bounds { start, end } => write!(f, "span {start}..{end} is outside the text"),
            Self::Overlap { start } => write!(f, "the span at {start} overlaps the one before"),
            Self::Mismatch { text } => write!(f, "the span over {text:?} says something else"),
            Self::Scheme { href } => write!(f, "{href:?} is not an http(s) address"),
        }
    }
}

/// The address if a page may link to it: `http` or `https`, whatever the case.
pub fn web_link(href: &str) -> Option<&str> {
    let (scheme, rest) = href.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    (web && !rest.is_empty()).then_some(href)
}

/// The host that a link leads to, where its words do not begin with it: on Bluesky and Mastodon
/// they may say anything, another host's name too.
pub fn hidden_host(href: &str, words: &str) -> Option<String> {
    let (_, rest) = web_link(href)?.split_once("://")?;
    // A browser takes a backslash for a slash, and what stands before an @ for a user's name.
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let words = words.trim().to_lowercase();
    let words = words.split_once("://").map_or(&*words, |(_, rest)| rest);
    let words = words.strip_prefix("www.").unwrap_or(words);
    let told = words
        .strip_prefix(host)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#', '…']));
    (!told && !host.is_empty()).then(|| host.to_owned())
}

impl Post {
    /// What is wrong with the spans, in order; nothing when all can be used.
    pub fn span_faults(&self) -> Vec<SpanFault> {
        let mut faults = Vec::new();
        let mut reached = 0;
        for span in &self.spans {
            let Some(text) = (span.start < span.end)
                .then(|| self.text.get(span.start..span.end))
                .flatten()
            else {
                faults.push(SpanFault::Bounds {
                    start: span.start,
                    end: span.end,
                });
                continue;
            };
            if span.start < reached {
                faults.push(SpanFault::Overlap { start: span.start });
                continue;
            }
            reached = span.end;
            if !span.kind.reads_as(text) {
                faults.push(SpanFault::Mismatch { text: text.into() });
            }
            if let Some(href) = span.kind.href()
                && web_link(href).is_none()
            {
                faults.push(SpanFault::Scheme { href: href.into() });
            }
        }
        faults
    }

    /// The text cut at its spans. A span that cannot be used leaves plain text, so that every
    /// word appears exactly once whatever the spans say.
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        let mut pieces = Vec::with_capacity(self.spans.len() * 2 + 1);
        let mut reached = 0;
        for span in &self.spans {
            if span.start < reached || span.end <= span.start {
                continue;
            }
            let (Some(before), Some(text)) = (
                self.text.get(reached..span.start),
                self.text.get(span.start..span.end),
            ) else {
                continue;
            };
            if !before.is_empty() {
                pieces.push(Piece {
                    text: before,
                    kind: None,
                });
            }
            pieces.push(Piece {
                text,
                kind: Some(&span.kind),
            });
            reached = span.end;
        }
        if let Some(rest) = self.text.get(reached..)
            && !rest.is_empty()
        {
            pieces.push(Piece {
                text: rest,
                kind: None,
            });
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(text: &str, spans: Vec<Span>) -> Post {
        let mut post: Post = match serde_json::from_str(super::super::tests::POST) {
            Ok(post) => post,
            Err(error) => unreachable!("the test post parses: {error}"),
        };
        post.text = text.into();
        post.spans = spans;
        post
    }

    fn hashtag(start: usize, end: usize, tag: &str) -> Span {
        Span {
            start,
            end,
            kind: SpanKind::Hashtag {
                tag: tag.into(),
                href: format!("https://x.com/hashtag/{tag}"),
            },
        }
    }

    fn words(post: &Post) -> Vec<(&str, bool)> {
        post.pieces()
            .iter()
            .map(|piece| (piece.text, piece.kind.is_some()))
            .collect()
    }

    #[test]
    fn offsets_count_bytes_past_accents_and_emoji() {
        let text = "🚀 Été à #Aix !";
        let start = text.find('#').unwrap_or_default();
        let post = post(text, vec![hashtag(start, start + 4, "aix")]);
        assert_eq!(post.span_faults(), []);
        assert_eq!(
            words(&post),
            [("🚀 Été à ", false), ("#Aix", true), (" !", false)]
        );
    }

    #[test]
    fn no_word_is_lost_or_doubled_by_bad_spans() {
        let text = "é #un #deux";
        let bad = vec![
            hashtag(1, 4, "un"),    // inside the é
            hashtag(3, 6, "un"),    // right
            hashtag(4, 9, "n #de"), // overlaps
            hashtag(9, 7, "x"),     // backwards
            hashtag(7, 99, "deux"), // past the end
        ];
        let post = post(text, bad);
        let joined: String = post.pieces().iter().map(|piece| piece.text).collect();
        assert_eq!(joined, text);
        assert_eq!(post.span_faults().len(), 4);
    }

    #[test]
    fn offsets_in_the_wrong_unit_are_noticed() {
        // Counted in characters instead of bytes: one accent puts the span one byte early.
        let post = post("é #un", vec![hashtag(2, 5, "un")]);
        assert_eq!(
            post.span_faults(),
            [SpanFault::Mismatch { text: " #u".into() }]
        );
    }

    #[test]
    fn only_web_addresses_are_linked() {
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//x.com",
            "ftp://x",
            "https://",
        ] {
            assert_eq!(web_link(bad), None, "{bad}");
        }
        assert_eq!(web_link("HTTPS://x.com/a"), Some("HTTPS://x.com/a"));
    }

    #[test]
    fn a_link_that_does_not_say_where_it_leads_is_told_apart() {
        let told = [
            ("https://www.exemple.example/a/b", "exemple.example/a…"),
            ("https://exemple.example", "https://Exemple.example"),
            ("https://exemple.example?q=1", "www.exemple.example?q=1"),
        ];
        for (href, words) in told {
            assert_eq!(hidden_host(href, words), None, "{words}");
        }
        let hidden = [
            ("https://mal.example/", "exemple.example/a", "mal.example"),
            (
                "https://exemple.example/",
                "notre enquête",
                "exemple.example",
            ),
            (
                "https://exemple.example/",
                "exemple.example.mal.example",
                "exemple.example",
            ),
            (
                "https://exemple.example@mal.example/",
                "exemple.example",
                "mal.example",
            ),
            (
                "https://mal.example\\@exemple.example/",
                "exemple.example",
                "mal.example",
            ),
        ];
        for (href, words, host) in hidden {
            assert_eq!(hidden_host(href, words).as_deref(), Some(host), "{words}");
        }
        assert_eq!(hidden_host("javascript:alert(1)", "ici"), None);
    }
}
