//! What stands at the head and at the foot of every page.

use kiosque_catalogue::editor::Problem;
use kiosque_catalogue::reader;
use kiosque_model::{Link, Masthead};

use super::Press;
use super::lists::Lists;
use crate::articles::ArticleFile;
use crate::links::{LinkTargets, Target};
use crate::permalink::Permalink;

impl Press<'_> {
    /// The masthead of every page. Links at the foot that lead nowhere are noted.
    pub(super) fn masthead(
        &self,
        visible: &[&ArticleFile<'_>],
        lists: &Lists,
        targets: &LinkTargets,
    ) -> Masthead {
        let settings = &self.settings;
        let newest = visible
            .iter()
            .find(|article| !self.is_unpublished(article))
            .or_else(|| visible.first());
        let mut footer = Vec::new();
        for (title, link) in &settings.footer {
            let problem = match targets.resolve(&link.value) {
                Ok(Target::Inside(url)) => {
                    footer.push(Link {
                        title: title.clone(),
                        url,
                    });
                    continue;
                }
                Ok(_) => Problem::RelativeLink {
                    link: link.value.clone(),
                },
                Err(problem) => problem,
            };
            self.findings.at(self.site, link.at.clone(), problem);
        }
        self.lead_to_newsletter(&mut footer);
        Masthead {
            name: settings.name.clone(),
            tagline: settings.tagline.clone(),
            language: settings.wording.language,
            home: Permalink::root().url(),
            search: Some(settings.routes.search.value.url()),
            shelf: settings
                .pocket
                .worker
                .then(|| settings.routes.shelf.value.url()),
            edition: newest
                .map(|article| settings.wording.edition(article.published))
                .unwrap_or_default(),
            sections: lists.section_links(),
            footer,
        }
    }

    /// Adds a link to the newsletter's page at the foot of every page, unless the editor has one
    /// there.
    fn lead_to_newsletter(&self, footer: &mut Vec<Link>) {
        let Some(newsletter) = self.settings.offered_newsletter() else {
            return;
        };
        if footer.iter().any(|link| link.url == newsletter.page) {
            return;
        }
        let words = reader::words(self.settings.wording.language).voices;
        footer.push(Link {
            title: words.newsletter.to_owned(),
            url: newsletter.page,
        });
    }
}
