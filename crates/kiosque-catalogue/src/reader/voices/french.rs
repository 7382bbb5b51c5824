//! Readers' messages in French.

use kiosque_model::field_rules::{Fault, Field};

use super::{Told, VoiceWords};

fn counted(count: u32, one: &str, many: &str) -> String {
    let noun = if count < 2 { one } else { many };
    format!(
        "{}\u{a0}{noun}",
        super::super::grouped(kiosque_model::Language::Fr, u64::from(count))
    )
}

fn field(field: Field) -> &'static str {
    match field {
        Field::Text => "Commentaire",
        Field::Name => "Nom",
        Field::Email => "Adresse e-mail",
        Field::Website => "Site web",
    }
}

fn fault(field: Field, fault: Fault) -> String {
    match (field, fault) {
        (Field::Text, Fault::Missing) => "Écrivez votre commentaire.".into(),
        (Field::Name, Fault::Missing) => "Indiquez le nom qui signera votre commentaire.".into(),
        (Field::Email, Fault::Missing) => {
            "Indiquez votre adresse e-mail. Elle ne sera pas publiée.".into()
        }
        (Field::Website, Fault::Missing | Fault::WebsiteShape) => {
            "Indiquez l’adresse d’un site, comme exemple.fr, ou laissez ce champ vide.".into()
        }
        (_, Fault::TooShort { least }) => {
            format!("Écrivez un peu plus\u{a0}: {least}\u{a0}caractères au moins.")
        }
        (_, Fault::TooLong { most, now }) => format!(
            "Raccourcissez de {}\u{a0}: {} au plus.",
            counted(now.saturating_sub(most), "caractère", "caractères"),
            counted(most, "caractère", "caractères")
        ),
        (_, Fault::EmailLetter { letter: ' ' }) => {
            "Retirez l’espace qui se trouve dans l’adresse.".into()
        }
        (_, Fault::EmailLetter { letter }) => format!(
            "Remplacez «\u{a0}{letter}\u{a0}»\u{a0}: une adresse e-mail s’écrit sans accents."
        ),
        (_, Fault::Control) => {
            "Retirez le caractère invisible qui s’est glissé dans ce champ.".into()
        }
        (_, Fault::EmailShape | Fault::WebsiteShape) => {
            "Complétez l’adresse, sur le modèle nom@exemple.fr.".into()
        }
    }
}

fn comment_told(told: Told) -> &'static str {
    match told {
        Told::Published => "Votre commentaire est publié.",
        Told::Held => {
            "Votre commentaire est en attente de validation. En attendant, vous seul le voyez, sur cet appareil."
        }
        Told::Waiting => "Votre commentaire est gardé sur cet appareil. Il part dans un instant.",
        Told::Offline => {
            "Vous êtes hors ligne. Votre commentaire est gardé sur cet appareil et partira au retour du réseau."
        }
        Told::Sending => "Envoi en cours…",
        Told::TooFast => {
            "Le site demande une pause entre deux commentaires. Le vôtre est gardé et partira de lui-même."
        }
        Told::Unclear => {
            "Aucune réponse n’est venue. Votre commentaire est gardé\u{a0}; nous vérifions s’il est arrivé avant de le renvoyer."
        }
        Told::PerhapsThere => {
            "Aucune réponse n’est venue, et rien ne dit si votre commentaire attend déjà sa validation. À vous de choisir\u{a0}: le renvoyer, au risque qu’il arrive deux fois, ou l’effacer d’ici."
        }
        Told::Duplicate => "Ce commentaire a déjà été envoyé, mot pour mot.",
        Told::Enough => {
            "Vous avez envoyé autant de commentaires que cet article en accepte d’un même lecteur. Vous pouvez encore répondre à ceux des autres."
        }
        Told::OwnComment => {
            "Votre propre commentaire peut encore être modifié\u{a0}: modifiez-le plutôt que d’y répondre."
        }
        Told::Closed => {
            "Les commentaires de cet article sont fermés. Votre texte reste ici, pour que vous puissiez le copier."
        }
        Told::LoginRequired => {
            "Ici, seuls les lecteurs qui ont un compte commentent. Votre texte reste ici, pour que vous puissiez le copier."
        }
        Told::Unwelcome => {
            "Le site n’affichera pas ce commentaire tel qu’il est écrit. Reformulez-le, puis renvoyez-le."
        }
        Told::Refused(Some(Field::Text)) => {
            "Le site refuse le texte du commentaire. Raccourcissez-le ou reformulez-le."
        }
        Told::Refused(Some(Field::Name)) => "Le site refuse le nom. Corrigez-le, puis renvoyez.",
        Told::Refused(Some(Field::Email)) => {
            "Le site refuse l’adresse e-mail. Corrigez-la, puis renvoyez."
        }
        Told::Refused(Some(Field::Website)) => {
            "Le site refuse l’adresse du site web. Corrigez-la ou effacez-la, puis renvoyez."
        }
        Told::Refused(None) => "Le site refuse l’un des champs. Relisez-les, puis renvoyez.",
        Told::Failed => {
            "Le site ne peut pas recevoir de commentaires en ce moment. Le vôtre est gardé sur cet appareil\u{a0}; réessayez plus tard."
        }
    }
}

fn subscription_told(told: Told) -> &'static str {
    match told {
        Told::Published => "C’est fait\u{a0}: vous recevrez la prochaine lettre.",
        Told::Held => {
            "Regardez dans votre boîte aux lettres\u{a0}: un message vous demande de confirmer votre inscription. S’il n’y est pas, cherchez-le parmi les indésirables."
        }
        Told::Waiting => "Votre adresse est gardée sur cet appareil. Elle part dans un instant.",
        Told::Offline => {
            "Vous êtes hors ligne. Votre adresse est gardée sur cet appareil et partira au retour du réseau."
        }
        Told::Sending => "Envoi en cours…",
        Told::TooFast => {
            "Trop d’inscriptions à la fois depuis votre connexion. Votre adresse est gardée et partira d’elle-même."
        }
        Told::Unclear | Told::PerhapsThere => {
            "Aucune réponse n’est venue. Votre adresse est gardée et sera renvoyée."
        }
        Told::Refused(_) | Told::Unwelcome => {
            "Le service refuse cette adresse. Corrigez-la, puis renvoyez."
        }
        Told::Closed | Told::LoginRequired => "Les inscriptions sont fermées pour le moment.",
        Told::Duplicate | Told::Enough | Told::OwnComment => "Cette adresse est déjà inscrite.",
        Told::Failed => {
            "Le service des lettres ne peut pas recevoir d’inscription en ce moment. Votre adresse est gardée sur cet appareil\u{a0}; réessayez plus tard."
        }
    }
}

pub(in super::super) static WORDS: VoiceWords = VoiceWords {
    comment_count: |count| counted(count, "commentaire", "commentaires"),
    comments: "Commentaires",
    be_first: "Personne n’a encore réagi. Écrivez le premier commentaire.",
    anonymous: "Anonyme",
    comment_by: |name, date| format!("Commentaire de {name}, {date}"),
    comment_deleted: "Ce commentaire a été retiré par son auteur.",
    comment_edited: "modifié",
    comment_held: "En attente de validation",
    orphan: "En réponse à un commentaire qui n’est plus affiché",
    order: "Trier",
    oldest_first: "Les plus anciens d’abord",
    newest_first: "Les plus récents d’abord",
    best_first: "Les plus appréciés d’abord",
    more_comments: "Afficher plus de commentaires",
    comments_loading: "Chargement des commentaires…",
    comments_unavailable: "Les commentaires n’ont pas pu être chargés.",
    comments_not_refreshed: "Les commentaires affichés sont ceux de l’impression de la page\u{a0}: les plus récents n’ont pas pu être chargés.",
    comments_closed: "Les commentaires de cet article sont fermés.",
    comments_need_script: "Pour écrire un commentaire, il faut activer JavaScript. La lecture n’en a pas besoin.",
    reply: "Répondre",
    reply_to: |name| format!("Répondre à {name}"),
    edit: "Modifier",
    delete: "Supprimer",
    delete_for_good: "Supprimer pour de bon",
    deleted: "Votre commentaire est supprimé.",
    too_late: "Ce commentaire ne peut plus être modifié\u{a0}: le délai est passé.",
    hide: "Ne plus afficher ici",
    vote_for: |count| format!("J’approuve\u{a0}: {count}"),
    vote_against: |count| format!("Je désapprouve\u{a0}: {count}"),
    voted: "Votre avis est compté.",
    write: "Laisser un commentaire",
    change: "Modifier votre commentaire",
    email_not_published: "Votre adresse e-mail ne sera pas publiée.",
    required_marked: "Les champs obligatoires sont indiqués avec *",
    replying_to: |name| format!("Vous répondez à {name}."),
    cancel: "Annuler",
    field,
    markdown_hint: "Une ligne vide sépare les paragraphes. *Italique*, **gras** et > citation sont compris.",
    html_hint: "Une ligne vide sépare les paragraphes.",
    remember_me: "Enregistrer mon nom, mon e-mail et mon site dans ce navigateur",
    leave_empty: "Laissez ce champ vide",
    left_filled: "Un champ que les lecteurs ne voient pas a été rempli, sans doute par un remplissage automatique. Il vient d’être vidé\u{a0}: envoyez de nouveau.",
    send: "Envoyer le commentaire",
    save: "Enregistrer la modification",
    preview: "Aperçu",
    preview_title: "Aperçu de votre commentaire",
    preview_unavailable: "L’aperçu n’est pas disponible pour l’instant. Votre texte est intact.",
    characters_left: |count| counted(count, "caractère restant", "caractères restants"),
    characters_over: |count| counted(count, "caractère en trop", "caractères en trop"),
    mend: |count| {
        if count < 2 {
            "Un champ est à corriger".into()
        } else {
            format!("{count}\u{a0}champs sont à corriger")
        }
    },
    fault,
    draft_found: "Votre brouillon a été retrouvé sur cet appareil.",
    not_kept: "Ce navigateur ne garde rien sur l’appareil (stockage bloqué ou plein)\u{a0}: ne fermez pas cette page avant l’envoi.",
    comment_told,
    subscription_told,
    next_attempt: |seconds| format!("Prochain essai dans {seconds}\u{a0}s."),
    outbox: "Boîte d’envoi",
    outbox_hint: "Ces messages sont gardés sur cet appareil jusqu’à leur arrivée.",
    comment_on: |title| format!("Commentaire sur «\u{a0}{title}\u{a0}»"),
    subscription_of: |email| format!("Inscription de {email}"),
    send_now: "Envoyer maintenant",
    send_again: "Renvoyer quand même",
    take_back: "Modifier",
    discard: "Effacer",
    newsletter_title: "Recevez le meilleur de l’actualité de la semaine gratuitement\u{202f}!",
    newsletter_promise: "Une lettre par semaine, avec les articles à ne pas manquer.",
    newsletter_leave: "Chaque lettre contient un lien pour se désinscrire. Votre adresse ne sert à rien d’autre.",
    newsletter_email: "Votre adresse e-mail",
    subscribe: "S’inscrire",
    newsletter_needs_script: "Pour s’inscrire ici, il faut activer JavaScript.",
    newsletter_confirm: "Inscription envoyée",
    newsletter: "Infolettre",
};
