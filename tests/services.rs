//! What real comment services answer to what the drivers ask.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::ExitCode;

#[path = "services/isso.rs"]
mod isso;
#[path = "services/isso_texts.rs"]
mod isso_texts;
#[path = "services/isso_writers.rs"]
mod isso_writers;
#[path = "services/mounted.rs"]
mod mounted;
#[path = "services/talk.rs"]
mod talk;
#[path = "services/wordpress.rs"]
mod wordpress;
#[path = "services/wordpress_sites.rs"]
mod wordpress_sites;
#[path = "services/wordpress_texts.rs"]
mod wordpress_texts;

fn main() -> ExitCode {
    let suites = [
        isso::cases(),
        isso_texts::cases(),
        isso_writers::cases(),
        wordpress::cases(),
        wordpress_texts::cases(),
        wordpress_sites::cases(),
        mounted::cases(),
    ];
    support::run_services(suites.into_iter().flatten().collect())
}
