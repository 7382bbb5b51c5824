//! A Chromium, driven over its own protocol.
//!
//! WebDriver has no word for a slower processor or for a trace, which is all that this is for.

use std::collections::VecDeque;
use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::{Message, WebSocket};

use crate::Error;

/// How long the browser may take to start, or to do what it is asked.
const PATIENCE: Duration = Duration::from_secs(90);

const GLANCE: Duration = Duration::from_millis(100);

/// So that the browser does nothing of its own during a run.
pub const QUIET: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// A running browser with a fresh profile; it ends when dropped.
#[derive(Debug)]
pub struct Browser {
    process: Child,
    socket: WebSocket<TcpStream>,
    /// What came while something else was awaited.
    events: VecDeque<Value>,
    asked: u64,
    _profile: TempDir,
}

/// A tab that shares no cache with another.
#[derive(Debug, Clone)]
pub struct Tab {
    session: String,
}

impl Browser {
    /// Starts a browser.
    pub fn start(program: &Path) -> Result<Self, Error> {
        let profile = tempfile::tempdir()?;
        let mut process = Command::new(program)
            .args(QUIET)
            .arg("--remote-debugging-port=0")
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{} cannot be started: {error}", program.display()))?;
        match connect(profile.path()) {
            Ok(socket) => Ok(Self {
                process,
                socket,
                events: VecDeque::new(),
                asked: 0,
                _profile: profile,
            }),
            Err(error) => {
                let _ = process.kill();
                let _ = process.wait();
                Err(error)
            }
        }
    }

    /// Opens an empty tab.
    pub fn open(&mut self) -> Result<Tab, Error> {
        let of = |answer: &Value, name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        let context = self.ask("Target.createBrowserContext", json!({}))?;
        let context = of(&context, "browserContextId");
        let target = self.ask(
            "Target.createTarget",
            json!({ "url": "about:blank", "browserContextId": context }),
        )?;
        let session = self.ask(
            "Target.attachToTarget",
            json!({ "targetId": of(&target, "targetId"), "flatten": true }),
        )?;
        let session = of(&session, "sessionId");
        Ok(Tab { session })
    }

    /// Asks the browser itself for something.
    pub fn ask(&mut self, method: &str, parameters: Value) -> Result<Value, Error> {
        self.call(None, method, parameters)
    }

    /// Asks a tab for something.
    pub fn ask_tab(&mut self, tab: &Tab, method: &str, what: Value) -> Result<Value, Error> {
        self.call(Some(&tab.session), method, what)
    }

    /// The value of a JavaScript expression in a tab; promises are awaited.
    pub fn value(&mut self, tab: &Tab, expression: &str) -> Result<Value, Error> {
        let what = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.ask_tab(tab, "Runtime.evaluate", what)?;
        if let Some(thrown) = answer.get("exceptionDetails") {
            return Err(format!("{expression} throws {thrown}").into());
        }
        Ok(answer["result"]["value"].clone())
    }

    /// Waits until an expression is true in a tab.
    pub fn until(&mut self, tab: &Tab, expression: &str) -> Result<(), Error> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            // Between two documents there is nothing to ask.
            if let Ok(value) = self.value(tab, expression)
                && value == true
            {
                return Ok(());
            }
            std::thread::sleep(GLANCE);
        }
        Err(format!("never true in the page: {expression}").into())
    }

    /// What a trace gathered until now; it was begun with `Tracing.start`.
    pub fn trace(&mut self) -> Result<Vec<Value>, Error> {
        self.events.clear();
        self.ask("Tracing.end", json!({}))?;
        let mut gathered = Vec::new();
        loop {
            let mut event = match self.events.pop_front() {
                Some(event) => event,
                None => self.read()?,
            };
            match event["method"].as_str() {
                Some("Tracing.dataCollected") => {
                    if let Value::Array(part) = event["params"]["value"].take() {
                        gathered.extend(part);
                    }
                }
                Some("Tracing.tracingComplete") => return Ok(gathered),
                _ => {}
            }
        }
    }

    fn call(&mut self, session: Option<&str>, method: &str, what: Value) -> Result<Value, Error> {
        self.asked += 1;
        let mut message = json!({ "id": self.asked, "method": method, "params": what });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        self.socket.send(Message::text(message.to_string()))?;
        loop {
            let mut message = self.read()?;
            if message["id"] != self.asked {
                self.events.push_back(message);
                continue;
            }
            if let Some(error) = message.get("error") {
                return Err(format!("{method}: {}", error["message"]).into());
            }
            return Ok(message["result"].take());
        }
    }

    fn read(&mut self) -> Result<Value, Error> {
        loop {
            let message = self
                .socket
                .read()
                .map_err(|error| format!("the browser says no more: {error}"))?;
            if let Message::Text(text) = message {
                return Ok(serde_json::from_str(&text)?);
            }
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.ask("Browser.close", json!({}));
        let end = Instant::now() + Duration::from_secs(5);
        while Instant::now() < end {
            if matches!(self.process.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(GLANCE);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Waits for the file in which a browser says where it listens, and connects.
fn connect(profile: &Path) -> Result<WebSocket<TcpStream>, Error> {
    let file = profile.join("DevToolsActivePort");
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        let told = fs::read_to_string(&file).unwrap_or_default();
        if let Some((port, path)) = told.trim().split_once('\n') {
            let stream = TcpStream::connect(("127.0.0.1", port.parse()?))?;
            stream.set_read_timeout(Some(PATIENCE))?;
            let address = format!("ws://127.0.0.1:{port}{path}");
            // A trace comes in few large messages.
            let limits = tungstenite::protocol::WebSocketConfig::default()
                .max_message_size(None)
                .max_frame_size(None);
            let (socket, _) =
                tungstenite::client::client_with_config(address, stream, Some(limits))
                    .map_err(|error| format!("the browser refuses to be driven: {error}"))?;
            return Ok(socket);
        }
        std::thread::sleep(GLANCE);
    }
    Err("the browser does not say where it listens".into())
}
