//! The images that stand for pages where their addresses are shared.
//!
//! Networks read neither SVG nor, all of them, WebP, and show an image at 1.91 to 1. The press sets
//! one for each article as the newspaper would: its name, the section, the headline, the date, and
//! the picture that opens the article. Every other page shows the newspaper's own. Type is outlines
//! of the faces carried in the program, so that an image is the same on every machine.

mod card;
mod drawable;
mod face;
mod lines;
mod printing;

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use kiosque_model::{Article, Page, PageBody};
use resvg::tiny_skia::Pixmap;

use self::card::{Card, HEIGHT, PICTURE_HEIGHT, PICTURE_WIDTH, Subject, WIDTH, Words};
use self::drawable::drawable;
use self::face::{Faces, faces};
use crate::cache::Cache;
use crate::edition::{Edition, Site};
use crate::head::ShareImage;
use crate::media::{self, Kind, MediaFolder, Prints, PublishedMedia};
use crate::permalink::slug_of;
use crate::site_file::{Fingerprint, SiteFile};

/// Version of the drawing: goes up when the same words and picture would give another image.
const DRAWING: &str = "1";
/// Pictures kept at hand while images are drawn: neighbours often open with the same.
const PICTURES_AT_HAND: usize = 16;

/// The image of a page: an article's own, the newspaper's for every other. None for what is not
/// there, and where the newspaper's name has no letter that the faces have.
pub fn of(edition: &Edition, page: &Page) -> Option<ShareImage> {
    if matches!(page.body, PageBody::NotFound | PageBody::Offline) {
        return None;
    }
    let faces = faces()?;
    let site = &edition.site;
    let drawn = Drawn::article(faces, edition, page).or_else(|| Drawn::newspaper(faces, site))?;
    let subject = match (&drawn.words.subject, &page.body) {
        (Subject::Article { .. }, PageBody::Article(article)) => Some(&article.headline),
        _ => site.tagline.as_ref(),
    };
    Some(ShareImage {
        url: site.absolute(&format!("/{}", drawn.path())),
        width: WIDTH,
        height: HEIGHT,
        alt: match subject {
            Some(subject) => format!("{} – {subject}", site.name),
            None => site.name.clone(),
        },
        mime: drawn.kind().mime().to_owned(),
    })
}

/// Every share image of an edition's site, drawn when it is wanted unless the cache has it.
pub fn files<'a>(
    edition: &'a Edition,
    media: &'a dyn MediaFolder,
    cache: &'a Cache,
) -> Vec<SiteFile<'a>> {
    let Some(faces) = faces() else {
        return Vec::new();
    };
    let pictures = Arc::new(Pictures {
        media,
        cache,
        at_hand: Mutex::default(),
    });
    let articles = edition
        .pages
        .values()
        .filter_map(|page| Drawn::article(faces, edition, page));
    let drawn: BTreeMap<String, Drawn<'a>> = Drawn::newspaper(faces, &edition.site)
        .into_iter()
        .chain(articles)
        .map(|drawn| (drawn.path(), drawn))
        .collect();
    drawn
        .into_iter()
        .map(|(path, drawn)| {
            let fingerprint = drawn.fingerprint();
            let pictures = Arc::clone(&pictures);
            SiteFile::made(path, fingerprint.clone(), move || {
                cache.get_or_make(&fingerprint, || drawn.print(faces, &pictures))
            })
        })
        .collect()
}

/// What is drawn.
struct Drawn<'a> {
    slug: String,
    words: Words,
    picture: Option<&'a PublishedMedia>,
}

impl<'a> Drawn<'a> {
    fn newspaper(faces: &Faces, site: &Site) -> Option<Self> {
        let tagline = site.tagline.as_deref().unwrap_or_default();
        Some(Self {
            slug: "site".to_owned(),
            words: Words {
                name: name(faces, site)?,
                subject: Subject::Newspaper {
                    tagline: drawable(&faces.text, tagline).unwrap_or_default(),
                },
            },
            picture: None,
        })
    }

    /// None for what is no article, and for a headline that the faces cannot draw.
    fn article(faces: &Faces, edition: &'a Edition, page: &Page) -> Option<Self> {
        let PageBody::Article(article) = &page.body else {
            return None;
        };
        let Article {
            headline,
            section,
            published,
            hero,
            ..
        } = article.as_ref();
        let last = page.url.trim_matches('/').rsplit('/').next();
        let picture = hero.as_ref().and_then(|hero| {
            let file = hero.picture.src.strip_prefix('/')?;
            edition.media.get(file)
        });
        Some(Self {
            slug: slug(last.unwrap_or_default()),
            words: Words {
                name: name(faces, &edition.site)?,
                subject: Subject::Article {
                    section: drawable(&faces.text, &section.title).unwrap_or_default(),
                    headline: drawable(&faces.display, headline)?,
                    date: drawable(&faces.text, &published.date).unwrap_or_default(),
                },
            },
            picture,
        })
    }

    fn fingerprint(&self) -> Fingerprint {
        let picture = self.picture.map_or("", |picture| &picture.file);
        let name = &self.words.name;
        match &self.words.subject {
            Subject::Newspaper { tagline } => {
                Fingerprint::of(&["share image", DRAWING, name, tagline])
            }
            Subject::Article {
                section,
                headline,
                date,
            } => Fingerprint::of(&[
                "share image",
                DRAWING,
                name,
                section,
                headline,
                date,
                picture,
            ]),
        }
    }

    /// A photograph or a scene takes least room as a JPEG, words alone as a PNG.
    fn kind(&self) -> Kind {
        if self.picture.is_some() {
            Kind::Jpeg
        } else {
            Kind::Png
        }
    }

    fn path(&self) -> String {
        let fingerprint = self.fingerprint();
        let hash = fingerprint.as_str().get(..16).unwrap_or_default();
        let extension = self.kind().extension();
        format!("media/partage/{}.{hash}.{extension}", self.slug)
    }

    fn print(&self, faces: &Faces, pictures: &Pictures<'_>) -> io::Result<Vec<u8>> {
        let card = Card::set(faces, &self.words, self.picture.is_some());
        match self.picture {
            Some(picture) => printing::with_picture(card, pictures.get(picture)?.as_ref()),
            None => printing::words_alone(card),
        }
    }
}

/// The newspaper's name as its masthead has it.
fn name(faces: &Faces, site: &Site) -> Option<String> {
    drawable(&faces.display, &site.name.to_uppercase())
}

/// The last part of a permalink, for people who read file names.
fn slug(part: &str) -> String {
    let part = percent_encoding::percent_decode_str(part).decode_utf8_lossy();
    let slug: String = slug_of(&part).chars().take(80).collect();
    if slug.is_empty() {
        "article".to_owned()
    } else {
        slug
    }
}

/// Opening pictures in the size of their part of the image.
struct Pictures<'a> {
    media: &'a dyn MediaFolder,
    cache: &'a Cache,
    at_hand: Mutex<VecDeque<(String, Arc<Pixmap>)>>,
}

impl Pictures<'_> {
    fn get(&self, picture: &PublishedMedia) -> io::Result<Arc<Pixmap>> {
        let found = {
            let at_hand = self.at_hand.lock().unwrap_or_else(PoisonError::into_inner);
            let mut known = at_hand.iter();
            known
                .find(|(file, _)| *file == picture.file)
                .map(|(_, pixmap)| Arc::clone(pixmap))
        };
        if let Some(found) = found {
            return Ok(found);
        }
        let pixmap = Arc::new(self.fit(picture)?);
        let mut at_hand = self.at_hand.lock().unwrap_or_else(PoisonError::into_inner);
        at_hand.truncate(PICTURES_AT_HAND - 1);
        at_hand.push_front((picture.file.clone(), Arc::clone(&pixmap)));
        Ok(pixmap)
    }

    fn fit(&self, picture: &PublishedMedia) -> io::Result<Pixmap> {
        let undrawable = || io::Error::from(io::ErrorKind::InvalidData);
        if picture.kind == Kind::Svg {
            let bytes = self.media.read(&picture.source)?;
            return media::draw(&bytes, PICTURE_WIDTH, PICTURE_HEIGHT).ok_or_else(undrawable);
        }
        let bytes = if picture.derived {
            // Wide enough for the height of a picture at 8 to 5.
            Prints::new(picture, self.media, self.cache).at_least(900)?
        } else {
            self.media.read(&picture.source)?
        };
        let pixels = media::pixels_of(&picture.source, &bytes).map_err(|_| undrawable())?;
        printing::fitted(&pixels)
    }
}
