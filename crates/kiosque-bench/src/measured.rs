//! A program run to its end, with what it took.

use std::io::{Read, Seek, SeekFrom};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde::Serialize;
use wait4::Wait4;

use crate::Error;

/// What a run took.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Cost {
    /// Seconds from start to end.
    pub wall: f64,
    /// Seconds of processor time, the system's work included, of all threads.
    pub cpu: f64,
    /// The most memory it held at once, in bytes.
    pub memory: u64,
}

/// Runs a command and returns its cost and what it printed.
pub fn run(command: &mut Command) -> Result<(Cost, String), Error> {
    let name = command.get_program().to_string_lossy().into_owned();
    // Files, not pipes: nobody reads while the program runs.
    let (mut output, mut errors) = (tempfile::tempfile()?, tempfile::tempfile()?);
    let start = Instant::now();
    let child = command
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(errors.try_clone()?)
        .spawn()
        .map_err(|error| format!("{name} cannot be started: {error}"))?;
    let used = child
        .wait4()
        .map_err(|error| format!("{name} was lost: {error}"))?;
    let wall = start.elapsed().as_secs_f64();
    let said = text(&mut output)?;
    if !used.status.success() {
        let errors = text(&mut errors)?;
        let lines: Vec<_> = errors.lines().chain(said.lines()).collect();
        let ending = lines[lines.len().saturating_sub(15)..].join("\n");
        return Err(format!("{name} ended with {}:\n\n{ending}", used.status).into());
    }
    let cost = Cost {
        wall,
        cpu: (used.rusage.utime + used.rusage.stime).as_secs_f64(),
        memory: used.rusage.maxrss,
    };
    Ok((cost, said))
}

fn text(file: &mut std::fs::File) -> Result<String, Error> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_run_has_its_cost_and_its_words() {
        let (cost, said) = run(Command::new("sh").args(["-c", "echo here"])).unwrap();
        assert_eq!(said, "here\n");
        assert!(cost.wall > 0.0 && cost.memory > 100_000, "{cost:?}");
    }

    #[test]
    fn a_failure_says_what_the_program_said() {
        let error = run(Command::new("sh").args(["-c", "echo no room >&2; exit 3"])).unwrap_err();
        let sentence = error.to_string();
        assert!(
            sentence.contains("no room") && sentence.contains('3'),
            "{sentence}"
        );
    }
}
