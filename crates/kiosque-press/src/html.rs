//! HTML that may stand in a page.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;

/// Tags an editor may write as HTML. Links and pictures are written in Markdown, where they are
/// checked.
const WRITTEN: [&str; 40] = [
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "dl",
    "dt",
    "em",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "strong",
    "sub",
    "summary",
    "sup",
    "time",
    "u",
    "ul",
    "var",
];
/// Tags of either kind inside which a word goes on.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark",
    "q", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
];
/// Tags that only the compiler makes.
const MADE: [&str; 16] = [
    "a", "h2", "h3", "h4", "h5", "h6", "img", "section", "span", "table", "tbody", "td", "th",
    "thead", "tr", "wbr",
];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .add_tags(WRITTEN)
        .add_tags(MADE)
        .add_clean_content_tags(["script", "style"])
        .generic_attributes(HashSet::from(["lang", "dir", "title"]))
        .add_tag_attributes("a", ["href", "id", "rel"])
        .add_tag_attributes(
            "img",
            ["src", "alt", "width", "height", "loading", "decoding"],
        )
        .add_tag_attributes("code", ["class"])
        .add_tag_attributes("section", ["class"])
        .add_tag_attributes("sup", ["class"])
        .add_tag_attributes("ol", ["start"])
        .add_tag_attributes("time", ["datetime"])
        .add_tag_attributes("td", ["align"])
        .add_tag_attributes("th", ["align"])
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(None)
        .attribute_filter(|tag, name, value| match (tag, name) {
            ("code", "class") if !value.starts_with("language-") => None,
            ("sup" | "section", "class") if !value.starts_with("footnote") => None,
            ("img", "src") if !value.starts_with("/media/") => None,
            _ => Some(Cow::Borrowed(value)),
        });
    for tag in ["h2", "h3", "h4", "h5", "h6", "li"] {
        cleaner.add_tag_attributes(tag, ["id"]);
    }
    cleaner
});

/// HTML with nothing in it but what the allow-list lets through.
pub fn clean(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

/// Words as HTML text or attribute value.
pub fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// The words of clean HTML on one line, markup left out.
pub fn words(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let name = tag.trim_start_matches('/');
        let length = name.find(|c: char| !c.is_ascii_alphanumeric());
        if !INLINE.contains(&&name[..length.unwrap_or(name.len())]) {
            text.push(' ');
        }
        let mut quoted = false;
        let end = tag.find(|c: char| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        rest = end.map_or("", |end| &tag[end + 1..]);
    }
    text.push_str(rest);
    // What the cleaner escapes, `&` last.
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&");
    let words: Vec<&str> = text.split([' ', '\t', '\r', '\n']).collect();
    words
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The first tag in a piece of HTML that editors may not write, with its offset.
pub fn refused_tag(html: &str) -> Option<(usize, String)> {
    let mut at = 0;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let rest = &html[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            at = comment
                .find("-->")
                .map_or(html.len(), |end| html.len() - comment.len() + end + 3);
            continue;
        }
        let name = rest.trim_start_matches('/');
        let length = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let name = name[..length.unwrap_or(name.len())].to_ascii_lowercase();
        if name.starts_with(|c: char| c.is_ascii_alphabetic()) && !WRITTEN.contains(&name.as_str())
        {
            return Some((start, name));
        }
        at = start + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_runs_or_loads_is_left() {
        let html = clean(
            "<p onclick=\"x()\" style=\"color:red\">a<script>b()</script><a href=\"javascript:c()\">c</a>\
             <img src=\"https://x.example/a.png\" onerror=\"d()\"><iframe src=\"/e\"></iframe></p>",
        );
        assert_eq!(html, "<p>a<a>c</a><img></p>");
    }

    #[test]
    fn what_the_compiler_makes_is_kept() {
        for html in [
            "<h2 id=\"matin\">Matin</h2>",
            "<a href=\"https://a.fr/\" rel=\"noopener\">a</a>",
            "<pre><code class=\"language-toml\">a = 1</code></pre>",
            "<ol start=\"3\"><li>a</li></ol>",
            "<img src=\"/media/a.0.svg\" alt=\"\" width=\"1\" height=\"1\">",
            "<details><summary>a</summary>b</details>",
        ] {
            assert_eq!(clean(html), html);
        }
    }

    #[test]
    fn words_come_without_their_markup() {
        assert_eq!(
            words(
                "<p title=\"a > b\">L’<em>heure</em> : 5&nbsp;h &lt; 6&nbsp;h &amp;lt;</p>\n<p>Fin.</p>"
            ),
            "L’heure : 5\u{a0}h < 6\u{a0}h &lt; Fin."
        );
        assert_eq!(words("sans <b"), "sans");
    }

    #[test]
    fn refused_tags_are_found_where_they_stand() {
        assert_eq!(
            refused_tag("<b>a</b><!-- <x> --> <SCRIPT>"),
            Some((21, "script".into()))
        );
        assert_eq!(refused_tag("a < b, <em>c</em>, 1<2"), None);
        assert_eq!(refused_tag("</iframe>"), Some((0, "iframe".into())));
    }
}
