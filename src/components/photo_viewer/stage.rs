//! The room in which a photo is shown: its size, its scale, and where it was moved to.
//!
//! An enlarged photo scrolls in its room, so that fingers, wheels and keys move it the way the
//! browser always does; a mouse may also drag it. Sizes are set on the element itself: that is
//! CSSOM, and no style attribute in the sense of the security policy.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent, PointerEvent};

use super::geometry::{self, Size, WHOLE};

/// How far a press may tremble before it is a drag, in CSS pixels.
const TREMBLE: i32 = 4;
/// How far a key moves an enlarged photo, in CSS pixels.
const KEY_STEP: i32 = 90;

/// A pointer that is down.
#[derive(Debug, Clone, Copy)]
struct Grip {
    pointer: i32,
    /// Where it went down.
    start: (i32, i32),
    /// Where it was seen last.
    last: (i32, i32),
}

/// The room and the photo in it.
pub struct Stage {
    /// The element that the photo may outgrow.
    room: HtmlElement,
    /// The element that has the photo's size.
    picture: HtmlElement,
    natural: Cell<Size>,
    scale: Cell<i32>,
    grip: Cell<Option<Grip>>,
    dragged: Cell<bool>,
}

impl Stage {
    /// A stage without a photo.
    pub fn new(room: HtmlElement, picture: HtmlElement) -> Self {
        Self {
            room,
            picture,
            natural: Cell::default(),
            scale: Cell::new(WHOLE),
            grip: Cell::default(),
            dragged: Cell::default(),
        }
    }

    /// Whether the photo is larger than it need be to be seen whole.
    pub fn is_enlarged(&self) -> bool {
        self.scale.get() > WHOLE
    }

    /// Tells style sheets and the keyboard whether the photo can be moved.
    pub fn mark(&self, enlarged: bool) {
        let _ = self
            .room
            .toggle_attribute_with_force("data-enlarged", enlarged);
        let _ = if enlarged {
            self.room.set_attribute("tabindex", "0")
        } else {
            self.room.remove_attribute("tabindex")
        };
    }

    /// Shows a photo of some size whole.
    pub fn begin(&self, natural: Size) {
        self.natural.set(natural);
        self.scale.set(WHOLE);
        self.let_go();
        self.lay_out();
    }

    /// Learns the size of the photo from the photo itself, where its file tells one.
    pub fn learn(&self, size: Size) {
        if size.width > 0 && size.height > 0 {
            self.natural.set(size);
            self.lay_out();
        }
    }

    /// Gives the photo its size in the room as it is now.
    pub fn lay_out(&self) {
        let size = self.whole().at(self.scale.get());
        set(&self.picture, "width", &format!("{}px", size.width));
        set(&self.picture, "height", &format!("{}px", size.height));
    }

    /// The photo's size when it is seen whole.
    fn whole(&self) -> Size {
        self.natural.get().within(Size {
            width: self.room.client_width(),
            height: self.room.client_height(),
        })
    }

    /// One step larger or smaller, around the middle of the room.
    pub fn step(&self, up: bool) {
        let largest = self.natural.get().largest_scale(self.whole());
        self.scale_to(geometry::step(self.scale.get(), up, largest), None);
    }

    /// Enlarges the photo, or shows it whole again.
    pub fn toggle(&self) {
        self.scale_to(geometry::toggled(self.scale.get()), None);
    }

    /// Shows the photo whole.
    pub fn whole_again(&self) {
        self.scale_to(WHOLE, None);
    }

    /// Enlarges the photo around a double press on it, or shows it whole again.
    pub fn toggle_at(&self, press: &MouseEvent) {
        if !self.is_beside(press) {
            let at = (f64::from(press.client_x()), f64::from(press.client_y()));
            self.scale_to(geometry::toggled(self.scale.get()), Some(at));
        }
    }

    /// Sets the scale, so that what is at a place of the window stays there.
    fn scale_to(&self, scale: i32, at: Option<(f64, f64)>) {
        let Self { room, picture, .. } = self;
        let middle = || {
            let room = room.get_bounding_client_rect();
            (
                room.left() + room.width() / 2.0,
                room.top() + room.height() / 2.0,
            )
        };
        let (x, y) = at.unwrap_or_else(middle);
        let before = picture.get_bounding_client_rect();
        let across = (x - before.left()) / before.width().max(1.0);
        let down = (y - before.top()) / before.height().max(1.0);
        self.scale.set(scale);
        self.lay_out();
        let after = picture.get_bounding_client_rect();
        let right = after.left() + across * after.width() - x;
        let below = after.top() + down * after.height() - y;
        move_by(room, right as i32, below as i32);
    }

    /// Moves an enlarged photo as an arrow key asks. False where the photo is seen whole.
    pub fn moved_by_key(&self, key: &str) -> bool {
        let (x, y) = match key {
            "ArrowLeft" => (-1, 0),
            "ArrowRight" => (1, 0),
            "ArrowUp" => (0, -1),
            "ArrowDown" => (0, 1),
            _ => return false,
        };
        let enlarged = self.is_enlarged();
        if enlarged {
            move_by(&self.room, x * KEY_STEP, y * KEY_STEP);
        }
        enlarged
    }

    /// A pointer goes down. A second one makes it a pinch, which is the browser's.
    pub fn press(&self, event: &PointerEvent) {
        self.dragged.set(false);
        self.follow_finger(0);
        let at = place(event);
        let grip = (event.is_primary() && event.button() == 0).then(|| Grip {
            pointer: event.pointer_id(),
            start: at,
            last: at,
        });
        self.grip.set(grip);
    }

    /// A pointer moves.
    pub fn drag(&self, event: &PointerEvent) {
        let Some(grip) = self.grip_of(event) else {
            return;
        };
        let (x, y) = place(event);
        let (right, down) = (x - grip.start.0, y - grip.start.1);
        if right.abs() + down.abs() > TREMBLE {
            self.dragged.set(true);
        }
        if !self.dragged.get() {
            return;
        }
        let mouse = event.pointer_type() == "mouse";
        if mouse && self.is_enlarged() {
            // So that it goes on outside the room.
            let _ = self.room.set_pointer_capture(grip.pointer);
            move_by(&self.room, grip.last.0 - x, grip.last.1 - y);
        } else if !mouse && !self.is_enlarged() {
            self.follow_finger(right);
        }
        self.grip.set(Some(Grip {
            last: (x, y),
            ..grip
        }));
    }

    /// A pointer goes up. Tells which photo a swipe asked for: the one after (true), the one
    /// before (false).
    pub fn release(&self, event: &PointerEvent) -> Option<bool> {
        let grip = self.grip_of(event);
        self.let_go();
        let (x, y) = place(event);
        let grip = grip.filter(|_| event.pointer_type() != "mouse" && !self.is_enlarged())?;
        geometry::swiped(x - grip.start.0, y - grip.start.1)
    }

    /// The browser took the pointer for a gesture of its own.
    pub fn let_go(&self) {
        self.grip.set(None);
        self.follow_finger(0);
    }

    /// Whether a press was meant for the ground beside the photo.
    pub fn is_beside(&self, press: &MouseEvent) -> bool {
        let target = press
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let on_ground =
            |target: Element| target.has_attribute("open") || self.room.is_same_node(Some(&target));
        !self.dragged.get() && target.is_some_and(on_ground)
    }

    fn grip_of(&self, event: &PointerEvent) -> Option<Grip> {
        let grip = self.grip.get();
        grip.filter(|grip| grip.pointer == event.pointer_id())
    }

    fn follow_finger(&self, right: i32) {
        let value = match right {
            0 => String::new(),
            _ => format!("translateX({right}px)"),
        };
        set(&self.picture, "transform", &value);
    }
}

fn place(event: &MouseEvent) -> (i32, i32) {
    (event.client_x(), event.client_y())
}

fn set(element: &HtmlElement, property: &str, value: &str) {
    let _ = element.style().set_property(property, value);
}

fn move_by(room: &HtmlElement, right: i32, down: i32) {
    room.set_scroll_left(room.scroll_left() + right);
    room.set_scroll_top(room.scroll_top() + down);
}
