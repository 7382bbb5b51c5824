//! Pages that a site has once: search, and the newsletter where there is one.

use kiosque_catalogue::reader;
use kiosque_model::{PageBody, SearchPage};

use super::lists::Lists;
use super::{Head, Press};
use crate::permalink::Permalink;
use crate::search;
use crate::source::Located;

/// Most tags on the search page.
const SUGGESTED_TAGS: usize = 40;

impl Press<'_> {
    /// Their permalinks, with the place in `site.toml` that names each.
    pub(super) fn own_permalinks(&self) -> impl Iterator<Item = &Located<Permalink>> {
        let routes = &self.settings.routes;
        let newsletter = self.settings.newsletter.as_ref();
        std::iter::once(&routes.search).chain(newsletter.map(|_| &routes.newsletter))
    }

    /// Those pages.
    pub(super) fn own_pages(
        &self,
        lists: &Lists,
        articles: usize,
    ) -> Vec<(Permalink, Head, PageBody)> {
        let mut pages = vec![self.search_page(lists, articles)];
        pages.extend(self.newsletter_page());
        pages
    }

    fn search_page(&self, lists: &Lists, articles: usize) -> (Permalink, Head, PageBody) {
        let words = reader::words(self.settings.wording.language);
        let head = Head {
            title: words.search.to_owned(),
            description: words.search_description.to_owned(),
        };
        let page = SearchPage {
            indexes: search::folders(articles),
            tags: lists.most_used_tags(SUGGESTED_TAGS),
        };
        let permalink = self.settings.routes.search.value.clone();
        (permalink, head, PageBody::Search(page))
    }

    fn newsletter_page(&self) -> Option<(Permalink, Head, PageBody)> {
        let newsletter = self.settings.offered_newsletter()?;
        let words = reader::words(self.settings.wording.language).voices;
        let title = words.newsletter_title;
        let head = Head {
            title: words.newsletter.to_owned(),
            description: match &newsletter.promise {
                Some(promise) => format!("{title} {promise}"),
                None => title.to_owned(),
            },
        };
        let permalink = self.settings.routes.newsletter.value.clone();
        Some((permalink, head, PageBody::Newsletter(Box::new(newsletter))))
    }
}
