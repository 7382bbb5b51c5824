//! The interface in French.

use kiosque_model::timeline::DayPart;

use super::{Words, comfort, pocket, posts, voices};

/// French puts 0 and 1 in the singular.
fn counted(count: u64, one: &str, many: &str) -> String {
    let noun = if count < 2 { one } else { many };
    format!("{count}\u{a0}{noun}")
}

pub(super) static WORDS: Words = Words {
    skip_to_content: "Aller au contenu",
    sections: "Rubriques",
    breadcrumb: "Fil d’Ariane",
    front_page: "Accueil",
    by: "Par",
    and: "et",
    published: "Publié le",
    updated: "Mis à jour le",
    reading_time: |minutes| format!("{minutes}\u{a0}min de lecture"),
    draft: "Brouillon",
    scheduled: "À paraître",
    live: "En direct",
    credit: "Crédit",
    explainer: "Comprendre",
    correction: "Correction",
    tags: "Mots-clés",
    share: "Partager",
    copy_link: "Copier le lien",
    link_copied: "Lien copié",
    copy_failed: "Le navigateur a refusé la copie. L’adresse est dans la barre du navigateur.",
    related: "À lire aussi",
    neighbours: "Dans la même rubrique",
    previous_article: "Article précédent",
    next_article: "Article suivant",
    back_to_top: "Retour en haut de la page",
    theme: "Thème",
    theme_system: "comme le système",
    theme_light: "clair",
    theme_dark: "sombre",
    pages: "Pages",
    newer: "Articles plus récents",
    older: "Articles plus anciens",
    page_of: |current, total| format!("Page {current} sur {total}"),
    article_count: |count| counted(u64::from(count), "article", "articles"),
    no_articles: "Aucun article pour l’instant.",
    tag: "Mot-clé",
    author: "Signature",
    section: "Rubrique",
    latest: "Au fil des jours",
    not_found: "Cette page n’existe pas",
    not_found_text: "L’adresse a changé, ou contient une faute. Les rubriques et l’accueil, eux, sont bien là.",
    to_front_page: "Aller à l’accueil",
    loading: "Chargement de la page…",
    load_failed: "La page n’a pas pu être chargée",
    load_failed_network: "Le réseau n’a pas répondu. Vérifiez la connexion, puis réessayez.",
    load_failed_status: |status| {
        format!("Le serveur a répondu par une erreur ({status}). Réessayez dans un instant.")
    },
    load_failed_malformed: "La réponse du serveur est illisible. Réessayez dans un instant.",
    load_failed_newer: "Le site vient d’être mis à jour. Réessayez pour charger la nouvelle version.",
    retry: "Réessayer",
    post_count: |count| counted(u64::from(count), "message", "messages"),
    hour_span: |from, to| format!("{from} – {to}"),
    key_posts: "Les moments clés",
    key_post: "Moment clé",
    posts: posts::FRENCH,
    pocket: &pocket::FRENCH,
    comfort: &comfort::FRENCH,
    voices: &voices::FRENCH,
    day_part: |part| match part {
        DayPart::Night => "La nuit",
        DayPart::Morning => "Le matin",
        DayPart::Afternoon => "L’après-midi",
        DayPart::Evening => "Le soir",
    },
    footer: "Pied de page",
    edition_of: "Édition du",
    search: "Recherche",
    search_description: "Chercher dans tous les articles du journal.",
    search_label: "Mots à chercher",
    search_button: "Chercher",
    search_everywhere: "Toutes les rubriques",
    search_hint: "Un lieu, un nom, un sujet\u{a0}: quelques mots suffisent. Les accents, les pluriels et les majuscules ne comptent pas.",
    search_without_script: "La recherche a besoin de JavaScript. Sans lui, les rubriques et les mots-clés mènent à tous les articles.",
    searching: "Recherche en cours…",
    search_found: |count, words| {
        let articles = counted(u64::from(count), "article trouvé", "articles trouvés");
        format!("{articles} pour «\u{202f}{words}\u{202f}»")
    },
    search_none: |words| format!("Aucun article trouvé pour «\u{202f}{words}\u{202f}»"),
    search_none_hint: "Vérifiez l’orthographe, cherchez moins de mots, ou des mots plus courants.",
    search_results: "Résultats",
    search_more: "Afficher plus de résultats",
    search_failed: "L’index de la recherche n’a pas pu être chargé. Vérifiez la connexion, puis réessayez.",
    browse: "Parcourir le journal",
    skip_posts: |count| match count {
        0 | 1 => "Passer ce message".to_owned(),
        _ => format!("Passer ces {count}\u{a0}messages"),
    },
    filter_posts: "Filtrer les messages",
    filter_author: "Auteur",
    every_author: "Tous",
    choice_of: |choice, count| format!("{choice} ({count})"),
    with_photo: "Avec photo",
    show_all_posts: "Tout afficher",
    posts_kept: |kept, total| {
        format!(
            "{} sur {total}",
            counted(u64::from(kept), "message", "messages")
        )
    },
    no_post_kept: "Aucun message ne correspond à ce choix.",
    post_keys: "Touches j et k\u{a0}: message suivant, précédent",
    photo_viewer: "Photos du message",
    photo_of: |current, total| format!("{current} sur {total}"),
    close: "Fermer",
    previous_photo: "Photo précédente",
    next_photo: "Photo suivante",
    enlarge: "Agrandir",
    enlarged: "Photo agrandie\u{a0}: les flèches la déplacent",
    photo_loading: "Chargement de la photo…",
    photo_failed: "La photo n’a pas pu être chargée. Vérifiez la connexion.",
    photo_file: "Ouvrir le fichier",
    described_by_newsroom: "Description de la rédaction",
};
