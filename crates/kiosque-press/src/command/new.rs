//! `kiosque new`.

use std::fs;
use std::io;
use std::path::Path;

use include_dir::{Dir, include_dir};
use kiosque_catalogue::editor::command_words;
use kiosque_model::Language;
use kiosque_press::content::Unreachable;

use super::arguments::New;
use super::telling::Ending;
use super::unreachable_path;

static FRENCH: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/newsroom/fr");
static ENGLISH: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/newsroom/en");

/// Lays down a newsroom.
pub fn run(new: &New, language: Language) -> Ending {
    let language = match new.language.as_deref() {
        Some("fr") => Language::Fr,
        Some("en") => Language::En,
        _ => language,
    };
    let words = command_words(language);
    let shown = new.folder.display().to_string();
    if !is_free(&new.folder) {
        return Ending::failure((words.not_empty)(&shown), language);
    }
    let name = new.name.as_deref().unwrap_or(words.newspaper).trim();
    if !name.contains(char::is_alphanumeric) {
        return Ending::failure(words.no_name.to_owned(), language);
    }
    let newsroom = match language {
        Language::Fr => &FRENCH,
        Language::En => &ENGLISH,
    };
    match lay_down(newsroom, words.newspaper, name, &new.folder) {
        Ok(()) => Ending::new(language).succeeded((words.ready)(&as_typed(&shown))),
        Err(error) => Ending::failure(unreachable_path(&error, language), language),
    }
}

/// A path as a shell reads it.
fn as_typed(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/\\:._-~".contains(c);
    if path.chars().all(plain) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', "'\\''"))
    }
}

/// Whether there is nothing at a path, or an empty folder.
fn is_free(folder: &Path) -> bool {
    match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(reason) => reason.kind() == io::ErrorKind::NotFound,
    }
}

fn lay_down(dir: &Dir<'_>, usual: &str, name: &str, to: &Path) -> Result<(), Unreachable> {
    let at = |path: &Path, reason| Unreachable {
        path: path.to_owned(),
        reason,
    };
    fs::create_dir_all(to).map_err(|reason| at(to, reason))?;
    for file in dir.files() {
        let path = to.join(file.path());
        let text = file.contents_utf8().map(|text| named(text, usual, name));
        let bytes = text
            .as_ref()
            .map_or(file.contents(), |text| text.as_bytes());
        fs::write(&path, bytes).map_err(|reason| at(&path, reason))?;
    }
    for inner in dir.dirs() {
        let path = to.join(inner.path());
        fs::create_dir_all(&path).map_err(|reason| at(&path, reason))?;
        lay_down(inner, usual, name, to)?;
    }
    Ok(())
}

/// The settings say the newspaper's name in one place, as TOML writes it.
fn named(text: &str, usual: &str, name: &str) -> String {
    let line = |name: &str| format!("name = {}\n", toml_string(name));
    text.replacen(&line(usual), &line(name), 1)
}

/// JSON's escapes are TOML's too.
fn toml_string(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_once_whatever_is_in_it() {
        let text = "# Le nom\nname = \"Mon journal\"\n[[sections]]\nname = \"Ville\"\n";
        assert_eq!(
            named(text, "Mon journal", "Le \"Phare\" \\ d’Aix"),
            "# Le nom\nname = \"Le \\\"Phare\\\" \\\\ d’Aix\"\n[[sections]]\nname = \"Ville\"\n"
        );
    }

    #[test]
    fn a_path_can_be_typed_as_it_is_shown() {
        assert_eq!(as_typed("journal/d_été-1.0"), "journal/d_été-1.0");
        assert_eq!(as_typed("mon journal"), "'mon journal'");
        assert_eq!(as_typed("l'été"), "'l'\\''été'");
    }

    #[test]
    fn both_newsrooms_have_the_name_that_is_replaced() {
        for (newsroom, language) in [(&FRENCH, Language::Fr), (&ENGLISH, Language::En)] {
            let site = newsroom.get_file("content/site.toml");
            let text = site.and_then(include_dir::File::contents_utf8).unwrap();
            let usual = command_words(language).newspaper;
            assert_ne!(named(text, usual, "Autre"), text);
        }
    }
}
