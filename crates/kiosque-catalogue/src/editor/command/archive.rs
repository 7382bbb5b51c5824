//! What `kiosque archive` says.

mod english;
mod french;
mod help;

use kiosque_model::Language;

pub(super) use help::{ENGLISH as ENGLISH_HELP, FRENCH as FRENCH_HELP};

/// The words of `kiosque archive` in one language.
#[derive(Debug)]
pub struct ArchiveWords {
    /// Before a post that was kept.
    pub kept: &'static str,
    /// Before a post that was stored anew.
    pub refreshed: &'static str,
    /// Before a post that is in the archive already.
    pub already: &'static str,
    /// Before a post of which nothing new was learnt.
    pub unchanged: &'static str,
    /// Before a post that would be kept.
    pub would_keep: &'static str,
    /// Before a post that would be stored anew.
    pub would_refresh: &'static str,
    /// How many media files: kept, of how many.
    pub media: fn(usize, usize) -> String,
    /// Nothing was written: it was a trial.
    pub dry_run: &'static str,
    /// Posts kept, stored anew, there already, refused.
    pub summary: fn(usize, usize, usize, usize) -> String,
    /// Several posts and no choice: the input's name, how many.
    pub choose: fn(&str, usize) -> String,
    /// What a list leaves out: how many more.
    pub more: fn(usize) -> String,
    /// No post of these ids, or of these days, in what was given.
    pub none_found: fn(&[String]) -> String,
    /// The mend of [`ArchiveWords::none_found`].
    pub none_found_mend: &'static str,
    /// Neither a day nor an instant.
    pub no_moment: fn(&str) -> String,
    /// A post that the newsroom withdrew: its id.
    pub withdrawn: fn(&str) -> String,
    /// The mend of [`ArchiveWords::withdrawn`].
    pub withdrawn_mend: &'static str,
    /// A post whose id another network's post has: the id, the file of that post.
    pub other_network: fn(&str, &str) -> String,
    /// The mend of [`ArchiveWords::other_network`].
    pub other_network_mend: &'static str,
    /// A post whose id the post of another author or of another server has: the id, the file of
    /// that post.
    pub other_post: fn(&str, &str) -> String,
    /// The mend of [`ArchiveWords::other_post`].
    pub other_post_mend: &'static str,
    /// A post that may be stored already, in a file that cannot be read: the id, the file.
    pub unreadable: fn(&str, &str) -> String,
    /// The mend of [`ArchiveWords::unreadable`].
    pub unreadable_mend: &'static str,
    /// A second copy of a post in what was given, which was left aside: the id.
    pub copy: fn(&str) -> String,
    /// Several files and one address for all.
    pub one_url: &'static str,
    /// Somebody else is writing into this content folder.
    pub busy: fn(&str) -> String,
    /// A refresh that would have lost something: the id.
    pub poorer: fn(&str) -> String,
    /// The mend of [`ArchiveWords::poorer`].
    pub poorer_mend: &'static str,
    /// What is stored stays, although the network gives it no more: the file, the id.
    pub gone_mend: fn(&str, &str) -> String,
    /// A Mastodon host that the settings do not list.
    pub mastodon_media_mend: &'static str,
    /// Over the progress of asking networks for posts.
    pub asking: &'static str,
    /// Over the progress of keeping media.
    pub keeping: &'static str,
    /// Over the progress of verifying.
    pub verifying: &'static str,
    /// Posts added to a timeline: how many, its file.
    pub timeline_added: fn(usize, &str) -> String,
    /// A timeline that was made: its file.
    pub timeline_made: fn(&str) -> String,
    /// The line that shows a timeline, and the article it belongs to where there is one.
    pub timeline_line: fn(&str, Option<&str>) -> String,
    /// A timeline that cannot be read: file and reason.
    pub timeline_unreadable: fn(&str, &str) -> String,
    /// The name of a timeline that is no file name.
    pub timeline_name: fn(&str) -> String,
    /// Posts and media files verified.
    pub sound: fn(usize, usize) -> String,
    /// No post of this id is stored; the nearest id, if one is near.
    pub no_such_post: fn(&str, Option<&str>) -> String,
    /// A post is not withdrawn as long as these files are not read: its id, the files.
    pub not_withdrawn: fn(&str, &[String]) -> String,
    /// A withdrawal without its reason.
    pub no_reason: &'static str,
    /// A day that cannot be read.
    pub no_day: fn(&str) -> String,
    /// A post was withdrawn: id, its file.
    pub withdrew: fn(&str, &str) -> String,
    /// Files that were deleted.
    pub deleted: fn(usize) -> String,
    /// A file that others use and that stays: the file, who uses it.
    pub stays: fn(&str, &str) -> String,
    /// A post that quoted it: its file.
    pub quoted_in: fn(&str) -> String,
    /// Where the newsroom's own words may still repeat it.
    pub look_at: fn(&str) -> String,
    /// What no command can do after a withdrawal.
    pub copies: &'static str,
    /// No post in the archive.
    pub empty: &'static str,
    /// Posts, media files, bytes in the archive.
    pub total: fn(usize, usize, u64) -> String,
    /// States, in the order live, deleted, protected, suspended, withheld, withdrawn.
    pub states: [&'static str; 6],
    /// The day a post was archived.
    pub archived_on: fn(&str) -> String,
    /// A size in bytes.
    pub size: fn(u64) -> String,
    /// The standard input, as an input's name.
    pub standard_input: &'static str,
    /// What is written down where nobody says under what right a post is shown.
    pub licence: &'static str,
}

/// The words of `kiosque archive` in a language.
pub const fn archive_words(language: Language) -> &'static ArchiveWords {
    match language {
        Language::Fr => &french::WORDS,
        Language::En => &english::WORDS,
    }
}

#[cfg(test)]
mod tests;
