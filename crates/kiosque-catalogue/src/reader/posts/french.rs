//! Sentences around an archived post, in French.

use kiosque_model::Language;
use kiosque_model::post::{MediaKind, PostState, UnavailableReason};

use super::super::numbers::{compact, grouped};
use super::{PostWords, listed};

/// French puts 0 and 1 in the singular, and says "1 M de réponses" where thousands take no "de".
fn counted(count: u64, one: &str, many: &str) -> String {
    let noun = if count < 2 { one } else { many };
    let number = compact(Language::Fr, count);
    let of = if number.ends_with(['M', 'd']) {
        "de "
    } else {
        ""
    };
    format!("{number}\u{a0}{of}{noun}")
}

pub(in super::super) const WORDS: PostWords = PostWords {
    post_by: |author, date| format!("Message de {author}, {date}"),
    editor_note: "Note de la rédaction\u{a0}:",
    view_on: |network| format!("Voir sur {network}"),
    replying_to: |handle| format!("En réponse à {handle}"),
    replying: "En réponse à un autre message",
    reposted_by: |name| format!("Partagé par {name}"),
    thread: |position| format!("Message\u{a0}{position} d’une suite"),
    edited: |n, of| match of {
        0 | 1 => "Message modifié".into(),
        _ => format!("Message modifié, version {n} sur {of}"),
    },
    truncated: "Le texte archivé est incomplet.",
    read_on: |network| format!("Lire la suite sur {network}"),
    show_sensitive: "Contenu signalé comme sensible\u{a0}: l’afficher",
    photo: |number, of, described| {
        let mut name = "Photo".to_owned();
        if of > 1 {
            name = format!("Photo\u{a0}{number} sur\u{a0}{of}");
        }
        if !described {
            name.push_str(", sans description");
        }
        name
    },
    described: |count| {
        if count < 2 {
            "Image décrite par la rédaction".to_owned()
        } else {
            "Images décrites par la rédaction".to_owned()
        }
    },
    missing_file: "Ce fichier manque dans l’archive.",
    recording: |kind| match kind {
        MediaKind::Photo => "Photo",
        MediaKind::Gif => "Animation",
        MediaKind::Video => "Vidéo",
        MediaKind::Audio => "Son",
    },
    show_animation: "Image animée\u{a0}: la voir",
    captions: |languages| format!("sous-titres\u{a0}: {languages}"),
    poll_as_of: |date| format!("Résultats provisoires, relevés le {date}"),
    poll_final: "Résultats définitifs",
    poll_unknown: "Le réseau n’a pas donné les résultats.",
    poll_ends: |date, ended| {
        if ended {
            format!("vote clos le {date}")
        } else {
            format!("fin du vote le {date}")
        }
    },
    poll_leads: "en tête",
    votes: |count| format!("{}\u{a0}voix", grouped(Language::Fr, count)),
    share: |share| format!("{share}\u{a0}%"),
    counts: |counts, date| {
        let nouns = [
            ("réponse", "réponses"),
            ("partage", "partages"),
            ("citation", "citations"),
            ("mention J’aime", "mentions J’aime"),
        ];
        let list = listed(counts, nouns, counted);
        if list.is_empty() {
            return list;
        }
        format!("Le {date}\u{a0}: {list}")
    },
    archived_on: |date| format!("archivé le {date}"),
    withdrawn: |date| format!("Message retiré par la rédaction le {date}."),
    state: |state| match state {
        PostState::LiveSnapshot | PostState::Withdrawn { .. } => None,
        PostState::DeletedUpstream => {
            Some("Ce message a été supprimé du réseau depuis son archivage.")
        }
        PostState::Protected => Some("Son auteur a rendu son compte privé depuis l’archivage."),
        PostState::Suspended => {
            Some("Le compte de son auteur a été suspendu par le réseau depuis l’archivage.")
        }
        PostState::Withheld => Some("Le réseau ne montre plus ce message dans certains pays."),
    },
    unavailable: |reason| match reason {
        UnavailableReason::NeverFetched => "Le message cité n’a pas été archivé.",
        UnavailableReason::Deleted => "Le message cité a été supprimé.",
        UnavailableReason::Protected => "Le message cité vient d’un compte privé.",
        UnavailableReason::Suspended => "Le message cité vient d’un compte suspendu.",
        UnavailableReason::Withheld => "Le réseau ne montre pas le message cité dans ce pays.",
        UnavailableReason::Gone => "Le message cité n’est plus disponible.",
        UnavailableReason::RemovedByUs => "La rédaction a retiré le message cité.",
    },
    original_address: "Adresse d’origine",
};
