//! Icons as pixels.

use std::io;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use resvg::tiny_skia::{Color, Pixmap, PixmapPaint, PremultipliedColorU8, Transform};

use super::Purpose;
use crate::media;

/// `--paper` of `style/tokens.css` in the light theme: the ground of a mark that has none.
const PAPER: [u8; 3] = [0xfb, 0xf9, 0xf5];
/// The radius of the circle that no mask cuts into, in parts of the icon's side.
const SAFE: f32 = 0.4;
/// Pixels a side of the drawing that a mark's reach is measured on.
const MEASURED: u32 = 256;
/// How far a channel may be from the ground's and still be taken for it: edges are blurred.
const NEAR: u8 = 24;

/// A mark's file.
pub(super) enum Drawer<'a> {
    /// An SVG.
    Vector(&'a [u8]),
    /// Any other picture.
    Pixels(&'a [u8]),
}

impl Drawer<'_> {
    /// The mark in a square of so many pixels a side.
    fn draw(&self, size: u32) -> Option<Pixmap> {
        match self {
            Self::Vector(bytes) => media::draw(bytes, size, size),
            Self::Pixels(bytes) => {
                let pixels = media::pixels_of("", bytes).ok()?;
                pixels.covering(size, size).ok()?.into_pixmap()
            }
        }
    }
}

/// An icon's pixels, as a PNG has them.
pub(super) struct Drawing {
    size: u32,
    colour: ExtendedColorType,
    bytes: Vec<u8>,
}

impl Drawing {
    /// Draws an icon; none where the mark cannot be drawn.
    pub(super) fn of(drawer: &Drawer<'_>, size: u32, purpose: Purpose) -> Option<Self> {
        if purpose == Purpose::Any {
            let bytes = drawer.draw(size)?.take_demultiplied();
            return Some(Self {
                size,
                colour: ExtendedColorType::Rgba8,
                bytes,
            });
        }
        let mark = Measured::of(&drawer.draw(MEASURED)?);
        let drawn = mark.within(drawer, size)?;
        if purpose == Purpose::Monochrome {
            let bytes = mark.shape(&drawn);
            return Some(Self {
                size,
                colour: ExtendedColorType::La8,
                bytes,
            });
        }
        let mut sheet = Pixmap::new(size, size)?;
        let [red, green, blue] = mark.ground();
        sheet.fill(Color::from_rgba8(red, green, blue, u8::MAX));
        lay(&drawn, &mut sheet);
        let opaque = sheet.pixels().iter();
        Some(Self {
            size,
            colour: ExtendedColorType::Rgb8,
            bytes: opaque
                .flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()])
                .collect(),
        })
    }

    /// The icon as a PNG.
    ///
    /// # Errors
    ///
    /// What the encoder says.
    pub(super) fn png(&self) -> io::Result<Vec<u8>> {
        let mut png = Vec::new();
        PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::Adaptive)
            .write_image(&self.bytes, self.size, self.size, self.colour)
            .map_err(io::Error::other)?;
        Ok(png)
    }
}

/// What was found out about a mark.
struct Measured {
    /// The colour of its square, where it fills one.
    ground: Option<[u8; 3]>,
    /// How far from its middle it reaches, its ground left out, in parts of its side.
    reach: f32,
}

impl Measured {
    fn of(mark: &Pixmap) -> Self {
        let mut measured = Self {
            ground: ground(mark),
            reach: 0.0,
        };
        let middle = (MEASURED as f32 - 1.0) / 2.0;
        let rows = mark.pixels().chunks(MEASURED as usize).enumerate();
        for (y, row) in rows {
            for (x, pixel) in row.iter().enumerate() {
                if measured.distance(*pixel) > NEAR {
                    let away = (x as f32 - middle).hypot(y as f32 - middle);
                    measured.reach = measured.reach.max(away / MEASURED as f32);
                }
            }
        }
        measured
    }

    fn ground(&self) -> [u8; 3] {
        self.ground.unwrap_or(PAPER)
    }

    /// How much of a pixel is the mark's and not its ground's, from 0.
    fn distance(&self, pixel: PremultipliedColorU8) -> u8 {
        let Some(ground) = self.ground else {
            return pixel.alpha();
        };
        let own = [pixel.red(), pixel.green(), pixel.blue()];
        let through = u8::MAX - pixel.alpha();
        let channels = own.into_iter().zip(ground);
        let away = channels.map(|(own, ground)| {
            let under = u16::from(ground) * u16::from(through) / u16::from(u8::MAX);
            own.saturating_add(u8::try_from(under).unwrap_or(u8::MAX))
                .abs_diff(ground)
        });
        away.max().unwrap_or_default()
    }

    /// The mark in a square of so many pixels a side, as large as the safe zone lets it be.
    fn within(&self, drawer: &Drawer<'_>, size: u32) -> Option<Pixmap> {
        let scale = if self.reach > SAFE {
            SAFE / self.reach
        } else {
            1.0
        };
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a size of a few hundred at most"
        )]
        let inner = (size as f32 * scale) as u32;
        // As much on each side.
        let drawn = drawer.draw(inner - (size - inner) % 2)?;
        let mut sheet = Pixmap::new(size, size)?;
        lay(&drawn, &mut sheet);
        Some(sheet)
    }

    /// Black, as opaque as each pixel is the mark's.
    fn shape(&self, drawn: &Pixmap) -> Vec<u8> {
        let blank = |pixel: &PremultipliedColorU8| pixel.alpha() == 0;
        let away = |pixel: &PremultipliedColorU8| match blank(pixel) {
            true => 0,
            false => u16::from(self.distance(*pixel)),
        };
        let most = drawn.pixels().iter().map(away).max().unwrap_or_default();
        let opacity = |pixel| {
            let opacity = away(pixel) * u16::from(u8::MAX) / most.max(1);
            u8::try_from(opacity).unwrap_or(u8::MAX)
        };
        let pixels = drawn.pixels().iter();
        pixels.flat_map(|pixel| [0, opacity(pixel)]).collect()
    }
}

/// The colour along a mark's four edges, corners left out, where it is one that hides what is behind.
fn ground(mark: &Pixmap) -> Option<[u8; 3]> {
    let last = MEASURED - 1;
    let along = [MEASURED / 4, MEASURED / 2, MEASURED * 3 / 4];
    let edges = along
        .into_iter()
        .flat_map(|at| [(at, 0), (at, last), (0, at), (last, at)]);
    let mut found: Option<[u8; 3]> = None;
    for (x, y) in edges {
        let pixel = mark.pixel(x, y)?;
        let colour = [pixel.red(), pixel.green(), pixel.blue()];
        let first = *found.get_or_insert(colour);
        let mut channels = first.into_iter().zip(colour);
        if pixel.alpha() < u8::MAX || channels.any(|(one, other)| one.abs_diff(other) > NEAR) {
            return None;
        }
    }
    found
}

fn lay(drawn: &Pixmap, sheet: &mut Pixmap) {
    let margin = (sheet.width() - drawn.width()) / 2;
    sheet.draw_pixmap(
        margin.cast_signed(),
        margin.cast_signed(),
        drawn.as_ref(),
        &PixmapPaint::default(),
        Transform::identity(),
        None,
    );
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    const BUNDLED: &[u8] = include_bytes!("../../../../../public/icon.svg");
    /// A red disc that reaches its edges, on nothing.
    const DISC: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
        <circle cx="32" cy="32" r="32" fill="#c00"/></svg>"##;
    /// A white cross from corner to corner of a blue square.
    const CROSS: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
        <path d="M0 0h64v64H0z" fill="#00c"/>
        <path d="M4 4 60 60M60 4 4 60" stroke="#fff" stroke-width="6"/></svg>"##;

    fn drawn(mark: &[u8], size: u32, purpose: Purpose) -> Drawing {
        Drawing::of(&Drawer::Vector(mark), size, purpose).unwrap()
    }

    fn pixel(drawing: &Drawing, x: u32, y: u32) -> Vec<u8> {
        let channels = drawing.bytes.len() / (drawing.size * drawing.size) as usize;
        let at = (y * drawing.size + x) as usize * channels;
        drawing.bytes[at..at + channels].to_vec()
    }

    /// Whether all outside the safe zone is of the corner's colour.
    fn is_safe(drawing: &Drawing) -> bool {
        let size = drawing.size;
        let (middle, radius) = (f64::from(size) / 2.0, f64::from(size) * 0.4 + 1.0);
        let corner = pixel(drawing, 0, 0);
        let away = |n: u32| f64::from(n) + 0.5 - middle;
        (0..size).all(|y| {
            (0..size).all(|x| {
                away(x).hypot(away(y)) <= radius
                    || pixel(drawing, x, y)
                        .iter()
                        .zip(&corner)
                        .all(|(own, ground)| own.abs_diff(*ground) <= NEAR)
            })
        })
    }

    #[test]
    fn no_mask_cuts_into_a_mark() {
        for (mark, ground) in [
            (BUNDLED, vec![0x12, 0x3f, 0x73]),
            (DISC, PAPER.to_vec()),
            (CROSS, vec![0, 0, 0xcc]),
        ] {
            for (size, purpose) in [
                (192, Purpose::Maskable),
                (512, Purpose::Maskable),
                (180, Purpose::Touch),
            ] {
                let icon = drawn(mark, size, purpose);
                assert_eq!(icon.colour, ExtendedColorType::Rgb8, "opaque");
                assert_eq!(pixel(&icon, 0, 0), ground);
                assert!(is_safe(&icon), "{size} {purpose:?}");
            }
        }
        let whole = drawn(CROSS, 192, Purpose::Any);
        assert!(!is_safe(&whole), "a mark that reaches further would be cut");
    }

    #[test]
    fn a_mark_within_the_safe_zone_stays_as_large_as_it_is() {
        let (whole, masked) = (
            drawn(BUNDLED, 512, Purpose::Any),
            drawn(BUNDLED, 512, Purpose::Maskable),
        );
        for (x, y) in [(256, 150), (200, 300), (256, 256)] {
            assert_eq!(pixel(&whole, x, y)[..3], pixel(&masked, x, y));
        }
        assert_eq!(pixel(&whole, 0, 0)[3], 0, "corners are the reader's");
    }

    #[test]
    fn a_shape_has_holes_where_the_ground_shows() {
        let shape = drawn(BUNDLED, 512, Purpose::Monochrome);
        assert_eq!(shape.colour, ExtendedColorType::La8);
        // The paper of the kiosk, one of its lines, the ground around.
        assert_eq!(pixel(&shape, 170, 240), [0, 255]);
        assert!(
            pixel(&shape, 256, 272)[1] < 20,
            "{:?}",
            pixel(&shape, 256, 272)
        );
        assert_eq!(pixel(&shape, 256, 20), [0, 0]);
        let disc = drawn(DISC, 64, Purpose::Monochrome);
        assert_eq!(
            (pixel(&disc, 32, 32), pixel(&disc, 0, 0)),
            (vec![0, 255], vec![0, 0])
        );
    }

    #[test]
    fn a_mark_of_pixels_is_drawn_too() {
        let png = drawn(CROSS, 512, Purpose::Any).png().unwrap();
        let icon = Drawing::of(&Drawer::Pixels(&png), 192, Purpose::Maskable).unwrap();
        assert!(is_safe(&icon));
        let read = image::load_from_memory(&icon.png().unwrap()).unwrap();
        assert_eq!((read.width(), read.height()), (192, 192));
        assert!(Drawing::of(&Drawer::Pixels(b"no"), 192, Purpose::Any).is_none());
    }
}
