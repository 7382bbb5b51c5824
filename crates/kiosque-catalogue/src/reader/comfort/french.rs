//! Sentences around reading, in French.

use super::ComfortWords;

pub(in super::super) static WORDS: ComfortWords = ComfortWords {
    text_size: "Taille du texte",
    text_sizes: ["normale", "grande", "très grande", "double"],
    resume: |share| format!("Reprendre la lecture à {share}\u{a0}%"),
    resume_short: "Reprendre",
    read_up_to_here: "Fil lu jusqu’ici",
    to_unread: "Aller au premier message non lu",
    to_unread_short: "Non lus",
    live: "Suivi du direct",
    live_follows: "Suivi en direct",
    live_up_to_date: |hour| format!("À jour à {hour}"),
    live_unanswered: "Pas de réponse",
    live_paused: "Direct en pause",
    live_over: "Le direct est terminé",
    live_renewed: "La page a été refaite",
    live_pause: "Mettre en pause",
    live_go_on: "Reprendre",
    live_arrivals: |count| match count {
        0 | 1 => format!("{count}\u{a0}nouveau message"),
        _ => format!("{count}\u{a0}nouveaux messages"),
    },
    live_changes: "Afficher les modifications",
    live_in_order: "Lire dans l’ordre du jour",
    live_reload: "Recharger la page",
};
