//! Links as an editor wrote them, with their places.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::articles::{self, ArticleFile};
use crate::content::Content;
use crate::diagnostic::Findings;
use crate::source::Source;
use crate::{prose, settings};

/// A link in an article file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenLink<'s> {
    /// The file.
    pub source: &'s Source,
    /// Bytes of the file.
    pub at: Range<usize>,
    /// Where it leads, as written.
    pub target: String,
}

/// Every article that can be read; none where the settings cannot.
pub fn articles(content: &Content) -> Vec<ArticleFile<'_>> {
    // What is wrong was noted when the content was compiled.
    let unheard = Findings::default();
    let site = content.site.as_ref();
    let Some(settings) = site.and_then(|site| settings::read(site, &unheard)) else {
        return Vec::new();
    };
    let read = |source| articles::read(source, &settings, &unheard);
    content.articles.iter().filter_map(read).collect()
}

/// The links of an article: of its body, and of its opening picture's caption.
pub fn of<'s>(article: &ArticleFile<'s>) -> Vec<WrittenLink<'s>> {
    let source = article.source;
    let body = source.text.get(article.body.clone()).unwrap_or_default();
    let mut links: Vec<_> = links_in(&prose::parse_body(body, article.body.start))
        .map(|(target, at)| WrittenLink { source, at, target })
        .collect();
    let caption = article.hero.as_ref().and_then(|hero| hero.caption.as_ref());
    if let Some(caption) = caption {
        let found = prose::parse(&caption.value, 0);
        links.extend(links_in(&found).map(|(target, _)| WrittenLink {
            source,
            at: caption.at.clone(),
            target,
        }));
    }
    links
}

fn links_in<'a>(
    events: &'a [prose::Located<'_>],
) -> impl Iterator<Item = (String, Range<usize>)> + 'a {
    events.iter().filter_map(|(event, at)| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some((dest_url.to_string(), at.clone())),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_where_readers_find_them() {
        let text = "Un [lien](https://a.fr/) et `[code](https://b.fr/)`.\n\n\
                    ::: encadré title=\"T\"\nUn [autre][1] et <https://c.fr/>.\n:::\n\n\
                    ```\n[rien](https://d.fr/)\n```\n\n[1]: https://e.fr/#f\n";
        let found: Vec<_> = links_in(&prose::parse_body(text, 0))
            .map(|(target, at)| (target, text[at].to_owned()))
            .collect();
        let expected = [
            ("https://a.fr/", "[lien](https://a.fr/)"),
            ("https://e.fr/#f", "[autre][1]"),
            ("https://c.fr/", "<https://c.fr/>"),
        ]
        .map(|(target, text)| (target.to_owned(), text.to_owned()));
        assert_eq!(found, expected);
    }
}
