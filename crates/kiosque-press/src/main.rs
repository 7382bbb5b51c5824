//! The `kiosque` command.

#![allow(
    clippy::result_large_err,
    reason = "an ending is made once in a run of the program"
)]

mod command;

use std::process::ExitCode;

fn main() -> ExitCode {
    command::run()
}
