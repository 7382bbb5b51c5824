//! The same components, printed.

use kiosque_model::{Page, PageBody};
use leptos::prelude::*;
use leptos_router::location::RequestUrl;

use crate::app::App;
use crate::components::discussion;
use crate::pages::{search, shelf};

/// The HTML that stands in `<body>` of a page, with the marks by which the app finds its nodes
/// again. Pages may be printed on several threads at once.
pub fn body(page: &Page) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        provide_context(RequestUrl::new(&page.url));
        provide_context(page.clone());
        App().to_html()
    });
    owner.cleanup();
    // Leptos writes its marks as comments that HTML counts as errors; the nodes are the same.
    html.replace("<!>", "<!---->")
}

/// What a live article is styled by beside the common sheet. Readers write under nearly all of them.
const LIVE: &str = concat!(
    include_str!("../style/live.css"),
    include_str!("../style/discussion.css")
);

/// The style sheets that pages of one kind have beside the common one.
pub const OWN_STYLES: [&str; 4] = [search::STYLE, discussion::STYLE, shelf::STYLE, LIVE];

/// The style sheet that a page has beside the common one.
pub fn own_style(page: &Page) -> Option<&'static str> {
    match &page.body {
        PageBody::Search(_) => Some(search::STYLE),
        PageBody::Newsletter(_) => Some(discussion::STYLE),
        PageBody::Shelf | PageBody::Offline => Some(shelf::STYLE),
        PageBody::Article(article) if article.is_live() => Some(LIVE),
        PageBody::Article(article) => {
            let readers_write = article.discussion.is_some() || article.newsletter.is_some();
            readers_write.then_some(discussion::STYLE)
        }
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_printed_whole() {
        let page = Page::from_json(
            r#"{"version":4,"url":"/rien/","title":"Introuvable","description":"",
            "masthead":{"name":"Le Nom","language":"fr","home":"/","edition":"lundi","sections":
            [{"title":"Ville","url":"/ville/"}]},"body":"not_found"}"#,
        )
        .unwrap();
        let html = body(&page);
        for part in [
            "<main id=\"contenu\"",
            "Le Nom",
            "href=\"/ville/\"",
            "<footer",
        ] {
            assert!(html.contains(part), "no {part} in {html}");
        }
        assert_eq!(html, body(&page));
    }
}
