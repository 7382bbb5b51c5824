//! Makes a photograph of a drawing, for the demonstration newsroom, which has no camera: the SVG at
//! a width, with the grain of film and darker corners, as a JPEG. The same drawing gives the same
//! file.
//!
//! `cargo run -p kiosque-press --example photograph -- content/media/X.svg content/media/X.jpg 1600`

use std::env;
use std::error::Error;
use std::fs;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// How far grain moves a channel, of 255.
const GRAIN: f32 = 9.0;
/// How much darker a corner is than the middle.
const VIGNETTE: f32 = 0.16;
/// JPEG quality, 0 to 100.
const QUALITY: u8 = 68;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [drawing, photograph, width] = arguments.as_slice() else {
        return Err("photograph DRAWING.svg PHOTOGRAPH.jpg WIDTH".into());
    };
    let tree = Tree::from_data(&fs::read(drawing)?, &Options::default())?;
    let width: u16 = width.parse()?;
    let scale = f32::from(width) / tree.size().width();
    let height = (tree.size().height() * scale).round() as u16;
    let mut pixmap = Pixmap::new(width.into(), height.into()).ok_or("no pixels")?;
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixmap.as_mut(),
    );
    let (middle, down) = (f32::from(width) / 2.0, f32::from(height) / 2.0);
    let mut pixels = Vec::new();
    for (index, pixel) in pixmap.pixels().iter().enumerate() {
        let (x, y) = (index % usize::from(width), index / usize::from(width));
        let (across, below) = ((x as f32 - middle) / middle, (y as f32 - down) / down);
        let light = 1.0 - VIGNETTE * (across * across + below * below) / 2.0;
        let grain = (noise(x / 2, y / 2) + noise(x + 7919, y)) * GRAIN / 2.0;
        for channel in [pixel.red(), pixel.green(), pixel.blue()] {
            pixels.push((f32::from(channel) * light + grain).clamp(0.0, 255.0) as u8);
        }
    }
    let mut encoder = Encoder::new_file(photograph, QUALITY)?;
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    encoder.encode(&pixels, width, height, ColorType::Rgb)?;
    Ok(())
}

/// From -1 to 1, the same for the same place.
fn noise(x: usize, y: usize) -> f32 {
    let mut bits = (x as u32).wrapping_mul(0x9e37_79b1) ^ (y as u32).wrapping_mul(0x85eb_ca77);
    bits = (bits ^ (bits >> 15)).wrapping_mul(0x2c1b_3c6d);
    bits = (bits ^ (bits >> 12)).wrapping_mul(0x297a_2d39);
    ((bits ^ (bits >> 15)) & 0xffff) as f32 / 32_767.5 - 1.0
}
