//! A worded instant in a `<time>` that machines read too.

use kiosque_model::Moment;
use leptos::prelude::*;

use crate::markup::{self, Element, element};

/// How much of an instant to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// Date and time of day.
    Full,
    /// The date alone.
    Date,
    /// The time of day alone.
    Hour,
}

/// Shows an instant.
#[component]
pub fn When(
    /// The instant.
    moment: Moment,
    /// How much of it to show.
    precision: Precision,
) -> impl IntoView {
    markup::view(move || time(&moment, precision))
}

/// An instant as an element.
pub fn time(moment: &Moment, precision: Precision) -> Element {
    let text = match precision {
        Precision::Full => &moment.full,
        Precision::Date => &moment.date,
        Precision::Hour => &moment.hour,
    };
    element("time")
        .with("datetime", moment.iso.clone())
        .child(text.clone())
}
