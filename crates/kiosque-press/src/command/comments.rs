//! Comments of a site that is being printed.

use std::env;

use kiosque_catalogue::editor::command_words;
use kiosque_model::Language;
use kiosque_press::content::Content;
use kiosque_press::diagnostic::Diagnostic;
use kiosque_press::discussions::{self, Manner};
use kiosque_press::edition::Edition;

use super::progress;
use super::telling::Ending;

/// What a developer says of comments: `closed`, or where the service is asked.
const VARIABLE: &str = "KIOSQUE_COMMENTS";

/// What is done about comments. Under Trunk a page follows each keystroke: nobody is asked unless
/// the variable says where.
pub fn manner(offline: bool, preview: bool, language: Language) -> Result<Manner, Ending> {
    let set = env::var(VARIABLE).ok().filter(|value| !value.is_empty());
    let Some(value) = set else {
        return Ok(Manner {
            offline: offline || preview,
            ..Manner::default()
        });
    };
    Manner::of(&value, offline).ok_or_else(|| {
        let words = command_words(language);
        Ending::failure((words.comments_variable)(&value), language)
    })
}

/// Puts comments under the articles of an edition, and says what could not be asked for.
pub fn print(
    edition: &mut Edition,
    content: &Content,
    manner: &Manner,
    language: Language,
) -> Vec<Diagnostic> {
    let bar = progress::bar(command_words(language).asking_comments, 0);
    let told = discussions::print(
        edition,
        content.site.as_ref(),
        &content.cache,
        manner,
        &|done, all| {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        },
    );
    bar.finish_and_clear();
    told
}
