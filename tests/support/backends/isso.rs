//! Isso, one for each test.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use http::Request;
use scraper::{ElementRef, Html, Selector};
use serde_json::json;
use tokio::task::block_in_place;

use super::{KeptComment, State};
use crate::Error;
use crate::client::{self, Reader};
use crate::folder::Folder;
use crate::process::{self, Group};

/// How long it may take until it listens: it takes a second.
const PATIENCE: Duration = Duration::from_secs(60);

/// The moderators' password of every test's Isso.
pub const PASSWORD: &str = "only-for-tests";

/// What a newsroom sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssoSettings {
    /// Sites whose pages may ask, scheme, host and port. A site that asks below its own origin need not
    /// be among them.
    pub sites: Vec<String>,
    /// Comments are held until a moderator has seen them.
    pub moderation: bool,
    /// Those of writers who were published before are not, in a moderated thread.
    pub known_writers: bool,
    /// Isso counts and compares; without, nothing below but the window matters.
    pub guard: bool,
    /// New comments of one address in a minute.
    pub per_minute: u32,
    /// First comments of one address in a thread.
    pub per_thread: u32,
    /// Writers may answer themselves while they can still change what they wrote.
    pub answer_oneself: bool,
    /// The writer's name is asked for.
    pub require_name: bool,
    /// The writer's e-mail address is asked for.
    pub require_email: bool,
    /// Seconds in which writers can change or delete what they wrote.
    pub window: u32,
}

impl Default for IssoSettings {
    /// A service that takes everything.
    fn default() -> Self {
        Self {
            sites: vec!["http://127.0.0.1:9".into()],
            moderation: false,
            known_writers: false,
            guard: true,
            per_minute: 100_000,
            per_thread: 100_000,
            answer_oneself: true,
            require_name: false,
            require_email: false,
            window: 900,
        }
    }
}

impl IssoSettings {
    fn file(&self, folder: &Path, port: u16) -> String {
        let sites: String = self
            .sites
            .iter()
            .map(|site| format!("\n    {site}/"))
            .collect();
        format!(
            "\
[general]
dbpath = {database}
host = {sites}
max-age = {window}s
notify = stdout

[admin]
enabled = true
password = {PASSWORD}

[moderation]
enabled = {moderation}
approve-if-email-previously-approved = {known_writers}

[server]
listen = http://127.0.0.1:{port}
trusted-proxies = 127.0.0.1

[guard]
enabled = {guard}
ratelimit = {per_minute}
direct-reply = {per_thread}
reply-to-self = {answer_oneself}
require-author = {require_name}
require-email = {require_email}
",
            database = folder.join("comments.db").display(),
            window = self.window,
            moderation = self.moderation,
            known_writers = self.known_writers,
            guard = self.guard,
            per_minute = self.per_minute,
            per_thread = self.per_thread,
            answer_oneself = self.answer_oneself,
            require_name = self.require_name,
            require_email = self.require_email,
        )
    }
}

/// A running Isso; it ends when dropped.
#[derive(Debug)]
pub struct Isso {
    origin: String,
    program: std::path::PathBuf,
    moderator: Reader,
    // Before the folder: the process writes there until it ends.
    _process: Group,
    folder: Folder,
}

impl Isso {
    /// Starts one.
    pub(super) async fn start(program: &Path, settings: &IssoSettings) -> Result<Self, Error> {
        let (folder, port) = (Folder::make("isso")?, process::free_port()?);
        fs::write(folder.join("isso.cfg"), settings.file(folder.path(), port))?;
        let log = folder.join("log");
        let output = fs::File::create(&log)?;
        let mut command = command(program, &folder);
        command
            .arg("run")
            .stdout(output.try_clone()?)
            .stderr(output);
        let mut process = process::start_group(&mut command)?;
        block_in_place(|| process::wait_for_port(&mut process.first, port, "isso", PATIENCE))
            .map_err(|error| {
                let said = fs::read_to_string(&log).unwrap_or_default();
                format!("{error}. {said}")
            })?;
        Ok(Self {
            origin: format!("http://127.0.0.1:{port}"),
            program: program.to_path_buf(),
            moderator: Reader::new(),
            _process: process,
            folder,
        })
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What it said.
    #[must_use]
    pub fn said(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// Publishes a held comment, as a moderator does on Isso's page.
    ///
    /// # Errors
    ///
    /// When there is no such comment, or Isso refuses.
    pub async fn approve(&self, id: u64) -> Result<(), Error> {
        self.moderate(id, "activate").await
    }

    /// Deletes a comment, as a moderator does on Isso's page.
    ///
    /// # Errors
    ///
    /// When there is no such comment, or Isso refuses.
    pub async fn delete(&self, id: u64) -> Result<(), Error> {
        self.moderate(id, "delete").await
    }

    /// Every comment, held and deleted ones too, by number.
    ///
    /// # Errors
    ///
    /// When Isso's page does not show them.
    pub async fn comments(&self) -> Result<Vec<KeptComment>, Error> {
        let mut comments: Vec<_> = self
            .listed()
            .await?
            .into_iter()
            .map(|(kept, _)| kept)
            .collect();
        comments.sort_by_key(|comment| comment.id);
        Ok(comments)
    }

    /// Adds first comments to a thread, as a newsroom does that brings them from elsewhere.
    ///
    /// # Errors
    ///
    /// When Isso does not take them.
    pub fn import(&self, thread: &str, texts: &[String]) -> Result<(), Error> {
        let comments: Vec<_> = texts
            .iter()
            .enumerate()
            .map(|(index, text)| {
                let (minute, second) = (index / 60 % 60, index % 60);
                json!({
                    "id": index + 1,
                    "author": "Lectrice",
                    "email": "lectrice@example.org",
                    "website": null,
                    "remote_addr": "192.0.2.0",
                    "created": format!("2020-01-01 {:02}:{minute:02}:{second:02}", index / 3600),
                    "text": text,
                })
            })
            .collect();
        let dump = json!([{ "id": thread, "title": thread, "comments": comments }]);
        let file = self.folder.join("dump.json");
        fs::write(&file, dump.to_string())?;
        let mut command = command(&self.program, &self.folder);
        command.args(["import", "-t", "generic"]).arg(&file);
        let output = block_in_place(|| command.output())?;
        if output.status.success() {
            return Ok(());
        }
        Err(String::from_utf8_lossy(&output.stderr).into())
    }

    async fn moderate(&self, id: u64, action: &str) -> Result<(), Error> {
        let listed = self.listed().await?;
        let (_, key) = listed
            .iter()
            .find(|(kept, _)| kept.id == id)
            .ok_or_else(|| format!("Isso's page shows no comment {id}"))?;
        let request = Request::post(format!("{}/id/{id}/{action}/{key}", self.origin));
        let answer = client::send(request.body(Vec::new())?).await?;
        if answer.status == 200 {
            Ok(())
        } else {
            Err(format!("Isso answered {}: {}", answer.status, answer.text()).into())
        }
    }

    /// Every comment, with the key that a moderator's buttons carry.
    async fn listed(&self) -> Result<Vec<(KeptComment, String)>, Error> {
        let password = [("password", PASSWORD)];
        let entry = format!("{}/login/", self.origin);
        let answer = self.moderator.fill_in(&entry, &password).await?;
        if answer.status != 302 {
            return Err(format!("Isso lets no moderator in: {}", answer.status).into());
        }
        let mut comments = Vec::new();
        for (mode, state) in [(1, State::Published), (2, State::Held), (4, State::Gone)] {
            for page in 0.. {
                let url = format!("{}/admin/?mode={mode}&page={page}", self.origin);
                let answer = self
                    .moderator
                    .visit(Request::get(url).body(Vec::new())?)
                    .await?;
                let shown = shown(&answer.text(), state)?;
                if shown.is_empty() {
                    break;
                }
                comments.extend(shown);
            }
        }
        Ok(comments)
    }
}

fn command(program: &Path, folder: &Folder) -> Command {
    let mut command = Command::new(program);
    command
        .arg("-c")
        .arg(folder.join("isso.cfg"))
        // It would be taken for the configuration.
        .env_remove("ISSO_SETTINGS")
        .stdin(Stdio::null());
    command
}

/// The comments on Isso's moderation page.
fn shown(page: &str, state: State) -> Result<Vec<(KeptComment, String)>, Error> {
    let page = Html::parse_document(page);
    let (comments, link, button) = (
        selector(".isso-comment")?,
        selector(".isso-comment-header a")?,
        selector("a.delete, a.edit")?,
    );
    page.select(&comments)
        .map(|comment| {
            let id: u64 = comment
                .attr("id")
                .and_then(|id| id.strip_prefix("isso-")?.parse().ok())
                .ok_or("a comment on Isso's page has no number")?;
            let of = |field: &str| -> Result<String, Error> {
                let field = selector(&format!("#isso-{field}-{id}"))?;
                Ok(comment.select(&field).next().map(words).unwrap_or_default())
            };
            let kept = KeptComment {
                id,
                thread: comment.select(&link).next().map(words).unwrap_or_default(),
                author: of("author")?,
                email: of("email")?,
                text: of("text")?,
                state,
            };
            let key = comment
                .select(&button)
                .filter_map(|button| button.attr("onclick"))
                .find_map(|script| script.split('\'').nth(1))
                .ok_or("a comment on Isso's page has no buttons")?;
            Ok((kept, key.to_owned()))
        })
        .collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect()
}

fn selector(text: &str) -> Result<Selector, Error> {
    Selector::parse(text).map_err(|error| error.to_string().into())
}
