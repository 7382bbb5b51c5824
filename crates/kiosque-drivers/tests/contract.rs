//! What services answer, and what it comes to: one fixture for each thing that a service was seen
//! or is known to say.
//!
//! `answers/` holds them as they come over the wire: a status line, the headers that mean something,
//! an empty line, the body. A fixture that no table names fails the suite.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "contract/answers.rs"]
mod answers;
#[path = "contract/damage.rs"]
mod damage;
#[path = "contract/isso.rs"]
mod isso;
#[path = "contract/newsletters.rs"]
mod newsletters;
#[path = "contract/questions.rs"]
mod questions;
#[path = "contract/wordpress.rs"]
mod wordpress;
#[path = "contract/words.rs"]
mod words;
