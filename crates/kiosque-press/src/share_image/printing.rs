//! Share images as files.

use std::io;

use jpeg_encoder::SamplingFactor;
use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter};
use resvg::tiny_skia::{Color, FillRule, Mask, Paint, PathBuilder, Pixmap, PixmapPaint, Transform};

use super::card::{Card, HEIGHT, PICTURE_HEIGHT, PICTURE_WIDTH, WIDTH};
use crate::media::{Pixels, jpeg};

/// `--paper` of `style/tokens.css` in the light theme.
const PAPER: [u8; 3] = [0xfb, 0xf9, 0xf5];
/// `--ink`.
const INK: [u8; 3] = [0x1b, 0x1a, 0x18];
/// `--ink-quiet`.
const QUIET: [u8; 3] = [0x52, 0x4e, 0x47];
/// `--accent`.
const ACCENT: [u8; 3] = [0x12, 0x3f, 0x73];

/// Size that some networks refuse a share image above, in bytes, with room to spare.
const MOST_BYTES: usize = 150_000;
/// JPEG qualities tried, best first.
const QUALITIES: [u8; 4] = [84, 74, 62, 45];
/// The inks of a PNG, each with its shades between paper and full: with the paper, sixteen colours,
/// two pixels a byte.
const SHADES: [([u8; 3], u8); 3] = [(INK, 6), (QUIET, 5), (ACCENT, 4)];
/// How hard the PNG is packed, 0 to 9: a level more takes twice the time and saves a twentieth.
const DEFLATE: u8 = 4;

/// Prints a card of words alone, as a PNG of sixteen colours.
///
/// # Errors
///
/// What the encoder says.
pub(super) fn words_alone(card: Card) -> io::Result<Vec<u8>> {
    let mut palette = Vec::from(PAPER);
    let mut pixels = vec![0_u8; (WIDTH * HEIGHT) as usize];
    let mut first = 0;
    for ((ink, shades), outlines) in SHADES.into_iter().zip([card.ink, card.quiet, card.accent]) {
        palette.extend((1..=shades).flat_map(|shade| mixed(ink, shade, shades)));
        if let Some(mask) = covered(outlines) {
            let nearest: [u8; 256] = std::array::from_fn(|cover| {
                let shade = (cover * usize::from(shades) + 127) / 255;
                match u8::try_from(shade) {
                    Ok(0) | Err(_) => 0,
                    Ok(shade) => first + shade,
                }
            });
            for (pixel, cover) in pixels.iter_mut().zip(mask.data()) {
                // No pixel is covered by two inks: the rows of the lines do not meet.
                let shade = nearest.get(usize::from(*cover)).copied();
                *pixel = (*pixel).max(shade.unwrap_or_default());
            }
        }
        first += shades;
    }
    let packed: Vec<u8> = pixels
        .chunks_exact(2)
        .map(|pair| match pair {
            [left, right] => left << 4 | right,
            _ => 0,
        })
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, WIDTH, HEIGHT);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Four);
    encoder.set_palette(palette);
    encoder.set_deflate_compression(DeflateCompression::Level(DEFLATE));
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header().map_err(io::Error::other)?;
    writer.write_image_data(&packed).map_err(io::Error::other)?;
    writer.finish().map_err(io::Error::other)?;
    Ok(bytes)
}

/// A shade of an ink on the paper, out of so many.
fn mixed(ink: [u8; 3], shade: u8, of: u8) -> [u8; 3] {
    let [red, green, blue] = PAPER;
    let [ink_red, ink_green, ink_blue] = ink;
    [(ink_red, red), (ink_green, green), (ink_blue, blue)].map(|(ink, paper)| {
        let sum = u16::from(ink) * u16::from(shade) + u16::from(paper) * u16::from(of - shade);
        u8::try_from(sum / u16::from(of)).unwrap_or(u8::MAX)
    })
}

fn covered(outlines: PathBuilder) -> Option<Mask> {
    let outlines = outlines.finish()?;
    let mut mask = Mask::new(WIDTH, HEIGHT)?;
    mask.fill_path(&outlines, FillRule::Winding, true, Transform::identity());
    Some(mask)
}

/// Prints a card with a picture at its right, as a JPEG.
///
/// # Errors
///
/// What the encoder says.
pub(super) fn with_picture(card: Card, picture: &Pixmap) -> io::Result<Vec<u8>> {
    let mut sheet = Pixmap::new(WIDTH, HEIGHT).ok_or(io::ErrorKind::OutOfMemory)?;
    let [red, green, blue] = PAPER;
    sheet.fill(Color::from_rgba8(red, green, blue, u8::MAX));
    sheet.draw_pixmap(
        (WIDTH - PICTURE_WIDTH).cast_signed(),
        (HEIGHT - PICTURE_HEIGHT).cast_signed(),
        picture.as_ref(),
        &PixmapPaint::default(),
        Transform::identity(),
        None,
    );
    for (outlines, [red, green, blue]) in
        [(card.ink, INK), (card.quiet, QUIET), (card.accent, ACCENT)]
    {
        let Some(outlines) = outlines.finish() else {
            continue;
        };
        let mut paint = Paint::default();
        paint.set_color_rgba8(red, green, blue, u8::MAX);
        sheet.fill_path(
            &outlines,
            &paint,
            FillRule::Winding,
            Transform::identity(),
            None,
        );
    }
    let printed = Pixels {
        width: WIDTH,
        height: HEIGHT,
        transparent: false,
        bytes: sheet
            .data()
            .chunks_exact(4)
            .flat_map(|pixel| pixel.iter().take(3).copied())
            .collect(),
    };
    let mut bytes = Vec::new();
    for quality in QUALITIES {
        bytes = jpeg(&printed, quality, SamplingFactor::F_1_1)?;
        if bytes.len() <= MOST_BYTES {
            break;
        }
    }
    Ok(bytes)
}

/// A picture of pixels, in the part of the card that is its own.
///
/// # Errors
///
/// For a picture without pixels.
pub(super) fn fitted(pixels: &Pixels) -> io::Result<Pixmap> {
    let fitted = pixels.covering(PICTURE_WIDTH, PICTURE_HEIGHT)?;
    fitted
        .into_pixmap()
        .ok_or_else(|| io::ErrorKind::InvalidData.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_are_those_of_the_site() {
        let tokens = include_str!("../../../../style/tokens.css");
        for (name, [red, green, blue]) in [
            ("paper", PAPER),
            ("ink", INK),
            ("ink-quiet", QUIET),
            ("accent", ACCENT),
        ] {
            let token = format!("--{name}: light-dark(#{red:02x}{green:02x}{blue:02x},");
            assert!(tokens.contains(&token), "{token}");
        }
    }

    #[test]
    fn shades_go_from_paper_to_ink() {
        assert_eq!(mixed(INK, 6, 6), INK);
        assert_eq!(mixed(INK, 0, 6), PAPER);
        let colours: u8 = SHADES.iter().map(|(_, shades)| shades).sum();
        assert_eq!(colours + 1, 16);
    }
}
