//! Sentences around an archived post.

mod english;
mod french;

use kiosque_model::post::{Counts, MediaKind, PostState, UnavailableReason};

pub(super) use english::WORDS as ENGLISH;
pub(super) use french::WORDS as FRENCH;

/// What the site says of archived posts in one language. What the posts say is their authors'.
#[derive(Debug)]
pub struct PostWords {
    /// Name of a post for assistive technology: author, date.
    pub post_by: fn(&str, &str) -> String,
    /// Before a note by the editor.
    pub editor_note: &'static str,
    /// Link to a post on its network.
    pub view_on: fn(&str) -> String,
    /// Whom a post answers.
    pub replying_to: fn(&str) -> String,
    /// Said of an answer to nobody knows whom.
    pub replying: &'static str,
    /// Who passed a post on.
    pub reposted_by: fn(&str) -> String,
    /// Place of a post in its author's thread.
    pub thread: fn(u32) -> String,
    /// Label of an edited post: version, number of versions, 1 where nobody told it.
    pub edited: fn(u32, u32) -> String,
    /// Said of a post whose text is cut.
    pub truncated: &'static str,
    /// Link to the whole of a post whose text is cut: network.
    pub read_on: fn(&str) -> String,
    /// Button that shows what a warning covers.
    pub show_sensitive: &'static str,
    /// Name of the link to a photograph: which one, of how many, and whether it is described.
    pub photo: fn(u32, u32, bool) -> String,
    /// Beside pictures that the newsroom described: how many.
    pub described: fn(u32) -> String,
    /// In the place of a file that the newsroom lost.
    pub missing_file: &'static str,
    /// What a recording is.
    pub recording: fn(MediaKind) -> &'static str,
    /// Button that shows an animated picture.
    pub show_animation: &'static str,
    /// Languages of a recording's captions.
    pub captions: fn(&str) -> String,
    /// Result of a poll as it stood: day and hour.
    pub poll_as_of: fn(&str) -> String,
    /// Final result of a poll.
    pub poll_final: &'static str,
    /// Said of a poll whose votes the network did not tell.
    pub poll_unknown: &'static str,
    /// When a poll ended or ends: day and hour, whether its result is final.
    pub poll_ends: fn(&str, bool) -> String,
    /// Marks the choice with the most votes.
    pub poll_leads: &'static str,
    /// A number of votes.
    pub votes: fn(u64) -> String,
    /// A share in whole hundredths.
    pub share: fn(u64) -> String,
    /// Counts of a day; empty where the network told none.
    pub counts: fn(&Counts, &str) -> String,
    /// When the newsroom archived a post.
    pub archived_on: fn(&str) -> String,
    /// Heading of a withdrawn post: day of the decision.
    pub withdrawn: fn(&str) -> String,
    /// What became of a post, where a reader should know.
    pub state: fn(&PostState) -> Option<&'static str>,
    /// Why a quoted post is not there.
    pub unavailable: fn(UnavailableReason) -> &'static str,
    /// Link to where an unavailable post was.
    pub original_address: &'static str,
}

/// Counts one after the other, what the network did not tell left out; empty where it told none.
/// `counted` says one: the number, and what is counted from the fewest words to the most.
fn listed(
    counts: &Counts,
    nouns: [(&'static str, &'static str); 4],
    counted: fn(u64, &str, &str) -> String,
) -> String {
    let numbers = [counts.replies, counts.reposts, counts.quotes, counts.likes];
    let mut list = String::new();
    for (number, (one, many)) in numbers.into_iter().zip(nouns) {
        if let Some(number) = number {
            if !list.is_empty() {
                list.push_str(", ");
            }
            list.push_str(&counted(number, one, many));
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use kiosque_model::Language;

    use super::super::words;
    use super::*;

    fn counts(numbers: [Option<u64>; 4]) -> Counts {
        let [replies, reposts, quotes, likes] = numbers;
        Counts {
            replies,
            reposts,
            likes,
            quotes,
            captured_at: "2014-11-29T08:00:00Z".into(),
        }
    }

    #[test]
    fn counts_are_dated_and_agree() {
        let told = counts([Some(1), Some(12_300), None, Some(999_999)]);
        let french = (words(Language::Fr).posts.counts)(&told, "29 novembre 2014");
        assert_eq!(
            french,
            "Le 29 novembre 2014\u{a0}: 1\u{a0}réponse, 12,3\u{a0}k\u{a0}partages, \
             1\u{a0}M\u{a0}de mentions J’aime"
        );
        let english = (words(Language::En).posts.counts)(&told, "29 November 2014");
        assert_eq!(
            english,
            "On 29 November 2014: 1 reply, 12.3k reposts, 1M likes"
        );
    }

    #[test]
    fn counts_that_nobody_told_are_not_shown() {
        for language in [Language::Fr, Language::En] {
            assert_eq!(
                (words(language).posts.counts)(&counts([None; 4]), "hier"),
                ""
            );
        }
    }

    #[test]
    fn photographs_are_named_by_their_place() {
        let photo = words(Language::Fr).posts.photo;
        assert_eq!(
            photo(2, 4, false),
            "Photo\u{a0}2 sur\u{a0}4, sans description"
        );
        assert_eq!(photo(1, 1, true), "Photo");
    }
}
