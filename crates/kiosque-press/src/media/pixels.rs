//! Pixels in sRGB, eight bits a channel.

use std::io;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, RgbaImage};
use resvg::tiny_skia::{IntSize, Pixmap};

/// A decoded picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pixels {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Whether a fourth channel says what can be seen through.
    pub(crate) transparent: bool,
    /// Three channels a pixel, or four.
    pub(crate) bytes: Vec<u8>,
}

impl Pixels {
    /// A picture without the channel that says nothing.
    pub(crate) fn of(picture: DynamicImage) -> Self {
        let (width, height) = (picture.width(), picture.height());
        if picture.color().has_alpha() {
            let pixels = picture.into_rgba8();
            if pixels.pixels().any(|pixel| pixel.0[3] != u8::MAX) {
                return Self {
                    width,
                    height,
                    transparent: true,
                    bytes: pixels.into_raw(),
                };
            }
            return Self {
                width,
                height,
                transparent: false,
                bytes: DynamicImage::from(pixels).into_rgb8().into_raw(),
            };
        }
        Self {
            width,
            height,
            transparent: false,
            bytes: picture.into_rgb8().into_raw(),
        }
    }

    /// The picture at a size, of whatever proportions.
    ///
    /// # Errors
    ///
    /// For a picture without pixels.
    pub(crate) fn resized(&self, width: u32, height: u32) -> io::Result<Self> {
        self.part_resized(
            (0.0, 0.0, self.width.into(), self.height.into()),
            width,
            height,
        )
    }

    /// The middle of the picture that has the proportions of a size, at that size.
    ///
    /// # Errors
    ///
    /// For a picture without pixels.
    pub(crate) fn covering(&self, width: u32, height: u32) -> io::Result<Self> {
        let (own_width, own_height) = (f64::from(self.width), f64::from(self.height));
        let scale = (own_width / f64::from(width)).min(own_height / f64::from(height));
        let (across, down) = (f64::from(width) * scale, f64::from(height) * scale);
        let part = (
            (own_width - across) / 2.0,
            (own_height - down) / 2.0,
            across,
            down,
        );
        self.part_resized(part, width, height)
    }

    fn part_resized(
        &self,
        (left, top, across, down): (f64, f64, f64, f64),
        width: u32,
        height: u32,
    ) -> io::Result<Self> {
        let channels = if self.transparent {
            PixelType::U8x4
        } else {
            PixelType::U8x3
        };
        let own = ImageRef::new(self.width, self.height, &self.bytes, channels)
            .map_err(io::Error::other)?;
        let mut resized = Image::new(width, height, channels);
        let options = ResizeOptions::new()
            .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
            .crop(left, top, across, down);
        Resizer::new()
            .resize(&own, &mut resized, &options)
            .map_err(io::Error::other)?;
        Ok(Self {
            width,
            height,
            transparent: self.transparent,
            bytes: resized.into_vec(),
        })
    }

    /// The picture to be drawn on: colours of what can be seen through are darkened as much.
    pub(crate) fn into_pixmap(self) -> Option<Pixmap> {
        let size = IntSize::from_wh(self.width, self.height)?;
        let mut bytes = self.into_rgba()?.into_raw();
        for pixel in bytes.chunks_exact_mut(4) {
            if let [red, green, blue, alpha] = pixel {
                for channel in [red, green, blue] {
                    let premultiplied = u16::from(*channel) * u16::from(*alpha) / 255;
                    *channel = u8::try_from(premultiplied).unwrap_or(u8::MAX);
                }
            }
        }
        Pixmap::from_vec(bytes, size)
    }

    /// Four channels a pixel.
    pub(crate) fn into_rgba(self) -> Option<RgbaImage> {
        let bytes = if self.transparent {
            self.bytes
        } else {
            let pixels = self.bytes.chunks_exact(3);
            pixels
                .flat_map(|pixel| pixel.iter().copied().chain([u8::MAX]))
                .collect()
        };
        RgbaImage::from_raw(self.width, self.height, bytes)
    }
}
