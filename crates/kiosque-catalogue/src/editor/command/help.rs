//! `kiosque --help`.

use kiosque_model::Language;

use super::archive::{ENGLISH_HELP, FRENCH_HELP};

/// The words of `--help` in one language.
#[derive(Debug)]
pub struct HelpWords {
    /// Before the line that shows how the command is written.
    pub usage: &'static str,
    /// Over the subcommands.
    pub commands: &'static str,
    /// Over the arguments without a name.
    pub arguments: &'static str,
    /// Over the options.
    pub options: &'static str,
    /// What each exit code means.
    pub exit_codes: &'static str,
    /// A subcommand (`build`), or an argument of one (`build.out`); those that several share go
    /// by their name alone (`content`).
    pub entries: &'static [(&'static str, &'static str)],
    /// The entries of `kiosque archive`; those of its own subcommands are `archive verify`,
    /// `archive withdraw.id`.
    pub archive: &'static [(&'static str, &'static str)],
}

impl HelpWords {
    /// What a subcommand or an argument is for.
    pub fn entry(&self, name: &str) -> Option<&'static str> {
        let entry = self
            .entries
            .iter()
            .chain(self.archive)
            .find(|(known, _)| *known == name);
        entry.map(|(_, words)| *words)
    }
}

/// The words of `--help` in a language.
pub const fn help_words(language: Language) -> &'static HelpWords {
    match language {
        Language::Fr => &FRENCH,
        Language::En => &ENGLISH,
    }
}

static FRENCH: HelpWords = HelpWords {
    usage: "Utilisation :",
    commands: "Commandes",
    arguments: "Arguments",
    options: "Options",
    exit_codes: "\
Codes de sortie :
  0  tout va bien
  1  le contenu a des problèmes ; rien n’a été écrit
  2  mauvaise utilisation, ou un fichier, un dossier, un port que le système refuse
  3  seuls des liens extérieurs sont à corriger (check --external)",
    entries: &[
        (
            "kiosque",
            "Imprime le site d’une rédaction à partir de son dossier de contenu.",
        ),
        (
            "build",
            "Imprime le site ; seul ce qui a changé est réécrit.",
        ),
        (
            "check",
            "Dit tout ce qui est à corriger, brouillons compris ; un avertissement suffit à échouer.",
        ),
        (
            "new",
            "Pose une petite rédaction, prête à imprimer, dans un nouveau dossier.",
        ),
        (
            "serve",
            "Sert le site pendant qu’on l’écrit : brouillons visibles, la page suit chaque changement.",
        ),
        (
            "content",
            "Le dossier de contenu [KIOSQUE_CONTENT ; par défaut : content].",
        ),
        (
            "app",
            "Le dossier de l’application, tel que Trunk l’a construit [KIOSQUE_APP ; par défaut : celle que la commande contient].",
        ),
        (
            "cache",
            "Où garder les images déjà encodées [KIOSQUE_CACHE ; par défaut : le cache de l’utilisateur].",
        ),
        ("no_cache", "Ne rien garder d’une publication à l’autre."),
        (
            "json",
            "Un document JSON sur la sortie standard, les phrases sur la sortie d’erreur.",
        ),
        (
            "build.out",
            "Le dossier de sortie ; les fichiers qui ne sont pas au site y restent tels quels.",
        ),
        (
            "build.drafts",
            "Montre les brouillons et les articles datés du futur, avec une étiquette.",
        ),
        (
            "build.no_compress",
            "Sans copies Brotli et gzip à côté des fichiers.",
        ),
        (
            "build.offline",
            "Ne demande rien au réseau : imprime les commentaires gardés la dernière fois.",
        ),
        (
            "build.under_trunk",
            "Lancé par Trunk : écrit dans TRUNK_STAGING_DIR, montre les brouillons sauf si TRUNK_PROFILE vaut « release ».",
        ),
        (
            "check.external",
            "Demande aussi à chaque lien extérieur des articles s’il répond.",
        ),
        (
            "new.folder",
            "Le dossier à créer ; il doit être vide ou ne pas exister.",
        ),
        ("new.language", "La langue du journal : fr ou en."),
        ("new.name", "Le nom du journal."),
        ("serve.port", "Le port [par défaut : 4173]."),
        (
            "serve.address",
            "L’adresse ; 0.0.0.0 montre le site, brouillons compris, à tout le réseau [par défaut : 127.0.0.1].",
        ),
        ("serve.open", "Ouvre le site dans le navigateur."),
        ("help", "Affiche cette aide."),
        ("version", "Affiche la version."),
    ],
    archive: FRENCH_HELP,
};

static ENGLISH: HelpWords = HelpWords {
    usage: "Usage:",
    commands: "Commands",
    arguments: "Arguments",
    options: "Options",
    exit_codes: "\
Exit codes:
  0  everything is well
  1  the content has problems; nothing was written
  2  wrong usage, or a file, folder or port that the system refuses
  3  outside links alone are to be mended (check --external)",
    entries: &[
        (
            "kiosque",
            "Prints a newsroom’s site from its content folder.",
        ),
        (
            "build",
            "Print the site; only what changed is written again.",
        ),
        (
            "check",
            "List everything to mend, drafts included; a warning fails too.",
        ),
        (
            "new",
            "Lay down a small newsroom, ready to print, in a new folder.",
        ),
        (
            "serve",
            "Serve the site while it is written: drafts shown, the page follows each change.",
        ),
        (
            "content",
            "The content folder [KIOSQUE_CONTENT; default: content].",
        ),
        (
            "app",
            "The app’s folder, as Trunk built it [KIOSQUE_APP; default: the one the command carries].",
        ),
        (
            "cache",
            "Where to keep encoded pictures [KIOSQUE_CACHE; default: the user’s cache].",
        ),
        ("no_cache", "Keep nothing from one build to the next."),
        (
            "json",
            "One JSON document on standard output, the sentences on standard error.",
        ),
        (
            "build.out",
            "The output folder; files in it that are not the site’s are left alone.",
        ),
        (
            "build.drafts",
            "Show drafts and articles dated in the future, with a badge.",
        ),
        (
            "build.no_compress",
            "No Brotli and gzip copies beside the files.",
        ),
        (
            "build.offline",
            "Ask nothing of the network: print the comments kept the last time.",
        ),
        (
            "build.under_trunk",
            "Run by Trunk: write into TRUNK_STAGING_DIR, show drafts unless TRUNK_PROFILE is “release”.",
        ),
        (
            "check.external",
            "Also ask every outside link of the articles whether it answers.",
        ),
        (
            "new.folder",
            "The folder to make; it must be empty or not be there.",
        ),
        ("new.language", "The newspaper’s language: fr or en."),
        ("new.name", "The newspaper’s name."),
        ("serve.port", "The port [default: 4173]."),
        (
            "serve.address",
            "The address; 0.0.0.0 shows the site, drafts included, to the whole network [default: 127.0.0.1].",
        ),
        ("serve.open", "Open the site in the browser."),
        ("help", "Show this help."),
        ("version", "Show the version."),
    ],
    archive: ENGLISH_HELP,
};
