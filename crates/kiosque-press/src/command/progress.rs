//! How far a long task is, for those who watch it.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar on standard error; nothing where that is not a terminal.
pub fn bar(label: &'static str, total: usize) -> ProgressBar {
    let bar = ProgressBar::new(total as u64).with_prefix(label);
    if let Ok(style) = ProgressStyle::with_template("{prefix}  {bar:32}  {pos}/{len}  {eta}") {
        bar.set_style(style);
    }
    bar
}
