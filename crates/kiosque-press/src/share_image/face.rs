//! The type of share images: which letters there are, how wide they run, their outlines.

use std::sync::LazyLock;

use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use resvg::tiny_skia::PathBuilder;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};

/// The two cuts.
pub(super) struct Faces {
    /// For headlines and the newspaper's name.
    pub(super) display: Face,
    /// For small lines.
    pub(super) text: Face,
}

/// The faces carried in the program; none if they cannot be read, which a test excludes.
pub(super) fn faces() -> Option<&'static Faces> {
    static FACES: LazyLock<Option<Faces>> = LazyLock::new(|| {
        Some(Faces {
            display: Face::new(include_bytes!("fonts/newsreader-display-semibold.ttf"))?,
            text: Face::new(include_bytes!("fonts/newsreader-text-medium.ttf"))?,
        })
    });
    FACES.as_ref()
}

/// A font.
pub(super) struct Face {
    font: FontRef<'static>,
    data: ShaperData,
    units: f32,
}

/// Letters in their places on a line that begins at 0, in ems.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Run {
    glyphs: Vec<(GlyphId, f32)>,
    /// Where the next letter would stand.
    pub(super) width: f32,
}

impl Face {
    fn new(bytes: &'static [u8]) -> Option<Self> {
        let font = FontRef::new(bytes).ok()?;
        let data = ShaperData::new(&font);
        let units = font
            .metrics(Size::unscaled(), LocationRef::default())
            .units_per_em;
        Some(Self {
            font,
            data,
            units: f32::from(units),
        })
    }

    /// Whether the font has a letter.
    pub(super) fn has(&self, letter: char) -> bool {
        self.font.charmap().map(letter).is_some()
    }

    /// Sets words in a row, `tracking` ems further apart than the font has them.
    pub(super) fn set(&self, text: &str, tracking: f32) -> Run {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaper = self.data.shaper(&self.font).build();
        let shaped = shaper.shape(buffer, ShapeOptions::default());
        let mut run = Run::default();
        for (glyph, place) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let left = run.width + place.x_offset as f32 / self.units;
            run.glyphs.push((GlyphId::new(glyph.glyph_id), left));
            run.width += place.x_advance as f32 / self.units + tracking;
        }
        run
    }

    /// Draws a run at a size in pixels, its baseline beginning at a point.
    pub(super) fn draw(
        &self,
        run: &Run,
        size: f32,
        (left, base): (f32, f32),
        path: &mut PathBuilder,
    ) {
        let outlines = self.font.outline_glyphs();
        for (glyph, place) in &run.glyphs {
            let Some(outline) = outlines.get(*glyph) else {
                continue;
            };
            let mut pen = Pen {
                path,
                left: left + place * size,
                base,
            };
            let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
            // An outline that cannot be drawn leaves its room empty; the fonts have none.
            let _ = outline.draw(settings, &mut pen);
        }
    }
}

/// Turns a font's upward axis down.
struct Pen<'a> {
    path: &'a mut PathBuilder,
    left: f32,
    base: f32,
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.left + x, self.base - y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.left + x, self.base - y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (left, base) = (self.left, self.base);
        self.path.quad_to(left + x1, base - y1, left + x, base - y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (left, base) = (self.left, self.base);
        self.path.cubic_to(
            left + x1,
            base - y1,
            left + x2,
            base - y2,
            left + x,
            base - y,
        );
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_faces_have_what_french_is_written_with() {
        let faces = faces().unwrap();
        for face in [&faces.display, &faces.text] {
            for letter in "AÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸaàâæçéèêëîïôœùûüÿ0123456789«»“”‘’…–—€·!?;:\u{a0}\u{202f}ŁłŚśČčĞğŞşȘșȚț".chars() {
                assert!(face.has(letter), "{letter:?}");
            }
            assert!(!face.has('ب') && !face.has('中') && !face.has('🎨'));
        }
    }

    #[test]
    fn a_run_is_as_wide_as_its_letters_and_its_tracking() {
        let face = &faces().unwrap().display;
        let plain = face.set("NAVET", 0.0);
        let letters: f32 = "NAVET"
            .chars()
            .map(|c| face.set(&c.to_string(), 0.0).width)
            .sum();
        assert!(plain.width < letters, "no kerning between A and V");
        assert!((face.set("NAVET", 0.1).width - plain.width - 0.5).abs() < 0.001);
        let narrow = face.set("\u{202f}", 0.0).width;
        assert!(narrow > 0.0 && narrow < face.set(" ", 0.0).width);
    }
}
