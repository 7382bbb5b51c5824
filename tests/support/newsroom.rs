//! A small newsroom of a test's own, printed by the `kiosque` command.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tokio::task::block_in_place;

use crate::folder::Folder;
use crate::{Error, Server};

/// Permalink of its article.
pub const ARTICLE: &str = "/ville/le-marche/";

/// A newsroom with one article of a few words.
#[derive(Debug)]
pub struct Newsroom {
    folder: Folder,
    bundle: PathBuf,
}

impl Newsroom {
    /// Lays one down: what its `site.toml` says beside the necessary, and its article's front matter.
    /// `bundle` is the app's folder.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn make(bundle: &Path, settings: &str, front_matter: &str) -> Result<Self, Error> {
        let newsroom = Self {
            folder: Folder::make("newsroom")?,
            bundle: bundle.to_path_buf(),
        };
        newsroom.set("https://journal.example", settings)?;
        let articles = newsroom.content().join("articles");
        fs::create_dir_all(&articles)?;
        let article = format!(
            "+++\ntitle = \"Le marché\"\nslug = \"le-marche\"\nsection = \"ville\"\n\
             authors = [\"redaction\"]\npublished = 2026-01-15T18:30:00+01:00\n{front_matter}\n+++\n\n\
             Le marché a rouvert ce matin.\n"
        );
        fs::write(articles.join("le-marche.md"), article)?;
        Ok(newsroom)
    }

    /// Is published elsewhere, and says something else in `site.toml`, from the next printing on.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn set(&self, base_url: &str, settings: &str) -> Result<(), Error> {
        fs::create_dir_all(self.content())?;
        let site = format!(
            "name = \"Le Journal\"\nlanguage = \"fr\"\ntime_zone = \"Europe/Paris\"\n\
             base_url = \"{base_url}\"\n\n[[sections]]\nslug = \"ville\"\nname = \"Ville\"\n\n\
             [[authors]]\nslug = \"redaction\"\nname = \"La rédaction\"\ncollective = true\n\n{settings}\n"
        );
        Ok(fs::write(self.content().join("site.toml"), site)?)
    }

    fn content(&self) -> PathBuf {
        self.folder.join("content")
    }

    fn site(&self) -> PathBuf {
        self.folder.join("site")
    }

    /// Prints it, asking its comment service, and serves what was printed.
    ///
    /// # Errors
    ///
    /// When the press refuses, or there is no port to serve on.
    pub async fn print(&self) -> Result<Server, Error> {
        self.print_once()?;
        Server::start(&self.site(), &self.bundle).await
    }

    /// Prints it, asking its comment service, and gives what the press said. A server of it goes on,
    /// with the headers it began with.
    ///
    /// # Errors
    ///
    /// When the press refuses.
    pub fn print_once(&self) -> Result<String, Error> {
        let mut command = Command::new(program()?);
        command
            .arg("build")
            .arg("--content")
            .arg(self.content())
            .arg("--app")
            .arg(&self.bundle)
            .arg("--out")
            .arg(self.site())
            .arg("--no-compress")
            .env("XDG_CACHE_HOME", self.folder.join("cache"))
            .env("LC_ALL", "fr_FR.UTF-8")
            .env_remove("KIOSQUE_COMMENTS");
        let output = block_in_place(|| command.output())?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() {
            Ok(said)
        } else {
            Err(format!("the press refused: {said}").into())
        }
    }
}

/// The `kiosque` command that printed the site under test: KIOSQUE_PROGRAM names it.
fn program() -> Result<PathBuf, Error> {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/printing/kiosque");
    let program = std::env::var_os("KIOSQUE_PROGRAM").map_or(kept, PathBuf::from);
    if program.is_file() {
        return Ok(program);
    }
    Err(format!(
        "there is no {}; a release build of the site keeps the program that printed it there",
        program.display()
    )
    .into())
}
