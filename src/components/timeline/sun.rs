//! The small sun of a day part: low in the morning, high at noon, setting in the evening.

use kiosque_model::timeline::DayPart;

use crate::markup::{Element, element};

/// The sun over its horizon.
pub fn sun(part: DayPart) -> Element {
    let disc = match part {
        DayPart::Night => "M19 34a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
        DayPart::Morning => "M8 19a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
        DayPart::Afternoon => "M24 11a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
        DayPart::Evening => "M33 25a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
    };
    let path = |class, path: &'static str| element("path").class(class).with("d", path);
    element("svg")
        .class("sun")
        .with("viewBox", "0 0 48 32")
        .with("width", "48")
        .with("height", "32")
        .with("aria-hidden", "true")
        .with("fill", "none")
        .child(path("sun-course", "M5 26C10 4 38 4 43 26"))
        .child(path("sun-disc", disc))
        .child(path("sun-horizon", "M1 26.5h46"))
}
