//! The comment service behind `cargo xtask serve`.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::cache::Cache;
use crate::failure::Failure;
use crate::isso::{self, Isso};
use crate::services::Found;
use crate::workspace;

/// Where pages find the service, behind Trunk's proxy: their own origin, as on a real site.
const PREFIX: &str = "/isso";
/// Tells the press where the service is, or that there is none.
const VARIABLE: &str = "KIOSQUE_COMMENTS";
const CLOSED: &str = "closed";
/// Taken where nobody else has it, so that a moderation page that was left open still works.
const PORT: u16 = 8801;
/// How long Isso may take until it listens. It takes a second.
const PATIENCE: Duration = Duration::from_secs(20);

/// What Trunk and the press, which its hook runs, must be told.
pub type Environment = Vec<(&'static str, String)>;

/// Starts Isso, or says why there are no comments; never stands in the way of the pages. What was
/// started ends when this process ends, or the one that takes its place.
pub fn start(cache: &Cache, site: u16) -> Environment {
    if let Some(own) = std::env::var(VARIABLE).ok().filter(|own| !own.is_empty()) {
        println!("  {:<28} {own}, as {VARIABLE} says", "comments");
        return environment(&own);
    }
    match isso(cache, site) {
        Ok(origin) => environment(&origin),
        Err(failure) => {
            println!("  {:<28} closed: {failure}", "comments");
            environment(CLOSED)
        }
    }
}

fn isso(cache: &Cache, site: u16) -> Result<String, Failure> {
    match isso::ensure(cache)? {
        Found::Ready(isso) => run(&isso, &Desk::of(workspace::root()), site),
        Found::Missing(reason) => Err(Failure::new(format!("{reason}."))),
    }
}

fn environment(service: &str) -> Environment {
    let mut environment = vec![(VARIABLE, service.to_owned())];
    if service != CLOSED {
        environment.extend([
            ("TRUNK_SERVE_PROXY_BACKEND", format!("{service}/")),
            ("TRUNK_SERVE_PROXY_REWRITE", format!("{PREFIX}/")),
            // Isso answers a moderator's password with a redirect that carries the cookie.
            ("TRUNK_SERVE_PROXY_NO_REDIRECT", "true".to_owned()),
            // A proxy for the outside does not know this machine.
            ("TRUNK_SERVE_PROXY_NO_SYSTEM_PROXY", "true".to_owned()),
        ]);
    }
    environment
}

/// What a developer's Isso keeps, in the checkout: comments are part of what is worked on.
struct Desk(PathBuf);

impl Desk {
    fn of(checkout: &Path) -> Self {
        Self(checkout.join(".kiosque").join("isso"))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The moderator's password, made once.
    fn password(&self) -> Result<String, Failure> {
        let file = self.file("password");
        if let Ok(text) = fs::read_to_string(&file)
            && !text.trim().is_empty()
        {
            return Ok(text.trim().to_owned());
        }
        let mut bytes = [0; 12];
        File::open("/dev/urandom")
            .and_then(|mut source| source.read_exact(&mut bytes))
            .map_err(|error| Failure::new(format!("Cannot make a password: {error}.")))?;
        let password: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        write_secret(&file, &password)?;
        Ok(password)
    }

    fn configuration(&self, password: &str, port: u16, site: u16) -> String {
        format!(
            "\
[general]
dbpath = {database}
host =
    http://127.0.0.1:{site}/
    http://localhost:{site}/
notify = stdout

[admin]
enabled = true
password = {password}

[moderation]
enabled = true

[server]
listen = http://127.0.0.1:{port}

; A developer is one address, and answers their own comments.
[guard]
enabled = true
ratelimit = 1000
direct-reply = 1000
reply-to-self = true
require-author = true
require-email = true
",
            database = self.file("comments.db").display()
        )
    }
}

fn write_secret(file: &Path, text: &str) -> Result<(), Failure> {
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(file)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| Failure::new(format!("Cannot write {}: {error}.", file.display())))
}

/// Starts Isso and waits until it listens.
fn run(isso: &Isso, desk: &Desk, site: u16) -> Result<String, Failure> {
    fs::create_dir_all(&desk.0)
        .map_err(|error| Failure::new(format!("Cannot make {}: {error}.", desk.0.display())))?;
    let password = desk.password()?;
    let port = port()?;
    let configuration = desk.file("isso.cfg");
    write_secret(&configuration, &desk.configuration(&password, port, site))?;
    let log = desk.file("isso.log");
    let unwritable =
        |error: std::io::Error| Failure::new(format!("Cannot write {}: {error}.", log.display()));
    let output = File::create(&log).map_err(unwritable)?;
    let errors = output.try_clone().map_err(unwritable)?;
    let mut isso = command(isso, &configuration)
        .stdout(output)
        .stderr(errors)
        .spawn()
        .map_err(|error| Failure::new(format!("Isso cannot be started: {error}.")))?;
    wait(&mut isso, port, &log)?;
    println!(
        "  {:<28} http://127.0.0.1:{site}{PREFIX}/admin/ moderates, password {password}",
        "comments, by Isso"
    );
    println!("  {:<28} kept in {}", "", desk.0.display());
    Ok(format!("http://127.0.0.1:{port}"))
}

fn command(isso: &Isso, configuration: &Path) -> Command {
    let mut command = Command::new(isso.python());
    command
        // Nothing of the developer's own Python.
        .arg("-I")
        .arg(workspace::root().join("xtask").join("serve_isso.py"))
        .arg(configuration)
        .arg(PREFIX)
        .arg(std::process::id().to_string())
        .stdin(Stdio::null())
        // It ends with Trunk, not with a key that the terminal sends to both.
        .process_group(0);
    command
}

fn port() -> Result<u16, Failure> {
    let free = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    free(PORT)
        .or_else(|_| free(0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| Failure::new(format!("There is no port for Isso: {error}.")))
}

fn wait(isso: &mut Child, port: u16, log: &Path) -> Result<(), Failure> {
    let deadline = Instant::now() + PATIENCE;
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        let ended = isso.try_wait().ok().flatten();
        if ended.is_none() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(50));
            continue;
        }
        let _ = isso.kill();
        let _ = isso.wait();
        let what = ended.map_or_else(
            || format!("does not listen after {} s", PATIENCE.as_secs()),
            |status| format!("ended with {status}"),
        );
        return Err(Failure::new(format!(
            "Isso {what}; what it said is in {}.",
            log.display()
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk(name: &str) -> Desk {
        let folder =
            std::env::temp_dir().join(format!("kiosque-desk-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        Desk(folder)
    }

    #[test]
    fn pages_and_press_are_told_where_comments_are() {
        let told = environment("http://127.0.0.1:8801");
        let value = |name| {
            told.iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.as_str())
        };
        assert_eq!(value(VARIABLE), Some("http://127.0.0.1:8801"));
        assert_eq!(
            value("TRUNK_SERVE_PROXY_BACKEND"),
            Some("http://127.0.0.1:8801/")
        );
        assert_eq!(value("TRUNK_SERVE_PROXY_REWRITE"), Some("/isso/"));
        assert_eq!(value("TRUNK_SERVE_PROXY_NO_REDIRECT"), Some("true"));
    }

    #[test]
    fn without_a_service_nothing_is_proxied() {
        assert_eq!(environment(CLOSED), [(VARIABLE, CLOSED.to_owned())]);
    }

    #[test]
    fn the_password_is_made_once_and_is_nobody_else_s() {
        use std::os::unix::fs::PermissionsExt;
        let (one, other) = (desk("one"), desk("other"));
        let password = one.password().expect("a password");
        assert!(password.len() == 24 && password.chars().all(|c| c.is_ascii_hexdigit()));
        assert_eq!(one.password().as_ref(), Ok(&password));
        assert_ne!(other.password(), Ok(password));
        let mode = fs::metadata(one.file("password"))
            .expect("a file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
        for desk in [one, other] {
            let _ = fs::remove_dir_all(desk.0);
        }
    }

    #[test]
    fn the_configuration_names_the_site_as_the_developer_opens_it() {
        let text = Desk("/c/.kiosque/isso".into()).configuration("secret", 8801, 9000);
        for line in [
            "dbpath = /c/.kiosque/isso/comments.db",
            "    http://127.0.0.1:9000/",
            "    http://localhost:9000/",
            "password = secret",
            "listen = http://127.0.0.1:8801",
        ] {
            assert!(
                text.lines().any(|written| written == line),
                "{line}\n{text}"
            );
        }
    }

    #[test]
    fn a_service_that_ends_at_once_is_told_with_its_log() {
        let mut ended = Command::new("false").spawn().expect("a process");
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .and_then(|listener| listener.local_addr())
            .expect("a port")
            .port();
        let outcome = wait(&mut ended, port, Path::new("/c/isso.log"));
        let sentence = outcome.expect_err("it listens").to_string();
        assert!(
            sentence.contains("exit status: 1") && sentence.contains("/c/isso.log"),
            "{sentence}"
        );
    }
}
