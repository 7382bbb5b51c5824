//! Icons as files, drawn from the newspaper's mark.

mod drawing;

use std::io;

use drawing::{Drawer, Drawing};

use crate::content::Content;
use crate::edition::Edition;
use crate::head::LOGO;
use crate::media::{digest, svg_looks_like};
use crate::site_file::{Fingerprint, SiteFile};

/// Version of the drawing: goes up when the same mark would give another icon.
const DRAWINGS: &str = "1";

/// What an icon is for (<https://www.w3.org/TR/appmanifest/#purpose-member>).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Shown as it is.
    Any,
    /// Cut to the system's shape: nothing but ground outside the safe zone.
    Maskable,
    /// A shape, which the system colours.
    Monochrome,
    /// As a mask cuts it, for devices that read no manifest.
    Touch,
}

/// One icon.
#[derive(Debug, Clone, Copy)]
pub(super) struct Icon {
    /// Below the output folder.
    pub(super) path: &'static str,
    /// Pixels a side.
    pub(super) size: u32,
    /// What it is for.
    pub(super) purpose: Purpose,
}

/// Every icon of a site: what Chromium asks for to install one, and what others take.
pub(super) const ICONS: [Icon; 6] = [
    icon("icons/icon-192.png", 192, Purpose::Any),
    icon("icons/icon-512.png", 512, Purpose::Any),
    icon("icons/maskable-192.png", 192, Purpose::Maskable),
    icon("icons/maskable-512.png", 512, Purpose::Maskable),
    icon("icons/monochrome-512.png", 512, Purpose::Monochrome),
    icon(super::TOUCH_ICON, 180, Purpose::Touch),
];

const fn icon(path: &'static str, size: u32, purpose: Purpose) -> Icon {
    Icon {
        path,
        size,
        purpose,
    }
}

/// The icons of an edition's site; none where neither the newsroom nor the app has a mark.
///
/// # Errors
///
/// When the app's mark cannot be read.
pub(super) fn files<'a>(
    edition: &'a Edition,
    content: &'a Content,
    app: &[SiteFile<'a>],
) -> io::Result<Vec<SiteFile<'a>>> {
    let Some(mark) = Mark::of(edition, app)? else {
        return Ok(Vec::new());
    };
    let file = |icon: Icon| {
        let size = icon.size.to_string();
        let purpose = format!("{:?}", icon.purpose);
        let parts = ["icon", DRAWINGS, mark.digest(), &size, &purpose];
        let fingerprint = Fingerprint::of(&parts);
        let mark = mark.clone();
        SiteFile::made(icon.path, fingerprint.clone(), move || {
            content.cache.get_or_make(&fingerprint, || {
                let bytes = mark.read(content)?;
                let drawer = if svg_looks_like(&bytes) {
                    Drawer::Vector(&bytes)
                } else {
                    Drawer::Pixels(&bytes)
                };
                let drawing = Drawing::of(&drawer, icon.size, icon.purpose);
                drawing.ok_or(io::ErrorKind::InvalidData)?.png()
            })
        })
    };
    Ok(ICONS.into_iter().map(file).collect())
}

/// What icons are drawn from.
#[derive(Clone)]
enum Mark {
    /// The newsroom's file.
    Own { file: String, digest: String },
    /// The app's.
    Apps { bytes: Vec<u8>, digest: String },
}

impl Mark {
    fn of(edition: &Edition, app: &[SiteFile<'_>]) -> io::Result<Option<Self>> {
        if let Some(own) = &edition.pocket.mark {
            let (file, digest) = (own.file.clone(), own.digest.clone());
            return Ok(Some(Self::Own { file, digest }));
        }
        let logo = app
            .iter()
            .find(|file| LOGO.strip_prefix('/') == Some(&file.path));
        let Some(logo) = logo else { return Ok(None) };
        let bytes = (logo.make)()?;
        let digest = digest(&bytes);
        Ok(Some(Self::Apps { bytes, digest }))
    }

    fn digest(&self) -> &str {
        match self {
            Self::Own { digest, .. } | Self::Apps { digest, .. } => digest,
        }
    }

    fn read(&self, content: &Content) -> io::Result<Vec<u8>> {
        match self {
            Self::Own { file, .. } => content.media.read(file),
            Self::Apps { bytes, .. } => Ok(bytes.clone()),
        }
    }
}
