use super::{BrowserWords, CommandWords};

/// French puts 0 and 1 in the singular.
fn count(count: usize, one: &str, several: &str) -> String {
    format!("{count}\u{a0}{}", if count < 2 { one } else { several })
}

pub(super) static WORDS: CommandWords = CommandWords {
    error: "erreur",
    warning: "avertissement",
    note: "à savoir",
    mend: "remède",
    published: |pages, media, folder| {
        format!(
            "{} et {} dans {folder}",
            count(pages, "page", "pages"),
            count(media, "fichier de médias", "fichiers de médias")
        )
    },
    work: |made, kept, removed, milliseconds| {
        format!(
            "{}, {}, {} en {}",
            count(made, "fichier imprimé", "fichiers imprimés"),
            count(kept, "gardé", "gardés"),
            count(removed, "retiré", "retirés"),
            duration(milliseconds)
        )
    },
    sound: |files| {
        format!(
            "{} sans rien à corriger",
            count(files, "fichier", "fichiers")
        )
    },
    outside_sound: |links| count(links, "lien extérieur répond", "liens extérieurs répondent"),
    found: |errors, warnings| {
        format!(
            "{}, {}",
            count(errors, "erreur", "erreurs"),
            count(warnings, "avertissement", "avertissements")
        )
    },
    nothing_written: "Rien n’a été publié : corrigez les erreurs ci-dessus, puis recommencez.",
    unreachable: |path, reason| format!("{path} : {reason}"),
    disk_full: |path| {
        format!(
            "{path} : il n’y a plus de place sur le disque. L’édition précédente est intacte. \
             Libérez de la place, puis recommencez."
        )
    },
    busy: |folder| {
        format!(
            "Une autre publication écrit en ce moment dans {folder}. Attendez qu’elle finisse, ou \
             arrêtez-la, puis recommencez."
        )
    },
    clash: |path, other| {
        format!(
            "Deux fichiers du site veulent la même place : {path} et {other}. Rien n’a été \
             publié. Changez l’un des deux permaliens."
        )
    },
    misplaced: |path| {
        format!(
            "Le site aurait un fichier {path:?}, ce qui ne peut pas être. Rien n’a été publié. \
             Changez ce permalien."
        )
    },
    no_staging_folder: "TRUNK_STAGING_DIR n’est pas défini : --under-trunk n’a de sens que lancé \
                        par Trunk. Ailleurs, indiquez --out.",
    no_output_folder: "Indiquez le dossier de sortie avec --out.",
    no_app: "Aucune application à mettre dans le site : donnez avec « --app » le dossier où « trunk build --release » l’a laissée (« target/bundle »). La commande « kiosque » publiée porte la sienne.",
    unfit_app: |fault| {
        format!(
            "Le dossier donné avec « --app » n’est pas celui d’une application construite par « trunk build --release » : {fault}."
        )
    },
    output_in_content: "Le dossier de sortie ne peut pas être le dossier de contenu, ni s’y trouver.",
    printing: "Impression",
    asking: "Liens extérieurs",
    asking_comments: "Commentaires",
    comments_variable: |value| {
        format!(
            "KIOSQUE_COMMENTS ne peut pas valoir « {value} » : écrivez « closed », ou l’adresse \
             http ou https du service."
        )
    },
    not_empty: |folder| {
        format!(
            "{folder} n’est pas vide. Indiquez un dossier vide, ou un nom qui n’existe pas encore."
        )
    },
    no_name: "Le nom du journal n’a ni lettre ni chiffre. Écrivez par exemple --name \"Le Phare\".",
    ready: |folder| {
        format!(
            "La rédaction est prête dans {folder}.\n\n\
             Pour la voir :\n\n    cd {folder}\n    kiosque serve --open\n\n\
             Puis ouvrez content/articles/bienvenue.md dans un éditeur de texte : la page suit ce \
             que vous écrivez. LISEZ-MOI.md dit le reste."
        )
    },
    newspaper: "Mon journal",
    serving: |address| {
        format!("Le site est à l’adresse {address} (brouillons compris). Ctrl-C pour arrêter.")
    },
    port_taken: |address, port| {
        format!(
            "Le port {port} de {address} est déjà pris, peut-être par un autre kiosque serve. \
             Choisissez-en un autre avec --port."
        )
    },
    no_address: |address, reason| {
        format!(
            "On ne peut pas servir à l’adresse {address} : {reason}. Changez --address ou --port."
        )
    },
    not_watched: |reason| format!("Le dossier de contenu ne peut pas être surveillé : {reason}"),
    unchanged: "Rien n’a changé dans le site.",
    last_good_site: "Le dernier site juste reste affiché.",
    browser: BrowserWords {
        refused: "Ce contenu ne peut pas être publié",
        last_good: "La page est celle d’avant. Corrigez le fichier : elle suivra d’elle-même.",
        nothing_yet: "Corrigez le fichier : la page viendra d’elle-même.",
        close: "Fermer",
        nothing_here: "Il n’y a rien à cette adresse.",
    },
};

fn duration(milliseconds: u128) -> String {
    if milliseconds < 1000 {
        format!("{milliseconds}\u{a0}ms")
    } else {
        format!(
            "{},{}\u{a0}s",
            milliseconds / 1000,
            milliseconds % 1000 / 100
        )
    }
}
