//! Running other programs.

use std::ffi::OsStr;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;

/// Where `program` is on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    find_in(program, &path)
}

/// Where `program` is on a PATH given as one string.
pub fn find_in(program: &str, path: &OsStr) -> Option<PathBuf> {
    std::env::split_paths(path)
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}

/// Runs a command whose output belongs to the terminal.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| cannot_start(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "`{}` ended with {status}.",
            line(command)
        )))
    }
}

/// Runs a command whose output goes to a file, and shows the end of that file if it fails.
pub fn run_logged(command: &mut Command, log: &Path) -> Result<(), Failure> {
    let unwritable =
        |error: std::io::Error| Failure::new(format!("Cannot write {}: {error}", log.display()));
    if let Some(folder) = log.parent() {
        std::fs::create_dir_all(folder).map_err(unwritable)?;
    }
    let output = File::create(log).map_err(unwritable)?;
    let errors = output.try_clone().map_err(unwritable)?;
    let status = command
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(errors)
        .status()
        .map_err(|error| cannot_start(command, &error))?;
    if status.success() {
        return Ok(());
    }
    let text = std::fs::read_to_string(log).unwrap_or_default();
    Err(Failure::new(format!(
        "`{}` ended with {status}. All it said is in {}; the end of it:\n\n{}",
        line(command),
        log.display(),
        ending(&text, 15)
    )))
}

/// What a command prints, or nothing where it cannot run or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command as it could be typed, for messages.
pub fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| {
            let word = word.to_string_lossy();
            if word.is_empty() || word.contains(char::is_whitespace) {
                format!("'{word}'")
            } else {
                word.into_owned()
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("`{}` cannot be started: {error}.", line(command)))
}

fn ending(text: &str, lines: usize) -> String {
    let all: Vec<_> = text.lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_reads_as_it_would_be_typed() {
        let mut command = Command::new("cargo");
        command.args(["test", "-p", "a b", ""]);
        assert_eq!(line(&command), "cargo test -p 'a b' ''");
    }

    #[test]
    fn a_failure_shows_the_end_of_what_was_said() {
        assert_eq!(ending("a\nb\nc\n", 2), "b\nc");
        assert_eq!(ending("a", 2), "a");
    }

    #[test]
    fn a_failing_command_is_a_failure_that_names_its_log() {
        let log = std::env::temp_dir().join(format!("kiosque-xtask-{}.log", std::process::id()));
        let outcome = run_logged(
            Command::new("sh").args(["-c", "echo over here >&2; exit 3"]),
            &log,
        );
        let _ = std::fs::remove_file(&log);
        let sentence = outcome
            .expect_err("exit 3 was taken for a success")
            .to_string();
        assert!(sentence.contains("over here"), "{sentence}");
        assert!(sentence.contains("exit status: 3"), "{sentence}");
        assert!(sentence.contains(&log.display().to_string()), "{sentence}");
    }

    #[test]
    fn programs_are_found_on_the_given_path_only() {
        assert!(find_in("sh", OsStr::new("/bin:/usr/bin")).is_some());
        assert_eq!(find_in("sh", OsStr::new("/nowhere")), None);
    }
}
