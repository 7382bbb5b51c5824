//! PNG, JPEG, WebP and GIF.

use std::io::Cursor;
use std::sync::{Mutex, PoisonError};

use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::error::LimitErrorKind;
use image::metadata::Orientation;
use image::{
    AnimationDecoder, DynamicImage, GrayAlphaImage, GrayImage, ImageDecoder, ImageError,
    ImageFormat, ImageReader, Limits, RgbImage, RgbaImage,
};
use kiosque_catalogue::editor::Problem;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::{Kind, Measured, Pixels, Transparency, placeholder};

/// Longest side in pixels.
const LONGEST_SIDE: u32 = 16_000;
/// Memory one decoded picture may take, in bytes.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
/// Pictures that take more than this, in bytes, are decoded one at a time.
const LARGE: u64 = 64 * 1024 * 1024;

/// Decodes a picture whole, so that a broken file is found here and not by a reader.
pub(super) fn measure(name: &str, bytes: &[u8]) -> Result<Measured, Problem> {
    let (pixels, format) = decode(name, bytes)?;
    let (width, height) = (pixels.width, pixels.height);
    let still = (!is_animated(format, bytes)).then_some(if pixels.transparent {
        Transparency::Transparent
    } else {
        Transparency::Opaque
    });
    Ok(Measured {
        kind: match format {
            ImageFormat::Png => Kind::Png,
            ImageFormat::WebP => Kind::WebP,
            ImageFormat::Gif => Kind::Gif,
            _ => Kind::Jpeg,
        },
        width,
        height,
        placeholder: placeholder::data_uri(width, height, |width, height| {
            pixels.resized(width, height).ok()?.into_rgba()
        }),
        still,
    })
}

/// The pixels of a picture, upright and in sRGB.
///
/// # Errors
///
/// Why it cannot be decoded, or that it is larger than the press decodes.
pub(crate) fn pixels_of(name: &str, bytes: &[u8]) -> Result<Pixels, Problem> {
    decode(name, bytes).map(|(pixels, _)| pixels)
}

fn decode(name: &str, bytes: &[u8]) -> Result<(Pixels, ImageFormat), Problem> {
    static ONE_LARGE: Mutex<()> = Mutex::new(());
    let broken = |reason: String| Problem::NotAPicture {
        file: name.to_owned(),
        reason,
    };
    let too_large = || Problem::PictureTooLarge {
        file: name.to_owned(),
    };
    let fault = |error: ImageError| match &error {
        ImageError::Limits(limit)
            if !matches!(limit.kind(), LimitErrorKind::Unsupported { .. }) =>
        {
            too_large()
        }
        _ => broken(error.to_string()),
    };
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| broken(error.to_string()))?;
    let format = reader.format().filter(|format| {
        use ImageFormat::{Gif, Jpeg, Png, WebP};
        matches!(format, Png | Jpeg | WebP | Gif)
    });
    let format = format.ok_or_else(|| broken(String::new()))?;
    if format == ImageFormat::Jpeg && is_in_separate_scans(bytes) {
        return Err(broken("a baseline JPEG in separate scans".to_owned()));
    }
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(fault)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let memory = decoder.total_bytes();
    if memory > MOST_MEMORY {
        return Err(too_large());
    }
    // Threads decode side by side: together they must not take more than a small server has.
    let _one = (memory > LARGE).then(|| ONE_LARGE.lock().unwrap_or_else(PoisonError::into_inner));
    let mut picture = DynamicImage::from_decoder(decoder).map_err(fault)?;
    if let Some(profile) = profile {
        picture = in_srgb(picture, &profile);
    }
    // What is made from the picture does not carry the camera's word on which side is up.
    picture.apply_orientation(orientation);
    Ok((Pixels::of(picture), format))
}

/// Whether a JPEG is of the one kind that the decoder gets wrong without a word: baseline, each
/// colour in a scan of its own, colours coarser than light downwards. Cameras write none; some
/// optimisers do. See etemesi254/zune-image#419, mended after `zune-jpeg` 0.5.15.
fn is_in_separate_scans(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    let mut frame = None;
    while let [0xff, marker, high, low, ..] = rest {
        if *marker == 0xff {
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let end = 2 + usize::from(u16::from_be_bytes([*high, *low]));
        let segment = rest.get(4..end).unwrap_or_default();
        match marker {
            0xc0 | 0xc1 => {
                let colours = segment.get(5).copied().unwrap_or_default();
                let sampling = segment.get(7..).unwrap_or_default().iter().step_by(3);
                let coarser = sampling
                    .take(colours.into())
                    .any(|sampling| sampling & 0xf > 1);
                frame = Some(colours).filter(|_| coarser);
            }
            0xda => return frame.is_some_and(|all| segment.first().is_some_and(|now| *now < all)),
            _ => {}
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    false
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

/// Whether the picture moves. The decoder that read it whole shows its first image.
fn is_animated(format: ImageFormat, bytes: &[u8]) -> bool {
    let bytes = Cursor::new(bytes);
    match format {
        ImageFormat::Gif => GifDecoder::new(bytes).is_ok_and(|mut decoder| {
            decoder.set_limits(limits()).is_ok() && decoder.into_frames().take(2).count() > 1
        }),
        ImageFormat::Png => {
            PngDecoder::new(bytes).is_ok_and(|decoder| decoder.is_apng().unwrap_or(false))
        }
        ImageFormat::WebP => WebPDecoder::new(bytes).is_ok_and(|decoder| decoder.has_animation()),
        _ => false,
    }
}

/// Colours as they are meant, in the colour space that browsers take for granted. A profile that
/// cannot be followed is left aside, as a browser does: one that is broken, or one for inks whose
/// picture the decoder has made red, green and blue already.
fn in_srgb(picture: DynamicImage, profile: &[u8]) -> DynamicImage {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else {
        return picture;
    };
    let (width, height) = (picture.width(), picture.height());
    let alpha = picture.color().has_alpha();
    let converted = match (profile.color_space, picture.color().has_color()) {
        (DataColorSpace::Rgb, true) if alpha => {
            let pixels = picture.to_rgba8().into_raw();
            converted(&profile, &pixels, Layout::Rgba, Layout::Rgba)
        }
        (DataColorSpace::Rgb, true) => {
            let pixels = picture.to_rgb8().into_raw();
            converted(&profile, &pixels, Layout::Rgb, Layout::Rgb)
        }
        (DataColorSpace::Gray, false) if alpha => {
            let pixels: GrayAlphaImage = picture.to_luma_alpha8();
            converted(
                &profile,
                &pixels.into_raw(),
                Layout::GrayAlpha,
                Layout::Rgba,
            )
        }
        (DataColorSpace::Gray, false) => {
            let pixels: GrayImage = picture.to_luma8();
            converted(&profile, &pixels.into_raw(), Layout::Gray, Layout::Rgb)
        }
        _ => None,
    };
    let converted = converted.and_then(|pixels| {
        if alpha {
            RgbaImage::from_raw(width, height, pixels).map(DynamicImage::from)
        } else {
            RgbImage::from_raw(width, height, pixels).map(DynamicImage::from)
        }
    });
    converted.unwrap_or(picture)
}

fn converted(profile: &ColorProfile, pixels: &[u8], from: Layout, to: Layout) -> Option<Vec<u8>> {
    let transform = profile
        .create_transform_8bit(
            from,
            &ColorProfile::new_srgb(),
            to,
            TransformOptions::default(),
        )
        .ok()?;
    let mut converted = vec![0; pixels.len() / from.channels() * to.channels()];
    transform.transform(pixels, &mut converted).ok()?;
    Some(converted)
}
