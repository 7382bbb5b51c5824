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
        let text = "Le marché a rouvert ce matin.";
        newsroom.write("le-marche", "Le marché", front_matter, text)?;
        Ok(newsroom)
    }

    /// Writes an article, or writes it again; its permalink is `/ville/SLUG/`.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn write(
        &self,
        slug: &str,
        title: &str,
        front_matter: &str,
        text: &str,
    ) -> Result<(), Error> {
        let articles = self.content().join("articles");
        fs::create_dir_all(&articles)?;
        let article = format!(
            "+++\ntitle = \"{title}\"\nslug = \"{slug}\"\nsection = \"ville\"\n\
             authors = [\"redaction\"]\npublished = 2026-01-15T18:30:00+01:00\n{front_matter}\n+++\n\n\
             {text}\n"
        );
        Ok(fs::write(articles.join(format!("{slug}.md")), article)?)
    }

    /// Has another version of the app from the next printing on: its files have other names, as they
    /// have when their bytes are others. `hash` is what stands in those names, 16 hexadecimal digits.
    ///
    /// # Errors
    ///
    /// When the disk refuses, or the app's files have no such names.
    pub fn another_app(&mut self, hash: &str) -> Result<(), Error> {
        let before = app_hash(&self.bundle)?;
        let bundle = self.folder.join(&format!("app-{hash}"));
        fs::create_dir_all(&bundle)?;
        for entry in fs::read_dir(&self.bundle)? {
            let path = entry?.path();
            let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else {
                continue;
            };
            if name == "index.html" {
                let page = fs::read_to_string(&path)?.replace(&before, hash);
                fs::write(bundle.join(&*name), page)?;
            } else if path.is_file() {
                fs::copy(&path, bundle.join(name.replace(&before, hash)))?;
            }
        }
        self.bundle = bundle;
        Ok(())
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

    /// Puts a file into its content, by its path there.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn write_file(&self, path: &str, text: &str) -> Result<(), Error> {
        let file = self.content().join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(fs::write(file, text)?)
    }

    fn content(&self) -> PathBuf {
        self.folder.join("content")
    }

    /// The folder it is printed into.
    #[must_use]
    pub fn site(&self) -> PathBuf {
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

/// What stands in the names of the app's files.
fn app_hash(bundle: &Path) -> Result<String, Error> {
    fs::read_dir(bundle)?
        .filter_map(Result::ok)
        .find_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let hash = name.strip_prefix("kiosque-app-")?.strip_suffix(".js")?;
            Some(hash.to_owned())
        })
        .ok_or_else(|| format!("no file of the app is in {}", bundle.display()).into())
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
