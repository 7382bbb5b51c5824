//! What stands on a share image, in its place.

use resvg::tiny_skia::{PathBuilder, Rect};

use super::face::{Face, Faces, Run};
use super::lines::{Room, Widths, fit};

/// Width in pixels, the one networks ask for.
pub(super) const WIDTH: u32 = 1200;
/// Height in pixels.
pub(super) const HEIGHT: u32 = 630;
/// Width of the picture at the right, in pixels.
pub(super) const PICTURE_WIDTH: u32 = 530;
/// Its height: from the rule under the name to the lower edge.
pub(super) const PICTURE_HEIGHT: u32 = 512;

const MARGIN: f32 = 64.0;
/// Under the newspaper's name.
const RULE: f32 = 112.0;

/// The words of a share image; every letter can be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    /// The newspaper's name, in capitals.
    pub(super) name: String,
    /// What the image is of.
    pub(super) subject: Subject,
}

/// What a share image is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// The newspaper, with the line under its name.
    Newspaper { tagline: String },
    /// An article.
    Article {
        section: String,
        headline: String,
        date: String,
    },
}

/// Outlines by the ink they are printed in.
#[derive(Default)]
pub(super) struct Card {
    /// Headline, name, rules.
    pub(super) ink: PathBuilder,
    /// Small lines.
    pub(super) quiet: PathBuilder,
    /// The site's one colour.
    pub(super) accent: PathBuilder,
}

impl Card {
    /// Sets the words, in a narrow column where there is a picture beside them.
    pub(super) fn set(faces: &Faces, words: &Words, beside_picture: bool) -> Self {
        let mut card = Self::default();
        match &words.subject {
            Subject::Newspaper { tagline } => card.newspaper(faces, &words.name, tagline),
            Subject::Article {
                section,
                headline,
                date,
            } => {
                card.masthead(faces, &words.name);
                card.article(faces, section, headline, date, beside_picture);
            }
        }
        card
    }

    fn newspaper(&mut self, faces: &Faces, name: &str, tagline: &str) {
        let column = WIDTH as f32 - 2.0 * MARGIN;
        double_rule(&mut self.ink, 158.0, (MARGIN, column));
        let name = faces.display.set(name, 0.045);
        let size = (column / name.width).min(132.0);
        centred(&mut self.ink, &faces.display, &name, size, 310.0);
        let tagline = shortened(&faces.text, tagline, column / 34.0);
        centred(&mut self.quiet, &faces.text, &tagline, 34.0, 382.0);
        double_rule(&mut self.ink, 432.0, (MARGIN, column));
        square(&mut self.accent, (WIDTH as f32 - 14.0) / 2.0, 476.0, 14.0);
    }

    fn masthead(&mut self, faces: &Faces, name: &str) {
        let name = faces.display.set(name, 0.045);
        let size = ((WIDTH as f32 - 2.0 * MARGIN) / name.width).min(56.0);
        centred(&mut self.ink, &faces.display, &name, size, 77.0);
        double_rule(&mut self.ink, RULE, (0.0, WIDTH as f32));
    }

    fn article(
        &mut self,
        faces: &Faces,
        section: &str,
        headline: &str,
        date: &str,
        beside_picture: bool,
    ) {
        let picture = if beside_picture { PICTURE_WIDTH } else { 0 };
        let right = if beside_picture { 40.0 } else { MARGIN };
        let column = (WIDTH - picture) as f32 - MARGIN - right;
        let section = shortened(&faces.text, section, column / 27.0);
        faces
            .text
            .draw(&section, 27.0, (MARGIN, 172.0), &mut self.accent);
        let top = 202.0;
        let room = Room {
            width: column,
            height: 350.0,
            leading: 1.07,
            sizes: if beside_picture {
                &[(66.0, 3), (60.0, 4), (54.0, 5), (48.0, 5), (43.0, 5)]
            } else {
                &[
                    (132.0, 1),
                    (116.0, 2),
                    (100.0, 3),
                    (88.0, 3),
                    (78.0, 4),
                    (68.0, 4),
                    (60.0, 5),
                    (54.0, 5),
                ]
            },
        };
        self.headline(&faces.display, headline, top, room);
        square(&mut self.accent, MARGIN, 567.0, 12.0);
        let date = shortened(&faces.text, date, (column - 28.0) / 25.0);
        faces
            .text
            .draw(&date, 25.0, (MARGIN + 28.0, 580.0), &mut self.quiet);
    }

    fn headline(&mut self, face: &Face, headline: &str, top: f32, room: Room) {
        // At the smallest size no word may be wider than the column.
        let widest = room.sizes.last().map_or(1.0, |(size, _)| room.width / size);
        let words: Vec<Run> = words(headline)
            .iter()
            .flat_map(|word| pieces(face, word, widest))
            .collect();
        let widths: Vec<f32> = words.iter().map(|word| word.width).collect();
        let ellipsis = face.set("…", 0.0);
        let space = face.set(" ", 0.0).width;
        let widths = Widths {
            words: &widths,
            space,
            ellipsis: ellipsis.width,
        };
        let fitted = fit(widths, room);
        let size = fitted.size;
        let mut base = top + size * 0.8;
        let last = fitted.lines.len().saturating_sub(1);
        for (number, line) in fitted.lines.into_iter().enumerate() {
            let mut left = MARGIN;
            for word in words.get(line).unwrap_or_default() {
                face.draw(word, size, (left, base), &mut self.ink);
                left += (word.width + space) * size;
            }
            if fitted.cut && number == last {
                let end = (left - space * size, base);
                face.draw(&ellipsis, size, end, &mut self.ink);
            }
            base += room.leading * size;
        }
    }
}

/// The words of a headline. A mark that stands alone goes with the word it belongs to: no line
/// begins with a currency sign or ends with an opening quotation mark. Nor does a number end before
/// its last three digits.
fn words(headline: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut opened = false;
    for word in headline.split(' ') {
        let alone = !word.contains(char::is_alphanumeric);
        let opens = alone && word.ends_with(['«', '“', '‘', '(', '¿', '¡']);
        let grouped = word.len() >= 3
            && word
                .get(..3)
                .is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
        match words.last_mut() {
            Some(last)
                if opened
                    || (alone && !opens)
                    || (grouped && last.ends_with(|c: char| c.is_ascii_digit())) =>
            {
                last.push('\u{a0}');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
        opened = opens;
    }
    words
}

/// A word, or the parts of one that is wider than a line, in ems: broken at its hyphens, and within
/// a part that is itself too wide. No two parts in a row fit one line.
fn pieces(face: &Face, word: &str, widest: f32) -> Vec<Run> {
    let whole = face.set(word, 0.0);
    if whole.width <= widest {
        return vec![whole];
    }
    let parts = word.split_inclusive('-').flat_map(|part| {
        if face.set(part, 0.0).width <= widest {
            vec![part.to_owned()]
        } else {
            part.chars().map(String::from).collect()
        }
    });
    let mut pieces: Vec<(String, Run)> = Vec::new();
    for part in parts {
        let grown = pieces.last().map(|(text, _)| format!("{text}{part}"));
        let grown = grown.map(|text| (face.set(&text, 0.0), text));
        match (grown, pieces.last_mut()) {
            (Some((run, text)), Some(last)) if run.width <= widest => *last = (text, run),
            _ => {
                let run = face.set(&part, 0.0);
                pieces.push((part, run));
            }
        }
    }
    pieces.into_iter().map(|(_, run)| run).collect()
}

/// As many words as there is room for, in ems.
fn shortened(face: &Face, text: &str, width: f32) -> Run {
    let mut run = face.set(text, 0.0);
    let mut kept = text;
    while run.width > width {
        let Some((shorter, _)) = kept.rsplit_once(' ') else {
            return Run::default();
        };
        kept = shorter;
        run = face.set(&format!("{kept}…"), 0.0);
    }
    run
}

fn centred(path: &mut PathBuilder, face: &Face, run: &Run, size: f32, base: f32) {
    let left = (WIDTH as f32 - run.width * size) / 2.0;
    face.draw(run, size, (left, base), path);
}

fn double_rule(path: &mut PathBuilder, top: f32, (left, width): (f32, f32)) {
    for (offset, thickness) in [(0.0, 1.5), (4.5, 1.5)] {
        bar(path, left, top + offset, width, thickness);
    }
}

fn square(path: &mut PathBuilder, left: f32, top: f32, side: f32) {
    bar(path, left, top, side, side);
}

fn bar(path: &mut PathBuilder, left: f32, top: f32, width: f32, height: f32) {
    if let Some(bar) = Rect::from_xywh(left, top, width, height) {
        path.push_rect(bar);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::share_image::face::faces;

    #[test]
    fn marks_stay_with_their_words() {
        assert_eq!(
            words("Le stade à 12 € : « On paie » !"),
            [
                "Le",
                "stade",
                "à",
                "12\u{a0}€\u{a0}:",
                "«\u{a0}On",
                "paie\u{a0}»\u{a0}!"
            ]
        );
    }

    #[test]
    fn a_number_stays_whole() {
        assert_eq!(
            words("En 2014 , 1 250 000 fois"),
            ["En", "2014\u{a0},", "1\u{a0}250\u{a0}000", "fois"]
        );
    }

    #[test]
    fn a_word_wider_than_a_line_is_broken_at_its_hyphens() {
        let face = &faces().unwrap().display;
        let word = "Saint-Rémy-de-Provence";
        let width = |text: &str| face.set(text, 0.0).width;
        assert_eq!(pieces(face, word, width(word)).len(), 1);
        let widest = width("Saint-Rémy-de-") + 0.1;
        let parts: Vec<f32> = pieces(face, word, widest)
            .iter()
            .map(|run| run.width)
            .collect();
        assert_eq!(parts, [width("Saint-Rémy-de-"), width("Provence")]);
        let letters = pieces(face, "anticonstitutionnellement", 3.0);
        assert!(letters.len() > 2 && letters.iter().all(|run| run.width <= 3.0));
    }
}
