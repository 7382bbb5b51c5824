//! Warnings.

use crate::markup::{Element, element};

/// What an author put under a warning stays under it until the reader asks, and the warning stays
/// when it is open. What is covered is shown as it is where there is no warning, a `summary`.
///
/// On paper nobody can ask: print.css prints covered words under their warning, as a newspaper
/// would, for a reader may stop at a warning. A picture is seen before one has decided: it is printed
/// if the reader had uncovered it.
pub fn cover(class: &'static str, warning: Option<Element>, covered: Vec<Element>) -> Vec<Element> {
    match warning {
        Some(warning) if !covered.is_empty() => vec![
            element("details")
                .class(class)
                .child(warning)
                .child(covered),
        ],
        _ => covered,
    }
}
