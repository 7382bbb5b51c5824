//! Sentences around the pocket edition: what is kept on the device, what cannot be had without a
//! network, how the site is installed.

mod english;
mod french;

use kiosque_model::Language;

pub(super) use english::WORDS as ENGLISH;
pub(super) use french::WORDS as FRENCH;

/// Why an article could not be kept for later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeepFault {
    /// The device has no room left.
    Full,
    /// The network gave no answer, or not all of it.
    Network,
    /// The article is not there any more.
    Gone,
    /// The browser lets the site keep nothing.
    Refused,
}

/// What the site says of its pocket edition, in one language.
#[derive(Debug)]
pub struct PocketWords {
    /// Heading of the reader's own page, and the link to it.
    pub shelf_title: &'static str,
    /// What that page is, for search engines and link previews.
    pub shelf_description: &'static str,
    /// What the page has for the reader, under its heading.
    pub shelf_intro: &'static str,
    /// Shown on it where there is no script.
    pub shelf_without_script: &'static str,
    /// Heading of the page shown in place of one that cannot be had.
    pub offline_title: &'static str,
    /// What that page is, for search engines and link previews.
    pub offline_description: &'static str,
    /// What it says.
    pub offline_text: &'static str,
    /// What the worker says where it has lost even that page.
    pub sorry: &'static str,
    /// Heading of the articles kept for later.
    pub saved: &'static str,
    /// Shown where none is.
    pub saved_none: &'static str,
    /// Heading of what can be read without a network.
    pub readable: &'static str,
    /// Shown where nothing can.
    pub readable_none: &'static str,
    /// Shown while the device is asked.
    pub looking: &'static str,
    /// How much is kept: files, size.
    pub kept: fn(u32, &str) -> String,
    /// When the copy of an article came from the network: date and hour.
    pub copy_of: fn(&str) -> String,
    /// Button that takes an article off the list.
    pub remove: &'static str,
    /// Name of that button for assistive technology: title.
    pub remove_article: fn(&str) -> String,
    /// Said when an article was taken off: title.
    pub removed: fn(&str) -> String,
    /// Shown where the browser cannot keep anything: too old, or an address without encryption.
    pub unable: &'static str,
    /// Shown where the browser will not keep anything: a setting, a private window.
    pub refused: &'static str,
    /// Said when a link that another program shared was kept for later: title.
    pub link_saved: fn(&str) -> String,
    /// Button that keeps an article for later.
    pub read_later: &'static str,
    /// Said while an article is being kept.
    pub saving: &'static str,
    /// Said when it was.
    pub article_saved: &'static str,
    /// Said when it is not kept any more.
    pub article_removed: &'static str,
    /// Said when it could not be kept.
    pub not_saved: fn(KeepFault) -> &'static str,
    /// Name of the bar of notices.
    pub notices: &'static str,
    /// Said when the network has gone.
    pub offline: &'static str,
    /// The same where the device keeps nothing.
    pub offline_alone: &'static str,
    /// Said when it is back.
    pub online: &'static str,
    /// Said of a page that comes from the device: date and hour of the copy.
    pub stored_copy: fn(&str) -> String,
    /// Said of a page that comes from the device, where nobody knows since when.
    pub stored_copy_undated: &'static str,
    /// Said when a newer version of the site is there.
    pub new_version: &'static str,
    /// The same while the reader is writing.
    pub new_version_later: &'static str,
    /// Button that takes the newer version.
    pub update: &'static str,
    /// Heading of the offer to install the site.
    pub install_title: &'static str,
    /// What installing gives.
    pub install_text: &'static str,
    /// Button that installs.
    pub install: &'static str,
    /// Button that declines.
    pub install_no: &'static str,
    /// How to install on an iPhone or iPad.
    pub install_by_sharing: &'static str,
    /// How to install where the browser's menu does it.
    pub install_by_menu: &'static str,
}

/// A size on the device: `340 ko`, `1,2 Mo`, `1.2 MB`. Units are powers of ten, and what is there
/// weighs at least one kilobyte.
pub fn size(language: Language, bytes: u64) -> String {
    let (point, byte) = match language {
        Language::Fr => (',', 'o'),
        Language::En => ('.', 'B'),
    };
    let kilobytes = bytes.div_ceil(1_000);
    let (number, unit) = if kilobytes < 1_000 {
        (kilobytes.to_string(), 'k')
    } else {
        let tenths = (kilobytes + 50) / 100;
        let whole = if tenths < 100 {
            format!("{}{point}{}", tenths / 10, tenths % 10)
        } else {
            super::grouped(language, (kilobytes + 500) / 1_000)
        };
        (whole, 'M')
    };
    format!("{number}\u{a0}{unit}{byte}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(words: &PocketWords) -> Vec<String> {
        let faults = [
            KeepFault::Full,
            KeepFault::Network,
            KeepFault::Gone,
            KeepFault::Refused,
        ];
        let plain = [
            words.shelf_intro,
            words.shelf_without_script,
            words.offline_title,
            words.offline_text,
            words.sorry,
            words.saved_none,
            words.readable_none,
            words.looking,
            words.unable,
            words.refused,
            words.offline,
            words.offline_alone,
            words.new_version,
            words.new_version_later,
            words.install_text,
            words.install_by_sharing,
            words.install_by_menu,
        ];
        plain
            .into_iter()
            .chain(faults.map(words.not_saved))
            .map(str::to_owned)
            .chain([
                (words.kept)(42, "1\u{a0}Mo"),
                (words.copy_of)("30 novembre"),
                (words.stored_copy)("30 novembre"),
                (words.remove_article)("Titre"),
                (words.removed)("Titre"),
                (words.link_saved)("Titre"),
            ])
            .collect()
    }

    #[test]
    fn french_has_its_spaces_and_apostrophes() {
        for sentence in sentences(&FRENCH) {
            assert!(!sentence.contains('\''), "straight apostrophe: {sentence}");
            for mark in [';', '!', '?', ':', '»'] {
                for (at, _) in sentence.match_indices(mark) {
                    let before = sentence[..at].chars().next_back();
                    let wide = matches!(mark, ':' | '»');
                    let right = if wide { '\u{a0}' } else { '\u{202f}' };
                    assert_eq!(before, Some(right), "before {mark} in {sentence}");
                }
            }
            for (at, mark) in sentence.match_indices('«') {
                let after = sentence[at + mark.len()..].chars().next();
                assert_eq!(after, Some('\u{a0}'), "after {mark} in {sentence}");
            }
        }
    }

    #[test]
    fn no_sentence_was_left_in_the_other_language() {
        for (french, english) in sentences(&FRENCH).iter().zip(sentences(&ENGLISH)) {
            assert_ne!(*french, english);
        }
    }

    #[test]
    fn sizes_are_rounded_to_what_matters() {
        let french = |bytes| size(Language::Fr, bytes).replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(french(0), "0 ko");
        assert_eq!(french(1), "1 ko");
        assert_eq!(french(999_000), "999 ko");
        assert_eq!(french(999_001), "1,0 Mo");
        assert_eq!(french(1_240_000), "1,2 Mo");
        assert_eq!(french(9_960_000), "10 Mo");
        assert_eq!(french(1_234_567_890), "1 235 Mo");
        assert_eq!(size(Language::En, 1_240_000), "1.2\u{a0}MB");
        size(Language::En, u64::MAX);
    }
}
