//! The pocket edition in French.

use kiosque_model::Language;

use super::{KeepFault, PocketWords};

pub(in crate::reader) static WORDS: PocketWords = PocketWords {
    shelf_title: "Mes lectures",
    shelf_description: "Les articles gardés pour plus tard et ceux qui se lisent sans réseau sur cet appareil.",
    shelf_intro: "Ce que cet appareil garde du journal, et qui se lit sans réseau. La liste ne le quitte pas.",
    shelf_without_script: "Cette liste a besoin de JavaScript\u{a0}: c’est le navigateur qui garde les articles, et lui seul sait lesquels.",
    offline_title: "Cette page n’est pas sur l’appareil",
    offline_description: "La page montrée quand le réseau ne répond pas.",
    offline_text: "Le réseau ne répond pas, et la page demandée n’a pas été gardée. Elle reviendra avec le réseau\u{202f}; d’ici là, voici ce qui peut se lire.",
    sorry: "Le réseau ne répond pas, et la page demandée n’a pas été gardée sur cet appareil.",
    saved: "Pour plus tard",
    saved_none: "Au bas d’un article, touchez «\u{a0}Lire plus tard\u{a0}»\u{a0}: il sera ici avec ses photos, même sans réseau.",
    readable: "Lisible maintenant",
    readable_none: "Rien n’est encore gardé. Ce que vous lisez le sera de lui-même, ainsi que les derniers articles.",
    looking: "L’appareil cherche ce qu’il garde…",
    kept: |files, size| {
        let noun = if files < 2 { "fichier" } else { "fichiers" };
        let files = super::super::grouped(Language::Fr, u64::from(files));
        format!("En tout, {size} sur cet appareil ({files}\u{a0}{noun}).")
    },
    copy_of: |moment| format!("Copie du {moment}"),
    remove: "Retirer",
    remove_article: |title| format!("Retirer «\u{a0}{title}\u{a0}»"),
    removed: |title| format!("«\u{a0}{title}\u{a0}» n’est plus gardé pour plus tard."),
    unable: "Ce navigateur ne sait pas garder d’articles, ou ne le peut pas ici\u{a0}: adresse sans chiffrement, fenêtre privée. Le journal s’y lit comme d’habitude, avec le réseau.",
    refused: "Le navigateur refuse de garder quoi que ce soit ici\u{a0}: une fenêtre privée ou un réglage l’en empêche. Le journal s’y lit comme d’habitude, avec le réseau.",
    link_saved: |title| format!("«\u{a0}{title}\u{a0}» est gardé pour plus tard."),
    read_later: "Lire plus tard",
    saving: "Mise de côté…",
    article_saved: "Gardé sur cet appareil, photos comprises",
    article_removed: "N’est plus gardé",
    not_saved: |fault| match fault {
        KeepFault::Full => "L’appareil n’a plus de place pour cet article.",
        KeepFault::Network => "Le réseau n’a pas tout donné. Réessayez quand il répond mieux.",
        KeepFault::Gone => "Cet article n’est plus en ligne.",
        KeepFault::Refused => "Le navigateur ne laisse rien garder ici.",
    },
    notices: "Avis",
    offline: "Hors ligne. Ce qui est gardé sur cet appareil reste lisible.",
    offline_alone: "Hors ligne. Les pages attendront le réseau.",
    online: "De nouveau en ligne",
    stored_copy: |moment| format!("Copie du {moment}"),
    stored_copy_undated: "Copie gardée sur cet appareil",
    new_version: "Une nouvelle version du journal est prête.",
    new_version_later: "Une nouvelle version du journal est prête. Elle attendra la fin de votre message.",
    update: "Actualiser",
    install_title: "Le journal dans la poche",
    install_text: "Installé, il s’ouvre d’un geste et se lit sans réseau. Il ne prend presque pas de place.",
    install: "Installer",
    install_no: "Non merci",
    install_by_sharing: "Touchez Partager, puis «\u{a0}Sur l’écran d’accueil\u{a0}».",
    install_by_menu: "Ouvrez le menu du navigateur, puis «\u{a0}Ajouter à l’écran d’accueil\u{a0}».",
};
