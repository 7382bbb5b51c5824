//! What is made from a still picture: which files, and their bytes.

use std::io;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use jpeg_encoder::{ColorType, Encoder as JpegEncoder, SamplingFactor};
use webp::{Encoder as WebPEncoder, PixelLayout, WebPConfig};

use super::{Kind, MediaUse, Pixels, Transparency};
use crate::site_file::Fingerprint;

/// Version of everything below: goes up when the same picture would give other bytes. It is part of
/// the files' names, which browsers keep for a year.
const ENCODERS: &str = "1";

/// WebP quality, 0 to 100. At 78 a photograph takes about a third less than the JPEG it comes from,
/// and grain and small type still stand.
const WEBP_QUALITY: f32 = 78.0;
/// JPEG quality, 0 to 100, for the few browsers and feed readers that do not read WebP.
const JPEG_QUALITY: u8 = 80;

/// Widths of a picture in pixels. `style/` shows pictures from 104 to 1184 CSS pixels wide, on
/// screens of one to three pixels each; steps of a third waste a tenth of the bytes on average.
const PICTURE: [u32; 6] = [320, 480, 640, 960, 1280, 1920];
/// Widths of a portrait, shown 80 to 144 CSS pixels wide.
const PORTRAIT: [u32; 3] = [160, 320, 480];
/// Width of the file of a picture that every browser reads.
const PICTURE_MAIN: u32 = 1280;
/// Width of the file of a portrait that every browser reads.
const PORTRAIT_MAIN: u32 = 320;
/// Width of an avatar, shown 48 CSS pixels wide.
const AVATAR: u32 = 144;
/// Width of a video's still picture, shown 592 CSS pixels wide.
const POSTER: u32 = 960;
/// Width of a screenshot, as wide as a small window.
const SCREENSHOT: u32 = 1280;

/// The files of a picture in one use.
pub(super) struct Plan {
    /// The one that every browser reads.
    pub(super) main: Print,
    /// Widths of the others, all WebP, narrowest first.
    pub(super) widths: Vec<u32>,
}

/// One file made from a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Print {
    /// Width in pixels.
    pub(crate) width: u32,
    /// Format.
    pub(crate) kind: Kind,
}

impl Print {
    /// Its path below the output folder.
    pub(crate) fn path(self, stem: &str, digest: &str) -> String {
        let hash = Fingerprint::of(&[ENCODERS, digest]);
        let hash = hash.as_str().get(..16).unwrap_or_default();
        let extension = self.kind.extension();
        format!("media/{stem}.{hash}-{}.{extension}", self.width)
    }

    /// What its bytes depend on.
    pub(super) fn fingerprint(self, digest: &str) -> Fingerprint {
        let width = self.width.to_string();
        Fingerprint::of(&["print", ENCODERS, digest, &width, self.kind.extension()])
    }
}

/// What is made from a picture `width` pixels wide; nothing where it is shown as it is.
pub(super) fn plan(
    used_as: MediaUse,
    kind: Kind,
    transparency: Transparency,
    width: u32,
) -> Option<Plan> {
    let readable = match (kind, transparency) {
        (Kind::Jpeg, _) | (Kind::WebP, Transparency::Opaque) => Kind::Jpeg,
        _ => Kind::Png,
    };
    let (main, kind, steps): (u32, Kind, &[u32]) = match used_as {
        MediaUse::Picture => (PICTURE_MAIN, readable, &PICTURE),
        MediaUse::Portrait => (PORTRAIT_MAIN, readable, &PORTRAIT),
        // One address is all that these can say, and what reads the app reads WebP.
        MediaUse::Avatar => (AVATAR, Kind::WebP, &[]),
        MediaUse::Poster => (POSTER, Kind::WebP, &[]),
        MediaUse::Screenshot => (SCREENSHOT, Kind::WebP, &[]),
        MediaUse::Video | MediaUse::Sound | MediaUse::Captions => return None,
    };
    Some(Plan {
        main: Print {
            width: main.min(width),
            kind,
        },
        widths: widths(width, steps),
    })
}

/// The steps below a picture's width and the width itself: nothing is enlarged. A step within a
/// tenth of the width is left out.
fn widths(width: u32, steps: &[u32]) -> Vec<u32> {
    let Some(widest) = steps.last().map(|step| width.min(*step)) else {
        return Vec::new();
    };
    let below = steps
        .iter()
        .copied()
        .filter(|step| u64::from(*step) * 10 < u64::from(widest) * 9);
    below.chain([widest]).collect()
}

/// The height a picture has at another width.
pub(super) fn height_at(width: u32, own_width: u32, own_height: u32) -> u32 {
    let own_width = u64::from(own_width.max(1));
    let height = (u64::from(own_height) * u64::from(width) + own_width / 2) / own_width;
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}

/// Makes a file from a picture.
///
/// # Errors
///
/// What the encoder says.
pub(super) fn encode(pixels: &Pixels, print: Print) -> io::Result<Vec<u8>> {
    let height = height_at(print.width, pixels.width, pixels.height);
    let resized;
    let pixels = if print.width == pixels.width {
        pixels
    } else {
        resized = pixels.resized(print.width, height)?;
        &resized
    };
    match print.kind {
        Kind::WebP => webp(pixels),
        Kind::Png => png(pixels),
        _ => jpeg(pixels, JPEG_QUALITY, SamplingFactor::F_2_2),
    }
}

fn webp(pixels: &Pixels) -> io::Result<Vec<u8>> {
    let layout = if pixels.transparent {
        PixelLayout::Rgba
    } else {
        PixelLayout::Rgb
    };
    let mut settings =
        WebPConfig::new().map_err(|()| io::Error::other("libwebp has another version"))?;
    settings.quality = WEBP_QUALITY;
    let encoded = WebPEncoder::new(&pixels.bytes, layout, pixels.width, pixels.height)
        .encode_advanced(&settings)
        .map_err(|error| io::Error::other(format!("{error:?}")))?;
    Ok(encoded.to_vec())
}

fn png(pixels: &Pixels) -> io::Result<Vec<u8>> {
    let colour = if pixels.transparent {
        ExtendedColorType::Rgba8
    } else {
        ExtendedColorType::Rgb8
    };
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
        .write_image(&pixels.bytes, pixels.width, pixels.height, colour)
        .map_err(io::Error::other)?;
    Ok(bytes)
}

/// A JPEG of pixels that nothing is seen through.
///
/// # Errors
///
/// What the encoder says: it takes no side above 65,535 pixels.
pub(crate) fn jpeg(pixels: &Pixels, quality: u8, chroma: SamplingFactor) -> io::Result<Vec<u8>> {
    let side = |length| u16::try_from(length).map_err(io::Error::other);
    let colour = if pixels.transparent {
        ColorType::Rgba
    } else {
        ColorType::Rgb
    };
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(chroma);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    encoder
        .encode(
            &pixels.bytes,
            side(pixels.width)?,
            side(pixels.height)?,
            colour,
        )
        .map_err(io::Error::other)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_enlarged_and_no_step_comes_close_to_another() {
        for (width, expected) in [
            (4000, &[320, 480, 640, 960, 1280, 1920][..]),
            (1920, &[320, 480, 640, 960, 1280, 1920]),
            (1400, &[320, 480, 640, 960, 1400]),
            (1000, &[320, 480, 640, 1000]),
            (300, &[300]),
            (1, &[1]),
        ] {
            assert_eq!(widths(width, &PICTURE), expected, "{width}");
        }
        assert_eq!(widths(4000, &[]), [0; 0]);
    }

    #[test]
    fn proportions_are_kept_as_far_as_pixels_are_whole() {
        assert_eq!(height_at(1280, 1920, 1080), 720);
        assert_eq!(height_at(320, 10_000, 7), 1);
        assert_eq!(height_at(1, 1, 16_000), 16_000);
    }

    #[test]
    fn every_browser_reads_one_of_the_files() {
        for (kind, transparency, expected) in [
            (Kind::Jpeg, Transparency::Opaque, Kind::Jpeg),
            (Kind::WebP, Transparency::Opaque, Kind::Jpeg),
            (Kind::WebP, Transparency::Transparent, Kind::Png),
            (Kind::Png, Transparency::Opaque, Kind::Png),
            (Kind::Gif, Transparency::Opaque, Kind::Png),
        ] {
            let plan = plan(MediaUse::Picture, kind, transparency, 2000).unwrap();
            assert_eq!(plan.main.kind, expected, "{kind:?}");
            assert_eq!(plan.main.width, 1280);
        }
    }
}
