use super::{Loss, MediaRefusal, RecordValue, Refusal};

pub(super) fn refusal(refusal: &Refusal) -> (String, String) {
    use Refusal as R;
    let elsewhere =
        "Demandez le document d’origine, ou recopiez le message à la main (--format written).";
    let (message, mend): (String, String) = match refusal {
        R::Empty => (
            "le fichier est vide".into(),
            "Enregistrez de nouveau la réponse du réseau.".into(),
        ),
        R::NotUtf8 { at } => (
            format!("ce n’est pas du texte UTF-8 : l’octet {} n’en est pas", at + 1),
            "Donnez le fichier tel que le réseau l’a remis, sans l’enregistrer dans un autre codage.".into(),
        ),
        R::MalformedJson {
            line,
            column,
            reason,
        } => (
            format!("le JSON ne se lit pas, ligne {line}, colonne {column} : {reason}"),
            "Le fichier est peut-être coupé : enregistrez-le de nouveau en entier.".into(),
        ),
        R::MalformedToml { line, reason } => (
            format!("la fiche ne se lit pas, ligne {line} : {reason}"),
            "Une fiche est en TOML : une ligne « clé = valeur » par champ, les mots entre guillemets droits.".into(),
        ),
        R::UnknownKey { key, line, known } => (
            format!("ligne {line} : une fiche n’a pas de champ « {key} »"),
            format!("Corrigez-le ou retirez-le. Champs connus ici : {}.", known.join(", ")),
        ),
        R::MissingKey { key, line } => (
            format!("la fiche de la ligne {line} n’a pas de « {key} »"),
            "Ajoutez ce champ : rien d’autre dans la fiche ne permet de le connaître.".into(),
        ),
        R::WrongKey {
            key,
            line,
            found,
            expected,
        } => (
            format!("ligne {line} : « {key} » ne se lit pas : {found}"),
            record_value(*expected).into(),
        ),
        R::UnknownFormat => (
            "aucun format connu n’est reconnu".into(),
            "Nommez-le avec --format ; « kiosque archive --help » en donne la liste.".into(),
        ),
        R::NoPost { format } => (
            format!("lu comme « {format} », le fichier ne contient aucun message"),
            "Vérifiez le fichier, ou nommez un autre format avec --format.".into(),
        ),
        R::NotAPost { kind } => (
            format!("ce n’est pas un message, mais « {kind} »"),
            "Donnez le message lui-même.".into(),
        ),
        R::NumberId => (
            "le numéro du message est écrit comme un nombre, et peut avoir été arrondi".into(),
            "Demandez un export qui l’écrit entre guillemets (id_str).".into(),
        ),
        R::MissingField { field } => (
            format!("il manque « {field} »"),
            elsewhere.into(),
        ),
        R::WrongField { field, found } => (
            format!("« {field} » ne se lit pas : {found}"),
            elsewhere.into(),
        ),
        R::Protected => (
            "le compte est protégé : le message n’était pas public".into(),
            "Il ne peut pas être archivé. Demandez à l’auteur de vous le confier.".into(),
        ),
        R::Private { visibility } => (
            format!("le message n’était pas public (« {visibility} »)"),
            "Il ne peut pas être archivé. Demandez à l’auteur de vous le confier.".into(),
        ),
        R::Withheld => (
            "le réseau retient ce message et donne un avis à la place de ses mots".into(),
            elsewhere.into(),
        ),
        R::Suspended => ("le compte est suspendu".into(), elsewhere.into()),
        R::Deleted => ("le message a été supprimé".into(), elsewhere.into()),
        R::Gone { reason } if reason.is_empty() => (
            "le réseau dit que le message n’est pas là, sans dire pourquoi".into(),
            elsewhere.into(),
        ),
        R::Gone { reason } => (
            format!("le réseau dit que le message n’est pas là : « {reason} »"),
            elsewhere.into(),
        ),
        R::NoAccount => (
            "l’export ne dit pas de quel compte il vient".into(),
            "Laissez « account.js » à côté du fichier, ou donnez --handle et --name.".into(),
        ),
        R::NoPermalink => (
            "rien ne dit où le message a été publié".into(),
            "Donnez son adresse avec --url.".into(),
        ),
        R::OneAddress { posts } => (
            format!("--url est l’adresse d’un seul message, et {posts} messages donnés ici ne disent pas la leur"),
            "Donnez-les un par un, chacun avec son --url.".into(),
        ),
        R::UnknownAddress { address } => (
            format!("{address} n’est l’adresse d’aucun message sur X, Bluesky ou Mastodon"),
            "Copiez l’adresse de la page du message, ou donnez le fichier d’un export.".into(),
        ),
        R::UnlistedInstance { host } => (
            format!("site.toml ne nomme pas {host} parmi les serveurs Mastodon à interroger"),
            format!("Ajoutez-le : [archive] mastodon = [\"{host}\"]."),
        ),
        R::Unanswered { host, why } => (
            format!("{host} ne donne pas le message : {}", media(why)),
            "Réessayez plus tard, ou enregistrez la réponse du réseau et donnez le fichier.".into(),
        ),
    };
    (spaced(message), spaced(mend))
}

fn record_value(expected: RecordValue) -> &'static str {
    use RecordValue as V;
    match expected {
        V::Text => "Écrivez les mots entre guillemets droits.",
        V::Moment => "Écrivez le jour, l’heure et le fuseau : 2020-01-02T09:30:00+01:00.",
        V::Permalink => {
            "Donnez l’adresse du message lui-même, sur X, Bluesky ou Mastodon : celle à laquelle \
             mène sa date."
        }
        V::WebAddress => "Écrivez une adresse qui commence par https://.",
        V::Handle => "Écrivez le nom du compte tel que le réseau l’écrit après l’@.",
        V::Answered => "Donnez l’adresse du message auquel il répond, ou le @nom de son auteur.",
        V::Language => "Écrivez le code de la langue : fr, en, pt-BR.",
        V::MediaFile => {
            "Donnez une adresse https ou un chemin à côté de la fiche, vers une image (jpg, png, \
             webp, gif), une vidéo (mp4, webm) ou un son (mp3, m4a, ogg, wav)."
        }
        V::AltBy => "Écrivez newsroom (la rédaction) ou author (l’auteur).",
        V::Tables => "Écrivez chacun comme une table, sous sa propre ligne : [[nom]].",
    }
}

pub(super) fn loss(loss: &Loss) -> String {
    use Loss as L;
    spaced(match loss {
        L::SpanOutside { start, end } => format!(
            "un lien annoncé aux octets {start} à {end} tombe hors du texte ; il est laissé de côté"
        ),
        L::SpanOverlap { text } => {
            format!("deux liens se chevauchent ; « {text} » reste du texte")
        }
        L::SpanMismatch { text } => {
            format!("« {text} » n’est pas le mot annoncé ; il reste du texte")
        }
        L::Address { href } => format!("« {href} » n’est pas une adresse du web ; pas de lien"),
        L::RangeOutside => {
            "la partie visible annoncée dépasse le texte ; elle est ramenée à sa fin".into()
        }
        L::Truncated => {
            "le texte complet n’est pas dans le fichier ; le message renverra à l’original".into()
        }
        L::Field { field } => format!("« {field} » ne se lit pas ; laissé de côté"),
        L::MediaKind { kind } => format!("média de genre inconnu (« {kind} ») ; laissé de côté"),
        L::VideoInSlices => {
            "la vidéo n’existe qu’en tranches (m3u8) ; il n’en reste que l’image".into()
        }
        L::UnknownCard { kind } => format!("aperçu de genre inconnu (« {kind} ») ; laissé de côté"),
        L::UnknownEmbed { kind } => {
            format!("insertion de genre inconnu (« {kind} ») ; laissée de côté")
        }
        L::UnknownTarget { text } => format!(
            "rien ne dit où mène « {text} » ; il reste du texte. Dans une fiche, [[links]] peut le dire"
        ),
        L::LinkNotFound { text } => {
            format!("« {text} », que [[links]] relie, n’est pas dans le texte ; pas de lien")
        }
        L::InnerQuote => "le message cité en cite un autre ; celui-ci reste un lien".into(),
        L::Clock { declared, observed } => format!(
            "l’auteur date le message du {declared}, le réseau du {observed} ; vérifiez le jour"
        ),
        L::Hour { printed } => format!(
            "seul le jour est connu (« {printed} ») ; midi UTC tient lieu d’heure, vérifiez-la"
        ),
        L::Media { url, why } => format!("{url} n’est pas gardé : {}", media(why)),
    })
}

fn media(why: &MediaRefusal) -> String {
    use MediaRefusal as M;
    match why {
        M::Host { host } => format!("{host} n’est pas un hôte de médias de ce réseau"),
        M::Scheme => "il n’est pas servi en https".into(),
        M::PrivateAddress { address } => format!("son hôte a une adresse privée ({address})"),
        M::Redirect { to } if to.is_empty() => "le serveur renvoie ailleurs".into(),
        M::Redirect { to } => format!("le serveur renvoie à {to}"),
        M::Status(status) => format!("le serveur répond {status}"),
        M::TooLarge { limit } => format!("il dépasse {} Mo", limit / 1_000_000),
        M::Type { found } => format!("« {found} » n’est ni image, ni vidéo, ni son"),
        M::Unreachable { reason } => format!("pas de réponse ({reason})"),
        M::Missing => "il n’est pas dans l’export".into(),
    }
}

/// French puts narrow no-break spaces inside quotation marks and before high punctuation.
fn spaced(sentence: String) -> String {
    sentence
        .replace("« ", "«\u{202f}")
        .replace(" »", "\u{202f}»")
        .replace(" ;", "\u{202f};")
        .replace(" :", "\u{a0}:")
}
