//! `kiosque archive --help`.

/// Entries in French; see [`HelpWords::entries`](super::super::HelpWords::entries).
pub(in super::super) const FRENCH: &[(&str, &str)] = &[
    (
        "archive",
        "Archive des messages de X, Bluesky ou Mastodon, avec leurs médias ; vérifie et retire ceux qui le sont.",
    ),
    (
        "archive.exit_codes",
        "\
Codes de sortie :
  0  tous les messages demandés sont dans l’archive ; un média refusé est un avertissement
  1  un message a été refusé, ou n’a pas été trouvé ; verify : quelque chose est abîmé
  2  mauvaise utilisation, un choix à faire parmi plusieurs messages (rien n’a été écrit), un
     fichier que le système refuse, ou un autre kiosque archive qui écrit dans le dossier",
    ),
    (
        "archive.inputs",
        "Des fichiers d’export, des adresses de messages, ou - pour l’entrée standard.",
    ),
    (
        "archive.format",
        "Le format, s’il n’est pas reconnu : x-syndication, x-v1, x-graphql, x-v2, x-archive, bluesky, mastodon, oembed, blockquote, written.",
    ),
    (
        "archive.id",
        "Le numéro d’un message à prendre ; peut se répéter.",
    ),
    (
        "archive.from",
        "À partir de ce jour (2014-11-28) ou de cette heure (2014-11-28T09:00), dans le fuseau du site.",
    ),
    (
        "archive.until",
        "Jusqu’à ce jour compris, ou jusqu’à cette heure, dans le fuseau du site.",
    ),
    ("archive.all", "Prend tous les messages."),
    (
        "archive.timeline",
        "Ajoute les messages à timelines/NOM.toml, chacun dans sa partie ; le fichier est créé s’il le faut.",
    ),
    (
        "archive.dry_run",
        "Dit ce qui serait fait, sans rien écrire.",
    ),
    (
        "archive.refresh",
        "Archive de nouveau ce qui l’est déjà ; les textes de la rédaction restent, un échec n’efface rien.",
    ),
    (
        "archive.url",
        "L’adresse du message, quand le fichier ne la dit pas.",
    ),
    (
        "archive.handle",
        "Le compte, sans @, quand l’export ne le dit pas.",
    ),
    ("archive.name", "Le nom de ce compte."),
    (
        "archive.licence",
        "À quel titre les messages sont montrés ; gardé pour mémoire, jamais publié.",
    ),
    (
        "archive verify",
        "Relit chaque message archivé et ses médias, et dit ce qui est abîmé.",
    ),
    (
        "archive withdraw",
        "Retire un message : ses mots, son auteur et ses médias disparaissent, son heure et son ancre restent.",
    ),
    ("archive withdraw.id", "Le numéro du message."),
    (
        "archive withdraw.reason",
        "Pourquoi, en une phrase que les lecteurs liront.",
    ),
    (
        "archive withdraw.date",
        "Le jour de la décision [par défaut : aujourd’hui].",
    ),
    (
        "archive status",
        "Liste les messages archivés : état, dates, médias, fils.",
    ),
];

/// Entries in English; see [`HelpWords::entries`](super::super::HelpWords::entries).
pub(in super::super) const ENGLISH: &[(&str, &str)] = &[
    (
        "archive",
        "Archive posts of X, Bluesky or Mastodon with their media; verify and withdraw those that are.",
    ),
    (
        "archive.exit_codes",
        "\
Exit codes:
  0  every post asked for is in the archive; a media file refused is a warning
  1  a post was refused or not found; verify: something is damaged
  2  wrong usage, a choice to make among several posts (nothing was written), a file that the
     system refuses, or another kiosque archive that is writing into the folder",
    ),
    (
        "archive.inputs",
        "Files of an export, addresses of posts, or - for standard input.",
    ),
    (
        "archive.format",
        "The format, where it is not recognised: x-syndication, x-v1, x-graphql, x-v2, x-archive, bluesky, mastodon, oembed, blockquote, written.",
    ),
    ("archive.id", "The id of a post to take; may be repeated."),
    (
        "archive.from",
        "From this day (2014-11-28) or hour (2014-11-28T09:00) on, in the site’s time zone.",
    ),
    (
        "archive.until",
        "Up to this day inclusive, or up to this hour, in the site’s time zone.",
    ),
    ("archive.all", "Take all posts."),
    (
        "archive.timeline",
        "Add the posts to timelines/NAME.toml, each to its section; the file is made where it is missing.",
    ),
    (
        "archive.dry_run",
        "Say what would be done, and write nothing.",
    ),
    (
        "archive.refresh",
        "Archive again what is archived; the newsroom’s own words stay, and a failure erases nothing.",
    ),
    (
        "archive.url",
        "The post’s address, where the file does not say it.",
    ),
    (
        "archive.handle",
        "The account, without @, where the export does not say it.",
    ),
    ("archive.name", "That account’s name."),
    (
        "archive.licence",
        "Under what right the posts are shown; kept for the record, never published.",
    ),
    (
        "archive verify",
        "Read every archived post and its media again, and say what is damaged.",
    ),
    (
        "archive withdraw",
        "Take a post down: its words, its author and its media go, its hour and its anchor stay.",
    ),
    ("archive withdraw.id", "The post’s id."),
    (
        "archive withdraw.reason",
        "Why, in a sentence that readers will read.",
    ),
    (
        "archive withdraw.date",
        "The day of the decision [default: today].",
    ),
    (
        "archive status",
        "List the archived posts: state, dates, media, timelines.",
    ),
];
