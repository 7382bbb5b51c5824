//! Lines of a headline.

use std::ops::Range;

/// A headline in lines.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fitted {
    /// Size in pixels.
    pub(super) size: f32,
    /// The words of each line.
    pub(super) lines: Vec<Range<usize>>,
    /// Whether words are left over, for which the last line keeps room for an ellipsis.
    pub(super) cut: bool,
}

/// The room a headline has, in pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub(super) width: f32,
    pub(super) height: f32,
    /// Height of a line, in ems.
    pub(super) leading: f32,
    /// Sizes with the most lines each may have, largest first.
    pub(super) sizes: &'static [(f32, usize)],
}

/// Widths of a headline's parts, in ems.
#[derive(Debug, Clone, Copy)]
pub(super) struct Widths<'a> {
    pub(super) words: &'a [f32],
    pub(super) space: f32,
    pub(super) ellipsis: f32,
}

/// The largest size at which a headline fits, in lines of about one length. At the smallest size
/// what does not fit is cut.
pub(super) fn fit(widths: Widths<'_>, room: Room) -> Fitted {
    for (size, most) in room.sizes {
        let width = room.width / size;
        if widths.words.iter().any(|word| *word > width) {
            continue;
        }
        let lines = greedy(widths, width);
        if lines.len() <= *most && lines.len() as f32 * room.leading * size <= room.height {
            return Fitted {
                size: *size,
                lines: balanced(widths, width, lines),
                cut: false,
            };
        }
    }
    let (size, most) = room.sizes.last().copied().unwrap_or((1.0, 1));
    let width = room.width / size;
    let mut lines = greedy(widths, width);
    let cut = lines.len() > most;
    lines.truncate(most);
    if let Some(last) = lines.last_mut().filter(|_| cut) {
        while last.len() > 1 && length(widths, last) + widths.ellipsis > width {
            last.end -= 1;
        }
    }
    Fitted { size, lines, cut }
}

fn length(widths: Widths<'_>, line: &Range<usize>) -> f32 {
    let words = widths.words.get(line.clone()).unwrap_or_default();
    let spaces = words.len().saturating_sub(1) as f32 * widths.space;
    words.iter().sum::<f32>() + spaces
}

/// Each line as full as it goes.
fn greedy(widths: Widths<'_>, width: f32) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    for word in 0..widths.words.len() {
        match lines.last_mut() {
            Some(line) if length(widths, &(line.start..word + 1)) <= width => line.end = word + 1,
            _ => lines.push(word..word + 1),
        }
    }
    lines
}

/// As many lines, in the narrowest column that has room for them.
fn balanced(widths: Widths<'_>, width: f32, lines: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let widest = widths.words.iter().copied().fold(0.0, f32::max);
    let (mut too_narrow, mut enough) = (widest, width);
    let mut best = lines;
    for _ in 0..12 {
        let middle = f32::midpoint(too_narrow, enough);
        let tried = greedy(widths, middle);
        if tried.len() <= best.len() {
            (enough, best) = (middle, tried);
        } else {
            too_narrow = middle;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room {
        width: 100.0,
        height: 100.0,
        leading: 1.0,
        sizes: &[(20.0, 2), (10.0, 3)],
    };

    fn fitted(words: &[f32]) -> Fitted {
        let widths = Widths {
            words,
            space: 0.5,
            ellipsis: 1.0,
        };
        fit(widths, ROOM)
    }

    #[test]
    fn a_headline_is_as_large_as_it_can_be() {
        assert_eq!(fitted(&[2.0, 2.0]).size, 20.0);
        assert_eq!(fitted(&[2.0; 5]).size, 10.0);
        assert_eq!(fitted(&[6.0]).size, 10.0, "a word that does not fit a line");
    }

    #[test]
    fn lines_have_about_one_length() {
        // Greedily the last line would hold one word.
        let lines = fitted(&[2.0, 2.0, 2.0, 2.0, 1.0]).lines;
        assert_eq!(lines, [0..2, 2..5]);
    }

    #[test]
    fn what_does_not_fit_is_cut_and_keeps_room_for_the_ellipsis() {
        let long = fitted(&[2.0; 40]);
        assert!(long.cut);
        // Four words and three spaces are 9.5 wide: no room for the ellipsis.
        assert_eq!(long.lines, [0..4, 4..8, 8..11]);
        assert_eq!(fitted(&[]).lines, Vec::<Range<usize>>::new());
    }
}
