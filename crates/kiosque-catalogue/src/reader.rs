//! Sentences for the reader of the site.

mod comfort;
mod english;
mod french;
mod languages;
mod moved;
mod numbers;
mod pocket;
mod posts;
mod voices;

use kiosque_model::Language;
use kiosque_model::post::Source;
use kiosque_model::timeline::DayPart;

pub use comfort::ComfortWords;
pub use languages::language_name;
pub use moved::{MovedWords, moved_words};
pub use numbers::{compact, duration, grouped};
pub use pocket::{KeepFault, PocketWords, size};
pub use posts::PostWords;
pub use voices::{Told, VoiceWords};

/// The interface of the site in one language.
///
/// Fields are whole sentences or labels; functions take what a sentence has to carry.
#[derive(Debug)]
pub struct Words {
    /// Link to the main content, first on the page.
    pub skip_to_content: &'static str,
    /// Name of the navigation between sections.
    pub sections: &'static str,
    /// Name of the trail above a headline.
    pub breadcrumb: &'static str,
    /// First step of the trail.
    pub front_page: &'static str,
    /// Word before the authors' names.
    pub by: &'static str,
    /// Word between the last two authors.
    pub and: &'static str,
    /// Word before the date of publication.
    pub published: &'static str,
    /// Word before the date of the last change.
    pub updated: &'static str,
    /// Reading time in whole minutes.
    pub reading_time: fn(u32) -> String,
    /// Label of a draft.
    pub draft: &'static str,
    /// Label of an article whose date is to come.
    pub scheduled: &'static str,
    /// Label of an article whose subject is still being covered.
    pub live: &'static str,
    /// Word before a picture's credit.
    pub credit: &'static str,
    /// Name of an explainer box, before its title.
    pub explainer: &'static str,
    /// Name of a correction.
    pub correction: &'static str,
    /// Name of the list of tags.
    pub tags: &'static str,
    /// Button that opens the system's share sheet.
    pub share: &'static str,
    /// Button that copies the permalink.
    pub copy_link: &'static str,
    /// Said when the permalink was copied.
    pub link_copied: &'static str,
    /// Said when the browser refused to copy.
    pub copy_failed: &'static str,
    /// Heading of related articles.
    pub related: &'static str,
    /// Name of the navigation to the neighbouring articles.
    pub neighbours: &'static str,
    /// Before the title of the older neighbour.
    pub previous_article: &'static str,
    /// Before the title of the newer neighbour.
    pub next_article: &'static str,
    /// Link to the top of the page.
    pub back_to_top: &'static str,
    /// Name of the theme control, followed by the theme in force.
    pub theme: &'static str,
    /// Theme that follows the system.
    pub theme_system: &'static str,
    /// Light theme.
    pub theme_light: &'static str,
    /// Dark theme.
    pub theme_dark: &'static str,
    /// Name of the navigation between pages of a list.
    pub pages: &'static str,
    /// Link to newer articles.
    pub newer: &'static str,
    /// Link to older articles.
    pub older: &'static str,
    /// Where one is in a list: current page, number of pages.
    pub page_of: fn(u32, u32) -> String,
    /// How many articles a list has.
    pub article_count: fn(u32) -> String,
    /// Shown in a list without articles.
    pub no_articles: &'static str,
    /// Above a tag's name.
    pub tag: &'static str,
    /// Above an author's name.
    pub author: &'static str,
    /// Above a section's name.
    pub section: &'static str,
    /// Heading of the latest articles on the front page.
    pub latest: &'static str,
    /// Heading where nothing is.
    pub not_found: &'static str,
    /// Explanation where nothing is.
    pub not_found_text: &'static str,
    /// Link to the front page where nothing is.
    pub to_front_page: &'static str,
    /// Shown while the first page comes.
    pub loading: &'static str,
    /// Heading when a page could not be fetched.
    pub load_failed: &'static str,
    /// Explanation when the network gave no answer.
    pub load_failed_network: &'static str,
    /// Explanation when the server answered with an error status.
    pub load_failed_status: fn(u16) -> String,
    /// Explanation when the answer could not be read.
    pub load_failed_malformed: &'static str,
    /// Explanation when the site was updated and the app is older.
    pub load_failed_newer: &'static str,
    /// Button that asks again.
    pub retry: &'static str,
    /// How many posts a section has.
    pub post_count: fn(u32) -> String,
    /// From one hour to another.
    pub hour_span: fn(&str, &str) -> String,
    /// Heading of the key posts.
    pub key_posts: &'static str,
    /// Label of a key post.
    pub key_post: &'static str,
    /// Around an archived post.
    pub posts: PostWords,
    /// Around the pocket edition.
    pub pocket: &'static PocketWords,
    /// Around reading itself.
    pub comfort: &'static ComfortWords,
    /// Around what readers write.
    pub voices: &'static VoiceWords,
    /// Title of a part of the day where the editor gave none.
    pub day_part: fn(DayPart) -> &'static str,
    /// Name of the navigation at the foot of the page.
    pub footer: &'static str,
    /// Above the edition's date.
    pub edition_of: &'static str,
    /// Heading of the search page, and the link to it.
    pub search: &'static str,
    /// What the search page is, for search engines and link previews.
    pub search_description: &'static str,
    /// Label of the field for the words looked for.
    pub search_label: &'static str,
    /// Button that searches.
    pub search_button: &'static str,
    /// Choice that narrows a search to no section.
    pub search_everywhere: &'static str,
    /// Shown before the first search.
    pub search_hint: &'static str,
    /// Shown where there is no script.
    pub search_without_script: &'static str,
    /// Shown while the index is asked.
    pub searching: &'static str,
    /// How many articles a search found: number, words looked for.
    pub search_found: fn(u32, &str) -> String,
    /// Said when a search found nothing: words looked for.
    pub search_none: fn(&str) -> String,
    /// What to try when a search found nothing.
    pub search_none_hint: &'static str,
    /// Heading of what a search found.
    pub search_results: &'static str,
    /// Button that shows more of what a search found.
    pub search_more: &'static str,
    /// Said when the index could not be loaded.
    pub search_failed: &'static str,
    /// Heading of the sections and tags on the search page.
    pub browse: &'static str,
    /// Link past the posts of a timeline: how many there are.
    pub skip_posts: fn(u32) -> String,
    /// Name of the controls that filter the posts of a timeline.
    pub filter_posts: &'static str,
    /// Label of the choice of an author.
    pub filter_author: &'static str,
    /// Choice of no author in particular.
    pub every_author: &'static str,
    /// A choice, and how many posts it keeps.
    pub choice_of: fn(&str, u32) -> String,
    /// Label of the choice of posts with a photograph.
    pub with_photo: &'static str,
    /// Button that takes every filter away.
    pub show_all_posts: &'static str,
    /// How many posts the filters keep: number, out of how many.
    pub posts_kept: fn(u32, u32) -> String,
    /// Said when the filters keep no post.
    pub no_post_kept: &'static str,
    /// Switch of the keys that go from post to post.
    pub post_keys: &'static str,
    /// Name of the photo viewer.
    pub photo_viewer: &'static str,
    /// Where one is among the photographs of a post: current, number.
    pub photo_of: fn(u32, u32) -> String,
    /// Button that closes the photo viewer.
    pub close: &'static str,
    /// Button to the photograph before.
    pub previous_photo: &'static str,
    /// Button to the photograph after.
    pub next_photo: &'static str,
    /// Switch that enlarges a photograph beyond the window.
    pub enlarge: &'static str,
    /// Name of the enlarged photograph, which can be moved.
    pub enlarged: &'static str,
    /// Shown while a photograph is on its way.
    pub photo_loading: &'static str,
    /// Shown when a photograph could not be loaded.
    pub photo_failed: &'static str,
    /// Link to the file of a photograph that could not be loaded.
    pub photo_file: &'static str,
    /// Marks a description that is the newsroom's, not the author's.
    pub described_by_newsroom: &'static str,
}

/// The interface in a language.
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::Fr => &french::WORDS,
        Language::En => &english::WORDS,
    }
}

/// The network's own name, the same in every language.
pub fn network_name(source: Source) -> &'static str {
    match source {
        Source::X => "X",
        Source::Bluesky => "Bluesky",
        Source::Mastodon => "Mastodon",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences of one language that carry something, with something in them.
    fn sentences(words: &Words) -> Vec<String> {
        vec![
            (words.reading_time)(1),
            (words.reading_time)(2),
            (words.page_of)(1, 3),
            (words.article_count)(0),
            (words.article_count)(1),
            (words.article_count)(2),
            (words.load_failed_status)(503),
            (words.post_count)(1),
            (words.post_count)(8),
            (words.hour_span)("9", "10"),
            (words.posts.view_on)("X"),
            (words.posts.withdrawn)("2 mai"),
            (words.posts.replying_to)("@a"),
            (words.posts.votes)(2),
            words.load_failed_network.into(),
            words.load_failed_malformed.into(),
            words.load_failed_newer.into(),
            words.not_found_text.into(),
            words.posts.editor_note.into(),
            words.previous_article.into(),
            words.search_hint.into(),
            words.search_without_script.into(),
            words.search_failed.into(),
            (words.search_none)("navire"),
            (words.search_found)(2, "navire"),
            (words.skip_posts)(10),
            (words.choice_of)("Avec photo", 3),
            (words.posts_kept)(1, 10),
            (words.photo_of)(2, 4),
            words.no_post_kept.into(),
            words.post_keys.into(),
            words.enlarged.into(),
            words.photo_failed.into(),
            words.described_by_newsroom.into(),
            (words.comfort.resume)(40),
            (words.comfort.live_arrivals)(3),
            words.comfort.live_follows.into(),
        ]
    }

    #[test]
    fn french_has_its_spaces_and_apostrophes() {
        for sentence in sentences(words(Language::Fr)) {
            assert!(!sentence.contains('\''), "straight apostrophe: {sentence}");
            for mark in [';', '!', '?', ':'] {
                for (at, _) in sentence.match_indices(mark) {
                    let before = sentence[..at].chars().next_back();
                    let right = if mark == ':' { '\u{a0}' } else { '\u{202f}' };
                    assert_eq!(before, Some(right), "before {mark} in {sentence}");
                }
            }
        }
    }

    #[test]
    fn numbers_agree() {
        let french = words(Language::Fr);
        assert_eq!((french.article_count)(0), "0\u{a0}article");
        assert_eq!((french.article_count)(2), "2\u{a0}articles");
        let english = words(Language::En);
        assert_eq!((english.article_count)(0), "0 articles");
        assert_eq!((english.article_count)(1), "1 article");
    }
}
