//! What the `kiosque` command says around the problems it lists.

use kiosque_model::Language;

/// The words of the command line in one language.
#[derive(Debug)]
pub struct CommandWords {
    /// Before an error.
    pub error: &'static str,
    /// Before a warning.
    pub warning: &'static str,
    /// Before the mend.
    pub mend: &'static str,
    /// Everything published: pages, media files, output folder.
    pub published: fn(usize, usize, &str) -> String,
    /// Nothing to mend in this many files.
    pub sound: fn(usize) -> String,
    /// Errors and warnings found.
    pub found: fn(usize, usize) -> String,
    /// Nothing was written because of errors.
    pub nothing_written: &'static str,
    /// A file or folder that could not be read or written: path, the system's reason.
    pub unreachable: fn(&str, &str) -> String,
    /// `--under-trunk` without Trunk.
    pub no_staging_folder: &'static str,
    /// Neither `--out` nor `--under-trunk`.
    pub no_output_folder: &'static str,
    /// The output folder and the content folder are one, or one holds the other's files.
    pub output_in_content: &'static str,
}

/// The words of the command line in a language.
pub const fn command_words(language: Language) -> &'static CommandWords {
    match language {
        Language::Fr => &FRENCH,
        Language::En => &ENGLISH,
    }
}

/// French puts 0 and 1 in the singular.
fn french(count: usize, one: &str, several: &str) -> String {
    format!("{count}\u{a0}{}", if count < 2 { one } else { several })
}

fn english(count: usize, one: &str, several: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {several}")
    }
}

static FRENCH: CommandWords = CommandWords {
    error: "erreur",
    warning: "avertissement",
    mend: "remède",
    published: |pages, media, folder| {
        format!(
            "{} et {} dans {folder}",
            french(pages, "page", "pages"),
            french(media, "fichier de médias", "fichiers de médias")
        )
    },
    sound: |files| {
        format!(
            "{} sans rien à corriger",
            french(files, "fichier", "fichiers")
        )
    },
    found: |errors, warnings| {
        format!(
            "{}, {}",
            french(errors, "erreur", "erreurs"),
            french(warnings, "avertissement", "avertissements")
        )
    },
    nothing_written: "Rien n’a été publié : corrigez les erreurs ci-dessus, puis recommencez.",
    unreachable: |path, reason| format!("{path} : {reason}"),
    no_staging_folder: "TRUNK_STAGING_DIR n’est pas défini : --under-trunk n’a de sens que lancé \
                        par Trunk. Ailleurs, indiquez --out.",
    no_output_folder: "Indiquez le dossier de sortie avec --out.",
    output_in_content: "Le dossier de sortie ne peut pas être le dossier de contenu, ni s’y trouver.",
};

static ENGLISH: CommandWords = CommandWords {
    error: "error",
    warning: "warning",
    mend: "mend",
    published: |pages, media, folder| {
        format!(
            "{} and {} in {folder}",
            english(pages, "page", "pages"),
            english(media, "media file", "media files")
        )
    },
    sound: |files| format!("{}, nothing to mend", english(files, "file", "files")),
    found: |errors, warnings| {
        format!(
            "{}, {}",
            english(errors, "error", "errors"),
            english(warnings, "warning", "warnings")
        )
    },
    nothing_written: "Nothing was published: mend the errors above, then build again.",
    unreachable: |path, reason| format!("{path}: {reason}"),
    no_staging_folder: "TRUNK_STAGING_DIR is not set: --under-trunk only makes sense when Trunk \
                        runs it. Elsewhere, give --out.",
    no_output_folder: "Give the output folder with --out.",
    output_in_content: "The output folder cannot be the content folder, nor lie inside it.",
};
