//! `cargo xtask bench`: builds what is to be measured, then runs what measures it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::press::{self, COMMAND};
use crate::serve::{self, Builder};
use crate::tools::{self, Tool};
use crate::{process, wasm, workspace};

/// The package and the program that measure.
const MEASURER: &str = "kiosque-bench";
const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// What the measurer is given.
struct Paths {
    site: PathBuf,
    out: PathBuf,
    twiggy: PathBuf,
    lighthouse: PathBuf,
    chromium: Option<PathBuf>,
    hugo: Option<PathBuf>,
}

/// Sets up, builds, and measures; the arguments are the measurer's own.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    let skipped = skipped(arguments);
    let builder = serve::set_up()?;
    let (twiggy, lighthouse) = (tools::twiggy(), tools::lighthouse());
    for (part, tool) in [("wasm", &twiggy), ("lighthouse", &lighthouse)] {
        if !skipped.iter().any(|skip| skip == part) {
            tool.ensure(&builder.cache)?;
        }
    }
    let file = |tool: &Tool| tool.file(&builder.cache);
    let out = workspace::target().join("bench");
    let paths = Paths {
        site: out.join("site"),
        twiggy: file(&twiggy),
        lighthouse: file(&lighthouse),
        chromium: CHROMIUM.iter().find_map(|name| process::find(name)),
        hugo: process::find("hugo"),
        out,
    };
    for mut command in [
        site(&builder, &paths.site),
        programs(&builder),
        measurer(&builder, &paths, arguments),
    ] {
        println!("\n{}", process::line(&command));
        process::run(&mut command)?;
    }
    println!("\n{}", paths.out.join("results.json").display());
    Ok(())
}

/// The parts that the arguments leave out.
fn skipped(arguments: &[String]) -> Vec<String> {
    let mut parts = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let list = match word.strip_prefix("--skip") {
            Some("") => words.next().map_or("", String::as_str),
            Some(rest) => rest.strip_prefix('=').unwrap_or(""),
            None => continue,
        };
        parts.extend(list.split(',').map(str::to_owned));
    }
    parts
}

/// The demonstration site, printed.
fn site(builder: &Builder, folder: &Path) -> Command {
    let mut command = builder.trunk();
    command
        .args(["build", "--release", "--offline", "--dist"])
        .arg(folder);
    command
}

/// The newsroom's command as newsrooms have it, and the measurer.
fn programs(builder: &Builder) -> Command {
    let mut command = workspace::cargo();
    command
        .args(["build", "--profile", "press"])
        .args(["-p", press::PACKAGE, "--bin", COMMAND])
        .args(["-p", MEASURER, "--bin", MEASURER])
        .env("PATH", &builder.path);
    command
}

fn measurer(builder: &Builder, paths: &Paths, arguments: &[String]) -> Command {
    let built = |name: &str| {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        workspace::target().join("press").join(name)
    };
    let named = workspace::target()
        .join(wasm::TARGET)
        .join("release")
        .join("kiosque-app.wasm");
    let mut command = Command::new(built(MEASURER));
    let options: [(&str, Option<&Path>); 9] = [
        ("--site", Some(&paths.site)),
        ("--bundle", Some(&press::bundle())),
        ("--kiosque", Some(&built(COMMAND))),
        ("--named-wasm", Some(&named)),
        ("--twiggy", Some(&paths.twiggy)),
        ("--lighthouse", Some(&paths.lighthouse)),
        ("--chromium", paths.chromium.as_deref()),
        ("--hugo", paths.hugo.as_deref()),
        ("--out", Some(&paths.out)),
    ];
    for (name, value) in options {
        if let Some(value) = value {
            command.args([OsString::from(name), value.into()]);
        }
    }
    command.args(arguments).env("PATH", &builder.path);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn parts_left_out_are_read_in_each_form() {
        for line in [
            "--skip lighthouse,wasm",
            "--skip=lighthouse --articles 10 --skip wasm",
        ] {
            assert_eq!(skipped(&words(line)), ["lighthouse", "wasm"], "{line}");
        }
        assert!(
            skipped(&words("--articles 10 --skip"))
                .iter()
                .all(String::is_empty)
        );
    }

    #[test]
    fn the_command_is_built_as_newsrooms_have_it() {
        assert_eq!(
            process::line(&programs(&Builder::for_tests())),
            "cargo build --profile press -p kiosque-press --bin kiosque -p kiosque-bench \
             --bin kiosque-bench"
        );
    }

    #[test]
    fn the_measurer_is_told_where_everything_is_and_what_the_person_asked() {
        let paths = Paths {
            site: "/b/site".into(),
            out: "/b".into(),
            twiggy: "/t/twiggy".into(),
            lighthouse: "/t/lighthouse".into(),
            chromium: Some("/usr/bin/chromium".into()),
            hugo: None,
        };
        let command = measurer(&Builder::for_tests(), &paths, &words("--articles 100"));
        let line = process::line(&command);
        for part in [
            "--site /b/site",
            "--chromium /usr/bin/chromium",
            "press/kiosque ",
            "release/kiosque-app.wasm",
        ] {
            assert!(line.contains(part), "{part} in {line}");
        }
        assert!(!line.contains("--hugo"), "{line}");
        assert!(line.ends_with("--out /b --articles 100"), "{line}");
    }
}
