//! A WebDriver process for each engine, started when the first test needs it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::process::{self, Owned};
use crate::{Engine, Error};

const START: Duration = Duration::from_secs(30);

/// A running driver.
#[derive(Debug)]
pub struct Driver {
    /// Where it listens.
    pub url: String,
    /// The browser that it is to start.
    pub browser: PathBuf,
    _process: Owned,
    /// Fields are dropped in order: the display goes after what draws on it.
    _display: Option<Owned>,
}

impl Driver {
    /// Starts the driver of an engine.
    pub fn start(engine: Engine) -> Result<Self, Error> {
        let port = process::free_port()?;
        let mut display = None;
        let (name, mut command) = match engine {
            Engine::Chromium => {
                let mut command = Command::new(program(&["chromedriver"])?);
                command.arg(format!("--port={port}"));
                ("chromedriver", command)
            }
            Engine::Firefox => {
                let mut command = Command::new(program(&["geckodriver"])?);
                // Its second port is fixed unless told, and two runs would fight for it.
                let second = process::free_port()?.to_string();
                command.args(["--port", &port.to_string(), "--websocket-port", &second]);
                ("geckodriver", command)
            }
            Engine::WebKit => {
                let mut command = Command::new(program(&["WebKitWebDriver"])?);
                let (server, number) = start_display()?;
                display = Some(server);
                command
                    .arg(format!("--port={port}"))
                    .env("DISPLAY", number)
                    .env_remove("WAYLAND_DISPLAY")
                    // Its sandbox needs namespaces that containers refuse; it only ever meets
                    // our own pages.
                    .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
                    .env("WEBKIT_FORCE_SANDBOX", "0")
                    .env("LIBGL_ALWAYS_SOFTWARE", "1");
                ("WebKitWebDriver", command)
            }
        };
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut process = process::start(&mut command)?;
        process::wait_for_port(&mut process, port, name, START)?;
        Ok(Self {
            url: format!("http://127.0.0.1:{port}"),
            browser: browser(engine)?,
            _process: process,
            _display: display,
        })
    }
}

fn program(names: &[&str]) -> Result<PathBuf, Error> {
    process::find(names).ok_or_else(|| {
        let names = names.join(" or ");
        format!("{names} is not on PATH: run the suite with `cargo xtask test`").into()
    })
}

fn browser(engine: Engine) -> Result<PathBuf, Error> {
    let (programs, places): (&[&str], &[&str]) = match engine {
        Engine::Chromium => (
            &["chromium", "chromium-browser", "google-chrome"],
            &[
                "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                "/Applications/Chromium.app/Contents/MacOS/Chromium",
            ],
        ),
        Engine::Firefox => (
            &["firefox-esr", "firefox"],
            &["/Applications/Firefox.app/Contents/MacOS/firefox"],
        ),
        Engine::WebKit => return mini_browser(),
    };
    let placed = || places.iter().map(PathBuf::from).find(|path| path.is_file());
    process::find(programs)
        .or_else(placed)
        .ok_or_else(|| format!("There is no {}: run `cargo xtask test`", engine.name()).into())
}

/// MiniBrowser is no program of its own to Debian: it lies in its library's folder.
fn mini_browser() -> Result<PathBuf, Error> {
    let below = |folder: &Path| {
        ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"]
            .into_iter()
            .map(|library| folder.join(library).join("MiniBrowser"))
            .find(|path| path.is_file())
    };
    let libraries = Path::new("/usr/lib");
    let architectures = std::fs::read_dir(libraries)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.path());
    [libraries.to_path_buf(), "/usr/libexec".into()]
        .into_iter()
        .chain(architectures)
        .find_map(|folder| below(&folder))
        .ok_or_else(|| "There is no MiniBrowser: run `cargo xtask test`".into())
}

/// Starts an X server on a display of its own choice, and waits for its number.
fn start_display() -> Result<(Owned, String), Error> {
    let mut server = process::start(
        Command::new(program(&["Xvfb"])?)
            .args(["-displayfd", "1", "-screen", "0", "1600x1200x24"])
            .args(["-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null()),
    )?;
    let output = server.0.stdout.take().ok_or("Xvfb has no output")?;
    let mut number = String::new();
    BufReader::new(output).read_line(&mut number)?;
    if number.trim().is_empty() {
        return Err("Xvfb ended before it had a display".into());
    }
    Ok((server, format!(":{}", number.trim())))
}
