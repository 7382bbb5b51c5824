//! What `site.toml` says of the site installed, its pictures looked at.

use kiosque_catalogue::editor::Problem;

use super::Press;
use crate::media::{Kind, MediaShelf, MediaUse, PublishedMedia};
use crate::pocket::{Mark, Pocket, PocketSettings, Screenshot};
use crate::source::Located;

/// Fewest pixels a side of a PNG that icons are made from: the largest icon has as many.
const SMALLEST_ICON: u32 = 512;
/// Pixels of a screenshot's shorter and longer side, as browsers take it
/// (<https://developer.chrome.com/docs/devtools/progressive-web-apps>).
const SCREENSHOT_SIDES: std::ops::RangeInclusive<u32> = 320..=3840;
/// How much longer a screenshot's longer side may be, in tenths.
const LONGER: u32 = 23;

impl Press<'_> {
    /// What makes the site fit for a pocket. Screenshots are published like other pictures, what
    /// icons are drawn from is not.
    pub(super) fn pocket(&self, shelf: &MediaShelf<'_>) -> Pocket {
        let PocketSettings {
            short_name,
            icon,
            articles,
            worker,
            screenshots,
        } = &self.settings.pocket;
        let screenshots = screenshots.iter().filter_map(|shot| {
            let media = self.screenshot(&shot.file, shelf)?;
            Some(Screenshot {
                url: media.url(),
                width: media.width,
                height: media.height,
                mime: media.kind.mime(),
                label: shot.label.clone(),
                wide: shot.wide,
            })
        });
        let routes = &self.settings.routes;
        Pocket {
            short_name: short_name.as_ref().unwrap_or(&self.settings.name).clone(),
            mark: icon.as_ref().and_then(|icon| self.mark(icon)),
            articles: *articles,
            worker: *worker,
            screenshots: screenshots.collect(),
            shelf: routes.shelf.value.clone(),
            offline: routes.offline.value.clone(),
            search: routes.search.value.url(),
        }
    }

    fn mark(&self, icon: &Located<String>) -> Option<Mark> {
        // On a shelf of its own: it is published as what is made of it, not as it is.
        let shelf = MediaShelf::new(self.content.media.as_ref()).with_cache(&self.content.cache);
        let media = self.looked_at(icon, MediaUse::Picture, &shelf)?;
        let (width, height) = (media.width, media.height);
        let large_enough = match media.kind {
            Kind::Svg => true,
            Kind::Png => width >= SMALLEST_ICON,
            _ => {
                self.note_kind(icon, "SVG, PNG");
                return None;
            }
        };
        if width != height || !large_enough {
            let problem = Problem::IconShape {
                file: icon.value.clone(),
                width,
                height,
            };
            self.findings.at(self.site, icon.at.clone(), problem);
            return None;
        }
        Some(Mark {
            file: media.source,
            digest: media.digest,
        })
    }

    fn screenshot(&self, file: &Located<String>, shelf: &MediaShelf<'_>) -> Option<PublishedMedia> {
        let media = self.looked_at(file, MediaUse::Screenshot, shelf)?;
        // Every still picture of pixels is published as one.
        if media.kind != Kind::WebP {
            self.note_kind(file, "PNG, JPEG, WebP");
            return None;
        }
        let (width, height) = (media.width, media.height);
        let (short, long) = (width.min(height), width.max(height));
        let fit = SCREENSHOT_SIDES.contains(&short)
            && SCREENSHOT_SIDES.contains(&long)
            && long * 10 <= short * LONGER;
        if !fit {
            let problem = Problem::ScreenshotShape {
                file: file.value.clone(),
                width,
                height,
            };
            self.findings.at(self.site, file.at.clone(), problem);
            return None;
        }
        Some(media)
    }

    fn looked_at(
        &self,
        file: &Located<String>,
        used_as: MediaUse,
        shelf: &MediaShelf<'_>,
    ) -> Option<PublishedMedia> {
        let note = |problem| self.findings.at(self.site, file.at.clone(), problem);
        shelf.publish(&file.value, used_as).map_err(note).ok()
    }

    fn note_kind(&self, file: &Located<String>, accepted: &'static str) {
        let problem = Problem::MediaKind {
            file: file.value.clone(),
            accepted,
        };
        self.findings.at(self.site, file.at.clone(), problem);
    }
}
