//! The small sun of a day part: low in the morning, high at noon, setting in the evening.

use kiosque_model::timeline::DayPart;
use leptos::prelude::*;

/// Draws the sun over its horizon.
#[component]
pub fn Sun(
    /// The part of the day.
    part: DayPart,
) -> impl IntoView {
    let (x, y) = match part {
        DayPart::Night => (24, 34),
        DayPart::Morning => (13, 19),
        DayPart::Afternoon => (29, 11),
        DayPart::Evening => (38, 25),
    };
    view! {
        <svg class="sun" viewBox="0 0 48 32" width="48" height="32" aria-hidden="true" fill="none">
            <path class="sun-course" d="M5 26C10 4 38 4 43 26" />
            <circle class="sun-disc" cx=x cy=y r="5" />
            <path class="sun-horizon" d="M1 26.5h46" />
        </svg>
    }
    .into_any()
}
