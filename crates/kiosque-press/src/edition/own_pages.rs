//! Pages that a site has once: search, the newsletter where there is one, the reader's own page and
//! the one shown offline where there is a worker.

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
        let pocket = [&routes.shelf, &routes.offline];
        std::iter::once(&routes.search)
            .chain(newsletter.map(|_| &routes.newsletter))
            .chain(pocket.into_iter().filter(|_| self.settings.pocket.worker))
    }

    /// Those pages.
    pub(super) fn own_pages(
        &self,
        lists: &Lists,
        articles: usize,
    ) -> Vec<(Permalink, Head, PageBody)> {
        let mut pages = vec![self.search_page(lists, articles)];
        pages.extend(self.newsletter_page());
        if self.settings.pocket.worker {
            pages.extend(self.pocket_pages());
        }
        pages
    }

    fn pocket_pages(&self) -> [(Permalink, Head, PageBody); 2] {
        let words = reader::words(self.settings.wording.language).pocket;
        let routes = &self.settings.routes;
        let head = |title: &str, description: &str| Head {
            title: title.to_owned(),
            description: description.to_owned(),
        };
        [
            (
                routes.shelf.value.clone(),
                head(words.shelf_title, words.shelf_description),
                PageBody::Shelf,
            ),
            (
                routes.offline.value.clone(),
                head(words.offline_title, words.offline_description),
                PageBody::Offline,
            ),
        ]
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
