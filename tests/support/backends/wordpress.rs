//! WordPress with a database of its own, installed once a run; each test has its own web server.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokio::task::block_in_place;

use super::{KeptComment, State};
use crate::Error;
use crate::folder::Folder;
use crate::process::{self, Group};

/// How long the database may take until it listens, and a web server. They take a second.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the project has publishers put into their WordPress.
const PLUGIN: &str = include_str!("../../../docs/wordpress/kiosque-comments.php");

const BEFORE: &str = include_str!("wordpress/before.php");
const CONFIGURATION: &str = include_str!("wordpress/config.php");
const TASKS: &str = include_str!("wordpress/task.php");
const TESTS: &str = include_str!("wordpress/tests.php");

/// What a newsroom sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordPressSettings {
    /// Other sites whose readers may comment: scheme, host and port.
    pub sites: Vec<String>,
    /// The project's plugin is there.
    pub plugin: bool,
    /// A second comment of one address within fifteen seconds is refused.
    pub flood: bool,
    /// Comments are held until a moderator has seen them.
    pub moderation: bool,
    /// Only who has an account may write.
    pub registered_only: bool,
    /// The writer's name and e-mail address are asked for.
    pub require_name_and_email: bool,
}

impl Default for WordPressSettings {
    /// A service that takes everything from those who name themselves.
    fn default() -> Self {
        Self {
            sites: Vec::new(),
            plugin: true,
            flood: false,
            moderation: false,
            registered_only: false,
            require_name_and_email: true,
        }
    }
}

impl WordPressSettings {
    fn options(&self) -> Value {
        let flag = |on: bool| if on { "1" } else { "0" };
        json!({
            "comment_moderation": flag(self.moderation),
            "comment_registration": flag(self.registered_only),
            "require_name_email": flag(self.require_name_and_email),
        })
    }
}

/// A post to comment on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordPressPost {
    /// Its title.
    pub title: String,
    /// Everyone may read it.
    pub published: bool,
    /// Readers may comment.
    pub open: bool,
}

impl Default for WordPressPost {
    /// A post that everyone may read and comment on.
    fn default() -> Self {
        Self {
            title: "Un article".into(),
            published: true,
            open: true,
        }
    }
}

/// An installed WordPress and its running database; both go when dropped.
#[derive(Debug)]
pub(super) struct Installation {
    // Before the folder: the process writes there until it ends.
    _database: Group,
    run: Arc<Folder>,
}

impl Installation {
    /// Installs the WordPress of a folder into a database of its own.
    pub(super) async fn start(wordpress: &Path) -> Result<Self, Error> {
        let run = Arc::new(Folder::make("wordpress")?);
        block_in_place(|| {
            lay_out(wordpress, &run)?;
            let installation = Self {
                _database: database(&run)?,
                run: Arc::clone(&run),
            };
            task(&run, "install", Value::Null)?;
            Ok(installation)
        })
    }

    /// Starts a web server with these settings.
    pub(super) async fn serve(&self, settings: &WordPressSettings) -> Result<WordPress, Error> {
        let port = process::free_port()?;
        let log = self.run.join(&format!("php-{port}.log"));
        let output = fs::File::create(&log)?;
        let mut command = php(&self.run, settings.plugin)?;
        command
            .args(["-S", &format!("127.0.0.1:{port}"), "-t"])
            .arg(self.run.join("site"))
            .env("KIOSQUE_ORIGINS", settings.sites.join(","))
            .env("KIOSQUE_OPTIONS", settings.options().to_string())
            .env("KIOSQUE_FLOOD", if settings.flood { "1" } else { "0" })
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output);
        let mut process = process::start_group(&mut command)?;
        block_in_place(|| process::wait_for_port(&mut process.first, port, "php", PATIENCE))
            .map_err(|error| format!("{error}. {}", said(&log)))?;
        Ok(WordPress {
            origin: format!("http://127.0.0.1:{port}"),
            log,
            _process: process,
            run: Arc::clone(&self.run),
        })
    }
}

/// A web server over the run's WordPress; it ends when dropped.
#[derive(Debug)]
pub struct WordPress {
    origin: String,
    log: PathBuf,
    _process: Group,
    run: Arc<Folder>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    author: String,
    email: String,
    text: String,
    state: String,
}

impl WordPress {
    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What its web server said.
    #[must_use]
    pub fn said(&self) -> String {
        said(&self.log)
    }

    /// Writes a post, and gives its number.
    ///
    /// # Errors
    ///
    /// When WordPress refuses.
    pub fn post(&self, post: &WordPressPost) -> Result<u64, Error> {
        let number = self.task(
            "post",
            json!({ "title": post.title, "published": post.published, "open": post.open }),
        )?;
        number
            .as_u64()
            .filter(|number| *number > 0)
            .ok_or_else(|| format!("WordPress has no number for a post: {number}").into())
    }

    /// Publishes a held comment.
    ///
    /// # Errors
    ///
    /// When WordPress refuses.
    pub fn approve(&self, id: u64) -> Result<(), Error> {
        self.status(id, "approve")
    }

    /// Puts a comment into the bin.
    ///
    /// # Errors
    ///
    /// When WordPress refuses.
    pub fn delete(&self, id: u64) -> Result<(), Error> {
        self.status(id, "trash")
    }

    /// Every comment of a post, held and deleted ones too, by number.
    ///
    /// # Errors
    ///
    /// When WordPress does not give them.
    pub fn comments(&self, post: u64) -> Result<Vec<KeptComment>, Error> {
        let rows: Vec<Row> =
            serde_json::from_value(self.task("comments", json!({ "post": post }))?)?;
        rows.into_iter()
            .map(|row| {
                Ok(KeptComment {
                    id: row.id.parse()?,
                    thread: post.to_string(),
                    author: row.author,
                    email: row.email,
                    text: row.text,
                    state: match row.state.as_str() {
                        "1" => State::Published,
                        "0" => State::Held,
                        _ => State::Gone,
                    },
                })
            })
            .collect()
    }

    /// Adds published comments to a post, a minute apart; every third answers the one before.
    ///
    /// # Errors
    ///
    /// When WordPress refuses.
    pub fn fill(&self, post: u64, count: u32) -> Result<(), Error> {
        self.task("fill", json!({ "post": post, "count": count }))
            .map(drop)
    }

    fn status(&self, id: u64, status: &str) -> Result<(), Error> {
        match self.task("status", json!({ "id": id, "status": status }))? {
            Value::Bool(true) => Ok(()),
            other => Err(format!("WordPress makes comment {id} no {status}: {other}").into()),
        }
    }

    fn task(&self, name: &str, with: Value) -> Result<Value, Error> {
        block_in_place(|| task(&self.run, name, with))
    }
}

/// Lays out a WordPress: links to what is installed, settings and plugins of the run's own.
fn lay_out(wordpress: &Path, run: &Folder) -> Result<(), Error> {
    let (site, content) = (run.join("site"), run.join("content"));
    for folder in [&site, &content, &run.join("with"), &run.join("without")] {
        fs::create_dir_all(folder)?;
    }
    for entry in fs::read_dir(wordpress)? {
        let entry = entry?;
        let name = entry.file_name();
        let own = name == "wp-config.php" || name == "wp-content";
        if !own && !name.to_string_lossy().starts_with('.') {
            symlink(entry.path(), site.join(name))?;
        }
    }
    let languages = wordpress.join("wp-content").join("languages");
    symlink(languages, content.join("languages"))?;
    for (name, text) in [
        ("before.php", BEFORE),
        ("task.php", TASKS),
        ("site/wp-config.php", CONFIGURATION),
        ("with/tests.php", TESTS),
        ("without/tests.php", TESTS),
        ("with/kiosque-comments.php", PLUGIN),
    ] {
        fs::write(run.join(name), text)?;
    }
    Ok(())
}

/// Starts a database that listens on a socket in the run's folder and nowhere else.
fn database(run: &Folder) -> Result<Group, Error> {
    let (data, socket, log) = (
        run.join("data"),
        run.join("database.sock"),
        run.join("database.log"),
    );
    let output = fs::File::create(&log)?;
    // It refuses to be root unless told.
    let root = process::output(Command::new("id").arg("-u")).as_deref() == Some("0");
    let user: &[&str] = if root { &["--user=root"] } else { &[] };
    let made = Command::new(program("mariadb-install-db")?)
        .args([
            "--no-defaults",
            "--skip-test-db",
            "--auth-root-authentication-method=normal",
        ])
        .arg(format!("--datadir={}", data.display()))
        .args(user)
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output.try_clone()?)
        .status()?;
    if !made.success() {
        return Err(format!("mariadb-install-db ended with {made}. {}", said(&log)).into());
    }
    let mut command = Command::new(program("mariadbd")?);
    command
        .args([
            "--no-defaults",
            "--skip-networking",
            "--performance-schema=OFF",
        ])
        // What a crash would lose is of no use to anyone.
        .args([
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-buffer-pool-size=64M",
        ])
        .args([
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_unicode_ci",
        ])
        .arg(format!("--datadir={}", data.display()))
        .arg(format!("--socket={}", socket.display()))
        .arg(format!("--pid-file={}", run.join("database.pid").display()))
        .args(user)
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output);
    let mut process = process::start_group(&mut command)?;
    let deadline = Instant::now() + PATIENCE;
    while UnixStream::connect(&socket).is_err() {
        let ended = process.first.0.try_wait()?;
        if ended.is_some() || Instant::now() > deadline {
            return Err(format!("mariadbd does not listen. {}", said(&log)).into());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(process)
}

/// Has WordPress do something, outside its web server.
fn task(run: &Folder, name: &str, with: Value) -> Result<Value, Error> {
    let mut task: Map<String, Value> = serde_json::from_value(with).unwrap_or_default();
    task.insert("task".into(), name.into());
    let input = run.join(&format!("task-{}.json", process::free_port()?));
    fs::write(&input, serde_json::to_string(&task)?)?;
    let output = php(run, true)?
        .arg(run.join("task.php"))
        .stdin(fs::File::open(&input)?)
        .output()?;
    fs::remove_file(&input)?;
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text).map_err(|_| {
        let errors = String::from_utf8_lossy(&output.stderr);
        format!("WordPress did not {name}: {text}{errors}").into()
    })
}

fn php(run: &Folder, plugin: bool) -> Result<Command, Error> {
    let mut command = Command::new(program("php")?);
    command
        .arg("-d")
        .arg(format!(
            "auto_prepend_file={}",
            run.join("before.php").display()
        ))
        .args(["-d", "memory_limit=256M", "-d", "display_errors=stderr"])
        .env("KIOSQUE_RUN", run.path())
        .env("KIOSQUE_PLUGINS", if plugin { "with" } else { "without" });
    Ok(command)
}

/// A program on PATH, or where Debian has servers.
fn program(name: &str) -> Result<PathBuf, Error> {
    process::find(&[name])
        .or_else(|| Some(Path::new("/usr/sbin").join(name)).filter(|path| path.is_file()))
        .ok_or_else(|| {
            format!("{name} is not installed: run the suite with `cargo xtask test`").into()
        })
}

fn said(log: &Path) -> String {
    fs::read_to_string(log).unwrap_or_default()
}
