//! How large a photo is shown, and what a finger's way means. Lengths are whole CSS pixels.

/// Width and height.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Across.
    pub width: i32,
    /// Down.
    pub height: i32,
}

/// The scale at which a photo is seen whole, in hundredths of its size then.
pub const WHOLE: i32 = 100;
/// The scale that the button and a double press give.
const ENLARGED: i32 = 250;
/// The largest scale of a photo that has no more detail to show.
const LARGEST: i32 = 400;
/// The largest scale at all.
const LIMIT: i32 = 1600;

impl Size {
    /// The largest size of these proportions within some room, never larger than itself. All the
    /// room for a picture that does not tell its size.
    pub fn within(self, room: Self) -> Self {
        let Self { width, height } = self;
        if width <= 0 || height <= 0 {
            return room;
        }
        if width <= room.width && height <= room.height {
            return self;
        }
        let wide = i64::from(width) * i64::from(room.height);
        let high = i64::from(height) * i64::from(room.width);
        let part = |length: i32, of: i32, whole: i32| {
            let length = i64::from(length) * i64::from(of) / i64::from(whole);
            i32::try_from(length).unwrap_or(of).max(1)
        };
        if wide > high {
            Self {
                width: room.width,
                height: part(height, room.width, width),
            }
        } else {
            Self {
                width: part(width, room.height, height),
                height: room.height,
            }
        }
    }

    /// This size at a scale.
    pub fn at(self, scale: i32) -> Self {
        let times = |length: i32| length.saturating_mul(scale) / WHOLE;
        Self {
            width: times(self.width),
            height: times(self.height),
        }
    }

    /// The largest scale of a photo of this size that is seen whole at another: every detail it
    /// has, and some room above.
    pub fn largest_scale(self, whole: Self) -> i32 {
        let detail = self.width.saturating_mul(WHOLE) / whole.width.max(1);
        detail.clamp(LARGEST, LIMIT)
    }
}

/// The scale one step up or down.
pub fn step(scale: i32, up: bool, largest: i32) -> i32 {
    let next = if up { scale * 3 / 2 } else { scale * 2 / 3 };
    // Whole hundredths lose a little on the way up and back.
    if next < WHOLE * 9 / 8 {
        WHOLE
    } else {
        next.min(largest)
    }
}

/// The other of the two scales that the button knows.
pub fn toggled(scale: i32) -> i32 {
    if scale == WHOLE { ENLARGED } else { WHOLE }
}

/// Whether a finger that went so far right and down asked for the photo after (true), for the one
/// before (false), or for neither.
pub fn swiped(right: i32, down: i32) -> Option<bool> {
    const FAR: i32 = 48;
    let across = right.abs() > FAR && right.abs() > down.abs() * 3 / 2;
    across.then_some(right < 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Size = Size {
        width: 360,
        height: 500,
    };

    fn size(width: i32, height: i32) -> Size {
        Size { width, height }
    }

    #[test]
    fn a_photo_is_seen_whole_and_never_blown_up() {
        assert_eq!(size(1600, 1000).within(ROOM), size(360, 225));
        assert_eq!(size(1000, 3000).within(ROOM), size(166, 500));
        assert_eq!(size(200, 100).within(ROOM), size(200, 100));
        assert_eq!(size(0, 0).within(ROOM), ROOM);
        assert_eq!(size(i32::MAX, 1).within(ROOM), size(360, 1));
    }

    #[test]
    fn steps_lead_up_to_every_detail_and_back_to_the_whole() {
        let photo = size(4000, 3000);
        let largest = photo.largest_scale(photo.within(ROOM));
        assert_eq!(largest, 1111);
        let mut scale = WHOLE;
        for _ in 0..10 {
            scale = step(scale, true, largest);
        }
        assert_eq!(scale, largest);
        for _ in 0..10 {
            scale = step(scale, false, largest);
        }
        assert_eq!(scale, WHOLE);
        assert_eq!(size(300, 200).largest_scale(size(300, 200)), LARGEST);
    }

    #[test]
    fn the_button_enlarges_and_comes_back() {
        assert_eq!(toggled(WHOLE), ENLARGED);
        assert_eq!(toggled(toggled(WHOLE)), WHOLE);
        assert_eq!(toggled(150), WHOLE);
    }

    #[test]
    fn a_swipe_goes_across() {
        assert_eq!(swiped(-90, 20), Some(true));
        assert_eq!(swiped(90, -20), Some(false));
        assert_eq!(swiped(-30, 0), None, "a trembling finger");
        assert_eq!(swiped(-90, 80), None, "askew");
    }
}
