//! What a page's `<head>` says of it: to browsers, search engines, and whoever shares its address.
//!
//! The template has what every page has in common (encoding, viewport, style) before it.

mod open_graph;

use std::borrow::Cow;
use std::fmt::Write as _;

use kiosque_model::{Badge, Page, PageBody};

use crate::edition::Edition;
use crate::site::Metadata;
use crate::xml::legal;
use crate::{feeds, html, pocket, structured_data};

/// The newspaper's mark, root-relative; one of the app's own files.
pub const LOGO: &str = "/icon.svg";

/// What robots are told of what is not for them.
const NOBODYS: &str = "noindex";

/// The picture that stands for a page where its address is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareImage {
    /// Absolute.
    pub url: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What it shows.
    pub alt: String,
    /// MIME type.
    pub mime: String,
}

/// The elements of `<head>` that depend on the page, one a line, and its structured data.
pub fn metadata(edition: &Edition, page: &Page, share_image: Option<&ShareImage>) -> Metadata {
    let site = &edition.site;
    let mut head = Head::default();
    let _ = writeln!(head.out, "<title>{}</title>", text(&page.document_title()));
    // A browser may draw a page of which it has a part, and what is centred moves when more of it
    // comes. The masthead is waited for: what follows it has begun
    // (https://html.spec.whatwg.org/#link-type-expect).
    head.out
        .push_str("<link rel=\"expect\" href=\"#contenu\" blocking=\"render\">\n");
    head.meta("name", "description", &page.description);
    head.meta("name", "robots", robots(page));
    if !stands_in(page) {
        // Each page of a list is its own: none repeats another.
        head.link("canonical", &site.absolute(&page.url));
    }
    head.installable(&edition.pocket.short_name);
    // Neither `prev` nor `next`: Firefox fetches the next page at once, asked for or not.
    open_graph::tell(&mut head, site, page, share_image);
    for feed in feeds::links(edition, page) {
        let (mime, title, url) = (text(feed.mime), text(&feed.title), text(&feed.url));
        let _ = writeln!(
            head.out,
            "<link rel=\"alternate\" type=\"{mime}\" title=\"{title}\" href=\"{url}\">"
        );
    }
    let graph = structured_data::graph(site, page, share_image);
    let structured_data = graph.map(|graph| {
        let json = graph.to_string();
        format!(
            "<script type=\"application/ld+json\">{}</script>",
            in_script(&json)
        )
    });
    Metadata {
        head: head.out,
        structured_data: structured_data.unwrap_or_default(),
    }
}

/// The elements of the head of a document without a page.
pub(crate) fn of_the_shell(edition: &Edition) -> String {
    let mut head = Head::default();
    let _ = writeln!(head.out, "<title>{}</title>", text(&edition.site.name));
    head.meta("name", "robots", NOBODYS);
    head.installable(&edition.pocket.short_name);
    head.out
}

/// Elements on their way into a head.
#[derive(Default)]
struct Head {
    out: String,
}

impl Head {
    /// A `meta` whose kind (`name` or `property`) is `kind`; none without content.
    fn meta(&mut self, kind: &str, name: &str, content: &str) {
        if !content.is_empty() {
            let content = text(content);
            let _ = writeln!(self.out, "<meta {kind}=\"{name}\" content=\"{content}\">");
        }
    }

    fn link(&mut self, rel: &str, url: &str) {
        let _ = writeln!(self.out, "<link rel=\"{rel}\" href=\"{}\">", text(url));
    }

    /// What makes the site one that can be installed. The manifest says the rest, the colours of
    /// both themes and the window among it; the name under the icon is told once more, for Apple's
    /// systems of before they read manifests.
    fn installable(&mut self, short_name: &str) {
        self.meta("name", "apple-mobile-web-app-title", short_name);
        for (rel, file) in [
            ("manifest", pocket::MANIFEST),
            ("apple-touch-icon", pocket::TOUCH_ICON),
        ] {
            self.link(rel, &format!("/{file}"));
        }
    }
}

/// Words as text or as the value of a double-quoted attribute. What is no character of an HTML
/// document either is left out.
fn text(words: &str) -> String {
    html::escape(&legal(words))
}

/// JSON as the text of a `script` element: nothing in it can end the element or open a comment.
/// The characters replaced stand inside strings only.
fn in_script(json: &str) -> Cow<'_, str> {
    if !json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        return Cow::Borrowed(json);
    }
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(safe, "\\u{:04x}", u32::from(c));
            }
            _ => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

/// Whether a page is shown under the addresses of others, and so is nobody's own.
fn stands_in(page: &Page) -> bool {
    matches!(page.body, PageBody::NotFound | PageBody::Offline)
}

/// Search engines may show large previews. What is no page yet, or none at all, is not for them, nor
/// is another search, nor what only a reader's device fills.
fn robots(page: &Page) -> &'static str {
    let unpublished = matches!(
        &page.body,
        PageBody::Article(article)
            if matches!(article.badge, Some(Badge::Draft | Badge::Scheduled))
    );
    let empty = matches!(page.body, PageBody::Search(_) | PageBody::Shelf);
    if unpublished || empty || stands_in(page) {
        NOBODYS
    } else {
        "max-image-preview:large"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_json_ends_its_script() {
        let json = serde_json::json!({"a": "</script><!-- & \u{2028}"}).to_string();
        let safe = in_script(&json);
        assert_eq!(
            safe,
            r#"{"a":"\u003c/script\u003e\u003c!-- \u0026 \u2028"}"#
        );
        let back: serde_json::Value = serde_json::from_str(&safe).unwrap();
        assert_eq!(back["a"], "</script><!-- & \u{2028}");
    }

    #[test]
    fn no_words_end_their_attribute() {
        let mut head = Head::default();
        head.meta("name", "description", "\"><script>\0&");
        assert_eq!(
            head.out,
            "<meta name=\"description\" content=\"&quot;&gt;&lt;script&gt;&amp;\">\n"
        );
    }

    #[test]
    fn nothing_to_say_is_not_said() {
        let mut head = Head::default();
        head.meta("name", "description", "");
        assert_eq!(head.out, "");
    }
}
