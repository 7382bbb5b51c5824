//! The interface's sentences in the language of the page at hand.

use kiosque_catalogue::reader::{self, Words};
use kiosque_model::Language;
use leptos::prelude::use_context;

/// The sentences in the language that [`crate::app::App`] put in context; French without one.
pub fn words() -> &'static Words {
    reader::words(use_context::<Language>().unwrap_or_default())
}
