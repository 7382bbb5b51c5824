//! Child processes that end with their owner.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Error;

/// A process that is killed when its owner is dropped.
#[derive(Debug)]
pub struct Owned(pub Child);

impl Drop for Owned {
    fn drop(&mut self) {
        // It may have ended by itself; either way nothing is left to do.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a program.
pub fn start(command: &mut Command) -> Result<Owned, Error> {
    let name = command.get_program().to_string_lossy().into_owned();
    command
        .spawn()
        .map(Owned)
        .map_err(|error| format!("{name} cannot be started: {error}").into())
}

/// A process with all that it starts, killed together when their owner is dropped, and also when this
/// process ends in a way that drops nothing.
#[derive(Debug)]
pub struct Group {
    _guard: Guard,
    /// The process that was started.
    pub first: Owned,
}

/// A shell that waits for its input to end, which it does when this process closes it or ends, and
/// then kills a group.
#[derive(Debug)]
struct Guard(Child);

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

/// Starts a program in a group of its own.
pub fn start_group(command: &mut Command) -> Result<Group, Error> {
    let first = start(command.process_group(0))?;
    let guard = Command::new("sh")
        .args(["-c", r#"read -r _; kill -s KILL -- "-$1""#, "sh"])
        .arg(first.0.id().to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()?;
    Ok(Group {
        _guard: Guard(guard),
        first,
    })
}

/// The first of these programs that is on PATH.
pub fn find(programs: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    programs
        .iter()
        .flat_map(|program| folders.iter().map(move |folder| folder.join(program)))
        .find(|candidate| candidate.is_file())
}

/// What a program prints, or nothing where it cannot run or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A port that nobody listens on.
pub fn free_port() -> Result<u16, Error> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

/// Waits until a process listens on a port.
pub fn wait_for_port(
    process: &mut Owned,
    port: u16,
    name: &str,
    patience: Duration,
) -> Result<(), Error> {
    let deadline = Instant::now() + patience;
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if let Some(status) = process.0.try_wait()? {
            return Err(format!("{name} ended with {status} before it listened").into());
        }
        if Instant::now() > deadline {
            return Err(format!("{name} does not listen after {patience:?}").into());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Starts a shell that has started another program, and tells the number of that.
    fn family() -> (Group, String) {
        use std::io::{BufRead, BufReader};
        let mut group = start_group(
            Command::new("sh")
                .args(["-c", "sleep 300 & echo $!; wait"])
                .stdin(Stdio::null())
                .stdout(Stdio::piped()),
        )
        .expect("a shell");
        let output = group.first.0.stdout.take().expect("an output");
        let mut number = String::new();
        BufReader::new(output)
            .read_line(&mut number)
            .expect("a number");
        (group, number.trim().to_owned())
    }

    fn runs(number: &str) -> bool {
        Command::new("kill")
            .args(["-0", number])
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
            && !std::fs::read_to_string(format!("/proc/{number}/stat"))
                .is_ok_and(|stat| stat.contains(") Z "))
    }

    fn ends(number: &str) -> bool {
        let deadline = Instant::now() + Duration::from_secs(10);
        while runs(number) && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(10));
        }
        !runs(number)
    }

    #[test]
    fn what_a_program_started_ends_with_it() {
        let (group, number) = family();
        assert!(runs(&number));
        drop(group);
        assert!(ends(&number));
    }

    #[test]
    fn an_owner_that_drops_nothing_leaves_nothing() {
        let (mut group, number) = family();
        // What the end of this process would do.
        drop(group._guard.0.stdin.take());
        assert!(ends(&number));
    }
}
