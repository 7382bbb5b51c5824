use super::super::super::spaced::spaced;
use super::ArchiveWords;

fn count(count: usize, one: &str, several: &str) -> String {
    format!("{count}\u{a0}{}", if count < 2 { one } else { several })
}

pub(super) static WORDS: ArchiveWords = ArchiveWords {
    kept: "archivé",
    refreshed: "mis à jour",
    already: "déjà archivé",
    unchanged: "rien de nouveau",
    would_keep: "serait archivé",
    would_refresh: "serait mis à jour",
    media: |kept, all| {
        if kept == all {
            count(all, "fichier", "fichiers")
        } else {
            format!("{kept} sur {}", count(all, "fichier", "fichiers"))
        }
    },
    dry_run: "C’était un essai\u{a0}: rien n’a été écrit.",
    summary: |kept, refreshed, already, refused| {
        let mut parts = vec![count(kept, "message archivé", "messages archivés")];
        if refreshed > 0 {
            parts.push(count(refreshed, "mis à jour", "mis à jour"));
        }
        if already > 0 {
            parts.push(count(already, "déjà là", "déjà là"));
        }
        if refused > 0 {
            parts.push(count(refused, "refusé", "refusés"));
        }
        parts.join(", ")
    },
    choose: |name, posts| {
        spaced(&format!(
            "{name} contient {posts} messages. Choisissez avec --id, avec --from et --until, ou \
             prenez tout avec --all :"
        ))
    },
    more: |more| format!("… et {}", count(more, "autre", "autres")),
    none_found: |ids| match ids {
        [] => "aucun message de ces jours dans ce qui a été donné".into(),
        [id] => format!("le message {id} n’est pas dans ce qui a été donné"),
        ids => format!(
            "les messages {} ne sont pas dans ce qui a été donné",
            ids.join(", ")
        ),
    },
    none_found_mend: "Vérifiez le numéro ou les dates\u{202f}; sans choix, la commande donne la liste.",
    no_moment: |written| {
        spaced(&format!(
            "« {written} » n’est ni un jour ni une heure. Écrivez 2014-11-28, ou 2014-11-28T09:00."
        ))
    },
    withdrawn: |id| format!("la rédaction a retiré le message {id}\u{a0}: il n’est pas repris"),
    withdrawn_mend: "Sa trace est dans posts/withdrawals.log. Retirez-en la ligne seulement si la décision est annulée.",
    other_network: |id, file| {
        format!("le numéro {id} est déjà celui d’un message d’un autre réseau, dans {file}")
    },
    other_network_mend: "Gardez un seul des deux.",
    other_post: |id, file| {
        format!(
            "le numéro {id} est déjà celui d’un message d’un autre auteur ou d’un autre serveur, dans {file}"
        )
    },
    other_post_mend: "Gardez un seul des deux.",
    unreadable: |id, file| format!("le message {id} est peut-être dans {file}, qui ne se lit pas"),
    unreadable_mend: "Corrigez ce fichier (kiosque check dit où), ou reprenez-le d’une sauvegarde, puis recommencez. Rien n’a été écrit par-dessus.",
    copy: |id| {
        spaced(&format!(
            "le message {id} est donné plusieurs fois ; cet exemplaire est laissé de côté : un autre en dit autant ou plus"
        ))
    },
    one_url: "--url est l’adresse d’un seul message\u{a0}: donnez un seul fichier avec elle.",
    busy: |folder| {
        format!(
            "Un autre kiosque archive écrit en ce moment dans {folder}. Attendez qu’il finisse, ou \
             arrêtez-le, puis recommencez."
        )
    },
    poorer: |id| format!("ce qui a été donné du message {id} en dit moins que ce qui est archivé"),
    poorer_mend: "Le message archivé reste tel quel. Donnez un document plus complet.",
    gone_mend: |file, id| {
        spaced(&format!(
            "Ce qui est archivé reste tel quel. Pour le dire aux lecteurs, écrivez \"state\" : \
             \"deleted_upstream\" dans {file} ; pour le retirer : kiosque archive withdraw {id} \
             --reason \"…\""
        ))
    },
    mastodon_media_mend: "Si cet hôte est celui des médias du serveur, ajoutez-le à site.toml, [archive] media, puis lancez --refresh.",
    asking: "Réseaux",
    keeping: "Médias",
    verifying: "Vérification",
    timeline_added: |posts, file| {
        format!(
            "{file} : {}",
            count(posts, "message ajouté", "messages ajoutés")
        )
        .replace(" :", "\u{a0}:")
    },
    timeline_made: |file| format!("{file} a été créé"),
    timeline_line: |name, article| {
        let place = article.map_or_else(|| "un article".to_owned(), str::to_owned);
        spaced(&format!(
            "Aucun article ne montre encore ce fil. Ajoutez à {place} :\n\n::: fil src=\"{name}\"\n:::"
        ))
    },
    timeline_unreadable: |file, reason| {
        spaced(&format!(
            "{file} ne se lit pas : {reason}. Corrigez-le (kiosque check), puis recommencez : les \
             messages sont archivés, seul le fil manque."
        ))
    },
    timeline_name: |name| {
        spaced(&format!(
            "« {name} » ne peut pas nommer un fil. Écrivez des lettres minuscules, des chiffres et \
             des tirets : visite-french-tech."
        ))
    },
    sound: |posts, files| {
        format!(
            "{} et {} vérifiés, rien d’abîmé",
            count(posts, "message", "messages"),
            count(files, "fichier", "fichiers")
        )
    },
    no_such_post: |id, near| {
        let mut sentence = format!("Aucun message archivé n’a le numéro {id}.");
        if let Some(near) = near {
            sentence.push_str(&format!(" Vouliez-vous dire {near} ?"));
        }
        spaced(&sentence)
    },
    not_withdrawn: |id, files| {
        let they = if files.len() < 2 {
            "n’est pas lu, et peut"
        } else {
            "ne sont pas lus, et peuvent"
        };
        spaced(&format!(
            "Le message {id} n’est pas retiré : {} {they} le montrer, ou montrer ses images. \
             Corrigez ce qui est signalé ci-dessus, puis recommencez.",
            files.join(", ")
        ))
    },
    no_reason: "Un retrait se justifie auprès des lecteurs\u{a0}: écrivez --reason \"À la demande de son auteur.\"",
    no_day: |written| {
        spaced(&format!(
            "« {written} » n’est pas un jour. Écrivez 2014-11-28."
        ))
    },
    withdrew: |id, file| {
        format!("message {id} retiré : {file} en garde l’heure et l’ancre").replace(" :", "\u{a0}:")
    },
    deleted: |files| count(files, "fichier supprimé", "fichiers supprimés"),
    stays: |file, user| format!("{file} reste : {user} le montre aussi").replace(" :", "\u{a0}:"),
    quoted_in: |file| {
        format!("{file} le citait ; la citation est retirée").replace(" ;", "\u{202f};")
    },
    look_at: |file| {
        format!("relisez {file} : la rédaction peut y avoir repris ses mots")
            .replace(" :", "\u{a0}:")
    },
    copies: "Imprimez et publiez le site pour que le retrait prenne effet. L’historique de Git, les sauvegardes et les caches de l’hébergeur en ont peut-être encore une copie.",
    empty: "L’archive n’a aucun message.",
    total: |posts, files, bytes| {
        format!(
            "{}, {}, {}",
            count(posts, "message", "messages"),
            count(files, "fichier", "fichiers"),
            size(bytes)
        )
    },
    states: [
        "en ligne",
        "supprimé du réseau",
        "compte protégé",
        "compte suspendu",
        "retenu par le réseau",
        "retiré",
    ],
    archived_on: |day| format!("archivé le {day}"),
    size,
    standard_input: "l’entrée standard",
    licence: "Citation d’un message public",
};

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes}\u{a0}octets"),
        1_000..1_000_000 => format!("{}\u{a0}ko", bytes / 1_000),
        _ => format!(
            "{},{}\u{a0}Mo",
            bytes / 1_000_000,
            bytes % 1_000_000 / 100_000
        ),
    }
}
