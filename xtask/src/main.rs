//! Set-up and developer commands.
//!
//! This crate is the first thing a fresh machine compiles, so it has no dependencies.

mod bench;
mod browsers;
mod cache;
mod checks;
mod comments;
mod debian;
mod dependencies;
mod failure;
mod fuzz;
mod isso;
mod lockfile;
mod press;
mod process;
mod report;
mod serve;
mod services;
mod tools;
mod wasm;
mod wordpress;
mod workspace;

use std::process::ExitCode;

use failure::Failure;

const USAGE: &str = "\
Usage: cargo xtask <command>

  serve [trunk arguments]   set up what is missing, then `trunk serve` on http://127.0.0.1:8080/
                            with comments kept by Isso
  test [words]              set up what is missing, then run every check and every test;
                            with words, only the tests whose names contain one of them
  dist                      set up what is missing, then build target/dist/kiosque: the newsroom's
                            command in one file, with the app inside
  bench [options]           set up what is missing, then measure bytes, page loads and printing;
                            --articles 10000,100000 and --skip wire,wasm,lighthouse,printing,hugo
  fuzz [format] [options]   set up what is missing, then give damaged posts to the archive's importers,
                            all or one; --seconds 60 for each
  press                     what Trunk runs after each build: prints the content

Environment
  KIOSQUE_CACHE             folder of the tools (default: kiosque in the user's cache folder)
  KIOSQUE_COMMENTS          for `serve`: the origin of an Isso of your own, or closed
  KIOSQUE_ENGINES           browsers of the end-to-end suite (default: chromium,firefox,webkit)
  KIOSQUE_WORDPRESS         for `test`: the folder of a WordPress of your own, or none
  KIOSQUE_WASM_TOOLCHAIN    rustup or debian, where the choice must not be made by what is there
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let outcome = match command.as_str() {
        "serve" => serve::run(&rest),
        "test" => checks::run(&rest),
        "dist" => press::dist(),
        "bench" => bench::run(&rest),
        "fuzz" => fuzz::run(&rest),
        "press" => press::run(),
        "" | "help" | "-h" | "--help" => {
            print!("{USAGE}");
            Ok(())
        }
        other => Err(Failure::new(format!(
            "There is no command `{other}`.\n\n{USAGE}"
        ))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\ncargo xtask {command}: {failure}");
            ExitCode::FAILURE
        }
    }
}
