//! Sentences for the editor: what is wrong in the content, and how to mend it.

mod archive;
mod command;
pub mod dates;
mod english;
mod french;
mod hosting;
mod links;
mod pocket;
mod problem;
mod services;
mod spaced;

use kiosque_model::Language;

pub use archive::{ArchiveFault, Loss, MediaRefusal, RecordValue, Refusal};
pub use command::{
    ArchiveWords, BrowserWords, CommandWords, HelpWords, archive_words, command_words, help_words,
};
pub use hosting::{HostingWords, RedirectFault, hosting_words};
pub use links::LinkDoubt;
pub use problem::{ExpectedValue, PermalinkFault, Problem, Severity};
pub use services::{ServiceFault, Unasked};

impl Problem {
    /// What is wrong, in one sentence.
    pub fn message(&self, language: Language) -> String {
        self.say(language).0
    }

    /// What to do about it, in one or two sentences.
    pub fn mend(&self, language: Language) -> String {
        self.say(language).1
    }

    fn say(&self, language: Language) -> (String, String) {
        match language {
            Language::Fr => french::say(self),
            Language::En => english::say(self),
        }
    }
}

#[cfg(test)]
mod tests;
