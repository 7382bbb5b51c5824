//! Child processes that end with their owner.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command};
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

/// The first of these programs that is on PATH.
pub fn find(programs: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    programs
        .iter()
        .flat_map(|program| folders.iter().map(move |folder| folder.join(program)))
        .find(|candidate| candidate.is_file())
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
