//! What there is to read in cleaned HTML and in archived posts.

use kiosque_model::post::{Post, PostAuthor, PostState, Quote, SpanKind};
use kiosque_model::{Block, Figure, TimelineBlock};

/// Elements inside which a word goes on.
const INLINE: [&str; 25] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark",
    "q", "s", "samp", "small", "span", "strong", "sub", "time", "u", "var", "wbr",
];

/// Adds what a block says, words apart by white space.
pub(super) fn block(out: &mut String, block: &Block) {
    match block {
        Block::Prose { html } | Block::Correction { html, .. } => self::html(out, html),
        Block::Figure(figure) => caption(out, figure),
        Block::PullQuote { html, cite } => {
            self::html(out, html);
            cite.iter().for_each(|cite| plain(out, cite));
        }
        Block::Explainer { title, html, .. } => {
            plain(out, title);
            self::html(out, html);
        }
        Block::Timeline(timeline) => self::timeline(out, timeline),
    }
}

/// Adds a picture's caption.
pub(super) fn caption(out: &mut String, figure: &Figure) {
    figure.caption.iter().for_each(|caption| html(out, caption));
}

/// Adds plain text.
pub(super) fn plain(out: &mut String, text: &str) {
    out.push_str(text);
    out.push(' ');
}

/// Adds the words of HTML that the press cleaned: its tags are sound, and of its character
/// references only those that a serialiser writes are left.
fn html(out: &mut String, html: &str) {
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = if rest.starts_with('<') {
            let end = tag_end(rest);
            if !goes_on(&rest[..end]) {
                out.push(' ');
            }
            &rest[end..]
        } else {
            reference(out, rest)
        };
    }
    plain(out, rest);
}

/// Length of the tag a text begins with. An attribute may hold a `>`.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// Whether the words before and after a tag are one.
fn goes_on(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    let name = &name[..end];
    // "1<sup>er</sup>" is one word, the mark of a footnote is none of its own.
    INLINE.contains(&name) || (name == "sup" && !tag.contains("footnote"))
}

/// Adds the character that a reference stands for, and gives what follows it.
fn reference<'a>(out: &mut String, text: &'a str) -> &'a str {
    let known = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&nbsp;", '\u{a0}'),
    ];
    for (reference, character) in known {
        if let Some(rest) = text.strip_prefix(reference) {
            out.push(character);
            return rest;
        }
    }
    out.push('&');
    &text[1..]
}

fn timeline(out: &mut String, block: &TimelineBlock) {
    for section in &block.timeline.sections {
        plain(out, &section.title);
        for (entry, post) in block.posts_of(section) {
            entry.note.iter().for_each(|note| plain(out, note));
            self::post(out, &post.post);
        }
    }
}

fn post(out: &mut String, post: &Post) {
    if matches!(post.state, PostState::Withdrawn { .. }) {
        return;
    }
    author(out, &post.author);
    match &post.cw {
        // What a warning covers would stand open in an excerpt.
        Some(warning) => plain(out, warning),
        None => said(out, post),
    }
}

fn said(out: &mut String, post: &Post) {
    for piece in post.pieces() {
        match piece.kind {
            Some(SpanKind::Link { display, .. }) => out.push_str(display),
            Some(SpanKind::CustomEmoji { .. }) => {}
            _ => out.push_str(piece.text),
        }
    }
    out.push(' ');
    if let Some(card) = &post.card {
        plain(out, &card.title);
    }
    if let Some(Quote::Post(quoted)) = &post.quote {
        author(out, &quoted.author);
        if quoted.cw.is_none() {
            said(out, quoted);
        }
    }
}

fn author(out: &mut String, author: &PostAuthor) {
    plain(out, &author.spoken_name());
    out.push('@');
    plain(out, &author.handle);
}

#[cfg(test)]
mod tests {
    fn words(html: &str) -> String {
        let mut out = String::new();
        super::html(&mut out, html);
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn blocks_part_words_and_inline_tags_do_not() {
        assert_eq!(words("<p>Un</p><p>deux<br>trois</p>"), "Un deux trois");
        assert_eq!(
            words("<p>le <em>C</em>afé, 1<sup>er</sup></p>"),
            "le Café, 1er"
        );
        assert_eq!(
            words(r##"mot<sup class="footnote-reference"><a href="#n-1">1</a></sup>."##),
            "mot 1."
        );
        assert_eq!(words("<ul><li>a</li><li>b</li></ul>"), "a b");
    }

    #[test]
    fn references_are_characters_and_attributes_are_not_words() {
        assert_eq!(words("a &amp; b &lt;c&gt; &amp;lt;"), "a & b <c> &lt;");
        assert_eq!(words(r#"<abbr title="x > y">Z</abbr>é"#), "Zé");
        assert_eq!(words("R&D <"), "R&D");
    }
}
