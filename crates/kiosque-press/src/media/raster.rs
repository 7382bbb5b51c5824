//! PNG, JPEG, WebP and GIF.

use std::io::Cursor;

use image::error::LimitErrorKind;
use image::imageops::{FilterType, thumbnail};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use kiosque_catalogue::editor::Problem;

use super::{Measured, placeholder};

/// Longest side in pixels.
const LONGEST_SIDE: u32 = 16_000;
/// Memory one decoded picture may take, in bytes.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

/// Decodes a picture whole, so that a broken file is found here and not by a reader.
pub(super) fn measure(name: &str, bytes: &[u8]) -> Result<Measured, Problem> {
    let broken = |reason: String| Problem::NotAPicture {
        file: name.to_owned(),
        reason,
    };
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| broken(error.to_string()))?;
    let (extension, mime) = match reader.format() {
        Some(ImageFormat::Png) => ("png", "image/png"),
        Some(ImageFormat::Jpeg) => ("jpg", "image/jpeg"),
        Some(ImageFormat::WebP) => ("webp", "image/webp"),
        Some(ImageFormat::Gif) => ("gif", "image/gif"),
        _ => {
            return Err(Problem::NotAPicture {
                file: name.to_owned(),
                reason: String::new(),
            });
        }
    };
    let fault = |error: ImageError| match &error {
        ImageError::Limits(limit)
            if !matches!(limit.kind(), LimitErrorKind::Unsupported { .. }) =>
        {
            Problem::PictureTooLarge {
                file: name.to_owned(),
            }
        }
        _ => broken(error.to_string()),
    };
    let mut reader = reader;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(fault)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    if decoder.total_bytes() > MOST_MEMORY {
        return Err(Problem::PictureTooLarge {
            file: name.to_owned(),
        });
    }
    let mut picture = DynamicImage::from_decoder(decoder).map_err(fault)?;
    // Browsers turn pictures upright by themselves, and lay them out by the size that gives.
    picture.apply_orientation(orientation);
    let (width, height) = (picture.width(), picture.height());
    Ok(Measured {
        width,
        height,
        extension,
        mime,
        placeholder: placeholder::data_uri(width, height, |width, height| {
            let coarse = thumbnail(&picture, width * 4, height * 4);
            Some(image::imageops::resize(
                &coarse,
                width,
                height,
                FilterType::Triangle,
            ))
        }),
    })
}
