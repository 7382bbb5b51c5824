//! What `kiosque archive verify` finds damaged.

use kiosque_model::Language;

use super::super::Severity;
use super::super::spaced::spaced;

/// Something stored that is no longer as it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArchiveFault {
    /// A media file is not there.
    MediaMissing {
        /// Path below `media/`.
        file: String,
    },
    /// A media file is not the one that was stored.
    MediaChanged {
        /// Path below `media/`.
        file: String,
    },
    /// A media path that leaves `media/`.
    MediaPath {
        /// The path.
        file: String,
    },
    /// A media file that was refused when the post was archived.
    MediaUnkept {
        /// Where it was.
        url: String,
    },
    /// The input the post was read from is not there.
    RawMissing {
        /// Path below the content folder.
        file: String,
    },
    /// The input is not the one the post was read from.
    RawChanged {
        /// Path below the content folder.
        file: String,
    },
    /// What a post was read from that is no longer stored.
    RawUnclaimed {
        /// Path below the content folder.
        file: String,
    },
    /// A withdrawn post still says something, or somebody.
    WithdrawnSpeaks {
        /// The post.
        id: String,
    },
    /// What a withdrawn post was read from is still there.
    WithdrawnRaw {
        /// The post.
        id: String,
        /// Path below the content folder.
        file: String,
    },
    /// A file of the archive that no post shows.
    Unused {
        /// Path below `media/`.
        file: String,
    },
}

impl ArchiveFault {
    /// A name for programs that does not change with the language.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MediaMissing { .. } => "archive-media-missing",
            Self::MediaChanged { .. } => "archive-media-changed",
            Self::MediaPath { .. } => "archive-media-path",
            Self::MediaUnkept { .. } => "archive-media-unkept",
            Self::RawMissing { .. } => "archive-raw-missing",
            Self::RawChanged { .. } => "archive-raw-changed",
            Self::RawUnclaimed { .. } => "archive-raw-unclaimed",
            Self::WithdrawnSpeaks { .. } => "archive-withdrawn-speaks",
            Self::WithdrawnRaw { .. } => "archive-withdrawn-raw",
            Self::Unused { .. } => "archive-unused",
        }
    }

    /// How grave it is: damage is an error, what is left of a withdrawn post a warning, what was
    /// never there or disturbs nobody a note.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::WithdrawnSpeaks { .. } | Self::WithdrawnRaw { .. } => Severity::Warning,
            Self::MediaUnkept { .. } | Self::RawUnclaimed { .. } | Self::Unused { .. } => {
                Severity::Note
            }
            _ => Severity::Error,
        }
    }

    /// What is damaged, in one sentence.
    pub fn message(&self, language: Language) -> String {
        self.say(language).0
    }

    /// What to do about it, in one or two sentences.
    pub fn mend(&self, language: Language) -> String {
        self.say(language).1
    }

    fn say(&self, language: Language) -> (String, String) {
        match language {
            Language::Fr => {
                let (message, mend) = french(self);
                (spaced(&message), spaced(&mend))
            }
            Language::En => english(self),
        }
    }
}

fn french(fault: &ArchiveFault) -> (String, String) {
    use ArchiveFault as F;
    let again = "Reprenez-le d’une sauvegarde, ou archivez de nouveau le message avec --refresh.";
    match fault {
        F::MediaMissing { file } => (format!("media/{file} n’est plus là"), again.into()),
        F::MediaChanged { file } => (
            format!("media/{file} n’est plus le fichier qui a été archivé"),
            again.into(),
        ),
        F::MediaPath { file } => (
            format!("« {file} » sort du dossier media/"),
            "Écrivez un chemin sous media/, sans « .. ».".into(),
        ),
        F::MediaUnkept { url } => (
            format!("{url} n’a pas pu être gardé quand le message a été archivé"),
            "Essayez encore avec --refresh, ou ajoutez le fichier vous-même.".into(),
        ),
        F::RawMissing { file } => (
            format!("{file}, d’où le message a été lu, n’est plus là"),
            "Reprenez-le d’une sauvegarde. Le message reste lisible sans lui.".into(),
        ),
        F::RawChanged { file } => (
            format!("{file} n’est plus ce d’où le message a été lu"),
            "Reprenez-le d’une sauvegarde. Le message reste lisible sans lui.".into(),
        ),
        F::RawUnclaimed { file } => (
            format!("aucun message archivé n’a été lu de {file}"),
            "Vous pouvez le supprimer. Si le message a été retiré à la main, lancez plutôt kiosque archive withdraw avec son numéro : le reste partira aussi.".into(),
        ),
        F::WithdrawnSpeaks { id } => (
            format!("le message {id} est retiré, mais ses mots ou son auteur sont encore là"),
            format!("Lancez : kiosque archive withdraw {id} --reason \"…\""),
        ),
        F::WithdrawnRaw { id, file } => (
            format!("le message {id} est retiré, mais {file} est encore là"),
            format!("Lancez : kiosque archive withdraw {id} --reason \"…\""),
        ),
        F::Unused { file } => (
            format!("aucun message ne montre media/{file}"),
            "Vous pouvez le supprimer.".into(),
        ),
    }
}

fn english(fault: &ArchiveFault) -> (String, String) {
    use ArchiveFault as F;
    let again = "Take it from a backup, or archive the post again with --refresh.";
    match fault {
        F::MediaMissing { file } => (format!("media/{file} is no longer there"), again.into()),
        F::MediaChanged { file } => (
            format!("media/{file} is not the file that was archived"),
            again.into(),
        ),
        F::MediaPath { file } => (
            format!("“{file}” leaves the folder media/"),
            "Write a path below media/, without “..”.".into(),
        ),
        F::MediaUnkept { url } => (
            format!("{url} could not be kept when the post was archived"),
            "Try again with --refresh, or add the file yourself.".into(),
        ),
        F::RawMissing { file } => (
            format!("{file}, which the post was read from, is no longer there"),
            "Take it from a backup. The post can be read without it.".into(),
        ),
        F::RawChanged { file } => (
            format!("{file} is not what the post was read from"),
            "Take it from a backup. The post can be read without it.".into(),
        ),
        F::RawUnclaimed { file } => (
            format!("no archived post was read from {file}"),
            "You may delete it. If the post was removed by hand, run kiosque archive withdraw with its id instead: the rest goes too.".into(),
        ),
        F::WithdrawnSpeaks { id } => (
            format!("post {id} is withdrawn, but its words or its author are still there"),
            format!("Run: kiosque archive withdraw {id} --reason \"…\""),
        ),
        F::WithdrawnRaw { id, file } => (
            format!("post {id} is withdrawn, but {file} is still there"),
            format!("Run: kiosque archive withdraw {id} --reason \"…\""),
        ),
        F::Unused { file } => (
            format!("no post shows media/{file}"),
            "You may delete it.".into(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_says_what_it_is_and_what_to_do() {
        let file = || "posts/x/1-abc.jpg".to_owned();
        let id = || "1".to_owned();
        let faults = [
            ArchiveFault::MediaMissing { file: file() },
            ArchiveFault::MediaChanged { file: file() },
            ArchiveFault::MediaPath { file: file() },
            ArchiveFault::MediaUnkept { url: file() },
            ArchiveFault::RawMissing { file: file() },
            ArchiveFault::RawChanged { file: file() },
            ArchiveFault::RawUnclaimed { file: file() },
            ArchiveFault::WithdrawnSpeaks { id: id() },
            ArchiveFault::WithdrawnRaw {
                id: id(),
                file: file(),
            },
            ArchiveFault::Unused { file: file() },
        ];
        for fault in faults {
            for language in [Language::Fr, Language::En] {
                assert!(fault.message(language).chars().count() > 8, "{fault:?}");
                assert!(fault.mend(language).chars().count() > 8, "{fault:?}");
            }
            let sentence = fault.message(Language::Fr) + &fault.mend(Language::Fr);
            for plain in [" :", " ;", " !", " ?", "« ", " »", "'"] {
                assert!(!sentence.contains(plain), "{plain:?} in {sentence}");
            }
            assert!(fault.code().starts_with("archive-"));
        }
    }
}
