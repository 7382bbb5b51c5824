//! A real `trunk serve`, as a developer or an editor has it.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Error;
use crate::process::{self, Owned};

/// A running `trunk serve` over a content folder of its own.
#[derive(Debug)]
pub struct TrunkServe {
    origin: String,
    log: PathBuf,
    process: Owned,
}

impl TrunkServe {
    /// Starts it over `content`, its site in `work`, and waits until it serves a first build.
    ///
    /// # Errors
    ///
    /// When there is no Trunk, or no build within `patience`.
    pub async fn start(content: &Path, work: &Path, patience: Duration) -> Result<Self, Error> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .ok_or("the checkout has no folder")?;
        let trunk = process::find(&["trunk"])
            .ok_or("trunk is not on PATH: run the suite with `cargo xtask test`")?;
        let port = process::free_port()?;
        let log = work.join("trunk.log");
        let output = std::fs::File::create(&log)?;
        let mut command = Command::new(trunk);
        command
            .current_dir(root)
            .args(["serve", "--offline", "--address", "127.0.0.1"])
            .args(["--port", &port.to_string()])
            .arg("--dist")
            .arg(work.join("dist"))
            .arg("--watch")
            .arg(content)
            .env("KIOSQUE_CONTENT", content)
            .env("NO_COLOR", "true")
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output);
        let mut server = Self {
            origin: format!("http://127.0.0.1:{port}"),
            log,
            process: process::start(&mut command)?,
        };
        let deadline = Instant::now() + patience;
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = server.process.0.try_wait()?;
            if ended.is_some() || Instant::now() > deadline {
                return Err(format!("trunk serves nothing. {}", server.said()).into());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(server)
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Everything it said.
    #[must_use]
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}
