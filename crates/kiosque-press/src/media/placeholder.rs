//! A few pixels that stand in for a picture until it arrives.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, RgbaImage};

/// Longest `data:` URI, in bytes: a page carries one for every picture, and what does not compress
/// counts in its first round trip.
const LONGEST: usize = 120;
/// Widths tried, widest first. Shown blurred, three pixels are sky, houses and sea.
const WIDTHS: [u32; 3] = [3, 2, 1];

/// The widest placeholder that is short enough. `shrink` gives the picture at a size.
pub(super) fn data_uri(
    width: u32,
    height: u32,
    shrink: impl Fn(u32, u32) -> Option<RgbaImage>,
) -> Option<String> {
    WIDTHS.iter().find_map(|small| {
        let small = (*small).min(width);
        let tall = u64::from(small) * u64::from(height) / u64::from(width.max(1));
        let tall = u32::try_from(tall).unwrap_or(u32::MAX).clamp(1, 32);
        let uri = encode(&shrink(small, tall)?)?;
        (uri.len() <= LONGEST).then_some(uri)
    })
}

fn encode(picture: &RgbaImage) -> Option<String> {
    // Shown blurred: four bits a channel cannot be told from eight, and pack twice as well.
    let coarse = |channel: u8| (channel & 0xf0) | (channel >> 4);
    let opaque = picture.pixels().all(|pixel| pixel.0[3] == u8::MAX);
    let kept = if opaque { 3 } else { 4 };
    let pixels: Vec<u8> = picture
        .pixels()
        .flat_map(|pixel| pixel.0[..kept].iter().map(|c| coarse(*c)))
        .collect();
    let colour = if opaque {
        ExtendedColorType::Rgb8
    } else {
        ExtendedColorType::Rgba8
    };
    let mut webp = Vec::new();
    WebPEncoder::new_lossless(&mut webp)
        .encode(&pixels, picture.width(), picture.height(), colour)
        .ok()?;
    Some(format!("data:image/webp;base64,{}", STANDARD.encode(webp)))
}
