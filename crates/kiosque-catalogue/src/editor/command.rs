//! What the `kiosque` command says around the problems it lists.

mod archive;
mod english;
mod french;
mod help;

use kiosque_model::Language;

pub use archive::{ArchiveWords, archive_words};
pub use help::{HelpWords, help_words};

/// The words of the command line in one language.
#[derive(Debug)]
pub struct CommandWords {
    /// Before an error.
    pub error: &'static str,
    /// Before a warning.
    pub warning: &'static str,
    /// Before what is worth knowing and fails nothing.
    pub note: &'static str,
    /// Before the mend.
    pub mend: &'static str,
    /// Everything published: pages, media files, output folder.
    pub published: fn(usize, usize, &str) -> String,
    /// What that took, in files: made, kept, removed; and milliseconds.
    pub work: fn(usize, usize, usize, u128) -> String,
    /// Nothing to mend in this many files.
    pub sound: fn(usize) -> String,
    /// This many outside links answered as they should.
    pub outside_sound: fn(usize) -> String,
    /// Errors and warnings found.
    pub found: fn(usize, usize) -> String,
    /// Nothing was written because of errors.
    pub nothing_written: &'static str,
    /// A file or folder that could not be read or written: path, the system's reason.
    pub unreachable: fn(&str, &str) -> String,
    /// The disk is full; the path that did not fit.
    pub disk_full: fn(&str) -> String,
    /// Another build is writing into this folder.
    pub busy: fn(&str) -> String,
    /// Two files of the site want one place: both.
    pub clash: fn(&str, &str) -> String,
    /// A file of the site whose path cannot be.
    pub misplaced: fn(&str) -> String,
    /// `--under-trunk` without Trunk.
    pub no_staging_folder: &'static str,
    /// Neither `--out` nor `--under-trunk`.
    pub no_output_folder: &'static str,
    /// Neither `--app` nor an app inside the program.
    pub no_app: &'static str,
    /// A folder that holds no app: what its entry page lacks.
    pub unfit_app: fn(&str) -> String,
    /// The output folder and the content folder are one, or one holds the other's files.
    pub output_in_content: &'static str,
    /// Over the progress of printing.
    pub printing: &'static str,
    /// Over the progress of asking outside links.
    pub asking: &'static str,
    /// Over the progress of asking for comments.
    pub asking_comments: &'static str,
    /// What the variable `KIOSQUE_COMMENTS` says is nothing that it can say.
    pub comments_variable: fn(&str) -> String,
    /// `kiosque new` into a folder that holds something.
    pub not_empty: fn(&str) -> String,
    /// A newspaper's name without letters.
    pub no_name: &'static str,
    /// A new newsroom, and what to do next: its folder.
    pub ready: fn(&str) -> String,
    /// What the newspaper is called where nobody said.
    pub newspaper: &'static str,
    /// The editor's server is there: its address.
    pub serving: fn(&str) -> String,
    /// The port is taken: address, port.
    pub port_taken: fn(&str, u16) -> String,
    /// The address cannot be listened on: address and port, the system's reason.
    pub no_address: fn(&str, &str) -> String,
    /// The content folder cannot be watched: the system's reason.
    pub not_watched: fn(&str) -> String,
    /// Nothing of the site changed.
    pub unchanged: &'static str,
    /// The edit was refused, the last good site stays.
    pub last_good_site: &'static str,
    /// Said in the browser while the content has errors.
    pub browser: BrowserWords,
}

/// What the editor's server says in the browser.
#[derive(Debug)]
pub struct BrowserWords {
    /// Title over the problems.
    pub refused: &'static str,
    /// Under the title, where there is a site to look at meanwhile.
    pub last_good: &'static str,
    /// Under the title, where there is none yet.
    pub nothing_yet: &'static str,
    /// Hides the problems.
    pub close: &'static str,
    /// There is no such page, and no site either.
    pub nothing_here: &'static str,
}

/// The words of the command line in a language.
pub const fn command_words(language: Language) -> &'static CommandWords {
    match language {
        Language::Fr => &french::WORDS,
        Language::En => &english::WORDS,
    }
}

#[cfg(test)]
mod tests;
